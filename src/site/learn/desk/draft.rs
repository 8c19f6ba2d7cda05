//! The deck that is open, and how it changes. Every change is kept at once, whole or not: a half-written case survives a reload.

use super::super::decks;
use crate::clock;
use crate::session::Session;
use exchange::{
    DeckProblems, cases_of, deck_for_others, deck_problems, read_deck, set_member_of, text_of,
};
use leptos::prelude::*;
use model::{Day, Rulebook, parse_rulebook};
use serde_json::{Value, json};

/// The deck of a key. A handle: copies share it.
#[derive(Clone, Copy)]
pub struct Draft {
    /// The program it is open in.
    pub session: Session,
    key: StoredValue<String>,
    /// Its JSON; null where there is no such deck.
    pub json: Memo<Value>,
    /// The rulebook by which its answers are right; `None` where it is not here.
    pub rulebook: Memo<Option<Rulebook>>,
}

impl Draft {
    /// The kept deck of this key.
    pub fn new(session: Session, key: &str) -> Draft {
        let key = StoredValue::new(key.to_owned());
        let json = Memo::new(move |_| {
            let kept = key.with_value(|key| decks::kept_deck(session, key));
            kept.map_or(Value::Null, |kept| kept.json)
        });
        let named = Memo::new(move |_| json.with(|json| json.get("rulebook").cloned()));
        let rulebook = Memo::new(move |_| {
            session.rules.track();
            named.with(|named| rulebook_named(session, named.as_ref()?))
        });
        Draft {
            session,
            key,
            json,
            rulebook,
        }
    }

    /// Its key.
    pub fn key(self) -> String {
        self.key.get_value()
    }

    /// Whether there is such a deck.
    pub fn is_there(self) -> bool {
        self.json.with(Value::is_object)
    }

    /// The text of a member of the deck.
    pub fn text(self, member: &str) -> String {
        self.json.with(|json| text_of(json, member).to_owned())
    }

    /// What it is called.
    pub fn title(self) -> String {
        let title = self.text("title");
        match title.trim().is_empty() {
            true => "Untitled deck".to_owned(),
            false => title,
        }
    }

    /// As of which day its stages are right; where it says none, that of the workspace.
    pub fn as_of(self) -> Day {
        let written = self.json.with(|json| Day::parse(text_of(json, "as_of")));
        written.unwrap_or_else(|| self.session.look(|desk| desk.workspace.as_of()))
    }

    /// How many cases it has.
    pub fn count(self) -> usize {
        self.json.with(|json| cases_of(json).len())
    }

    /// A case as it stands; null where there is none at this place.
    pub fn case(self, at: usize) -> Value {
        self.json
            .with(|json| cases_of(json).get(at).cloned().unwrap_or(Value::Null))
    }

    /// What is wrong with it.
    pub fn problems(self) -> DeckProblems {
        self.json.with(|json| {
            self.rulebook
                .with(|rulebook| deck_problems(json, rulebook.as_ref()))
        })
    }

    /// What others get, as JSON: with a definition that others do not have as it is here.
    pub fn for_others(self) -> Value {
        self.json.with(|json| {
            self.rulebook
                .with(|rulebook| deck_for_others(json, rulebook.as_ref()))
        })
    }

    /// What others get, if it is whole.
    pub fn ready(self) -> Option<exchange::Deck> {
        read_deck(&self.for_others())
            .ok()
            .filter(|deck| !deck.cases.is_empty())
    }

    /// Makes a change that undo takes back.
    pub fn change(self, label: &str, change: impl FnOnce(&mut Value)) {
        let mut json = self.json.get_untracked();
        change(&mut json);
        if self.json.with_untracked(|before| *before != json) {
            decks::keep_deck(self.session, &self.key(), json, &format!("Deck: {label}"));
        }
    }

    /// As [`Draft::change`] while something is typed into: all letters into the same `place` are one step of undo.
    pub fn type_in(self, place: &str, label: &str, change: impl FnOnce(&mut Value)) {
        let mut json = self.json.get_untracked();
        change(&mut json);
        if self.json.with_untracked(|before| *before != json) {
            decks::type_deck(
                self.session,
                &self.key(),
                place,
                json,
                &format!("Deck: {label}"),
            );
        }
    }

    /// Makes a change of one case.
    pub fn change_case(self, at: usize, label: &str, change: impl FnOnce(&mut Value)) {
        self.change(label, |deck| {
            if let Some(case) = exchange::case_at(deck, at) {
                change(case);
            }
        });
    }

    /// Makes a change of one case while it is typed into.
    pub fn type_case(self, at: usize, member: &str, label: &str, change: impl FnOnce(&mut Value)) {
        let id = text_of(&self.case(at), "id").to_owned();
        self.type_in(&format!("{id}/{member}"), label, |deck| {
            if let Some(case) = exchange::case_at(deck, at) {
                change(case);
            }
        });
    }

    /// Says what was done; nothing where nothing can be done, as this page only reads along.
    pub fn say(self, text: impl Into<String>) {
        if !self.session.read_only.get_untracked() {
            self.session.say(text);
        }
    }

    /// Sets a member of the deck.
    pub fn set(self, member: &str, value: Option<Value>, label: &str) {
        self.change(label, |deck| set_member_of(deck, member, value));
    }
}

/// The rulebook that a deck names, with the team's ideal customer, or the one that it brings.
pub fn rulebook_named(session: Session, named: &Value) -> Option<Rulebook> {
    match named {
        Value::String(id) => decks::rulebook_with_id(session, id),
        Value::Object(_) => parse_rulebook(named).ok(),
        _ => None,
    }
}

/// Keeps a deck that came from elsewhere or was just made, under a key of its own; gives the key, or nothing where it could not be kept,
/// which is said on the screen.
pub fn keep_new(session: Session, json: Value, label: &str) -> Option<String> {
    let key = decks::new_key(session, &json);
    decks::keep_deck(session, &key, json, label);
    untrack(|| decks::kept_deck(session, &key)).map(|kept| kept.key)
}

/// An id for a new deck, that no other is likely to have: results of a class name it.
pub fn new_id() -> String {
    format!("deck-{}", letters(clock::seed()))
}

/// Seven letters that are others for each of some billions of numbers in a row.
fn letters(seed: u64) -> String {
    const LETTERS: &[u8; 24] = b"abcdefghjkmnpqrstuvwxyz2";
    const ALL: u64 = 24_u64.pow(7);
    // The factor has no divisor in common with 24, so that no two of so many numbers come to the same; it makes neighbours look unlike.
    let mut rest = (seed % ALL).wrapping_mul(2_862_933_557) % ALL;
    let mut letters = String::new();
    for _ in 0..7 {
        let at = usize::try_from(rest % 24).unwrap_or(0);
        letters.push(char::from(LETTERS.get(at).copied().unwrap_or(b'a')));
        rest /= 24;
    }
    letters
}

/// A case about which nothing is said yet.
pub fn blank_case() -> Value {
    json!({ "text": "", "answer": "", "explanation": "" })
}

#[cfg(test)]
mod tests {
    use super::letters;
    use std::collections::BTreeSet;

    #[test]
    fn decks_made_one_after_another_have_ids_of_their_own() {
        let ids: BTreeSet<String> = (0..20_000)
            .map(|at| letters(1_795_000_000_000 + at))
            .collect();
        assert_eq!(ids.len(), 20_000);
        assert!(ids.iter().all(|id| id.len() == 7));
    }
}
