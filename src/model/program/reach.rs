//! What could become of conditions: a bound from above that tells hopeless goals from others without a search.

use super::shape::{Form, parts};
use super::{Op, Program};
use crate::program::Aim;
use crate::stage::Verdict;

/// Verdicts that a condition can have: a bit each.
pub(crate) type Can = u8;

pub(crate) const MET: Can = 1;
pub(crate) const NOT_MET: Can = 2;
pub(crate) const UNKNOWN: Can = 4;

/// The bit of a verdict.
pub(crate) fn can(verdict: Verdict) -> Can {
    1 << verdict as u8
}

impl Program {
    /// Whether all aims could hold, each by itself, if each leaf could have any of these verdicts and engagement any score between these.
    pub fn within_reach(&self, aims: &[Aim], leaves: &[Can], engagement: (u8, u8)) -> bool {
        let all = self.could_be(leaves, engagement);
        for aim in aims {
            if !aim.holds(at(&all, aim.register())) {
                return false;
            }
        }
        true
    }

    /// The stages that could come out then, a bit each in the order of [`crate::Stage::ALL`], and the least and the greatest low end of
    /// fit. What cannot come out may be among them, what can is.
    pub fn stages_within_reach(&self, leaves: &[Can], engagement: (u8, u8)) -> (u8, (u8, u8)) {
        let all = self.could_be(leaves, engagement);
        let mut stages = 0;
        // Whether the walk can come so far.
        let mut walks = true;
        let mut pass = |stage: u8, register: usize, passes: Can, stays: Can| {
            let can = at(&all, register);
            if walks && can & stays != 0 {
                stages |= 1 << stage;
            }
            walks &= can & passes != 0;
        };
        let open = NOT_MET | UNKNOWN;
        pass(4, self.won, open, MET);
        pass(6, self.lost, open, MET);
        for node in &self.disqualify {
            pass(5, node.register, open, MET);
        }
        for (stage, node) in (0..).zip(&self.gates) {
            pass(stage, node.register, MET, open);
        }
        stages |= u8::from(walks) << 3;
        let fit = self.fit_within_reach(&all);
        (
            stages,
            (self.fit_score(fit.least_low), self.fit_score(fit.most_low)),
        )
    }

    /// What could become of each register.
    fn could_be(&self, leaves: &[Can], engagement: (u8, u8)) -> Vec<Can> {
        let mut all: Vec<Can> = Vec::with_capacity(self.ops.len());
        let mut fit = Ends::default();
        for (place, op) in self.ops.iter().enumerate() {
            if place == self.fit_ops {
                fit = self.fit_within_reach(&all);
            }
            all.push(match op {
                Op::Leaf(leaf) => at(leaves, *leaf),
                Op::FitAtLeast(x) => {
                    let floor = self.fit_sum_for(*x);
                    let can = either(fit.most_low >= floor, fit.least_high < floor);
                    let open = fit.least_low < floor && fit.most_high >= floor;
                    can | (u8::from(open) * UNKNOWN)
                }
                Op::EngagementAtLeast(x) => {
                    let (least, greatest) = engagement;
                    either(f64::from(greatest) >= *x, f64::from(least) < *x)
                }
                _ => made_of(op, &all),
            });
        }
        all
    }

    fn fit_within_reach(&self, all: &[Can]) -> Ends {
        let mut ends = Ends::default();
        for item in &self.fit {
            let (mut most_low, mut most_high) = (0, 0);
            let (mut least, mut least_low) = (u64::MAX, u64::MAX);
            let (mut none, mut settled) = (true, false);
            for (register, points) in &item.tiers {
                let can = at(all, *register);
                if can & MET != 0 {
                    most_low = most_low.max(*points);
                }
                if can & (MET | UNKNOWN) != 0 {
                    least = least.min(*points);
                    if !settled {
                        least_low = least;
                        most_high = most_high.max(*points);
                    }
                }
                none &= can & NOT_MET != 0;
                settled |= can == MET;
            }
            if none || least == u64::MAX {
                least = 0;
            }
            if !settled {
                least_low = 0;
            }
            for (sum, points) in [
                (&mut ends.most_low, most_low),
                (&mut ends.least_high, least),
                (&mut ends.least_low, least_low),
                (&mut ends.most_high, most_high),
            ] {
                *sum = sum.saturating_add(points);
            }
        }
        ends
    }
}

/// Bounds of the sum of fit points: of its low end and of its high end.
#[derive(Default)]
struct Ends {
    least_low: u64,
    most_low: u64,
    least_high: u64,
    most_high: u64,
}

/// What could become of a condition that is made of others.
fn made_of(op: &Op, all: &[Can]) -> Can {
    let Some((form, n, parts)) = parts(op) else {
        return 0;
    };
    // Some part is met when not all are not met: any and none are all, turned round.
    let mirrored = form == Form::Any || form == Form::None;
    let n = if mirrored { parts.len() } else { n };
    let (mut met, mut held, mut open, mut settled) = (0, 0, 0, 0);
    for part in parts {
        let mut can = at(all, *part);
        if mirrored {
            can = turned(can);
        }
        met += usize::from(can & MET != 0);
        held += usize::from(can & NOT_MET == 0);
        open += usize::from(can & UNKNOWN != 0);
        settled += usize::from(can & (MET | UNKNOWN) == 0);
    }
    let mut can = either(met >= n, held < n);
    if open > 0 && (settled == 0 || form == Form::AtLeast) {
        can |= UNKNOWN;
    }
    if form == Form::Any { turned(can) } else { can }
}

fn at(all: &[Can], place: usize) -> Can {
    all.get(place).copied().unwrap_or(0)
}

fn either(met: bool, not: bool) -> Can {
    (u8::from(met) * MET) | (u8::from(not) * NOT_MET)
}

fn turned(can: Can) -> Can {
    either(can & NOT_MET != 0, can & MET != 0) | can & UNKNOWN
}
