//! A quiz: questions to a visitor, whose answers are facts that a rulebook judges.
//!
//! Texts are the player's, who shows them; what stands here is what decides which question comes next and what the result is. A
//! [`Quiz`] borrows from the JSON it was read from.

use crate::day::Day;
use crate::dictionary::Kind;
use crate::grade::Grade;
use crate::stage::Stage;
use crate::table::Table;

#[cfg(feature = "workspace")]
pub mod ab_report;
mod answers;
mod candidates;
#[cfg(feature = "workspace")]
pub mod changes;
#[cfg(feature = "workspace")]
mod dead_ends;
#[cfg(feature = "workspace")]
mod differences;
#[cfg(feature = "workspace")]
mod links;
#[cfg(feature = "workspace")]
mod one_click;
#[cfg(feature = "workspace")]
mod options;
#[cfg(feature = "workspace")]
mod outlook;
#[cfg(feature = "workspace")]
mod publish;
mod questions;
mod read;
mod standing;
mod step;
#[cfg(feature = "workspace")]
mod tallies;
#[cfg(feature = "workspace")]
mod variants;
mod what_ifs;
#[cfg(feature = "workspace")]
mod wording;

pub use answers::{Answer, read_answers};
pub use read::{QUIZ_FORMAT, read_quiz};
pub use standing::{Standing, stand};
pub use step::{step, write_standing};

#[cfg(feature = "workspace")]
pub use dead_ends::{DeadEnd, DeadEndAt, dead_ends};
#[cfg(feature = "workspace")]
pub use differences::changes_between;
#[cfg(feature = "workspace")]
pub use one_click::quiz_from_rulebook;
#[cfg(feature = "workspace")]
pub use outlook::{MOST_COMBINATIONS, Outlook, OutlookJob, SAMPLE, outlook};
#[cfg(feature = "workspace")]
pub use publish::{for_others, rulebook_of};
#[cfg(feature = "workspace")]
pub use tallies::{
    QUIZ_LOG_GREW, QUIZ_TALLIES, Tally, tallies_from_json, tallies_of, tallies_to_json,
};
#[cfg(feature = "workspace")]
pub use variants::{check_quiz, check_variants, variant_for, variant_of};
#[cfg(feature = "workspace")]
pub use wording::{QuizProblem, can_be_played};

/// What decides in a quiz.
#[derive(Clone, Debug)]
pub struct Quiz<'v> {
    /// Its id.
    pub id: &'v str,
    /// Whether questions come in their order, and all of them.
    pub fixed: bool,
    /// The questions, at least one.
    pub questions: Vec<QuizQuestion<'v>>,
    /// The results, at least one; the last fits everybody.
    pub results: Vec<QuizResult<'v>>,
    /// Whether submitting records that a questionnaire was done.
    pub records_questionnaire: bool,
    /// Whether submitting records that a form was filled in.
    pub records_form: bool,
    /// The attributes that were known of a visitor before any answer, with their values as a table holds them; answers win.
    pub known: Vec<(&'v str, String, Kind)>,
}

/// How a question is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum QuizType {
    /// One of its options.
    Single,
    /// Any number of its options.
    Multiple,
    /// Yes or no, which are its options.
    YesNo,
    /// A number within bounds.
    Number,
    /// A whole number within bounds that are at most ten apart.
    Scale,
    /// A day.
    Date,
    /// A text of limited length.
    Text,
    /// An e-mail address.
    Email,
}

impl QuizType {
    /// All types, in the order in which they are offered.
    pub const ALL: [QuizType; 8] = [
        QuizType::Single,
        QuizType::Multiple,
        QuizType::YesNo,
        QuizType::Number,
        QuizType::Scale,
        QuizType::Date,
        QuizType::Text,
        QuizType::Email,
    ];

    /// Its name in a quiz's JSON.
    #[must_use]
    pub fn id(self) -> &'static str {
        questions::TYPES.get(self as usize).copied().unwrap_or("")
    }
}

/// A question of a quiz.
#[derive(Clone, Debug)]
pub struct QuizQuestion<'v> {
    /// Its id.
    pub id: &'v str,
    /// How it is answered.
    pub kind: QuizType,
    /// Whether "don't know" is not offered.
    pub required: bool,
    /// It is not asked when any of these holds: the place of an earlier question, and options of which one was chosen.
    pub skip_when: Vec<(usize, Vec<usize>)>,
    /// The options of questions that have some; "yes" and "no", in this order, are those of a yes/no question.
    pub options: Vec<QuizOption<'v>>,
    /// The attribute that an answer sets, of all but those with options of their own.
    pub attribute: &'v str,
    /// The least number.
    pub low: f64,
    /// The greatest number, or the most characters of a text.
    pub high: f64,
}

/// An answer to choose.
#[derive(Clone, Debug, Default)]
pub struct QuizOption<'v> {
    /// Its id.
    pub id: &'v str,
    /// The attributes it sets, with their values as a table holds them.
    pub sets: Vec<(&'v str, String, Kind)>,
    /// The kinds of signals it records, once each, on the day of the answer.
    pub signals: Vec<&'v str>,
}

/// A result of a quiz.
#[derive(Clone, Debug)]
pub struct QuizResult<'v> {
    /// Its id.
    pub id: &'v str,
    /// Whether it is not for everybody.
    pub conditional: bool,
    /// The stages it is for, a bit each in the order of [`Stage::ALL`].
    stages: u8,
    /// The grades it is for, a bit each: A1, A2, ... D4.
    grades: u16,
}

/// The grades of a result that does not look at them.
const ALL_GRADES: u16 = u16::MAX;

impl QuizResult<'_> {
    /// Whether it is for contacts of this stage and grade.
    #[must_use]
    pub fn fits(&self, stage: Stage, grade: Grade) -> bool {
        let grade = u32::from(grade.fit & 3) * 4 + u32::from(grade.engagement & 3);
        self.stages >> stage as u8 & 1 == 1 && self.grades >> grade & 1 == 1
    }
}

impl Quiz<'_> {
    /// The place of the first result for contacts of this stage and grade.
    #[must_use]
    pub fn result(&self, stage: Stage, grade: Grade) -> usize {
        let last = self.results.len().saturating_sub(1);
        let fits = |result: &QuizResult| result.fits(stage, grade);
        self.results.iter().position(fits).unwrap_or(last)
    }

    /// Whether any result looks at grades.
    #[must_use]
    pub fn looks_at_grades(&self) -> bool {
        self.results.iter().any(|r| r.grades != ALL_GRADES)
    }

    /// How things stand with each question.
    fn states(&self, answers: &[Option<Answer>]) -> Vec<State> {
        let mut states: Vec<State> = Vec::new();
        for (place, question) in self.questions.iter().enumerate() {
            let mut state = match answers.get(place) {
                Some(Some(_)) => State::Given,
                _ => State::Open,
            };
            for (earlier, options) in &question.skip_when {
                match states.get(*earlier) {
                    // A rule that is met stays met, whatever is still open.
                    Some(State::Given) => {
                        if let Some(Some(answer)) = answers.get(*earlier)
                            && answer.chosen.iter().any(|o| options.contains(o))
                        {
                            state = State::Skipped;
                            break;
                        }
                    }
                    Some(State::Open | State::Waits) => state = State::Waits,
                    _ => {}
                }
            }
            states.push(state);
        }
        states
    }

    /// Records in a row what was known, and what answers say: `answer` gives that to the question at a place, where it counts. Where two set the same
    /// attribute, the later question wins; what submitting records comes last.
    fn record<'a>(
        &self,
        table: &mut Table,
        row: u32,
        as_of: Day,
        answer: &dyn Fn(usize) -> Option<&'a Answer>,
    ) {
        for (id, value, kind) in &self.known {
            table.column_mut(id).set(row, value, *kind);
        }
        for (place, question) in self.questions.iter().enumerate() {
            let Some(answer) = answer(place) else {
                continue;
            };
            for option in &answer.chosen {
                let Some(option) = question.options.get(*option) else {
                    continue;
                };
                for (id, value, kind) in &option.sets {
                    table.column_mut(id).set(row, value, *kind);
                }
                for kind in &option.signals {
                    table.add_signal(row, kind, Some(as_of), 1);
                }
            }
            if !answer.value.is_empty() {
                let column = table.column_mut(question.attribute);
                column.set(row, &answer.value, answer.kind);
            }
        }
        if self.records_questionnaire {
            table.set(row, "questionnaire_done", "yes");
        }
        if self.records_form {
            table.add_signal(row, "form_submitted", Some(as_of), 1);
        }
    }

    /// A table of one row: the facts of the answers, with what submitting records. Answers to questions that are skipped do not count,
    /// nor do those to questions of which it is still open whether they are.
    #[must_use]
    pub fn facts(&self, answers: &[Option<Answer>], as_of: Day) -> Table {
        let mut table = Table::new();
        table.add_rows(1, None);
        let states = self.states(answers);
        self.record(&mut table, 0, as_of, &|place| {
            given(&states, answers, place)
        });
        table
    }
}

/// The answer to a question, if it counts.
fn given<'a>(states: &[State], answers: &'a [Option<Answer>], place: usize) -> Option<&'a Answer> {
    match states.get(place) {
        Some(State::Given) => answers.get(place)?.as_ref(),
        _ => None,
    }
}

/// How things stand with a question.
#[derive(Clone, Copy, PartialEq)]
enum State {
    /// It can be asked.
    Open,
    /// Whether it will be asked depends on questions that are open.
    Waits,
    /// Its answer counts.
    Given,
    /// It is not asked.
    Skipped,
}

#[cfg(test)]
mod adaptive_tests;
#[cfg(test)]
mod tests;
