//! The next best question: the unknown attribute whose answer can change the stage with the fewest further answers.

use crate::condition::Condition;
use crate::hypotheses::{Goal, Hypotheses};
use crate::moves::{answers, attributes};
use crate::rulebook::Rulebook;
use crate::stage::Stage;

/// A question worth asking.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The attribute it asks for.
    pub attribute: String,
    /// The answers that the rulebook tells apart: a value that gives each, and the condition it meets.
    pub answers: Vec<(String, Condition)>,
    /// How many more answers are needed at least before the stage can change.
    pub further: usize,
}

/// Answers to so many questions are searched through together.
const MOST_ANSWERS: usize = 5;

/// The question for a contact of this stage; `None` when no answer can change it.
pub(crate) fn next_question(
    rulebook: &Rulebook,
    hypotheses: &mut Hypotheses,
    stage: Stage,
) -> Option<Question> {
    let among: Vec<usize> = (0..hypotheses.moves.len())
        .filter(|i| {
            hypotheses
                .attribute(*i)
                .is_some_and(|id| id != "outcome" || mentions(rulebook, id))
                && hypotheses.moves.get(*i).is_some_and(|m| !m.recorded)
        })
        .collect();
    let goals: Vec<Goal> = hypotheses
        .engine
        .program
        .ways_on(stage)
        .into_iter()
        .map(|aims| hypotheses.goal(aims, &among, MOST_ANSWERS))
        .collect();
    let mut fewest = MOST_ANSWERS;
    let mut sets: Vec<Vec<usize>> = Vec::new();
    for goal in &goals {
        let found = hypotheses.fewest(goal, fewest);
        let Some(size) = found.iter().map(Vec::len).min() else {
            continue;
        };
        if size < fewest {
            sets.clear();
            fewest = size;
        }
        sets.extend(found.into_iter().filter(|set| set.len() == size));
    }
    if sets.is_empty() {
        // A longer way.
        let found = goals.iter().filter_map(|goal| hypotheses.by_guess(goal));
        sets.extend(found.min_by_key(Vec::len));
    }
    let further = sets.first()?.len().saturating_sub(1);
    let mut candidates: Vec<String> = Vec::new();
    for id in sets
        .iter()
        .flatten()
        .filter_map(|i| hypotheses.attribute(*i))
    {
        if !candidates.iter().any(|known| known == id) {
            candidates.push(id.to_owned());
        }
    }
    let order = mention_order(rulebook);
    let place = |id: &str| order.iter().position(|m| m.0 == id).unwrap_or(usize::MAX);
    let gates = |id: &str| order.iter().find(|m| m.0 == id).map_or(0, |m| m.1);
    let attribute = candidates
        .into_iter()
        .min_by_key(|id| (std::cmp::Reverse(gates(id)), place(id)))?;
    let program = &hypotheses.engine.program;
    let tests = attributes(program)
        .into_iter()
        .find(|(id, _)| *id == attribute)?
        .1;
    let answers = answers(&attribute, &tests, hypotheses.engine.as_of)
        .into_iter()
        .map(|(value, _, condition, _)| (value, condition))
        .collect();
    Some(Question {
        attribute,
        answers,
        further,
    })
}

fn mentions(rulebook: &Rulebook, id: &str) -> bool {
    mention_order(rulebook).iter().any(|(known, _)| known == id)
}

/// The attributes that a rulebook mentions, in its order (gates, then fit items, then disqualifiers, then other criteria), each with the
/// number of gates that mention it, through criteria and the fit score as well.
pub(crate) fn mention_order(rulebook: &Rulebook) -> Vec<(String, usize)> {
    let mut order: Vec<(String, usize)> = Vec::new();
    let note = |order: &mut Vec<(String, usize)>, ids: Vec<String>, gates: usize| {
        for id in ids {
            match order.iter_mut().find(|(known, _)| *known == id) {
                Some((_, count)) => *count += gates,
                None => order.push((id, gates)),
            }
        }
    };
    for gate in &rulebook.gates {
        note(&mut order, mentioned(rulebook, gate, true), 1);
    }
    for item in &rulebook.fit {
        for tier in &item.tiers {
            note(&mut order, mentioned(rulebook, &tier.when, false), 0);
        }
    }
    for out in &rulebook.disqualify {
        note(&mut order, mentioned(rulebook, &out.when, true), 0);
    }
    for criterion in &rulebook.criteria {
        note(&mut order, mentioned(rulebook, &criterion.when, false), 0);
    }
    order
}

/// The attributes in a condition, each once, in its order.
fn mentioned(rulebook: &Rulebook, condition: &Condition, with_fit: bool) -> Vec<String> {
    let mut ids = Vec::new();
    let mut criteria = vec![false; rulebook.criteria.len()];
    let mut fit = !with_fit;
    collect(rulebook, condition, &mut ids, &mut criteria, &mut fit);
    ids
}

fn collect(
    rulebook: &Rulebook,
    condition: &Condition,
    ids: &mut Vec<String>,
    criteria: &mut Vec<bool>,
    fit: &mut bool,
) {
    match condition {
        Condition::Attribute { id, .. } => {
            if !ids.contains(id) {
                ids.push(id.clone());
            }
        }
        Condition::Did(_) | Condition::EngagementAtLeast(_) => {}
        Condition::FitAtLeast(_) => {
            if !std::mem::replace(fit, true) {
                for tier in rulebook.fit.iter().flat_map(|item| &item.tiers) {
                    collect(rulebook, &tier.when, ids, criteria, fit);
                }
            }
        }
        Condition::Criterion(i) => {
            let seen = criteria
                .get_mut(*i)
                .is_none_or(|s| std::mem::replace(s, true));
            if let Some(criterion) = rulebook.criteria.get(*i).filter(|_| !seen) {
                collect(rulebook, &criterion.when, ids, criteria, fit);
            }
        }
        Condition::All(list)
        | Condition::Any(list)
        | Condition::None(list)
        | Condition::AtLeast(_, list) => {
            for part in list {
                collect(rulebook, part, ids, criteria, fit);
            }
        }
    }
}
