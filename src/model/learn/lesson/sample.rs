//! The contacts over which definitions are compared: the worked cases, and stories at the boundaries of each definition.

use super::worked::{WORKED_DAY, worked_cases};
use crate::learn::story::stories;
use crate::rulebook::Rulebook;
use crate::stage::Stage;
use crate::table::Table;

/// The boundaries at which stories are made: there definitions part, if anywhere.
pub const SAMPLE_BOUNDARIES: [(Stage, Stage); 3] = [
    (Stage::Contact, Stage::Lead),
    (Stage::Lead, Stage::Prospect),
    (Stage::Prospect, Stage::Opportunity),
];

/// A contact over which definitions are compared, as of [`WORKED_DAY`].
#[derive(Clone, Debug)]
pub struct Sampled {
    /// The id of the worked case; `None` for one that was made up.
    pub case: Option<&'static str>,
    /// Its story.
    pub text: String,
    /// Its facts, a table of one row.
    pub table: Table,
}

/// The worked cases.
#[must_use]
pub fn worked_sample() -> Vec<Sampled> {
    worked_cases()
        .iter()
        .map(|case| Sampled {
            case: Some(&case.id),
            text: case.story.clone(),
            table: case.table.clone(),
        })
        .collect()
}

/// Contacts at the boundaries of a definition, up to so many stories and their twins at each. One definition takes some milliseconds; go
/// from one to the next in turns. The same arguments give the same contacts.
#[must_use]
pub fn sample_of(rulebook: &Rulebook, seed: u64, stories_each: usize) -> Vec<Sampled> {
    let mut all = Vec::new();
    for aim in SAMPLE_BOUNDARIES {
        for story in stories(rulebook, WORKED_DAY, aim, seed, stories_each) {
            for case in [story.case, story.twin] {
                all.push(Sampled {
                    case: None,
                    text: case.text,
                    table: case.table,
                });
            }
        }
    }
    all
}
