//! Whole lists in and out of a table at once, without going through the values of each row.

use super::{Column, Entry, SignalColumn, Span, Table};
use crate::dictionary::{Dictionary, Kind};
use crate::row_map::RowSet;

impl Table {
    /// Makes room for so many times as many rows like these, before they are appended part by part. Changes nothing else.
    pub fn reserve_times(&mut self, times: usize) {
        let more = (self.rows as usize).saturating_mul(times.saturating_sub(1));
        for column in &mut self.columns {
            column.codes.reserve(more);
            column.dictionary.reserve_times(times);
        }
    }

    /// Puts the rows of another table behind these, moving what can be moved. Returns the number of the first new row.
    pub fn append(&mut self, part: Table) -> u32 {
        let first = self.rows;
        let rows = first.saturating_add(part.rows);
        for column in part.columns {
            match self.columns.iter_mut().find(|c| c.id == column.id) {
                Some(mine) => mine.append(column, first),
                None => {
                    let mut mine = Column {
                        id: column.id.clone(),
                        dictionary: Dictionary::default(),
                        codes: Vec::new(),
                        inferred: RowSet::new(),
                    };
                    mine.append(column, first);
                    self.columns.push(mine);
                }
            }
        }
        for column in &mut self.columns {
            column.codes.resize(rows as usize, 0);
        }
        for signal in part.signals {
            let place = self.signal_index(&signal.kind);
            if let Some(mine) = self.signals.get_mut(place) {
                mine.append(signal, first);
            }
        }
        for span in part.spans {
            if self.spans.last().map(|s| s.exported_on) != Some(span.exported_on) {
                self.spans.push(Span {
                    first_row: span.first_row.saturating_add(first),
                    exported_on: span.exported_on,
                });
            }
        }
        let moved = |(row, value)| (first.saturating_add(row), value);
        self.overrides.extend(part.overrides.into_iter().map(moved));
        let moved = |(row, value)| (first.saturating_add(row), value);
        self.extras.extend(part.extras.into_iter().map(moved));
        self.rows = rows;
        first
    }

    /// Takes the rows from this one on out into a table of their own, with all that is known of them.
    #[must_use]
    pub fn split_off(&mut self, row: u32) -> Table {
        if row == 0 {
            return std::mem::take(self);
        }
        let mut part = Table::new();
        if row >= self.rows {
            return part;
        }
        part.columns = self.columns.iter_mut().map(|c| c.split_off(row)).collect();
        part.signals = self.signals.iter_mut().map(|s| s.split_off(row)).collect();
        part.spans.push(Span {
            first_row: 0,
            exported_on: self.exported_on(row),
        });
        let later = self.spans.iter().filter(|s| s.first_row > row);
        part.spans.extend(later.map(|s| Span {
            first_row: s.first_row - row,
            exported_on: s.exported_on,
        }));
        let moved = |(at, value): (u32, _)| (at.saturating_sub(row), value);
        part.overrides = self
            .overrides
            .split_off(&row)
            .into_iter()
            .map(moved)
            .collect();
        let moved = |(at, value): (u32, _)| (at.saturating_sub(row), value);
        part.extras = self.extras.split_off(&row).into_iter().map(moved).collect();
        part.rows = self.rows - row;
        self.truncate(row);
        part
    }
}

impl Column {
    /// Puts the codes of another column behind the first `first` rows of this one.
    fn append(&mut self, part: Column, first: u32) {
        if self.dictionary.is_empty() {
            // Nothing is recorded here yet, so the other's codes can stay as they are.
            self.dictionary = part.dictionary;
            if first == 0 {
                self.codes = part.codes;
            } else {
                self.codes.resize(first as usize, 0);
                self.codes.extend_from_slice(&part.codes);
            }
        } else {
            self.codes.resize(first as usize, 0);
            let codes: Vec<u32> = (0..u32::try_from(part.dictionary.len()).unwrap_or(u32::MAX))
                .map(|code| {
                    self.dictionary
                        .intern_kind(part.dictionary.get(code), part.dictionary.kind(code))
                })
                .collect();
            let mapped = part
                .codes
                .iter()
                .map(|&code| codes.get(code as usize).copied().unwrap_or(0));
            self.codes.extend(mapped);
        }
        let mut moved = part
            .inferred
            .into_iter()
            .map(|row| row.saturating_add(first))
            .collect();
        self.inferred.append(&mut moved);
    }

    fn split_off(&mut self, row: u32) -> Column {
        let mut part = Column {
            id: self.id.clone(),
            dictionary: Dictionary::default(),
            codes: self.codes.split_off(row as usize),
            inferred: self
                .inferred
                .split_off(&row)
                .into_iter()
                .map(|at| at.saturating_sub(row))
                .collect(),
        };
        // Only the values that the rows use go along. Code 0 stays code 0, so it also marks values not met yet.
        let mut codes = vec![0; self.dictionary.len()];
        for code in &mut part.codes {
            if let Some(new) = codes.get_mut(*code as usize) {
                if *new == 0 && *code != 0 {
                    *new = part
                        .dictionary
                        .intern_kind(self.dictionary.get(*code), self.dictionary.kind(*code));
                }
                *code = *new;
            }
        }
        part
    }

    /// The code of a value, made if it is new: for filling many rows at once.
    pub fn intern_kind(&mut self, value: &str, kind: Kind) -> u32 {
        self.dictionary.intern_kind(value, kind)
    }

    /// Records one value for a run of rows; the empty text records nothing. Rows that are not there are left alone.
    pub fn fill(&mut self, rows: std::ops::Range<u32>, value: &str, kind: Kind) {
        let code = self.dictionary.intern_kind(value, kind);
        let end = (rows.end as usize).min(self.codes.len());
        if let Some(codes) = self.codes.get_mut(rows.start as usize..end) {
            codes.fill(code);
        }
    }
}

impl SignalColumn {
    fn append(&mut self, part: SignalColumn, first: u32) {
        if first == 0 && self.entries.is_empty() {
            self.entries = part.entries;
            return;
        }
        self.entries.extend(part.entries.into_iter().map(|e| Entry {
            row: e.row.saturating_add(first),
            ..e
        }));
    }

    fn split_off(&mut self, row: u32) -> SignalColumn {
        let at = self.entries.partition_point(|e| e.row < row);
        let mut entries = self.entries.split_off(at);
        for entry in &mut entries {
            entry.row = entry.row.saturating_sub(row);
        }
        SignalColumn {
            kind: self.kind.clone(),
            entries,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Table;
    use crate::day::Day;
    use crate::dictionary::Kind;

    fn list(values: &[&str], day: i32) -> Table {
        let mut t = Table::new();
        t.add_rows(u32::try_from(values.len()).unwrap(), Some(Day(day)));
        for (row, value) in (0u32..).zip(values) {
            t.set(row, "industry", value);
            t.add_signal(row, "replied", Some(Day(row.cast_signed())), 1);
        }
        t.column_mut("industry").inferred.insert(1);
        t.column_mut("employees").set(0, "120", Kind::Number);
        t
    }

    /// Industry, inferred or not, employees, day of export, day of the reply: of each row.
    fn rows(t: &Table) -> Vec<(String, bool, String, i32, i32)> {
        (0..t.rows())
            .map(|r| {
                (
                    t.get(r, "industry").to_owned(),
                    t.column("industry").unwrap().inferred.contains(&r),
                    t.get(r, "employees").to_owned(),
                    t.exported_on(r).unwrap().0,
                    t.signals_of(r).next().unwrap().1.day().unwrap().0,
                )
            })
            .collect()
    }

    #[test]
    fn lists_come_together_and_apart_again() {
        let (a, b) = (list(&["x", "y", ""], 10), list(&["y", "z"], 20));
        let (alone_a, alone_b) = (rows(&a), rows(&b));
        let mut t = Table::new();
        assert_eq!(t.append(a), 0);
        assert_eq!(t.append(b), 3);
        assert_eq!(rows(&t), [alone_a.clone(), alone_b.clone()].concat());
        assert_eq!(t.column("employees").unwrap().kind(3), Kind::Number);
        let back = t.split_off(3);
        assert_eq!((rows(&t), rows(&back)), (alone_a.clone(), alone_b));
        assert_eq!(back.column("industry").unwrap().dictionary().len(), 3);
        let all = t.split_off(0);
        assert_eq!((t.rows(), rows(&all)), (0, alone_a));
        assert_eq!(t.split_off(7).rows(), 0);
    }

    #[test]
    fn columns_that_one_list_lacks_stay_blank() {
        let mut t = list(&["x", "y"], 1);
        let mut other = Table::new();
        other.add_rows(1, Some(Day(1)));
        other.set(0, "city", "Bern");
        t.append(other);
        assert_eq!(
            [t.get(0, "city"), t.get(2, "city"), t.get(2, "industry")],
            ["", "Bern", ""]
        );
    }
}
