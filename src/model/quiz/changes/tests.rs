//! Changes to a quiz: what comes out, what is said, what is refused; and that a player can read all that comes out.

use super::*;
use crate::node::Node;
use crate::quiz::{QuizType, read_quiz, variant_of};
use expect_test::{Expect, expect};
use proptest::prelude::*;
use serde_json::json;

fn quiz() -> Value {
    json!({
        "format": "leadlens.quiz/1", "id": "q", "x": [1], "rulebook": "house",
        "questions": [
            { "id": "budget", "type": "yes_no", "text": "Money?", "attribute": "budget", "y": null },
            { "id": "size", "type": "single", "text": "How large?", "options": [
                { "id": "s", "text": "Small" }, { "id": "m", "text": "Medium" }, { "id": "l", "text": "Large" },
            ], "skip_when": [{ "question": "budget", "is": ["no"] }] },
            { "id": "when", "type": "date", "text": "When?", "attribute": "start", "skip_when": [
                { "question": "budget", "is": ["no"] }, { "question": "size", "is": ["s", "m"] },
            ] },
        ],
        "results": [
            { "id": "go", "when": { "stage": ["opportunity"] }, "title": "Go" },
            { "id": "mid", "when": { "grade": ["A"] }, "title": "Middle" },
            { "id": "else", "title": "Else" },
        ],
        "variants": [
            { "id": "a" },
            { "id": "b", "changes": {
                "questions": {
                    "size": { "options": { "m": { "text": "Middling" } } },
                    "when": { "text": "On which day?", "skip_when": [{ "question": "size", "is": ["m"] }] },
                },
                "results": { "mid": { "title": "In between" } },
            } },
        ],
    })
}

/// Reads the quiz and its variants as a player would.
fn read(quiz: &Value) {
    read_quiz(Node::Value(quiz)).unwrap();
    for variant in ["a", "b"] {
        let changed = variant_of(quiz, variant).unwrap();
        read_quiz(Node::Value(&changed)).unwrap_or_else(|e| panic!("{variant}: {e}"));
    }
}

/// What of the quiz is other than before, by path; and what is said, or why it is refused.
fn shown(found: &Result<Changed, String>) -> String {
    let changed = match found {
        Err(sentence) => return format!("refused: {sentence}\n"),
        Ok(changed) => changed,
    };
    read(&changed.quiz);
    let mut out = String::new();
    differences(&quiz(), &changed.quiz, "", &mut out);
    for sentence in &changed.said {
        out += &format!("said: {sentence}\n");
    }
    out
}

fn differences(before: &Value, now: &Value, path: &str, out: &mut String) {
    let (was, is) = (before.to_string(), now.to_string());
    if was == is {
        return;
    }
    let ids = |v: &Value| {
        let ids = v.as_array().into_iter().flatten();
        ids.map(|e| {
            e.get("id")
                .and_then(Value::as_str)
                .unwrap_or("?")
                .to_owned()
        })
        .collect::<Vec<_>>()
    };
    let names = |v: &Value| {
        let members = v.as_object().into_iter().flatten();
        members.map(|(name, _)| name.clone()).collect::<Vec<_>>()
    };
    match (before, now) {
        (Value::Array(a), Value::Array(b))
            if ids(before) == ids(now) && !ids(now).contains(&"?".to_owned()) =>
        {
            for ((id, a), b) in ids(now).iter().zip(a).zip(b) {
                differences(a, b, &format!("{path}/{id}"), out);
            }
        }
        (Value::Object(a), Value::Object(b)) => {
            let both = |names: Vec<String>| {
                let both = names
                    .into_iter()
                    .filter(|n| a.contains_key(n) && b.contains_key(n));
                both.collect::<Vec<_>>()
            };
            assert_eq!(
                both(names(before)),
                both(names(now)),
                "the order of members at {path}"
            );
            for (name, was) in a {
                match b.get(name) {
                    Some(is) => differences(was, is, &format!("{path}/{name}"), out),
                    None => *out += &format!("{path}/{name}: gone\n"),
                }
            }
            for (name, new) in b.iter().filter(|(name, _)| !a.contains_key(*name)) {
                *out += &format!("{path}/{name}: {new}\n");
            }
        }
        (Value::Array(_), Value::Array(b)) if !ids(now).contains(&"?".to_owned()) => {
            *out += &format!("{path}: {}\n", ids(now).join(" "));
            for new in b {
                let id = text(new, "id");
                let known = before
                    .as_array()
                    .into_iter()
                    .flatten()
                    .find(|e| text(e, "id") == id);
                match known {
                    Some(known) => differences(known, new, &format!("{path}/{id}"), out),
                    None => *out += &format!("  {new}\n"),
                }
            }
        }
        _ => *out += &format!("{path}: {now}\n"),
    }
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "expectations are written where they are checked"
)]
fn check(found: Result<Changed, String>, expected: Expect) {
    expected.assert_eq(&shown(&found));
}

fn at(path: &[&str]) -> MemberPath {
    let steps = path.iter();
    steps.fold(MemberPath::root(), |path, step| match step.parse() {
        Ok(place) => path.index(place),
        Err(_) => path.key(step),
    })
}

#[test]
fn members_are_set_and_taken_out() {
    let set = |path: &[&str], value: Value| set_member(&quiz(), &at(path), Some(value));
    let out = |path: &[&str]| set_member(&quiz(), &at(path), None);
    check(
        set(&["title"], json!("T")),
        expect![[r#"
            /title: "T"
        "#]],
    );
    check(
        set(&["questions", "0", "text"], json!("Is there money?")),
        expect![[r#"
            /questions/budget/text: "Is there money?"
        "#]],
    );
    check(
        set(&["consent", "text"], json!("Yes?")),
        expect![[r#"
            /consent: {"text":"Yes?"}
        "#]],
    );
    check(
        set(&["variants", "1", "changes", "intro"], Value::Null),
        expect![[r#"
            /variants/b/changes/intro: null
        "#]],
    );
    check(
        set(&["x", "1"], json!(2)),
        expect![[r#"
        /x: [1,2]
    "#]],
    );
    check(
        set(&["x", "0"], json!(3)),
        expect![[r#"
        /x: [3]
    "#]],
    );
    check(
        out(&["x", "0"]),
        expect![[r#"
        /x: 
    "#]],
    );
    check(
        out(&["x"]),
        expect![[r#"
            /x: gone
        "#]],
    );
    check(
        out(&["questions", "2", "skip_when", "0"]),
        expect![[r#"
        /questions/when/skip_when: [{"question":"size","is":["s","m"]}]
    "#]],
    );
    check(out(&["consent", "link", "text"]), expect![""]);
    check(
        set(&["x", "2"], json!(2)),
        expect![[r#"
        refused: There is no place “x[2]” in this quiz.
    "#]],
    );
    check(
        set(&["id", "x"], json!(2)),
        expect![[r#"
        refused: There is no place “id.x” in this quiz.
    "#]],
    );
    check(
        set(&["questions", "7", "text"], json!(2)),
        expect![[r#"
        refused: There is no place “questions[7].text” in this quiz.
    "#]],
    );
    check(
        set(&[], json!(2)),
        expect![[r#"
        refused: A quiz cannot be changed as a whole here.
    "#]],
    );
}

#[test]
fn questions_are_added() {
    for kind in QuizType::ALL {
        let added = add_question(&quiz(), kind, 1).unwrap();
        read(&added.quiz);
        let again = add_question(&added.quiz, kind, 99).unwrap();
        read(&again.quiz);
        assert_eq!(text(&again.quiz["questions"][1], "type"), kind.id());
        assert_eq!(text(&again.quiz["questions"][4], "type"), kind.id());
    }
    check(
        add_question(&quiz(), QuizType::Scale, 0),
        expect![[r#"
        /questions: question1 budget size when
          {"id":"question1","type":"scale","text":"How much do you agree?","attribute":"question1","min":1,"max":5,"low":"not at all","high":"very much"}
    "#]],
    );
    check(
        add_question(&quiz(), QuizType::Multiple, 3),
        expect![[r#"
        /questions: budget size when question1
          {"id":"question1","type":"multiple","text":"Which of these fit?","options":[{"id":"answer1","text":"First answer"},{"id":"answer2","text":"Second answer"}]}
    "#]],
    );
    check(
        add_question(&quiz(), QuizType::Email, 3),
        expect![[r#"
        /questions: budget size when email
          {"id":"email","type":"email","text":"Where may we write to you?"}
    "#]],
    );
    check(
        add_question(&json!({}), QuizType::Email, 3),
        expect![[r#"
        refused: “questions” is missing here, or is no list.
    "#]],
    );
}

#[test]
fn questions_are_moved() {
    check(move_question(&quiz(), 2, 2), expect![""]);
    check(
        move_question(&quiz(), 2, 1),
        expect![[r#"
        refused: Whether “When?” is asked depends on “How large?”, so it has to come after it. Take that rule out first.
    "#]],
    );
    check(
        move_question(&quiz(), 0, 9),
        expect![[r#"
        refused: Whether “How large?” is asked depends on “Money?”, so it has to come after it. Take that rule out first.
    "#]],
    );
    check(
        move_question(&quiz(), 3, 0),
        expect![[r#"
        refused: There is no question number 4.
    "#]],
    );
    let free = set_member(&quiz(), &at(&["questions", "1", "skip_when"]), None).unwrap();
    let free = move_question(&free.quiz, 1, 0).unwrap();
    read(&free.quiz);
    assert_eq!(text(&free.quiz["questions"][0], "id"), "size");
}

#[test]
fn questions_are_removed() {
    check(
        remove_question(&quiz(), 0),
        expect![[r#"
            /questions: size when
            /questions/size/skip_when: gone
            /questions/when/skip_when: [{"question":"size","is":["s","m"]}]
            said: “How large?” is now always asked.
            said: “When?” is now skipped by fewer answers.
        "#]],
    );
    check(
        remove_question(&quiz(), 1),
        expect![[r#"
            /questions: budget when
            /questions/when/skip_when: [{"question":"budget","is":["no"]}]
            /variants/b/changes/questions/size: gone
            /variants/b/changes/questions/when/skip_when: 
            said: Variant “b” changed something there; that change is gone too.
            said: “When?” is now skipped by fewer answers.
            said: In variant “b”, “when” is now skipped by fewer answers.
        "#]],
    );
    check(
        remove_question(&quiz(), 2),
        expect![[r#"
            /questions: budget size
            /variants/b/changes/questions/when: gone
            said: Variant “b” changed something there; that change is gone too.
        "#]],
    );
    check(
        remove_question(&quiz(), 3),
        expect![[r#"
        refused: There is no question number 4.
    "#]],
    );
    let one = json!({ "questions": [{ "id": "a" }] });
    check(
        remove_question(&one, 0),
        expect![[r#"
        refused: A quiz needs a question. Add another one before you remove this one.
    "#]],
    );
    // Of two with the same id the other one stays what the rules look at.
    let twice = set_member(
        &quiz(),
        &at(&["questions", "1", "id"]),
        Some(json!("budget")),
    )
    .unwrap();
    let removed = remove_question(&twice.quiz, 1).unwrap();
    assert_eq!(removed.said, [""; 0]);
    assert_eq!(
        removed.quiz["questions"][1]["skip_when"][0]["question"],
        "budget"
    );
}

#[test]
fn questions_are_renamed() {
    check(
        rename_question(&quiz(), 1, "team"),
        expect![[r#"
            /questions: budget team when
              {"id":"team","type":"single","text":"How large?","options":[{"id":"s","text":"Small"},{"id":"m","text":"Medium"},{"id":"l","text":"Large"}],"skip_when":[{"question":"budget","is":["no"]}]}
            /questions/when/skip_when: [{"question":"budget","is":["no"]},{"question":"team","is":["s","m"]}]
            /variants/b/changes/questions/size: gone
            /variants/b/changes/questions/when/skip_when: [{"question":"team","is":["m"]}]
            /variants/b/changes/questions/team: {"options":{"m":{"text":"Middling"}}}
        "#]],
    );
    check(rename_question(&quiz(), 0, "budget"), expect![""]);
    check(
        rename_question(&quiz(), 0, "size"),
        expect![[r#"
        refused: “How large?” already has the id “size”. Choose another one.
    "#]],
    );
    check(
        rename_question(&quiz(), 0, " "),
        expect![[r#"
        refused: An id cannot be empty.
    "#]],
    );
    let new = json!({ "type": "text", "text": "New", "attribute": "new" });
    let new = set_member(
        &quiz(),
        &at(&["variants", "1", "changes", "questions", "new"]),
        Some(new),
    )
    .unwrap();
    check(
        rename_question(&new.quiz, 0, "new"),
        expect![[r#"
        refused: A variant already has a question with the id “new”. Choose another one.
    "#]],
    );
}

#[test]
fn options_are_changed() {
    check(
        add_option(&quiz(), 1),
        expect![[r#"
        /questions/size/options: s m l answer4
          {"id":"answer4","text":"Answer 4"}
    "#]],
    );
    check(
        add_option(&quiz(), 0),
        expect![[r#"
        refused: “Money?” is not answered by choosing.
    "#]],
    );
    check(
        move_option(&quiz(), 1, 2, 0),
        expect![[r#"
        /questions/size/options: l s m
    "#]],
    );
    check(
        move_option(&quiz(), 1, 3, 0),
        expect![[r#"
        refused: There is no option number 4.
    "#]],
    );
    check(
        remove_option(&quiz(), 1, 1),
        expect![[r#"
            /questions/size/options: s l
            /questions/when/skip_when: [{"question":"budget","is":["no"]},{"question":"size","is":["s"]}]
            /variants/b/changes/questions/size/options/m: gone
            /variants/b/changes/questions/when/skip_when: 
            said: Variant “b” changed this answer; that change is gone too.
            said: In variant “b”, “when” is now skipped by fewer answers.
        "#]],
    );
    check(
        remove_option(&quiz(), 1, 2),
        expect![[r#"
        /questions/size/options: s m
    "#]],
    );
    check(
        remove_option(&quiz(), 0, 0),
        expect![[r#"
        refused: There is no option number 1.
    "#]],
    );
    let two = remove_option(&quiz(), 1, 0).unwrap();
    check(
        remove_option(&two.quiz, 1, 0),
        expect![[r#"
        refused: There must be two answers to choose from. Add another one before you remove this one.
    "#]],
    );
    check(
        rename_option(&quiz(), 1, 1, "medium"),
        expect![[r#"
            /questions/size/options: s medium l
              {"id":"medium","text":"Medium"}
            /questions/when/skip_when: [{"question":"budget","is":["no"]},{"question":"size","is":["s","medium"]}]
            /variants/b/changes/questions/size/options/m: gone
            /variants/b/changes/questions/size/options/medium: {"text":"Middling"}
            /variants/b/changes/questions/when/skip_when: [{"question":"size","is":["medium"]}]
        "#]],
    );
    check(
        rename_option(&quiz(), 1, 1, "l"),
        expect![[r#"
        refused: “Large” already has the id “l”. Choose another one.
    "#]],
    );
    // Rules that look at nothing else go.
    let both = remove_option(&quiz(), 1, 1).unwrap();
    let both = add_option(&both.quiz, 1).unwrap();
    check(
        remove_option(&both.quiz, 1, 0),
        expect![[r#"
            /questions/size/options: l answer3
              {"id":"answer3","text":"Answer 3"}
            /questions/when/skip_when: [{"question":"budget","is":["no"]}]
            /variants/b/changes/questions/size/options/m: gone
            /variants/b/changes/questions/when/skip_when: 
            said: “When?” is now skipped by fewer answers.
        "#]],
    );
}

#[test]
fn results_are_changed() {
    check(
        add_result(&quiz()),
        expect![[r#"
        /results: go mid prospect else
          {"id":"prospect","when":{"stage":["prospect"]},"title":"Thank you for your answers"}
    "#]],
    );
    let mut many = quiz();
    for _ in 0..9 {
        many = add_result(&many).unwrap().quiz;
        read(&many);
    }
    assert_eq!(many["results"].as_array().unwrap().len(), 12);
    check(
        move_result(&quiz(), 1, 0),
        expect![[r#"
        /results: mid go else
    "#]],
    );
    check(
        move_result(&quiz(), 0, 2),
        expect![[r#"
        refused: The last result is for everyone whom no other fits, so it stays the last.
    "#]],
    );
    check(
        move_result(&quiz(), 2, 0),
        expect![[r#"
        refused: The last result is for everyone whom no other fits, so it stays the last.
    "#]],
    );
    check(
        remove_result(&quiz(), 1),
        expect![[r#"
            /results: go else
            /variants/b/changes/results/mid: gone
            said: Variant “b” changed something there; that change is gone too.
        "#]],
    );
    check(
        remove_result(&quiz(), 2),
        expect![[r#"
            /results: go mid
            /results/mid/when: gone
            said: “Middle” is now shown to everyone whom no other result fits.
        "#]],
    );
    check(
        rename_result(&quiz(), 1, "maybe"),
        expect![[r#"
            /results: go maybe else
              {"id":"maybe","when":{"grade":["A"]},"title":"Middle"}
            /variants/b/changes/results/mid: gone
            /variants/b/changes/results/maybe: {"title":"In between"}
        "#]],
    );
    check(
        rename_result(&quiz(), 1, "go"),
        expect![[r#"
        refused: “Go” already has the id “go”. Choose another one.
    "#]],
    );
    let one = json!({ "results": [{ "id": "a" }] });
    check(
        remove_result(&one, 0),
        expect![[r#"
        refused: A quiz needs a result. Add another one before you remove this one.
    "#]],
    );
}

#[test]
fn questions_are_answered_another_way() {
    check(
        change_type(&quiz(), 1, QuizType::Multiple),
        expect![[r#"
        /questions/size/type: "multiple"
    "#]],
    );
    check(
        change_type(&quiz(), 1, QuizType::Scale),
        expect![[r#"
        /questions/size/type: "scale"
        /questions/size/attribute: "size"
        /questions/size/min: 1
        /questions/size/max: 5
        /questions/size/low: "not at all"
        /questions/size/high: "very much"
        /questions/when/skip_when: [{"question":"budget","is":["no"]}]
        /variants/b/changes/questions/when/skip_when: 
        said: “When?” is now skipped by fewer answers.
        said: In variant “b”, “when” is now skipped by fewer answers.
    "#]],
    );
    check(
        change_type(&quiz(), 0, QuizType::Single),
        expect![[r#"
        /questions/budget/type: "single"
        /questions/budget/options: [{"id":"answer1","text":"First answer"},{"id":"answer2","text":"Second answer"}]
        /questions/size/skip_when: gone
        /questions/when/skip_when: [{"question":"size","is":["s","m"]}]
        said: “How large?” is now always asked.
        said: “When?” is now skipped by fewer answers.
    "#]],
    );
    check(
        change_type(&quiz(), 3, QuizType::Single),
        expect![[r#"
        refused: There is no question number 4.
    "#]],
    );
    // Back again, all but the rules is as it was.
    let there = change_type(&quiz(), 1, QuizType::YesNo).unwrap();
    let back = change_type(&there.quiz, 1, QuizType::Single).unwrap();
    check(
        Ok(back),
        expect![[r#"
        /questions/size/attribute: "size"
        /questions/when/skip_when: [{"question":"budget","is":["no"]}]
        /variants/b/changes/questions/when/skip_when: 
    "#]],
    );
}

proptest! {
    #[test]
    fn whatever_is_changed_a_player_can_read_it(steps in prop::collection::vec((0..13_u8, 0..6_usize, 0..6_usize, 0..8_usize), 1..40)) {
        let mut now = quiz();
        for (what, one, two, kind) in steps {
            let kind = QuizType::ALL[kind];
            let ids = ["budget", "size", "m", "x", "question1", "go"];
            let changed = match what {
                0 => add_question(&now, kind, one),
                1 => move_question(&now, one, two),
                2 => remove_question(&now, one),
                3 => rename_question(&now, one, ids[two]),
                4 => change_type(&now, one, kind),
                5 => add_option(&now, one),
                6 => move_option(&now, one, two, kind as usize),
                7 => remove_option(&now, one, two),
                8 => rename_option(&now, one, two, ids[kind as usize % 6]),
                9 => add_result(&now),
                10 => move_result(&now, one, two),
                11 => remove_result(&now, one),
                _ => rename_result(&now, one, ids[two]),
            };
            if let Ok(changed) = changed {
                now = changed.quiz;
                read(&now);
            }
        }
    }
}
