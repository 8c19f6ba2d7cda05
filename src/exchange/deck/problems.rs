//! What is still wrong with a deck that is being written: all of it, case by case, where a reader stops at the first.

use super::changes::{cases_of, text_of};
use super::{DECK_FORMAT, DeckIssue, read_deck};
use model::learn::MOST_QUESTIONS;
use model::{Rulebook, Stage};
use serde_json::{Value, json};

/// What is to be done before a deck can be handed out, and where its answers are not the engine's. `rulebook` is the one that the deck names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeckProblems {
    /// For these it is no deck yet.
    pub unfinished: Vec<DeckIssue>,
    /// It can be handed out with these.
    pub doubtful: Vec<DeckIssue>,
}

/// Looks through a deck's JSON.
#[must_use]
pub fn deck_problems(json: &Value, rulebook: Option<&Rulebook>) -> DeckProblems {
    let mut found = DeckProblems::default();
    let mut ids = std::collections::HashSet::new();
    let mut whole = Vec::new();
    for (at, case) in cases_of(json).iter().enumerate() {
        let what = match case_problem(case) {
            None if !ids.insert(text_of(case, "id")) => {
                "Another case before it has the same name, its “id”. Copy the case and remove this one."
                    .to_owned()
            }
            None => {
                whole.push(at);
                continue;
            }
            Some(what) => what,
        };
        found.unfinished.push(DeckIssue {
            case: Some(at),
            what,
        });
    }
    if cases_of(json).len() > MOST_QUESTIONS {
        found.doubtful.push(DeckIssue {
            case: None,
            what: format!(
                "This deck has more than {MOST_QUESTIONS} cases, so its learners get no result codes to send you. Make two decks of it, or give it to a learning platform."
            ),
        });
    }
    // The deck with the cases that are whole: what is wrong now concerns the deck.
    let all = cases_of(json);
    let good: Vec<Value> = whole
        .iter()
        .filter_map(|at| all.get(*at).cloned())
        .collect();
    let mut deck = json.clone();
    if let Some(members) = deck.as_object_mut()
        && members.get("cases").is_some_and(Value::is_array)
    {
        members.insert("cases".to_owned(), good.into());
    }
    match read_deck(&deck) {
        Err(refusal) => found.unfinished.insert(
            0,
            DeckIssue {
                case: None,
                what: deck_words(json)
                    .unwrap_or_else(|| format!("This deck cannot be read yet. {refusal}.")),
            },
        ),
        Ok(deck) => {
            for issue in deck.check(rulebook) {
                let case = issue.case.and_then(|at| whole.get(at).copied());
                let issue = DeckIssue {
                    case,
                    what: issue.what,
                };
                match (case, all.is_empty()) {
                    (None, true) => found.unfinished.push(issue),
                    // The cases that are there are not whole: that is said of them.
                    (None, false) if deck.cases.is_empty() && rulebook.is_some() => {}
                    _ => found.doubtful.push(issue),
                }
            }
        }
    }
    found
}

/// Why a case is none yet.
fn case_problem(case: &Value) -> Option<String> {
    let blank = |member: &str| text_of(case, member).trim().is_empty();
    if case.is_object() && blank("text") {
        return Some("This case has no story yet. Write what learners should judge.".to_owned());
    }
    let options = case.get("options").and_then(Value::as_array);
    if let Some(options) = options {
        let mut known = Vec::new();
        for option in options {
            match option.as_str().map(str::trim) {
                Some("") => {
                    return Some(
                        "One of its answers is empty. Fill it in or remove it.".to_owned(),
                    );
                }
                Some(text) if known.contains(&text) => {
                    return Some(format!(
                        "The answer “{text}” stands there twice. Change one of them."
                    ));
                }
                Some(text) => known.push(text),
                None => {}
            }
        }
        if options.len() < 2 {
            return Some(
                "It needs two answers to choose from. Add another, or use the stages.".to_owned(),
            );
        }
    }
    if blank("answer") && case.is_object() {
        return Some("This case has no right answer yet. Choose one.".to_owned());
    }
    let alone = json!({
        "format": DECK_FORMAT, "id": "a", "title": "a", "as_of": "2026-01-01", "rulebook": "a", "cases": [case],
    });
    let refusal = read_deck(&alone).err()?;
    let own = text_of(case, "answer");
    Some(match options {
        Some(_) if Stage::from_id(own).is_none() || refusal.to_string().contains(".answer") => {
            "Its right answer is none of its answers. Choose one.".to_owned()
        }
        _ => format!("This case cannot be read: {refusal}."),
    })
}

/// What is wrong with the deck itself, in words, for what a person can put right on the screen.
fn deck_words(json: &Value) -> Option<String> {
    if text_of(json, "title").trim().is_empty() {
        return Some("This deck has no title yet. Give it one.".to_owned());
    }
    if model::Day::parse(text_of(json, "as_of")).is_none() {
        return Some("Say as of which day the stages are right, such as 2026-01-31.".to_owned());
    }
    let mark = json.get("pass_mark").filter(|mark| !mark.is_null())?;
    let fits = mark
        .as_f64()
        .is_some_and(|mark| (0.0..=1.0).contains(&mark));
    (!fits)
        .then(|| "The pass mark is a number from 0 to 100 per cent, or empty for none.".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::published_rulebook;

    fn check(members: &Value, expected: &[(Option<usize>, &str)]) {
        let mut deck = json!({
            "format": DECK_FORMAT, "id": "a", "title": "A", "as_of": "2026-11-26", "rulebook": "house",
            "cases": [{ "id": "a", "text": "A", "answer": "lead" }],
        });
        deck.as_object_mut()
            .unwrap()
            .extend(members.as_object().unwrap().clone());
        let found = deck_problems(&deck, published_rulebook("house"));
        let told: Vec<(Option<usize>, &str)> = found
            .unfinished
            .iter()
            .map(|i| (i.case, i.what.as_str()))
            .collect();
        assert_eq!(told, expected, "{members}");
        // What is told is what keeps the reader from it, and nothing else.
        let reads = read_deck(&deck).is_ok() && !cases_of(&deck).is_empty();
        assert_eq!(reads, expected.is_empty(), "{members}");
    }

    #[test]
    fn all_that_is_unfinished_is_said_at_once() {
        check(&json!({}), &[]);
        check(
            &json!({ "cases": [] }),
            &[(
                None,
                "This deck has no cases yet. Add one before you hand it out.",
            )],
        );
        check(
            &json!({ "title": " ", "cases": [
                { "id": "a" },
                { "id": "b", "text": "B" },
                { "id": "c", "text": "C", "answer": "lead" },
                { "id": "c", "text": "C", "answer": "lead" },
                { "id": "d", "text": "D", "answer": "x", "options": ["x", " "] },
                { "id": "e", "text": "E", "answer": "x", "options": ["x", "x"] },
                { "id": "f", "text": "F", "answer": "x", "options": ["x"] },
                { "id": "g", "text": "G", "answer": "z", "options": ["x", "y"] },
                { "id": "h", "text": "H", "answer": "nothing" },
                7,
            ] }),
            &[
                (None, "This deck has no title yet. Give it one."),
                (
                    Some(0),
                    "This case has no story yet. Write what learners should judge.",
                ),
                (Some(1), "This case has no right answer yet. Choose one."),
                (
                    Some(3),
                    "Another case before it has the same name, its “id”. Copy the case and remove this one.",
                ),
                (
                    Some(4),
                    "One of its answers is empty. Fill it in or remove it.",
                ),
                (
                    Some(5),
                    "The answer “x” stands there twice. Change one of them.",
                ),
                (
                    Some(6),
                    "It needs two answers to choose from. Add another, or use the stages.",
                ),
                (
                    Some(7),
                    "Its right answer is none of its answers. Choose one.",
                ),
                (
                    Some(8),
                    "This case cannot be read: cases[0].answer: expected contact, lead, prospect, opportunity, customer, disqualified or lost, found \"nothing\".",
                ),
                (
                    Some(9),
                    "This case cannot be read: cases[0]: expected a case, an object, found 7.",
                ),
            ],
        );
        check(
            &json!({ "pass_mark": 8 }),
            &[(
                None,
                "The pass mark is a number from 0 to 100 per cent, or empty for none.",
            )],
        );
        check(
            &json!({ "as_of": "soon" }),
            &[(
                None,
                "Say as of which day the stages are right, such as 2026-01-31.",
            )],
        );
        check(
            &json!({ "lang": 3 }),
            &[(
                None,
                "This deck cannot be read yet. lang: expected a text, found 3.",
            )],
        );
    }

    #[test]
    fn decks_too_large_for_result_codes_are_doubtful() {
        let deck = |cases: usize| {
            let case = |at: usize| json!({ "id": at.to_string(), "text": "A", "answer": "lead" });
            let cases: Vec<Value> = (0..cases).map(case).collect();
            json!({ "format": DECK_FORMAT, "id": "a", "title": "A", "as_of": "2026-11-26", "rulebook": "house", "cases": cases })
        };
        let house = published_rulebook("house");
        assert_eq!(deck_problems(&deck(200), house).doubtful, []);
        let found = deck_problems(&deck(201), house);
        assert_eq!(found.unfinished, []);
        assert_eq!(found.doubtful.len(), 1);
        assert!(found.doubtful[0].what.contains("no result codes"));
    }

    #[test]
    fn answers_are_held_against_the_engine_beside_what_is_unfinished() {
        let deck = json!({
            "format": DECK_FORMAT, "id": "a", "title": "A", "as_of": "2026-11-26", "rulebook": "house",
            "cases": [{ "id": "a" }, { "id": "b", "text": "B", "answer": "prospect", "contact": { "attributes": { "in_target_market": "yes" } } }],
        });
        let found = deck_problems(&deck, published_rulebook("house"));
        assert_eq!(found.unfinished.len(), 1);
        assert_eq!(found.doubtful.len(), 1);
        assert_eq!(found.doubtful[0].case, Some(1));
        let unknown = deck_problems(&deck, None);
        assert_eq!(unknown.doubtful.len(), 1);
        assert!(
            unknown.doubtful[0]
                .what
                .starts_with("The definition \"house\" is not here")
        );
    }
}
