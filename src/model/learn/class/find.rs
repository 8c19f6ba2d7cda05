//! Codes among other words: as they come out of mails, chats and lists, with names in front, quotation marks around, and lines broken.

use crate::learn::result_code::{CodeError, TestResult, read_code};

/// What was found in a text, in its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// A result, and the line from 1 on which its code begins.
    Code(usize, Box<TestResult>),
    /// What looks like a code and is none: its line, what it says, and why.
    Broken(usize, String, CodeError),
    /// A line with words and no code.
    Words(usize, String),
}

/// Groups that a code has at most: a name of 60 bytes, a test's id of 40 and 200 answers, five bits to a letter.
const MOST_GROUPS: usize = 60;
/// The letters of a group; the last may have fewer.
const GROUP: usize = 5;
/// What has so many letters and no hyphen looks like a code from which the hyphens were taken.
const LONG: usize = 15;

/// Letters and digits without anything between them.
#[derive(Clone, Copy)]
struct Word<'t> {
    text: &'t str,
    /// Where it begins, in bytes.
    start: usize,
    line: usize,
    /// Whether it may belong with the word before it: nothing but hyphens, spaces, marks of quoted mails and a broken line are between.
    follows: bool,
    /// Whether there is a hyphen between.
    hyphen: bool,
}

impl Word<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }

    fn digits(&self) -> usize {
        self.text.bytes().filter(u8::is_ascii_digit).count()
    }
}

/// All codes of a text, what looks like one, and the lines that have neither.
pub(super) fn find(text: &str) -> Vec<Found> {
    let words = words(text);
    let mut found = Vec::new();
    let mut lines_used = Vec::new();
    let mut at = 0;
    while let Some(first) = words.get(at) {
        let taken = match code_at(&words, at) {
            Some((result, taken)) => {
                found.push(Found::Code(first.line, Box::new(result)));
                taken
            }
            None => match looks_like_code(&words, at) {
                0 => {
                    at += 1;
                    continue;
                }
                taken => {
                    let (said, error) = broken(text, &words, at, taken);
                    if let Some(error) = error {
                        found.push(Found::Broken(first.line, said, error));
                    }
                    taken
                }
            },
        };
        let used = words.iter().skip(at).take(taken).map(|word| word.line);
        lines_used.extend(used);
        at += taken;
    }
    for (at, line) in text.lines().enumerate() {
        let line_number = at + 1;
        if line.chars().any(char::is_alphanumeric) && !lines_used.contains(&line_number) {
            found.push(Found::Words(line_number, line.trim().to_owned()));
        }
    }
    found.sort_by_key(|each| match each {
        Found::Code(line, _) | Found::Broken(line, ..) | Found::Words(line, _) => *line,
    });
    found
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    let mut line = 1;
    let mut begun: Option<usize> = None;
    let (mut follows, mut hyphen, mut breaks) = (false, false, 0);
    for (at, letter) in text.char_indices().chain([(text.len(), '\n')]) {
        if letter.is_alphanumeric() {
            begun.get_or_insert(at);
            continue;
        }
        if let Some(start) = begun.take() {
            let text = text.get(start..at).unwrap_or_default();
            words.push(Word {
                text,
                start,
                line,
                follows,
                hyphen,
            });
            (follows, hyphen, breaks) = (true, false, 0);
        }
        match letter {
            '\n' => {
                line += 1;
                breaks += 1;
                follows &= breaks < 2;
            }
            '-' | '_' | '\u{2010}'..='\u{2015}' | '\u{2212}' => hyphen = true,
            // What a mail program puts before the lines it quotes.
            '>' if breaks > 0 => {}
            other if other.is_whitespace() => {}
            _ => follows = false,
        }
    }
    words
}

/// The result whose code begins with this word, and of how many words it is: the longest that reads.
fn code_at(words: &[Word<'_>], at: usize) -> Option<(TestResult, usize)> {
    let first = words.get(at)?;
    // A code begins with its version, a number as people may type it.
    if !first.text.starts_with([
        '1', '2', '3', '4', '5', '6', '7', '8', '9', 'I', 'i', 'L', 'l',
    ]) {
        return None;
    }
    let mut ends = vec![(first.text.to_owned(), 1)];
    let rest = words.iter().skip(at + 1).take(MOST_GROUPS);
    for (place, word) in rest.take_while(|word| word.follows).enumerate() {
        let (before, _) = ends.last()?;
        ends.push((format!("{before}{}", word.text), place + 2));
    }
    let read = |(letters, taken): (String, usize)| Some((read_code(&letters).ok()?, taken));
    ends.into_iter().rev().find_map(read)
}

/// How many words from here on look like a code that somebody meant to give; 0 for none.
fn looks_like_code(words: &[Word<'_>], at: usize) -> usize {
    let Some(first) = words.get(at) else { return 0 };
    let mut taken = vec![*first];
    for word in words.iter().skip(at + 1).take(MOST_GROUPS) {
        let grouped = |word: &Word<'_>| word.text.len() == GROUP && word.digits() > 0;
        let spaced = word.line == first.line
            && taken.last().is_some_and(grouped)
            && (grouped(word) || word.text.len() < GROUP && word.digits() > 0);
        if !word.follows || !(word.hyphen || spaced) {
            break;
        }
        taken.push(*word);
    }
    let groups = taken.iter().filter(|word| word.text.len() == GROUP).count();
    let digits: usize = taken.iter().map(Word::digits).sum();
    let letters: usize = taken.iter().map(|word| word.text.len()).sum();
    let in_groups = groups >= 2 && digits >= 2 && letters > 2 * GROUP;
    let in_one = taken.len() == 1 && letters >= LONG && digits >= 3;
    match in_groups || in_one {
        true => taken.len(),
        false => 0,
    }
}

/// What these words say, as they stand in the text, and why they are no code.
fn broken(text: &str, words: &[Word<'_>], at: usize, taken: usize) -> (String, Option<CodeError>) {
    let part = words.get(at..at + taken).unwrap_or_default();
    let start = part.first().map_or(0, |word| word.start);
    let end = part.last().map_or(start, Word::end);
    let letters: String = part.iter().map(|word| word.text).collect();
    let said = text.get(start..end).unwrap_or_default();
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    (said, read_code(&letters).err())
}
