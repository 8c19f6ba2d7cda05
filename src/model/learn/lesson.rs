//! The lesson: what the stages mean under a definition, where published definitions part, the ways through, and worked cases.
//!
//! Nothing here is claimed: what a definition says is read from its gates, examples are staged by the engine, and sources are compared
//! by running them all over the same contacts.

mod advice;
mod chart;
mod claims;
mod compared;
mod definitions;
mod flow;
mod grounds;
mod sample;
mod stages;
mod themes;
mod walk;
mod worked;

pub use chart::{ArrowPath, Chart, Tile, chart};
pub use claims::{AGREEMENTS, CONTRADICTIONS, Claim, Says};
pub use compared::{Comparison, Difference, StageShare, Staged, stage_all};
pub use definitions::{Definition, Kind, definitions, small_rulebooks};
pub use flow::{Arrow, Flow, Node, NodeKind, Question, Way, flow_of, published_flows};
pub use grounds::{Ground, Statement};
pub use sample::{SAMPLE_BOUNDARIES, Sampled, sample_of, worked_sample};
pub use stages::{Example, Joined, Lesson, Meaning, Owner, StageLesson, lesson};
pub use themes::{Place, Theme, ThemeRow, theme_table};
pub use walk::{Stay, Step, Walk, passed, walk};
pub use worked::{Opinion, Opinions, WORKED_DAY, WorkedCase, opinions, worked_cases};
