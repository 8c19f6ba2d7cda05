//! What a learner has done of a course: the tests that were taken, the lesson, the drill.

use super::record::deck_key;
use crate::learn::records;
use crate::session::Session;
use exchange::{Attempt, code_id};
use model::Day;
use model::learn::{TestResult, practice_from_json, write_code};
use serde_json::{Value, json};

/// Stories after which the drill counts as done; nobody is kept from more.
pub const ENOUGH: usize = 12;

/// How far a test is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Whether it is begun and not finished.
    pub running: bool,
    /// The first time it was finished: later ones know the questions.
    pub first: Option<Finished>,
}

/// A test that is finished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finished {
    /// On what day.
    pub on: Option<Day>,
    /// What a code says of it.
    pub result: TestResult,
}

impl Finished {
    /// How many were right.
    pub fn right(&self) -> usize {
        self.result.right.iter().filter(|right| **right).count()
    }

    /// Of how many.
    pub fn of(&self) -> usize {
        self.result.right.len()
    }

    /// The code to send; `None` where there is no name to put into it.
    pub fn code(&self) -> Option<String> {
        write_code(&self.result).ok()
    }
}

/// How far the test before, or after, is. Listens to what is kept.
pub fn taken(session: Session, stem: &str, which: &str) -> Taken {
    let key = deck_key(stem, which);
    records::record(session, &format!("test/{key}"))
        .map(|record| read(&record, &key))
        .unwrap_or_default()
}

fn read(record: &Value, deck: &str) -> Taken {
    let running = record
        .get("running")
        .is_some_and(|running| !running.is_null());
    let first = Attempt::read_all(record).into_iter().next();
    Taken {
        running,
        first: first.filter(|first| !first.right.is_empty()).map(|first| {
            let mut result = first.result();
            result.deck = code_id(deck);
            Finished {
                on: first.on,
                result,
            }
        }),
    }
}

/// How many stories were answered under a definition. Listens to what is kept.
pub fn stories(session: Session, rulebook: &str) -> usize {
    let record = records::record(session, &format!("practice/{rulebook}"));
    let practice = record.and_then(|json| practice_from_json(&json).ok());
    practice.map_or(0, |practice| practice.answers().count())
}

/// Whether the lesson was opened from this course. Listens to what is kept.
pub fn lesson(session: Session, stem: &str) -> bool {
    records::record(session, &work_key(stem)).is_some_and(|work| work.get("lesson").is_some())
}

/// Notes that it was.
pub fn note_lesson(session: Session, stem: &str, on: Day) {
    if !leptos::prelude::untrack(|| lesson(session, stem)) {
        records::note(session, &work_key(stem), json!({ "lesson": on.written() }));
    }
}

fn work_key(stem: &str) -> String {
    format!("coursework/{stem}")
}

#[cfg(test)]
mod tests {
    use super::{Taken, read};
    use model::Stage::{Lead, Prospect};
    use serde_json::json;

    #[test]
    fn a_test_is_read_as_it_is_kept() {
        assert_eq!(read(&json!({}), "d"), Taken::default());
        let running = read(&json!({ "running": { "at": 1 }, "attempts": [] }), "d");
        assert_eq!((running.running, running.first), (true, None));
        let kept = json!({ "running": null, "attempts": [
            { "on": "2026-11-26", "name": "Ada", "right": [true, false], "was": ["lead", "lead"], "answers": ["lead", "prospect"] },
            { "on": "2026-11-27", "name": "Ada", "right": [true, true], "was": ["lead", "lead"], "answers": ["lead", "lead"] },
        ] });
        let first = read(&kept, "k7q2mx-before").first.unwrap();
        assert_eq!((first.right(), first.of()), (1, 2));
        assert_eq!(first.result.confusion.count(Lead, Prospect), 1);
        assert!(first.code().is_some());
        let nameless = json!({ "attempts": [{ "right": [true] }] });
        assert_eq!(read(&nameless, "d").first.unwrap().code(), None);
        let empty = json!({ "attempts": [{ "right": [] }] });
        assert_eq!(read(&empty, "d").first, None);
    }
}
