//! Codes among other words: as they come out of mails, chats and lists, with names in front, quotation marks around, and lines broken.

use crate::learn::letters::{GROUP, number_of};
use crate::learn::result_code::{CodeError, MOST_LETTERS, TestResult, length_of_code, read_code};

/// What was found in a text, in its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// A result, and the line from 1 on which its code begins.
    Code(usize, Box<TestResult>),
    /// What looks like a code and is none: its line, what it says, and why.
    Broken(usize, String, CodeError),
    /// A line with words and no code.
    Words(usize, String),
    /// The line from which on nothing was read, and how it begins: there is more than the [`MOST_TEXT`] that is looked at.
    Rest(usize, String),
}

/// Bytes that are looked at: some thousand codes, in as many mails.
pub(super) const MOST_TEXT: usize = 500_000;

/// Groups that a code has at most.
const MOST_GROUPS: usize = MOST_LETTERS.div_ceil(GROUP);
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
    /// The place of its first letter among all letters of the text.
    letters: usize,
}

impl Word<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }

    fn digits(&self) -> usize {
        self.text.bytes().filter(u8::is_ascii_digit).count()
    }
}

/// The words of a text, and the numbers of all their letters, behind one another.
struct Text<'t> {
    text: &'t str,
    words: Vec<Word<'t>>,
    /// What no code has is [`NO_LETTER`].
    numbers: Vec<u8>,
    /// Of each letter, where it ends what may be one code: before a letter that no code has, or a word that does not belong with the last.
    ends: Vec<usize>,
    /// Letters and words that were looked at: what it takes to find the codes.
    steps: usize,
}

/// All codes of a text, what looks like one, and the lines that have neither.
pub(super) fn find(text: &str) -> Vec<Found> {
    find_counting(text).0
}

/// As [`find`], with how many letters and words were looked at.
pub(super) fn find_counting(text: &str) -> (Vec<Found>, usize) {
    let (text, rest) = text.split_at(read_until(text));
    let mut text = Text::of(text);
    let mut found = Vec::new();
    let mut lines_used = Vec::new();
    let mut at = 0;
    while let Some(first) = text.words.get(at).copied() {
        let taken = match text.code_at(at) {
            Some((result, taken)) => {
                found.push(Found::Code(first.line, Box::new(result)));
                taken
            }
            None => match text.looks_like_code(at) {
                0 => {
                    at += 1;
                    continue;
                }
                taken => {
                    let (said, error) = text.broken(at, taken);
                    if let Some(error) = error {
                        found.push(Found::Broken(first.line, said, error));
                    }
                    taken
                }
            },
        };
        let used = text.words.iter().skip(at).take(taken).map(|word| word.line);
        lines_used.extend(used);
        at += taken;
    }
    let mut lines = 0;
    for (at, line) in text.text.lines().enumerate() {
        lines = at + 1;
        // In their order, as the words are.
        let used = lines_used.binary_search(&lines).is_ok();
        if !used && line.chars().any(char::is_alphanumeric) {
            found.push(Found::Words(lines, line.trim().to_owned()));
        }
    }
    found.sort_by_key(|each| match each {
        Found::Code(line, _)
        | Found::Broken(line, ..)
        | Found::Words(line, _)
        | Found::Rest(line, _) => *line,
    });
    if let Some(begins) = rest.lines().find(|line| !line.trim().is_empty()) {
        let begins: String = begins.trim().chars().take(SHOWN).collect();
        found.push(Found::Rest(lines + 1, begins));
    }
    (found, text.steps)
}

/// Letters that are shown of what was not read.
const SHOWN: usize = 60;

/// Up to which byte a text is read: all of it, or as many whole lines as there is room for; of one endless line as much as there is room for.
fn read_until(text: &str) -> usize {
    if text.len() <= MOST_TEXT {
        return text.len();
    }
    let most = text.floor_char_boundary(MOST_TEXT);
    let line = text.get(..most).and_then(|part| part.rfind('\n'));
    line.map_or(most, |line| line + 1)
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    let mut line = 1;
    let mut begun: Option<usize> = None;
    let (mut follows, mut hyphen, mut breaks) = (false, false, 0);
    let mut letters = 0;
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
                letters,
            });
            letters += text.chars().count();
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

/// In place of a number, for a letter that no code has.
const NO_LETTER: u8 = u8::MAX;

impl<'t> Text<'t> {
    fn of(text: &'t str) -> Text<'t> {
        let words = words(text);
        let letters = words.iter().flat_map(|word| word.text.chars());
        let numbers: Vec<u8> = letters
            .map(|letter| number_of(letter).unwrap_or(NO_LETTER))
            .collect();
        let mut ends = vec![numbers.len(); numbers.len()];
        let mut end = numbers.len();
        let mut words_before = words.iter().rev().peekable();
        for (at, (number, place)) in numbers.iter().zip(&mut ends).enumerate().rev() {
            if *number == NO_LETTER {
                end = at;
            }
            *place = end;
            if words_before
                .next_if(|word| word.letters == at)
                .is_some_and(|word| !word.follows)
            {
                end = at;
            }
        }
        let steps = numbers.len();
        Text {
            text,
            words,
            numbers,
            ends,
            steps,
        }
    }

    /// The result whose code begins with this word, and of how many words it is. A code says itself how long it is, so only one end is
    /// tried.
    fn code_at(&mut self, at: usize) -> Option<(TestResult, usize)> {
        let start = self.words.get(at)?.letters;
        let end = *self.ends.get(start)?;
        let most = end.min(start + MOST_LETTERS);
        let numbers = self.numbers.get(start..most)?;
        // A code begins with its version, 1 or 2: most words are passed by here.
        if !matches!(numbers.first(), Some(1 | 2)) {
            return None;
        }
        self.steps += numbers.len();
        let end = start + length_of_code(numbers)?;
        let behind = self.words.partition_point(|word| word.letters < end);
        if self
            .words
            .get(behind)
            .map_or(self.numbers.len(), |word| word.letters)
            != end
        {
            return None;
        }
        let words = self.words.get(at..behind)?;
        let letters: String = words.iter().map(|word| word.text).collect();
        Some((read_code(&letters).ok()?, words.len()))
    }

    /// How many words from here on look like a code that somebody meant to give; 0 for none.
    fn looks_like_code(&mut self, at: usize) -> usize {
        let Some(first) = self.words.get(at) else {
            return 0;
        };
        let mut taken = vec![*first];
        for word in self.words.iter().skip(at + 1).take(MOST_GROUPS) {
            let grouped = |word: &Word<'_>| word.text.len() == GROUP && word.digits() > 0;
            let spaced = word.line == first.line
                && taken.last().is_some_and(grouped)
                && (grouped(word) || word.text.len() < GROUP && word.digits() > 0);
            if !word.follows || !(word.hyphen || spaced) {
                break;
            }
            taken.push(*word);
        }
        self.steps += taken.len();
        let groups = taken.iter().filter(|word| word.text.len() == GROUP).count();
        let letters: usize = taken.iter().map(|word| word.text.len()).sum();
        let in_groups = groups >= 2 && letters > 2 * GROUP;
        let in_one = taken.len() == 1 && letters >= LONG;
        if !(in_groups || in_one) {
            return 0;
        }
        self.steps += letters;
        let digits: usize = taken.iter().map(Word::digits).sum();
        match digits >= if in_groups { 2 } else { 3 } {
            true => taken.len(),
            false => 0,
        }
    }

    /// What these words say, as they stand in the text, and why they are no code.
    fn broken(&self, at: usize, taken: usize) -> (String, Option<CodeError>) {
        let part = self.words.get(at..at + taken).unwrap_or_default();
        let start = part.first().map_or(0, |word| word.start);
        let end = part.last().map_or(start, Word::end);
        let letters: String = part.iter().map(|word| word.text).collect();
        let said = self.text.get(start..end).unwrap_or_default();
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        (said, read_code(&letters).err())
    }
}
