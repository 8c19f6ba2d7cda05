//! A GIFT file in pieces: what stands between blank lines, and what such a piece is.

use super::answers;
use super::html::words;
use super::marks::{aside, plain};
use super::{Fault, GiftKind, GiftQuestion};
use crate::problem::shown;

/// What stands between two blank lines, without comments.
pub(super) struct Block {
    /// The line on which it begins.
    pub(super) line: u32,
    text: String,
    id: String,
    tags: Vec<String>,
}

/// The pieces of a file. Pieces with nothing in them but comments hand what these say to the next one, as Moodle's own exports have it.
pub(super) fn blocks(text: &str) -> impl Iterator<Item = Block> + '_ {
    let mut lines = (1_u32..).zip(text.split('\n'));
    let mut ended = false;
    std::iter::from_fn(move || {
        let mut block = Block {
            line: 0,
            text: String::new(),
            id: String::new(),
            tags: Vec::new(),
        };
        while !ended {
            let Some((number, line)) = lines.next() else {
                ended = true;
                break;
            };
            let trimmed = line.trim();
            if trimmed.is_empty() {
                if block.line > 0 {
                    break;
                }
            } else if let Some(comment) = trimmed.strip_prefix("//") {
                block.comment(comment);
                if block.line > 0 {
                    block.text.push('\n');
                }
            } else {
                if block.line == 0 {
                    block.line = number;
                } else {
                    block.text.push('\n');
                }
                block.text.push_str(trimmed);
                // A category has its line to itself.
                if block.text.starts_with("$CATEGORY:") {
                    break;
                }
            }
        }
        (block.line > 0).then_some(block)
    })
}

impl Block {
    /// Takes over the ids and tags of a comment.
    fn comment(&mut self, comment: &str) {
        if let Some(id) = marked(comment, "[id:").into_iter().next() {
            self.id = id;
        }
        self.tags.extend(marked(comment, "[tag:"));
    }

    /// The category that begins here, if one does.
    pub(super) fn category(&self) -> Option<String> {
        let named = self.text.strip_prefix("$CATEGORY:")?;
        Some(plain(&aside(named.trim())))
    }

    /// The question, or why it is none; nothing where there is nothing in the piece.
    pub(super) fn question(&self, category: &str) -> Result<Option<GiftQuestion>, Fault> {
        let whole = aside(&self.text);
        let mut text = whole.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let mut name = "";
        if let Some(named) = text.strip_prefix("::")
            && let Some((before, after)) = named.split_once("::")
        {
            (name, text) = (before.trim(), after.trim());
        }
        let fault = |at: usize, value: &str, what: &str| {
            let before = whole.get(..at).unwrap_or("");
            let lines = before.bytes().filter(|b| *b == b'\n').count();
            Fault {
                line: self.line + u32::try_from(lines).unwrap_or(0),
                value: shown(&plain(value)),
                what: what.to_owned(),
            }
        };
        let begin = whole.len() - text.len() - (whole.len() - whole.trim_end().len());
        let (asked, within) = match (text.find('{'), text.find('}')) {
            (None, None) => (text.to_owned(), None),
            (Some(open), Some(close)) if open < close => {
                let (before, after) = (text.get(..open), text.get(close + 1..));
                let (before, after) = (before.unwrap_or(""), after.unwrap_or(""));
                // Words are missing in the midst of a sentence.
                let gap = if after.is_empty() { "" } else { "_____" };
                let within = text.get(open + 1..close).unwrap_or("");
                ([before, gap, after].concat(), Some((open + 1, within)))
            }
            (Some(at), None) => {
                let what = "A { is not closed before the next blank line. Close it with }, take blank lines out from between the answers, or write \\{ for the character.";
                return Err(fault(begin + at, text, what));
            }
            (open, _) => {
                let at = text.find('}').or(open).unwrap_or(0);
                let what = "A } stands before any {. Write \\} for the character.";
                return Err(fault(begin + at, text, what));
            }
        };
        let (format, asked) = formatted(asked.trim(), "");
        let mut question = GiftQuestion {
            line: self.line,
            name: plain(name),
            id: self.id.clone(),
            tags: self.tags.clone(),
            category: category.to_owned(),
            format: format.to_owned(),
            text: asked,
            kind: GiftKind::Description,
            feedback: String::new(),
        };
        if let Some((at, within)) = within {
            let (answers, general) = within.rsplit_once("####").unwrap_or((within, ""));
            question.feedback = formatted(general.trim(), format).1;
            question.kind = answers::kind(answers.trim(), format)
                .map_err(|(value, what)| fault(begin + at, value, &what))?;
        }
        Ok(Some(question))
    }
}

/// What a comment says behind a mark such as `[id:`, up to `]`; `\]` is the character.
fn marked(comment: &str, mark: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = comment;
    while let Some((_, after)) = rest.split_once(mark) {
        let mut text = String::new();
        let mut letters = after.char_indices();
        let mut end = None;
        while let Some((at, letter)) = letters.next() {
            match letter {
                '\\' => text.extend(letters.next().map(|(_, letter)| letter)),
                ']' => {
                    end = Some(at);
                    break;
                }
                _ => text.push(letter),
            }
        }
        let Some(end) = end else { break };
        found.push(text.trim().to_owned());
        rest = after.get(end..).unwrap_or("");
    }
    found.retain(|text| !text.is_empty());
    found
}

/// A text without the word in brackets that says how it is written, and that word or the one given. The text is plain.
pub(super) fn formatted<'a>(text: &'a str, usual: &'a str) -> (&'a str, String) {
    let text = text.trim();
    let (mut format, mut rest) = (usual, text);
    if let Some(inner) = text.strip_prefix('[')
        && let Some((word, after)) = inner.split_once(']')
        && ["html", "markdown", "plain", "moodle"].contains(&word)
    {
        (format, rest) = (word, after.trim());
    }
    let text = plain(rest);
    match format {
        "html" => (format, words(&text)),
        _ => (format, text),
    }
}
