//! The page of one deck's test: how it begins, the test that runs, or what came of it last.

use super::asking::Asking;
use super::beginning::Beginning;
use super::outcome::Outcome;
use super::short;
use crate::learn::address::Page;
use crate::learn::decks::{KeptDeck, kept_deck};
use crate::learn::records;
use crate::session::Session;
use exchange::{Attempt, Deck, Sitting};
use leptos::prelude::*;
use serde_json::Value;

/// The key of the record of a deck's test.
pub fn record_key(deck: &str) -> String {
    format!("test/{deck}")
}

/// One attempt at a deck, from 0. Listens to what is kept.
pub fn attempt(session: Session, key: &str, number: usize) -> Option<Attempt> {
    let record = records::record(session, &record_key(key))?;
    Attempt::read_all(&record).into_iter().nth(number)
}

/// What is on the screen of a test.
#[derive(Clone, PartialEq)]
enum Shown {
    /// There is no such deck.
    Missing,
    /// There is one, but it cannot be read: its title, and why.
    Unreadable(String, String),
    /// The test has not begun.
    Beginning,
    /// It runs.
    Asking,
    /// It was taken: the number of the last attempt.
    Outcome(usize),
}

/// The test of the deck with this key.
#[component]
pub fn TestPage(
    session: Session,
    key: String,
    /// Whether it begins once more.
    again: bool,
) -> impl IntoView {
    let kept: Memo<Option<KeptDeck>> = Memo::new({
        let key = key.clone();
        move |_| kept_deck(session, &key)
    });
    let record: Memo<Option<Value>> = Memo::new({
        let key = record_key(&key);
        move |_| records::record(session, &key)
    });
    let shown = Memo::new(move |_| {
        let deck = kept.get().map(|kept| (kept.title(), kept.deck));
        let record = record.get().unwrap_or_default();
        let last = Attempt::read_all(&record).len().checked_sub(1);
        match (deck, last) {
            (None, None) => Shown::Missing,
            (Some((title, Err(why))), _) => Shown::Unreadable(title, why),
            (Some((_, Ok(deck))), _) if Sitting::read(&record, &deck).is_some() => Shown::Asking,
            (_, Some(last)) if !again => Shown::Outcome(last),
            (Some(_), _) => Shown::Beginning,
            (None, Some(last)) => Shown::Outcome(last),
        }
    });
    let deck = move || -> Option<Deck> { kept.get_untracked().and_then(|kept| kept.deck.ok()) };
    move || {
        match (shown.get(), deck()) {
        (Shown::Beginning, Some(deck)) => {
            let key = key.clone();
            view! { <Beginning session key deck /> }.into_any()
        }
        (Shown::Asking, Some(deck)) => {
            let key = key.clone();
            view! { <Asking session key deck record /> }.into_any()
        }
        (Shown::Outcome(number), _) => {
            let key = key.clone();
            view! { <Outcome session key number /> }.into_any()
        }
        (Shown::Unreadable(title, why), _) => view! {
            <h2 tabindex="-1">{short(&title)}</h2>
            <p class="taking-refusal">{why}</p>
            <p>
                "This deck cannot be taken as it is. "
                <a class="link" href=Page::Desk(key.clone()).hash()>
                    "Open it in the trainer’s desk"
                </a>
            </p>
        }
        .into_any(),
        _ => view! {
            <h2 tabindex="-1">"This deck is not here"</h2>
            <p>
                "It was removed, or it is kept in another browser. Ask for its link or its file and open it there. "
                <a class="link" href=Page::Test(None).hash()>
                    "All tests"
                </a>
            </p>
        }
        .into_any(),
    }
    }
}
