//! How a text is laid out as a table: its delimiter, the lines above the table, whether the first row names the columns.

use crate::recognise;
use crate::split::{Record, Splitter};

/// The layout of a delimited text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// The byte between two cells: comma, semicolon, tab or pipe.
    pub delimiter: u8,
    /// Bytes above the table that are no part of it.
    pub preamble: usize,
    /// Whether the first row of the table names the columns.
    pub header: bool,
}

impl Dialect {
    /// The delimiter's name.
    #[must_use]
    pub fn delimiter_label(self) -> &'static str {
        match self.delimiter {
            b';' => "semicolon",
            b'\t' => "tab",
            b'|' => "pipe",
            _ => "comma",
        }
    }
}

/// Records looked at.
const RECORDS: usize = 50;

/// Rows above the table at most.
const PREAMBLE: usize = 12;

/// Works the layout out from the beginning of a text. `delimiter` and `header` are used instead where the caller knows them.
#[must_use]
pub fn detect(head: &str, delimiter: Option<u8>, header: Option<bool>) -> Dialect {
    if let Some((stated, length)) = stated_delimiter(head) {
        let table = head.get(length..).unwrap_or("");
        let header = header.unwrap_or_else(|| has_header(&rows(table, stated)));
        return Dialect {
            delimiter: stated,
            preamble: length,
            header,
        };
    }
    let delimiter = delimiter.unwrap_or_else(|| best_delimiter(head));
    let rows = rows(head, delimiter);
    let skip = rows_above(&rows);
    let preamble = match skip.checked_sub(1) {
        Some(last) => rows.get(last).map_or(0, |row| row.end),
        None => 0,
    };
    let table = rows.get(skip..).unwrap_or(&[]);
    Dialect {
        delimiter,
        preamble,
        header: header.unwrap_or_else(|| has_header(table)),
    }
}

/// Excel's first line `sep=;`.
fn stated_delimiter(head: &str) -> Option<(u8, usize)> {
    let line = head.lines().next()?;
    let stated = line.trim_matches('"').strip_prefix("sep=")?;
    let delimiter = match stated.as_bytes() {
        [only] => *only,
        [] => return None,
        _ => return None,
    };
    let after = head.get(line.len()..)?;
    let end = after.len() - after.trim_start_matches(['\r', '\n']).len();
    matches!(delimiter, b',' | b';' | b'\t' | b'|').then_some((delimiter, line.len() + end))
}

struct Row {
    cells: Vec<String>,
    end: usize,
}

fn rows(head: &str, delimiter: u8) -> Vec<Row> {
    let mut splitter = Splitter::new(head.as_bytes(), delimiter);
    let (mut at, mut record, mut scratch, mut rows) =
        (0, Record::default(), String::new(), Vec::new());
    while at < head.len() && rows.len() < RECORDS {
        let Some(next) = splitter.next(at, true, &mut record) else {
            break;
        };
        at = next;
        let cells = record.cells.iter();
        rows.push(Row {
            cells: cells
                .map(|c| c.text(head, &mut scratch).to_owned())
                .collect(),
            end: at,
        });
    }
    // The head may end in the middle of its last record.
    if rows.len() > 2 && at >= head.len() {
        rows.pop();
    }
    rows
}

/// The delimiter that gives most rows the same number of cells, more than one.
fn best_delimiter(head: &str) -> u8 {
    let mut best = (0, b',');
    for delimiter in [b',', b';', b'\t', b'|'] {
        let rows = rows(head, delimiter);
        let filled: Vec<usize> = rows
            .iter()
            .filter(|row| row.cells.iter().any(|c| !c.trim().is_empty()))
            .map(|row| row.cells.len())
            .collect();
        let Some(&common) = filled
            .iter()
            .max_by_key(|n| (filled.iter().filter(|m| m == n).count(), **n))
        else {
            continue;
        };
        if common < 2 {
            // Perhaps only some rows have cells: the header of a list of one row.
            continue;
        }
        let alike = filled.iter().filter(|n| **n == common).count();
        // Alike in per mille first, then the number of cells.
        let score = alike * 1_000 / filled.len() * 1_000 + common.min(999);
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    best.1
}

/// Rows above the table: notes of one cell each, then rows of three cells or more.
fn rows_above(rows: &[Row]) -> usize {
    let is_note = |row: &&Row| {
        let filled = row.cells.iter().filter(|c| !c.trim().is_empty()).count();
        filled <= 1
    };
    let notes = rows.iter().take(PREAMBLE).take_while(is_note).count();
    let below = rows.get(notes..).unwrap_or(&[]);
    let wide = |row: &Row| row.cells.len() >= 3;
    let has_note = rows
        .iter()
        .take(notes)
        .any(|row| row.cells.iter().any(|c| !c.trim().is_empty()));
    let is_table = below.first().is_some_and(wide) && below.iter().take(3).all(wide);
    if has_note && is_table { notes } else { 0 }
}

/// Whether the first row names the columns. It does, unless it holds an e-mail address or mostly numbers and nothing in it is known as a header.
fn has_header(rows: &[Row]) -> bool {
    let Some(first) = rows
        .iter()
        .find(|row| row.cells.iter().any(|c| !c.trim().is_empty()))
    else {
        return true;
    };
    let filled: Vec<&str> = first
        .cells
        .iter()
        .map(|c| c.trim())
        .filter(|c| !c.is_empty())
        .collect();
    if filled.iter().any(|c| recognise::is_known(c)) {
        return true;
    }
    let addresses = filled.iter().any(|c| is_address(c));
    let numbers = filled
        .iter()
        .filter(|c| {
            c.bytes()
                .all(|b| b.is_ascii_digit() || b"+-./: ()".contains(&b))
        })
        .count();
    !addresses && numbers * 2 <= filled.len()
}

fn is_address(cell: &str) -> bool {
    cell.split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains(' '))
}

#[cfg(test)]
mod tests {
    use super::{Dialect, detect};

    #[test]
    fn the_layout_is_seen_from_the_first_rows() {
        let check = |head: &str, delimiter: u8, preamble: usize, header: bool| {
            let expected = Dialect {
                delimiter,
                preamble,
                header,
            };
            assert_eq!(detect(head, None, None), expected, "{head}");
        };
        check("a,b,c\n1,2,3\n", b',', 0, true);
        check("a;b;c\n1,5;2,5;3,5\n4,5;5;6\n", b';', 0, true);
        check("Name\tEmail\nAnn, B.\ta@b.example\n", b'\t', 0, true);
        check("Name|Email\nAnn|x\n", b'|', 0, true);
        check("a;b\n\"x,y,z\";\"1,2,3\"\n", b';', 0, true);
        check("foo", b',', 0, true);
        check("sep=;\r\nName;Email\r\nAnn;x", b';', 7, true);
        check("Ann,ann@a.example,1\nBob,bob@a.example,2\n", b',', 0, false);
        check("Name,ann@a.example\n", b',', 0, true);
        check("2024-01-01,15,+49 30 1234\n", b',', 0, false);
        check(
            "Notes:\n\"When exporting, your data\nmay be late\"\n\nFirst Name,Last Name,URL\nA,B,C\n",
            b',',
            48,
            true,
        );
        check(
            "Pipeline report\n\nName,Email,Phone\na,b,c\n",
            b',',
            17,
            true,
        );
    }
}
