//! What is wrong with a quiz, in the words of somebody who edits it.

use super::variants::check_quiz;
use crate::refusal::{MemberPath, Refusal, Step};
use serde_json::Value;

/// What keeps a quiz from being played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuizProblem {
    /// A sentence: "Question 3, answer 1, text: expected a text, found nothing."
    pub sentence: String,
    /// Where in the quiz, as a JSON pointer: `/questions/2/options/0/text`. In the changes of a variant the ids stand for places.
    pub place: String,
}

/// Whether a quiz and each of its variants can be played.
///
/// # Errors
/// The first member that is not as it must be.
pub fn can_be_played(quiz: &Value) -> Result<(), QuizProblem> {
    match check_quiz(quiz) {
        Ok(_) => Ok(()),
        Err(refusal) => Err(QuizProblem {
            sentence: in_words(&refusal),
            place: pointer(&refusal.path),
        }),
    }
}

fn pointer(path: &MemberPath) -> String {
    let mut pointer = String::new();
    for step in path.steps() {
        pointer.push('/');
        match step {
            Step::Key(key) => pointer.push_str(key),
            Step::Index(place) => pointer.push_str(&place.to_string()),
        }
    }
    pointer
}

fn in_words(refusal: &Refusal) -> String {
    let place = place(&refusal.path);
    let (expected, found) = (&refusal.expected, &refusal.found);
    if place.is_empty() {
        return format!("Expected {expected}, found {found}.");
    }
    format!("{place}: expected {expected}, found {found}.")
}

/// Where a member stands: "Question 3, answer 1, text".
fn place(path: &MemberPath) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut steps = path.steps().iter().peekable();
    while let Some(step) = steps.next() {
        let Step::Key(key) = step else { continue };
        let noun = match &**key {
            "questions" => "question",
            "options" => "answer",
            "results" => "result",
            "variants" => "version",
            "skip_when" => "rule for skipping",
            other => other,
        };
        let noun = noun.replace('_', " ");
        match steps.next_if(|step| matches!(step, Step::Index(_))) {
            Some(Step::Index(place)) => words.push(format!("{noun} {}", place + 1)),
            _ if matches!(&**key, "questions" | "options" | "results" | "variants") => {
                words.push(format!("{noun}s"));
            }
            _ => words.push(noun),
        }
    }
    let text = words.join(", ");
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::can_be_played;
    use crate::published_rulebook;
    use crate::quiz::quiz_from_rulebook;
    use serde_json::{Value, json};

    #[test]
    fn what_is_wrong_is_said_by_its_place() {
        let check = |change: &dyn Fn(&mut Value), expected: Result<(), &str>| {
            let mut quiz = quiz_from_rulebook(published_rulebook("criteria-and-intent").unwrap());
            change(&mut quiz);
            assert_eq!(
                can_be_played(&quiz).map_err(|problem| problem.sentence),
                expected.map_err(str::to_owned)
            );
        };
        check(&|_| {}, Ok(()));
        let mut quiz = quiz_from_rulebook(published_rulebook("criteria-and-intent").unwrap());
        quiz["questions"][3]["options"][1]["text"] = "".into();
        let place = can_be_played(&quiz).unwrap_err().place;
        assert_eq!(place, "/questions/3/options/1/text");
        check(
            &|q| q["questions"][2]["text"] = " ".into(),
            Err("Question 3, text: expected a text, found \" \"."),
        );
        check(
            &|q| q["results"] = json!([]),
            Err("Results: expected a list with something in it, found an empty list."),
        );
        check(
            &|q| {
                q["variants"] =
                    json!([{ "id": "b", "changes": { "results": { "lead": { "title": "" } } } }]);
            },
            Err("Version 1, changes, results, lead, title: expected a text, found \"\"."),
        );
    }
}
