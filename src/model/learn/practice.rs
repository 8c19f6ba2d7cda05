//! A learner's practice, a state machine: worked examples, twins side by side, cases in any order, and a return after some days.
//!
//! What comes next follows from what was answered, and from nothing else: the same log gives the same task on every machine. Which two
//! stages a learner mixes up most decides which boundary comes next.

use super::calibration::{Calibration, Speed, Sureness};
use super::confusion::Confusion;
use super::dice::Dice;
use super::separations::Separation;
use super::story::{Story, TAUGHT, Told, story};
use crate::day::Day;
use crate::rulebook::Rulebook;
use crate::stage::Stage;
use serde_json::{Map, Value};

mod json;
mod schedule;

pub use json::{PRACTICE_FORMAT, practice_from_json, practice_to_json};
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
    /// All that was answered and looked at, in its order.
    pub answered: Vec<Answered>,
    /// Members this version does not know, written back as they came.
    pub extra: Map<String, Value>,
}

/// Mixed cases in a sitting.
pub const MIXED_A_DAY: usize = 12;
/// Contrasts of one boundary at most, should they go wrong.
const MOST_CONTRASTS: usize = 3;
/// Cases of a boundary that is due.
const RETURNS: usize = 2;
/// The largest seed that every reader of JSON tells from its neighbours.
const MAX_SEED: u64 = (1 << 53) - 1;

/// The boundaries worth learning of those that a definition tells apart: from each stage to the next, and the way out.
#[must_use]
pub fn curriculum(separations: &[Separation]) -> Vec<Boundary> {
    let told = |aim: &Boundary| separations.iter().any(|s| s.aim == *aim && s.told_apart);
    let steps = TAUGHT
        .iter()
        .zip(TAUGHT.iter().skip(1))
        .map(|(low, high)| (*low, *high));
    let mut all: Vec<Boundary> = steps
        .filter(|aim| aim.1 <= Stage::Opportunity)
        .filter(&told)
        .collect();
    let out = [
        Stage::Prospect,
        Stage::Lead,
        Stage::Opportunity,
        Stage::Contact,
    ];
    let out = out.into_iter().map(|low| (low, Stage::Disqualified));
    all.extend(out.filter(&told).take(1));
    // A stage that borders on no neighbour is learned against another one.
    for stage in TAUGHT {
        if !all
            .iter()
            .any(|(low, high)| *low == stage || *high == stage)
        {
            let others = separations.iter().filter(|s| s.told_apart).map(|s| s.aim);
            all.extend(
                others
                    .filter(|(low, high)| *low == stage || *high == stage)
                    .take(1),
            );
        }
    }
    all
}

impl Practice {
    /// One that has not begun.
    #[must_use]
    pub fn new(rulebook: &str, boundaries: Vec<Boundary>, seed: u64) -> Practice {
        Practice {
            rulebook: rulebook.to_owned(),
            seed: seed & MAX_SEED,
            boundaries,
            answered: Vec::new(),
            extra: Map::new(),
        }
    }

    /// Answers that count: what was looked at as an example does not.
    pub fn answers(&self) -> impl Iterator<Item = &Answered> {
        self.answered.iter().filter(|a| a.phase != Phase::Example)
    }

    /// What to do next on a day.
    #[must_use]
    pub fn next(&self, today: Day) -> Task {
        let case = |phase: Phase, aim: Boundary| Task::Case {
            phase,
            aim,
            seed: self.next_seed(),
            twin: false,
        };
        if let Some(last) = self.answered.last()
            && last.phase == Phase::Contrast
            && !last.twin
        {
            return Task::Case {
                phase: Phase::Contrast,
                aim: last.aim,
                seed: last.seed,
                twin: true,
            };
        }
        for aim in &self.boundaries {
            if let Some(phase) = self.introduction(*aim) {
                return case(phase, *aim);
            }
        }
        let due = self.due();
        if let Some(due) = due.iter().find(|due| due.on <= today) {
            return case(Phase::Return, due.aim);
        }
        let returned = |a: &&Answered| a.phase == Phase::Return && a.on == today;
        let returned: Vec<Boundary> = self
            .answered
            .iter()
            .filter(returned)
            .map(|a| a.aim)
            .collect();
        for aim in &returned {
            if returned.iter().filter(|other| *other == aim).count() < RETURNS {
                return case(Phase::Return, *aim);
            }
        }
        let mixed = self.answered.iter().filter(|a| a.phase == Phase::Mixed);
        let (sittings, now) = (
            mixed.clone().count(),
            mixed.filter(|a| a.on == today).count(),
        );
        if sittings < MIXED_A_DAY || now > 0 && now < MIXED_A_DAY {
            return self.more();
        }
        Task::Rest(due.first().map(|due| due.on))
    }

    /// One more case of whatever the learner mixes up most, whether or not it is time to rest.
    #[must_use]
    pub fn more(&self) -> Task {
        match self.most_needed() {
            Some(aim) => Task::Case {
                phase: Phase::Mixed,
                aim,
                seed: self.next_seed(),
                twin: false,
            },
            None => Task::Rest(None),
        }
    }

    /// Whether a boundary still has to be introduced, and how.
    fn introduction(&self, aim: Boundary) -> Option<Phase> {
        let of = |phase: Phase| {
            self.answered
                .iter()
                .filter(move |a| a.aim == aim && a.phase == phase)
        };
        if of(Phase::Example).next().is_none() {
            return Some(Phase::Example);
        }
        let contrasts: Vec<&Answered> = of(Phase::Contrast).collect();
        let last = contrasts.rchunks(2).next().unwrap_or(&[]);
        let learned = last.len() == 2 && last.iter().all(|a| a.is_right());
        (!learned && contrasts.len() < 2 * MOST_CONTRASTS).then_some(Phase::Contrast)
    }

    /// The boundary that the learner mixes up most: the share of wrong answers, the later the heavier; those that were asked little are
    /// taken to be half known. No boundary comes three times in a row where there are others.
    #[must_use]
    pub fn most_needed(&self) -> Option<Boundary> {
        let mut recent: Vec<Boundary> = Vec::new();
        for answer in self.answered.iter().rev().take(2) {
            recent.push(answer.aim);
        }
        let tired = match recent.as_slice() {
            [one, other] if one == other && self.boundaries.len() > 1 => Some(*one),
            _ => None,
        };
        let mut best: Option<(f64, Boundary)> = None;
        for aim in self.boundaries.iter().filter(|aim| Some(**aim) != tired) {
            let need = self.need(*aim);
            if best.is_none_or(|(most, _)| need > most + 1e-12) {
                best = Some((need, *aim));
            }
        }
        best.map(|(_, aim)| aim)
    }

    /// How much a boundary needs practice, 0 to 1.
    fn need(&self, aim: Boundary) -> f64 {
        let (mut wrong, mut asked, mut weight) = (0.5, 1.0, 1.0);
        for answer in self
            .answered
            .iter()
            .rev()
            .filter(|a| a.phase != Phase::Example)
        {
            // A wrong answer counts for the two stages that were mixed up; for the story's where those are not learned.
            let mixed_up = answer.mixed_up().map(|pair| {
                if self.boundaries.contains(&pair) {
                    pair
                } else {
                    answer.aim
                }
            });
            if mixed_up == Some(aim) {
                wrong += weight;
                asked += weight;
            } else if answer.aim == aim {
                asked += weight;
            } else {
                continue;
            }
            weight *= FADING;
        }
        wrong / asked
    }

    /// The seed of the next story.
    fn next_seed(&self) -> u64 {
        Dice::new(self.seed, self.answered.len() as u64).next() & MAX_SEED
    }

    /// The story of a task, unlike those of the last thirty answers; `None` where the definition gives none.
    #[must_use]
    pub fn story(&self, task: &Task, rulebook: &Rulebook, as_of: Day) -> Option<Story> {
        let Task::Case {
            aim,
            mut seed,
            twin,
            ..
        } = *task
        else {
            return None;
        };
        if twin {
            return story(rulebook, as_of, aim, seed);
        }
        let mut told = Told::default();
        for answer in self
            .answered
            .iter()
            .rev()
            .take(REMEMBERED)
            .filter(|a| !a.twin)
        {
            if let Some(story) = story(rulebook, answer.on, answer.aim, answer.seed) {
                told.note(&story);
            }
        }
        told.another(rulebook, as_of, aim, &mut seed)
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
        let stage = if twin {
            story.twin.stage
        } else {
            story.case.stage
        };
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

    /// How sure the learner was against how often right.
    #[must_use]
    pub fn calibration(&self) -> Calibration {
        Calibration::of(self.answers())
    }

    /// How long the answers took.
    #[must_use]
    pub fn speed(&self) -> Speed {
        Speed::of(self.answers())
    }
}

/// What an answer weighs against the one after it.
const FADING: f64 = 0.85;
/// Stories of so many answers are not told again.
const REMEMBERED: usize = 30;

#[cfg(test)]
mod tests;
