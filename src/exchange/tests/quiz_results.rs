//! Results of played quizzes become contacts whose stage is the one that the visitor was told; and hostile bytes do no harm.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic
)]

use exchange::QuizResults;
use model::quiz::{quiz_from_rulebook, read_quiz, step};
use model::{
    Day, Edit, Engine, Node, Stage, Table, ValueOut, Workspace, published, published_rulebook,
};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

const TODAY: &str = "2026-11-25";

fn today() -> Day {
    Day::parse(TODAY).unwrap()
}

/// Numbers that look drawn (SplitMix64).
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % bound as u64).unwrap()
    }
}

/// An answer to a question, drawn; now and then none.
fn answer(question: &Value, draw: &mut Draw) -> Value {
    if question["required"] != true && draw.below(5) == 0 {
        return Value::Null;
    }
    let options = question["options"].as_array();
    match question["type"].as_str().unwrap() {
        "single" => options.unwrap()[draw.below(options.unwrap().len())]["id"].clone(),
        "multiple" => {
            let chosen = options.unwrap().iter().filter(|_| draw.below(2) == 0);
            chosen.map(|o| o["id"].clone()).collect()
        }
        "yes_no" => ["no", "yes"][draw.below(2)].into(),
        "number" => json!(1 + draw.below(2_000)),
        "scale" => json!(draw.below(11)),
        "date" => "2027-01-31".into(),
        "email" => format!("somebody{}@example.com", draw.below(10_000)).into(),
        _ => format!("some text {}", draw.below(10_000)).into(),
    }
}

/// Plays a quiz as the widget does, and gives the detail of its result.
fn played(quiz: &Value, rulebook: &Value, draw: &mut Draw) -> Value {
    let mut answers = Map::new();
    loop {
        let request =
            json!({ "quiz": quiz, "rulebook": rulebook, "answers": answers, "as_of": TODAY });
        let mut out = ValueOut::default();
        step(Node::Value(&request), &mut out).unwrap();
        let told = out.finish();
        let Some(next) = told["next"].as_str() else {
            let shown =
                &quiz["results"][usize::try_from(told["result"].as_u64().unwrap()).unwrap()];
            return json!({
                "schema_version": 1, "event": "result", "quiz": quiz["id"], "variant": null,
                "answers": answers, "contact": told["contact"], "assessment": told["assessment"],
                "result": { "id": shown["id"], "title": shown["title"] },
                "attribution": { "first": { "utm_source": "x" }, "last": {} }, "consent": true,
            });
        };
        let mut questions = quiz["questions"].as_array().unwrap().iter();
        let question = questions.find(|q| q["id"] == next).unwrap();
        answers.insert(next.to_owned(), answer(question, draw));
    }
}

#[test]
fn contacts_have_the_stage_that_the_visitor_was_told() {
    let fixture = include_str!("../../../tests/fixtures/quiz/quiz.json");
    let fixture: Value = serde_json::from_str(fixture).unwrap();
    let mut quizzes: Vec<(Value, &model::Rulebook)> = published()
        .iter()
        .map(|r| (quiz_from_rulebook(r), r))
        .collect();
    quizzes.push((fixture, published_rulebook("criteria-and-intent").unwrap()));
    let mut stages = [0; 7];
    for (place, (quiz, rulebook)) in quizzes.iter().enumerate() {
        read_quiz(Node::Value(quiz)).unwrap();
        let mut draw = Draw(place as u64);
        let mut log = String::new();
        let mut expected = Vec::new();
        for n in 0..40 {
            let mut detail = played(quiz, &rulebook.json, &mut draw);
            detail["submission"] = n.to_string().into();
            expected.push(detail["assessment"].clone());
            log += &format!("{detail}\n");
        }
        let found = QuizResults::read(log.as_bytes()).unwrap();
        assert_eq!((found.results.len(), found.problems.total()), (40, 0));
        let import = found.into_import("log.jsonl", &Table::new());
        let mut workspace = Workspace::new("w", today());
        let (list, part) = (import.list, Box::new(import.table));
        workspace.apply(Edit::Import { list, part }).unwrap();
        let mut engine = Engine::new(rulebook, today());
        engine.assess_all(workspace.table());
        for (row, told) in (0..).zip(&expected) {
            let stage = engine.assessments().stage(row);
            assert_eq!(stage.id(), told["stage"], "{} contact {row}", rulebook.id);
            assert_eq!(workspace.table().get(row, "quiz_stage"), stage.id());
            let grade = engine.assessments().grade(row).written();
            assert_eq!(grade, told["grade"], "{} contact {row}", rulebook.id);
            stages[stage as usize] += 1;
        }
    }
    // All stages that quizzes lead to were among them.
    for stage in [
        Stage::Contact,
        Stage::Lead,
        Stage::Prospect,
        Stage::Opportunity,
        Stage::Disqualified,
    ] {
        assert!(stages[stage as usize] > 0, "{}", stage.id());
    }
}

/// Pieces of logs, whole and broken.
const WHOLE: [&str; 18] = [
    r#"{"schema_version":1,"event":"start","quiz":"q","variant":"a"}"#,
    r#"{"schema_version":1,"quiz":null,"answers":{"a":[1,{"b":null}]},"contact":{"attributes":{"x":1}},"assessment":{"stage":"lead"},"submission":"1"}"#,
    r#"{"type":"leadlens-result","detail":{"contact":{},"assessment":{"stage":"lost"},"attribution":{"first":{"a":{}},"b":1}}}"#,
    r#""detail":"#,
    "{",
    "}",
    "[",
    "]",
    ",",
    "\n",
    "\r\n",
    "\u{feff}",
    "\"",
    "é",
    "\\u12",
    "1e999",
    "[[[[",
    "null",
];

fn pieces() -> impl Strategy<Value = Vec<String>> {
    let piece = prop_oneof![
        3 => prop::sample::select(&WHOLE[..]).prop_map(str::to_owned),
        1 => ".{0,12}",
        1 => any::<prop::sample::Index>().prop_map(|at| WHOLE[1].get(..at.index(WHOLE[1].len())).unwrap_or("").to_owned()),
    ];
    prop::collection::vec(piece, 0..24)
}

proptest! {
    #[test]
    fn hostile_logs_do_no_harm(pieces in pieces()) {
        let text = pieces.concat();
        if let Ok(found) = QuizResults::read(text.as_bytes()) {
            let completed: u32 = found.tallies.iter().map(|t| t.completed).sum();
            prop_assert_eq!(completed as usize, found.results.len());
            let import = found.clone().into_import("x", &Table::new());
            prop_assert_eq!(import.table.rows() as usize, found.results.len());
            let again = found.into_import("x", &import.table);
            prop_assert_eq!((again.table.rows(), again.already_there), (0, import.table.rows()));
        }
    }

    #[test]
    fn any_bytes_do_no_harm(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = QuizResults::read(&bytes);
    }

    #[test]
    fn what_is_deeply_nested_is_damage(open in prop::sample::select(vec!["[", "{\"detail\":", "{\"contact\":"]), depth in 1_000_usize..50_000) {
        let _ = QuizResults::read(open.repeat(depth).as_bytes());
    }
}
