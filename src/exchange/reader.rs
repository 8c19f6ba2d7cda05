//! Reading a list in slices, straight into columns of coded values: no text per cell is made.

use crate::decode::{decode, is_damaged_utf8};
use crate::dialect::{self, Dialect};
use crate::headers;
use crate::inert;
use crate::problem::{Problem, shown};
use crate::raw::{RawColumn, RawTable};
use crate::sniff::{Encoding, Refusal, sniff};
use crate::split::{Oddity, Record, Splitter};

/// What the caller knows about a list. The default is to find out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The byte between two cells.
    pub delimiter: Option<u8>,
    /// Whether the first row names the columns.
    pub header: Option<bool>,
    /// Whether rows without any text are kept. They are counted and left out otherwise.
    pub keep_empty_rows: bool,
}

/// How far a long piece of work is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Work done.
    pub done: u64,
    /// Work in all, in the same measure: bytes while reading, rows while importing.
    pub of: u64,
    /// Rows so far.
    pub rows: u32,
    /// Whether nothing is left to do.
    pub finished: bool,
}

/// Cells kept at most: rows times columns. More does not fit in a browser tab.
const MAX_CELLS: u64 = 100_000_000;

/// Columns kept at most.
const MAX_COLUMNS: usize = 1_000;

/// Rows that are put into their columns together, column by column: what one column needs is at hand then.
const BATCH: usize = 128;

/// Bytes looked at to find the layout.
const HEAD: usize = 64 * 1024;

/// Reads a list from bytes that lie in memory, a slice at a time.
#[derive(Debug)]
pub struct Reader {
    options: Options,
    state: State,
    encoding: Encoding,
    /// Bytes of the file (while decoding) or of the text (while reading) that are done.
    at: usize,
    /// Bytes of the byte order mark.
    mark: usize,
    /// The text, where the file is not valid UTF-8.
    decoded: Option<String>,
    unreadable: u64,
    /// Bytes looked at in one step; grows while one record is longer.
    window: usize,
    table: RawTable,
    has_headers: bool,
    /// Columns named by the header row.
    named: usize,
    line: u32,
    /// The records of rows that are not in their columns yet; none between two steps.
    batch: Vec<Record>,
    scratch: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Start,
    Decode,
    Layout,
    Read,
    Done,
}

impl Reader {
    /// A reader that has read nothing yet.
    #[must_use]
    pub fn new(options: Options) -> Reader {
        Reader {
            options,
            state: State::Start,
            encoding: Encoding::Utf8,
            at: 0,
            mark: 0,
            decoded: None,
            unreadable: 0,
            window: 0,
            table: RawTable::default(),
            has_headers: false,
            named: 0,
            line: 1,
            batch: Vec::new(),
            scratch: String::new(),
        }
    }

    /// Reads on for about `max_bytes` and says how far it is. `whole` is the whole file, the same at every call.
    ///
    /// # Errors
    /// A [`Refusal`] when the file is no list; nothing has been read then.
    pub fn step(&mut self, whole: &[u8], max_bytes: usize) -> Result<Progress, Refusal> {
        let max_bytes = max_bytes.max(256);
        match self.state {
            State::Start => {
                (self.encoding, self.mark) = match sniff(whole) {
                    // Blank lines are rows where empty rows are wanted.
                    Err(Refusal::Empty) if self.options.keep_empty_rows && !whole.is_empty() => {
                        (Encoding::Utf8, 0)
                    }
                    known => known?,
                };
                self.at = self.mark;
                self.state = match self.encoding {
                    Encoding::Utf8 => State::Layout,
                    _ => State::Decode,
                };
            }
            State::Decode => self.decode_on(whole, max_bytes),
            State::Layout | State::Read => self.read_on(whole, max_bytes),
            State::Done => {}
        }
        Ok(self.progress(whole))
    }

    /// The list, as far as it was read.
    #[must_use]
    pub fn finish(mut self) -> RawTable {
        if !self.has_headers && self.state == State::Done {
            self.about_file("There is nothing in this file but blank lines.");
        } else if self.table.lines.is_empty() && self.state == State::Done {
            self.about_file("There is a row of headers and no row below it.");
        }
        if self.unreadable > 0 {
            let what = format!(
                "{} places could not be read as {}; they show as �.",
                self.unreadable,
                self.encoding.label()
            );
            self.about_file(&what);
        }
        self.table.encoding = Some(self.encoding);
        inert::undo(&mut self.table);
        self.table
    }

    /// Reads a whole file in one go.
    ///
    /// # Errors
    /// A [`Refusal`] when the file is no list.
    pub fn read(whole: &[u8], options: Options) -> Result<RawTable, Refusal> {
        let mut reader = Reader::new(options);
        while !reader.step(whole, 1 << 20)?.finished {}
        Ok(reader.finish())
    }

    fn progress(&self, whole: &[u8]) -> Progress {
        let bytes = whole.len() as u64;
        let (done, of) = match (&self.decoded, self.state) {
            (_, State::Done) => (bytes, bytes),
            // Decoding is the first half of the work.
            (Some(_), State::Decode) => (self.at as u64, bytes * 2),
            (Some(text), _) => {
                let share = self.at as f64 / text.len().max(1) as f64;
                (bytes + (share * bytes as f64) as u64, bytes * 2)
            }
            (None, _) => (self.at as u64, bytes),
        };
        Progress {
            done,
            of,
            rows: self.table.rows(),
            finished: self.state == State::Done,
        }
    }

    fn decode_on(&mut self, whole: &[u8], max_bytes: usize) {
        let end = (self.at + max_bytes).min(whole.len());
        let last = end == whole.len();
        let slice = whole.get(self.at..end).unwrap_or(&[]);
        let text = self.decoded.get_or_insert_default();
        let (used, bad) = decode(self.encoding, slice, last, text);
        self.at += used;
        self.unreadable += bad;
        if last {
            self.at = 0;
            self.state = State::Layout;
        }
    }

    /// The bytes are not UTF-8 after all: begins again.
    fn restart(&mut self, whole: &[u8]) {
        let mut again = Reader::new(self.options);
        again.encoding = match is_damaged_utf8(whole) {
            true => Encoding::Utf8,
            false => Encoding::Windows1252,
        };
        again.state = State::Decode;
        again.mark = self.mark;
        again.at = self.mark;
        *self = again;
    }

    fn read_on(&mut self, whole: &[u8], max_bytes: usize) {
        self.window = match self.state {
            // However small the slices are, the layout is told from the same first bytes.
            State::Layout => HEAD,
            _ => self.window.max(max_bytes),
        };
        // The text is taken out for the time of the step, so that the rest can be changed beside it.
        let decoded = self.decoded.take();
        let (text, is_last) = match &decoded {
            Some(text) => {
                let end = text.floor_char_boundary(self.at + self.window);
                (text.get(self.at..end).unwrap_or(""), end == text.len())
            }
            None => {
                let end = (self.at + self.window).min(whole.len());
                let is_last = end == whole.len();
                let slice = whole.get(self.at..end).unwrap_or(&[]);
                match str::from_utf8(slice) {
                    Ok(text) => (text, is_last),
                    Err(error) if error.error_len().is_none() && !is_last => {
                        let valid = slice.get(..error.valid_up_to()).unwrap_or(&[]);
                        (str::from_utf8(valid).unwrap_or(""), false)
                    }
                    Err(_) => return self.restart(whole),
                }
            }
        };
        if self.state == State::Layout {
            self.find_layout(text);
            self.window = 0;
            self.decoded = decoded;
            return;
        }
        let used = self.records(text, is_last);
        self.at += used;
        if used == 0 && !is_last {
            self.window *= 2;
        } else {
            self.window = max_bytes;
        }
        if is_last || self.is_full() {
            self.state = State::Done;
        }
        self.decoded = decoded;
    }

    fn find_layout(&mut self, text: &str) {
        let head = text.get(..text.floor_char_boundary(HEAD)).unwrap_or(text);
        let layout = dialect::detect(head, self.options.delimiter, self.options.header);
        let above = head.get(..layout.preamble).unwrap_or("");
        if !above.trim().is_empty() && !above.starts_with("sep=") {
            let first = above.trim().lines().next().unwrap_or("");
            self.table.problems.add(|| Problem {
                line: 1,
                column: 0,
                header: String::new(),
                value: shown(first),
                what: "The lines above the table were left out.".into(),
            });
            above.clone_into(&mut self.table.preamble);
        }
        self.line += above.lines().count() as u32;
        self.at += layout.preamble;
        self.table.dialect = Some(layout);
        self.state = State::Read;
    }

    fn is_full(&mut self) -> bool {
        let cells = self.table.lines.len() as u64 * self.table.columns.len().max(1) as u64;
        if cells < MAX_CELLS {
            return false;
        }
        let what = format!(
            "Only the first {} rows were read; more do not fit here. Split the file.",
            self.table.lines.len()
        );
        self.about_file(&what);
        true
    }

    /// Reads the whole records of a text and returns the bytes they take.
    fn records(&mut self, text: &str, is_last: bool) -> usize {
        let layout = self.table.dialect.unwrap_or(Dialect {
            delimiter: b',',
            preamble: 0,
            header: true,
        });
        let bytes = text.as_bytes();
        let mut splitter = Splitter::new(bytes, layout.delimiter);
        let has_nul = memchr::memchr(0, bytes).is_some();
        let mut batch = std::mem::take(&mut self.batch);
        batch.resize_with(BATCH, Record::default);
        let (mut at, mut waiting) = (0, 0);
        while at < bytes.len() {
            if waiting == batch.len() {
                self.fill(text, &batch);
                waiting = 0;
            }
            let Some(record) = batch.get_mut(waiting) else {
                break;
            };
            let Some(next) = splitter.next(at, is_last, record) else {
                break;
            };
            let blank = record.is_blank(bytes);
            if self.has_headers {
                waiting += usize::from(self.row(text, record, blank));
            } else if !blank || self.options.header == Some(false) {
                waiting += usize::from(self.headers(text, record, layout.header));
            }
            if has_nul {
                self.nul_bytes(text, record);
            }
            self.line += 1 + record.inner_lines;
            at = next;
        }
        self.fill(text, batch.get(..waiting).unwrap_or(&[]));
        self.batch = batch;
        at
    }

    /// Puts the cells of the last rows into their columns.
    fn fill(&mut self, text: &str, records: &[Record]) {
        let first = self.table.lines.len().saturating_sub(records.len()) as u32;
        for (at, column) in self.table.columns.iter_mut().enumerate() {
            for (row, record) in (first..).zip(records) {
                if let Some(cell) = record.cells.get(at) {
                    column.push(row, cell.text(text, &mut self.scratch));
                }
            }
        }
    }

    /// Reads the first record; returns whether it is a row.
    fn headers(&mut self, text: &str, record: &Record, named: bool) -> bool {
        self.has_headers = true;
        self.named = record.cells.len().min(MAX_COLUMNS);
        if !named {
            self.table.columns = (1..=self.named)
                .map(|n| RawColumn::new(format!("Column {n}")))
                .collect();
            return self.row(text, record, false);
        }
        let cells = record.cells.iter().take(MAX_COLUMNS);
        let written: Vec<String> = cells
            .map(|c| c.text(text, &mut self.scratch).to_owned())
            .collect();
        let names = headers::apart(&written);
        for (at, (name, written)) in names.iter().zip(&written).enumerate() {
            if name != written {
                let line = self.line;
                self.table.problems.add(|| Problem {
                    line,
                    column: at as u32 + 1,
                    header: name.clone(),
                    value: shown(written),
                    what: match written.trim().is_empty() {
                        true => format!("This column has no header; it is kept as “{name}”."),
                        false => format!(
                            "Another column has this header too; this one is kept as “{name}”."
                        ),
                    },
                });
            }
        }
        self.table.columns = names.into_iter().map(RawColumn::new).collect();
        self.oddities(text, record);
        false
    }

    /// Makes a row of a record, without its cells; returns whether it is one.
    #[inline]
    fn row(&mut self, text: &str, record: &Record, blank: bool) -> bool {
        let one_column = self.named == 1;
        let kept_blank = one_column && self.options.keep_empty_rows;
        if !kept_blank && (blank || is_empty(record)) {
            let keep = self.options.keep_empty_rows && !blank;
            if !keep {
                self.table.empty_rows += 1;
                return false;
            }
        }
        self.table.lines.push(self.line);
        if record.cells.len() != self.named {
            self.ragged(text, record);
        }
        if !record.oddities.is_empty() {
            self.oddities(text, record);
        }
        true
    }

    /// A row with more or fewer cells than there are headers.
    #[cold]
    fn ragged(&mut self, text: &str, record: &Record) {
        let (count, named, line) = (record.cells.len(), self.named, self.line);
        if count < named {
            self.table.problems.add(|| Problem {
                line,
                column: count as u32,
                header: String::new(),
                value: String::new(),
                what: format!("This row has {count} cells where the header has {named}; the rest is left empty."),
            });
            return;
        }
        let extra = record.cells.get(named..).unwrap_or(&[]);
        let Some(last) = extra.iter().rposition(|c| c.start < c.end) else {
            return;
        };
        let value = extra
            .first()
            .map_or("", |c| c.text(text, &mut self.scratch));
        let value = shown(value);
        self.table.problems.add(|| Problem {
            line,
            column: named as u32 + 1,
            header: String::new(),
            value,
            what: format!(
                "This row has {count} cells where the header has {named}; the others are kept as “Extra 1” and so on."
            ),
        });
        let wanted = (named + last + 1).min(MAX_COLUMNS);
        while self.table.columns.len() < wanted {
            let mut names: Vec<String> = self
                .table
                .columns
                .iter()
                .map(|c| c.header.clone())
                .collect();
            names.push(format!("Extra {}", names.len() + 1 - named));
            self.table.columns.push(RawColumn::new(
                headers::apart(&names).pop().unwrap_or_default(),
            ));
        }
        if named + last + 1 > MAX_COLUMNS {
            self.about_line("This row has more than 1,000 cells; those beyond were left out.");
        }
    }

    #[cold]
    fn oddities(&mut self, text: &str, record: &Record) {
        for &(at, oddity) in &record.oddities {
            let cell = record.cells.get(at as usize);
            let value = cell.map_or("", |c| c.text(text, &mut self.scratch));
            let what = match oddity {
                Oddity::NeverClosed => {
                    "A quote opens this cell and none closes it; the quote was read as text."
                }
                Oddity::AfterQuote => {
                    "There is text behind the closing quote; it was added to the cell."
                }
                Oddity::LoneQuote => {
                    "There is a quote inside a cell that is not quoted; it was read as text."
                }
            };
            let (line, header) = (self.line, self.table.columns.get(at as usize));
            self.table.problems.add(|| Problem {
                line,
                column: at + 1,
                header: header.map_or_else(String::new, |c| c.header.clone()),
                value: shown(value),
                what: what.into(),
            });
        }
    }

    #[cold]
    fn nul_bytes(&mut self, text: &str, record: &Record) {
        for (at, cell) in record.cells.iter().enumerate() {
            let value = cell.text(text, &mut self.scratch);
            if !value.contains('\0') {
                continue;
            }
            let (line, header) = (self.line, self.table.columns.get(at));
            self.table.problems.add(|| Problem {
                line,
                column: at as u32 + 1,
                header: header.map_or_else(String::new, |c| c.header.clone()),
                value: shown(value),
                what: "There is a NUL byte in this cell; it was kept.".into(),
            });
        }
    }

    fn about_file(&mut self, what: &str) {
        self.table.problems.add(|| Problem {
            line: 0,
            column: 0,
            header: String::new(),
            value: String::new(),
            what: what.into(),
        });
    }

    fn about_line(&mut self, what: &str) {
        let line = self.line;
        self.table.problems.add(|| Problem {
            line,
            column: 0,
            header: String::new(),
            value: String::new(),
            what: what.into(),
        });
    }
}

/// Whether no cell has any text.
#[inline]
fn is_empty(record: &Record) -> bool {
    record.cells.iter().all(|c| c.start == c.end)
}
