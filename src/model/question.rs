//! The next best question: the unknown attribute whose answer can change the stage with the fewest further answers.

use crate::condition::Condition;
use crate::hypotheses::{Goal, Hypotheses};
use crate::marks::{Marks, has, mark, none_of};
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
pub(crate) const MOST_ANSWERS: usize = 5;

/// The question for a contact of this stage; `None` when no answer can change it.
pub(crate) fn next_question(
    rulebook: &Rulebook,
    hypotheses: &mut Hypotheses,
    stage: Stage,
) -> Option<Question> {
    let mentions = Mentions::new(rulebook);
    let mut among = none_of(hypotheses.moves.all.len());
    for subject in &hypotheses.moves.subjects {
        let open = !subject.signal && !subject.recorded;
        if open && (subject.id != "outcome" || mentions.place(subject.id).is_some()) {
            for i in subject.moves.clone() {
                mark(&mut among, i);
            }
        }
    }
    let mut goals = Vec::new();
    for aim in hypotheses.engine.program.ways_on(stage) {
        goals.push(hypotheses.goal(&[aim], &among, MOST_ANSWERS));
    }
    let sets = nearest(hypotheses, &goals);
    let further = sets.first()?.len().saturating_sub(1);
    let moves = &hypotheses.moves;
    let mut best = None;
    for i in sets.iter().flatten() {
        let m = moves.all.get(*i)?;
        let subject = moves.subjects.get(m.subject)?;
        let rank = mentions.rank(subject.id);
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
        further,
    })
}

/// The smallest sets of moves that reach any of these goals; when the smallest are too large to find all of them, one that is small.
pub(crate) fn nearest(hypotheses: &mut Hypotheses, goals: &[Goal]) -> Vec<Vec<usize>> {
    let mut fewest = MOST_ANSWERS;
    let mut sets: Vec<Vec<usize>> = Vec::new();
    for goal in goals {
        let found = hypotheses.fewest(goal, fewest);
        for set in &found {
            if set.len() < fewest {
                sets.clear();
                fewest = set.len();
            }
        }
        for set in found {
            if set.len() == fewest {
                sets.push(set);
            }
        }
    }
    if sets.is_empty() {
        // A longer way.
        for goal in goals {
            if let Some(set) = hypotheses.by_guess(goal)
                && sets.first().is_none_or(|known| set.len() < known.len())
            {
                sets = vec![set];
            }
        }
    }
    sets
}

/// The attributes that a rulebook mentions, in its order: gates, then fit items, then disqualifiers, then other criteria.
pub(crate) struct Mentions<'a> {
    rulebook: &'a Rulebook,
    /// Their ids.
    pub ids: Vec<&'a str>,
    /// For each a bit for every gate that mentions it, through criteria and the fit score as well.
    gates: Vec<u8>,
    /// The criteria that were gone through, and one past them the fit items.
    seen: Marks,
}

impl<'a> Mentions<'a> {
    pub fn new(rulebook: &'a Rulebook) -> Self {
        let mut mentions = Mentions {
            rulebook,
            ids: Vec::new(),
            gates: Vec::new(),
            seen: Vec::new(),
        };
        for (place, gate) in rulebook.gates.iter().enumerate() {
            mentions.seen = none_of(rulebook.criteria.len() + 1);
            mentions.collect(gate, 1 << place);
        }
        // What was gone through for a gate has nothing new.
        for item in &rulebook.fit {
            for tier in &item.tiers {
                mentions.collect(&tier.when, 0);
            }
        }
        for out in &rulebook.disqualify {
            mentions.collect(&out.when, 0);
        }
        for criterion in &rulebook.criteria {
            mentions.collect(&criterion.when, 0);
        }
        mentions
    }

    fn collect(&mut self, condition: &'a Condition, gate: u8) {
        match condition {
            Condition::Attribute { id, .. } => {
                if self.place(id).is_none() {
                    self.ids.push(id);
                    self.gates.push(0);
                }
                if let Some(gates) = self.place(id).and_then(|place| self.gates.get_mut(place)) {
                    *gates |= gate;
                }
            }
            Condition::Did(_) | Condition::EngagementAtLeast(_) => {}
            Condition::FitAtLeast(_) => {
                if self.is_new(self.rulebook.criteria.len()) {
                    for item in &self.rulebook.fit {
                        for tier in &item.tiers {
                            self.collect(&tier.when, gate);
                        }
                    }
                }
            }
            Condition::Criterion(i) => {
                if self.is_new(*i)
                    && let Some(criterion) = self.rulebook.criteria.get(*i)
                {
                    self.collect(&criterion.when, gate);
                }
            }
            Condition::All(list)
            | Condition::Any(list)
            | Condition::None(list)
            | Condition::AtLeast(_, list) => {
                for part in list {
                    self.collect(part, gate);
                }
            }
        }
    }

    fn is_new(&mut self, place: usize) -> bool {
        let new = !has(&self.seen, place);
        mark(&mut self.seen, place);
        new
    }

    fn place(&self, id: &str) -> Option<usize> {
        self.ids.iter().position(|known| *known == id)
    }

    /// The lower, the better to ask about.
    fn rank(&self, id: &str) -> (u32, usize) {
        let place = self.place(id).unwrap_or(usize::MAX);
        let gates = self.gates.get(place).map_or(0, |gates| gates.count_ones());
        (u32::MAX - gates, place)
    }
}
