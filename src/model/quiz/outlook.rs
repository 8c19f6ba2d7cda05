//! Where a quiz can lead: the shares of its answers that come to each stage and result, and what they never come to.

use super::{Answer, Quiz, QuizQuestion, QuizType, State, given};
use crate::day::Day;
use crate::dictionary::Kind;
use crate::engine::Engine;
use crate::host::number_text;
use crate::lanes::LANES;
use crate::program::Program;
use crate::rulebook::Rulebook;
use crate::stage::Stage;
use crate::table::Table;

/// Up to so many combinations of answers are all looked at.
pub const MOST_COMBINATIONS: u64 = 200_000;
/// Of more, so many are drawn.
pub const SAMPLE: u32 = 20_000;

/// Where the answers to a quiz lead. Each answer that the rulebook tells apart counts the same, "don't know" among them where it is
/// offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// Combinations that were looked at.
    pub looked_at: u32,
    /// Whether these are all there are; else a sample.
    pub exact: bool,
    /// How many of them come to each stage, in the order of [`Stage::ALL`].
    pub stages: [u32; 7],
    /// How many of them come to each result, in the order of the quiz.
    pub results: Vec<u32>,
    /// Stages that no answers lead to. Where not all combinations were looked at, only those of which that is certain.
    pub unreachable: Vec<Stage>,
    /// How many of them meet each question as one that is not skipped, in the order of the quiz.
    pub asked: Vec<u32>,
}

impl Outlook {
    /// The places of the results that were never met. Certain only where all combinations were looked at.
    #[must_use]
    pub fn unmet_results(&self) -> Vec<usize> {
        never(&self.results)
    }

    /// The places of the questions that were always skipped. Certain only where all combinations were looked at.
    #[must_use]
    pub fn unmet_questions(&self) -> Vec<usize> {
        never(&self.asked)
    }
}

fn never(counts: &[u32]) -> Vec<usize> {
    let places = counts.iter().enumerate();
    places
        .filter(|(_, count)| **count == 0)
        .map(|(place, _)| place)
        .collect()
}

/// Where the answers to a quiz lead. The seed decides on the sample, if there must be one.
#[must_use]
pub fn outlook(quiz: &Quiz<'_>, rulebook: &Rulebook, as_of: Day, seed: u64) -> Outlook {
    let mut job = OutlookJob::new(quiz, rulebook, as_of, seed);
    while job.go_on() {}
    job.finish()
}

/// The same bit by bit, so that a page stays alive meanwhile.
#[derive(Debug)]
pub struct OutlookJob<'q> {
    quiz: &'q Quiz<'q>,
    rulebook: &'q Rulebook,
    as_of: Day,
    /// The answers of each question that are told apart.
    answers: Vec<Vec<Answer>>,
    draw: u64,
    done: u32,
    outlook: Outlook,
}

impl<'q> OutlookJob<'q> {
    /// Looks at nothing yet.
    #[must_use]
    pub fn new(
        quiz: &'q Quiz<'q>,
        rulebook: &'q Rulebook,
        as_of: Day,
        seed: u64,
    ) -> OutlookJob<'q> {
        let program = Program::compile(rulebook);
        let answers: Vec<Vec<Answer>> = quiz
            .questions
            .iter()
            .map(|q| q.told_apart(&program, as_of))
            .collect();
        let combinations = answers
            .iter()
            .fold(1u64, |n, answers| n.saturating_mul(answers.len() as u64));
        let exact = combinations <= MOST_COMBINATIONS;
        let looked_at = if exact {
            u32::try_from(combinations).unwrap_or(0)
        } else {
            SAMPLE
        };
        OutlookJob {
            quiz,
            rulebook,
            as_of,
            answers,
            draw: seed,
            done: 0,
            outlook: Outlook {
                looked_at,
                exact,
                stages: [0; 7],
                results: vec![0; quiz.results.len()],
                unreachable: Vec::new(),
                asked: vec![0; quiz.questions.len()],
            },
        }
    }

    /// Looks at some more combinations, and says whether there are others.
    pub fn go_on(&mut self) -> bool {
        let rows = (self.outlook.looked_at - self.done).min(LANES as u32);
        let mut table = Table::new();
        table.add_rows(rows, None);
        for row in 0..rows {
            let answers = self.combination(self.done + row);
            let states = self.quiz.states(&answers);
            for (asked, state) in self.outlook.asked.iter_mut().zip(&states) {
                *asked += u32::from(*state != State::Skipped);
            }
            self.quiz.record(&mut table, row, self.as_of, &|place| {
                given(&states, &answers, place)
            });
        }
        // An engine belongs to one table: what it knows of distinct values goes by their numbers there.
        let mut engine = Engine::new(self.rulebook, self.as_of);
        engine.assess_all(&table);
        for row in 0..rows {
            let stage = engine.assessments().stage(row);
            if let Some(count) = self.outlook.stages.get_mut(stage as usize) {
                *count += 1;
            }
            let result = self.quiz.result(stage, engine.assessments().grade(row));
            if let Some(count) = self.outlook.results.get_mut(result) {
                *count += 1;
            }
        }
        self.done += rows;
        self.done < self.outlook.looked_at
    }

    /// The combination with a number, or one that is drawn.
    fn combination(&mut self, number: u32) -> Vec<Option<Answer>> {
        let mut rest = u64::from(number);
        let (exact, draw) = (self.outlook.exact, &mut self.draw);
        let answers = self.answers.iter();
        answers
            .map(|answers| {
                let choices = answers.len() as u64;
                let place = if exact {
                    rest % choices
                } else {
                    drawn(draw) % choices
                };
                rest /= choices;
                answers.get(usize::try_from(place).unwrap_or(0)).cloned()
            })
            .collect()
    }

    /// What came of the combinations that were looked at.
    #[must_use]
    pub fn finish(mut self) -> Outlook {
        let bound = super::standing::reachable(self.quiz, self.rulebook, self.as_of);
        for (stage, met) in Stage::ALL.into_iter().zip(self.outlook.stages) {
            if met == 0 && (self.outlook.exact || bound >> stage as u8 & 1 == 0) {
                self.outlook.unreachable.push(stage);
            }
        }
        self.outlook
    }
}

impl QuizQuestion<'_> {
    /// The answers that the rulebook tells apart, "don't know" among them where it is offered; of several choices every set.
    pub(super) fn told_apart(&self, program: &Program, as_of: Day) -> Vec<Answer> {
        let mut answers = if self.kind == QuizType::Multiple && self.options.len() <= MOST_SETS {
            let sets = 0..1usize << self.options.len();
            let set = |bits: usize| {
                (0..self.options.len())
                    .filter(|o| bits >> o & 1 == 1)
                    .collect()
            };
            // None chosen says as much as "don't know".
            sets.map(|bits| Answer::chosen(set(bits))).collect()
        } else {
            let mut answers = Vec::new();
            self.candidates(program, as_of, &mut |answer| answers.push(answer));
            if !self.required {
                answers.push(Answer::unknown());
            }
            answers
        };
        // What bounds what could come of it is not always what a visitor can say.
        answers.retain(|answer| match self.kind {
            QuizType::Number | QuizType::Scale => {
                answer.value.is_empty() || answer.kind == Kind::Number
            }
            QuizType::Date => answer.value.is_empty() || Day::parse(&answer.value).is_some(),
            QuizType::Email => answer.value.is_empty(),
            _ => true,
        });
        if answers.iter().all(|answer| *answer == Answer::unknown()) {
            let (value, kind) = match self.kind {
                QuizType::Number | QuizType::Scale => (
                    number_text(0.0_f64.max(self.low).min(self.high)),
                    Kind::Number,
                ),
                QuizType::Date => (as_of.written(), Kind::Text),
                _ => ("somebody@example.com".to_owned(), Kind::Text),
            };
            answers.push(Answer::of(value, kind));
        }
        let mut kept: Vec<Answer> = Vec::new();
        for answer in answers {
            if !kept.contains(&answer) {
                kept.push(answer);
            }
        }
        kept
    }
}

/// Of so many options all sets are told apart.
const MOST_SETS: usize = 8;

/// The next number of a small generator (SplitMix64), which gives the same on every machine.
fn drawn(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests;
