//! The courses that are kept, under `course/`, and their decks beside them.

use super::taken;
use crate::learn::{decks, records};
use crate::session::Session;
use exchange::{Course, read_course};
use leptos::prelude::*;
use model::{Edit, Shelf};
use serde_json::Value;

const PREFIX: &str = "course/";

/// A course that is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptCourse {
    /// What it is told by.
    pub stem: String,
    /// Its JSON.
    pub json: Value,
    /// The course; or the sentence that says why it cannot be read.
    pub course: Result<Course, String>,
}

impl KeptCourse {
    fn of(stem: &str, json: Value) -> KeptCourse {
        KeptCourse {
            stem: stem.to_owned(),
            course: read_course(&json).map_err(|error| error.to_string()),
            json,
        }
    }

    /// What it is called: its title, or else what it is told by.
    pub fn title(&self) -> String {
        let title = self.json.get("title").and_then(Value::as_str);
        let title = title.map(str::trim).filter(|title| !title.is_empty());
        title.unwrap_or(&self.stem).to_owned()
    }
}

/// All courses, ordered by what they are told by. Listens to what is kept.
pub fn kept_courses(session: Session) -> Vec<KeptCourse> {
    let all = records::records(session, PREFIX).into_iter();
    all.filter_map(|kept| Some(KeptCourse::of(kept.key.strip_prefix(PREFIX)?, kept.json)))
        .collect()
}

/// The course that is told by this. Listens to what is kept.
pub fn kept_course(session: Session, stem: &str) -> Option<KeptCourse> {
    let json = records::record(session, &format!("{PREFIX}{stem}"))?;
    Some(KeptCourse::of(stem, json))
}

/// The course to which a deck belongs, by the deck's key. Listens to what is kept.
pub fn course_of_deck(session: Session, key: &str) -> Option<KeptCourse> {
    let stem = key.strip_suffix("-before");
    kept_course(session, stem.or_else(|| key.strip_suffix("-after"))?)
}

/// The key of one of a course's decks, and of its attempts: `before` or `after`.
pub fn deck_key(stem: &str, which: &str) -> String {
    format!("{stem}-{which}")
}

/// Keeps a course and both its decks, as one step of undo. Whether they are kept now; if not, why is on the screen.
pub fn keep(session: Session, course: &Course, label: &str) -> bool {
    let edits = keeping(session, course);
    let kept = session
        .apply_as(Edit::Several(edits), label.to_owned())
        .is_ok();
    if kept {
        taken::note_start(session, course);
    }
    kept
}

/// The edits that keep a course.
pub fn keeping(session: Session, course: &Course) -> Vec<Edit> {
    let put = |key: String, json: Value| Edit::Keep {
        shelf: Shelf::Learning,
        key,
        json: Some(json),
    };
    let deck = |which: &str| format!("deck/{}", deck_key(&course.stem, which));
    vec![
        put(
            deck("before"),
            decks::as_meant(session, course.before.to_json()),
        ),
        put(
            deck("after"),
            decks::as_meant(session, course.after.to_json()),
        ),
        put(format!("{PREFIX}{}", course.stem), course.to_json()),
    ]
}

/// Removes a course and its decks; what learners answered here stays. Undo brings all back.
pub fn remove(session: Session, course: &KeptCourse) {
    let gone = |key: String| Edit::Keep {
        shelf: Shelf::Learning,
        key,
        json: None,
    };
    let mut edits = vec![gone(format!("{PREFIX}{}", course.stem))];
    for which in ["before", "after"] {
        let key = deck_key(&course.stem, which);
        if untrack(|| decks::kept_deck(session, &key)).is_some() {
            edits.push(gone(format!("deck/{key}")));
        }
    }
    let label = format!("Remove course “{}”", course.title());
    let _ = session.apply_as(Edit::Several(edits), label);
}
