//! What happened while a list became contacts, to be told to the person who imported it.

use crate::meaning::Meaning;
use crate::problem::Problems;

/// What happened while a list became contacts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Contacts.
    pub contacts: u32,
    /// Rows without any text, left out.
    pub empty_rows: u32,
    /// What each column became.
    pub columns: Vec<ColumnReport>,
    /// Signals found, by kind, with how many contacts show it.
    pub signals: Vec<(String, u32)>,
    /// Contacts set aside by their status.
    pub disqualified: u32,
    /// Contacts whose seniority was worked out from their job title.
    pub inferred_seniority: u32,
    /// Problems of reading and of typing together.
    pub problems: Problems,
}

/// What one column became.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnReport {
    /// Its header.
    pub header: String,
    /// What it was taken for.
    pub meaning: Meaning,
    /// Rows with a value.
    pub filled: u32,
    /// Rows whose value was read.
    pub read: u32,
    /// The attribute that holds its texts as they came; empty where none does.
    pub kept_as: String,
}
