//! The practice that is kept under a definition: record `practice/ID`. What cannot be read is put aside, never overwritten.

use super::sitting::Basis;
use crate::keep::download;
use crate::learn::records;
use crate::session::Session;
use leptos::prelude::*;
use model::learn::{Practice, practice_from_json, practice_to_json};
use model::{Edit, Shelf};
use serde_json::Value;

/// What is kept.
pub enum Kept {
    /// Nothing yet.
    Nothing,
    /// A practice.
    Practice(Box<Practice>),
    /// Something that is none, and why.
    Unreadable(String),
}

/// The key of the record of a definition.
pub fn key(id: &str) -> String {
    format!("practice/{id}")
}

/// What is kept under a definition. Does not listen.
pub fn kept(session: Session, id: &str) -> Kept {
    match untrack(|| records::record(session, &key(id))) {
        None => Kept::Nothing,
        Some(json) => match practice_from_json(&json) {
            Ok(practice) => Kept::Practice(Box::new(practice)),
            Err(refusal) => Kept::Unreadable(refusal.to_string()),
        },
    }
}

/// Keeps a practice; undo passes it by. What was written.
pub fn note(session: Session, practice: &Practice) -> Value {
    let json = practice_to_json(practice);
    records::note(session, &key(&practice.rulebook), json.clone());
    json
}

/// Forgets what was practised under a definition; undo brings it back.
pub fn begin_again(session: Session, id: &str, name: &str) {
    records::remove(session, &key(id), &format!("Begin again under {name}"));
}

/// A key under which nothing stands yet.
fn aside(session: Session, id: &str) -> String {
    let mut key = format!("practice-aside/{id}");
    let mut number = 2_u32;
    while untrack(|| records::record(session, &key)).is_some() {
        key = format!("practice-aside/{id}-{number}");
        number += 1;
    }
    key
}

/// What is kept cannot be read: why, and how to go on.
#[component]
pub fn Unreadable(
    session: Session,
    basis: Basis,
    why: String,
    turn: RwSignal<u32>,
) -> impl IntoView {
    let id = StoredValue::new(basis.id.clone());
    let old = move || id.with_value(|id| untrack(|| records::record(session, &key(id))));
    let save = move |_| {
        let text = old().map(|json| json.to_string()).unwrap_or_default();
        if download("practice.json", "application/json", &text).is_err() {
            session
                .warn("The file could not be saved. Allow downloads for this page and try again.");
        }
    };
    let begin = move |_| {
        let keep = |key: String, json| Edit::Keep {
            shelf: Shelf::Learning,
            key,
            json,
        };
        let (at, aside) = id.with_value(|id| (key(id), aside(session, id)));
        let both = Edit::Several(vec![keep(aside, old()), keep(at, None)]);
        if session
            .apply_as(both, "Put an unreadable practice aside".to_owned())
            .is_ok()
        {
            turn.update(|turn| *turn += 1);
        }
    };
    view! {
        <div class="drill-note">
            <h3 tabindex="-1">
                "Your practice under “" {basis.rulebook.name.clone()} "” cannot be read"
            </h3>
            <p>{format!("What is kept of it: {why}.")}</p>
            <p>"You can begin a new practice. The old one is put aside and not overwritten."</p>
            <div class="drill-buttons">
                <button type="button" class="button primary" on:click=begin>
                    "Begin a new practice"
                </button>
                <button type="button" class="button" on:click=save>
                    "Save the old one as a file"
                </button>
            </div>
        </div>
    }
}
