//! What is kept of learning: JSON objects on a shelf of the workspace, each under a key that begins with what it is: `practice/house`.
//!
//! What keeps or removes says whether it did. If not, why is on the screen already, and nobody is to be told of a success.

use crate::session::Session;
use leptos::prelude::*;
use model::{Edit, Kept, Shelf, Typing};
use serde_json::{Value, json};

/// The record with this key. Listens to what is kept.
pub fn record(session: Session, key: &str) -> Option<Value> {
    session.learning.track();
    session.look(|desk| desk.workspace.kept(Shelf::Learning, key).cloned())
}

/// All records whose keys begin so, ordered by key. Listens to what is kept.
pub fn records(session: Session, prefix: &str) -> Vec<Kept> {
    session.learning.track();
    session.look(|desk| {
        let all = desk.workspace.shelf(Shelf::Learning).iter();
        all.filter(|kept| kept.key.starts_with(prefix))
            .cloned()
            .collect()
    })
}

/// Keeps what cannot be taken back, such as an answer: undo passes it by.
pub fn note(session: Session, key: &str, json: Value) -> bool {
    session.record(keep(key, Some(json))).is_ok()
}

/// The longest text of a field that is kept, in bytes.
const MOST_TYPED: usize = 200_000;

/// What was typed into a field before the page was loaded again.
pub fn typed_before(session: Session, key: &str) -> String {
    let known = untrack(|| record(session, key));
    let text = known.as_ref().and_then(|kept| kept.get("text")?.as_str());
    text.unwrap_or_default().to_owned()
}

/// Keeps what is being typed into a field, so that a reload does not lose it; undo passes it by.
pub fn note_typed(session: Session, key: &str, text: &str) {
    if text.len() <= MOST_TYPED {
        note(session, key, json!({ "text": text }));
    }
}

/// Keeps a change that undo takes back, under a label for the undo button.
pub fn change(session: Session, key: &str, json: Value, label: &str) -> bool {
    let made = session.apply_as(keep(key, Some(json)), label.to_owned());
    made.is_ok()
}

/// As [`change`] for what is being typed: all letters into the same member are one step of undo.
pub fn type_in(session: Session, key: &str, member: &str, json: Value, label: &str) -> bool {
    let typing = Typing::kept(Shelf::Learning, key, member);
    let made = session.type_in(keep(key, Some(json)), label.to_owned(), typing);
    made.is_ok()
}

/// Removes a record; undo brings it back.
pub fn remove(session: Session, key: &str, label: &str) -> bool {
    session.apply_as(keep(key, None), label.to_owned()).is_ok()
}

fn keep(key: &str, json: Option<Value>) -> Edit {
    Edit::Keep {
        shelf: Shelf::Learning,
        key: key.to_owned(),
        json,
    }
}
