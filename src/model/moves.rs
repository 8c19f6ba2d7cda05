//! What could still be found out about a contact or still happen: the changes that a path or a question is made of.

use crate::bits::counted_day;
use crate::condition::{Condition, Did, Kinds, Scalar, Test};
use crate::day::Day;
use crate::dictionary::Kind;
use crate::engagement::{contribution, contribution_of};
use crate::facts::SIGNALS;
use crate::host::parse_number;
use crate::one::{One, times};
use crate::program::{Can, Leaf, MET, NOT_MET, UNKNOWN, can};
use crate::rulebook::{EngagementRow, Rulebook};
use crate::table::{Entry, Table};
use std::ops::Range;

mod answers;

pub(crate) use answers::{Answer, values};
use answers::{answers, insert};

/// An attribute or a kind of signal that a program looks at: no two moves on one go together.
pub(crate) struct Subject<'a> {
    /// The attribute, or the kind.
    pub id: &'a str,
    /// Whether it is a kind of signal.
    pub signal: bool,
    /// The leaves that look at it.
    pub leaves: Vec<usize>,
    /// Places in [`Moves::answers`]. What a signal does has a place there too.
    pub answers: Range<usize>,
    /// Places in [`Moves::all`].
    pub moves: Range<usize>,
    /// Whether something is recorded for the attribute, readable or not.
    pub recorded: bool,
    /// Its row of points, if a condition looks at engagement.
    pub row: Option<&'a EngagementRow>,
    /// How often the signal has happened.
    before: u64,
    /// How often today.
    today: u64,
    /// What it adds to engagement now.
    contribution: i128,
}

/// One change to one fact.
#[derive(Clone, Copy)]
pub(crate) struct Move {
    /// The place of what it changes.
    pub subject: usize,
    /// The place of what it then is.
    pub answer: usize,
    /// For a signal, how often it happens; 0 for an attribute.
    pub times: u64,
    /// Whether it goes against something that is recorded.
    pub reverses: bool,
    /// What it adds to the engagement sum.
    pub engagement: i128,
}

/// All changes to one contact, and the verdicts it has without them.
pub(crate) struct Moves<'a> {
    /// Attributes in the order in which leaves look at them, then kinds of signals.
    pub subjects: Vec<Subject<'a>>,
    /// Those on one subject stand together.
    pub answers: Vec<Answer<'a>>,
    /// In the order of their subjects.
    pub all: Vec<Move>,
    /// The verdict of each leaf now.
    pub now: Vec<Can>,
    /// How many more signals each leaf asks for.
    pub missing: Vec<u64>,
    /// The engagement sum now.
    pub engagement: i128,
}

/// What finding out that nothing is there makes true.
static NOT_KNOWN: Test = Test::Known(false);
/// Up to so many times every number is tried, over it only those at which something turns.
const MOST_TIMES: u64 = 6;
/// Points in the units of engagement sums.
const POINT: f64 = (1u64 << 40) as f64;

impl<'a> Moves<'a> {
    /// `engine` has looked at `alone`, a table of one row.
    pub fn new(rulebook: &'a Rulebook, engine: &'a One, alone: &Table, as_of: Day) -> Self {
        let mut moves = Moves::none(engine);
        let program = &engine.program;
        for (leaf, of) in program.leaves.iter().enumerate() {
            let mut missing = 0;
            match of {
                Leaf::Attribute { id, .. } => moves.subject(id, false, Some(leaf), None),
                Leaf::Did(did) => {
                    missing = did.times.saturating_sub(times(did, alone, as_of));
                }
            }
            moves.missing.push(missing);
        }
        let attributes = moves.subjects.len();
        for leaf in &program.leaves {
            match leaf {
                Leaf::Attribute { .. } => {}
                Leaf::Did(did) => match &did.kinds {
                    Kinds::Interest => {
                        for (kind, _, shows) in &SIGNALS {
                            if *shows {
                                moves.subject(kind, true, None, None);
                            }
                        }
                    }
                    Kinds::These(kinds) => {
                        for kind in kinds {
                            moves.subject(kind, true, None, None);
                        }
                    }
                },
            }
        }
        let scored = program.looks_at_engagement();
        if scored {
            for row in &rulebook.engagement {
                moves.subject(&row.signal, true, None, Some(row));
            }
        }
        for place in 0..moves.subjects.len() {
            if place < attributes {
                moves.find_out(place, engine, alone, as_of);
            } else {
                moves.happen(place, engine, alone, as_of);
            }
        }
        moves
    }

    /// None yet: the contact as it is, no leaf asking for signals.
    pub fn none(engine: &One) -> Self {
        let mut moves = Moves {
            subjects: Vec::new(),
            answers: Vec::new(),
            all: Vec::new(),
            now: Vec::new(),
            missing: Vec::new(),
            engagement: engine.points,
        };
        for verdict in &engine.now {
            moves.now.push(can(*verdict));
        }
        moves
    }

    /// Adds an answer by what it does: the verdicts it gives leaves, and what it adds to the engagement sum. It belongs to a new subject or
    /// to the one of the answer before; other subjects may bear on the same leaves.
    pub fn add(&mut self, new: bool, verdicts: Vec<(usize, Can)>, engagement: i128) {
        let (first, start) = (self.all.len(), self.answers.len());
        if new {
            self.subjects.push(Subject {
                id: "",
                signal: false,
                leaves: Vec::new(),
                answers: start..start,
                moves: first..first,
                recorded: false,
                row: None,
                before: 0,
                today: 0,
                contribution: 0,
            });
        }
        if let Some(subject) = self.subjects.last_mut() {
            subject.answers.end = start + 1;
            subject.moves.end = first + 1;
        }
        self.all.push(Move {
            subject: self.subjects.len().wrapping_sub(1),
            answer: start,
            times: 1,
            reverses: false,
            engagement,
        });
        self.answers.push(Answer {
            value: String::new(),
            kind: Kind::Text,
            test: None,
            verdicts,
        });
    }

    /// Notes a subject if it is new, and a leaf that looks at it or its row of points.
    fn subject(
        &mut self,
        id: &'a str,
        signal: bool,
        leaf: Option<usize>,
        row: Option<&'a EngagementRow>,
    ) {
        for known in &mut self.subjects {
            if known.signal == signal && known.id == id {
                if let Some(leaf) = leaf {
                    known.leaves.push(leaf);
                }
                known.row = row;
                return;
            }
        }
        let mut leaves = Vec::new();
        if let Some(leaf) = leaf {
            leaves.push(leaf);
        }
        self.subjects.push(Subject {
            id,
            signal,
            leaves,
            answers: 0..0,
            moves: 0..0,
            recorded: false,
            row,
            before: 0,
            today: 0,
            contribution: 0,
        });
    }

    /// The moves on an attribute.
    fn find_out(&mut self, place: usize, engine: &'a One, alone: &Table, as_of: Day) {
        let first = self.all.len();
        let start = self.answers.len();
        let Some(subject) = self.subjects.get_mut(place) else {
            return;
        };
        let mut tests = Vec::new();
        let mut nothing = Vec::new();
        let (mut unknown, mut asked) = (false, false);
        for leaf in &subject.leaves {
            unknown |= self.now.get(*leaf) == Some(&UNKNOWN);
            if let Some(Leaf::Attribute { test, .. }) = engine.program.leaves.get(*leaf) {
                let known = match test {
                    Test::Known(false) => MET,
                    Test::Known(true) => NOT_MET,
                    _ => UNKNOWN,
                };
                asked |= known != UNKNOWN;
                nothing.push((*leaf, known));
                tests.push(test);
            }
        }
        answers(&tests, &subject.leaves, as_of, &mut self.answers);
        subject.answers = start..self.answers.len();
        subject.recorded = !alone.get(0, subject.id).trim().is_empty();
        // What is recorded but cannot be read may be put right without going against anything.
        let reverses = subject.recorded && !unknown;
        if subject.recorded && asked {
            self.answers.push(Answer {
                value: String::new(),
                kind: Kind::Text,
                test: Some(&NOT_KNOWN),
                verdicts: nothing,
            });
        }
        for (at, answer) in self.answers.iter().enumerate() {
            let mut changes = false;
            for (leaf, verdict) in &answer.verdicts {
                changes |= self.now.get(*leaf) != Some(verdict);
            }
            if at >= start && changes {
                self.all.push(Move {
                    subject: place,
                    answer: at,
                    times: 0,
                    reverses: reverses || at >= subject.answers.end,
                    engagement: 0,
                });
            }
        }
        subject.moves = first..self.all.len();
    }

    /// The moves on a kind of signal, in the order of their times: once, or as often as a condition, the cap or a score asks for.
    fn happen(&mut self, place: usize, engine: &'a One, alone: &Table, as_of: Day) {
        let first = self.all.len();
        let start = self.answers.len();
        let Some(subject) = self.subjects.get_mut(place) else {
            return;
        };
        let entries = alone.signal(subject.id).map_or(&[][..], |s| s.entries());
        subject.answers = start..start;
        subject.before = count(entries, alone, as_of, u64::MAX);
        subject.today = count(entries, alone, as_of, 0);
        let mut times = vec![1];
        let mut verdicts = Vec::new();
        for (leaf, of) in engine.program.leaves.iter().enumerate() {
            if matches!(of, Leaf::Did(did) if did.kinds.contains(subject.id)) {
                subject.leaves.push(leaf);
                verdicts.push((leaf, MET));
                let missing = self.missing.get(leaf).copied().unwrap_or(0).max(1);
                up_to(missing, &mut times);
                insert(&mut times, missing);
            }
        }
        if let Some(row) = subject.row {
            subject.contribution = contribution(row, entries, alone, as_of);
            let most = row
                .cap
                .map_or(u64::MAX, |cap| cap.saturating_sub(subject.before));
            up_to(most, &mut times);
            #[expect(clippy::cast_precision_loss, reason = "a number of times to try")]
            let rest = (self.engagement - subject.contribution) as f64 / POINT;
            // So often that the score is reached.
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_precision_loss,
                clippy::cast_sign_loss,
                reason = "a number of times to try; saturates"
            )]
            let mut reach = |score: f64| {
                let needed = ((score.ceil() - 0.5 - rest) / row.points as f64).ceil() as u64;
                let n = needed.saturating_sub(subject.before);
                insert(&mut times, n.clamp(1, most.clamp(1, 100_000)));
            };
            // Scores at which something turns, the ends of the scale, and beyond, to make up for what others take away.
            for bound in engine.program.engagement_bounds() {
                reach(bound);
                reach(bound - 1.0);
            }
            for score in [0.0, 100.0, 200.0, -100.0] {
                reach(score);
            }
        }
        self.answers.push(Answer {
            value: String::new(),
            kind: Kind::Text,
            test: None,
            verdicts,
        });
        subject.moves = first..first + times.len();
        for n in times {
            self.happens(place, n);
        }
    }

    /// Adds the move in which a signal happens so many times.
    pub fn happens(&mut self, place: usize, times: u64) {
        let Some(subject) = self.subjects.get(place) else {
            return;
        };
        let after = match subject.row {
            Some(row) => contribution_of(row, subject.before.saturating_add(times), 0),
            None => 0,
        };
        self.all.push(Move {
            subject: place,
            answer: subject.answers.start,
            times,
            reverses: false,
            engagement: after - subject.contribution,
        });
    }

    /// A move with the leaves it bears on and the verdicts it gives them.
    pub fn effect(&self, index: usize) -> Option<(&Move, &[(usize, Can)])> {
        let m = self.all.get(index)?;
        Some((m, &self.answers.get(m.answer)?.verdicts))
    }

    /// The condition that an answer meets.
    pub fn condition(&self, subject: &Subject, answer: &Answer) -> Condition {
        Condition::Attribute {
            id: subject.id.to_owned(),
            test: match answer.test {
                Some(test) => test.clone(),
                None => Test::Is(vec![match (answer.kind, parse_number(&answer.value)) {
                    (Kind::Number, Some(number)) => Scalar::Number(number),
                    _ => Scalar::Text(answer.value.clone()),
                }]),
            },
        }
    }
}

impl Subject<'_> {
    /// The condition that holds once a signal has happened so many times more.
    pub fn happened(&self, times: u64) -> Condition {
        Condition::Did(Did {
            kinds: Kinds::These(vec![self.id.to_owned()]),
            times: self.today.saturating_add(times),
            within_days: (self.before > 0).then_some(0),
        })
    }
}

/// How many signals there are that are at most so many days old.
fn count(entries: &[Entry], alone: &Table, as_of: Day, within: u64) -> u64 {
    let mut sum = 0u64;
    for entry in entries {
        let age = as_of
            .0
            .saturating_sub(counted_day(entry, alone, as_of).0)
            .unsigned_abs();
        if u64::from(age) <= within {
            sum = sum.saturating_add(u64::from(entry.count));
        }
    }
    sum
}

/// All small numbers up to one.
fn up_to(most: u64, times: &mut Vec<u64>) {
    for n in 2..=most.min(MOST_TIMES) {
        insert(times, n);
    }
}
