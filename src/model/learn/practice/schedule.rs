//! When a boundary comes back: at fixed intervals, each longer than the one before, from the start again after a wrong answer. Right
//! answers in between change nothing.
//!
//! Intervals are fixed, not fitted: the library for FSRS (`rs-fsrs`) brings a clock and bindings to the browser's with it, which this
//! crate may not have; and a handful of boundaries with a few answers each is nothing to fit nineteen weights to.

use super::{Boundary, Phase, Practice};
use crate::day::Day;
use crate::learn::calibration::Sureness;

/// Days until a boundary comes back, after each right return; the last stays.
pub const INTERVALS: [i32; 6] = [1, 3, 7, 16, 35, 70];

/// When a boundary is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// The boundary.
    pub aim: Boundary,
    /// The day.
    pub on: Day,
    /// How many times in a row it came back and was known, as far as intervals grow.
    pub step: usize,
}

impl Practice {
    /// When each boundary that was practised is due again, the nearest first.
    #[must_use]
    pub fn due(&self) -> Vec<Due> {
        let mut all: Vec<Due> = Vec::new();
        for aim in &self.boundaries {
            let mut due: Option<(usize, Day)> = None;
            let of = self.answered.iter().filter(|a| a.aim == *aim);
            for answer in of.filter(|a| a.phase >= Phase::Mixed) {
                let (step, known) = due.map_or((0, None), |(step, on)| (step, Some(on)));
                // Days given out of order, by a clock put back, do no harm.
                let came_back = known.is_none_or(|on| on <= answer.on);
                let returns = answer.phase == Phase::Return && came_back;
                let (step, sooner) = if !answer.is_right() {
                    // Outside a return it may only come back sooner: what was due stays due.
                    (0, if returns { None } else { known })
                } else if returns && answer.sureness > Sureness::Guess {
                    ((step + 1).min(INTERVALS.len() - 1), None)
                } else if let (false, Some(on)) = (returns, known) {
                    // Practice in between is no return: it neither puts one off nor counts as one.
                    due = Some((step, on));
                    continue;
                } else {
                    (step, None)
                };
                let on = answer.on.plus(INTERVALS.get(step).copied().unwrap_or(1));
                due = Some((step, sooner.map_or(on, |before| before.min(on))));
            }
            if let Some((step, on)) = due {
                all.push(Due {
                    aim: *aim,
                    on,
                    step,
                });
            }
        }
        all.sort_by_key(|due| due.on);
        all
    }
}
