//! What a contact is, and why: facts, rulebooks and the engine that stages and scores.
//!
//! A [`Table`] holds contacts as columns. A [`Rulebook`] is a definition of lead, prospect and opportunity, read from JSON by
//! [`parse_rulebook`]. Pure: no I/O, no clock, no randomness, no browser. Texts are compared as they stand, so bring them to NFC
//! before they come here.

mod apply;
mod change;
pub mod compare;
mod condition;
mod day;
mod definitions;
mod dictionary;
mod edit;
pub mod facts;
mod history;
mod profile;
mod rulebook;
mod stage;
mod table;
mod workspace;

pub use change::Change;
pub use condition::{Condition, Did, Kinds, Scalar, Test};
pub use day::Day;
pub use dictionary::{Dictionary, Kind};
pub use edit::{Edit, EditError, Fact, FactRun};
pub use history::History;
pub use profile::{ITEM_POINTS, Profile, ProfileItem, Wanted};
pub use rulebook::{Criterion, Disqualifier, EngagementRow, FitItem, Play, Rulebook, Tier};
pub use stage::{Gate, Stage, Verdict};
pub use table::{Column, Entry, Override, SignalColumn, Table};
pub use workspace::{DEFAULT_DEFINITION, List, OWN_FIT, Workspace, WorkspaceParts};
