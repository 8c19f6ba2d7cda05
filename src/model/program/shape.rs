//! What stands in a program, seen from outside: what has to hold for a stage, and which facts that depends on.

use super::{Block, Op, Program};
use crate::lanes::{Words, bit};
use crate::order::sort;
use crate::stage::{Gate, Stage, Verdict};

/// A verdict that is wanted of a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Want {
    /// It holds.
    Met,
    /// It is known not to hold.
    NotMet,
    /// It does not hold, or nobody knows.
    Open,
}

/// A condition, by its register, and what is wanted of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Aim {
    pub register: usize,
    pub want: Want,
}

/// What the verdict of a condition depends on.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sees {
    /// For each leaf, whether it does.
    pub leaves: Vec<bool>,
    /// Whether it does on the engagement score.
    pub engagement: bool,
}

/// Whether a goal gains or loses when leaves turn from not met to met, and when engagement rises.
#[derive(Clone, Debug)]
pub(crate) struct Slope {
    /// For each leaf: whether the goal can gain, and whether it can lose.
    pub leaves: Vec<(bool, bool)>,
    /// The same for engagement.
    pub engagement: (bool, bool),
}

impl Aim {
    /// Whether a verdict is what is wanted.
    pub fn holds(self, verdict: Verdict) -> bool {
        match self.want {
            Want::Met => verdict == Verdict::Met,
            Want::NotMet => verdict == Verdict::NotMet,
            Want::Open => verdict != Verdict::Met,
        }
    }
}

impl Program {
    /// What has to hold together so that a contact is past a gate and still in the funnel.
    pub fn way_in(&self, gate: Gate) -> Vec<Aim> {
        let mut aims = Vec::new();
        for node in self.gates.iter().take(gate as usize + 1) {
            self.split(node.register, Want::Met, &mut aims);
        }
        for out in self.disqualify.iter().map(|node| node.register) {
            self.split(out, Want::Open, &mut aims);
        }
        self.split(self.won, Want::Open, &mut aims);
        self.split(self.lost, Want::Open, &mut aims);
        once(aims)
    }

    /// The ways in which a contact of a stage in the funnel can leave it, forwards, backwards or out: each moves it by itself.
    pub fn ways_on(&self, stage: Stage) -> Vec<Vec<Aim>> {
        let mut ways = Vec::new();
        let mut way = |register: usize, want: Want| {
            let mut aims = Vec::new();
            self.split(register, want, &mut aims);
            ways.push(once(aims));
        };
        for (place, node) in self.gates.iter().enumerate() {
            match place.cmp(&(stage as usize)) {
                std::cmp::Ordering::Less => way(node.register, Want::Open),
                std::cmp::Ordering::Equal => way(node.register, Want::Met),
                std::cmp::Ordering::Greater => {}
            }
        }
        for node in &self.disqualify {
            way(node.register, Want::Met);
        }
        way(self.won, Want::Met);
        way(self.lost, Want::Met);
        ways
    }

    /// Takes a wanted verdict apart into those that must hold together.
    fn split(&self, register: usize, want: Want, aims: &mut Vec<Aim>) {
        let mut open = vec![Aim { register, want }];
        let mut seen = open.clone();
        while let Some(aim) = open.pop() {
            let parts: Option<(&Vec<usize>, Want)> = match (self.ops.get(aim.register), aim.want) {
                (Some(Op::All(parts)), Want::Met) => Some((parts, Want::Met)),
                (Some(Op::Any(parts)), Want::NotMet) => Some((parts, Want::NotMet)),
                (Some(Op::Any(parts)), Want::Open) => Some((parts, Want::Open)),
                (Some(Op::None(parts)), Want::Met) => Some((parts, Want::NotMet)),
                (Some(Op::AtLeast(n, parts)), Want::Met) if *n == parts.len() as u64 => {
                    Some((parts, Want::Met))
                }
                _ => None,
            };
            match parts {
                None => aims.push(aim),
                Some((parts, want)) => {
                    for &register in parts {
                        let part = Aim { register, want };
                        if !seen.contains(&part) {
                            seen.push(part);
                            open.push(part);
                        }
                    }
                }
            }
        }
    }

    /// What each register depends on.
    pub fn sees(&self) -> Vec<Sees> {
        let nothing = Sees {
            leaves: vec![false; self.leaves.len()],
            engagement: false,
        };
        let mut all: Vec<Sees> = Vec::with_capacity(self.ops.len());
        let mut fit = nothing.clone();
        for (place, op) in self.ops.iter().enumerate() {
            if place == self.fit_ops {
                for (register, _) in self.fit.iter().flat_map(|item| &item.tiers) {
                    join(&mut fit, all.get(*register));
                }
            }
            let mut own = nothing.clone();
            match op {
                Op::Leaf(leaf) => {
                    if let Some(sees) = own.leaves.get_mut(*leaf) {
                        *sees = true;
                    }
                }
                Op::FitAtLeast(_) => own = fit.clone(),
                Op::EngagementAtLeast(_) => own.engagement = true,
                Op::All(parts) | Op::Any(parts) | Op::None(parts) | Op::AtLeast(_, parts) => {
                    for part in parts {
                        join(&mut own, all.get(*part));
                    }
                }
            }
            all.push(own);
        }
        all
    }

    /// Which way a goal leans.
    pub fn slope(&self, aims: &[Aim]) -> Slope {
        let mut slope = Slope {
            leaves: vec![(false, false); self.leaves.len()],
            engagement: (false, false),
        };
        // For each register whether it stands in the goal as it is, and turned round.
        let mut stands = vec![(false, false); self.ops.len()];
        for aim in aims {
            if let Some(stand) = stands.get_mut(aim.register) {
                match aim.want {
                    Want::Met => stand.0 = true,
                    Want::NotMet | Want::Open => stand.1 = true,
                }
            }
        }
        // Wholes come after their parts, the fit score before all that looks at it.
        for place in (0..self.ops.len()).rev() {
            let (plain, turned) = stands.get(place).copied().unwrap_or_default();
            let mut pass = |register: usize, plain: bool, turned: bool| {
                if let Some(stand) = stands.get_mut(register) {
                    stand.0 |= plain;
                    stand.1 |= turned;
                }
            };
            match self.ops.get(place) {
                Some(Op::Leaf(leaf)) => {
                    if let Some(lean) = slope.leaves.get_mut(*leaf) {
                        lean.0 |= plain;
                        lean.1 |= turned;
                    }
                }
                Some(Op::EngagementAtLeast(_)) => {
                    slope.engagement.0 |= plain;
                    slope.engagement.1 |= turned;
                }
                Some(Op::FitAtLeast(_)) if plain || turned => {
                    // An earlier tier may give fewer points than a later one, so both ways.
                    for (register, _) in self.fit.iter().flat_map(|item| &item.tiers) {
                        pass(*register, true, true);
                    }
                }
                Some(Op::All(parts) | Op::Any(parts) | Op::AtLeast(_, parts)) => {
                    for part in parts {
                        pass(*part, plain, turned);
                    }
                }
                Some(Op::None(parts)) => {
                    for part in parts {
                        pass(*part, turned, plain);
                    }
                }
                Some(Op::FitAtLeast(_)) | None => {}
            }
        }
        slope
    }

    /// About how many changes it takes until all aims hold for one contact of a block. A guide for a search, nothing to show.
    pub fn distance(&self, aims: &[Aim], block: &Block, lane: usize) -> f64 {
        let mut known = vec![None; self.ops.len() * 2];
        aims.iter()
            .map(|aim| {
                if aim.holds(block.lanes(aim.register).verdict(lane)) {
                    0.0
                } else {
                    self.far(aim.register, aim.want == Want::Met, block, lane, &mut known)
                }
            })
            .sum()
    }

    fn far(
        &self,
        register: usize,
        met: bool,
        block: &Block,
        lane: usize,
        known: &mut Vec<Option<f64>>,
    ) -> f64 {
        let place = register * 2 + usize::from(met);
        if let Some(Some(far)) = known.get(place) {
            return *far;
        }
        let wanted = if met { Verdict::Met } else { Verdict::NotMet };
        let far = if block.lanes(register).verdict(lane) == wanted {
            0.0
        } else {
            self.far_op(register, met, block, lane, known)
        };
        if let Some(place) = known.get_mut(place) {
            *place = Some(far);
        }
        far
    }

    fn far_op(
        &self,
        register: usize,
        met: bool,
        block: &Block,
        lane: usize,
        known: &mut Vec<Option<f64>>,
    ) -> f64 {
        let mut nearest = |list: &[usize], met: bool, n: usize| -> f64 {
            let mut far: Vec<f64> = list
                .iter()
                .map(|r| self.far(*r, met, block, lane, known))
                .collect();
            sort(&mut far, |a, b| a < b);
            far.iter().take(n).sum()
        };
        match self.ops.get(register) {
            // A score comes nearer by steps; every point counts.
            Some(Op::FitAtLeast(x)) => {
                #[expect(clippy::cast_precision_loss, reason = "a guide")]
                let (floor, total) = (
                    self.fit_sum_for(*x) as f64,
                    (self.fit_total as f64).max(1.0),
                );
                let gap = if met {
                    floor - sum(&block.fit_low, lane)
                } else {
                    sum(&block.fit_high, lane) - floor
                };
                0.5 + gap.max(0.0) / total * 4.0
            }
            Some(Op::All(list)) if met => nearest(list, true, list.len()),
            Some(Op::All(list)) => nearest(list, false, 1),
            Some(Op::Any(list)) if met => nearest(list, true, 1),
            Some(Op::Any(list)) => nearest(list, false, list.len()),
            Some(Op::None(list)) if met => nearest(list, false, list.len()),
            Some(Op::None(list)) => nearest(list, true, 1),
            Some(Op::AtLeast(n, list)) => {
                let n = usize::try_from(*n).unwrap_or(usize::MAX);
                if met {
                    nearest(list, true, n)
                } else {
                    nearest(list, false, (list.len() + 1).saturating_sub(n))
                }
            }
            Some(Op::Leaf(_) | Op::EngagementAtLeast(_)) | None => 1.0,
        }
    }
}

/// Each aim once.
fn once(mut aims: Vec<Aim>) -> Vec<Aim> {
    sort(&mut aims, |a, b| a < b);
    aims.dedup();
    aims
}

fn join(into: &mut Sees, from: Option<&Sees>) {
    let Some(from) = from else { return };
    for (mine, theirs) in into.leaves.iter_mut().zip(&from.leaves) {
        *mine |= theirs;
    }
    into.engagement |= from.engagement;
}

/// A sum of points held as bit planes.
fn sum(planes: &[Words], lane: usize) -> f64 {
    planes.iter().rev().fold(0.0, |sum, plane| {
        sum * 2.0 + f64::from(u8::from(bit(plane, lane)))
    })
}
