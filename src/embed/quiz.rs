//! One step of a quiz, without the browser.

use crate::assess::parted;
use model::{Node, WordsOut};

/// See [`crate::quiz`].
pub(crate) fn quiz(request: &str) -> Result<String, String> {
    let mut answer = WordsOut::default();
    model::quiz::step(Node::Words(&parted(request)), &mut answer)?;
    Ok(answer.finish())
}

#[cfg(test)]
mod tests {
    use super::quiz;
    use crate::assess::tests::{ask_of, published};
    use serde_json::{Value, json};

    fn request(answers: Value) -> Value {
        let rulebook = published().into_iter().find(|r| r["id"] == "house");
        json!({
            "quiz": {
                "format": "leadlens.quiz/1",
                "id": "readiness",
                "rulebook": "house",
                "questions": [
                    { "id": "need", "type": "yes_no", "text": "Do you need it?", "attribute": "need" },
                    { "id": "staff", "type": "number", "text": "How many are you?", "attribute": "employees", "min": 1 },
                    { "id": "call", "type": "yes_no", "text": "Have we talked?", "signals": ["meeting_held"] },
                ],
                "results": [{ "id": "all", "title": "Thank you" }],
            },
            "rulebook": rulebook,
            "answers": answers,
            "as_of": "2026-11-25",
        })
    }

    #[test]
    fn a_step_is_answered() {
        let step = ask_of(quiz, &request(json!({ "staff": 120.5 }))).unwrap();
        assert_eq!(step["next"], Value::Null, "{step}");
        assert_eq!(step["assessment"]["stage"], "lead");
        assert_eq!(
            step["contact"],
            json!({
                "attributes": { "employees": 120.5, "questionnaire_done": "yes" },
                "signals": [{ "kind": "form_submitted", "date": "2026-11-25" }],
            })
        );
    }

    #[test]
    fn bad_input_names_the_member() {
        let refuses = |request: Value, expected: &str| {
            assert_eq!(ask_of(quiz, &request).unwrap_err(), expected);
        };
        refuses(
            request(json!({ "need": "perhaps" })),
            "answers.need: expected the id of one of the question's options, found \"perhaps\"",
        );
        let mut other = request(json!({}));
        other["quiz"]["questions"][2]["id"] = "need".into();
        refuses(
            other,
            "quiz.questions[2].id: expected an id that nothing before it has, found \"need\"",
        );
        let mut other = request(json!({}));
        other["rulebook"] = "house".into();
        refuses(other, "rulebook: expected an object, found \"house\"");
        let mut other = request(json!({}));
        other["as_of"] = Value::Null;
        refuses(
            other,
            "as_of: expected a date such as \"2026-11-21\", found null",
        );
        refuses(json!({}), "quiz: expected an object, found nothing");
    }
}
