//! Questions in Moodle's GIFT format, in and out.
//!
//! Read as Moodle's own importer reads them (its documentation, "GIFT format", and `question/format/gift/format.php`): questions are
//! parted by blank lines, a line that begins with `//` is a comment, and what stands in braces tells the type of a question. Texts come
//! out as plain text: HTML is taken as the words it shows, Markdown stays as it was typed.

mod answers;
mod blocks;
mod convert;
mod html;
mod marks;
mod write;

#[cfg(test)]
mod tests;

use crate::decode::decode;
use crate::problem::{Problem, Problems, shown};
use crate::sniff::Encoding;

pub use convert::{CasesFromGift, cases_from_gift};
pub use write::write_gift;

/// The most bytes of a GIFT file that are read.
pub const MOST_GIFT_BYTES: usize = 10_000_000;

/// The most questions of a file that are read.
pub const MOST_GIFT_QUESTIONS: usize = 20_000;

/// The most answers of a question that are read.
const MOST_ANSWERS: usize = 200;

/// A question of a GIFT file.
#[derive(Clone, Debug, PartialEq)]
pub struct GiftQuestion {
    /// The line on which it begins, from 1.
    pub line: u32,
    /// Its name, between `::`; empty where it has none.
    pub name: String,
    /// Its id, from a comment `[id:...]` before it; empty where it has none.
    pub id: String,
    /// Its tags, from comments `[tag:...]` before it.
    pub tags: Vec<String>,
    /// The category it is in, as written behind `$CATEGORY:`; empty for none.
    pub category: String,
    /// How its texts were written, where it says so: `html`, `markdown`, `plain` or `moodle`.
    pub format: String,
    /// What is asked, plain text. Where words are missing in its midst, `_____` stands for them.
    pub text: String,
    /// How it is answered.
    pub kind: GiftKind,
    /// What is said after any answer; may be empty.
    pub feedback: String,
}

/// How a question is answered, by Moodle's types.
#[derive(Clone, Debug, PartialEq)]
pub enum GiftKind {
    /// No question: a text to be shown.
    Description,
    /// Words of one's own.
    Essay,
    /// True or false.
    TrueFalse {
        /// Which it is.
        right: bool,
        /// What is said after a wrong answer.
        when_wrong: String,
        /// What is said after the right answer.
        when_right: String,
    },
    /// One of several answers, or several of them.
    Choice {
        /// Whether only one may be chosen.
        single: bool,
        /// The answers, at least two.
        answers: Vec<GiftAnswer>,
    },
    /// A word or a few; those that count.
    Short(Vec<GiftAnswer>),
    /// Pairs: what stands on the left and what belongs to it.
    Matching(Vec<(String, String)>),
    /// A number; those that count.
    Numerical {
        /// The answers, at least one.
        answers: Vec<GiftNumber>,
        /// What is said after any other number.
        when_wrong: String,
    },
}

/// An answer in words.
#[derive(Clone, Debug, PartialEq)]
pub struct GiftAnswer {
    /// The answer, plain text.
    pub text: String,
    /// What it counts, in percent: 100 is right, less than 0 takes away.
    pub percent: f64,
    /// What is said after it.
    pub feedback: String,
}

/// A number, or a range of them, as an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct GiftNumber {
    /// The least and the greatest number; `None` for any number (`*`).
    pub range: Option<(f64, f64)>,
    /// What it counts, in percent.
    pub percent: f64,
    /// What is said after it.
    pub feedback: String,
}

/// Reads a GIFT file, in UTF-8, UTF-16 or windows-1252. Gives the questions that could be read, and what could not be, with its line.
#[must_use]
pub fn read_gift(bytes: &[u8]) -> (Vec<GiftQuestion>, Problems) {
    let mut problems = Problems::default();
    let mut questions = Vec::new();
    if bytes.len() > MOST_GIFT_BYTES {
        let most = MOST_GIFT_BYTES / 1_000_000;
        say(&mut problems, 0, "", &|| {
            format!(
                "The file is larger than {most} MB. Nothing was read; split it and read the parts."
            )
        });
        return (questions, problems);
    }
    let text = text_of(bytes, &mut problems);
    let mut category = String::new();
    for block in blocks::blocks(&text) {
        if let Some(named) = block.category() {
            category = named;
            continue;
        }
        if questions.len() >= MOST_GIFT_QUESTIONS {
            say(&mut problems, block.line, "", &|| {
                format!(
                    "Only the first {MOST_GIFT_QUESTIONS} questions were read. Split the file and read the rest."
                )
            });
            break;
        }
        match block.question(&category) {
            Ok(Some(question)) => questions.push(question),
            Ok(None) => {}
            Err(fault) => say(&mut problems, fault.line, &fault.value, &|| {
                format!("{} This question was left out.", fault.what)
            }),
        }
    }
    if questions.is_empty() && problems.total() == 0 {
        say(&mut problems, 0, "", &|| {
            "There is no question in this file. A GIFT file has questions with their answers in braces, parted by blank lines."
                .to_owned()
        });
    }
    (questions, problems)
}

/// Why a question could not be read.
struct Fault {
    line: u32,
    value: String,
    what: String,
}

/// The text of a file. Where it is not what it seems, that is said.
fn text_of(bytes: &[u8], problems: &mut Problems) -> String {
    let (encoding, start) = match bytes {
        [0xEF, 0xBB, 0xBF, ..] => (Encoding::Utf8, 3),
        [0xFF, 0xFE, ..] => (Encoding::Utf16Le, 2),
        [0xFE, 0xFF, ..] => (Encoding::Utf16Be, 2),
        _ if str::from_utf8(bytes).is_err() => (Encoding::Windows1252, 0),
        _ => (Encoding::Utf8, 0),
    };
    let mut text = String::new();
    let (_, bad) = decode(encoding, bytes.get(start..).unwrap_or(&[]), true, &mut text);
    if encoding == Encoding::Windows1252 {
        say(problems, 0, "", &|| {
            "The file is not in UTF-8, so it was read as windows-1252. Look through letters such as é and ß."
                .to_owned()
        });
    }
    if bad > 0 {
        say(problems, 0, "", &|| {
            format!("{bad} characters could not be read; \u{FFFD} stands in their places.")
        });
    }
    // Other marks end lines as well.
    text.replace("\r\n", "\n").replace('\r', "\n")
}

fn say(problems: &mut Problems, line: u32, value: &str, what: &dyn Fn() -> String) {
    problems.add(|| Problem {
        line,
        column: 0,
        header: String::new(),
        value: shown(value),
        what: what(),
    });
}
