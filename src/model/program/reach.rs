//! What could become of conditions: a bound from above that tells hopeless goals from others without a search.

use super::{FitProgram, Op, Program};
use crate::program::{Aim, shape::Want};
use crate::stage::Verdict;

/// Verdicts that a condition can have: a bit each.
pub(crate) type Can = u8;

pub(crate) const MET: Can = 1;
pub(crate) const NOT_MET: Can = 2;
pub(crate) const UNKNOWN: Can = 4;

/// The bit of a verdict.
pub(crate) fn can(verdict: Verdict) -> Can {
    match verdict {
        Verdict::Met => MET,
        Verdict::NotMet => NOT_MET,
        Verdict::Unknown => UNKNOWN,
    }
}

impl Program {
    /// Whether all aims could hold, each by itself, if each leaf could have any of these verdicts and engagement any score between these.
    pub fn within_reach(&self, aims: &[Aim], leaves: &[Can], engagement: (u8, u8)) -> bool {
        let mut all: Vec<Can> = Vec::with_capacity(self.ops.len());
        // The greatest low end of fit points, and the least high end.
        let mut fit = (0, 0);
        for (place, op) in self.ops.iter().enumerate() {
            if place == self.fit_ops {
                fit = self.fit_within_reach(&all);
            }
            let part = |register: &usize| all.get(*register).copied().unwrap_or(0);
            let own = match op {
                Op::Leaf(leaf) => leaves.get(*leaf).copied().unwrap_or(0),
                Op::FitAtLeast(x) => {
                    let floor = self.fit_sum_for(*x);
                    let met = if fit.0 >= floor { MET } else { 0 };
                    let not = if fit.1 < floor { NOT_MET } else { 0 };
                    met | not | UNKNOWN
                }
                Op::EngagementAtLeast(x) => {
                    let met = if f64::from(engagement.1) >= *x {
                        MET
                    } else {
                        0
                    };
                    let not = if f64::from(engagement.0) < *x {
                        NOT_MET
                    } else {
                        0
                    };
                    met | not
                }
                Op::All(parts) => every(parts.iter().map(part)),
                Op::Any(parts) => turned(every(parts.iter().map(part).map(turned))),
                Op::None(parts) => every(parts.iter().map(part).map(turned)),
                Op::AtLeast(n, parts) => {
                    let count = |one: &dyn Fn(Can) -> bool| {
                        parts.iter().filter(|p| one(part(p))).count() as u64
                    };
                    let met = if count(&|c| c & MET != 0) >= *n {
                        MET
                    } else {
                        0
                    };
                    let not = if count(&|c| c & NOT_MET == 0) < *n {
                        NOT_MET
                    } else {
                        0
                    };
                    let open = count(&|c| c & UNKNOWN != 0) > 0;
                    met | not | if open { UNKNOWN } else { 0 }
                }
            };
            all.push(own);
        }
        aims.iter().all(|aim| {
            let can = all.get(aim.register).copied().unwrap_or(0);
            match aim.want {
                Want::Met => can & MET != 0,
                Want::NotMet => can & NOT_MET != 0,
                Want::Open => can & (NOT_MET | UNKNOWN) != 0,
            }
        })
    }

    fn fit_within_reach(&self, all: &[Can]) -> (u64, u64) {
        let can = |register: &usize| all.get(*register).copied().unwrap_or(0);
        let sum = |item: &dyn Fn(&FitProgram) -> u64| {
            self.fit
                .iter()
                .fold(0u64, |sum, i| sum.saturating_add(item(i)))
        };
        let low = sum(&|item| {
            let met = item.tiers.iter().filter(|(r, _)| can(r) & MET != 0);
            met.map(|t| t.1).max().unwrap_or(0)
        });
        let high = sum(&|item| {
            if item.tiers.iter().all(|(r, _)| can(r) & NOT_MET != 0) {
                return 0;
            }
            let possible = item
                .tiers
                .iter()
                .filter(|(r, _)| can(r) & (MET | UNKNOWN) != 0);
            possible.map(|t| t.1).min().unwrap_or(0)
        });
        (low, high)
    }
}

fn every(parts: impl Iterator<Item = Can> + Clone) -> Can {
    let met = if parts.clone().all(|c| c & MET != 0) {
        MET
    } else {
        0
    };
    let not = if parts.clone().any(|c| c & NOT_MET != 0) {
        NOT_MET
    } else {
        0
    };
    let open = parts.clone().all(|c| c & (MET | UNKNOWN) != 0)
        && parts.into_iter().any(|c| c & UNKNOWN != 0);
    met | not | if open { UNKNOWN } else { 0 }
}

fn turned(can: Can) -> Can {
    let met = if can & NOT_MET != 0 { MET } else { 0 };
    let not = if can & MET != 0 { NOT_MET } else { 0 };
    met | not | can & UNKNOWN
}
