//! The practice that is kept under a definition: record `practice/ID`. What cannot be read is put aside, never overwritten,
//! and so is what somebody began again.

use super::sitting::Basis;
use crate::keep::download;
use crate::learn::records;
use crate::session::Session;
use crate::words;
use leptos::prelude::*;
use model::learn::{Practice, practice_from_json, practice_to_json};
use model::{Day, Edit, Shelf};
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

const ASIDE: &str = "practice-aside/";

/// Whether a key is one of those under which practices of a definition are put aside.
fn is_aside_of(key: &str, id: &str) -> bool {
    let behind = key.strip_prefix(ASIDE).and_then(|key| key.strip_prefix(id));
    behind.is_some_and(|behind| {
        let number = behind.strip_prefix('-').map(str::parse::<u32>);
        behind.is_empty() || number.is_some_and(|number| number.is_ok())
    })
}

/// A key under which nothing stands yet.
fn free_aside(session: Session, id: &str) -> String {
    let mut key = format!("{ASIDE}{id}");
    let mut number = 2_u32;
    while untrack(|| records::record(session, &key)).is_some() {
        key = format!("{ASIDE}{id}-{number}");
        number += 1;
    }
    key
}

/// Puts what is kept under a definition aside, and what stands aside under `back` into its place. Undo passes it by, as it does answers:
/// it would write the old practice over answers that were given since. Whether that was done.
fn change_places(session: Session, id: &str, back: Option<&str>) -> bool {
    let keep = |key: String, json| Edit::Keep {
        shelf: Shelf::Learning,
        key,
        json,
    };
    let record = |key: &str| untrack(|| records::record(session, key));
    let mut edits = Vec::new();
    let at = key(id);
    if let Some(now) = record(&at) {
        // A practice without an answer is nothing to keep.
        let begun = practice_from_json(&now).is_ok_and(|now| now.answered.is_empty());
        if !begun {
            edits.push(keep(free_aside(session, id), Some(now)));
        }
        edits.push(keep(at.clone(), None));
    }
    if let Some((back, old)) = back.and_then(|back| Some((back, record(back)?))) {
        edits.push(keep(at, Some(old)));
        edits.push(keep(back.to_owned(), None));
    }
    session.record(Edit::Several(edits)).is_ok()
}

/// Begins again under a definition: what was practised is put aside. Whether that was done.
pub fn begin_again(session: Session, id: &str) -> bool {
    change_places(session, id, None)
}

/// A practice that was put aside.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Aside {
    key: String,
    /// Its answers, and the day of the last one; `None` for what cannot be read.
    answers: Option<(usize, Option<Day>)>,
}

/// The practices that were put aside under a definition, the last one last. Listens to what is kept.
fn asides(session: Session, id: &str) -> Vec<Aside> {
    let all = records::records(session, ASIDE).into_iter();
    let of = all.filter_map(|kept| match practice_from_json(&kept.json) {
        // An id may look like another one with a number.
        Ok(practice) => (practice.rulebook == id).then(|| Aside {
            key: kept.key,
            answers: Some((
                practice.answered.len(),
                practice.answered.last().map(|last| last.on),
            )),
        }),
        Err(_) => is_aside_of(&kept.key, id).then_some(Aside {
            key: kept.key,
            answers: None,
        }),
    });
    let mut all: Vec<Aside> = of.collect();
    all.sort_by_key(|aside| aside.answers.and_then(|(_, on)| on));
    all
}

fn save(session: Session, key: &str) {
    let old = untrack(|| records::record(session, key));
    let text = old.map(|json| json.to_string()).unwrap_or_default();
    if download("practice.json", "application/json", &text).is_err() {
        session.warn("The file could not be saved. Allow downloads for this page and try again.");
    }
}

/// The practices that were put aside, to be brought back. What is practised now goes aside for it, so that nothing is lost.
#[component]
pub fn Asides(session: Session, id: String) -> impl IntoView {
    let shown = {
        let id = id.clone();
        Memo::new(move |_| asides(session, &id))
    };
    let id = StoredValue::new(id);
    let one = move |aside: Aside| {
        let key = StoredValue::new(aside.key);
        let bring = move |_| {
            if id.with_value(|id| key.with_value(|key| change_places(session, id, Some(key)))) {
                session.say("The answers are back. What you practised since is put aside.");
            }
        };
        match aside.answers {
            Some((answers, on)) => {
                let answers = words::counted(answers as u64, "answer");
                let until = on.map(|on| format!(", until {}", words::day(on)));
                let said = format!("{answers}{}", until.unwrap_or_default());
                let label = format!("Bring back {said}");
                view! {
                    <li>
                        {said} " "
                        <button type="button" class="link" aria-label=label on:click=bring>
                            "Bring back"
                        </button>
                    </li>
                }
                .into_any()
            }
            None => view! {
                <li>
                    "One that cannot be read "
                    <button
                        type="button"
                        class="link"
                        on:click=move |_| key.with_value(|key| save(session, key))
                    >
                        "Save it as a file"
                    </button>
                </li>
            }
            .into_any(),
        }
    };
    move || {
        let all = shown.get();
        (!all.is_empty()).then(|| {
            view! {
                <h4>"Put aside"</h4>
                <ul class="drill-alike">{all.into_iter().map(one).collect_view()}</ul>
            }
        })
    }
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
    let save_old = move |_| id.with_value(|id| save(session, &key(id)));
    let begin = move |_| {
        if id.with_value(|id| change_places(session, id, None)) {
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
                <button type="button" class="button" on:click=save_old>
                    "Save the old one as a file"
                </button>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::is_aside_of;

    #[test]
    fn keys_aside_tell_their_definition() {
        let check = |key: &str, expected: bool| {
            assert_eq!(is_aside_of(key, "house"), expected, "{key}");
        };
        check("practice-aside/house", true);
        check("practice-aside/house-2", true);
        check("practice-aside/house-of-cards", false);
        check("practice-aside/houses", false);
        check("practice/house", false);
    }
}
