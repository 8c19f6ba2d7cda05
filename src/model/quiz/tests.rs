//! Small cases, and that asking adaptively never stops too soon.

use super::{QuizType, read_answers, read_quiz, step};
use crate::day::Day;
use crate::node::Node;
use crate::{ValueOut, published_rulebook};
use expect_test::{Expect, expect};
use serde_json::{Value, json};

fn day() -> Day {
    Day::parse("2026-11-25").unwrap()
}

fn quiz() -> Value {
    json!({
        "format": "leadlens.quiz/1",
        "id": "readiness",
        "title": "Are you ready?",
        "rulebook": "house",
        "questions": [
            { "id": "role", "type": "single", "text": "Your say?", "options": [
                { "id": "decides", "text": "I decide", "sets": { "authority": "decision_maker" }, "signals": ["replied"] },
                { "id": "none", "text": "None", "sets": { "authority": "none", "persona": true } },
            ] },
            { "id": "did", "type": "multiple", "text": "What did you do?", "options": [
                { "id": "demo", "text": "Saw a demo", "signals": ["demo_attended"] },
                { "id": "met", "text": "Met you", "signals": ["meeting_held"] },
            ], "skip_when": [{ "question": "role", "is": ["none"] }] },
            { "id": "need", "type": "yes_no", "text": "Do you need it?", "attribute": "need" },
            { "id": "staff", "type": "number", "text": "How many are you?", "attribute": "employees", "min": 1, "max": 5000 },
            { "id": "urge", "type": "scale", "text": "How urgent?", "attribute": "urgency", "min": 0, "max": 10, "low": "not" },
            { "id": "start", "type": "date", "text": "When?", "attribute": "start_on" },
            { "id": "pain", "type": "text", "text": "What hurts?", "attribute": "pain", "max_length": 20 },
            { "id": "mail", "type": "email", "text": "Your e-mail?" },
        ],
        "results": [
            { "id": "go", "when": { "stage": ["opportunity"], "grade": ["A", "B1"] }, "title": "Go",
              "action": { "type": "link", "text": "Talk", "href": "https://example.com" } },
            { "id": "else", "title": "Read on" },
        ],
        "branding": { "accent": "#0b57d0", "logo": { "src": "logo.svg", "alt": "us" } },
        "consent": { "text": "We keep it.", "link": { "text": "How", "href": "https://example.com/privacy" } },
        "variants": [{ "id": "a", "weight": 1, "changes": {} }, { "id": "b", "changes": {} }, { "id": "c" }],
        "submit": { "endpoint": "HTTPS://example.com/in", "encoding": "form" },
        "texts": { "next": "Go on" },
        "something": "new",
    })
}

#[test]
fn a_quiz_is_read() {
    let json = quiz();
    let read = read_quiz(Node::Value(&json)).unwrap();
    let kinds: Vec<QuizType> = read.questions.iter().map(|q| q.kind).collect();
    expect!["[Single, Multiple, YesNo, Number, Scale, Date, Text, Email]"]
        .assert_eq(&format!("{kinds:?}"));
    assert_eq!(read.questions[1].skip_when, [(0, vec![1])]);
    assert_eq!(read.questions[7].attribute, "email");
    assert!(read.looks_at_grades() && !read.fixed);
}

#[test]
fn what_is_wrong_is_refused_with_its_path() {
    let mut shown = String::new();
    let mut check = |pointer: &str, value: Value| {
        let mut json = quiz();
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        let parent = json.pointer_mut(parent).unwrap();
        match parent {
            Value::Array(list) => list[key.parse::<usize>().unwrap()] = value,
            _ => parent[key] = value,
        }
        let refusal = read_quiz(Node::Value(&json)).unwrap_err();
        shown.push_str(&refusal.sentence());
        shown.push('\n');
    };
    check("/format", json!("leadlens.quiz/2"));
    check("/format", json!("leadlens.rulebook/1"));
    check("/id", json!(" "));
    check("/title", json!(1));
    check("/rulebook", json!(null));
    check("/order", json!("random"));
    check("/questions", json!([]));
    check("/questions/2/id", json!("role"));
    check("/questions/2/type", json!("essay"));
    check("/questions/2/text", json!(""));
    check("/questions/2/required", json!("yes"));
    check("/questions/0/options", json!([{ "id": "a", "text": "A" }]));
    check("/questions/0/options", json!(null));
    check("/questions/0/options/1/id", json!("decides"));
    check("/questions/0/options/1/text", json!(null));
    check("/questions/0/options/1/sets/authority", json!([]));
    check("/questions/0/options/0/signals", json!("replied"));
    check("/questions/1/skip_when/0/question", json!("did"));
    check("/questions/1/skip_when/0/is", json!([]));
    check("/questions/1/skip_when/0/is/0", json!("nobody"));
    check("/questions/3/attribute", json!(null));
    check("/questions/3/max", json!(0));
    check("/questions/3/min", json!("1"));
    check("/questions/3/step", json!(0));
    check("/questions/4/max", json!(11));
    check("/questions/4/max", json!(0));
    check("/questions/4/max", json!(1.5));
    check("/questions/4/min", json!(null));
    check("/questions/4/low", json!(1));
    check("/questions/6/max_length", json!(0));
    check("/questions/7/attribute", json!(7));
    check("/results", json!([]));
    check("/results/1/id", json!("go"));
    check("/results/0/when/stage/0", json!("winner"));
    check("/results/0/when/grade/1", json!("B5"));
    check("/results/0/when/grade", json!([]));
    check("/results/1/when", json!({ "stage": ["lead"] }));
    check("/results/1/title", json!(null));
    check("/results/0/action/type", json!("call"));
    check("/results/0/action/href", json!("javascript:alert(1)"));
    check("/results/0/action/href", json!("java\nscript:alert(1)"));
    check("/results/0/action/href", json!("/relative"));
    check("/branding/accent", json!("red; x"));
    check("/branding/logo/src", json!("data:image/png;base64,AA"));
    check("/branding/logo/src", json!("tel:1"));
    check("/consent/text", json!(null));
    check("/consent/link/href", json!("ftp://example.com"));
    check("/records", json!(["site_visit"]));
    check("/texts/next", json!(1));
    check("/variants/1/id", json!("a"));
    check("/variants/1/weight", json!(-1));
    check("/variants/1/changes", json!([]));
    check("/submit/endpoint", json!("mailto:a@b.de"));
    check("/submit/encoding", json!("xml"));
    check("/submit", json!("https://example.com/in"));
    check("/branding", json!("red"));
    expect![[r##"
        format: expected "leadlens.quiz/1", found "leadlens.quiz/2", made by a newer version of Leadlens
        format: expected "leadlens.quiz/1", found "leadlens.rulebook/1"
        id: expected an id of its own, a text, found " "
        title: expected a text, found 1
        rulebook: expected the id of a rulebook, or a rulebook, found null
        order: expected adaptive or fixed, found "random"
        questions: expected a list with something in it, found an empty list
        questions[2].id: expected an id that nothing before it has, found "role"
        questions[2].type: expected single, multiple, yes_no, number, scale, date, text or email, found "essay"
        questions[2].text: expected a text, found ""
        questions[2].required: expected true or false, found "yes"
        questions[0].options: expected a list of at least two, found a list
        questions[0].options: expected a list, found null
        questions[0].options[1].id: expected an id that nothing before it has, found "decides"
        questions[0].options[1].text: expected a text, found null
        questions[0].options[1].sets.authority: expected text, a number, true, false or null, found an empty list
        questions[0].options[0].signals: expected a list, found "replied"
        questions[1].skip_when[0].question: expected the id of a question before this one, found "did"
        questions[1].skip_when[0].is: expected a list with something in it, found an empty list
        questions[1].skip_when[0].is[0]: expected the id of one of the question's options, found "nobody"
        questions[3].attribute: expected the id of an attribute, found null
        questions[3].max: expected a number from min up, found 0
        questions[3].min: expected a number, found "1"
        questions[3].step: expected a number over 0, found 0
        questions[4].max: expected a number over min, by at most 10, found 11
        questions[4].max: expected a number over min, by at most 10, found 0
        questions[4].max: expected a whole number, found 1.5
        questions[4].min: expected a whole number, found null
        questions[4].low: expected a text, found 1
        questions[6].max_length: expected a number of characters from 1, found 0
        questions[7].attribute: expected a text, found 7
        results: expected a list with something in it, found an empty list
        results[1].id: expected an id that nothing before it has, found "go"
        results[0].when.stage[0]: expected contact, lead, prospect, opportunity, customer, disqualified or lost, found "winner"
        results[0].when.grade[1]: expected a grade such as A or B1, found "B5"
        results[0].when.grade: expected a list with something in it, found an empty list
        results: expected a last one without "when", for all that no other fits, found "else"
        results[1].title: expected a text, found null
        results[0].action.type: expected link, calendar or download, found "call"
        results[0].action.href: expected a link with http, https, mailto or tel, found "javascript:alert(1)"
        results[0].action.href: expected a link with http, https, mailto or tel, found "java\nscript:alert(1)"
        results[0].action.href: expected a link with http, https, mailto or tel, found "/relative"
        branding.accent: expected a colour such as "#0b57d0", found "red; x"
        branding.logo.src: expected a link with http or https, or one relative to the page, found "data:image/png;base64,AA"
        branding.logo.src: expected a link with http or https, or one relative to the page, found "tel:1"
        consent.text: expected a text, found null
        consent.link.href: expected a link with http, https, mailto or tel, found "ftp://example.com"
        records[0]: expected questionnaire_done or form_submitted, found "site_visit"
        texts.next: expected a text, found 1
        variants[1].id: expected an id that nothing before it has, found "a"
        variants[1].weight: expected a number from 0, found -1
        variants[1].changes: expected an object, found an empty list
        submit.endpoint: expected a link with http or https, found "mailto:a@b.de"
        submit.encoding: expected json or form, found "xml"
        submit: expected an object, found "https://example.com/in"
        branding: expected an object, found "red"
    "##]].assert_eq(&shown);
}

#[test]
fn answers_are_read_or_refused() {
    let json = quiz();
    let quiz = read_quiz(Node::Value(&json)).unwrap();
    let given = json!({
        "role": "decides", "did": ["met", "demo"], "need": "no", "staff": 12.5, "urge": 10, "start": "2026-12-01", "pain": null,
        "mail": " a@b.de ", "unheard": "of",
    });
    let answers = read_answers(&quiz, Node::Value(&given)).unwrap();
    let table = quiz.facts(&answers, day());
    let mut shown = String::new();
    for column in table.columns() {
        shown.push_str(&format!(
            "{}={} {:?}\n",
            column.id,
            column.get(0),
            column.kind(0)
        ));
    }
    for (kind, entry) in table.signals_of(0) {
        shown.push_str(&format!("{kind} {:?} {}\n", entry.day(), entry.count));
    }
    expect![[r#"
        authority=decision_maker Text
        need=no Text
        employees=12.5 Number
        urgency=10 Number
        start_on=2026-12-01 Text
        email=a@b.de Text
        questionnaire_done=yes Text
        replied Some(Day(20782)) 1
        demo_attended Some(Day(20782)) 1
        meeting_held Some(Day(20782)) 1
        form_submitted Some(Day(20782)) 1
    "#]]
    .assert_eq(&shown);

    let mut shown = String::new();
    let mut refuse = |id: &str, value: Value| {
        let refusal = read_answers(&quiz, Node::Value(&json!({ id: value }))).unwrap_err();
        shown.push_str(&refusal.sentence());
        shown.push('\n');
    };
    refuse("role", json!("boss"));
    refuse("role", json!(["decides"]));
    refuse("did", json!("demo"));
    refuse("did", json!(["demo", "other"]));
    refuse("need", json!(true));
    refuse("staff", json!(0));
    refuse("staff", json!("12"));
    refuse("urge", json!(2.5));
    refuse("start", json!("2026-02-30"));
    refuse("pain", json!("a text that is longer than twenty"));
    refuse("mail", json!("somebody"));
    expect![[r#"
        answers.role: expected the id of one of the question's options, found "boss"
        answers.role: expected the id of one of the question's options, found a list
        answers.did: expected a list, found "demo"
        answers.did[1]: expected the id of one of the question's options, found "other"
        answers.need: expected the id of one of the question's options, found true
        answers.staff: expected a number within the question's bounds, found 0
        answers.staff: expected a number within the question's bounds, found "12"
        answers.urge: expected a whole number on the question's scale, found 2.5
        answers.start: expected a date such as "2026-01-31", or null, found "2026-02-30"
        answers.pain: expected a text no longer than the question allows, found "a text that is longer than twenty"
        answers.mail: expected an e-mail address, found "somebody"
    "#]].assert_eq(&shown);
}

#[test]
fn answers_to_what_is_skipped_or_may_be_do_not_count() {
    let json = quiz();
    let quiz = read_quiz(Node::Value(&json)).unwrap();
    let check = |answers: Value, expected: usize| {
        let answers = read_answers(&quiz, Node::Value(&answers)).unwrap();
        let table = quiz.facts(&answers, day());
        let demos = table
            .signal("demo_attended")
            .map_or(0, |s| s.entries().len());
        assert_eq!(demos, expected, "{answers:?}");
    };
    check(json!({ "did": ["demo"] }), 0);
    check(json!({ "did": ["demo"], "role": "none" }), 0);
    check(json!({ "did": ["demo"], "role": "decides" }), 1);
    check(json!({ "did": ["demo"], "role": null }), 1);
}

fn stepped(quiz: &Value, rulebook: &str, answers: Value) -> Value {
    let rulebook = &published_rulebook(rulebook).unwrap().json;
    let request =
        json!({ "quiz": quiz, "rulebook": rulebook, "answers": answers, "as_of": "2026-11-25" });
    let mut out = ValueOut::default();
    step(Node::Value(&request), &mut out).unwrap();
    out.finish()
}

#[test]
fn a_step_says_what_to_ask_and_why() {
    let check = |answers: Value, expected: Expect| {
        let mut step = stepped(&quiz(), "house", answers);
        step["assessment"] = step["assessment"]["stage"].take();
        expected.assert_eq(&serde_json::to_string_pretty(&step).unwrap());
    };
    check(
        json!({}),
        expect![[r#"
        {
          "next": "role",
          "labels": [
            "Say in buying: none",
            "replied, met us, saw a demo or asked a question",
            "decides or influences"
          ],
          "gates": [
            "prospect",
            "opportunity",
            "disqualified"
          ],
          "left": 8,
          "result": 1,
          "contact": {
            "attributes": {
              "questionnaire_done": "yes"
            },
            "signals": [
              {
                "kind": "form_submitted",
                "date": "2026-11-25"
              }
            ]
          },
          "assessment": "lead"
        }"#]],
    );
    check(
        json!({ "role": "none" }),
        expect![[r#"
        {
          "next": "urge",
          "labels": [],
          "gates": [],
          "left": 4,
          "result": 1,
          "contact": {
            "attributes": {
              "authority": "none",
              "persona": "yes",
              "questionnaire_done": "yes"
            },
            "signals": [
              {
                "kind": "form_submitted",
                "date": "2026-11-25"
              }
            ]
          },
          "assessment": "disqualified"
        }"#]],
    );
}

#[test]
fn in_fixed_order_all_is_asked() {
    let mut fixed = quiz();
    fixed["order"] = "fixed".into();
    let mut answers = json!({});
    let mut asked = Vec::new();
    loop {
        let step = stepped(&fixed, "house", answers.clone());
        let Some(id) = step["next"].as_str() else {
            break;
        };
        assert!(step["left"].as_u64().unwrap() >= 1);
        asked.push(id.to_owned());
        answers[id] = if id == "role" {
            json!("none")
        } else {
            Value::Null
        };
    }
    assert_eq!(
        asked,
        ["role", "need", "staff", "urge", "start", "pain", "mail"]
    );
}
