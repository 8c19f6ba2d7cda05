//! The shortest path: the fewest facts and signals that together move a contact to the next stage.

use crate::condition::Condition;
use crate::hypotheses::Hypotheses;
use crate::lanes::LANES;
use crate::program::{Block, Node};
use crate::stage::{Gate, Stage, Verdict};

/// One part of a path.
#[derive(Clone, Debug, PartialEq)]
pub struct PathStep {
    /// What has to become true: a condition on an attribute, or a `did`.
    pub condition: Condition,
    /// For an attribute, a value that would do.
    pub value: String,
    /// Whether it goes against something that is recorded.
    pub reverses: bool,
}

/// Sets of at most so many changes are searched through whole.
const EXHAUSTIVE: usize = 4;
/// More sets than this are not tried one by one.
const MOST_SETS: usize = 4_000_000;

/// The path from a stage to the next; empty when nothing leads there.
pub(crate) fn path(hypotheses: &mut Hypotheses, stage: Stage) -> Vec<PathStep> {
    let Some(gate) = Gate::after(stage) else {
        return Vec::new();
    };
    let target = gate.stage();
    let reached = move |s: Stage| s >= target && s <= Stage::Opportunity;
    let all: Vec<usize> = (0..hypotheses.moves.len()).collect();
    let kind: Vec<usize> = all
        .iter()
        .copied()
        .filter(|i| hypotheses.moves.get(*i).is_some_and(|m| !m.reverses))
        .collect();
    let mut found = None;
    for among in [kind, all] {
        found = smallest(hypotheses, &among, reached)
            .or_else(|| grown(hypotheses, &among, gate, reached));
        if found.is_some() {
            break;
        }
    }
    found
        .unwrap_or_default()
        .iter()
        .filter_map(|i| hypotheses.moves.get(*i))
        .map(|m| PathStep {
            condition: m.condition.clone(),
            value: m.value.clone(),
            reverses: m.reverses,
        })
        .collect()
}

/// The smallest set of at most four.
fn smallest(
    hypotheses: &mut Hypotheses,
    among: &[usize],
    reached: impl Fn(Stage) -> bool + Copy,
) -> Option<Vec<usize>> {
    for size in 1..=EXHAUSTIVE {
        let mut found = None;
        hypotheses.search(among, size, MOST_SETS, reached, |set| {
            found = Some(set.to_vec());
            true
        });
        if found.is_some() {
            return found;
        }
    }
    None
}

/// A set that grows by what brings the gate closest, then loses every part it can do without.
fn grown(
    hypotheses: &mut Hypotheses,
    among: &[usize],
    gate: Gate,
    reached: impl Fn(Stage) -> bool + Copy,
) -> Option<Vec<usize>> {
    let mut set: Vec<usize> = Vec::new();
    let mut best = f64::INFINITY;
    let mut done = false;
    while !done {
        let mut nearest: Option<(f64, Vec<usize>)> = None;
        let candidates: Vec<Vec<usize>> = among
            .iter()
            .filter(|i| !set.contains(i))
            .map(|i| {
                let mut next: Vec<usize> = set
                    .iter()
                    .copied()
                    .filter(|s| hypotheses.together(*s, *i))
                    .collect();
                next.push(*i);
                next
            })
            .collect();
        for chunk in candidates.chunks(LANES) {
            hypotheses.run(chunk);
            for (lane, next) in chunk.iter().enumerate() {
                let far = hypotheses.distance(gate, lane);
                if nearest.as_ref().is_none_or(|(least, _)| far < *least) {
                    nearest = Some((far, next.clone()));
                }
            }
        }
        match nearest {
            Some((far, next)) if far < best - 1e-9 => {
                best = far;
                set = next;
                done = hypotheses.leads(&set, reached);
            }
            _ => return None,
        }
    }
    // Of what is there, leave out what is not needed, one by one, until every part is.
    let mut i = 0;
    while i < set.len() {
        let mut without = set.clone();
        without.remove(i);
        if hypotheses.leads(&without, reached) {
            set = without;
            i = 0;
        } else {
            i += 1;
        }
    }
    Some(set)
}

impl Hypotheses<'_> {
    /// How far a lane of the block that was run last is from the stage behind a gate, in changes, about.
    fn distance(&self, gate: Gate, lane: usize) -> f64 {
        let program = &self.engine.program;
        let seen = Seen {
            hypotheses: self,
            lane,
        };
        let gates: f64 = program
            .gates
            .iter()
            .take(gate as usize + 1)
            .map(|g| seen.to_met(g.register))
            .sum();
        let out: f64 = program.disqualify.iter().map(|d| seen.from_met(d)).sum();
        gates + out
    }
}

struct Seen<'a> {
    hypotheses: &'a Hypotheses<'a>,
    lane: usize,
}

impl Seen<'_> {
    fn block(&self) -> &Block {
        self.hypotheses.last_block()
    }

    fn to_met(&self, register: usize) -> f64 {
        self.hypotheses
            .engine
            .program
            .distance(register, true, self.block(), self.lane)
    }

    /// A disqualifier counts only when it fires.
    fn from_met(&self, node: &Node) -> f64 {
        if self.block().verdict(node, self.lane) == Verdict::Met {
            self.hypotheses
                .engine
                .program
                .distance(node.register, false, self.block(), self.lane)
        } else {
            0.0
        }
    }
}
