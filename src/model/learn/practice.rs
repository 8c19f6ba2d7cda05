//! A learner's practice, a state machine: worked examples, twins side by side, cases in any order, and a return after some days.
//!
//! What comes next follows from what was answered, and from nothing else: the same log gives the same task on every machine. Which two
//! stages a learner mixes up most decides which boundary comes next.

use super::calibration::{Calibration, Speed, Sureness};
use super::confusion::Confusion;
use super::story::Story;
use crate::day::Day;
use crate::stage::Stage;
use serde_json::{Map, Value};

mod choosing;
mod days;
mod json;
mod mark;
mod running;
mod schedule;

pub use choosing::{MIXED_A_DAY, curriculum};
pub use days::DayOfPractice;
pub use json::{PRACTICE_FORMAT, practice_from_json, practice_to_json};
pub use mark::{json_mark, rulebook_mark};
pub use running::Running;
pub use schedule::{Due, INTERVALS};

/// Two stages, the one earlier in the funnel first.
pub type Boundary = (Stage, Stage);

/// What kind of task an answer was given in, in the order in which they come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// A case with its answer and why: nothing is asked.
    Example,
    /// A case and its twin, one after the other.
    Contrast,
    /// Cases of all boundaries in any order.
    Mixed,
    /// Cases of a boundary that is due again.
    Return,
}

impl Phase {
    /// All, in the order in which they come.
    pub const ALL: [Phase; 4] = [Phase::Example, Phase::Contrast, Phase::Mixed, Phase::Return];

    /// The id in JSON.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Phase::Example => "example",
            Phase::Contrast => "contrast",
            Phase::Mixed => "mixed",
            Phase::Return => "return",
        }
    }
}

/// One answer of a learner, or an example that was looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    /// In what kind of task.
    pub phase: Phase,
    /// The boundary of the story.
    pub aim: Boundary,
    /// The seed of the story.
    pub seed: u64,
    /// Whether it was the story's twin that was told.
    pub twin: bool,
    /// What was right.
    pub stage: Stage,
    /// What was said; the same in an example.
    pub answer: Stage,
    /// How sure the learner was.
    pub sureness: Sureness,
    /// How long it took, in milliseconds.
    pub millis: u32,
    /// On what day, which is also the story's.
    pub on: Day,
    /// Members this version does not know, written back as they came.
    pub extra: Map<String, Value>,
}

impl Answered {
    /// Whether it was right.
    #[must_use]
    pub fn is_right(&self) -> bool {
        self.stage == self.answer
    }

    /// The two stages that were taken for one another; `None` where it was right.
    #[must_use]
    pub fn mixed_up(&self) -> Option<Boundary> {
        let (low, high) = (self.stage.min(self.answer), self.stage.max(self.answer));
        (low != high).then_some((low, high))
    }
}

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// A case to tell, at this boundary.
    Case {
        /// As what.
        phase: Phase,
        /// The boundary.
        aim: Boundary,
        /// The seed from which to look for a story.
        seed: u64,
        /// Whether the twin of that very story is to be told.
        twin: bool,
    },
    /// Enough for now. The day on which something is due again, if anything is.
    Rest(Option<Day>),
}

/// A learner's practice under one definition.
#[derive(Clone, Debug, PartialEq)]
pub struct Practice {
    /// The id of the definition.
    pub rulebook: String,
    /// What the stories are drawn from; at most 2^53.
    pub seed: u64,
    /// The boundaries that are learned, in their order.
    pub boundaries: Vec<Boundary>,
    /// What the definition was when the boundaries were found, by [`rulebook_mark`]; empty where that is not known.
    pub mark: String,
    /// What is on the screen.
    pub now: Option<Running>,
    /// All that was answered and looked at, in its order.
    pub answered: Vec<Answered>,
    /// Members this version does not know, written back as they came.
    pub extra: Map<String, Value>,
}

/// The largest seed that every reader of JSON tells from its neighbours.
const MAX_SEED: u64 = (1 << 53) - 1;

impl Practice {
    /// One that has not begun.
    #[must_use]
    pub fn new(rulebook: &str, boundaries: Vec<Boundary>, seed: u64) -> Practice {
        Practice {
            rulebook: rulebook.to_owned(),
            seed: seed & MAX_SEED,
            boundaries,
            mark: String::new(),
            now: None,
            answered: Vec::new(),
            extra: Map::new(),
        }
    }

    /// Answers that count: what was looked at as an example does not.
    pub fn answers(&self) -> impl Iterator<Item = &Answered> {
        self.answered.iter().filter(|a| a.phase != Phase::Example)
    }

    /// Notes an answer to the story of a task, or that its example was looked at.
    pub fn note(
        &mut self,
        task: &Task,
        story: &Story,
        answer: Stage,
        sureness: Sureness,
        millis: u32,
        on: Day,
    ) {
        let Task::Case {
            phase, aim, twin, ..
        } = *task
        else {
            return;
        };
        let stage = story.case.stage;
        self.answered.push(Answered {
            phase,
            aim,
            seed: story.seed,
            twin,
            stage,
            answer: if phase == Phase::Example {
                stage
            } else {
                answer
            },
            sureness,
            millis,
            on,
            extra: Map::new(),
        });
    }

    /// Which stage was taken for which.
    #[must_use]
    pub fn confusion(&self) -> Confusion {
        let mut confusion = Confusion::default();
        for answer in self.answers() {
            confusion.add(answer.stage, answer.answer, 1);
        }
        confusion
    }

    /// How sure the learner was against how often right. Nobody is asked that about two stories side by side.
    #[must_use]
    pub fn calibration(&self) -> Calibration {
        Calibration::of(self.alone())
    }

    /// How long the answers to single stories took.
    #[must_use]
    pub fn speed(&self) -> Speed {
        Speed::of(self.alone())
    }

    /// Answers to stories that stood alone.
    fn alone(&self) -> impl Iterator<Item = &Answered> {
        self.answered.iter().filter(|a| a.phase >= Phase::Mixed)
    }
}

#[cfg(test)]
mod tests;
