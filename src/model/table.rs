//! A list of contacts as columns: the one place where facts are kept.

use crate::day::Day;
use crate::dictionary::{Dictionary, Kind};
use crate::order::sort;
use crate::row_map::{RowMap, RowSet};
use crate::stage::Stage;
#[cfg(feature = "workspace")]
use serde_json::{Map, Value};

#[cfg(feature = "workspace")]
mod append;

/// Contacts as a table of columns. Rows are numbered from 0 and never move.
#[derive(Clone, Debug, Default)]
pub struct Table {
    rows: u32,
    columns: Vec<Column>,
    signals: Vec<SignalColumn>,
    spans: Vec<Span>,
    /// The stages that people set by hand, by row.
    pub overrides: RowMap<Override>,
    /// Members of a contact's JSON that this version does not know, by row; written back as they came.
    #[cfg(feature = "workspace")]
    pub extras: RowMap<Map<String, Value>>,
}

/// One attribute of all contacts: a code per row into the distinct values.
#[derive(Clone, Debug)]
pub struct Column {
    /// The attribute's id.
    pub id: Box<str>,
    dictionary: Dictionary,
    codes: Vec<u32>,
    /// Rows whose value was worked out from another one, not stated: a seniority from a job title, an answer about the whole list.
    pub inferred: RowSet,
}

/// All signals of one kind, in the order of rows.
#[derive(Clone, Debug)]
pub struct SignalColumn {
    /// The kind's id.
    pub kind: Box<str>,
    entries: Vec<Entry>,
}

/// One signal: something a contact did, on a day or at an unknown time, so many times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Row of the contact.
    pub row: u32,
    day: i32,
    /// How many times, at least 1.
    pub count: u32,
}

/// A run of rows that came from one list: they share the day on which the list was exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Span {
    first_row: u32,
    exported_on: Option<Day>,
}

/// A stage set by a person. It is in force from its first day to its last, both included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// The stage they set.
    pub stage: Stage,
    /// Why; may be empty.
    pub reason: String,
    /// Who; may be empty.
    pub author: String,
    /// First day in force; `None` has no beginning.
    pub on: Option<Day>,
    /// Last day in force; `None` has no end.
    pub until: Option<Day>,
    /// Members this version does not know, written back as they came.
    #[cfg(feature = "workspace")]
    pub extra: Map<String, Value>,
}

impl Override {
    /// Whether it is in force on a day.
    #[must_use]
    pub fn in_force(&self, day: Day) -> bool {
        self.on.is_none_or(|on| on <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// Stands for a day that is not known.
const NO_DAY: i32 = i32::MIN;

impl Entry {
    /// The day it happened; `None` when it is not known.
    #[must_use]
    #[inline]
    pub fn day(&self) -> Option<Day> {
        (self.day != NO_DAY).then_some(Day(self.day))
    }
}

impl Column {
    /// The distinct values.
    #[must_use]
    #[inline]
    pub fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    /// The code of each row, into [`Column::dictionary`].
    #[must_use]
    #[inline]
    pub fn codes(&self) -> &[u32] {
        &self.codes
    }

    /// The value of a row; empty when nothing is recorded.
    #[must_use]
    pub fn get(&self, row: u32) -> &str {
        self.dictionary
            .get(self.codes.get(row as usize).copied().unwrap_or(0))
    }

    /// What the value of a row was: text or a JSON number.
    #[must_use]
    pub fn kind(&self, row: u32) -> Kind {
        self.dictionary
            .kind(self.codes.get(row as usize).copied().unwrap_or(0))
    }

    /// Records a value; the empty text records nothing. Rows that are not there are left alone.
    pub fn set(&mut self, row: u32, value: &str, kind: Kind) {
        let code = self.dictionary.intern_kind(value, kind);
        self.set_code(row, code);
    }

    /// The code of a text, made if it is new: for filling many rows at once.
    #[inline]
    pub fn intern(&mut self, value: &str) -> u32 {
        self.dictionary.intern(value)
    }

    /// Records a value by its code. Rows that are not there are left alone.
    #[inline]
    pub fn set_code(&mut self, row: u32, code: u32) {
        if let Some(place) = self.codes.get_mut(row as usize) {
            *place = code;
        }
    }

    /// Records the values of rows from this one on by their codes. Rows that are not there are left alone.
    #[inline]
    pub fn set_codes(&mut self, first: u32, codes: impl Iterator<Item = u32>) {
        let places = self.codes.get_mut(first as usize..).unwrap_or_default();
        for (place, code) in places.iter_mut().zip(codes) {
            *place = code;
        }
    }

    /// How many rows hold each code.
    #[must_use]
    pub fn counts(&self) -> Vec<u32> {
        let mut counts = vec![0; self.dictionary.len()];
        for &code in &self.codes {
            if let Some(count) = counts.get_mut(code as usize) {
                *count += 1;
            }
        }
        counts
    }
}

impl SignalColumn {
    /// All signals of this kind, ordered by row.
    #[must_use]
    #[inline]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Those of a run of rows.
    #[must_use]
    pub fn of_rows(&self, rows: std::ops::Range<u32>) -> &[Entry] {
        let start = self.entries.partition_point(|e| e.row < rows.start);
        let end = start
            + self
                .entries
                .get(start..)
                .map_or(0, |rest| rest.partition_point(|e| e.row < rows.end));
        self.entries.get(start..end).unwrap_or(&[])
    }
}

impl Table {
    /// A table without rows.
    #[must_use]
    pub fn new() -> Table {
        Table::default()
    }

    /// The number of contacts.
    #[must_use]
    #[inline]
    pub fn rows(&self) -> u32 {
        self.rows
    }

    /// Adds rows with nothing recorded, from a list exported on that day (`None`: undated signals count as of the as-of day).
    /// Returns the number of the first.
    pub fn add_rows(&mut self, rows: u32, exported_on: Option<Day>) -> u32 {
        let first_row = self.rows;
        self.rows = self.rows.saturating_add(rows);
        for column in &mut self.columns {
            column.codes.resize(self.rows as usize, 0);
        }
        if rows > 0 && self.spans.last().map(|s| s.exported_on) != Some(exported_on) {
            self.spans.push(Span {
                first_row,
                exported_on,
            });
        }
        first_row
    }

    /// Takes the last rows away again, with all that is known of them.
    pub fn truncate(&mut self, rows: u32) {
        self.rows = self.rows.min(rows);
        for column in &mut self.columns {
            column.codes.truncate(rows as usize);
            column.inferred.split_off(&rows);
        }
        for signal in &mut self.signals {
            let keep = signal.entries.partition_point(|e| e.row < rows);
            signal.entries.truncate(keep);
        }
        self.spans.retain(|span| span.first_row < rows);
        self.overrides.split_off(&rows);
        #[cfg(feature = "workspace")]
        self.extras.split_off(&rows);
    }

    /// The day on which the list of a row was exported, if it came from a list whose day is known.
    #[must_use]
    pub fn exported_on(&self, row: u32) -> Option<Day> {
        let after = self.spans.partition_point(|span| span.first_row <= row);
        self.spans.get(after.checked_sub(1)?)?.exported_on
    }

    /// Sets the day on which the lists of these rows were exported.
    pub fn set_exported_on(&mut self, rows: std::ops::Range<u32>, day: Option<Day>) {
        let after = self.exported_on(rows.end);
        let before = rows.start.checked_sub(1).and_then(|r| self.exported_on(r));
        let had_before = rows.start > 0;
        self.spans
            .retain(|s| s.first_row < rows.start || s.first_row > rows.end);
        if rows.end < self.rows && !self.spans.iter().any(|s| s.first_row == rows.end) {
            self.spans.push(Span {
                first_row: rows.end,
                exported_on: after,
            });
        }
        if !(had_before && before == day) {
            self.spans.push(Span {
                first_row: rows.start,
                exported_on: day,
            });
        }
        sort(&mut self.spans, |a, b| a.first_row < b.first_row);
        self.spans.dedup_by_key(|s| s.exported_on);
    }

    /// The columns in the order they were made.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The column of an attribute, if any contact ever had it.
    #[must_use]
    pub fn column(&self, id: &str) -> Option<&Column> {
        self.columns.iter().find(|c| *c.id == *id)
    }

    /// The column of an attribute, made if it is new.
    pub fn column_mut(&mut self, id: &str) -> &mut Column {
        let at = match self.columns.iter().position(|c| *c.id == *id) {
            Some(at) => at,
            None => {
                self.columns.push(Column {
                    id: id.into(),
                    dictionary: Dictionary::default(),
                    codes: vec![0; self.rows as usize],
                    inferred: RowSet::new(),
                });
                self.columns.len() - 1
            }
        };
        #[expect(clippy::indexing_slicing, reason = "found or pushed above")]
        &mut self.columns[at]
    }

    /// The recorded value of an attribute; empty when nothing is recorded.
    #[must_use]
    pub fn get(&self, row: u32, id: &str) -> &str {
        self.column(id).map_or("", |c| c.get(row))
    }

    /// Records a text for an attribute; the empty text records nothing.
    pub fn set(&mut self, row: u32, id: &str, value: &str) {
        self.column_mut(id).set(row, value, Kind::Text);
    }

    /// The signals by kind, in the order the kinds first came.
    #[must_use]
    pub fn signals(&self) -> &[SignalColumn] {
        &self.signals
    }

    /// The signals of one kind.
    #[must_use]
    pub fn signal(&self, kind: &str) -> Option<&SignalColumn> {
        self.signals.iter().find(|s| *s.kind == *kind)
    }

    /// The place of a kind in [`Table::signals`], made if it is new: for adding many signals at once.
    pub fn signal_index(&mut self, kind: &str) -> usize {
        match self.signals.iter().position(|s| *s.kind == *kind) {
            Some(at) => at,
            None => {
                self.signals.push(SignalColumn {
                    kind: kind.into(),
                    entries: Vec::new(),
                });
                self.signals.len() - 1
            }
        }
    }

    /// Adds a signal of the kind at this place in [`Table::signals`]. A count of 0 adds nothing.
    pub fn add_signal_at(&mut self, place: usize, row: u32, day: Option<Day>, count: u32) {
        let Some(column) = self.signals.get_mut(place) else {
            return;
        };
        if row >= self.rows || count == 0 {
            return;
        }
        let entry = Entry {
            row,
            day: day.map_or(NO_DAY, |d| d.0),
            count,
        };
        // Imports come in the order of rows; an edit goes behind the row's others.
        match column.entries.last() {
            Some(last) if last.row > row => {
                let at = column.entries.partition_point(|e| e.row <= row);
                column.entries.insert(at, entry);
            }
            _ => column.entries.push(entry),
        }
    }

    /// Adds a signal. A count of 0 adds nothing.
    pub fn add_signal(&mut self, row: u32, kind: &str, day: Option<Day>, count: u32) {
        let place = self.signal_index(kind);
        self.add_signal_at(place, row, day, count);
    }

    /// Takes the signals of a kind away from a row and returns them in their order.
    pub fn take_signals(&mut self, row: u32, kind: &str) -> Vec<(Option<Day>, u32)> {
        let Some(column) = self.signals.iter_mut().find(|s| *s.kind == *kind) else {
            return Vec::new();
        };
        let start = column.entries.partition_point(|e| e.row < row);
        let end = column.entries.partition_point(|e| e.row <= row);
        column
            .entries
            .drain(start..end)
            .map(|e| (e.day(), e.count))
            .collect()
    }

    /// The signals of one row: kind and signal, kind by kind.
    pub fn signals_of(&self, row: u32) -> impl Iterator<Item = (&str, Entry)> + '_ {
        self.signals.iter().flat_map(move |s| {
            s.of_rows(row..row.saturating_add(1))
                .iter()
                .map(move |e| (&*s.kind, *e))
        })
    }

    /// A table of this one row, with the same columns' facts, for looking at one contact alone.
    #[must_use]
    pub fn row_alone(&self, row: u32) -> Table {
        let mut alone = Table::new();
        alone.add_rows(1, self.exported_on(row));
        for column in &self.columns {
            let value = column.get(row);
            if !value.is_empty() {
                let copy = alone.column_mut(&column.id);
                copy.set(0, value, column.kind(row));
                if column.inferred.contains(&row) {
                    copy.inferred.insert(0);
                }
            }
        }
        for (kind, entry) in self.signals_of(row) {
            alone.add_signal(0, kind, entry.day(), entry.count);
        }
        if let Some(set) = self.overrides.get(&row) {
            alone.overrides.insert(0, set.clone());
        }
        #[cfg(feature = "workspace")]
        if let Some(extra) = self.extras.get(&row) {
            alone.extras.insert(0, extra.clone());
        }
        alone
    }

    /// Bytes of memory held by facts, about.
    #[must_use]
    pub fn memory(&self) -> usize {
        let columns: usize = self
            .columns
            .iter()
            .map(|c| c.dictionary.memory() + c.codes.capacity() * 4)
            .sum();
        let signals: usize = self
            .signals
            .iter()
            .map(|s| s.entries.capacity() * size_of::<Entry>())
            .sum();
        columns + signals
    }
}

#[cfg(test)]
mod tests {
    use super::Table;
    use crate::day::Day;

    #[test]
    fn rows_of_several_lists_keep_their_export_day() {
        let mut t = Table::new();
        t.add_rows(2, Some(Day(10)));
        t.add_rows(3, Some(Day(20)));
        t.add_rows(1, None);
        let days = |t: &Table| {
            (0..6)
                .map(|r| t.exported_on(r).map(|d| d.0))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            days(&t),
            [Some(10), Some(10), Some(20), Some(20), Some(20), None]
        );
        t.set_exported_on(2..5, Some(Day(30)));
        assert_eq!(
            days(&t),
            [Some(10), Some(10), Some(30), Some(30), Some(30), None]
        );
        t.set_exported_on(0..2, None);
        assert_eq!(days(&t), [None, None, Some(30), Some(30), Some(30), None]);
        t.truncate(3);
        assert_eq!(t.exported_on(2), Some(Day(30)));
    }

    #[test]
    fn signals_stay_ordered_by_row() {
        let mut t = Table::new();
        t.add_rows(3, None);
        for (row, day) in [(2, 1), (0, 2), (2, 3), (0, 4), (1, 5)] {
            t.add_signal(row, "replied", Some(Day(day)), 1);
        }
        let rows: Vec<_> = t
            .signal("replied")
            .unwrap()
            .entries()
            .iter()
            .map(|e| (e.row, e.day().unwrap().0))
            .collect();
        assert_eq!(rows, [(0, 2), (0, 4), (1, 5), (2, 1), (2, 3)]);
        assert_eq!(
            t.take_signals(0, "replied"),
            [(Some(Day(2)), 1), (Some(Day(4)), 1)]
        );
        assert_eq!(t.signals_of(0).count(), 0);
        assert_eq!(t.row_alone(2).signals_of(0).count(), 2);
    }
}
