//! A quiz made of a rulebook in one click: something to begin with.

use crate::condition::{Scalar, Test};
use crate::facts::attribute_label;
use crate::marks::{has, join, none_of};
use crate::program::{Leaf, Program};
use crate::published_rulebook;
use crate::rulebook::Rulebook;
use crate::stage::Stage;
use crate::words::lower_first;
use serde_json::{Map, Value, json};

use super::options::{Cut, listed, ranges};
use super::standing::reachable;
use super::{QUIZ_FORMAT, read_quiz};
use crate::day::Day;
use crate::node::Node;

/// What a visitor can vouch for themselves, and how they are asked for it.
const VOUCHED: [(&str, &str); 14] = [
    ("newsletter_signup", "Do you get our newsletter?"),
    (
        "content_download",
        "Have you downloaded something of ours to read?",
    ),
    ("event_attended", "Have you met us at an event?"),
    ("webinar_attended", "Have you been to one of our webinars?"),
    ("question_asked", "Have you asked us a question?"),
    ("pricing_viewed", "Have you looked at our prices?"),
    ("quote_requested", "Have you asked us for a quote?"),
    ("demo_requested", "Have you asked us for a demo?"),
    ("demo_attended", "Have you seen a demo?"),
    ("trial_started", "Have you started a trial?"),
    ("product_tested", "Have you tested the product?"),
    ("replied", "Have you replied to a message of ours?"),
    ("meeting_held", "Have you had a meeting with us?"),
    ("negotiation", "Are you negotiating with us?"),
];

/// Attributes that are ours to record, not a visitor's to answer.
const OURS: [&str; 12] = [
    "outcome",
    "outcome_on",
    "lost_reason",
    "disqualified_on",
    "questionnaire_done",
    "qualified_by_marketing",
    "qualified_by_sales",
    "crm_stage",
    "owner",
    "source",
    "campaign",
    "created_on",
];

/// The results, by stage: title and text.
const RESULTS: [(&str, &str, &str); 4] = [
    (
        "opportunity",
        "You are ready to talk to us",
        "You know what you need and are weighing your options. Let us make you a proposal.",
    ),
    (
        "prospect",
        "This looks like a good match",
        "What you told us fits what we do. A short conversation will show whether it is worth your while.",
    ),
    (
        "lead",
        "A good time to look around",
        "It is early days. Here is something to read, and we are there when you have a question.",
    ),
    (
        "disqualified",
        "We are probably not what you need now",
        "By what you told us, we could not help you well today. If that changes, come back any time.",
    ),
];

/// A quiz for a rulebook: its attributes become questions, as far as they can change the stage, and so do signals that a visitor can
/// vouch for. The e-mail address comes last. There is a result for each stage that answers can lead to, and one for all others.
#[must_use]
pub fn quiz_from_rulebook(rulebook: &Rulebook) -> Value {
    let program = Program::compile(rulebook);
    let sees = program.sees();
    let mut matters = none_of(program.leaves.len() + 1);
    for aim in program.way_on(Stage::Prospect) {
        if let Some(seen) = sees.get(aim.register()) {
            join(&mut matters, seen);
        }
    }
    let looked_at = |wanted: &dyn Fn(&Leaf) -> bool| {
        let mut leaves = program.leaves.iter().enumerate();
        leaves.any(|(place, leaf)| has(&matters, place) && wanted(leaf))
    };
    let mut questions = Vec::new();
    // What serves to reach somebody comes last.
    let mut reach = Vec::new();
    let mut asked = vec!["email"];
    asked.extend_from_slice(&OURS);
    for place in program.mentions() {
        let Some(Leaf::Attribute { id, .. }) = program.leaves.get(place) else {
            continue;
        };
        let asks = |leaf: &Leaf| matches!(leaf, Leaf::Attribute { id: other, .. } if other == id);
        if !asked.contains(&id.as_str()) && looked_at(&asks) {
            asked.push(id);
            let question = attribute_question(rulebook, &program, id);
            if question.get("type").is_some_and(|kind| kind == "text") {
                reach.push(question);
            } else {
                questions.push(question);
            }
        }
    }
    let scored = has(&matters, program.leaves.len());
    for (kind, text) in VOUCHED {
        // A form is filled in anyway: what is as good as that, for being a sign of interest, is not worth a question.
        let named = |leaf: &Leaf| matches!(leaf, Leaf::Did(did) if did.kinds != crate::Kinds::Interest && did.kinds.contains(kind) && !(did.times == 1 && did.kinds.contains("form_submitted")));
        if looked_at(&named) || scored && rulebook.engagement.iter().any(|row| row.signal == kind) {
            questions
                .push(json!({ "id": kind, "type": "yes_no", "text": text, "signals": [kind] }));
        }
    }
    questions.append(&mut reach);
    questions.push(json!({ "id": "email", "type": "email", "text": "Where may we write to you?" }));
    let known = published_rulebook(&rulebook.id).is_some_and(|r| r.json == rulebook.json);
    let mut results = Vec::new();
    for (stage, title, text) in RESULTS {
        results.push(
            json!({ "id": stage, "when": { "stage": [stage] }, "title": title, "text": text }),
        );
    }
    results.push(json!({
        "id": "thanks", "title": "Thank you",
        "text": "Have a look around; we are there when you have a question.",
    }));
    let mut quiz = json!({
        "format": QUIZ_FORMAT,
        "id": format!("{}-quiz", rulebook.id),
        "title": "Is it a match?",
        "intro": "A few short questions, and you will know where you stand with us.",
        "rulebook": if known { Value::from(rulebook.id.as_str()) } else { rulebook.json.clone() },
        "order": "adaptive",
        "questions": questions,
        "results": results,
        "records": ["questionnaire_done", "form_submitted"],
        "consent": { "text": "You may keep my answers and write to me about them.", "required": true },
        "lang": "en",
    });
    leave_out_unreachable(&mut quiz, rulebook);
    quiz
}

/// A result for a stage that no answers lead to would only be in the way.
fn leave_out_unreachable(quiz: &mut Value, rulebook: &Rulebook) {
    let bound = match read_quiz(Node::Value(quiz)) {
        // What visitors say they did is of the day they say it, whichever that is.
        Ok(read) => reachable(&read, rulebook, Day(0)),
        Err(_) => return,
    };
    let unreachable = |stage: &Stage| bound >> *stage as u8 & 1 == 0;
    if let Some(results) = quiz.get_mut("results").and_then(Value::as_array_mut) {
        results.retain(|result| {
            let id = result.get("id").and_then(Value::as_str);
            !Stage::ALL
                .iter()
                .any(|stage| Some(stage.id()) == id && unreachable(stage))
        });
    }
}

/// The question for an attribute.
fn attribute_question(rulebook: &Rulebook, program: &Program, id: &str) -> Value {
    let mut question = Map::new();
    question.insert("id".into(), id.into());
    let mut tests = Vec::new();
    for leaf in &program.leaves {
        if let Leaf::Attribute { id: other, test } = leaf
            && other == id
        {
            tests.push(test);
        }
    }
    let text = question_text(rulebook, id);
    let mut values: Vec<&Scalar> = Vec::new();
    let mut cuts: Vec<Cut> = Vec::new();
    let mut dates = false;
    for test in &tests {
        match test {
            Test::Is(list) => {
                for value in list {
                    if !values.contains(&value) {
                        values.push(value);
                    }
                }
            }
            Test::Number { low, high } => {
                let ends = low
                    .map(|at| (at, true))
                    .into_iter()
                    .chain(high.map(|at| (at, false)));
                for cut in ends {
                    if !cuts.contains(&cut) {
                        cuts.push(cut);
                    }
                }
            }
            Test::Date { .. } | Test::DaysAgoAtMost(_) | Test::DaysAgoAtLeast(_) => dates = true,
            Test::Known(_) => {}
        }
    }
    let yes_no =
        |value: &&Scalar| matches!(value, Scalar::Text(text) if text == "yes" || text == "no");
    let kind = if dates {
        question.insert("attribute".into(), id.into());
        "date"
    } else if !cuts.is_empty() {
        question.insert("options".into(), ranges(id, cuts));
        "single"
    } else if values.is_empty() {
        question.insert("attribute".into(), id.into());
        "text"
    } else if values.iter().all(yes_no) {
        question.insert("attribute".into(), id.into());
        "yes_no"
    } else {
        question.insert("options".into(), listed(id, &values));
        "single"
    };
    question.insert("type".into(), kind.into());
    question.insert("text".into(), text.into());
    question.into()
}

/// The rulebook's own question, turned to the visitor.
fn question_text(rulebook: &Rulebook, id: &str) -> String {
    let mut about = rulebook.criteria.iter().filter(|criterion| {
        matches!(&criterion.when, crate::Condition::Attribute { id: other, .. } if other == id)
    });
    let own = about.find(|criterion| !criterion.question.trim().is_empty());
    match own {
        Some(criterion) => to_the_visitor(&criterion.question),
        None => format!(
            "What can you tell us about this: {}?",
            lower_first(attribute_label(id))
        ),
    }
}

/// A question about somebody as a question to them.
fn to_the_visitor(question: &str) -> String {
    let mut out = String::new();
    let mut word = String::new();
    for letter in question.chars().chain(['\0']) {
        if letter.is_alphabetic() {
            word.push(letter);
            continue;
        }
        out.push_str(match word.as_str() {
            "they" | "them" => "you",
            "They" => "You",
            "their" => "your",
            "Their" => "Your",
            other => other,
        });
        word.clear();
        if letter != '\0' {
            out.push(letter);
        }
    }
    out
}
