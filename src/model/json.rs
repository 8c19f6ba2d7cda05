//! JSON texts to values: nesting has a bound, and an error names the member, the line and the column.

use crate::refusal::{MemberPath, Step};
use serde_json::Value;

/// Levels of lists and objects that are read. A condition nested 64 deep needs about 140; a value nested much deeper could not even
/// be dropped without overflowing a small stack.
pub const MAX_DEPTH: usize = 512;

/// A JSON text that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}line {line}, column {column}: {problem}", if path.steps().is_empty() { String::new() } else { format!("{path}: ") })]
pub struct JsonError {
    /// The member in which it went wrong; empty at the outermost level.
    pub path: MemberPath,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong there.
    pub problem: String,
}

/// Reads a JSON text. A byte-order mark in front is skipped.
///
/// # Errors
/// When the text is not JSON, holds a number beyond the range of 64-bit floats, or is nested over [`MAX_DEPTH`] levels.
pub fn parse(text: &str) -> Result<Value, JsonError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if let Some(offset) = too_deep_at(text) {
        let problem = format!("nested too deeply, over {MAX_DEPTH} levels");
        return Err(error_at(text, offset, problem));
    }
    let mut reader = serde_json::Deserializer::from_str(text);
    // The bound above stands in for the reader's own, which is too low for nested conditions.
    reader.disable_recursion_limit();
    let mut values = reader.into_iter::<Value>();
    let value = match values.next() {
        Some(Ok(value)) => value,
        Some(Err(error)) => {
            let offset = offset_of(text, error.line(), error.column());
            return Err(error_at(text, offset, problem(&error)));
        }
        None => {
            return Err(error_at(
                text,
                text.len(),
                "the text ends too early: it is empty".to_owned(),
            ));
        }
    };
    let end = values.byte_offset();
    let rest = text.get(end..).unwrap_or("");
    match rest.find(|c| !matches!(c, ' ' | '\t' | '\n' | '\r')) {
        None => Ok(value),
        Some(at) => Err(error_at(
            text,
            end + at,
            "there is more text after the end".to_owned(),
        )),
    }
}

fn error_at(text: &str, offset: usize, problem: String) -> JsonError {
    JsonError {
        path: path_at(text, offset),
        line: line_of(text, offset),
        column: column_of(text, offset),
        problem,
    }
}

/// Brings all texts, keys too, to NFC. `normal` gives the normal form of a text, or `None` where it is in that form already.
#[must_use]
pub fn to_nfc(value: Value, normal: &dyn Fn(&str) -> Option<String>) -> Value {
    match value {
        Value::String(text) => Value::String(normal(&text).unwrap_or(text)),
        Value::Array(list) => list.into_iter().map(|v| to_nfc(v, normal)).collect(),
        Value::Object(members) => members
            .into_iter()
            .map(|(key, v)| (normal(&key).unwrap_or(key), to_nfc(v, normal)))
            .collect(),
        other => other,
    }
}

/// What is wrong, without the place, which is told apart.
fn problem(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let what = text.split(" at line ").next().unwrap_or(&text);
    match what {
        "expected value" => {
            "expected a value: text, a number, true, false, null, a list or an object".to_owned()
        }
        "expected ident" => "expected true, false or null".to_owned(),
        "key must be a string" => "expected a member's name in quotation marks".to_owned(),
        "trailing comma" => "there is a comma too many".to_owned(),
        "trailing characters" => "there is more text after the end".to_owned(),
        "number out of range" => "the number is too large".to_owned(),
        what if what.starts_with("control character") => {
            "a line break or control character inside of a text must be written \\n or \\u0000"
                .to_owned()
        }
        what if what.ends_with("hex escape") => "half of a \\u escape".to_owned(),
        what if what.starts_with("EOF") => "the text ends too early".to_owned(),
        what => what.to_owned(),
    }
}

/// The byte at which nesting exceeds the bound.
fn too_deep_at(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut walk = Walk::new(text);
    while let Some((offset, byte)) = walk.next() {
        match byte {
            b'{' | b'[' => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Some(offset);
                }
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// The path of the value that begins at a byte, or in which it lies. Works on broken JSON too, as far as it goes.
fn path_at(text: &str, target: usize) -> MemberPath {
    let mut path = MemberPath::root();
    // Whether the innermost levels are objects, which wait for a key, or lists.
    let mut levels: Vec<Level> = Vec::new();
    let mut walk = Walk::new(text);
    while let Some((offset, byte)) = walk.next() {
        if offset >= target {
            break;
        }
        match (byte, levels.last_mut()) {
            (b'{', _) => levels.push(Level::Key),
            (b'[', _) => {
                levels.push(Level::List(0));
                path.push(Step::Index(0));
            }
            (b'}' | b']', _) => {
                if let Some(Level::Value | Level::List(_)) = levels.pop() {
                    path.pop();
                }
            }
            (b'"', Some(level @ Level::Key)) => {
                let raw = text.get(offset..walk.at).unwrap_or("\"\"");
                let key: String = serde_json::from_str(raw).unwrap_or_default();
                *level = Level::Value;
                path.push(Step::Key(key.into()));
            }
            (b',', Some(level @ Level::Value)) => {
                *level = Level::Key;
                path.pop();
            }
            (b',', Some(Level::List(index))) => {
                *index += 1;
                path.pop();
                path.push(Step::Index(*index));
            }
            _ => {}
        }
    }
    path
}

/// What the innermost level of a JSON text is.
enum Level {
    /// An object, between a `{` or `,` and the next key.
    Key,
    /// An object, behind a key.
    Value,
    /// A list, at the element with this number.
    List(usize),
}

/// Walks over the bytes of a JSON text that are not inside of a text; of a text only the mark that opens it is seen.
struct Walk<'a> {
    bytes: &'a [u8],
    /// Behind the byte, or the whole text, seen last.
    at: usize,
}

impl<'a> Walk<'a> {
    fn new(text: &'a str) -> Walk<'a> {
        Walk {
            bytes: text.as_bytes(),
            at: 0,
        }
    }

    fn next(&mut self) -> Option<(usize, u8)> {
        let offset = self.at;
        let byte = *self.bytes.get(offset)?;
        self.at += 1;
        if byte == b'"' {
            while let Some(inner) = self.bytes.get(self.at) {
                self.at += match inner {
                    b'\\' => 2,
                    _ => 1,
                };
                if *inner == b'"' {
                    break;
                }
            }
        }
        Some((offset, byte))
    }
}

/// The byte at a line and a column in bytes, as the reader counts them: the column is that of the byte read last.
fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let mut offset = (before + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

fn line_of(text: &str, offset: usize) -> usize {
    1 + text.get(..offset).map_or(0, |t| t.matches('\n').count())
}

fn column_of(text: &str, offset: usize) -> usize {
    let before = text.get(..offset).unwrap_or("");
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    1 + before.get(start..).map_or(0, |line| line.chars().count())
}

#[cfg(test)]
mod tests;
