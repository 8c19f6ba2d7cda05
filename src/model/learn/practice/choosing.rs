//! What comes next: introductions, what is due, and then whatever the learner mixes up most.

use super::{Answered, Boundary, Due, MAX_SEED, Phase, Practice, Task};
use crate::day::Day;
use crate::learn::dice::Dice;
use crate::learn::separations::Separation;
use crate::learn::story::{Story, TAUGHT, Told, story_in_turns};
use crate::learn::turns::{at_once, no_pause};
use crate::rulebook::Rulebook;
use crate::stage::Stage;

/// Mixed cases in a sitting.
pub const MIXED_A_DAY: usize = 12;
/// Contrasts of one boundary at most, should they go wrong.
const MOST_CONTRASTS: usize = 3;
/// Cases of a boundary that is due.
const RETURNS: usize = 2;
/// What an answer weighs against the one after it.
const FADING: f64 = 0.85;
/// Stories of so many answers are not told again.
const REMEMBERED: usize = 30;

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

    /// How many stories come back on a day and were not answered yet.
    #[must_use]
    pub fn coming_back(&self, today: Day) -> usize {
        let due = self.due();
        let left = self
            .boundaries
            .iter()
            .map(|aim| self.left(&due, *aim, today));
        left.sum()
    }

    /// How many stories of a boundary come back on a day and were not answered yet.
    fn left(&self, due: &[Due], aim: Boundary, today: Day) -> usize {
        if due.iter().any(|due| due.aim == aim && due.on <= today) {
            return RETURNS;
        }
        let done = self.answered.iter();
        let done = done.filter(|a| a.aim == aim && a.phase == Phase::Return && a.on == today);
        match done.count() {
            0 => 0,
            done => RETURNS.saturating_sub(done),
        }
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

    /// What comes next of one boundary alone on a day: its introduction, what of it comes back, and then cases without end.
    #[must_use]
    pub fn aimed(&self, aim: Boundary, today: Day) -> Task {
        let back = self.boundaries.contains(&aim) && self.left(&self.due(), aim, today) > 0;
        let usual = if back { Phase::Return } else { Phase::Mixed };
        Task::Case {
            phase: self.introduction(aim).unwrap_or(usual),
            aim,
            seed: self.next_seed(),
            twin: false,
        }
    }

    /// Whether a boundary still has to be introduced, and how.
    #[must_use]
    pub fn introduction(&self, aim: Boundary) -> Option<Phase> {
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
    /// taken to be half known. No boundary comes three times in a row where there are others, and none is left out for longer than two
    /// rounds of all of them.
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
        if let Some(left_out) = self.left_out() {
            return Some(left_out);
        }
        let mut best: Option<(f64, Boundary)> = None;
        for aim in self.boundaries.iter().filter(|aim| Some(**aim) != tired) {
            let need = self.need(*aim);
            if best.is_none_or(|(most, _)| need > most + 1e-12) {
                best = Some((need, *aim));
            }
        }
        best.map(|(_, aim)| aim)
    }

    /// The boundary that was not asked for the longest time, if that was longer than two rounds of all of them.
    fn left_out(&self) -> Option<Boundary> {
        let asked = self.answered.iter().rev();
        let asked: Vec<&Answered> = asked.filter(|a| a.phase != Phase::Example).collect();
        let since = |aim: &Boundary| {
            let last = asked.iter().position(|answer| answer.aim == *aim);
            last.unwrap_or(asked.len())
        };
        // Of as long ones the first.
        let longest = self.boundaries.iter().rev().max_by_key(|aim| since(aim))?;
        (since(longest) >= 2 * self.boundaries.len()).then_some(*longest)
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

    /// The story of a task, turned where its twin is to be told; unlike those of the last thirty answers; `None` where the definition
    /// gives none.
    #[must_use]
    pub fn story(&self, task: &Task, rulebook: &Rulebook, as_of: Day) -> Option<Story> {
        let mut told = at_once(self.told_in_turns(rulebook, &mut no_pause));
        at_once(self.story_in_turns(task, rulebook, as_of, &mut told, &mut no_pause))
    }

    /// What was told in the last thirty answers, so that nothing like it comes again. With pauses: all of it has to be told anew.
    pub async fn told_in_turns(&self, rulebook: &Rulebook, pause: &mut impl AsyncFnMut()) -> Told {
        let mut told = Told::default();
        let last = self.answered.iter().rev().take(REMEMBERED);
        for answer in last.filter(|a| !a.twin) {
            let of = story_in_turns(rulebook, answer.on, answer.aim, answer.seed, pause);
            if let Some(story) = of.await {
                told.note(&story);
            }
        }
        told
    }

    /// The story of a task, as [`Practice::story`], unlike what was told; with pauses.
    pub async fn story_in_turns(
        &self,
        task: &Task,
        rulebook: &Rulebook,
        as_of: Day,
        told: &mut Told,
        pause: &mut impl AsyncFnMut(),
    ) -> Option<Story> {
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
            let story = story_in_turns(rulebook, as_of, aim, seed, pause).await;
            return story.map(Story::turned);
        }
        told.another_in_turns(rulebook, as_of, aim, &mut seed, pause)
            .await
    }
}
