//! A learner's result as a short code that can be read out and typed: letters and digits, in groups, with letters that check the others.

use super::confusion::Confusion;
use super::letters::{BadLetters, CHECKS, read_letters, write_letters};
use super::packing::{Packer, Unpacker, bits_of_number, bits_of_text};
use super::practice::Answered;
use crate::day::Day;
use crate::stage::Stage;

/// The result of a learner's test.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TestResult {
    /// Who; not blank, at most 60 bytes.
    pub learner: String,
    /// The id of the test; at most 40 bytes, shorter codes for shorter ones.
    pub deck: String,
    /// Of each question, in their order, whether it was answered right; at most 200.
    pub right: Vec<bool>,
    /// Which stage was answered where which was right. Questions that were left open or ask for something other than a stage are not in
    /// it.
    pub confusion: Confusion,
    /// Points, whole, as the test counts them.
    pub score: u32,
    /// The day on which the test was finished; `None` where the code does not say it.
    pub on: Option<Day>,
}

/// Why a result has no code, or a code no result.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// No name.
    #[error("The code needs a name, so that the trainer knows whose result it is. Type one.")]
    NoName,
    /// A name of more than 60 bytes, which are fewer letters in some scripts.
    #[error("The name is too long for a code. Shorten it.")]
    LongName,
    /// Too long an id or test.
    #[error("{0} is too long for a code: at most {1} are possible.")]
    TooLong(&'static str, &'static str),
    /// Nothing to read.
    #[error(
        "This is too short to be a result code. Copy all of it, from the first letter to the last."
    )]
    TooShort,
    /// A letter that is not used.
    #[error(
        "“{0}”, letter {1} of the code, is in no result code. Compare it with the code on the learner's screen."
    )]
    UnknownLetter(char, usize),
    /// The letters do not fit together.
    #[error(
        "This code has a typing mistake: a letter is wrong, missing or in another's place. Compare it with the code on the learner's screen."
    )]
    Damaged,
    /// Another version wrote it.
    #[error(
        "This code was made by a newer version of Leadlens. Reload the page to get the newest version, and try again."
    )]
    Newer,
    /// The counts contradict one another.
    #[error(
        "The counts in this result do not add up, so no program of ours made it. Ask the learner for the code once more."
    )]
    Contradiction,
}

/// Codes without a day, in which each question has an answer among the stages.
const PLAIN: u32 = 1;
/// Codes with a day, and questions that are not among the confusions.
const DATED: u32 = 2;
/// Days are counted from here, 1 January 2026, so that they take few letters.
const FIRST_DAY: i32 = 20_454;
const MOST_NAME: usize = 60;
const MOST_DECK: usize = 40;
/// The most questions of a test whose results have codes.
pub const MOST_QUESTIONS: usize = 200;
/// Pairs of stages, of which each may have been taken for the other.
const MOST_CELLS: u32 = 49;
/// Bits that a code has at most. The counts of its cells are together no more than the questions, so this is not quite reached.
const MOST_BITS: usize = {
    let questions = bits_of_number(MOST_QUESTIONS as u32);
    let cells = bits_of_number(MOST_CELLS) + MOST_CELLS as usize * (3 + 3 + questions);
    let score_and_day = 2 * bits_of_number(u32::MAX);
    let texts = bits_of_text(MOST_NAME) + bits_of_text(MOST_DECK);
    5 + texts + questions + MOST_QUESTIONS + score_and_day + cells
};
/// Letters that a code has at most, hyphens not counted.
pub(super) const MOST_LETTERS: usize = MOST_BITS.div_ceil(5) + CHECKS;

/// The code of a result.
///
/// # Errors
/// Without a name, with what is too long, and when right answers and confusions contradict one another.
pub fn write_code(result: &TestResult) -> Result<String, CodeError> {
    let learner = result.learner.trim();
    if learner.is_empty() {
        return Err(CodeError::NoName);
    }
    if learner.len() > MOST_NAME {
        return Err(CodeError::LongName);
    }
    for (length, most, what, limit) in [
        (result.deck.len(), MOST_DECK, "The test's id", "40 letters"),
        (
            result.right.len(),
            MOST_QUESTIONS,
            "The test",
            "200 questions",
        ),
    ] {
        if length > most {
            return Err(CodeError::TooLong(what, limit));
        }
    }
    if !result.adds_up() {
        return Err(CodeError::Contradiction);
    }
    let day = result.on.and_then(packed_day);
    let dated = day.is_some() || !result.is_complete();
    let mut packer = Packer::default();
    packer.bits(if dated { DATED } else { PLAIN }, 5);
    packer.text(learner);
    packer.text(&result.deck);
    packer.number(u32::try_from(result.right.len()).unwrap_or(0));
    for right in &result.right {
        packer.bits(u32::from(*right), 1);
    }
    packer.number(result.score);
    if dated {
        packer.number(day.unwrap_or(0));
    }
    let cells = result.confusion.cells();
    packer.number(u32::try_from(cells.len()).unwrap_or(0));
    for (right, said, count) in cells {
        packer.bits(right as u32, 3);
        packer.bits(said as u32, 3);
        packer.number(count);
    }
    Ok(write_letters(&packer.finish()))
}

/// The result of a code, however its letters were typed.
///
/// # Errors
/// When the code is damaged, made by a newer version, or none at all.
pub fn read_code(text: &str) -> Result<TestResult, CodeError> {
    let numbers = read_letters(text).map_err(|bad| match bad {
        BadLetters::Few => CodeError::TooShort,
        BadLetters::Unknown(letter, place) => CodeError::UnknownLetter(letter, place),
        BadLetters::Mixed => CodeError::Damaged,
    })?;
    let mut out = Unpacker::new(&numbers);
    let dated = match out.bits(5) {
        Some(PLAIN) => false,
        Some(DATED) => true,
        Some(0) | None => return Err(CodeError::Damaged),
        Some(_) => return Err(CodeError::Newer),
    };
    let result = unpack(&mut out, dated).filter(|_| out.is_done());
    let result = result.ok_or(CodeError::Damaged)?;
    let whole = dated || result.is_complete();
    if whole && result.adds_up() && !result.learner.trim().is_empty() {
        Ok(result)
    } else {
        Err(CodeError::Contradiction)
    }
}

/// How many letters the code has that begins these numbers of letters, as it says itself; `None` where none does.
pub(super) fn length_of_code(numbers: &[u8]) -> Option<usize> {
    let mut out = Unpacker::new(numbers);
    let dated = match out.bits(5)? {
        PLAIN => false,
        DATED => true,
        _ => return None,
    };
    unpack(&mut out, dated)?;
    Some(out.taken() + CHECKS).filter(|length| *length <= numbers.len())
}

/// A day as a number from 1; `None` for one before such codes were made.
fn packed_day(day: Day) -> Option<u32> {
    u32::try_from(day.0.checked_sub(FIRST_DAY)?)
        .ok()?
        .checked_add(1)
}

fn unpacked_day(number: u32) -> Option<Day> {
    let days = i32::try_from(number.checked_sub(1)?).ok()?;
    Some(Day(FIRST_DAY.checked_add(days)?))
}

fn unpack(out: &mut Unpacker<'_>, dated: bool) -> Option<TestResult> {
    let learner = out.text(MOST_NAME)?;
    let deck = out.text(MOST_DECK)?;
    let questions = usize::try_from(out.number()?)
        .ok()
        .filter(|n| *n <= MOST_QUESTIONS)?;
    let mut right = Vec::new();
    for _ in 0..questions {
        right.push(out.bits(1)? == 1);
    }
    let score = out.number()?;
    let on = if dated {
        unpacked_day(out.number()?)
    } else {
        None
    };
    let mut confusion = Confusion::default();
    for _ in 0..out.number().filter(|n| *n <= MOST_CELLS)? {
        let mut stage = || Stage::ALL.get(usize::try_from(out.bits(3)?).ok()?).copied();
        let (one, other) = (stage()?, stage()?);
        confusion.add(one, other, out.number()?);
    }
    Some(TestResult {
        learner,
        deck,
        right,
        confusion,
        score,
        on,
    })
}

impl TestResult {
    /// That of a test's answers, in their order; the score is the share of right ones in percent.
    #[must_use]
    pub fn of<'a>(
        learner: &str,
        deck: &str,
        answers: impl IntoIterator<Item = &'a Answered>,
    ) -> TestResult {
        let mut result = TestResult {
            learner: learner.trim().to_owned(),
            deck: deck.to_owned(),
            ..TestResult::default()
        };
        for answer in answers {
            result.right.push(answer.is_right());
            result.confusion.add(answer.stage, answer.answer, 1);
        }
        let (right, all) = (result.confusion.right(), result.confusion.total());
        // Rounded half up.
        result.score = (200 * right + all).checked_div(2 * all).unwrap_or(0);
        result
    }

    /// Whether the confusions can be those of the answers.
    fn adds_up(&self) -> bool {
        let right = self.right.iter().filter(|right| **right).count();
        let within = |n: u32, most: usize| usize::try_from(n).is_ok_and(|n| n <= most);
        let known = self.confusion.right();
        within(known, right)
            && within(
                self.confusion.total().saturating_sub(known),
                self.right.len() - right,
            )
    }

    /// Whether each question is among the confusions.
    fn is_complete(&self) -> bool {
        usize::try_from(self.confusion.total()).is_ok_and(|n| n == self.right.len())
    }
}

#[cfg(test)]
mod tests;
