//! What a learner has done of a course: the tests that were taken, the lesson, the drill.

use super::in_use;
use super::record::deck_key;
use crate::learn::records;
use crate::session::Session;
use exchange::{Attempt, Course, code_id};
use leptos::prelude::*;
use model::Day;
use model::learn::{TestResult, practice_from_json, write_code};
use serde_json::{Map, Value, json};

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

/// How many stories were answered under a course's definition since the course began. Listens to what is kept.
pub fn stories(session: Session, course: &Course) -> usize {
    let begun = work(session, &course.stem);
    since(answered(session, course), &begun)
}

/// How many of so many answers came after what is noted of a course's start. Fewer than then were begun anew, and all count.
fn since(answered: usize, work: &Map<String, Value>) -> usize {
    let then = work.get("stories").and_then(Value::as_u64).unwrap_or(0);
    let then = usize::try_from(then).unwrap_or(0);
    answered.checked_sub(then).unwrap_or(answered)
}

/// How many stories were ever answered under it.
fn answered(session: Session, course: &Course) -> usize {
    let practice = in_use::id_here(session, course)
        .and_then(|id| records::record(session, &format!("practice/{id}")))
        .and_then(|json| practice_from_json(&json).ok());
    practice.map_or(0, |practice| practice.answers().count())
}

/// Notes how many stories were answered before the course began, unless it began before.
pub fn note_start(session: Session, course: &Course) {
    untrack(|| {
        if !work(session, &course.stem).contains_key("stories") {
            let count = json!(answered(session, course));
            note(session, &course.stem, "stories", count);
        }
    });
}

/// Whether the lesson was opened from this course. Listens to what is kept.
pub fn lesson(session: Session, stem: &str) -> bool {
    work(session, stem).contains_key("lesson")
}

/// Notes that it was.
pub fn note_lesson(session: Session, stem: &str, on: Day) {
    if !untrack(|| lesson(session, stem)) {
        note(session, stem, "lesson", json!(on.written()));
    }
}

/// What is noted of a course besides its tests: the day the lesson was opened, and the stories answered before it began.
fn work(session: Session, stem: &str) -> Map<String, Value> {
    match records::record(session, &work_key(stem)) {
        Some(Value::Object(work)) => work,
        _ => Map::new(),
    }
}

fn note(session: Session, stem: &str, member: &str, value: Value) {
    let mut work = untrack(|| work(session, stem));
    work.insert(member.to_owned(), value);
    records::note(session, &work_key(stem), Value::Object(work));
}

fn work_key(stem: &str) -> String {
    format!("coursework/{stem}")
}

#[cfg(test)]
mod tests {
    use super::{Taken, read, since};
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

    #[test]
    fn stories_from_before_the_course_do_not_count() {
        for (noted, answered, expected) in [
            (json!({}), 5, 5),
            (json!({ "stories": 12 }), 12, 0),
            (json!({ "stories": 12, "lesson": "2026-11-26" }), 15, 3),
            // Begun again meanwhile.
            (json!({ "stories": 12 }), 2, 2),
            (json!({ "stories": -1 }), 2, 2),
        ] {
            let work = noted.as_object().unwrap();
            assert_eq!(since(answered, work), expected, "{noted}");
        }
    }
}
