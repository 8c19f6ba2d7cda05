//! What stands in a program, seen from outside: what has to hold for a stage, and which facts that depends on.

use super::reach::{Can, MET, NOT_MET, UNKNOWN, can};
use super::{Block, Op, Program};
use crate::lanes::{Words, bit};
use crate::marks::{Marks, has, join, mark, none_of};
use crate::order::order;
use crate::stage::Stage;

/// It does not hold, or nobody knows.
const OPEN: Can = NOT_MET | UNKNOWN;

/// A condition and what is wanted of it: its register times eight, and the verdicts that will do. Parts have lower numbers than wholes.
#[derive(Clone, Copy)]
pub(crate) struct Aim(usize);

impl Aim {
    fn new(register: usize, wanted: Can) -> Aim {
        Aim(register * 8 + usize::from(wanted))
    }

    /// The register of the condition.
    pub fn register(self) -> usize {
        self.0 / 8
    }

    fn wanted(self) -> Can {
        (self.0 % 8) as Can
    }

    /// Whether some verdict out of these is what is wanted.
    pub fn holds(self, verdicts: Can) -> bool {
        self.wanted() & verdicts != 0
    }
}

/// The goal gains when a condition turns to met.
const GAINS: u8 = 1;
/// The goal loses when it does.
const LOSES: u8 = 2;

/// For each leaf, and after them for engagement, whether a goal can gain and whether it can lose when that rises.
pub(crate) struct Slope(Vec<u8>);

impl Slope {
    /// Whether more of this leaf is never worse.
    pub fn never_loses(&self, leaf: usize) -> bool {
        self.0.get(leaf).is_none_or(|lean| lean & LOSES == 0)
    }

    /// Whether less of it is never worse.
    pub fn never_gains(&self, leaf: usize) -> bool {
        self.0.get(leaf).is_none_or(|lean| lean & GAINS == 0)
    }
}

/// How a condition is made of others.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Form {
    All,
    Any,
    None,
    AtLeast,
}

/// The form of a condition that is made of others, how many of them must hold (must not, for none), and their registers.
pub(super) fn parts(op: &Op) -> Option<(Form, usize, &[usize])> {
    Some(match op {
        Op::All(parts) => (Form::All, parts.len(), parts),
        Op::Any(parts) => (Form::Any, 1, parts),
        Op::None(parts) => (Form::None, 1, parts),
        Op::AtLeast(n, parts) => {
            let n = usize::try_from(*n).unwrap_or(usize::MAX);
            (Form::AtLeast, n, parts)
        }
        Op::Leaf(_) | Op::FitAtLeast(_) | Op::EngagementAtLeast(_) => return None,
    })
}

impl Block {
    /// The verdict of a register for one contact of the block.
    pub fn can(&self, register: usize, lane: usize) -> Can {
        match self.registers.get(register) {
            Some(lanes) => can(lanes.verdict(lane)),
            None => NOT_MET,
        }
    }
}

impl Program {
    /// The gate of a stage, met; the gates before it and the ways out of the funnel, such.
    fn around(&self, stage: Stage, before: Can, out: Can) -> Vec<Aim> {
        let stage = stage as usize;
        let mut aims = Vec::new();
        for (place, node) in self.gates.iter().enumerate() {
            if place <= stage {
                let wanted = if place == stage { MET } else { before };
                aims.push(Aim::new(node.register, wanted));
            }
        }
        for node in &self.disqualify {
            aims.push(Aim::new(node.register, out));
        }
        aims.push(Aim::new(self.won, out));
        aims.push(Aim::new(self.lost, out));
        aims
    }

    /// What has to hold together so that a contact of this stage is past its next gate and still in the funnel.
    pub fn way_on(&self, stage: Stage) -> Vec<Aim> {
        self.around(stage, MET, OPEN)
    }

    /// The ways in which a contact of a stage in the funnel can leave it, forwards, backwards or out: each moves it by itself.
    pub fn ways_off(&self, stage: Stage) -> Vec<Aim> {
        self.around(stage, OPEN, MET)
    }

    /// The leaves that a rulebook mentions, in its order: gates, with criteria and the fit score where they name it, then fit items, then
    /// disqualifiers, then other criteria.
    pub fn mentions(&self) -> Vec<usize> {
        let mut seen = none_of(self.ops.len());
        let mut leaves = Vec::new();
        for gate in &self.gates {
            self.mention(gate.register, &mut seen, &mut leaves);
        }
        self.each_tier(&mut |tier| self.mention(tier, &mut seen, &mut leaves));
        for nodes in [&self.disqualify, &self.criteria] {
            for node in nodes {
                self.mention(node.register, &mut seen, &mut leaves);
            }
        }
        leaves
    }

    fn mention(&self, register: usize, seen: &mut Marks, leaves: &mut Vec<usize>) {
        if has(seen, register) {
            return;
        }
        mark(seen, register);
        if let Some(op) = self.ops.get(register) {
            if let Op::Leaf(leaf) = op {
                leaves.push(*leaf);
            }
            self.each_part(op, &mut |part| self.mention(part, seen, leaves));
        }
    }

    /// Takes aims apart into those that must hold together, each once, in the order of their numbers.
    pub fn apart(&self, aims: &[Aim]) -> Vec<Aim> {
        let numbers = self.ops.len() * 8;
        let mut wanted = none_of(numbers);
        for aim in aims {
            mark(&mut wanted, aim.0);
        }
        let mut apart = Vec::new();
        for aim in (0..numbers).rev().map(Aim) {
            if !has(&wanted, aim.0) {
                continue;
            }
            let want = aim.wanted();
            let found = self.ops.get(aim.register()).and_then(parts);
            let inner = match found {
                Some((Form::All, ..)) if want == MET => MET,
                Some((Form::AtLeast, n, parts)) if want == MET && n == parts.len() => MET,
                Some((Form::Any, ..)) if want != MET => want,
                Some((Form::None, ..)) if want == MET => NOT_MET,
                _ => {
                    apart.push(aim);
                    continue;
                }
            };
            if let Some((_, _, parts)) = found {
                for part in parts {
                    mark(&mut wanted, Aim::new(*part, inner).0);
                }
            }
        }
        apart.reverse();
        apart
    }

    /// The leaf that an operation looks at; one past the last of them is engagement.
    fn leaf_of(&self, op: &Op) -> usize {
        match op {
            Op::Leaf(leaf) => *leaf,
            Op::EngagementAtLeast(_) => self.leaves.len(),
            _ => usize::MAX,
        }
    }

    /// Calls `each` with the registers of the fit tiers.
    fn each_tier(&self, each: &mut dyn FnMut(usize)) {
        for item in &self.fit {
            for (register, _) in &item.tiers {
                each(*register);
            }
        }
    }

    /// Calls `each` with the registers that an operation looks at, the tiers of fit among them.
    fn each_part(&self, op: &Op, each: &mut dyn FnMut(usize)) {
        if let Op::FitAtLeast(_) = op {
            self.each_tier(each);
        }
        if let Some((_, _, parts)) = parts(op) {
            for register in parts {
                each(*register);
            }
        }
    }

    /// For each register the leaves that its verdict depends on; one past the last of them is engagement.
    pub fn sees(&self) -> Vec<Marks> {
        let mut all: Vec<Marks> = Vec::new();
        for op in &self.ops {
            let mut own = none_of(self.leaves.len() + 1);
            mark(&mut own, self.leaf_of(op));
            self.each_part(op, &mut |register| {
                if let Some(sees) = all.get(register) {
                    join(&mut own, sees);
                }
            });
            all.push(own);
        }
        all
    }

    /// Which way a goal leans.
    pub fn slope(&self, aims: &[Aim]) -> Slope {
        let mut slope = vec![0; self.leaves.len() + 1];
        // For each register whether it stands in the goal as it is, and turned round.
        let mut stands = vec![0; self.ops.len()];
        for aim in aims {
            let stand = if aim.wanted() == MET { GAINS } else { LOSES };
            add(&mut stands, aim.register(), stand);
        }
        // Wholes come after their parts, the fit score before all that looks at it.
        for (place, op) in self.ops.iter().enumerate().rev() {
            let stand = stands.get(place).copied().unwrap_or(0);
            let inner = match op {
                // An earlier tier may give fewer points than a later one, so both ways.
                Op::FitAtLeast(_) if stand != 0 => GAINS | LOSES,
                // Turned round, what gains loses.
                Op::None(_) => stand >> 1 | (stand & GAINS) << 1,
                _ => stand,
            };
            self.each_part(op, &mut |register| add(&mut stands, register, inner));
            add(&mut slope, self.leaf_of(op), stand);
        }
        Slope(slope)
    }

    /// About how many changes it takes until all aims hold for one contact of a block. A guide for a search, nothing to show.
    pub fn distance(&self, aims: &[Aim], block: &Block, lane: usize) -> f64 {
        let mut known = vec![-1.0; self.ops.len() * 2];
        let mut sum = 0.0;
        for aim in aims {
            let register = aim.register();
            if !aim.holds(block.can(register, lane)) {
                sum += self.far(register, aim.wanted() == MET, block, lane, &mut known);
            }
        }
        sum
    }

    /// The same for one condition, to be met or not to be.
    fn far(
        &self,
        register: usize,
        met: bool,
        block: &Block,
        lane: usize,
        known: &mut [f64],
    ) -> f64 {
        let place = register * 2 + usize::from(met);
        if let Some(far) = known.get(place).filter(|far| **far >= 0.0) {
            return *far;
        }
        let far = if block.can(register, lane) == if met { MET } else { NOT_MET } {
            0.0
        } else {
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
                Some(op) => match parts(op) {
                    Some((form, n, parts)) => {
                        let met = met != (form == Form::None);
                        let n = if met {
                            n
                        } else {
                            (parts.len() + 1).saturating_sub(n)
                        };
                        let mut all = Vec::new();
                        for part in parts {
                            all.push(self.far(*part, met, block, lane, known));
                        }
                        let mut sum = 0.0;
                        for nearest in order(all.len(), &|a, b| all.get(a) < all.get(b))
                            .iter()
                            .take(n)
                        {
                            sum += all.get(*nearest).copied().unwrap_or(0.0);
                        }
                        sum
                    }
                    None => 1.0,
                },
                None => 1.0,
            }
        };
        if let Some(place) = known.get_mut(place) {
            *place = far;
        }
        far
    }
}

/// Adds marks to those at a place, if there is such a place.
fn add(all: &mut [u8], place: usize, marks: u8) {
    if let Some(place) = all.get_mut(place) {
        *place |= marks;
    }
}

/// A sum of points held as bit planes.
fn sum(planes: &[Words], lane: usize) -> f64 {
    let mut sum = 0.0;
    for plane in planes.iter().rev() {
        sum = sum * 2.0 + f64::from(u8::from(bit(plane, lane)));
    }
    sum
}
