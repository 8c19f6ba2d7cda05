//! A deck as the player and the formats have it: texts to show, ids that every platform takes.

use super::zip::crc;
use crate::deck::{Deck, option_label};
use model::Stage;
use serde_json::{Map, Value};
use std::collections::HashSet;

/// The most characters of an id: platforms take 250 or more.
const MOST: usize = 60;

/// A deck without facts and rules.
pub(super) struct Played {
    /// The deck's id of ASCII letters, digits and `_`.
    pub(super) name: String,
    /// The deck's own id.
    pub(super) id: String,
    pub(super) title: String,
    /// The language of the texts; empty where it is not said, or is no tag of a language, which would break a file's schema.
    pub(super) lang: String,
    pub(super) pass_mark: Option<f64>,
    pub(super) cases: Vec<PlayedCase>,
}

/// A case.
pub(super) struct PlayedCase {
    /// Of ASCII letters, digits and `_`, its own within the deck.
    pub(super) id: String,
    pub(super) text: String,
    pub(super) options: Vec<PlayedOption>,
    /// The place of the right option.
    pub(super) right: usize,
    pub(super) explanation: String,
}

/// What there is to choose.
pub(super) struct PlayedOption {
    /// The id of a stage, or a letter; its own within the case.
    pub(super) code: String,
    pub(super) text: String,
}

impl Played {
    pub(super) fn new(deck: &Deck) -> Played {
        let mut ids = HashSet::new();
        let mut cases = Vec::with_capacity(deck.cases.len());
        let usual = deck.usual_options();
        for (at, case) in deck.cases.iter().enumerate() {
            let mut id = plain(&case.id, "case");
            if !ids.insert(id.clone()) {
                let number = (at + 1..).map(|number| format!("{id}_{number}"));
                let free = number.into_iter().find(|id| !ids.contains(id));
                id = free.unwrap_or_default();
                ids.insert(id.clone());
            }
            let chosen: Vec<&str> = match case.options.is_empty() {
                true => usual.clone(),
                false => case.options.iter().map(String::as_str).collect(),
            };
            let right = chosen.iter().position(|option| *option == case.answer);
            let options = chosen
                .iter()
                .zip('a'..='z')
                .map(|(option, letter)| PlayedOption {
                    code: Stage::from_id(option).map_or(letter.to_string(), |s| s.id().to_owned()),
                    text: option_label(option).to_owned(),
                });
            cases.push(PlayedCase {
                id,
                text: case.text.clone(),
                options: options.collect(),
                right: right.unwrap_or(0),
                explanation: case.explanation.clone(),
            });
        }
        Played {
            name: plain(&deck.id, "deck"),
            id: deck.id.clone(),
            title: deck.title.clone(),
            lang: if is_language(&deck.lang) {
                deck.lang.clone()
            } else {
                String::new()
            },
            pass_mark: deck.pass_mark,
            cases,
        }
    }

    /// The language of the texts, for formats that must have one.
    pub(super) fn language(&self) -> &str {
        match self.lang.is_empty() {
            true => "en",
            false => &self.lang,
        }
    }

    /// The script that hands the cases to the player.
    pub(super) fn script(&self) -> String {
        let mut deck = Map::new();
        deck.insert("title".to_owned(), self.title.as_str().into());
        deck.insert("lang".to_owned(), self.lang.as_str().into());
        deck.insert("pass".to_owned(), self.pass_mark.into());
        deck.insert("cases".to_owned(), self.cases.iter().map(case).collect());
        // What was remembered of another deck, or of this one before it was changed, is not taken up again.
        let mark = format!(
            "{:08x}",
            crc(Value::from(deck.clone()).to_string().as_bytes())
        );
        deck.insert("mark".to_owned(), mark.into());
        format!(
            "\"use strict\";\nglobalThis.leadlens = {{ deck: {} }};\n",
            Value::Object(deck)
        )
    }
}

fn case(case: &PlayedCase) -> Value {
    let option = |option: &PlayedOption| {
        let members = [("code", option.code.as_str()), ("text", &option.text)];
        object(members.map(|(key, text)| (key, text.into())))
    };
    object([
        ("id", case.id.as_str().into()),
        ("text", case.text.as_str().into()),
        ("options", case.options.iter().map(option).collect()),
        ("right", case.right.into()),
        ("explanation", case.explanation.as_str().into()),
    ])
}

fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
    let members = members
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value));
    Value::Object(members.collect())
}

/// Whether a text has the form of a language's tag (BCP 47): letters, then parts of letters and digits, none over eight long.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or("");
    (2..=8).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        })
}

/// An id of ASCII letters, digits and `_` that begins with a letter: what all the formats take.
fn plain(id: &str, other: &str) -> String {
    let mut out = String::new();
    for letter in id.chars() {
        if letter.is_ascii_alphanumeric() {
            out.push(letter);
        } else if !out.ends_with('_') && !out.is_empty() {
            out.push('_');
        }
        if out.len() >= MOST {
            break;
        }
    }
    let out = out.trim_matches('_');
    match out.starts_with(|c: char| c.is_ascii_alphabetic()) {
        true => out.to_owned(),
        false if out.is_empty() => other.to_owned(),
        false => [other, "_", out].concat(),
    }
}
