//! What can be told of a contact, as far as a rulebook looks at it: every fact with the states it can be in, tried by hundreds at once.

use super::clashes::{Fact, clash, may_clash};
use super::dice::Dice;
use crate::condition::{Condition, Test};
use crate::day::Day;
use crate::dictionary::Kind;
use crate::engagement::rounded;
use crate::lanes::{LANES, Lanes, bit};
use crate::program::{Block, Leaf, Program};
use crate::rulebook::Rulebook;
use crate::stage::{Stage, Verdict};

mod known;
mod marks;
mod states;

pub(super) use known::Effect;
use marks::{Mark, marks};

/// What is recorded of one fact.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Recorded {
    /// Nothing.
    Nothing,
    /// The value of an attribute.
    Value(String, Kind),
    /// What was done: how many days ago, and how often.
    Signals(Vec<(i32, u32)>),
}

impl Recorded {
    /// Whether nothing is recorded.
    pub(super) fn is_nothing(&self) -> bool {
        *self == Recorded::Nothing
    }
}

/// A state that a fact can be in, and what it does to the conditions.
#[derive(Clone, Debug)]
pub(super) struct State {
    pub recorded: Recorded,
    /// Of an attribute, the verdicts of the leaves that look at it.
    verdicts: Vec<(usize, Verdict)>,
    /// Of a signal, how often it counts for each leaf that looks at it.
    counts: Vec<(usize, u64)>,
    /// What it adds to the engagement sum.
    points: i128,
}

/// An attribute or a kind of signal.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    pub id: String,
    pub signal: bool,
    /// The first is that nothing is recorded.
    pub states: Vec<State>,
}

/// The number of the chosen state of each subject.
pub(super) type Chosen = Vec<usize>;

/// The facts that a rulebook looks at.
pub(super) struct Space<'a> {
    pub subjects: Vec<Subject>,
    pub marks: Vec<Mark<'a>>,
    pub rulebook: &'a Rulebook,
    program: Program,
    as_of: Day,
    scored: bool,
    /// Pairs of subjects that do not go together in every state.
    rivals: Vec<(usize, usize)>,
    block: Block,
    lanes: Vec<Lanes>,
    scores: [u8; LANES],
}

/// The pairs of subjects that may clash.
fn rivals(subjects: &[Subject]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (at, one) in subjects.iter().enumerate() {
        for (place, other) in subjects.iter().enumerate().skip(at + 1) {
            if may_clash((&one.id, one.signal), (&other.id, other.signal)) {
                found.push((at, place));
            }
        }
    }
    found
}

impl<'a> Space<'a> {
    /// All facts that a rulebook looks at, with values and days that the dice choose among those that it tells apart. The outcome is
    /// among them only where it may be told.
    pub fn new(rulebook: &'a Rulebook, as_of: Day, outcome: bool, dice: &mut Dice) -> Space<'a> {
        let program = Program::compile(rulebook);
        let mut space = Space {
            subjects: Vec::new(),
            marks: marks(rulebook, &program),
            rulebook,
            scored: program.looks_at_engagement(),
            program,
            as_of,
            rivals: Vec::new(),
            block: Block::default(),
            lanes: Vec::new(),
            scores: [0; LANES],
        };
        for (id, signal) in space.named() {
            let states = if signal {
                space.happenings(&id, dice)
            } else if id == "outcome" && !outcome {
                vec![Recorded::Nothing]
            } else {
                space.values(&id, dice)
            };
            let states = states.into_iter().map(|r| space.state(&id, r)).collect();
            space.subjects.push(Subject { id, signal, states });
        }
        space.rivals = rivals(&space.subjects);
        space
    }

    /// What is recorded of a subject.
    pub fn recorded(&self, contact: &Chosen, subject: usize) -> &Recorded {
        let chosen = contact.get(subject).copied().unwrap_or(0);
        let states = self.subjects.get(subject).map(|s| &s.states);
        match states.and_then(|states| states.get(chosen)) {
            Some(state) => &state.recorded,
            None => &Recorded::Nothing,
        }
    }

    /// What is recorded of a subject, once it goes over to a state where it is the one that does.
    fn fact_then(
        &self,
        contact: &Chosen,
        subject: usize,
        then: (usize, usize),
    ) -> Option<Fact<'_>> {
        let known = self.subjects.get(subject)?;
        let state = match then {
            (changed, state) if changed == subject => state,
            _ => contact.get(subject).copied().unwrap_or(0),
        };
        Some(Fact {
            id: &known.id,
            signal: known.signal,
            recorded: &known.states.get(state)?.recorded,
        })
    }

    /// Whether a contact, once a subject goes over to a state, has something together with it that nobody has.
    pub fn clashes(&self, contact: &Chosen, then: (usize, usize)) -> bool {
        let with = |subject: usize| self.fact_then(contact, subject, then);
        let concerned = (self.rivals.iter()).filter(|(a, b)| *a == then.0 || *b == then.0);
        concerned
            .filter_map(|(a, b)| Some((with(*a)?, with(*b)?)))
            .any(|(one, other)| clash(one, other))
    }

    /// Whether a fact that no condition looks at goes together with all facts of a contact.
    pub fn goes_with(&self, contact: &Chosen, fact: Fact) -> bool {
        let own = |subject| self.fact_then(contact, subject, (usize::MAX, 0));
        let facts = (0..self.subjects.len()).filter_map(own);
        facts.into_iter().all(|other| !clash(fact, other))
    }

    /// Looks at up to 512 contacts, a lane each: one as it is but for these changes, given as subject and state. No subject comes twice
    /// in a list of changes.
    pub fn look(&mut self, contact: &Chosen, changes: &[Vec<(usize, usize)>]) {
        let mut counts = vec![0u64; self.program.leaves.len()];
        let mut points = 0i128;
        self.lanes.clear();
        self.lanes
            .resize(counts.len(), Lanes::splat(Verdict::Unknown));
        for (subject, chosen) in self.subjects.iter().zip(contact) {
            let Some(state) = subject.states.get(*chosen) else {
                continue;
            };
            for (leaf, verdict) in &state.verdicts {
                if let Some(lanes) = self.lanes.get_mut(*leaf) {
                    *lanes = Lanes::splat(*verdict);
                }
            }
            for (leaf, n) in &state.counts {
                if let Some(count) = counts.get_mut(*leaf) {
                    *count = count.saturating_add(*n);
                }
            }
            points += state.points;
        }
        let asked = |leaf: usize| match self.program.leaves.get(leaf) {
            Some(Leaf::Did(did)) => did.times,
            _ => u64::MAX,
        };
        for (leaf, lanes) in self.lanes.iter_mut().enumerate() {
            if let Some(Leaf::Did(did)) = self.program.leaves.get(leaf) {
                let count = counts.get(leaf).copied().unwrap_or(0);
                *lanes = Lanes::splat(Verdict::from_bits(count >= did.times, false));
            }
        }
        self.scores = [rounded(points); LANES];
        let mut changed = counts.clone();
        for (lane, (list, score)) in changes.iter().zip(&mut self.scores).enumerate() {
            let mut sum = points;
            changed.copy_from_slice(&counts);
            for (place, to) in list {
                let Some(subject) = self.subjects.get(*place) else {
                    continue;
                };
                let from = contact.get(*place).and_then(|c| subject.states.get(*c));
                let (Some(from), Some(to)) = (from, subject.states.get(*to)) else {
                    continue;
                };
                sum += to.points - from.points;
                for (leaf, verdict) in &to.verdicts {
                    if let Some(lanes) = self.lanes.get_mut(*leaf) {
                        lanes.set(lane, *verdict);
                    }
                }
                for ((leaf, more), (_, less)) in to.counts.iter().zip(&from.counts) {
                    if let (Some(count), Some(lanes)) =
                        (changed.get_mut(*leaf), self.lanes.get_mut(*leaf))
                    {
                        *count = count.saturating_sub(*less).saturating_add(*more);
                        lanes.set(lane, Verdict::from_bits(*count >= asked(*leaf), false));
                    }
                }
            }
            *score = rounded(sum);
        }
        let lanes = &self.lanes;
        self.program.run(
            &|leaf| lanes.get(leaf).copied().unwrap_or_default(),
            &self.scores,
            &mut self.block,
        );
    }

    /// The stage by rule in a lane that was looked at last.
    pub fn stage(&self, lane: usize) -> Stage {
        let mut number = 0;
        for (place, plane) in self.block.stage.iter().enumerate() {
            number |= u8::from(bit(plane, lane)) << place;
        }
        Stage::from_index(number)
    }

    /// The verdict of a criterion in a lane that was looked at last.
    pub fn verdict(&self, mark: usize, lane: usize) -> Verdict {
        match self.marks.get(mark) {
            Some(mark) => self.block.lanes(mark.register).verdict(lane),
            None => Verdict::Unknown,
        }
    }

    /// How far a score is from what a criterion asks, in points of the score; `None` where it asks for none.
    pub fn margin(&self, mark: usize, lane: usize) -> Option<f64> {
        match self.condition(mark)? {
            Condition::EngagementAtLeast(x) => {
                let score = self.scores.get(lane).copied().unwrap_or(0);
                Some((f64::from(score) + 0.5 - x).abs())
            }
            _ => None,
        }
    }

    /// What a criterion stands for.
    pub fn condition(&self, mark: usize) -> Option<&'a Condition> {
        let mut condition = self.marks.get(mark)?.condition;
        // Criteria that name one another in a circle are refused when a rulebook is read.
        while let Condition::Criterion(i) = condition {
            condition = &self.rulebook.criteria.get(*i)?.when;
        }
        Some(condition)
    }

    /// The stages that could come out, a bit each in the order of [`Stage::ALL`]. What cannot come out may be among them.
    pub fn within_reach(&self) -> u8 {
        let mut can = Vec::new();
        for leaf in &self.program.leaves {
            can.push(match leaf {
                Leaf::Did(_)
                | Leaf::Attribute {
                    test: Test::Known(_),
                    ..
                } => crate::program::MET | crate::program::NOT_MET,
                Leaf::Attribute { .. } => {
                    crate::program::MET | crate::program::NOT_MET | crate::program::UNKNOWN
                }
            });
        }
        self.program.stages_within_reach(&can, (0, 100)).0
    }
}
