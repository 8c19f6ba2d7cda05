use super::sample::{any_numbers, edit, facts, own_rulebook, start};
use super::{Edit, EditError, Fact};
use crate::day::Day;
use crate::history::Typing;
use crate::profile::{Profile, ProfileItem, Wanted};
use crate::shelf::Shelf;
use crate::table::Table;
use crate::workspace::{List, Workspace};
use crate::{History, edit_from_json, edit_to_json};
use proptest::prelude::*;
use serde_json::Value;

proptest! {
    #[test]
    fn every_edit_has_an_exact_inverse(numbers in any_numbers()) {
        let mut workspace = start();
        let mut states = vec![facts(&workspace)];
        let mut inverses = Vec::new();
        for numbers in numbers {
            match workspace.apply(edit(&workspace, numbers)) {
                Ok(inverse) => {
                    inverses.push(inverse);
                    states.push(facts(&workspace));
                }
                // Refused: nothing is changed.
                Err(_) => prop_assert_eq!(Some(&facts(&workspace)), states.last()),
            }
        }
        let mut again = Vec::new();
        for (state, inverse) in states.iter().rev().skip(1).zip(inverses.into_iter().rev()) {
            again.push(workspace.apply(inverse).unwrap());
            prop_assert_eq!(&facts(&workspace), state);
        }
        for (state, edit) in states.iter().skip(1).zip(again.into_iter().rev()) {
            workspace.apply(edit).unwrap();
            prop_assert_eq!(&facts(&workspace), state);
        }
    }

    #[test]
    fn an_edit_and_its_inverse_survive_json(numbers in any_numbers()) {
        let mut here = start();
        let mut there = start();
        let through_json = |edit: &Edit| {
            let text = edit_to_json(edit).to_string();
            edit_from_json(&crate::json::parse(&text).unwrap()).unwrap()
        };
        for numbers in numbers {
            let edit = edit(&here, numbers);
            let copy = through_json(&edit);
            match (here.apply(edit), there.apply(copy)) {
                (Ok(_), Ok(inverse)) => {
                    prop_assert_eq!(facts(&here), facts(&there));
                    // Back and forth once more, by way of the inverse's JSON.
                    let again = there.apply(through_json(&inverse)).unwrap();
                    there.apply(through_json(&again)).unwrap();
                    prop_assert_eq!(facts(&here), facts(&there));
                }
                (Err(here), Err(there)) => prop_assert_eq!(here, there),
                (here, there) => prop_assert!(false, "{:?} {:?}", here, there),
            }
        }
    }

    #[test]
    fn a_change_names_all_that_changed(numbers in any_numbers()) {
        let mut workspace = start();
        for numbers in numbers {
            let edit = edit(&workspace, numbers);
            let change = edit.change(&workspace);
            let before = facts(&workspace);
            if workspace.apply(edit).is_err() {
                continue;
            }
            let after = facts(&workspace);
            let rows = |f: &Value| f["contacts"].as_array().unwrap().clone();
            let (old, new) = (rows(&before), rows(&after));
            prop_assert!(old.len() == new.len() || change.rows_came_or_went);
            for row in 0..old.len().max(new.len()) {
                let named = change.rows.iter().any(|r| r.contains(&(row as u32)));
                prop_assert!(old.get(row) == new.get(row) || named, "row {} {:?}", row, change);
            }
            for (member, named) in [
                ("name", change.settings), ("lists", change.settings), ("as_of", change.as_of && change.settings),
                ("definition", change.rules && change.settings), ("profile", change.rules && change.settings),
                ("rulebooks", change.rulebooks), ("quizzes", change.quizzes),
            ] {
                prop_assert!(before[member] == after[member] || named, "{} {:?}", member, change);
            }
        }
    }

    #[test]
    fn a_history_walks_back_and_forth(numbers in any_numbers(), walk in prop::collection::vec(any::<bool>(), 0..60)) {
        let (mut workspace, mut history) = (start(), History::default());
        let mut states = vec![facts(&workspace)];
        for numbers in numbers {
            let edit = edit(&workspace, numbers);
            if history.apply(&mut workspace, edit).is_ok() {
                states.push(facts(&workspace));
            }
        }
        let mut at = states.len() - 1;
        for back in walk {
            let moved = if back { history.undo(&mut workspace) } else { history.redo(&mut workspace) };
            match moved {
                Some(moved) => {
                    moved.unwrap();
                    at = if back { at - 1 } else { at + 1 };
                }
                None => prop_assert_eq!(at, if back { 0 } else { states.len() - 1 }),
            }
            prop_assert_eq!(&facts(&workspace), &states[at]);
        }
    }
}

#[test]
fn an_answer_fills_in_what_nobody_stated() {
    let mut w = Workspace::new("w", Day(0));
    let mut part = Table::new();
    part.add_rows(4, None);
    part.set(1, "in_target_market", "no");
    let (list, part) = (List::new("a"), Box::new(part));
    w.apply(Edit::Import { list, part }).unwrap();
    let check = |w: &Workspace, expected: [&str; 4]| {
        let recorded = [0, 1, 2, 3].map(|r| match Fact::of(w.table(), r, "in_target_market") {
            Some(f) => f.text + if f.inferred { "?" } else { "" },
            None => String::new(),
        });
        assert_eq!(recorded, expected);
    };
    let answer = |w: &mut Workspace, answer| {
        w.apply(Edit::AnswerTargetMarket { list: 0, answer })
            .unwrap()
    };
    let set = |w: &mut Workspace, row, value| {
        let attribute = "in_target_market".to_owned();
        w.apply(Edit::SetFact {
            row,
            attribute,
            value,
        })
        .unwrap()
    };
    check(&w, ["", "no", "", ""]);
    answer(&mut w, Some(true));
    check(&w, ["yes?", "no", "yes?", "yes?"]);
    assert_eq!(w.lists()[0].in_target_market, Some(true));
    set(&mut w, 2, Fact::text("yes"));
    set(&mut w, 3, None);
    check(&w, ["yes?", "no", "yes", ""]);
    let inverse = answer(&mut w, Some(false));
    check(&w, ["no?", "no", "yes", "no?"]);
    w.apply(inverse).unwrap();
    check(&w, ["yes?", "no", "yes", ""]);
    assert_eq!(w.lists()[0].in_target_market, Some(true));
    answer(&mut w, None);
    check(&w, ["", "no", "yes", ""]);
}

#[test]
fn what_does_not_fit_is_refused() {
    let mut w = start();
    let mut check = |edit: Edit, expected: &str| {
        assert_eq!(w.apply(edit).unwrap_err().to_string(), expected);
    };
    let own = |id: &str, json| Edit::SetRulebook {
        id: id.to_owned(),
        json: Some(json),
    };
    let (list, part) = (List::new("empty.csv"), Box::new(Table::new()));
    check(
        Edit::Import { list, part },
        "There are no contacts in “empty.csv”.",
    );
    check(
        Edit::SetOverride {
            row: 11,
            value: None,
        },
        "There is no contact number 12.",
    );
    check(
        Edit::SetExportDay { list: 1, day: None },
        "There is no list number 2.",
    );
    check(
        Edit::ChooseDefinition("x".into()),
        "There is no definition “x”.",
    );
    check(
        own("ours", own_rulebook(2)),
        "The rulebook says its id is “house”, not “ours”.",
    );
    check(
        own("house", own_rulebook(4)),
        "This rulebook cannot be used: stages: expected an object, found nothing",
    );
    w.apply(own("ours", own_rulebook(1))).unwrap();
    w.apply(Edit::ChooseDefinition("ours".into())).unwrap();
    let remove = Edit::SetRulebook {
        id: "ours".into(),
        json: None,
    };
    assert_eq!(
        w.apply(remove).unwrap_err(),
        EditError::RulebookInUse("ours".into())
    );
}

#[test]
fn a_profile_takes_the_place_of_fit_items() {
    let mut w = start();
    let items = |w: &Workspace, id: &str| -> Vec<String> {
        let rulebook = w.rulebook(id).unwrap();
        rulebook.fit.iter().map(|item| item.id.clone()).collect()
    };
    let published = items(&w, "house");
    assert!(published.len() > 1);
    let wanted = Wanted::OneOf(vec!["Bern".to_owned()]);
    let profile = Profile::new(vec![ProfileItem::new("City", wanted)]);
    let inverse = w.apply(Edit::SetProfile(Some(profile))).unwrap();
    for rulebook in crate::published() {
        assert_eq!(items(&w, &rulebook.id), ["City"]);
        // Given to somebody else, it stays as it is, whatever profile that one has.
        let given = w.rulebook(&rulebook.id).unwrap();
        assert_eq!(given.json[crate::OWN_FIT], true);
    }
    let mut json = own_rulebook(1);
    let set = |w: &mut Workspace, json: &Value| {
        w.apply(Edit::SetRulebook {
            id: "ours".into(),
            json: Some(json.clone()),
        })
    };
    set(&mut w, &json).unwrap();
    assert_eq!(items(&w, "ours"), ["City"]);
    json["own_fit"] = true.into();
    set(&mut w, &json).unwrap();
    assert_eq!(items(&w, "ours"), published);
    w.apply(inverse).unwrap();
    assert_eq!(items(&w, "house"), published);
    assert_eq!(w.current_rulebook().unwrap().id, "house");
    assert!(w.rulebook("x").is_none());
}

fn fact_typed(history: &mut History, w: &mut Workspace, edit: Edit) {
    let typing = match &edit {
        Edit::SetFact { row, attribute, .. } => Typing::fact(*row, attribute),
        other => panic!("{other:?}"),
    };
    let label = edit.label();
    history.apply_typed(w, edit, label, typing).unwrap();
}

#[test]
fn letters_typed_into_a_fact_are_one_step() {
    let (mut w, mut history) = (start(), History::default());
    let before = facts(&w);
    let typed = |row: u32, text: &str| Edit::SetFact {
        row,
        attribute: "industry".to_owned(),
        value: Fact::text(text),
    };
    for text in ["s", "so", "sof"] {
        fact_typed(&mut history, &mut w, typed(0, text));
    }
    fact_typed(&mut history, &mut w, typed(1, "x"));
    history.end_typing();
    fact_typed(&mut history, &mut w, typed(1, "xy"));
    assert_eq!(
        history.labels().collect::<Vec<_>>(),
        ["Industry: sof", "Industry: x", "Industry: xy"]
    );
    for _ in 0..3 {
        history.undo(&mut w).unwrap().unwrap();
    }
    assert_eq!(facts(&w), before);
    assert!(history.undo(&mut w).is_none());
    history.redo(&mut w).unwrap().unwrap();
    assert_eq!(w.table().get(0, "industry"), "sof");
    assert_eq!(history.redo_label(), Some("Industry: x"));
}

#[test]
fn letters_typed_into_a_member_of_a_quiz_are_one_step() {
    let (mut w, mut history) = (start(), History::default());
    let before = facts(&w);
    let mut typed = |member: &str, text: &str| {
        let edit = Edit::Keep {
            shelf: Shelf::Quizzes,
            key: "first".to_owned(),
            json: Some(serde_json::json!({ member: text })),
        };
        let typing = Typing::kept(Shelf::Quizzes, "first", member);
        history.apply_typed(&mut w, edit, format!("{member}: {text}"), typing)
    };
    for text in ["A", "Ar", "Are"] {
        typed("title", text).unwrap();
    }
    typed("intro", "W").unwrap();
    assert_eq!(
        history.labels().collect::<Vec<_>>(),
        ["title: Are", "intro: W"]
    );
    for _ in 0..2 {
        history.undo(&mut w).unwrap().unwrap();
    }
    assert_eq!(facts(&w), before);
}

/// The bound that the engine's bench holds in a release build; here it only guards against going through each row's values.
#[test]
fn a_large_list_is_appended_column_by_column() {
    let mut w = Workspace::new("w", Day(0));
    let large = |rows: u32| {
        let mut part = Table::new();
        part.add_rows(rows, None);
        for at in 0..40_u32 {
            let column = part.column_mut(&format!("c{at}"));
            let distinct = if at < 5 { rows } else { 50 };
            for row in 0..rows {
                let code = column.intern(&format!("value {}", row % distinct));
                column.set_code(row, code);
            }
        }
        Edit::Import {
            list: List::new("large"),
            part: Box::new(part),
        }
    };
    let time = |w: &mut Workspace, edit: Edit| {
        let start = std::time::Instant::now();
        let inverse = w.apply(edit).unwrap();
        (inverse, start.elapsed())
    };
    let (first, second) = (large(100_000), large(100_000));
    let (_, onto_nothing) = time(&mut w, first);
    let (remove, onto_other) = time(&mut w, second);
    let (_, answer) = time(
        &mut w,
        Edit::AnswerTargetMarket {
            list: 1,
            answer: Some(true),
        },
    );
    let (import, removed) = time(&mut w, remove);
    let (_, again) = time(&mut w, import);
    println!("{onto_nothing:?} {onto_other:?} {answer:?} {removed:?} {again:?}");
    assert_eq!(w.table().rows(), 200_000);
    assert_eq!(w.table().get(199_999, "c0"), "value 99999");
    for taken in [onto_nothing, onto_other, answer, removed, again] {
        assert!(taken.as_millis() < 1000, "{taken:?}");
    }
}
