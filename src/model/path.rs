//! The shortest path: the fewest facts and signals that together move a contact to the next stage.

use crate::condition::Condition;
use crate::hypotheses::Hypotheses;
use crate::marks::{count, mark, none_of};
use crate::order::order;
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
    let mut steps = Vec::new();
    if Gate::after(stage).is_none() {
        return steps;
    }
    let aims = hypotheses.engine.program.way_on(stage);
    let mut best: Option<Vec<usize>> = None;
    for reversing in [false, true] {
        if best.is_some() {
            break;
        }
        let mut among = none_of(hypotheses.moves.all.len());
        for (i, m) in hypotheses.moves.all.iter().enumerate() {
            if reversing || !m.reverses {
                mark(&mut among, i);
            }
        }
        let goal = hypotheses.goal(&aims, &among, EXHAUSTIVE);
        let mut sets = hypotheses.fewest(&goal, EXHAUSTIVE);
        if sets.is_empty() {
            let wide = hypotheses.goal(&aims, &among, count(&among));
            sets = hypotheses.by_guess(&wide);
        }
        let mut sorted = Vec::new();
        for set in &sets {
            sorted.push(ascending(set));
        }
        let closest = order(
            sets.len(),
            &|a, b| matches!((sorted.get(a), sorted.get(b)), (Some(a), Some(b)) if better(hypotheses, a, b)),
        );
        for place in closest.into_iter().take(COMPARED) {
            let set = sets.get_mut(place).map(std::mem::take).unwrap_or_default();
            let set = hypotheses.least_times(&goal, set);
            // What to find out first, then what should happen.
            let set = ascending(&hypotheses.without_needless(&goal, set));
            if best
                .as_ref()
                .is_none_or(|best| better(hypotheses, &set, best))
            {
                best = Some(set);
            }
        }
    }
    for i in best.unwrap_or_default() {
        let moves = &hypotheses.moves;
        let Some(m) = moves.all.get(i) else { continue };
        if let (Some(subject), Some(answer)) =
            (moves.subjects.get(m.subject), moves.answers.get(m.answer))
        {
            steps.push(PathStep {
                condition: if m.times > 0 {
                    subject.happened(m.times)
                } else {
                    moves.condition(subject, answer)
                },
                value: answer.value.clone(),
                reverses: m.reverses,
            });
        }
    }
    steps
}

/// A set in the order of its moves.
fn ascending(set: &[usize]) -> Vec<usize> {
    let mut sorted = Vec::new();
    for i in set {
        let place = sorted.partition_point(|known| known < i);
        sorted.insert(place, *i);
    }
    sorted
}

/// Of sets of one size, the better is the one that goes against less, then the one whose signals happen less often, then the one that
/// comes first.
fn better(hypotheses: &Hypotheses, one: &[usize], other: &[usize]) -> bool {
    let rank = |set: &[usize]| {
        let (mut reverses, mut times) = (0, 0u64);
        for i in set {
            if let Some(m) = hypotheses.moves.all.get(*i) {
                reverses += usize::from(m.reverses);
                times = times.saturating_add(m.times);
            }
        }
        (reverses, times)
    };
    let (a, b) = (rank(one), rank(other));
    a < b || a == b && one < other
}
