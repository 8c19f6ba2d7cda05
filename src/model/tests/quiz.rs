//! Made-up quizzes over made-up rulebooks: asking adaptively comes to the stage, and to the result, that asking everything comes to.
#![allow(
    missing_docs,
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing
)]

mod random;

use model::quiz::{Answer, Quiz, read_answers, read_quiz, stand};
use model::{Day, Engine, Node, Rulebook, Stage, parse_rulebook};
use random::{AS_OF, ATTRIBUTES, KINDS, LARGE, Random, SMALL, rulebook};
use serde_json::{Map, Value, json};

fn today() -> Day {
    Day::parse(AS_OF).unwrap()
}

/// A value that some rule may ask for.
fn value(r: &mut Random) -> Value {
    match r.below(4) {
        0 => json!(r.pick(&[
            "yes", "no", "vp", "manager", "fintech", "none", "won", "lost"
        ])),
        1 => json!(r.pick(&[-2.5, 0.0, 5.0, 7.0, 12.0, 20.0, 1000.0])),
        2 => json!(r.pick(&["2026-11-21", "2026-08-23", "2025-12-31", "2027-03-01"])),
        _ => json!(r.chance(50)),
    }
}

fn kinds(r: &mut Random) -> Value {
    (0..r.below(3)).map(|_| json!(r.pick(&KINDS))).collect()
}

fn question(r: &mut Random, before: &[Value]) -> Value {
    let mut question = json!({ "id": format!("q{}", before.len()), "text": "?" });
    let attribute = *r.pick(&ATTRIBUTES);
    match r.below(9) {
        0..3 => {
            question["type"] = r.pick(&["single", "multiple"]).to_owned().into();
            let options = (0..2 + r.below(3)).map(|at| {
                let mut sets = Map::new();
                for _ in 0..r.below(3) {
                    let attribute = *r.pick(&ATTRIBUTES);
                    sets.insert(attribute.to_owned(), value(r));
                }
                json!({ "id": format!("o{at}"), "text": "!", "sets": sets, "signals": kinds(r) })
            });
            question["options"] = options.collect();
        }
        3 | 4 => {
            question["type"] = "yes_no".into();
            if r.chance(60) {
                question["attribute"] = attribute.into();
            }
            question["signals"] = kinds(r);
        }
        5 => {
            question["type"] = "number".into();
            question["attribute"] = (*r.pick(&["employees", "timeline_months", "x_number"])).into();
            if r.chance(50) {
                question["min"] = json!(r.below(20));
                question["max"] = json!(20 + r.below(1000));
            }
        }
        6 => {
            question["type"] = "scale".into();
            question["attribute"] = (*r.pick(&["timeline_months", "x_number"])).into();
            let low = r.below(10);
            question["min"] = json!(low);
            question["max"] = json!(low + 1 + r.below(9));
        }
        7 => {
            question["type"] = "date".into();
            question["attribute"] = (*r.pick(&["created_on", "x_date"])).into();
        }
        _ => {
            question["type"] = "text".into();
            question["attribute"] = attribute.into();
        }
    }
    question["required"] = r.chance(20).into();
    let choices: Vec<&Value> = before
        .iter()
        .filter(|q| q["type"] == "yes_no" || q["options"].is_array())
        .collect();
    if r.chance(40) && !choices.is_empty() {
        let rules = (0..1 + r.below(2)).map(|_| {
            let earlier = *r.pick(&choices);
            let options: Vec<Value> = match earlier["options"].as_array() {
                Some(options) => options.iter().map(|o| o["id"].clone()).collect(),
                None => vec!["yes".into(), "no".into()],
            };
            json!({ "question": earlier["id"], "is": [r.pick(&options)] })
        });
        question["skip_when"] = rules.collect();
    }
    question
}

fn quiz(r: &mut Random) -> Value {
    let mut questions = Vec::new();
    for _ in 0..2 + r.below(7) {
        questions.push(question(r, &questions));
    }
    let mut results = Vec::new();
    for at in 0..r.below(4) {
        let mut when = json!({});
        if r.chance(50) {
            when["stage"] = json!([r.pick(&Stage::ALL).id()]);
        }
        if r.chance(30) {
            when["grade"] = json!([r.pick(&["A", "B", "C3", "D1", "D", "B4"])]);
        }
        results.push(json!({ "id": format!("r{at}"), "when": when, "title": "!" }));
    }
    results.push(json!({ "id": "last", "title": "!" }));
    let records: &[&str] = match r.below(3) {
        0 => &[],
        1 => &["form_submitted"],
        _ => &["questionnaire_done", "form_submitted"],
    };
    json!({
        "format": "leadlens.quiz/1", "id": "made-up", "rulebook": "house",
        "questions": questions, "results": results, "records": records,
    })
}

/// An answer that a visitor gives.
fn answer(r: &mut Random, question: &Value) -> Value {
    if r.chance(25) {
        return Value::Null;
    }
    let kind = question["type"].as_str().unwrap();
    match kind {
        "single" => r.pick(question["options"].as_array().unwrap())["id"].clone(),
        "multiple" => {
            let options = question["options"].as_array().unwrap();
            let chosen = options.iter().filter(|_| r.chance(50));
            chosen.map(|o| o["id"].clone()).collect()
        }
        "yes_no" => json!(r.pick(&["yes", "no"])),
        "number" | "scale" => {
            let low = question["min"].as_f64().unwrap_or(-5.0);
            let high = question["max"].as_f64().unwrap_or(1500.0);
            let number = match r.below(3) {
                0 => *r.pick(&[5.0, 7.0, 12.0, 20.0, 1000.0]),
                1 => low + r.below(10) as f64,
                _ if kind == "scale" => high,
                _ => low + r.below(3000) as f64 * 0.5,
            };
            json!(number.clamp(low, high))
        }
        "date" => json!(r.pick(&[
            "2026-11-21",
            "2026-11-20",
            "2026-08-22",
            "2025-12-30",
            "2030-01-01",
            "0001-01-01"
        ])),
        _ => match value(r) {
            Value::String(text) => text.into(),
            other => other.to_string().into(),
        },
    }
}

fn outcome(quiz: &Quiz, rulebook: &Rulebook, answers: &[Option<Answer>]) -> (Stage, usize) {
    let mut engine = Engine::new(rulebook, today());
    engine.assess_all(&quiz.facts(answers, today()));
    let assessments = engine.assessments();
    let (stage, grade) = (assessments.stage(0), assessments.grade(0));
    (stage, quiz.result(stage, grade))
}

#[test]
fn adaptive_comes_to_what_asking_everything_comes_to() {
    let mut r = Random(1);
    let (mut asked, mut all_asked) = (0, 0);
    for case in 0..600 {
        let rulebook = rulebook(&mut r, if case % 3 == 0 { &LARGE } else { &SMALL });
        let rulebook = parse_rulebook(&rulebook).unwrap();
        let json = quiz(&mut r);
        let quiz = read_quiz(Node::Value(&json)).unwrap();
        for _ in 0..5 {
            let mut given = json!({});
            for question in json["questions"].as_array().unwrap() {
                given[question["id"].as_str().unwrap()] = answer(&mut r, question);
            }
            let all = read_answers(&quiz, Node::Value(&given)).unwrap();
            let expected = outcome(&quiz, &rulebook, &all);
            let mut answers = vec![None; all.len()];
            loop {
                let standing = stand(&quiz, &rulebook, &answers, today());
                assert_eq!(
                    (standing.stage, standing.result),
                    outcome(&quiz, &rulebook, &answers)
                );
                let Some(next) = standing.next else {
                    assert_eq!(standing.left, 0);
                    break;
                };
                assert!(answers[next].is_none(), "asked twice");
                // What decides whether it is skipped is known.
                for (earlier, options) in &quiz.questions[next].skip_when {
                    let chosen = answers[*earlier]
                        .as_ref()
                        .map(|a: &Answer| a.chosen.clone());
                    assert!(
                        !chosen
                            .unwrap_or_default()
                            .iter()
                            .any(|o| options.contains(o)),
                        "case {case}"
                    );
                }
                assert!(standing.left > 0);
                answers[next].clone_from(&all[next]);
                asked += 1;
            }
            all_asked += all.len();
            assert_eq!(
                outcome(&quiz, &rulebook, &answers),
                expected,
                "case {case}: {given} {json}"
            );
        }
    }
    println!("{asked} of {all_asked} asked");
}
