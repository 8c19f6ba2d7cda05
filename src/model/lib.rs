//! What a contact is, and why: facts, rulebooks and the engine that stages and scores.
//!
//! A [`Table`] holds contacts as columns. A [`Rulebook`] is a definition of lead, prospect and opportunity, read from JSON by
//! [`parse_rulebook`]. Pure: no I/O, no clock, no randomness, no browser. Texts are compared as they stand, so bring them to NFC
//! before they come here.

mod assessment;
mod assessment_json;
mod assessments;
mod bits;
pub mod compare;
mod condition;
mod contact_json;
mod day;
mod dictionary;
mod engagement;
mod engine;
pub mod facts;
mod grade;
mod host;
mod hypotheses;
mod json_out;
mod lanes;
mod marks;
mod moves;
mod node;
mod one;
mod order;
mod parse;
mod parse_condition;
mod parse_criteria;
mod path;
mod program;
mod question;
pub mod quiz;
mod reengage;
mod refusal;
mod row_map;
mod rulebook;
mod spot;
mod stage;
mod table;
mod why;
pub mod words;

// What only the app needs: lists of contacts, edits, files, explanations at length.
#[cfg(feature = "workspace")]
mod apply;
#[cfg(feature = "workspace")]
mod breakdown;
#[cfg(feature = "workspace")]
mod change;
#[cfg(feature = "workspace")]
mod contact_write;
#[cfg(feature = "workspace")]
mod decimal;
#[cfg(feature = "workspace")]
mod edit;
#[cfg(feature = "workspace")]
mod edit_json;
#[cfg(feature = "workspace")]
mod explain;
#[cfg(feature = "workspace")]
mod history;
#[cfg(feature = "workspace")]
pub mod json;
#[cfg(feature = "workspace")]
pub mod learn;
#[cfg(feature = "workspace")]
mod list_json;
#[cfg(feature = "workspace")]
mod missing;
#[cfg(feature = "workspace")]
mod missing_words;
#[cfg(feature = "workspace")]
mod next_move;
#[cfg(feature = "workspace")]
mod override_json;
#[cfg(feature = "workspace")]
mod profile;
#[cfg(feature = "workspace")]
mod profile_json;
#[cfg(feature = "workspace")]
mod published;
#[cfg(feature = "workspace")]
mod rows_json;
#[cfg(feature = "workspace")]
mod shelf;
#[cfg(feature = "workspace")]
mod speaker;
#[cfg(feature = "workspace")]
mod suggestions;
#[cfg(feature = "workspace")]
mod workspace;
#[cfg(feature = "workspace")]
mod workspace_json;

pub use assessment::{Assessment, assess_alone};
pub use assessment_json::write_assessment;
pub use assessments::Assessments;
pub use condition::{Condition, Did, Kinds, Scalar, Test};
pub use contact_json::read_contact;
pub use day::Day;
pub use dictionary::{Dictionary, Kind};
pub use engine::Engine;
pub use grade::Grade;
pub use host::{Host, set_host};
pub use json_out::{JsonOut, Out, WordsOut};
pub use node::Node;
pub use one::One;
pub use parse::{RULEBOOK_FORMAT, RulebookError, STALE_AFTER_DAYS, read_rulebook};
pub use path::PathStep;
pub use question::Question;
pub use reengage::re_engage;
pub use refusal::{MemberPath, Refusal, Refused, Step};
pub use row_map::{RowEntry, RowMap, RowSet};
pub use rulebook::{Criterion, Disqualifier, EngagementRow, FitItem, Play, Rulebook, Tier};
pub use stage::{Gate, Stage, Verdict};
pub use table::{Column, Entry, Override, SignalColumn, Table};

#[cfg(feature = "workspace")]
pub use assessment::assess;
#[cfg(feature = "workspace")]
pub use assessment_json::{assessment_to_json, condition_to_json};
#[cfg(feature = "workspace")]
pub use breakdown::{EngagementShare, FitShare};
#[cfg(feature = "workspace")]
pub use change::Change;
#[cfg(feature = "workspace")]
pub use contact_json::{contact_into_table, contact_table};
#[cfg(feature = "workspace")]
pub use contact_write::contact_to_json;
#[cfg(feature = "workspace")]
pub use edit::{Edit, EditError, Fact, FactRun};
#[cfg(feature = "workspace")]
pub use edit_json::{edit_from_json, edit_to_json};
#[cfg(feature = "workspace")]
pub use explain::{Explanation, Part, explain};
#[cfg(feature = "workspace")]
pub use history::{History, Typing};
#[cfg(feature = "workspace")]
pub use json_out::ValueOut;
#[cfg(feature = "workspace")]
pub use list_json::{list_from_json, list_to_json};
#[cfg(feature = "workspace")]
pub use missing::{MissingFact, Subject, missing_for, missing_sentence};
#[cfg(feature = "workspace")]
pub use parse::parse_rulebook;
#[cfg(feature = "workspace")]
pub use profile::{ITEM_POINTS, Profile, ProfileItem, Wanted};
#[cfg(feature = "workspace")]
pub use profile_json::{profile_from_json, profile_to_json};
#[cfg(feature = "workspace")]
pub use published::{DEFAULT_RULEBOOK, published, published_rulebook, published_texts};
#[cfg(feature = "workspace")]
pub use refusal::describe;
#[cfg(feature = "workspace")]
pub use rows_json::{RowsError, read_rows, write_rows};
#[cfg(feature = "workspace")]
pub use shelf::{Kept, Shelf};
#[cfg(feature = "workspace")]
pub use speaker::Speaker;
#[cfg(feature = "workspace")]
pub use suggestions::{Choice, Suggestion};
#[cfg(feature = "workspace")]
pub use workspace::{List, OWN_FIT, Workspace, WorkspaceParts};
#[cfg(feature = "workspace")]
pub use workspace_json::{
    WORKSPACE_FORMAT, WorkspaceError, workspace_from_json, workspace_text_parts, workspace_to_json,
};
