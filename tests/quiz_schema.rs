//! `quiz.schema.json` and the app agree on which quizzes are as they must be, but for what a schema cannot say.

#![expect(
    clippy::panic,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test says what it did not find"
)]

use model::{Node, parse_rulebook, quiz::read_quiz};
use serde_json::{Value, json};

/// Who accepts a quiz.
#[derive(Debug, Clone, Copy, PartialEq)]
enum By {
    Both,
    Neither,
    /// Only the schema: ids that repeat, references, spans.
    Schema,
}
use By::{Both, Neither, Schema};

const SCHEMA: &str = include_str!("../src/embed/package/quiz.schema.json");

/// A quiz with a question of each type and all that may be left out.
fn full() -> Value {
    json!({
        "format": "leadlens.quiz/1", "id": "full", "title": "Ready?", "intro": "A few questions.", "rulebook": "house", "order": "fixed", "lang": "en",
        "questions": [
            { "id": "one", "type": "single", "text": "Which?", "hint": "One.", "required": true, "options": [
                { "id": "a", "text": "A", "sets": { "size": 5, "name": "a", "need": true, "budget": null }, "signals": ["replied"] }, { "id": "b", "text": "B" }] },
            { "id": "some", "type": "multiple", "text": "Which?", "options": [{ "id": "a", "text": "A" }, { "id": "b", "text": "B" }], "skip_when": [{ "question": "one", "is": ["a"] }] },
            { "id": "yes", "type": "yes_no", "text": "Is it?", "attribute": "need", "signals": ["demo_attended"] },
            { "id": "many", "type": "number", "text": "How many?", "attribute": "employees", "min": 1, "max": 9.5, "step": 0.5, "unit": "people" },
            { "id": "much", "type": "scale", "text": "How much?", "attribute": "urgency", "min": 0, "max": 10, "low": "little", "high": "much" },
            { "id": "when", "type": "date", "text": "When?", "attribute": "starts_on" },
            { "id": "who", "type": "text", "text": "Who?", "attribute": "company", "max_length": 80 },
            { "id": "mail", "type": "email", "text": "Where?", "attribute": "email" },
        ],
        "results": [
            { "id": "go", "when": { "stage": ["lead", "prospect"], "grade": ["A", "B1"] }, "title": "Go", "text": "Now.", "action": { "type": "link", "text": "Go", "href": "https://example.com/" } },
            { "id": "all", "title": "Thank you" },
        ],
        "records": ["form_submitted"],
        "consent": { "text": "Yes", "required": true, "link": { "text": "Why?", "href": "mailto:us@example.com" } },
        "branding": { "accent": "#0b57d0", "logo": { "src": "logo.svg", "alt": "Us" } },
        "texts": { "next": "Go on" },
        "variants": [{ "id": "a" }, { "id": "b", "weight": 2.5, "changes": { "title": "Well?" } }],
        "submit": { "endpoint": "https://example.com/in", "encoding": "form" },
    })
}

/// Which quizzes there are, as what is put where in the full one; `None` takes the member out.
fn cases() -> Vec<(&'static str, Option<Value>, By)> {
    let mut cases = Vec::new();
    let mut all = |by: By, path: &'static str, values: Value| {
        for value in values.as_array().into_iter().flatten() {
            cases.push((path, Some(value.clone()), by));
        }
    };
    // The whole, and what must be there.
    all(Neither, "", json!(["full", 5, [], null, {}]));
    all(
        Neither,
        "/format",
        json!(["leadlens.quiz/2", "leadlens.rulebook/1", null, 1]),
    );
    for path in [
        "/id",
        "/questions/0/id",
        "/questions/0/text",
        "/questions/0/options/0/id",
        "/questions/0/options/0/text",
        "/results/0/id",
        "/results/0/title",
        "/results/0/action/text",
        "/consent/text",
        "/consent/link/text",
        "/variants/0/id",
        "/questions/3/attribute",
        "/questions/4/attribute",
        "/questions/5/attribute",
        "/questions/6/attribute",
        "/rulebook",
    ] {
        all(Both, path, json!(["x", "ü", " x\n"]));
        all(Neither, path, json!(["", " ", "\n\t", null, 5, ["x"]]));
    }
    all(
        Neither,
        "/questions/1/skip_when/0/question",
        json!(["", null, 5]),
    );
    // Texts that may be left out, also blank ones.
    for path in [
        "/title",
        "/intro",
        "/lang",
        "/questions/0/hint",
        "/questions/3/unit",
        "/questions/4/low",
        "/questions/4/high",
        "/questions/7/unit",
        "/questions/5/low",
        "/results/0/text",
        "/branding/logo/alt",
        "/texts/next",
        "/questions/2/attribute",
        "/questions/7/attribute",
    ] {
        all(Both, path, json!(["x", "", " ", null]));
        all(Neither, path, json!([5, true, ["x"], {}]));
    }
    // What may be left out may be null, but nothing else.
    for path in [
        "/order",
        "/records",
        "/consent",
        "/branding",
        "/texts",
        "/variants",
        "/submit",
        "/questions/1/skip_when",
        "/questions/0/options/0/sets",
        "/questions/0/options/0/signals",
        "/questions/2/signals",
        "/results/0/when",
        "/results/0/when/stage",
        "/results/0/when/grade",
        "/results/0/action",
        "/consent/link",
        "/branding/logo",
        "/branding/accent",
        "/variants/1/changes",
        "/submit/encoding",
    ] {
        all(Both, path, json!([null]));
        all(Neither, path, json!([5, true, "x"]));
    }
    for path in ["/questions/0/required", "/consent/required"] {
        all(Both, path, json!([true, false, null]));
        all(Neither, path, json!(["yes", 1, []]));
    }
    // Lists.
    all(Neither, "/questions", json!([[], {}, null, [null], ["x"]]));
    all(Neither, "/results", json!([[], {}, null, [null]]));
    all(
        Neither,
        "/questions/0/options",
        json!([[], [{ "id": "a", "text": "A" }], null, [5, 6]]),
    );
    all(
        Both,
        "/records",
        json!([[], ["questionnaire_done", "form_submitted"]]),
    );
    all(Neither, "/records", json!([["submitted"], [null]]));
    all(Both, "/questions/1/skip_when", json!([[]]));
    all(
        Neither,
        "/questions/1/skip_when",
        json!([[null], [{ "question": "one" }], [{ "question": "one", "is": [] }], [{ "question": "one", "is": ["a", 5] }]]),
    );
    all(Both, "/questions/2/signals", json!([[], ["replied"]]));
    all(Neither, "/questions/2/signals", json!([[""], [5]]));
    all(
        Neither,
        "/questions/0/options/0/signals",
        json!([[" "], [null]]),
    );
    all(
        Neither,
        "/questions/0/options/0/sets",
        json!([{ "size": [] }, { "size": {} }, []]),
    );
    all(
        Neither,
        "/results/0/when/stage",
        json!([[], ["won"], [null]]),
    );
    all(
        Neither,
        "/results/0/when/grade",
        json!([[], ["E"], ["A5"], ["a"], ["AB"], [1]]),
    );
    all(
        Both,
        "/results/0/when/grade",
        json!([["A", "B", "C", "D4"]]),
    );
    all(Both, "/variants", json!([[]]));
    all(Neither, "/variants", json!([[null], {}, ["a"]]));
    // Words from a list, numbers.
    all(Neither, "/questions/0/type", json!(["choice", null, 5]));
    all(Neither, "/order", json!(["random", ""]));
    all(Neither, "/submit/encoding", json!(["xml", "", "JSON"]));
    all(Neither, "/results/0/action/type", json!(["form", null, ""]));
    all(
        Both,
        "/results/0/action/type",
        json!(["calendar", "download"]),
    );
    for path in ["/questions/3/min", "/questions/3/max"] {
        all(Both, path, json!([null, 5, 5.5]));
        all(Neither, path, json!(["5", true, []]));
    }
    for path in ["/questions/3/step", "/questions/4/step"] {
        all(Both, path, json!([null, 0.1, 3]));
        all(Neither, path, json!([0, -1, "1"]));
    }
    all(Neither, "/questions/4/min", json!([null, 0.5, "0"]));
    all(Neither, "/questions/4/max", json!([null, 9.5, "9"]));
    all(Both, "/questions/4/max", json!([1, 5.0]));
    all(Both, "/questions/6/max_length", json!([null, 1, 2.0]));
    all(Neither, "/questions/6/max_length", json!([0, 1.5, "5", -3]));
    all(Both, "/variants/1/weight", json!([null, 0, 0.1]));
    all(Neither, "/variants/1/weight", json!([-1, "1"]));
    // Links and colours.
    for path in ["/results/0/action/href", "/consent/link/href"] {
        all(
            Both,
            path,
            json!([
                "http://x",
                "HTTPS://x/?a=b#c",
                "mailto:us@example.com",
                "tel:+49123",
                "https://x/\u{a0}ü"
            ]),
        );
        all(
            Neither,
            path,
            json!([
                "javascript:run()",
                " https://x",
                "https://x/a b",
                "https://x\n",
                "java\nscript:x",
                "data:text/html,x",
                "page.html",
                "//x",
                "",
                null,
                "\u{1}https://x"
            ]),
        );
    }
    all(
        Both,
        "/branding/logo/src",
        json!([
            "https://x/a.svg",
            "a.svg",
            "/a.svg",
            "//x/a.svg",
            "?a:b",
            "a/b:c",
            "#a:b",
            ":a",
            "HTTP:a"
        ]),
    );
    all(
        Neither,
        "/branding/logo/src",
        json!([
            "javascript:run()",
            "data:image/png,x",
            "mailto:us@example.com",
            "a b.svg",
            " a.svg",
            "",
            null,
            "ftp://x/a.svg",
            "a\n.svg"
        ]),
    );
    all(
        Both,
        "/submit/endpoint",
        json!(["http://x", "https://x/in?a=1", null]),
    );
    all(
        Neither,
        "/submit/endpoint",
        json!(["/in", "mailto:us@example.com", "https://x/ in", "", "tel:1"]),
    );
    all(Both, "/branding/accent", json!(["#abc", "#ABCDEF"]));
    all(
        Neither,
        "/branding/accent",
        json!(["red", "#abcd", "abc", "#ggg", "", "#abc\n"]),
    );
    // Who sends may be said by the page alone, and rulebooks may come along.
    all(Both, "/submit", json!([{}, { "encoding": "form" }]));
    all(
        Both,
        "/rulebook",
        json!([{ "format": "leadlens.rulebook/1", "id": "mine", "stages": { "lead": { "gate": { "attribute": "a", "is": ["b"] } }, "prospect": { "gate": { "attribute": "a", "is": ["b"] } }, "opportunity": { "gate": { "attribute": "a", "is": ["b"] } } } }]),
    );
    all(
        Neither,
        "/rulebook",
        json!([{}, { "format": "leadlens.rulebook/1" }]),
    );
    // Members that nobody knows are left alone.
    all(Both, "/note", json!(["x", null, {}]));
    // Beyond a schema.
    all(Schema, "/questions/1/id", json!(["one"]));
    all(Schema, "/questions/0/options/1/id", json!(["a"]));
    all(Schema, "/results/1/id", json!(["go"]));
    all(Schema, "/variants/1/id", json!(["a"]));
    all(
        Schema,
        "/questions/1/skip_when/0/question",
        json!(["yes", "nobody"]),
    );
    all(Schema, "/questions/1/skip_when/0/is", json!([["c"]]));
    all(Schema, "/questions/3/max", json!([0]));
    all(Schema, "/questions/4/max", json!([0, 11]));
    all(
        Schema,
        "/results/1/when",
        json!([{}, { "stage": ["lead"] }]),
    );
    // What is left out.
    for path in [
        "/format",
        "/id",
        "/rulebook",
        "/questions",
        "/results",
        "/questions/0/type",
        "/questions/0/options",
        "/questions/3/attribute",
        "/questions/4/min",
        "/results/0/title",
        "/consent/text",
        "/branding/logo/src",
        "/variants/1/id",
        "/results/0/action/href",
        "/results/0/action/type",
    ] {
        cases.push((path, None, Neither));
    }
    for path in [
        "/title",
        "/order",
        "/records",
        "/consent",
        "/branding",
        "/texts",
        "/variants",
        "/submit",
        "/lang",
        "/questions/2/attribute",
        "/questions/7/attribute",
        "/questions/3/min",
        "/questions/6/max_length",
        "/results/0/when",
        "/results/0/action",
        "/submit/endpoint",
        "/submit/encoding",
        "/questions/1/skip_when",
        "/consent/link",
        "/consent/required",
    ] {
        cases.push((path, None, Both));
    }
    cases
}

/// The full quiz with one member other than it was.
fn changed(path: &str, value: Option<Value>) -> Value {
    let mut quiz = full();
    let Some((parent, name)) = path.rsplit_once('/') else {
        return value.unwrap_or_default();
    };
    // References to an id go along with it.
    if path == "/questions/0/id" || path == "/questions/0/options/0/id" {
        quiz["questions"][1]["skip_when"] = json!([]);
    }
    match (
        quiz.pointer_mut(parent).expect("there is such a member"),
        value,
    ) {
        (Value::Array(list), Some(value)) => list[name.parse::<usize>().expect("a place")] = value,
        (Value::Object(members), Some(value)) => drop(members.insert(name.to_owned(), value)),
        (Value::Object(members), None) => drop(members.remove(name)),
        (other, _) => panic!("{path} leads into {other}"),
    }
    quiz
}

/// What the app says of a quiz.
fn app(quiz: &Value) -> Result<(), String> {
    read_quiz(Node::Value(quiz)).map_err(|refusal| refusal.sentence())?;
    if quiz["rulebook"].is_object() {
        parse_rulebook(&quiz["rulebook"]).map_err(|refusal| refusal.sentence())?;
    }
    Ok(())
}

#[test]
fn the_schema_and_the_app_agree() {
    let schema: Value = serde_json::from_str(SCHEMA).expect("the schema is JSON");
    let validator = jsonschema::draft202012::new(&schema).expect("it is a schema");
    let mut cases = cases();
    assert!(cases.len() > 400, "{} quizzes", cases.len());
    // The full quiz itself.
    cases.push(("/id", Some("full".into()), Both));
    let mut wrong = Vec::new();
    for (path, value, by) in cases {
        let quiz = changed(path, value.clone());
        let by_schema = validator.is_valid(&quiz);
        let by_app = app(&quiz);
        if by_schema != (by != Neither) || by_app.is_ok() != (by == Both) {
            let said = value.map_or_else(|| "left out".to_owned(), |value| value.to_string());
            wrong.push(format!("{path} {said}: {by:?} expected; the schema accepts it: {by_schema}; the app says {by_app:?}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} quizzes:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn the_schema_is_one() {
    let schema: Value = serde_json::from_str(SCHEMA).expect("the schema is JSON");
    assert!(jsonschema::meta::is_valid(&schema));
}

#[test]
fn quizzes_made_from_rulebooks_are_within_the_schema() {
    let schema: Value = serde_json::from_str(SCHEMA).expect("the schema is JSON");
    let validator = jsonschema::draft202012::new(&schema).expect("it is a schema");
    for text in model::published_texts() {
        let json: Value = serde_json::from_str(text).expect("a rulebook is JSON");
        let rulebook = parse_rulebook(&json).expect("a published rulebook");
        let quiz = model::quiz::quiz_from_rulebook(&rulebook);
        let errors: Vec<String> = validator
            .iter_errors(&quiz)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{}: {errors:?}", json["id"]);
    }
}
