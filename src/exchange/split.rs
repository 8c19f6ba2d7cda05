//! One record of a delimited text at a time: where its cells begin and end.
//!
//! Reads every text as `csv-core` does (a property test holds both side by side) and also says what is odd about it, which `csv-core` keeps to itself:
//! a quote never closed, text behind a closing quote, a quote inside a plain cell.

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
pub(crate) struct Splitter<'a> {
    text: &'a [u8],
    delimiter: u8,
    /// The block that was looked at last, and a bit for each of its bytes at which a plain cell may end.
    block: usize,
    stops: u64,
}

/// Bytes looked at together, one per bit.
const BLOCK: usize = 64;

/// What ended a cell.
enum End {
    Cell,
    Record,
    /// The text ends here and more may follow.
    Open,
}

impl<'a> Splitter<'a> {
    pub(crate) fn new(text: &'a [u8], delimiter: u8) -> Splitter<'a> {
        Splitter {
            text,
            delimiter,
            block: usize::MAX,
            stops: 0,
        }
    }

    /// Reads the record that begins at `at` and returns where the next begins; `None` when the text ends before the record does and more follows.
    /// A blank line is a record with one empty cell.
    pub(crate) fn next(&mut self, at: usize, is_last: bool, record: &mut Record) -> Option<usize> {
        record.cells.clear();
        record.oddities.clear();
        record.inner_lines = 0;
        let mut at = at;
        loop {
            let stop = self.next_stop(at);
            let (next, end) = match self.text.get(stop) {
                Some(&b) if b == self.delimiter => {
                    record.push(at, stop, Form::Plain);
                    at = stop + 1;
                    continue;
                }
                Some(b'"') if stop == at => self.quoted(at, is_last, record)?,
                Some(b'"') => self.plain(at, at, record),
                byte => {
                    record.push(at, stop, Form::Plain);
                    self.after(stop, byte.copied())
                }
            };
            at = next;
            match end {
                End::Cell => {}
                End::Record => {
                    // A carriage return at the very end may have its line feed in the next slice.
                    let cut =
                        at == self.text.len() && self.text.get(at.wrapping_sub(1)) == Some(&b'\r');
                    return (!cut || is_last).then_some(at);
                }
                End::Open => return is_last.then_some(at),
            }
        }
    }

    /// A cell as it stands, from `start`; the bytes before `from` are known to belong to it.
    fn plain(&mut self, start: usize, from: usize, record: &mut Record) -> (usize, End) {
        let mut from = from;
        let mut told = from > start;
        loop {
            let end = self.next_stop(from);
            match self.text.get(end) {
                Some(b'"') => {
                    if !told {
                        told = true;
                        record.oddity(Oddity::LoneQuote);
                    }
                    from = end + 1;
                }
                stop => {
                    record.push(start, end, Form::Plain);
                    return self.after(end, stop.copied());
                }
            }
        }
    }

    /// The first byte from here on at which a plain cell may end: the delimiter, a line break or a quote.
    #[inline]
    fn next_stop(&mut self, from: usize) -> usize {
        if self.block != from / BLOCK {
            self.look_at(from / BLOCK);
        }
        let mut ahead = self.stops & (u64::MAX << (from % BLOCK));
        while ahead == 0 {
            let next = self.block.wrapping_add(1);
            if next * BLOCK >= self.text.len() {
                return self.text.len();
            }
            self.look_at(next);
            ahead = self.stops;
        }
        let stop = self.block * BLOCK + ahead.trailing_zeros() as usize;
        stop.min(self.text.len())
    }

    #[inline]
    fn look_at(&mut self, block: usize) {
        let rest = self.text.get(block * BLOCK..).unwrap_or(&[]);
        self.stops = match rest.first_chunk::<BLOCK>() {
            Some(bytes) => stops(bytes, self.delimiter),
            None => {
                let mut bytes = [0; BLOCK];
                for (to, from) in bytes.iter_mut().zip(rest) {
                    *to = *from;
                }
                stops(&bytes, self.delimiter)
            }
        };
        self.block = block;
    }

    /// Where reading goes on behind a cell that ends at `end`.
    #[inline]
    fn after(&self, end: usize, stop: Option<u8>) -> (usize, End) {
        match stop {
            None => (end, End::Open),
            Some(b) if b == self.delimiter => (end + 1, End::Cell),
            Some(b'\r') if self.text.get(end + 1) == Some(&b'\n') => (end + 2, End::Record),
            Some(_) => (end + 1, End::Record),
        }
    }

    /// A cell that begins with a quote at `open`.
    fn quoted(&mut self, open: usize, is_last: bool, record: &mut Record) -> Option<(usize, End)> {
        let start = open + 1;
        let mut from = start;
        let mut doubled = false;
        // Line breaks inside: LF, CRLF or CR.
        let mut lines = 0;
        let close = loop {
            let stop = self.next_stop(from);
            let next = self.text.get(stop + 1);
            from = stop + 1;
            match self.text.get(stop) {
                Some(b'"') => match next {
                    Some(b'"') => {
                        doubled = true;
                        from = stop + 2;
                    }
                    None if !is_last => return None,
                    _ => break stop,
                },
                Some(b'\n') => lines += 1,
                Some(b'\r') => lines += u32::from(next != Some(&b'\n')),
                Some(_) => {}
                None if !is_last => return None,
                None => {
                    record.oddity(Oddity::NeverClosed);
                    return Some(self.plain(open, start, record));
                }
            }
        };
        let stop = self.text.get(close + 1).copied();
        let ends_here = stop.is_none_or(|b| b == self.delimiter || b == b'\n' || b == b'\r');
        if ends_here {
            record.inner_lines += lines;
            let form = if doubled { Form::Quoted } else { Form::Plain };
            record.push(start, close, form);
            return Some(self.after(close + 1, stop));
        }
        // The quote that should close stands where a cell begins, lines further down: it opens that cell, and ours was never closed.
        let opens = self
            .text
            .get(close.wrapping_sub(1))
            .is_some_and(|b| *b == self.delimiter || *b == b'\n' || *b == b'\r');
        if opens && lines > 0 {
            record.oddity(Oddity::NeverClosed);
            return Some(self.plain(open, start, record));
        }
        record.oddity(Oddity::AfterQuote);
        record.inner_lines += lines;
        let mut end = close + 1;
        loop {
            end = self.next_stop(end);
            if self.text.get(end) != Some(&b'"') {
                break;
            }
            end += 1;
        }
        record.push(start, end, Form::Quoted);
        Some(self.after(end, self.text.get(end).copied()))
    }
}

/// A bit for each byte at which a plain cell may end, the first byte's the lowest. No early end, so that the comparisons are
/// those of vectors.
#[inline]
fn stops(bytes: &[u8; BLOCK], delimiter: u8) -> u64 {
    let mut flags = [0_u8; BLOCK];
    for (flag, &byte) in flags.iter_mut().zip(bytes) {
        let stops = (byte == delimiter) | (byte == b'"') | (byte == b'\n') | (byte == b'\r');
        *flag = u8::from(stops);
    }
    // The product has the ones of eight bytes side by side in its highest byte.
    let (words, _) = flags.as_chunks::<8>();
    words.iter().rev().fold(0, |bits, word| {
        let ones = u64::from_le_bytes(*word).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        bits << 8 | ones
    })
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

impl Cell {
    /// The text of the cell; `scratch` holds it where it had to be put together.
    #[inline]
    pub(crate) fn text<'a>(&self, text: &'a str, scratch: &'a mut String) -> &'a str {
        let raw = text
            .get(self.start as usize..self.end as usize)
            .unwrap_or("");
        match self.form {
            Form::Plain => raw,
            Form::Quoted => unquoted(raw, scratch),
        }
    }
}

/// Few cells are put together; the others need not step around the code for it.
#[inline(never)]
fn unquoted<'a>(raw: &str, scratch: &'a mut String) -> &'a str {
    unquote(raw, scratch);
    scratch
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
        let mut splitter = Splitter::new(text.as_bytes(), b',');
        let (mut at, mut record, mut scratch) = (0, Record::default(), String::new());
        let (mut all, mut odd) = (Vec::new(), Vec::new());
        while at < text.len() {
            at = splitter.next(at, true, &mut record).unwrap();
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
        fn records_are_those_of_csv_core(text in "[a,\"\n\r ]{0,40}|[a,\"\n\r ]{50,150}|(,|\"|\n|\r\n|[a-f]{1,40}|\"[a-f,]{0,40}\"){0,20}") {
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
