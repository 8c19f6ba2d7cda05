use super::{
    CONTACTS_A_SEGMENT, Damage, segment, segment_names, segments, segments_touched,
    workspace_from_segments,
};
use model::{
    Day, Edit, Fact, Kind, List, Override, Profile, ProfileItem, Shelf, Stage, Table, Wanted,
    Workspace, published_rulebook, workspace_from_json, workspace_to_json,
};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

fn list(rows: u32) -> Edit {
    let mut part = Table::new();
    part.add_rows(rows, None);
    for at in 0..12_u32 {
        let column = part.column_mut(&format!("column \"{at}\""));
        for row in 0..rows {
            // From all the same to all different, blanks among them.
            let value = match row % (at + 1) {
                0 => String::new(),
                _ => format!("é\n\"{}\u{0}", row % (1 << at)),
            };
            let kind = if at == 3 && row % 2 == 0 {
                Kind::Number
            } else {
                Kind::Text
            };
            let value = if kind == Kind::Number {
                row.to_string()
            } else {
                value
            };
            column.set(row, &value, kind);
            if (row + at) % 5 == 0 && !value.is_empty() {
                column.inferred.insert(row);
            }
        }
    }
    part.column_mut("blank");
    for row in (0..rows).step_by(3) {
        let day = (row % 2 == 0).then_some(Day(20_000 - row.cast_signed()));
        part.add_signal(row, "replied", day, 1 + row % 3);
        part.add_signal(row, "waved", None, 1);
        let extra = Map::from_iter([("mood".to_owned(), json!([{ "n": row }]))]);
        part.extras.insert(row, extra.clone());
        let set = Override {
            stage: Stage::Lead,
            reason: "said so".to_owned(),
            author: String::new(),
            on: day,
            until: None,
            extra,
        };
        part.overrides.insert(row, set);
    }
    let mut list = List::new("leads.csv");
    list.exported_on = Some(Day(20_000));
    list.headers = vec![("Firma".to_owned(), "company".to_owned())];
    let part = Box::new(part);
    Edit::Import { list, part }
}

fn quiz(key: &str) -> Edit {
    Edit::Keep {
        shelf: Shelf::Quizzes,
        key: key.to_owned(),
        json: Some(json!({ "id": "q", "title": "Größe \"x\"", "questions": [{}, null] })),
    }
}

fn own() -> Value {
    let mut json = published_rulebook("house").unwrap().json.clone();
    json["id"] = "ours".into();
    json
}

fn workspace(rows: &[u32]) -> Workspace {
    let json = own();
    let wanted = Wanted::OneOf(vec!["software".to_owned()]);
    let start = json!({ "format": "leadlens.workspace/1", "views": [1, { "a": null }] });
    let mut workspace = workspace_from_json(&start, Day(20_100)).unwrap();
    let settings = [
        Edit::Rename("north".to_owned()),
        Edit::SetProfile(Some(Profile::new(vec![ProfileItem::new(
            "industry", wanted,
        )]))),
        Edit::SetRulebook {
            id: "ours".to_owned(),
            json: Some(json),
        },
        Edit::ChooseDefinition("ours".to_owned()),
        quiz("a quiz"),
    ];
    for edit in settings.into_iter().chain(rows.iter().map(|n| list(*n))) {
        workspace.apply(edit).unwrap();
    }
    if !rows.is_empty() {
        let answer = Some(true);
        workspace
            .apply(Edit::AnswerTargetMarket { list: 0, answer })
            .unwrap();
    }
    workspace
}

/// All facts, as JSON. Where the program keeps its order of columns, that too.
fn facts(workspace: &Workspace) -> Value {
    workspace_to_json(workspace)
}

fn kept(workspace: &Workspace) -> BTreeMap<String, Vec<u8>> {
    segments(workspace).collect()
}

#[test]
fn a_workspace_comes_back_as_it_was_kept() {
    for rows in [&[][..], &[1], &[499], &[500], &[501, 20], &[3, 1200]] {
        let workspace = workspace(rows);
        let (back, damage) = workspace_from_segments(&kept(&workspace), Day(0));
        assert_eq!(damage, []);
        assert_eq!(facts(&back), facts(&workspace));
        assert_eq!(kept(&back), kept(&workspace));
        assert_eq!(
            back.table().exported_on(0),
            workspace.table().exported_on(0)
        );
    }
}

#[test]
fn nothing_kept_is_an_empty_workspace() {
    let (empty, damage) = workspace_from_segments(&BTreeMap::new(), Day(7));
    assert_eq!(damage, []);
    assert_eq!(facts(&empty), facts(&Workspace::new("", Day(7))));
}

#[test]
fn quizzes_and_rulebooks_alone_are_whole() {
    for edit in [
        quiz("only"),
        Edit::SetRulebook {
            id: "ours".to_owned(),
            json: Some(own()),
        },
    ] {
        let mut workspace = Workspace::new("", Day(7));
        let change = edit.change(&workspace);
        workspace.apply(edit).unwrap();
        let touched = segments_touched(&change).into_iter();
        let kept = touched.filter_map(|name| segment(&workspace, &name).map(|bytes| (name, bytes)));
        let (back, damage) = workspace_from_segments(&kept.collect(), Day(7));
        assert_eq!(damage, []);
        assert_eq!(facts(&back), facts(&workspace));
    }
}

#[test]
fn lost_contacts_are_named_and_keep_their_places() {
    let workspace = workspace(&[1700]);
    type Segments = BTreeMap<String, Vec<u8>>;
    let check = |spoil: &dyn Fn(&mut Segments), expected: &[&str]| {
        let mut segments = kept(&workspace);
        spoil(&mut segments);
        let (back, damage) = workspace_from_segments(&segments, Day(0));
        let said: Vec<String> = damage.iter().map(Damage::to_string).collect();
        assert_eq!(said, expected);
        assert_eq!(back.table().rows(), 1700);
        let last = "column \"11\"";
        assert_eq!(
            back.table().get(1699, last),
            workspace.table().get(1699, last)
        );
        assert_eq!(back.table().get(600, last), "");
    };
    check(
        &|s| {
            s.remove("contacts/001");
        },
        &["500 contacts, from number 501, could not be read (they are missing)."],
    );
    check(
        &|s| {
            s.remove("contacts/001");
            s.remove("contacts/002");
        },
        &["1000 contacts, from number 501, could not be read (they are missing)."],
    );
    check(
        &|s| s.get_mut("contacts/001").unwrap().truncate(100),
        &[
            "500 contacts, from number 501, could not be read (columns[0].cells[8]: line 1, column 99: the text ends too early).",
        ],
    );
    check(
        &|s| {
            let other = s["contacts/003"].clone();
            s.insert("contacts/001".to_owned(), other);
        },
        &["500 contacts, from number 501, could not be read (it holds 200 instead of 500)."],
    );
    check(
        &|s| {
            s.insert("contacts/001".to_owned(), vec![0xff]);
        },
        &["500 contacts, from number 501, could not be read (it is not text)."],
    );
}

#[test]
fn contacts_survive_the_loss_of_everything_else() {
    let workspace = workspace(&[700]);
    let mut segments = kept(&workspace);
    segments.remove("meta");
    segments.insert("rulebooks".to_owned(), b"[\"{}\", 1".to_vec());
    let (back, damage) = workspace_from_segments(&segments, Day(5));
    assert_eq!(damage.len(), 2, "{damage:?}");
    assert_eq!(back.table().rows(), 700);
    assert_eq!(back.as_of(), Day(5));
    assert_eq!(back.definition(), "house");
    // What could not be read goes on being kept.
    let (again, damage) = workspace_from_segments(&kept(&back), Day(5));
    assert_eq!(damage, []);
    assert_eq!(again.extra()["unreadable"], json!(["[\"{}\", 1"]));
}

#[test]
fn one_spoilt_rulebook_leaves_the_others() {
    let workspace = workspace(&[1]);
    let mut segments = kept(&workspace);
    let mut texts: Value = serde_json::from_slice(&segments["rulebooks"]).unwrap();
    texts.as_array_mut().unwrap().push("{\"id\":\"x\"}".into());
    segments.insert("rulebooks".to_owned(), texts.to_string().into_bytes());
    let (back, damage) = workspace_from_segments(&segments, Day(5));
    assert_eq!(damage.len(), 1, "{damage:?}");
    assert_eq!(back.rulebooks().len(), 1);
    assert_eq!(back.extra()["unreadable"], json!(["{\"id\":\"x\"}"]));
}

#[test]
fn one_spoilt_quiz_leaves_the_others() {
    let workspace = workspace(&[1]);
    let mut segments = kept(&workspace);
    let mut texts: Value = serde_json::from_slice(&segments["quizzes"]).unwrap();
    texts["torn"] = "{\"id\":".into();
    texts["other"] = "[]".into();
    segments.insert("quizzes".to_owned(), texts.to_string().into_bytes());
    let (back, damage) = workspace_from_segments(&segments, Day(5));
    assert_eq!(damage.len(), 2, "{damage:?}");
    assert_eq!(back.quizzes().len(), 1);
    assert_eq!(back.extra()["unreadable"], json!(["{\"id\":", "[]"]));
}

#[test]
fn an_edit_touches_few_segments() {
    let mut workspace = workspace(&[1700]);
    let mut check = |edit: Edit, expected: &[&str]| {
        let change = edit.change(&workspace);
        let before = kept(&workspace);
        let inverse = workspace.apply(edit).unwrap();
        assert_eq!(segments_touched(&change), expected);
        // What is not named is as it was, and what is gone gives nothing.
        let after = kept(&workspace);
        for name in before.keys().chain(after.keys()) {
            assert!(
                before.get(name) == after.get(name) || expected.contains(&name.as_str()),
                "{name}"
            );
            assert_eq!(segment(&workspace, name).as_ref(), after.get(name));
        }
        workspace.apply(inverse).unwrap();
    };
    let attribute = || "industry".to_owned();
    let set = |row| Edit::SetFact {
        row,
        attribute: attribute(),
        value: Fact::text("x"),
    };
    check(set(0), &["meta", "contacts/000"]);
    check(set(1500), &["meta", "contacts/003"]);
    check(
        Edit::facts(
            "industry",
            [(0, None), (1, Fact::text("x")), (499, None), (1699, None)],
        ),
        &["meta", "contacts/000", "contacts/003"],
    );
    check(Edit::Rename("x".to_owned()), &["meta"]);
    check(Edit::SetAsOf(Day(1)), &["meta"]);
    let json = Some(published_rulebook("house").unwrap().json.clone());
    check(
        Edit::SetRulebook {
            id: "house".to_owned(),
            json,
        },
        &["rulebooks"],
    );
    check(quiz("another"), &["quizzes"]);
    check(
        Edit::Keep {
            shelf: Shelf::Quizzes,
            key: "a quiz".to_owned(),
            json: None,
        },
        &["quizzes"],
    );
    check(
        Edit::Keep {
            shelf: Shelf::Learning,
            key: "practice/house".to_owned(),
            json: Some(json!({ "seed": 1 })),
        },
        &["learning"],
    );
    check(list(301), &["meta", "contacts/003", "contacts/004"]);
    let all = [
        "meta",
        "contacts/000",
        "contacts/001",
        "contacts/002",
        "contacts/003",
    ];
    check(Edit::RemoveImport, &all);
    check(Edit::SetExportDay { list: 0, day: None }, &all);
    assert_eq!(segment(&workspace, "contacts/004"), None);
    assert_eq!(segment(&workspace, "contacts/x"), None);
    assert_eq!(segment(&workspace, "other"), None);
    assert_eq!(segment_names(&workspace).count(), 8);
}

proptest! {
    #[test]
    fn no_bytes_make_it_stumble(at in 0..5_usize, bytes in prop::collection::vec(any::<u8>(), 0..40), place in any::<prop::sample::Index>()) {
        let workspace = workspace(&[3]);
        let mut segments = kept(&workspace);
        let name = segments.keys().nth(at % segments.len()).unwrap().clone();
        let old = segments.get_mut(&name).unwrap();
        let place = place.index(old.len());
        let end = (place + bytes.len()).min(old.len());
        old.splice(place..end, bytes);
        let (back, _) = workspace_from_segments(&segments, Day(5));
        // Whatever it is now, it can be kept.
        let (again, damage) = workspace_from_segments(&kept(&back), Day(5));
        prop_assert_eq!(damage, []);
        prop_assert_eq!(facts(&again), facts(&back));
    }
}

/// The bound that matters holds in a release build; this one only guards against something quadratic.
#[test]
fn a_segment_is_made_quickly() {
    let mut part = Table::new();
    part.add_rows(20_000, None);
    for at in 0..40_u32 {
        let column = part.column_mut(&format!("c{at}"));
        for row in 0..20_000 {
            let distinct = if at < 8 { 20_000 } else { 30 };
            let code = column.intern(&format!("value {}", row % distinct));
            column.set_code(row, code);
        }
    }
    let mut workspace = Workspace::new("w", Day(0));
    let (list, part) = (List::new("l"), Box::new(part));
    workspace.apply(Edit::Import { list, part }).unwrap();
    let start = std::time::Instant::now();
    let segments = kept(&workspace);
    let one = start.elapsed() / (20_000 / CONTACTS_A_SEGMENT);
    let start = std::time::Instant::now();
    let (back, _) = workspace_from_segments(&segments, Day(0));
    let read = start.elapsed() / (20_000 / CONTACTS_A_SEGMENT);
    let bytes = segments["contacts/007"].len();
    println!("written in {one:?}, read in {read:?}, {bytes} bytes");
    assert_eq!(back.table().rows(), 20_000);
    assert!(
        one.as_millis() < 60 && read.as_millis() < 200,
        "{one:?} {read:?}"
    );
}
