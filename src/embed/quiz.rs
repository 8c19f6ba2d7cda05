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

    /// Where a visitor came from counts before any answer, and an answer that says otherwise wins.
    #[test]
    fn what_is_known_counts_until_an_answer_says_otherwise() {
        let mut asked = request(json!({}));
        asked["quiz"]["questions"] = json!([
            { "id": "how", "type": "text", "text": "How did you hear of us?", "attribute": "source" },
            { "id": "need", "type": "yes_no", "text": "Do you need it?", "attribute": "need" },
        ]);
        let no = json!({ "gate": { "attribute": "source", "is": ["nowhere"] } });
        asked["rulebook"] = json!({
            "format": "leadlens.rulebook/1", "id": "mine",
            "stages": { "lead": { "gate": { "attribute": "source", "is": ["fair"] } }, "prospect": no, "opportunity": no },
        });
        let stands = |known: Value, answers: Value| {
            let mut asked = asked.clone();
            asked["known"] = known;
            asked["answers"] = answers;
            let step = ask_of(quiz, &asked).unwrap();
            let stage = step["assessment"]["stage"].as_str().unwrap().to_owned();
            (stage, step["contact"]["attributes"]["source"].clone())
        };
        let fair = json!({ "source": "fair", "campaign": "autumn" });
        let check = |known: &Value, answers: Value, stage: &str, source: Value| {
            let expected = (stage.to_owned(), source);
            assert_eq!(stands(known.clone(), answers), expected);
        };
        check(&Value::Null, json!({}), "contact", Value::Null);
        check(&fair, json!({}), "lead", "fair".into());
        check(&fair, json!({ "how": null }), "lead", "fair".into());
        check(
            &fair,
            json!({ "how": "a friend" }),
            "contact",
            "a friend".into(),
        );
        asked["known"] = json!({ "source": ["fair"] });
        assert_eq!(
            ask_of(quiz, &asked).unwrap_err(),
            "known.source: expected text, a number, true, false or null, found a list",
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
