//! Why a contact stands where it stands and what to do next, in words. Fetched apart: the list with its stages is there before.

use crate::later::NotFetched;
use crate::session::{Desk, Session};
use crate::slice::wait;
use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use model::{Gate, missing_for, missing_sentence, re_engage};
use std::cell::Cell;

/// What there is to say about a contact.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// Why it stands where it stands.
    pub why: String,
    /// What to do next.
    pub next: String,
    /// Whether that should not wait.
    pub alert: bool,
}

/// What says it. Each takes the row of a contact.
#[derive(Clone, Copy)]
pub struct Sentences {
    /// Why a contact stands where it stands, in a line.
    pub why: fn(&Desk, u32) -> String,
    /// What to do next, in a few words.
    pub next: fn(&Desk, u32) -> String,
    /// Both.
    pub said: fn(&Desk, u32) -> Said,
    /// Which facts keep the whole list from having leads or prospects under the definition in use, if some do.
    pub missing: fn(&Desk) -> Option<String>,
}

/// Milliseconds until it is fetched again, should it not have come.
const AGAIN_AFTER: i32 = 5_000;

thread_local! {
    static AT_HAND: Cell<Option<Sentences>> = const { Cell::new(None) };
}

/// What says it, if it was fetched.
pub fn at_hand() -> Option<Sentences> {
    AT_HAND.get()
}

/// Fetches what says it.
///
/// # Errors
/// It cannot be fetched now.
pub async fn fetch() -> Result<Sentences, NotFetched> {
    if let Some(here) = at_hand() {
        return Ok(here);
    }
    let fetched = sentences().await?;
    AT_HAND.set(Some(fetched));
    Ok(fetched)
}

/// Fetches what says it and puts it into a signal, again and again until it is there or the room is gone.
pub fn fetch_into(session: Session, here: RwSignal<Option<Sentences>>) {
    leptos::task::spawn_local(async move {
        loop {
            match fetch().await {
                Ok(fetched) => {
                    here.try_set(Some(fetched));
                    return;
                }
                Err(why) => session.warn(why.to_string()),
            }
            wait(AGAIN_AFTER).await;
            if here.is_disposed() {
                return;
            }
        }
    });
}

#[wasm_split(words, wasm_split_path = leptos::wasm_split, fallible)]
fn sentences() -> Result<Sentences, NotFetched> {
    Ok(Sentences {
        why,
        next,
        said,
        missing,
    })
}

fn why(desk: &Desk, row: u32) -> String {
    let mut speaker = desk.speaker.borrow_mut();
    let why = speaker.why(&desk.rulebook, &desk.engine, desk.workspace.table(), row);
    // The stage stands in a cell of its own; the line has little room.
    let stage = desk.engine.assessments().stage(row).label();
    match why
        .strip_prefix(stage)
        .and_then(|rest| rest.strip_prefix(": "))
    {
        Some(rest) => rest.to_owned(),
        None => why,
    }
}

fn next(desk: &Desk, row: u32) -> String {
    let mut speaker = desk.speaker.borrow_mut();
    speaker.next_step(&desk.rulebook, &desk.engine, desk.workspace.table(), row)
}

fn said(desk: &Desk, row: u32) -> Said {
    let (table, a) = (desk.workspace.table(), desk.engine.assessments());
    let back = || re_engage(table, row, a.stage(row), desk.engine.as_of()).is_some();
    Said {
        why: why(desk, row),
        next: next(desk, row),
        alert: a.overlaps(row).next().is_some() || back(),
    }
}

fn missing(desk: &Desk) -> Option<String> {
    let [_, lead, prospect, opportunity, ..] = desk.engine.assessments().counts();
    let gate = match (lead + prospect + opportunity, prospect + opportunity) {
        (0, _) => Gate::Lead,
        (_, 0) => Gate::Prospect,
        _ => return None,
    };
    let missing = missing_for(&desk.rulebook, desk.workspace.table(), gate);
    Some(missing_sentence(&desk.rulebook, gate, &missing))
}
