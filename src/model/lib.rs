//! What a contact is, and why: facts, rulebooks and the engine that stages and scores.
//!
//! A [`Table`] holds contacts as columns. A [`Rulebook`] is a definition of lead, prospect and opportunity, read from JSON by
//! [`parse_rulebook`]. Pure: no I/O, no clock, no randomness, no browser. Texts are compared as they stand, so bring them to NFC
//! before they come here.

pub mod compare;
mod condition;
mod day;
mod dictionary;
pub mod facts;
mod rulebook;
mod stage;
mod table;

pub use condition::{Condition, Did, Kinds, Scalar, Test};
pub use day::Day;
pub use dictionary::{Dictionary, Kind};
pub use rulebook::{Criterion, Disqualifier, EngagementRow, FitItem, Play, Rulebook, Tier};
pub use stage::{Gate, Stage, Verdict};
pub use table::{Column, Entry, Override, SignalColumn, Table};
