//! Writing lists as CSV that a spreadsheet opens without running anything.

use crate::inert::{self, MARK};
use model::Table;

/// Writes rows as CSV: UTF-8, commas, CRLF.
#[derive(Clone, Debug)]
pub struct CsvWriter {
    text: String,
    columns: usize,
    marked: bool,
}

impl CsvWriter {
    /// A list with these headers that this program reads back exactly: its last column marks it as ours.
    #[must_use]
    pub fn ours<S: AsRef<str>>(headers: &[S]) -> CsvWriter {
        CsvWriter::begin(headers, true)
    }

    /// A list with these headers, for people and spreadsheets only.
    #[must_use]
    pub fn plain<S: AsRef<str>>(headers: &[S]) -> CsvWriter {
        CsvWriter::begin(headers, false)
    }

    fn begin<S: AsRef<str>>(headers: &[S], marked: bool) -> CsvWriter {
        let mut writer = CsvWriter {
            text: String::new(),
            columns: headers.len(),
            marked: false,
        };
        let mut line = String::new();
        for header in headers {
            cell(header.as_ref(), &mut line);
            line.push(',');
        }
        match marked {
            true => line.push_str(MARK),
            false => _ = line.pop(),
        }
        writer.text.push_str(&line);
        writer.text.push_str("\r\n");
        writer.marked = marked;
        writer
    }

    /// Writes one row; missing cells are empty, those beyond the headers are left out.
    pub fn row<S: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = S>) {
        let mut written = 0;
        for value in cells.into_iter().take(self.columns) {
            if written > 0 {
                self.text.push(',');
            }
            cell(value.as_ref(), &mut self.text);
            written += 1;
        }
        let commas = (self.columns - written) + usize::from(self.marked)
            - usize::from(written == 0 && self.columns > 0);
        self.text.extend(std::iter::repeat_n(',', commas));
        self.text.push_str("\r\n");
    }

    /// Bytes written so far.
    #[must_use]
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether nothing was written; never, as the headers are.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The whole file.
    #[must_use]
    pub fn finish(self) -> String {
        self.text
    }
}

/// Writes one cell. Whatever may split cells somewhere is quoted, so that a semicolon does not set a formula free in another country's spreadsheet.
fn cell(value: &str, text: &mut String) {
    let inert = inert::needs_quote(value);
    let quoted = inert
        || value.contains(['"', ',', ';', '\t', '|', '\n', '\r'])
        || value.starts_with(char::is_whitespace)
        || value.ends_with(char::is_whitespace);
    if !quoted {
        text.push_str(value);
        return;
    }
    text.push('"');
    if inert {
        text.push('\'');
    }
    for (at, part) in value.split('"').enumerate() {
        if at > 0 {
            text.push_str("\"\"");
        }
        text.push_str(part);
    }
    text.push('"');
}

/// One column of an export: its header and the attribute it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportColumn {
    /// What stands above it.
    pub header: String,
    /// The attribute's id.
    pub attribute: String,
}

/// The columns of a list to export: those of the imported lists under their own headers, in their order, then every other attribute that any contact has, under its label.
#[must_use]
pub fn export_columns<'a>(
    table: &Table,
    imported: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Vec<ExportColumn> {
    let mut columns: Vec<ExportColumn> = Vec::new();
    let mut add = |header: &str, attribute: &str| {
        let known = columns.iter().any(|c| c.attribute == attribute);
        if !known && table.column(attribute).is_some() {
            columns.push(ExportColumn {
                header: header.to_owned(),
                attribute: attribute.to_owned(),
            });
        }
    };
    for (header, attribute) in imported {
        add(header, attribute);
    }
    for column in table.columns() {
        add(model::facts::attribute_label(&column.id), &column.id);
    }
    let written: Vec<String> = columns.iter().map(|c| c.header.clone()).collect();
    for (column, header) in columns.iter_mut().zip(crate::headers::apart(&written)) {
        column.header = header;
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::CsvWriter;
    use crate::reader::{Options, Reader};
    use proptest::prelude::*;

    fn round_trip(rows: &[Vec<String>]) {
        let headers = ["=a", "b", "c"];
        let mut csv = CsvWriter::ours(&headers);
        for row in rows {
            csv.row(row);
        }
        let options = Options {
            keep_empty_rows: true,
            ..Options::default()
        };
        let text = csv.finish();
        let table = Reader::read(text.as_bytes(), options).unwrap();
        assert!(table.is_ours);
        assert_eq!(table.columns[0].header, "=a");
        assert_eq!(table.rows() as usize, rows.len(), "{text}");
        for (at, row) in rows.iter().enumerate() {
            for (column, cell) in table.columns.iter().zip(row) {
                assert_eq!(column.get(at as u32), cell);
            }
        }
        let odd = table
            .problems
            .kept()
            .iter()
            .filter(|p| !p.what.contains("NUL") && p.line > 0);
        assert_eq!(odd.count(), 0);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(rows in proptest::collection::vec(proptest::collection::vec("[=+@'\"a,;|\t\r\n é\0-]{0,6}", 3), 1..6)) {
            round_trip(&rows);
        }
    }

    #[test]
    fn naughty_strings_come_back() {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../../shared/data/naughty/blns.json"
        );
        let Ok(text) = std::fs::read_to_string(path) else {
            println!("skipped: the folder shared/data is not there");
            return;
        };
        let naughty: Vec<String> = serde_json::from_str(&text).unwrap();
        assert!(naughty.len() > 400);
        let rows: Vec<Vec<String>> = naughty
            .iter()
            .map(|s| vec!["x".to_owned(), s.clone(), format!("'{s}")])
            .collect();
        round_trip(&rows);
    }

    #[test]
    fn cells_are_inert_and_rows_full() {
        let mut csv = CsvWriter::ours(&["Name", "Note"]);
        csv.row(["=cmd|' /C calc'!A0", "a;=1"]);
        csv.row(["only"]);
        csv.row([] as [&str; 0]);
        assert_eq!(
            csv.finish(),
            "Name,Note,leadlens-csv/1\r\n\"'=cmd|' /C calc'!A0\",\"a;=1\",\r\nonly,,\r\n,,\r\n"
        );
    }
}
