//! What a contact is, and why: facts, rulebooks and the engine that stages and scores.
//!
//! A [`Table`] holds contacts as columns. A [`Rulebook`] is a definition of lead, prospect and opportunity, read from JSON by
//! [`parse_rulebook`]. Pure: no I/O, no clock, no randomness, no browser. Texts are compared as they stand, so bring them to NFC
//! before they come here.

mod apply;
mod assessment;
mod assessment_json;
mod assessments;
mod bits;
mod breakdown;
mod change;
pub mod compare;
mod condition;
mod contact_json;
mod day;
mod decimal;
mod dictionary;
mod edit;
mod edit_json;
mod engagement;
mod engine;
mod explain;
pub mod facts;
mod grade;
mod history;
mod hypotheses;
pub mod json;
mod lanes;
mod list_json;
mod lower;
mod marks;
mod missing;
mod missing_words;
mod moves;
mod next_move;
mod order;
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
mod reengage;
mod refusal;
mod row_map;
mod rows_json;
mod rulebook;
mod spot;
mod stage;
mod suggestions;
mod table;
mod why;
pub mod words;
mod workspace;
mod workspace_json;

pub use assessment::{Assessment, assess};
pub use assessment_json::{assessment_to_json, condition_to_json};
pub use assessments::Assessments;
pub use breakdown::{EngagementShare, FitShare};
pub use change::Change;
pub use condition::{Condition, Did, Kinds, Scalar, Test};
pub use contact_json::{contact_into_table, contact_table, contact_to_json};
pub use day::Day;
pub use dictionary::{Dictionary, Kind};
pub use edit::{Edit, EditError, Fact, FactRun};
pub use edit_json::{edit_from_json, edit_to_json};
pub use engine::Engine;
pub use explain::{Explanation, Part, explain};
pub use grade::Grade;
pub use history::History;
pub use list_json::{list_from_json, list_to_json};
pub use lower::lower_with;
pub use missing::{MissingFact, Subject, missing_for, missing_sentence};
pub use parse::{RULEBOOK_FORMAT, RulebookError, STALE_AFTER_DAYS, parse_rulebook};
pub use path::PathStep;
pub use profile::{ITEM_POINTS, Profile, ProfileItem, Wanted};
pub use profile_json::{profile_from_json, profile_to_json};
pub use published::{DEFAULT_RULEBOOK, published, published_rulebook, published_texts};
pub use question::Question;
pub use reengage::re_engage;
pub use refusal::{MemberPath, Refusal, Refused, Step, describe};
pub use row_map::{RowEntry, RowMap, RowSet};
pub use rows_json::{RowsError, read_rows, write_rows};
pub use rulebook::{Criterion, Disqualifier, EngagementRow, FitItem, Play, Rulebook, Tier};
pub use stage::{Gate, Stage, Verdict};
pub use suggestions::{Choice, Suggestion};
pub use table::{Column, Entry, Override, SignalColumn, Table};
pub use why::Speaker;
pub use workspace::{List, OWN_FIT, Workspace, WorkspaceParts};
pub use workspace_json::{
    WORKSPACE_FORMAT, WorkspaceError, workspace_from_json, workspace_text_parts, workspace_to_json,
};
