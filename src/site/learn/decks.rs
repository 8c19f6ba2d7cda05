//! The decks that are kept: records under `deck/`.

use super::records;
use crate::session::Session;
use exchange::{Deck, read_deck};
use leptos::prelude::*;
use model::Rulebook;
use serde_json::Value;

const PREFIX: &str = "deck/";

/// A deck that is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptDeck {
    /// What tells it apart here and stands in addresses. The deck's own id may change, and two may share one.
    pub key: String,
    /// Its JSON.
    pub json: Value,
    /// The deck; or the sentence that says why it is none yet.
    pub deck: Result<Deck, String>,
}

impl KeptDeck {
    /// What it is called: its title, or else its id, or else its key.
    pub fn title(&self) -> String {
        let named = |member: &str| {
            let text = self.json.get(member)?.as_str()?.trim();
            (!text.is_empty()).then(|| text.to_owned())
        };
        named("title")
            .or_else(|| named("id"))
            .unwrap_or_else(|| self.key.clone())
    }
}

/// All decks, ordered by key. Listens to what is kept.
pub fn kept_decks(session: Session) -> Vec<KeptDeck> {
    let all = records::records(session, PREFIX).into_iter();
    all.filter_map(|kept| {
        let key = kept.key.strip_prefix(PREFIX)?.to_owned();
        Some(of(key, kept.json))
    })
    .collect()
}

/// The deck of this key. Listens to what is kept.
pub fn kept_deck(session: Session, key: &str) -> Option<KeptDeck> {
    let json = records::record(session, &format!("{PREFIX}{key}"))?;
    Some(of(key.to_owned(), json))
}

/// Keeps a deck under a key; undo takes it back. Whether it is kept now.
pub fn keep_deck(session: Session, key: &str, json: Value, label: &str) -> bool {
    records::change(session, &format!("{PREFIX}{key}"), json, label)
}

/// Keeps a deck while one of its members is typed into.
pub fn type_deck(session: Session, key: &str, member: &str, json: Value, label: &str) {
    records::type_in(session, &format!("{PREFIX}{key}"), member, json, label);
}

/// Removes a deck; undo brings it back. Whether it is gone now.
pub fn remove_deck(session: Session, key: &str, label: &str) -> bool {
    records::remove(session, &format!("{PREFIX}{key}"), label)
}

/// A key that no deck has yet, made of an id: `ours`, `ours-2`.
pub fn new_key(session: Session, id: &str) -> String {
    let plain: String = id
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    let plain = if plain.is_empty() { "deck" } else { &plain };
    let taken =
        |key: &str| untrack(|| records::record(session, &format!("{PREFIX}{key}"))).is_some();
    let mut key = plain.to_owned();
    let mut number = 2_u32;
    while taken(&key) {
        key = format!("{plain}-{number}");
        number += 1;
    }
    key
}

/// The rulebook under which a deck's answers are right: its own, else the team's or the published one of its id.
pub fn rulebook_of(session: Session, deck: &Deck) -> Option<Rulebook> {
    session.look(|desk| {
        let own = desk.workspace.rulebooks();
        let known = |id: &str| own.iter().find(|rulebook| rulebook.id == id).cloned();
        match &deck.rulebook {
            exchange::DeckRulebook::Own(rulebook) => Some((**rulebook).clone()),
            exchange::DeckRulebook::Known(id) => {
                known(id).or_else(|| model::published_rulebook(id).cloned())
            }
        }
    })
}

fn of(key: String, json: Value) -> KeptDeck {
    let deck = read_deck(&json).map_err(|refusal| refusal.to_string());
    KeptDeck { key, json, deck }
}
