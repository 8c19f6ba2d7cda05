//! The results of a quiz, as its host logged them: the details of the widget's events as JSON, one a line or in one list.
//!
//! Counts what each variant brought, and makes a contact of each result. What is no event, or a damaged one, is told as a problem.
//! [`crate::Problem::column`] is the place in the list there, from 1, where the events stand in one.

use crate::decode::decode;
use crate::problem::{Problem, Problems, shown};
use crate::reader::Progress;
use crate::sniff::{self, Encoding, MAX_BYTES, Refusal};
use model::quiz::Tally;
use serde_json::{Map, Value};
use thiserror::Error;

mod detail;
mod import;
mod once;
mod values;

pub use import::{QUIZ_ATTRIBUTES, ResultsImport, ResultsJob};

use detail::{Told, told};
use once::Once;
use values::{Found, Values};

/// Variants that are counted, and results of each. No quiz has as many; a log that was tampered with may.
const MOST_DIFFERENT: usize = 1_000;

/// What a file with a quiz's events holds.
#[derive(Clone, Debug, Default)]
pub struct QuizResults {
    /// The results, each once, in the order in which they were met.
    pub results: Vec<QuizResult>,
    /// What each variant of each quiz brought.
    pub tallies: Vec<Tally>,
    /// Events of the widget that neither count nor make a contact: that it was ready, each step, what went wrong.
    pub others: u32,
    /// Results that came again: the submit after the result, and what was sent more than once.
    pub repeated: u32,
    /// What is no event, or a damaged one.
    pub problems: Problems,
}

/// A result of a quiz: what a visitor answered and was told.
#[derive(Clone, Debug, PartialEq)]
pub struct QuizResult {
    /// The quiz's id; empty where the event names none.
    pub quiz: String,
    /// The variant's id, if the quiz has variants.
    pub variant: Option<String>,
    /// What tells it from every other: as the widget sent it, else made of what it says.
    pub submission: String,
    /// What would tell it if the widget had sent nothing for that: the same log may lack it at one time and have it at another.
    derived: String,
    /// What it says, as a number.
    content: u128,
    /// The stage the visitor was told.
    pub stage: model::Stage,
    /// The id and the title of the result the visitor was shown.
    pub shown: (String, String),
    /// The contact: `attributes` and `signals`.
    pub contact: Value,
    /// The answers, by the ids of the questions.
    pub answers: Map<String, Value>,
    /// The first and the last visit's campaign parameters, referrer and landing page.
    pub attribution: Map<String, Value>,
    /// What they said when they were asked for consent; `None` when nobody asked.
    pub consent: Option<bool>,
    /// Members of the event that this version does not know.
    pub extra: Map<String, Value>,
}

/// Why a file is not read at all. The sentence is meant for the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ResultsRefusal {
    /// No bytes, or nothing but blanks.
    #[error("This file is empty. There are no quiz results in it.")]
    Empty,
    /// No text.
    #[error(
        "This is not a text file. Quiz results are JSON, one event on each line (.jsonl) or one list (.json)."
    )]
    NotText,
    /// More bytes than fit in a browser tab.
    #[error(
        "This file is larger than 256 MB. Split it between two lines and open the parts one after another."
    )]
    TooLarge,
}

/// Reads a file with a quiz's events, a slice at a time.
#[derive(Debug)]
pub struct ResultsReader {
    text: String,
    values: Values,
    once: Once,
    found: QuizResults,
}

impl ResultsReader {
    /// A reader that has read nothing yet. Bring the bytes to NFC before.
    ///
    /// # Errors
    /// When they are none, no text, or more than [`MAX_BYTES`]. Everything else is told in [`QuizResults::problems`].
    pub fn new(bytes: Vec<u8>) -> Result<ResultsReader, ResultsRefusal> {
        let (text, unreadable) = text(bytes)?;
        let mut found = QuizResults::default();
        if unreadable > 0 {
            found.problems.add(|| Problem {
                what: format!(
                    "In {unreadable} places there are bytes that are no letters; they are read as “\u{fffd}”."
                ),
                ..nowhere()
            });
        }
        Ok(ResultsReader {
            text,
            values: Values::new(),
            once: Once::default(),
            found,
        })
    }

    /// Reads up to so many events more. Done is told in bytes.
    pub fn step(&mut self, max_events: u32) -> Progress {
        let mut finished = false;
        for _ in 0..max_events.max(1) {
            let Some(found) = self.values.next(&self.text) else {
                finished = true;
                break;
            };
            self.found.look_at(found, &mut self.once);
        }
        Progress {
            done: self.values.at as u64,
            of: self.text.len() as u64,
            rows: u32::try_from(self.found.results.len()).unwrap_or(u32::MAX),
            finished,
        }
    }

    /// What was read so far.
    #[must_use]
    pub fn finish(mut self) -> QuizResults {
        self.once.name(&mut self.found.results);
        self.found
    }
}

impl QuizResults {
    /// Reads a file in one go, see [`ResultsReader`].
    ///
    /// # Errors
    /// As [`ResultsReader::new`].
    pub fn read(bytes: &[u8]) -> Result<QuizResults, ResultsRefusal> {
        let mut reader = ResultsReader::new(bytes.to_vec())?;
        while !reader.step(10_000).finished {}
        Ok(reader.finish())
    }

    fn look_at(&mut self, found: Found<'_>, once: &mut Once) {
        match found {
            Found::Value {
                line,
                place,
                text,
                value,
            } => {
                if let Err(what) = self.take(value, once) {
                    self.problems.add(|| Problem {
                        line,
                        column: place,
                        value: shown(text),
                        what,
                        ..nowhere()
                    });
                }
            }
            Found::Damage {
                line,
                place,
                text,
                what,
            } => self.problems.add(|| Problem {
                line,
                column: place,
                value: shown(text),
                what: what.to_owned(),
                ..nowhere()
            }),
        }
    }

    /// Counts an event; what is wrong with it, if anything is.
    fn take(&mut self, value: Value, once: &mut Once) -> Result<(), String> {
        let event = told(value)?;
        let (quiz, variant) = (event.quiz.as_str(), event.variant.as_deref());
        let is = |t: &&Tally| t.quiz == quiz && t.variant.as_deref() == variant;
        let tally = self.tallies.iter().find(is);
        if tally.is_none() && self.tallies.len() >= MOST_DIFFERENT {
            return Err(format!(
                "This is a version beyond the first {MOST_DIFFERENT} of this file. The event was left out."
            ));
        }
        match event.told {
            Told::Seen => Tally::count(&mut self.tallies, quiz, variant, |tally| {
                tally.seen = tally.seen.saturating_add(1);
            }),
            Told::Started => Tally::count(&mut self.tallies, quiz, variant, |tally| {
                tally.started = tally.started.saturating_add(1);
            }),
            Told::Other => self.others = self.others.saturating_add(1),
            Told::Counted(stage) => {
                Tally::count(&mut self.tallies, quiz, variant, |tally| {
                    tally.complete(stage, "");
                });
                return Err("This result came without its contact: it is counted, but no contact can be made of it. Log the whole detail of the event.".to_owned());
            }
            Told::Result(kind, result) => {
                let shown = &result.shown.0;
                if once.is_repeated(kind, &result, &mut self.results) {
                    self.repeated = self.repeated.saturating_add(1);
                    return Ok(());
                }
                // A name of a result that is one too many is counted without it.
                let full = tally.is_some_and(|t| {
                    t.results.len() >= MOST_DIFFERENT && t.results.iter().all(|(id, _)| id != shown)
                });
                Tally::count(&mut self.tallies, quiz, variant, |tally| {
                    tally.complete(result.stage, if full { "" } else { shown });
                });
                self.results.push(*result);
            }
        }
        Ok(())
    }
}

/// The text of a file, and how many places in it are none.
fn text(bytes: Vec<u8>) -> Result<(String, u64), ResultsRefusal> {
    if bytes.len() > MAX_BYTES {
        return Err(ResultsRefusal::TooLarge);
    }
    let (encoding, mark) = match sniff::sniff(&bytes) {
        Ok(found) => found,
        Err(Refusal::Json) => (Encoding::Utf8, 0),
        Err(Refusal::Empty) => return Err(ResultsRefusal::Empty),
        Err(Refusal::TooLarge) => return Err(ResultsRefusal::TooLarge),
        Err(_) => return Err(ResultsRefusal::NotText),
    };
    let (text, unreadable) = if encoding == Encoding::Utf8 {
        match String::from_utf8(bytes) {
            Ok(text) => (text, 0),
            Err(error) => decoded(encoding, error.as_bytes().get(mark..)),
        }
    } else {
        decoded(encoding, bytes.get(mark..))
    };
    // A mark of the encoding is no text either.
    let blank = |c: char| c.is_whitespace() || c == '\u{feff}';
    match text.chars().all(blank) {
        true => Err(ResultsRefusal::Empty),
        false => Ok((text, unreadable)),
    }
}

fn decoded(encoding: Encoding, bytes: Option<&[u8]>) -> (String, u64) {
    let mut text = String::new();
    let (_, unreadable) = decode(encoding, bytes.unwrap_or_default(), true, &mut text);
    (text, unreadable)
}

/// A problem of the whole file, to be filled in.
fn nowhere() -> Problem {
    Problem {
        line: 0,
        column: 0,
        header: String::new(),
        value: String::new(),
        what: String::new(),
    }
}

#[cfg(test)]
mod tests;
