//! The shortest path: the fewest facts and signals that together move a contact to the next stage.

use crate::condition::Condition;
use crate::hypotheses::Hypotheses;
use crate::order::{order, sort};
use crate::stage::{Gate, Stage};

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

/// Sets of at most so many changes are searched through whole; the stage model asks for four.
const EXHAUSTIVE: usize = 5;

/// Of sets of the smallest size so many are looked at closely.
const COMPARED: usize = 40;

/// The path from a stage to the next; empty when nothing leads there.
pub(crate) fn path(hypotheses: &mut Hypotheses, stage: Stage) -> Vec<PathStep> {
    let Some(gate) = Gate::after(stage) else {
        return Vec::new();
    };
    let aims = hypotheses.engine.program.way_in(gate);
    let all: Vec<usize> = (0..hypotheses.moves.len()).collect();
    let kind: Vec<usize> = all
        .iter()
        .copied()
        .filter(|i| hypotheses.moves.get(*i).is_some_and(|m| !m.reverses))
        .collect();
    let mut found = None;
    for among in [kind, all] {
        let goal = hypotheses.goal(aims.clone(), &among, EXHAUSTIVE);
        let sets = hypotheses.fewest(&goal, EXHAUSTIVE);
        let ranks: Vec<_> = sets.iter().map(|set| rank(hypotheses, set)).collect();
        let best = order(sets.len(), &|a, b| ranks.get(a) < ranks.get(b));
        let mut sets: Vec<Vec<usize>> = (best.iter().take(COMPARED))
            .filter_map(|place| sets.get(*place).cloned())
            .collect();
        if sets.is_empty() {
            let wide = hypotheses.goal(aims.clone(), &among, among.len());
            sets.extend(hypotheses.by_guess(&wide));
        }
        let least: Vec<Vec<usize>> = sets
            .into_iter()
            .map(|set| {
                let set = hypotheses.least_times(&goal, set);
                hypotheses.without_needless(&goal, set)
            })
            .collect();
        found = least.into_iter().min_by_key(|set| rank(hypotheses, set));
        if found.is_some() {
            break;
        }
    }
    let mut found = found.unwrap_or_default();
    // What to find out first, then what should happen.
    sort(&mut found, |a, b| a < b);
    found
        .iter()
        .filter_map(|i| hypotheses.moves.get(*i))
        .map(|m| PathStep {
            condition: m.condition.clone(),
            value: m.value.clone(),
            reverses: m.reverses,
        })
        .collect()
}

/// Of sets of one size, the better is the one that goes against less, then the one whose signals happen less often, then the one that
/// comes first.
fn rank(hypotheses: &Hypotheses, set: &[usize]) -> (usize, u64, Vec<usize>) {
    let moves = || set.iter().filter_map(|i| hypotheses.moves.get(*i));
    let reverses = moves().filter(|m| m.reverses).count();
    let times = moves().fold(0u64, |sum, m| sum.saturating_add(m.times));
    let mut sorted = set.to_vec();
    sort(&mut sorted, |a, b| a < b);
    (reverses, times, sorted)
}
