//! What a contact is, and why: facts, rulebooks and the engine that stages and scores.
//!
//! A [`Table`] holds contacts as columns. A [`Rulebook`] is a definition of lead, prospect and opportunity, read from JSON by
//! [`parse_rulebook`]. Pure: no I/O, no clock, no randomness, no browser. Texts are compared as they stand, so bring them to NFC
//! before they come here.

mod apply;
mod assessments;
mod bits;
mod change;
pub mod compare;
mod condition;
mod day;
mod dictionary;
mod edit;
mod edit_json;
mod engagement;
mod engine;
pub mod facts;
mod grade;
mod history;
mod hypotheses;
pub mod json;
mod lanes;
mod list_json;
mod moves;
mod override_json;
mod parse;
mod parse_condition;
mod parse_criteria;
mod path;
mod profile;
mod profile_json;
mod program;
mod published;
mod question;
mod refusal;
mod rows_json;
mod rulebook;
mod spot;
mod stage;
mod table;
mod workspace;

pub use assessments::Assessments;
pub use change::Change;
pub use condition::{Condition, Did, Kinds, Scalar, Test};
pub use day::Day;
pub use dictionary::{Dictionary, Kind};
pub use edit::{Edit, EditError, Fact, FactRun};
pub use edit_json::{edit_from_json, edit_to_json};
pub use engine::Engine;
pub use grade::Grade;
pub use history::History;
pub use list_json::{list_from_json, list_to_json};
pub use parse::{RULEBOOK_FORMAT, RulebookError, STALE_AFTER_DAYS, parse_rulebook};
pub use path::PathStep;
pub use profile::{ITEM_POINTS, Profile, ProfileItem, Wanted};
pub use profile_json::{profile_from_json, profile_to_json};
pub use published::{DEFAULT_RULEBOOK, published, published_rulebook};
pub use question::Question;
pub use refusal::{MemberPath, Refusal, Step};
pub use rows_json::{RowsError, read_rows, write_rows};
pub use rulebook::{Criterion, Disqualifier, EngagementRow, FitItem, Play, Rulebook, Tier};
pub use stage::{Gate, Stage, Verdict};
pub use table::{Column, Entry, Override, SignalColumn, Table};
pub use workspace::{List, OWN_FIT, Workspace, WorkspaceParts};
