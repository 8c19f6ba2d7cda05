//! What an import does with one column: copy its values, make signals of them, or make facts of them.

use crate::problem::{Problem, Problems, shown};
use crate::raw::{RawColumn, RawTable};
use model::{Day, Override, Stage, Table, facts};
use std::collections::BTreeSet;
use std::ops::Range;

/// A column whose values go into an attribute.
#[derive(Debug)]
pub(crate) struct Copy {
    pub column: usize,
    pub attribute: String,
    /// The code in the attribute's column for each code of the list's; `None` where they are the same.
    pub codes: Option<Vec<u32>>,
    /// Codes of values that could not be read and were not reported yet.
    pub unread: BTreeSet<u32>,
    /// Another column fills the same attribute before this one.
    pub fills_gaps: bool,
}

/// A column whose values are signals.
#[derive(Debug)]
pub(crate) struct Events {
    pub column: usize,
    pub by_code: Vec<Option<Event>>,
    pub unread: BTreeSet<u32>,
    /// The column with the day, and the day for each of its codes.
    pub dated_by: Option<(usize, Vec<Option<Day>>)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Event {
    /// Place of its kind in the table.
    pub place: usize,
    pub day: Option<Day>,
    pub count: u32,
    pub is_activity: bool,
}

/// A column whose values are facts by their reading.
#[derive(Debug)]
pub(crate) struct Facts {
    pub column: usize,
    pub by_code: Vec<Option<Fact>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fact {
    Value { attribute: String, code: u32 },
    Disqualified,
}

/// Job titles and the seniority each names.
#[derive(Debug)]
pub(crate) struct Titles {
    pub column: usize,
    pub by_code: Vec<u32>,
}

impl Copy {
    pub(crate) fn rows(
        &mut self,
        table: &mut Table,
        raw: &RawTable,
        column: &RawColumn,
        rows: Range<u32>,
        problems: &mut Problems,
    ) {
        let target = table.column_mut(&self.attribute);
        if self.unread.is_empty() && !self.fills_gaps {
            let rows = rows.start as usize..rows.end as usize;
            let from = column.codes().iter().take(rows.end).skip(rows.start);
            let first = rows.start as u32;
            match &self.codes {
                Some(codes) => {
                    let code = |from: &u32| codes.get(*from as usize).copied().unwrap_or(0);
                    target.set_codes(first, from.map(code));
                }
                None => target.set_codes(first, from.copied()),
            }
            return;
        }
        for row in rows {
            let from = column.code(row);
            let code = match &self.codes {
                Some(codes) => codes.get(from as usize).copied().unwrap_or(0),
                None => from,
            };
            if code == 0 || (self.fills_gaps && target.codes().get(row as usize) != Some(&0)) {
                continue;
            }
            target.set_code(row, code);
            if !self.unread.is_empty() && self.unread.remove(&from) {
                let label = facts::attribute_label(&self.attribute);
                report(problems, raw, self.column, row, &format!("as “{label}”"));
            }
        }
    }
}

impl Facts {
    /// Records the facts of some rows; returns how many were set aside.
    pub(crate) fn rows(&self, table: &mut Table, column: &RawColumn, rows: Range<u32>) -> u32 {
        let mut disqualified = 0;
        for row in rows {
            match self.by_code.get(column.code(row) as usize) {
                Some(Some(Fact::Value { attribute, code })) => {
                    let target = table.column_mut(attribute);
                    if target.codes().get(row as usize) == Some(&0) {
                        target.set_code(row, *code);
                    }
                }
                Some(Some(Fact::Disqualified)) => {
                    if table.overrides.contains_key(&row) {
                        continue;
                    }
                    disqualified += 1;
                    let set_aside = Override {
                        stage: Stage::Disqualified,
                        reason: format!("{}: {}", column.header, column.get(row)),
                        author: String::new(),
                        on: None,
                        until: None,
                        extra: serde_json::Map::new(),
                    };
                    table.overrides.insert(row, set_aside);
                }
                _ => {}
            }
        }
        disqualified
    }
}

/// Tells of a value that could not be read.
pub(crate) fn report(problems: &mut Problems, raw: &RawTable, at: usize, row: u32, wanted: &str) {
    let Some(column) = raw.columns.get(at) else {
        return;
    };
    let value = column.get(row);
    problems.add(|| Problem {
        line: raw.lines.get(row as usize).copied().unwrap_or(0),
        column: at as u32 + 1,
        header: column.header.clone(),
        value: shown(value),
        what: format!("This could not be read {wanted}; it is kept as it is written."),
    });
}
