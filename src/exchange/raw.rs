//! A list as it was read: columns of coded values.

use crate::dialect::Dialect;
use crate::problem::Problems;
use crate::sniff::Encoding;
use model::{Column, Dictionary, Table};

/// A list as it was read: headers and columns of coded values.
#[derive(Clone, Debug, Default)]
pub struct RawTable {
    /// The columns in the order of the file.
    pub columns: Vec<RawColumn>,
    /// The line on which each row begins.
    pub lines: Vec<u32>,
    /// Rows without any text that were left out.
    pub empty_rows: u32,
    /// Lines above the table that were left out, as they stand.
    pub preamble: String,
    /// What was wrong.
    pub problems: Problems,
    /// How the bytes were read as text.
    pub encoding: Option<Encoding>,
    /// How the text was read as a table.
    pub dialect: Option<Dialect>,
    /// Whether it is a file that this program wrote; the quotes that keep cells inert have been taken away then.
    pub is_ours: bool,
}

/// One column of a list.
#[derive(Clone, Debug)]
pub struct RawColumn {
    /// Its name, unlike that of every other column.
    pub header: String,
    /// Holds the distinct values only. They are kept in a column of the model so that it can go into the contacts' table as it is.
    values: Column,
    codes: Vec<u32>,
}

impl RawColumn {
    pub(crate) fn new(header: String) -> RawColumn {
        RawColumn {
            header,
            values: no_values(),
            codes: Vec::new(),
        }
    }

    /// The distinct values; code 0 is the empty text.
    #[must_use]
    #[inline]
    pub fn dictionary(&self) -> &Dictionary {
        self.values.dictionary()
    }

    /// The distinct values as a column without rows.
    pub(crate) fn values(&self) -> &Column {
        &self.values
    }

    /// The code of a row, into the dictionary; 0 is the empty text.
    #[must_use]
    #[inline]
    pub fn code(&self, row: u32) -> u32 {
        self.codes.get(row as usize).copied().unwrap_or(0)
    }

    /// The codes of the rows; those beyond the end are 0.
    #[must_use]
    pub fn codes(&self) -> &[u32] {
        &self.codes
    }

    /// The text of a row.
    #[must_use]
    pub fn get(&self, row: u32) -> &str {
        self.dictionary().get(self.code(row))
    }

    /// How many rows hold each code; those of the empty text that were never written are not counted.
    #[must_use]
    pub fn counts(&self) -> Vec<u32> {
        let mut counts = vec![0; self.dictionary().len()];
        for &code in &self.codes {
            if let Some(count) = counts.get_mut(code as usize) {
                *count += 1;
            }
        }
        counts
    }

    /// Rewrites every distinct value.
    pub(crate) fn rewrite(&mut self, rewritten: impl Fn(&str) -> String) {
        let mut values = no_values();
        let old = self.values.dictionary().iter();
        let renamed: Vec<u32> = old.map(|value| values.intern(&rewritten(value))).collect();
        for code in &mut self.codes {
            *code = renamed.get(*code as usize).copied().unwrap_or(0);
        }
        self.values = values;
    }

    /// Records the value of a row; rows come in order, those left out are empty.
    #[inline]
    pub(crate) fn push(&mut self, row: u32, value: &str) {
        if value.is_empty() {
            return;
        }
        let row = row as usize;
        if self.codes.len() < row {
            self.codes.resize(row, 0);
        }
        let code = self.values.intern(value);
        self.codes.push(code);
    }
}

/// A column without values, in no table.
fn no_values() -> Column {
    Table::new().column_mut("").clone()
}

impl RawTable {
    /// The number of rows.
    #[must_use]
    pub fn rows(&self) -> u32 {
        self.lines.len() as u32
    }

    /// The column with this header.
    #[must_use]
    pub fn column(&self, header: &str) -> Option<&RawColumn> {
        self.columns.iter().find(|c| c.header == header)
    }
}
