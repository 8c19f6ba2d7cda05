//! One record of a delimited text at a time: where its cells begin and end.
//!
//! Reads every text as `csv-core` does (a property test holds both side by side) and also says what is odd about it, which `csv-core` keeps to itself:
//! a quote never closed, text behind a closing quote, a quote inside a plain cell.

use memchr::{memchr, memchr_iter};

/// Where a cell lies in the text, and how it is to be taken from there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cell {
    pub start: u32,
    pub end: u32,
    pub form: Form,
}

/// How the text of a cell is got from its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// As it stands.
    Plain,
    /// Without the doubling of quotes; where a lone quote stands, quoting ends and the rest is as it stands.
    Quoted,
}

/// What is odd about a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Oddity {
    /// A quote opened a cell and no quote closed it; the quote was read as text.
    NeverClosed,
    /// Text between a closing quote and the end of the cell; it was added to the cell.
    AfterQuote,
    /// A quote inside a cell that is not quoted; it was read as text.
    LoneQuote,
}

/// What was found in one record.
#[derive(Debug, Default)]
pub(crate) struct Record {
    pub cells: Vec<Cell>,
    /// Line breaks inside its cells.
    pub inner_lines: u32,
    /// Cell (from 0) and what is odd about it.
    pub oddities: Vec<(u32, Oddity)>,
}

/// Reads the records of a text with one delimiter.
pub(crate) struct Splitter {
    delimiter: u8,
    /// Bytes at which a plain cell may end.
    stops: [bool; 256],
}

/// What ended a cell.
enum End {
    Cell,
    Record,
    /// The text ends here and more may follow.
    Open,
}

impl Splitter {
    pub(crate) fn new(delimiter: u8) -> Splitter {
        let mut stops = [false; 256];
        for byte in [delimiter, b'\n', b'\r', b'"'] {
            if let Some(stop) = stops.get_mut(usize::from(byte)) {
                *stop = true;
            }
        }
        Splitter { delimiter, stops }
    }

    /// Reads the record that begins at `at` and returns where the next begins; `None` when the text ends before the record does and more follows.
    /// A blank line is a record with one empty cell.
    pub(crate) fn next(
        &self,
        text: &[u8],
        at: usize,
        is_last: bool,
        record: &mut Record,
    ) -> Option<usize> {
        record.cells.clear();
        record.oddities.clear();
        record.inner_lines = 0;
        let mut at = at;
        loop {
            let (next, end) = match text.get(at) {
                Some(b'"') => self.quoted(text, at, is_last, record)?,
                _ => self.plain(text, at, at, record),
            };
            at = next;
            match end {
                End::Cell => {}
                End::Record => {
                    // A carriage return at the very end may have its line feed in the next slice.
                    let cut = at == text.len() && text.get(at.wrapping_sub(1)) == Some(&b'\r');
                    return (!cut || is_last).then_some(at);
                }
                End::Open => return is_last.then_some(at),
            }
        }
    }

    /// A cell as it stands, from `start`; the bytes before `from` are known to belong to it.
    #[inline]
    fn plain(&self, text: &[u8], start: usize, from: usize, record: &mut Record) -> (usize, End) {
        let mut from = from;
        let mut told = from > start;
        loop {
            let rest = text.get(from..).unwrap_or(&[]);
            let length = self.to_stop(rest);
            let end = from + length;
            match rest.get(length) {
                Some(b'"') => {
                    if !told {
                        told = true;
                        record.oddity(Oddity::LoneQuote);
                    }
                    from = end + 1;
                }
                stop => {
                    record.push(start, end, Form::Plain);
                    return self.after(text, end, stop.copied());
                }
            }
        }
    }

    #[inline]
    fn to_stop(&self, rest: &[u8]) -> usize {
        #[expect(clippy::indexing_slicing, reason = "a byte is always below 256")]
        rest.iter()
            .position(|&b| self.stops[usize::from(b)])
            .unwrap_or(rest.len())
    }

    /// Where reading goes on behind a cell that ends at `end`.
    #[inline]
    fn after(&self, text: &[u8], end: usize, stop: Option<u8>) -> (usize, End) {
        match stop {
            None => (end, End::Open),
            Some(b) if b == self.delimiter => (end + 1, End::Cell),
            Some(b'\r') if text.get(end + 1) == Some(&b'\n') => (end + 2, End::Record),
            Some(_) => (end + 1, End::Record),
        }
    }

    /// A cell that begins with a quote at `open`.
    fn quoted(
        &self,
        text: &[u8],
        open: usize,
        is_last: bool,
        record: &mut Record,
    ) -> Option<(usize, End)> {
        let start = open + 1;
        let mut from = start;
        let mut doubled = false;
        let close = loop {
            let Some(length) = memchr(b'"', text.get(from..).unwrap_or(&[])) else {
                if !is_last {
                    return None;
                }
                record.oddity(Oddity::NeverClosed);
                return Some(self.plain(text, open, start, record));
            };
            let quote = from + length;
            match text.get(quote + 1) {
                Some(b'"') => {
                    doubled = true;
                    from = quote + 2;
                }
                None if !is_last => return None,
                _ => break quote,
            }
        };
        let inside = text.get(start..close).unwrap_or(&[]);
        let stop = text.get(close + 1).copied();
        let ends_here = stop.is_none_or(|b| b == self.delimiter || b == b'\n' || b == b'\r');
        if ends_here {
            record.inner_lines += breaks(inside);
            let form = if doubled { Form::Quoted } else { Form::Plain };
            record.push(start, close, form);
            return Some(self.after(text, close + 1, stop));
        }
        // The quote that should close stands where a cell begins, lines further down: it opens that cell, and ours was never closed.
        let opens = text
            .get(close.wrapping_sub(1))
            .is_some_and(|b| *b == self.delimiter || *b == b'\n' || *b == b'\r');
        if opens && breaks(inside) > 0 {
            record.oddity(Oddity::NeverClosed);
            return Some(self.plain(text, open, start, record));
        }
        record.oddity(Oddity::AfterQuote);
        record.inner_lines += breaks(inside);
        let mut end = close + 1;
        loop {
            let rest = text.get(end..).unwrap_or(&[]);
            end += self.to_stop(rest);
            if text.get(end) != Some(&b'"') {
                break;
            }
            end += 1;
        }
        record.push(start, end, Form::Quoted);
        Some(self.after(text, end, text.get(end).copied()))
    }
}

impl Record {
    #[inline]
    fn push(&mut self, start: usize, end: usize, form: Form) {
        // A text is at most 256 MB long.
        self.cells.push(Cell {
            start: start as u32,
            end: end as u32,
            form,
        });
    }

    fn oddity(&mut self, oddity: Oddity) {
        self.oddities.push((self.cells.len() as u32, oddity));
    }

    /// Whether it is a blank line.
    #[inline]
    pub(crate) fn is_blank(&self, text: &[u8]) -> bool {
        match self.cells.as_slice() {
            [only] => {
                only.start == only.end
                    && text.get((only.start as usize).wrapping_sub(1)) != Some(&b'"')
            }
            _ => false,
        }
    }
}

/// Line breaks in a text: LF, CRLF or CR.
fn breaks(text: &[u8]) -> u32 {
    let feeds = memchr_iter(b'\n', text).count();
    let returns = memchr_iter(b'\r', text).filter(|at| text.get(at + 1) != Some(&b'\n'));
    (feeds + returns.count()) as u32
}

impl Cell {
    /// The text of the cell; `scratch` holds it where it had to be put together.
    #[inline]
    pub(crate) fn text<'a>(&self, text: &'a str, scratch: &'a mut String) -> &'a str {
        let raw = text
            .get(self.start as usize..self.end as usize)
            .unwrap_or("");
        match self.form {
            Form::Plain => raw,
            Form::Quoted => {
                unquote(raw, scratch);
                scratch
            }
        }
    }
}

/// Undoes the doubling of quotes up to a lone quote, which is left out; the rest is as it stands.
fn unquote(raw: &str, into: &mut String) {
    into.clear();
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('"') {
        into.push_str(before);
        let Some(after) = after.strip_prefix('"') else {
            into.push_str(after);
            return;
        };
        into.push('"');
        rest = after;
    }
    into.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::{Oddity, Record, Splitter};
    use proptest::prelude::*;

    fn records(text: &str) -> (Vec<Vec<String>>, Vec<Oddity>) {
        let splitter = Splitter::new(b',');
        let (mut at, mut record, mut scratch) = (0, Record::default(), String::new());
        let (mut all, mut odd) = (Vec::new(), Vec::new());
        while at < text.len() {
            at = splitter
                .next(text.as_bytes(), at, true, &mut record)
                .unwrap();
            odd.extend(record.oddities.iter().map(|(_, o)| *o));
            if !record.is_blank(text.as_bytes()) {
                let cells = record.cells.iter();
                all.push(
                    cells
                        .map(|c| c.text(text, &mut scratch).to_owned())
                        .collect(),
                );
            }
        }
        (all, odd)
    }

    fn reference(text: &str) -> Vec<Vec<String>> {
        let mut reader = csv_core::Reader::new();
        let (mut input, mut all) = (text.as_bytes(), Vec::new());
        let (mut output, mut ends) = (vec![0; text.len() + 1], vec![0; text.len() + 2]);
        loop {
            let (result, used, _, count) = reader.read_record(input, &mut output, &mut ends);
            let (result, count) = match result {
                csv_core::ReadRecordResult::InputEmpty => {
                    // The end of the input is told by an empty one.
                    let (result, _, _, more) = reader.read_record(
                        &[],
                        &mut output[ends_at(&ends, count)..],
                        &mut ends[count..],
                    );
                    (result, count + more)
                }
                other => (other, count),
            };
            input = &input[used..];
            match result {
                csv_core::ReadRecordResult::Record => {
                    let mut start = 0;
                    all.push(
                        ends[..count]
                            .iter()
                            .map(|end| {
                                let cell = String::from_utf8(output[start..*end].to_vec()).unwrap();
                                start = *end;
                                cell
                            })
                            .collect(),
                    );
                }
                _ => return all,
            }
        }
    }

    fn ends_at(ends: &[usize], count: usize) -> usize {
        count.checked_sub(1).map_or(0, |last| ends[last])
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]
        #[test]
        fn records_are_those_of_csv_core(text in "[a,\"\n\r ]{0,40}") {
            let (ours, odd) = records(&text);
            // Where a quote is never closed we read on by lines on purpose.
            if !odd.contains(&Oddity::NeverClosed) {
                prop_assert_eq!(ours, reference(&text));
            }
        }
    }

    #[test]
    fn oddities_are_told_and_read_around() {
        let check = |text: &str, expected: &[&[&str]], odd: &[Oddity]| {
            let (ours, found) = records(text);
            assert_eq!(ours, expected, "{text}");
            assert_eq!(found, odd, "{text}");
        };
        check("a,\"b\"\"c\",d\n", &[&["a", "b\"c", "d"]], &[]);
        check("a,\"b\nc\"\r\nd", &[&["a", "b\nc"], &["d"]], &[]);
        check("a\rb\r", &[&["a"], &["b"]], &[]);
        check(
            "37\" screen,b",
            &[&["37\" screen", "b"]],
            &[Oddity::LoneQuote],
        );
        check("\"b\" c,d", &[&["b c", "d"]], &[Oddity::AfterQuote]);
        check("\"b\" \"c\",d", &[&["b \"c\"", "d"]], &[Oddity::AfterQuote]);
        check(
            "1,\"open,3\n2,b",
            &[&["1", "\"open", "3"], &["2", "b"]],
            &[Oddity::NeverClosed],
        );
        check(
            "1,\"open,3\n2,\"fine, too\",4",
            &[&["1", "\"open", "3"], &["2", "fine, too", "4"]],
            &[Oddity::NeverClosed],
        );
    }
}
