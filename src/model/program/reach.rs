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
        let (mut least, mut most) = (0u64, 0u64);
        for item in &self.fit {
            let (mut low, mut high, mut settled) = (u64::MAX, 0, false);
            for (register, points) in &item.tiers {
                let can = at(&all, *register);
                if can & MET != 0 {
                    high = high.max(*points);
                }
                if can & (MET | UNKNOWN) != 0 && !settled {
                    low = low.min(*points);
                }
                settled |= can == MET;
            }
            least = least.saturating_add(if settled { low } else { 0 });
            most = most.saturating_add(high);
        }
        (stages, (self.fit_score(least), self.fit_score(most)))
    }

    /// What could become of each register.
    fn could_be(&self, leaves: &[Can], engagement: (u8, u8)) -> Vec<Can> {
        let mut all: Vec<Can> = Vec::with_capacity(self.ops.len());
        // The greatest low end of fit points, and the least high end.
        let mut fit = (0, 0);
        for (place, op) in self.ops.iter().enumerate() {
            if place == self.fit_ops {
                fit = self.fit_within_reach(&all);
            }
            all.push(match op {
                Op::Leaf(leaf) => at(leaves, *leaf),
                Op::FitAtLeast(x) => {
                    let floor = self.fit_sum_for(*x);
                    either(fit.0 >= floor, fit.1 < floor) | UNKNOWN
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

    fn fit_within_reach(&self, all: &[Can]) -> (u64, u64) {
        let (mut low, mut high) = (0u64, 0u64);
        for item in &self.fit {
            let (mut most, mut least) = (0, u64::MAX);
            let mut none = true;
            for (register, points) in &item.tiers {
                let can = at(all, *register);
                if can & MET != 0 {
                    most = most.max(*points);
                }
                if can & (MET | UNKNOWN) != 0 {
                    least = least.min(*points);
                }
                none &= can & NOT_MET != 0;
            }
            low = low.saturating_add(most);
            if !none && least != u64::MAX {
                high = high.saturating_add(least);
            }
        }
        (low, high)
    }
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
