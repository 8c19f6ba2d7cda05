//! The rules by which questions are skipped, wherever they stand: in questions, and in what variants change of them.

use super::{by_id, called, text};
use serde_json::Value;

/// What becomes of a rule.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Rule {
    /// It stays, changed or not.
    Stays,
    /// It goes.
    Goes,
}

/// Looks at each rule of the quiz, and says of which questions rules went. A rule that goes from a variant leaves an empty list, which
/// stands for no rules; a question has none by having no list.
pub(super) fn each_rule(
    quiz: &mut Value,
    said: &mut Vec<String>,
    look: &mut dyn FnMut(&mut Value) -> Rule,
) {
    let questions = quiz.get_mut("questions").and_then(Value::as_array_mut);
    for question in questions.into_iter().flatten() {
        let Some(left) = sift(question, look) else {
            continue;
        };
        said.push(match left {
            0 => format!("“{}” is now always asked.", called(question)),
            _ => format!("“{}” is now skipped by fewer answers.", called(question)),
        });
        if left == 0
            && let Some(members) = question.as_object_mut()
        {
            members.shift_remove("skip_when");
        }
    }
    for (variant, changes) in by_id(quiz, "questions") {
        for (id, change) in changes.iter_mut() {
            if sift(change, look).is_some() {
                said.push(format!(
                    "In variant “{variant}”, “{id}” is now skipped by fewer answers."
                ));
            }
        }
    }
}

/// Takes the rules that go out of a question; how many are left, where any went.
fn sift(question: &mut Value, look: &mut dyn FnMut(&mut Value) -> Rule) -> Option<usize> {
    let rules = question.get_mut("skip_when")?.as_array_mut()?;
    let before = rules.len();
    rules.retain_mut(|rule| look(rule) == Rule::Stays);
    (rules.len() < before).then_some(rules.len())
}

/// The ids of the questions that a question's rules look at.
pub(super) fn looks_at(question: &Value) -> impl Iterator<Item = &str> {
    let rules = question.get("skip_when").and_then(Value::as_array);
    rules
        .into_iter()
        .flatten()
        .map(|rule| text(rule, "question"))
}
