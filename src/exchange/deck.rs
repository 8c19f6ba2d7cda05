//! A trainer's deck: cases to put into stages, each with its right answer. JSON in and out, in a file or in a link.
//!
//! The rules decide what is right: where a case has a contact, [`Deck::check`] says where its answer is not the engine's.

mod bring;
mod changes;
mod check;
mod forms;
mod problems;
mod read;
mod taken;
mod worked;
mod write;

#[cfg(test)]
mod tests;

use crate::link::{open_link, pack_link};
use model::{Day, Rulebook, Stage, json, published_rulebook};
use serde_json::{Map, Value};
use thiserror::Error;

pub use bring::{BroughtDeck, MOST_DECK_BYTES, bring_deck, deck_of_link};
pub use changes::{
    add_case, add_signal, case_at, case_of_story, cases_of, deck_for_others, move_case, new_deck,
    remove_case, remove_signal, set_attribute, set_member_of, signals_of, text_of,
};
pub use check::DeckIssue;
pub use forms::{DecksJob, decks_of_forms, matched_cases};
pub use problems::{DeckProblems, deck_problems};
pub use read::read_deck;
pub use taken::{Attempt, Sitting, code_id, is_enough, with_attempt, with_running};
pub use worked::worked_deck;

/// The format of decks that this version reads and writes.
pub const DECK_FORMAT: &str = "leadlens.deck/1";

/// The most cases of a deck.
pub const MOST_CASES: usize = 10_000;

/// The most options of a case: each has a letter of its own where a learning platform wants one.
pub const MOST_OPTIONS: usize = 20;

/// The most bytes of JSON that a link to a deck may hold.
pub const MOST_LINK_BYTES: usize = 2_000_000;

/// The options of cases that bring none of their own.
const USUAL: [Stage; 4] = [
    Stage::Contact,
    Stage::Lead,
    Stage::Prospect,
    Stage::Opportunity,
];

/// Cases to put into stages. All texts are plain text.
#[derive(Clone, Debug, PartialEq)]
pub struct Deck {
    /// Its id, not blank.
    pub id: String,
    /// Its title, not blank.
    pub title: String,
    /// The language of its texts, such as `en`; empty where it is not said.
    pub lang: String,
    /// The day as of which the stages are right.
    pub as_of: Day,
    /// The definition under which they are right.
    pub rulebook: DeckRulebook,
    /// The share of right answers with which the deck is passed, 0 to 1.
    pub pass_mark: Option<f64>,
    /// The cases, in the order in which they are shown; their ids are their own.
    pub cases: Vec<DeckCase>,
    /// Members that this version does not know.
    pub extra: Map<String, Value>,
}

/// The definition under which a deck's answers are right.
#[derive(Clone, Debug, PartialEq)]
pub enum DeckRulebook {
    /// One that is known by this id.
    Known(String),
    /// One that the deck brings.
    Own(Box<Rulebook>),
}

/// A case: a story, and what stage it is about.
#[derive(Clone, Debug, PartialEq)]
pub struct DeckCase {
    /// Its id, not blank, its own within the deck.
    pub id: String,
    /// The story, not blank.
    pub text: String,
    /// The facts behind the story, a contact's JSON.
    pub contact: Option<Value>,
    /// The right one: the id of a stage, or one of the options as it stands there.
    pub answer: String,
    /// Why it is right; may be empty.
    pub explanation: String,
    /// What there is to choose from, ids of stages or texts of its own: two to [`MOST_OPTIONS`]; empty for [`Deck::usual_options`].
    pub options: Vec<String>,
    /// The seed from which the case was made up.
    pub seed: Option<u64>,
    /// Members that this version does not know.
    pub extra: Map<String, Value>,
}

/// Why a deck's link could not be opened. The sentence is meant for the screen.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum DeckLinkError {
    /// The link itself.
    #[error(transparent)]
    Link(#[from] crate::LinkError),
    /// What it holds is no deck.
    #[error("The deck in this link cannot be read. {0}")]
    Deck(#[from] model::Refusal),
}

/// Why a deck's file could not be read. The sentence is meant for the screen.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum DeckFileError {
    /// It is not JSON.
    #[error("This file is not JSON as Leadlens writes it. {0}")]
    Json(#[from] json::JsonError),
    /// It is JSON, but no deck.
    #[error("The deck in this file cannot be read. {0}")]
    Deck(#[from] model::Refusal),
}

impl Deck {
    /// Reads a deck from the text of a file.
    ///
    /// # Errors
    /// When it is not JSON, or not a deck that this version reads.
    pub fn from_text(text: &str) -> Result<Deck, DeckFileError> {
        Ok(read_deck(&json::parse(text)?)?)
    }

    /// The deck's JSON, unknown members last. [`read_deck`] makes the same deck of it.
    #[must_use]
    pub fn to_json(&self) -> Value {
        write::deck(self)
    }

    /// The deck for the fragment of an address.
    #[must_use]
    pub fn to_link(&self) -> String {
        pack_link(&self.to_json())
    }

    /// Opens what [`Deck::to_link`] made; the `#` is not part of it.
    ///
    /// # Errors
    /// When the link is damaged, newer or larger than [`MOST_LINK_BYTES`], or holds no deck.
    pub fn from_link(link: &str) -> Result<Deck, DeckLinkError> {
        Ok(read_deck(&open_link(link, MOST_LINK_BYTES)?)?)
    }

    /// The rulebook under which the answers are right: the deck's own, else what `known` has under its id, else the published one.
    #[must_use]
    pub fn rulebook<'a>(
        &'a self,
        known: &dyn Fn(&str) -> Option<&'a Rulebook>,
    ) -> Option<&'a Rulebook> {
        match &self.rulebook {
            DeckRulebook::Own(rulebook) => Some(rulebook),
            DeckRulebook::Known(id) => known(id).or_else(|| published_rulebook(id)),
        }
    }

    /// The options of cases that have none of their own: the four stages of the funnel, and what else such a case answers. They are
    /// the same for all, so that they do not give the answer away.
    #[must_use]
    pub fn usual_options(&self) -> Vec<&'static str> {
        let answers = |stage: &Stage| {
            self.cases
                .iter()
                .any(|case| case.options.is_empty() && case.answer == stage.id())
        };
        Stage::ALL
            .iter()
            .filter(|stage| USUAL.contains(stage) || answers(stage))
            .map(|stage| stage.id())
            .collect()
    }

    /// What there is to choose from in a case of this deck.
    #[must_use]
    pub fn options<'a>(&self, case: &'a DeckCase) -> Vec<&'a str> {
        match case.options.is_empty() {
            true => self.usual_options(),
            false => case.options.iter().map(String::as_str).collect(),
        }
    }
}

/// An option as it is shown: the name of a stage, or the text itself.
#[must_use]
pub fn option_label(option: &str) -> &str {
    Stage::from_id(option).map_or(option, |stage| stage.label())
}
