//! Rows of a table as a compact JSON text, column by column: what is kept on disk and what goes to other tabs.
//!
//! A column's cells are a list: a text is a value seen for the first time (within a list, `["120"]`, if it was a JSON number), a
//! number is the place of a value seen before, `null` is nothing recorded; cells left out at the end are blank. Members of
//! contacts that this version does not know are kept as texts of JSON, so that nesting does not add up.

use crate::day::Day;
use crate::dictionary::Kind;
use crate::override_json::{override_from_json, override_to_json};
use crate::table::{Column, SignalColumn, Table};
use hashbrown::HashMap;
use hashbrown::hash_map::Entry;
use rustc_hash::FxBuildHasher;
use serde_json::{Map, Value};
use std::fmt::Write as _;
use std::ops::Range;

/// Rows that could not be read: what is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct RowsError(String);

/// Writes some rows, numbered from 0. Days of export are not written: they belong to the lists.
#[must_use]
pub fn write_rows(table: &Table, rows: Range<u32>) -> String {
    let rows = rows.start.min(table.rows())..rows.end.min(table.rows());
    let mut out = String::with_capacity(rows.len() * 64);
    let _ = write!(out, "{{\"rows\":{},\"columns\":[", rows.len());
    let mut comma = Comma::default();
    for column in table.columns() {
        write_column(&mut out, column, rows.clone(), &mut comma);
    }
    out.push_str("],\"signals\":[");
    let mut comma = Comma::default();
    for signal in table.signals() {
        write_signal(&mut out, signal, rows.clone(), &mut comma);
    }
    out.push_str("],\"overrides\":[");
    let mut comma = Comma::default();
    for (row, set) in table.overrides.range(rows.clone()) {
        comma.next(&mut out);
        let _ = write!(out, "[{},", row - rows.start);
        write_text(&mut out, &Value::Object(override_to_json(set)).to_string());
        out.push(']');
    }
    out.push_str("],\"extras\":[");
    let mut comma = Comma::default();
    for (row, extra) in table.extras.range(rows.clone()) {
        comma.next(&mut out);
        let _ = write!(out, "[{},", row - rows.start);
        write_text(&mut out, &Value::Object(extra.clone()).to_string());
        out.push(']');
    }
    out.push_str("]}");
    out
}

/// Reads what [`write_rows`] wrote.
///
/// # Errors
/// When the text is not of that form.
pub fn read_rows(text: &str) -> Result<Table, RowsError> {
    let json: Value = crate::json::parse(text).map_err(|e| RowsError(e.to_string()))?;
    let rows = json
        .get("rows")
        .and_then(whole)
        .ok_or_else(|| wrong("rows"))?;
    let mut table = Table::new();
    table.add_rows(rows, None);
    for column in list(&json, "columns")? {
        read_column(&mut table, column)?;
    }
    for signal in list(&json, "signals")? {
        read_signal(&mut table, signal)?;
    }
    for entry in list(&json, "overrides")? {
        let (row, set) = row_and_object(entry, rows).ok_or_else(|| wrong("overrides"))?;
        let set = override_from_json(set).ok_or_else(|| wrong("overrides"))?;
        table.overrides.insert(row, set);
    }
    for entry in list(&json, "extras")? {
        let (row, extra) = row_and_object(entry, rows).ok_or_else(|| wrong("extras"))?;
        table.extras.insert(row, extra);
    }
    Ok(table)
}

/// Writes commas between the parts of a list.
#[derive(Default)]
struct Comma(bool);

impl Comma {
    fn next(&mut self, out: &mut String) {
        if self.0 {
            out.push(',');
        }
        self.0 = true;
    }
}

fn write_column(out: &mut String, column: &Column, rows: Range<u32>, comma: &mut Comma) {
    let codes = column
        .codes()
        .get(rows.start as usize..rows.end as usize)
        .unwrap_or(&[]);
    let used = codes.iter().rposition(|c| *c != 0).map_or(0, |at| at + 1);
    let Some(codes) = codes.get(..used).filter(|c| !c.is_empty()) else {
        return;
    };
    comma.next(out);
    out.push_str("{\"id\":");
    write_text(out, &column.id);
    out.push_str(",\"cells\":[");
    let mut seen: HashMap<u32, usize, FxBuildHasher> = HashMap::default();
    let mut cells = Comma::default();
    for &code in codes {
        cells.next(out);
        if code == 0 {
            out.push_str("null");
            continue;
        }
        let place = seen.len();
        match seen.entry(code) {
            Entry::Occupied(at) => {
                let _ = write!(out, "{}", at.get());
            }
            Entry::Vacant(at) => {
                at.insert(place);
                let value = column.dictionary().get(code);
                if column.dictionary().kind(code) == Kind::Number {
                    out.push('[');
                    write_text(out, value);
                    out.push(']');
                } else {
                    write_text(out, value);
                }
            }
        }
    }
    out.push(']');
    let mut marks: Vec<Range<u32>> = Vec::new();
    for &row in column.inferred.range(rows.clone()) {
        if column.codes().get(row as usize).is_none_or(|c| *c == 0) {
            continue;
        }
        match marks.last_mut() {
            Some(last) if last.end == row => last.end += 1,
            _ => marks.push(row..row + 1),
        }
    }
    if !marks.is_empty() {
        // First row and number of rows of each run.
        out.push_str(",\"inferred\":[");
        let mut comma = Comma::default();
        for run in marks {
            comma.next(out);
            let _ = write!(out, "{},{}", run.start - rows.start, run.len());
        }
        out.push(']');
    }
    out.push('}');
}

fn read_column(table: &mut Table, json: &Value) -> Result<(), RowsError> {
    let id = text(json, "id").filter(|id| !id.is_empty());
    let id = id.ok_or_else(|| wrong("columns"))?;
    let bad = || wrong(id);
    let rows = table.rows();
    let cells = list(json, "cells")?;
    if cells.len() > rows as usize {
        return Err(bad());
    }
    let column = table.column_mut(id);
    let mut seen: Vec<u32> = Vec::new();
    for (row, cell) in (0..rows).zip(cells) {
        let code = match cell {
            Value::Null => continue,
            Value::Number(_) => {
                let place = whole(cell).ok_or_else(bad)?;
                *seen.get(place as usize).ok_or_else(bad)?
            }
            Value::String(value) => {
                let code = column.intern_kind(value, Kind::Text);
                seen.push(code);
                code
            }
            Value::Array(one) => {
                let [Value::String(value)] = one.as_slice() else {
                    return Err(bad());
                };
                let code = column.intern_kind(value, Kind::Number);
                seen.push(code);
                code
            }
            _ => return Err(bad()),
        };
        column.set_code(row, code);
    }
    if json.get("inferred").is_some() {
        let runs = list(json, "inferred")?;
        for run in runs.chunks(2) {
            let [first, count] = run else {
                return Err(bad());
            };
            let (first, count) = (whole(first).ok_or_else(bad)?, whole(count).ok_or_else(bad)?);
            let end = first.saturating_add(count);
            if end > rows {
                return Err(bad());
            }
            column.inferred.extend(first..end);
        }
    }
    Ok(())
}

fn write_signal(out: &mut String, signal: &SignalColumn, rows: Range<u32>, comma: &mut Comma) {
    let entries = signal.of_rows(rows.clone());
    if entries.is_empty() {
        return;
    }
    comma.next(out);
    out.push_str("{\"kind\":");
    write_text(out, &signal.kind);
    // Each row as the distance from the one before.
    out.push_str(",\"rows\":[");
    let mut cells = Comma::default();
    let mut before = rows.start;
    for entry in entries {
        cells.next(out);
        let _ = write!(out, "{}", entry.row - before);
        before = entry.row;
    }
    out.push_str("],\"days\":[");
    let mut cells = Comma::default();
    for entry in entries {
        cells.next(out);
        match entry.day() {
            Some(day) => {
                let _ = write!(out, "{}", day.0);
            }
            None => out.push_str("null"),
        }
    }
    out.push(']');
    if entries.iter().any(|e| e.count != 1) {
        out.push_str(",\"counts\":[");
        let mut cells = Comma::default();
        for entry in entries {
            cells.next(out);
            let _ = write!(out, "{}", entry.count);
        }
        out.push(']');
    }
    out.push('}');
}

fn read_signal(table: &mut Table, json: &Value) -> Result<(), RowsError> {
    let kind = text(json, "kind").ok_or_else(|| wrong("signals"))?;
    let bad = || wrong(kind);
    let (steps, days) = (list(json, "rows")?, list(json, "days")?);
    let counts = match json.get("counts") {
        Some(_) => Some(list(json, "counts")?),
        None => None,
    };
    if steps.len() != days.len() || counts.is_some_and(|c| c.len() != days.len()) {
        return Err(bad());
    }
    let place = table.signal_index(kind);
    let mut row = 0_u32;
    for (at, (step, day)) in steps.iter().zip(days).enumerate() {
        row = row.saturating_add(whole(step).ok_or_else(bad)?);
        let day = match day {
            Value::Null => None,
            day => {
                let day = day.as_i64().and_then(|d| i32::try_from(d).ok());
                Some(Day(day.ok_or_else(bad)?))
            }
        };
        let count = match counts {
            Some(counts) => counts.get(at).and_then(whole).ok_or_else(bad)?,
            None => 1,
        };
        if row >= table.rows() || count == 0 {
            return Err(bad());
        }
        table.add_signal_at(place, row, day, count);
    }
    Ok(())
}

fn write_text(out: &mut String, text: &str) {
    out.push('"');
    let mut plain = 0;
    for (at, byte) in text.bytes().enumerate() {
        if byte >= 0x20 && byte != b'"' && byte != b'\\' {
            continue;
        }
        out.push_str(text.get(plain..at).unwrap_or(""));
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            _ => {
                let _ = write!(out, "\\u{byte:04x}");
            }
        }
        plain = at + 1;
    }
    out.push_str(text.get(plain..).unwrap_or(""));
    out.push('"');
}

fn wrong(member: &str) -> RowsError {
    RowsError(format!("“{member}” is not as expected"))
}

fn list<'a>(json: &'a Value, member: &str) -> Result<&'a [Value], RowsError> {
    json.get(member)
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .ok_or_else(|| wrong(member))
}

fn text<'a>(json: &'a Value, member: &str) -> Option<&'a str> {
    json.get(member).and_then(Value::as_str)
}

fn whole(json: &Value) -> Option<u32> {
    json.as_u64().and_then(|n| u32::try_from(n).ok())
}

fn row_and_object(entry: &Value, rows: u32) -> Option<(u32, Map<String, Value>)> {
    let [row, text] = entry.as_array()?.as_slice() else {
        return None;
    };
    let row = whole(row).filter(|row| *row < rows)?;
    match crate::json::parse(text.as_str()?).ok()? {
        Value::Object(members) => Some((row, members)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{read_rows, write_rows};
    use crate::Table;
    use crate::day::Day;
    use crate::dictionary::Kind;
    use expect_test::expect;

    #[test]
    fn rows_are_written_column_by_column() {
        let mut t = Table::new();
        t.add_rows(5, None);
        for (row, value) in [(1, "software"), (2, "fin\"tech\u{1}é"), (4, "software")] {
            t.set(row, "industry", value);
        }
        t.column_mut("employees").set(2, "120", Kind::Number);
        t.column_mut("employees").set(3, "120", Kind::Text);
        t.column_mut("employees").inferred.extend([0, 2, 3]);
        t.column_mut("blank");
        t.add_signal(2, "replied", Some(Day(20000)), 1);
        t.add_signal(4, "replied", None, 3);
        let text = write_rows(&t, 1..5);
        expect![[r#"{"rows":4,"columns":[{"id":"industry","cells":["software","fin\"tech\u0001é",null,0]},{"id":"employees","cells":[null,["120"],"120"],"inferred":[1,2]}],"signals":[{"kind":"replied","rows":[1,2],"days":[20000,null],"counts":[1,3]}],"overrides":[],"extras":[]}"#]]
        .assert_eq(&text);
        let back = read_rows(&text).unwrap();
        assert_eq!(write_rows(&back, 0..9), text);
        assert_eq!(back.get(3, "industry"), "software");
    }

    #[test]
    fn what_is_not_rows_is_refused() {
        let check = |text: &str, expected: &str| {
            let error = read_rows(text).unwrap_err().to_string();
            assert!(error.contains(expected), "{text}: {error}");
        };
        let with = |columns: &str, signals: &str| {
            format!(
                r#"{{"rows":2,"columns":[{columns}],"signals":[{signals}],"overrides":[],"extras":[]}}"#
            )
        };
        assert!(read_rows(&with("", "")).is_ok());
        check("", "too early");
        check("[]", "rows");
        check(r#"{"rows":2}"#, "columns");
        check(&with(r#"{"id":"a","cells":[0]}"#, ""), "“a”");
        check(&with(r#"{"id":"a","cells":["x",1]}"#, ""), "“a”");
        check(&with(r#"{"id":"a","cells":["x",-1]}"#, ""), "“a”");
        check(&with(r#"{"id":"a","cells":["x",null,null]}"#, ""), "“a”");
        check(&with(r#"{"id":"a","cells":[[1]]}"#, ""), "“a”");
        check(
            &with(r#"{"id":"a","cells":["x"],"inferred":[1,2]}"#, ""),
            "“a”",
        );
        check(&with(r#"{"id":"","cells":["x"]}"#, ""), "columns");
        check(&with("", r#"{"kind":"r","rows":[2],"days":[1]}"#), "“r”");
        check(&with("", r#"{"kind":"r","rows":[1],"days":[]}"#), "“r”");
        check(&with("", r#"{"kind":"r","rows":[1],"days":["x"]}"#), "“r”");
        check(
            &with("", r#"{"kind":"r","rows":[1],"days":[1],"counts":[0]}"#),
            "“r”",
        );
    }
}
