//! What could still be found out about a contact or still happen: the changes that a path or a question is made of.

use crate::bits::{Prepared, counted_day};
use crate::compare::number;
use crate::condition::{Condition, Did, Kinds, Scalar, Test};
use crate::day::Day;
use crate::dictionary::Kind;
use crate::engagement::{contribution, contribution_of};
use crate::engine::Engine;
use crate::facts::SIGNALS;
use crate::host::{lower, number_text, parse_number};
use crate::program::{Can, Leaf, MET, NOT_MET, UNKNOWN, can};
use crate::rulebook::{EngagementRow, Rulebook};
use crate::table::{Entry, Table};
use std::ops::Range;

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

/// An answer that an attribute can have, as far as a program tells them apart.
pub(crate) struct Answer<'a> {
    /// A value that gives it; empty for a signal.
    pub value: String,
    pub kind: Kind,
    /// The test of the rulebook's own that says it best.
    test: Option<&'a Test>,
    /// The verdicts it gives the leaves of its subject. A signal that happens often enough makes all of them met.
    pub verdicts: Vec<Can>,
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
/// The days that can be written, from 0000-01-01 to 9999-12-31.
const FIRST_DAY: f64 = -719_528.0;
const LAST_DAY: f64 = 2_932_896.0;
/// Points in the units of engagement sums.
const POINT: f64 = (1u64 << 40) as f64;

impl<'a> Moves<'a> {
    /// `engine` has assessed `alone`, a table of one row.
    pub fn new(rulebook: &'a Rulebook, engine: &'a Engine, alone: &Table, as_of: Day) -> Self {
        let mut moves = Moves::none(engine.engagement.sum(0));
        for bits in &engine.bits {
            moves.now.push(can(bits.block(0).verdict(0)));
        }
        let program = &engine.program;
        for (leaf, of) in program.leaves.iter().enumerate() {
            let mut missing = 0;
            match of {
                Leaf::Attribute { id, .. } => moves.subject(id, false, Some(leaf), None),
                Leaf::Did(did) => {
                    missing = did.times;
                    let within = did.within_days.unwrap_or(u64::MAX);
                    for signal in alone.signals() {
                        if did.kinds.contains(&signal.kind) {
                            let counted = count(signal.entries(), alone, as_of, within);
                            missing = missing.saturating_sub(counted);
                        }
                    }
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

    /// None yet, and no leaves.
    pub fn none(engagement: i128) -> Self {
        Moves {
            subjects: Vec::new(),
            answers: Vec::new(),
            all: Vec::new(),
            now: Vec::new(),
            missing: Vec::new(),
            engagement,
        }
    }

    /// Adds an answer by what it does: the verdicts of all leaves after it, and what it adds to the engagement sum. It belongs to a new
    /// subject or to the one of the answer before; other subjects may bear on the same leaves.
    pub fn add(&mut self, new: bool, verdicts: Vec<Can>, engagement: i128) {
        let (first, start) = (self.all.len(), self.answers.len());
        if new {
            self.subjects.push(Subject {
                id: "",
                signal: false,
                leaves: (0..self.now.len()).collect(),
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
        add(&mut self.answers, String::new(), Kind::Text);
        if let Some(answer) = self.answers.last_mut() {
            answer.verdicts = verdicts;
        }
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
                known.leaves.extend(leaf);
                known.row = row;
                return;
            }
        }
        self.subjects.push(Subject {
            id,
            signal,
            leaves: Vec::from_iter(leaf),
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
    fn find_out(&mut self, place: usize, engine: &'a Engine, alone: &Table, as_of: Day) {
        let first = self.all.len();
        let start = self.answers.len();
        let Some(subject) = self.subjects.get_mut(place) else {
            return;
        };
        let mut tests = Vec::new();
        let mut unknown = false;
        for leaf in &subject.leaves {
            if let Some(Leaf::Attribute { test, .. }) = engine.program.leaves.get(*leaf) {
                tests.push(test);
            }
            unknown |= self.now.get(*leaf) == Some(&UNKNOWN);
        }
        answers(&tests, as_of, &mut self.answers);
        subject.answers = start..self.answers.len();
        subject.recorded = !alone.get(0, subject.id).trim().is_empty();
        // What is recorded but cannot be read may be put right without going against anything.
        let reverses = subject.recorded && !unknown;
        let mut nothing = Vec::new();
        let mut asked = false;
        for test in tests {
            asked |= matches!(test, Test::Known(_));
            nothing.push(match test {
                Test::Known(false) => MET,
                Test::Known(true) => NOT_MET,
                _ => UNKNOWN,
            });
        }
        if subject.recorded && asked {
            self.answers.push(Answer {
                value: String::new(),
                kind: Kind::Text,
                test: Some(&NOT_KNOWN),
                verdicts: nothing,
            });
        }
        for (at, answer) in self.answers.iter().enumerate().skip(start) {
            let mut changes = false;
            for (leaf, verdict) in subject.leaves.iter().zip(&answer.verdicts) {
                changes |= self.now.get(*leaf) != Some(verdict);
            }
            if changes {
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
    fn happen(&mut self, place: usize, engine: &'a Engine, alone: &Table, as_of: Day) {
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
                verdicts.push(MET);
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
            let rest = (self.engagement - subject.contribution) as f64 / POINT;
            // So often that the score is reached.
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
    pub fn effect(&self, index: usize) -> Option<(&Move, &[usize], &[Can])> {
        let m = self.all.get(index)?;
        let leaves = &self.subjects.get(m.subject)?.leaves;
        Some((m, leaves, &self.answers.get(m.answer)?.verdicts))
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

/// Puts a number into an ascending list, once.
fn insert<T: PartialOrd>(list: &mut Vec<T>, new: T) {
    let place = list.partition_point(|known| *known < new);
    if list.get(place) != Some(&new) {
        list.insert(place, new);
    }
}

/// All small numbers up to one.
fn up_to(most: u64, times: &mut Vec<u64>) {
    for n in 2..=most.min(MOST_TIMES) {
        insert(times, n);
    }
}

/// Adds the answers that an attribute can have: for each kind of answer a value, the verdicts it gives these tests, and the test that
/// says it best. The state in which nothing is recorded is not among them.
fn answers<'a>(tests: &[&'a Test], as_of: Day, answers: &mut Vec<Answer<'a>>) {
    let start = answers.len();
    let mut prepared = Vec::new();
    for test in tests {
        prepared.push(Prepared::new(test, as_of));
    }
    for mut answer in values(tests, as_of) {
        if answer.value.trim().is_empty() {
            continue;
        }
        for test in &prepared {
            answer
                .verdicts
                .push(can(test.verdict(&answer.value, answer.kind)));
        }
        let mut known = answers.iter().skip(start);
        if !known.any(|known| known.verdicts == answer.verdicts) {
            answers.push(answer);
        }
    }
    // A test of the rulebook's own says it best, if no other kind of answer meets it.
    for (at, test) in tests.iter().enumerate() {
        let meets = |answer: &&mut Answer| answer.verdicts.get(at) == Some(&MET);
        let mut meeting = answers.iter_mut().skip(start).filter(meets);
        if let (Some(only), None) = (meeting.next(), meeting.next()) {
            only.test.get_or_insert(test);
        }
    }
}

/// Values that stand for all that the tests can tell apart.
pub(crate) fn values<'a>(tests: &[&Test], as_of: Day) -> Vec<Answer<'a>> {
    let mut out: Vec<Answer> = Vec::new();
    // Days are numbers here.
    let mut numbers: Vec<f64> = Vec::new();
    let mut days: Vec<f64> = Vec::new();
    for test in tests {
        match test {
            Test::Is(list) => {
                for value in list {
                    match value {
                        Scalar::Text(text) => add(&mut out, text.clone(), Kind::Text),
                        Scalar::Number(n) => add(&mut out, number_text(*n), Kind::Number),
                    }
                }
            }
            Test::Number { low, high } => {
                for n in [low, high].into_iter().flatten() {
                    insert(&mut numbers, *n);
                }
            }
            Test::Date { low, high } => {
                for day in [low, high].into_iter().flatten() {
                    insert(&mut days, f64::from(day.0));
                }
            }
            Test::DaysAgoAtMost(ago) | Test::DaysAgoAtLeast(ago) => {
                for ago in [ago.floor(), ago.ceil()] {
                    insert(&mut days, f64::from(as_of.plus(-(ago as i32)).0));
                }
            }
            Test::Known(_) => {}
        }
    }
    let mut yes_no = !out.is_empty();
    for answer in &out {
        yes_no &= answer.value == "yes" || answer.value == "no";
        if !numbers.is_empty()
            && let Some(n) = number(&answer.value, answer.kind)
        {
            insert(&mut numbers, n);
        }
    }
    // The bounds themselves, a point between each two, and one beyond each end.
    for n in &numbers {
        add(&mut out, number_text(*n), Kind::Number);
    }
    for (n, next) in numbers.iter().zip(numbers.iter().skip(1)) {
        add(
            &mut out,
            number_text(f64::midpoint(*n, *next)),
            Kind::Number,
        );
    }
    if let (Some(first), Some(last)) = (numbers.first(), numbers.last()) {
        add(&mut out, number_text(first - beyond(*first)), Kind::Number);
        add(&mut out, number_text(last + beyond(*last)), Kind::Number);
    }
    let mut add_day = |day: f64| {
        if (FIRST_DAY..=LAST_DAY).contains(&day) {
            add(&mut out, Day(day as i32).written(), Kind::Text);
        }
    };
    for day in &days {
        add_day(*day);
    }
    for day in &days {
        add_day(day - 1.0);
        add_day(day + 1.0);
    }
    if yes_no {
        add(&mut out, "yes".to_owned(), Kind::Text);
        add(&mut out, "no".to_owned(), Kind::Text);
    } else {
        // Something else than all that is asked for.
        let mut other = "other".to_owned();
        while out.iter().any(|answer| lower(answer.value.trim()) == other) {
            other.push('.');
        }
        add(&mut out, other, Kind::Text);
    }
    out
}

fn add(out: &mut Vec<Answer>, value: String, kind: Kind) {
    out.push(Answer {
        value,
        kind,
        test: None,
        verdicts: Vec::new(),
    });
}

/// A step that is seen beside a number of any size.
fn beyond(n: f64) -> f64 {
    if n.abs() < 1e9 { 1.0 } else { n.abs() / 2.0 }
}
