//! The next best question: the unknown attribute whose answer can change the stage with the fewest further answers.

use crate::condition::Condition;
use crate::hypotheses::{Goal, Hypotheses};
use crate::marks::{has, mark, none_of};
use crate::moves::Subject;
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
pub(crate) const MOST_ANSWERS: usize = 5;

/// The question for a contact of this stage; `None` when no answer can change it.
pub(crate) fn next_question(hypotheses: &mut Hypotheses, stage: Stage) -> Option<Question> {
    let program = &hypotheses.engine.program;
    let mentions = program.mentions();
    // Where the rulebook mentions a subject first: of its own accord it does not ask for the outcome.
    let place = |subject: &Subject| {
        let mentioned = |leaf: &usize| subject.leaves.contains(leaf);
        mentions.iter().position(mentioned)
    };
    let mut among = none_of(hypotheses.moves.all.len());
    for subject in &hypotheses.moves.subjects {
        if !subject.signal && !subject.recorded && place(subject).is_some() {
            for i in subject.moves.clone() {
                mark(&mut among, i);
            }
        }
    }
    let mut goals = Vec::new();
    for way in program.ways_off(stage) {
        goals.push(hypotheses.goal(&[way], &among, MOST_ANSWERS));
    }
    let (size, smallest) = nearest(hypotheses, &goals);
    let moves = &hypotheses.moves;
    let mut best = None;
    for i in smallest {
        let subject = moves.subjects.get(moves.all.get(i)?.subject)?;
        let mut gates = 0;
        for gate in &program.gates {
            let sees = hypotheses.sees.get(gate.register)?;
            gates += usize::from(subject.leaves.iter().any(|leaf| has(sees, *leaf)));
        }
        // The most gates, then the first.
        let rank = (program.gates.len() - gates, place(subject)?);
        if best.is_none_or(|(_, known)| rank < known) {
            best = Some((subject, rank));
        }
    }
    let (subject, _) = best?;
    let mut answers = Vec::new();
    for answer in moves.answers.get(subject.answers.clone())? {
        answers.push((answer.value.clone(), moves.condition(subject, answer)));
    }
    Some(Question {
        attribute: subject.id.to_owned(),
        answers,
        further: size.saturating_sub(1),
    })
}

/// How many moves the smallest sets have that reach any of these goals, and the moves of all of them; when the smallest are too large to
/// find all, of one that is small.
pub(crate) fn nearest(hypotheses: &mut Hypotheses, goals: &[Goal]) -> (usize, Vec<usize>) {
    let mut size = MOST_ANSWERS;
    let mut smallest: Vec<usize> = Vec::new();
    for guess in [false, true] {
        if !smallest.is_empty() {
            break;
        }
        if guess {
            // A longer way, the first of the shortest.
            size = usize::MAX;
        }
        for goal in goals {
            let sets = if guess {
                hypotheses.by_guess(goal)
            } else {
                hypotheses.fewest(goal, size)
            };
            for set in &sets {
                if set.len() < size {
                    size = set.len();
                    smallest.clear();
                } else if guess {
                    continue;
                }
                smallest.extend_from_slice(set);
            }
        }
    }
    (size, smallest)
}
