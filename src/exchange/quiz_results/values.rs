//! The JSON values of a text, one behind the other: on lines, in a list, or both. What is damaged is passed over up to the next line.

use serde_json::{Deserializer, Value};

/// What stands in a text.
pub(super) enum Found<'t> {
    /// A value, with its line from 1 and its place in its list from 1; 0 outside of a list.
    Value {
        /// Its line.
        line: u32,
        /// Its place.
        place: u32,
        /// As it is written.
        text: &'t str,
        /// The value.
        value: Value,
    },
    /// Something else.
    Damage {
        /// Its line.
        line: u32,
        /// Its place.
        place: u32,
        /// The rest of its line.
        text: &'t str,
        /// What is wrong with it, a sentence.
        what: &'static str,
    },
}

/// Walks over the values of a text. Give every step the same one.
#[derive(Debug)]
pub(super) struct Values {
    /// The bytes passed.
    pub at: usize,
    /// The line at `at`.
    line: u32,
    /// How many lists are open.
    open: u32,
    /// How many values came in the open list.
    place: u32,
}

impl Values {
    pub fn new() -> Values {
        Values {
            at: 0,
            line: 1,
            open: 0,
            place: 0,
        }
    }

    /// Goes on by so many bytes.
    fn pass(&mut self, text: &str, bytes: usize) {
        let end = self.at.saturating_add(bytes);
        let passed = text.get(self.at..end).unwrap_or("");
        let lines = passed.bytes().filter(|b| *b == b'\n').count();
        let lines = u32::try_from(lines).unwrap_or(u32::MAX);
        self.line = self.line.saturating_add(lines);
        self.at += passed.len();
    }

    /// What comes next; nothing at the end of the text.
    pub fn next<'t>(&mut self, text: &'t str) -> Option<Found<'t>> {
        loop {
            let rest = text.get(self.at..).unwrap_or("");
            let Some(first) = rest.chars().next() else {
                let (line, place) = (self.line, self.place);
                let cut = std::mem::take(&mut self.open) > 0;
                let what = "The file ends before its list does. It may be cut off.";
                return cut.then_some(Found::Damage {
                    line,
                    place,
                    text: "",
                    what,
                });
            };
            match first {
                '[' => {
                    // A list within a list is one list.
                    if self.open == 0 {
                        self.place = 0;
                    }
                    self.open = self.open.saturating_add(1);
                }
                ']' => {
                    self.open = self.open.saturating_sub(1);
                    if self.open == 0 {
                        self.place = 0;
                    }
                }
                ',' | '\u{feff}' => {}
                blank if blank.is_whitespace() => {}
                _ => break,
            }
            self.pass(text, first.len_utf8());
        }
        if self.open > 0 {
            self.place = self.place.saturating_add(1);
        }
        let (line, place) = (self.line, self.place);
        let rest = text.get(self.at..).unwrap_or("");
        let mut values = Deserializer::from_str(rest).into_iter::<Value>();
        if let Some(Ok(value)) = values.next() {
            let end = values.byte_offset();
            self.pass(text, end);
            let text = rest.get(..end).unwrap_or(rest);
            return Some(Found::Value {
                line,
                place,
                text,
                value,
            });
        }
        let end = rest.find('\n').unwrap_or(rest.len());
        self.pass(text, end);
        let text = rest.get(..end).unwrap_or(rest).trim_end();
        let what =
            "This is not JSON, or it is cut off. It was left out, up to the end of the line.";
        Some(Found::Damage {
            line,
            place,
            text,
            what,
        })
    }
}
