//! What could still be found out about a contact or still happen: the changes that a path or a question is made of.

use crate::bits::{Prepared, counted_day};
use crate::compare::number;
use crate::condition::{Condition, Did, Kinds, Scalar, Test};
use crate::day::Day;
use crate::dictionary::Kind;
use crate::engagement::{contribution, contribution_of};
use crate::facts::SIGNALS;
use crate::host;
use crate::host::lower;
use crate::order::{repeats, sort};
use crate::program::{Leaf, Program};
use crate::rulebook::{EngagementRow, Rulebook};
use crate::stage::Verdict;
use crate::table::Table;

/// One change to one fact, with what it does to the conditions of a program.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Move {
    /// The attribute or the kind of signal it changes: no two moves on one subject go together.
    pub subject: Subject,
    /// The condition that holds after it and did not before.
    pub condition: Condition,
    /// For an attribute, a value that meets the condition; empty for a signal.
    pub value: String,
    /// For a signal, how often it happens; 0 for an attribute.
    pub times: u64,
    /// Whether something is recorded for the attribute, readable or not.
    pub recorded: bool,
    /// Whether it goes against something that is recorded.
    pub reverses: bool,
    /// Verdicts of leaves after it.
    pub verdicts: Vec<(usize, Verdict)>,
    /// What it adds to the counts of leaves.
    pub counts: Vec<(usize, u64)>,
    /// What it adds to the engagement sum.
    pub engagement: i128,
}

/// What a move changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    Attribute(String),
    Signal(String),
}

/// The attributes that a program's leaves look at, each with its leaves, in the order they first come.
pub(crate) fn attributes(program: &Program) -> Vec<(&str, Vec<(usize, &Test)>)> {
    let mut all: Vec<(&str, Vec<(usize, &Test)>)> = Vec::new();
    for (i, leaf) in program.leaves.iter().enumerate() {
        let Leaf::Attribute { id, test } = leaf else {
            continue;
        };
        match all.iter_mut().find(|(known, _)| known == id) {
            Some((_, tests)) => tests.push((i, test)),
            None => all.push((id, vec![(i, test)])),
        }
    }
    all
}

/// A value, the condition it meets, and the verdicts it gives.
type Answer = (String, Kind, Condition, Vec<(usize, Verdict)>);

/// The answers that an attribute can have, as far as a program tells them apart: for each kind of answer a value, the condition it
/// meets, and the verdicts it gives. The state in which nothing is recorded is not among them.
pub(crate) fn answers(id: &str, tests: &[(usize, &Test)], as_of: Day) -> Vec<Answer> {
    let prepared: Vec<(usize, Prepared)> = tests
        .iter()
        .map(|(leaf, test)| (*leaf, Prepared::new(test, as_of)))
        .collect();
    let verdicts = |value: &str, kind: Kind| -> Vec<(usize, Verdict)> {
        prepared
            .iter()
            .map(|(leaf, test)| (*leaf, test.verdict(value, kind)))
            .collect()
    };
    let values = values(tests, as_of);
    let all: Vec<Vec<(usize, Verdict)>> = values.iter().map(|(v, k)| verdicts(v, *k)).collect();
    let mut out: Vec<Answer> = Vec::new();
    for ((value, kind), class) in values.iter().zip(&all) {
        if out.iter().any(|known| known.3 == *class) {
            continue;
        }
        // A test of the rulebook's own says it best, if every value that meets it gives these verdicts.
        let own = tests.iter().zip(&prepared).find(|(_, (leaf, test))| {
            class.contains(&(*leaf, Verdict::Met))
                && values
                    .iter()
                    .zip(&all)
                    .all(|((v, k), other)| other == class || test.verdict(v, *k) != Verdict::Met)
        });
        let test = match own {
            Some(((_, test), _)) => (*test).clone(),
            None => Test::Is(vec![scalar(value, *kind)]),
        };
        let condition = Condition::Attribute {
            id: id.to_owned(),
            test,
        };
        out.push((value.clone(), *kind, condition, class.clone()));
    }
    out
}

fn scalar(value: &str, kind: Kind) -> Scalar {
    match (kind, host::parse_number(value)) {
        (Kind::Number, Some(number)) => Scalar::Number(number),
        _ => Scalar::Text(value.to_owned()),
    }
}

/// Values that stand for all that the tests can tell apart.
fn values(tests: &[(usize, &Test)], as_of: Day) -> Vec<(String, Kind)> {
    let mut out: Vec<(String, Kind)> = Vec::new();
    let mut numbers: Vec<f64> = Vec::new();
    let mut days: Vec<Day> = Vec::new();
    for (_, test) in tests {
        match test {
            Test::Is(list) => out.extend(list.iter().map(|s| match s {
                Scalar::Text(text) => (text.clone(), Kind::Text),
                Scalar::Number(n) => (host::number_text(*n), Kind::Number),
            })),
            Test::Number { low, high } => numbers.extend(low.iter().chain(high)),
            Test::Date { low, high } => days.extend(low.iter().chain(high)),
            Test::DaysAgoAtMost(d) | Test::DaysAgoAtLeast(d) => {
                #[expect(clippy::cast_possible_truncation, reason = "saturates")]
                days.extend([d.floor() as i32, d.ceil() as i32].map(|d| as_of.plus(-d)));
            }
            Test::Known(_) => {}
        }
    }
    let yes_no = out
        .iter()
        .all(|(v, _)| v == "yes" || v == "no")
        .then_some(["yes", "no"])
        .filter(|_| !out.is_empty());
    numbers.extend(
        out.iter()
            .filter_map(|(v, k)| number(v, *k))
            .filter(|_| !numbers.is_empty())
            .collect::<Vec<_>>(),
    );
    sort(&mut numbers, |a, b| a < b);
    numbers.dedup();
    // The bounds themselves, a point between each two, and one beyond each end.
    let between: Vec<f64> = numbers
        .windows(2)
        .filter_map(|w| Some(f64::midpoint(*w.first()?, *w.get(1)?)))
        .collect();
    let ends = [
        numbers.first().map(|n| n - beyond(*n)),
        numbers.last().map(|n| n + beyond(*n)),
    ];
    for n in numbers.iter().chain(&between).chain(ends.iter().flatten()) {
        out.push((host::number_text(*n), Kind::Number));
    }
    sort(&mut days, |a, b| a < b);
    days.dedup();
    for day in days.clone() {
        days.extend([day.plus(-1), day.plus(1)]);
    }
    out.extend(
        days.iter()
            .filter(|d| {
                (Day::from_parts(0, 1, 1)..=Day::from_parts(9999, 12, 31)).contains(&Some(**d))
            })
            .map(|d| (d.to_string(), Kind::Text)),
    );
    match yes_no {
        Some(both) => out.extend(both.map(|v| (v.to_owned(), Kind::Text))),
        // Something else than all that is asked for.
        None => {
            let mut other = "other".to_owned();
            while out.iter().any(|(v, _)| lower(v.trim()) == other) {
                other.push('.');
            }
            out.push((other, Kind::Text));
        }
    }
    out.retain(|(v, _)| !v.trim().is_empty());
    out
}

/// A step that is seen beside a number of any size.
fn beyond(n: f64) -> f64 {
    if n.abs() < 1e9 { 1.0 } else { n.abs() / 2.0 }
}

/// All moves on attributes of the one contact in `alone`, whose leaves have these verdicts now.
pub(crate) fn attribute_moves(
    program: &Program,
    alone: &Table,
    as_of: Day,
    now: &[Verdict],
) -> Vec<Move> {
    let mut moves = Vec::new();
    for (id, tests) in attributes(program) {
        let recorded = !alone.get(0, id).trim().is_empty();
        let verdict = |leaf: usize| now.get(leaf).copied().unwrap_or(Verdict::Unknown);
        // What is recorded but cannot be read may be put right without going against anything.
        let reverses = recorded
            && tests
                .iter()
                .all(|(leaf, _)| verdict(*leaf) != Verdict::Unknown);
        let mut add = |value: String, condition, verdicts: Vec<(usize, Verdict)>, reverses| {
            if verdicts.iter().any(|(leaf, v)| verdict(*leaf) != *v) {
                moves.push(Move {
                    subject: Subject::Attribute(id.to_owned()),
                    condition,
                    value,
                    times: 0,
                    recorded,
                    reverses,
                    verdicts,
                    counts: Vec::new(),
                    engagement: 0,
                });
            }
        };
        for (value, _, condition, verdicts) in answers(id, &tests, as_of) {
            add(value, condition, verdicts, reverses);
        }
        if recorded && tests.iter().any(|(_, t)| matches!(t, Test::Known(_))) {
            let verdicts = tests
                .iter()
                .map(|(leaf, test)| (*leaf, Prepared::new(test, as_of).verdict("", Kind::Text)))
                .collect();
            let condition = Condition::Attribute {
                id: id.to_owned(),
                test: Test::Known(false),
            };
            add(String::new(), condition, verdicts, true);
        }
    }
    moves
}

/// Signals that count today, per leaf: how many of its kinds fall in its window.
pub(crate) fn counts_now(program: &Program, alone: &Table, as_of: Day) -> Vec<u64> {
    program
        .leaves
        .iter()
        .map(|leaf| match leaf {
            Leaf::Did(did) => alone
                .signals_of(0)
                .filter(|(kind, entry)| {
                    did.kinds.contains(kind)
                        && did.within_days.is_none_or(|d| {
                            let age = as_of.0.saturating_sub(counted_day(entry, alone, as_of).0);
                            u64::try_from(age).unwrap_or(0) <= d
                        })
                })
                .fold(0, |sum, (_, e)| sum + u64::from(e.count)),
            Leaf::Attribute { .. } => 0,
        })
        .collect()
}

/// Up to so many times every number is tried, over it only those at which something turns.
const MOST_TIMES: u64 = 6;
/// Points in the units of engagement sums.
const POINT: f64 = (1u64 << 40) as f64;

/// A kind of signal that may come today.
pub(crate) struct Happening {
    /// The kind.
    pub kind: String,
    /// Its row of points, if a condition looks at engagement.
    pub row: Option<EngagementRow>,
    /// How often it has happened.
    before: u64,
    /// How often today.
    today: u64,
    /// What it adds to engagement now.
    contribution: i128,
    /// The leaves that count it.
    leaves: Vec<usize>,
}

/// The kinds of signals that a program looks at.
pub(crate) fn happenings(
    rulebook: &Rulebook,
    program: &Program,
    alone: &Table,
    as_of: Day,
) -> Vec<Happening> {
    let mut kinds: Vec<&str> = Vec::new();
    for leaf in &program.leaves {
        match leaf {
            Leaf::Did(did) => match &did.kinds {
                Kinds::Interest => kinds.extend(SIGNALS.iter().filter(|s| s.2).map(|s| s.0)),
                Kinds::These(these) => kinds.extend(these.iter().map(String::as_str)),
            },
            Leaf::Attribute { .. } => {}
        }
    }
    let scored = program.looks_at_engagement();
    if scored {
        kinds.extend(rulebook.engagement.iter().map(|r| r.signal.as_str()));
    }
    let again = repeats(kinds.len(), &|a, b| kinds.get(a) < kinds.get(b));
    (kinds.iter().zip(again))
        .filter(|(_, again)| !again)
        .map(|(kind, _)| *kind)
        .map(|kind| {
            let row = rulebook
                .engagement
                .iter()
                .find(|r| scored && r.signal == kind);
            let entries = alone.signal(kind).map_or(&[][..], |s| s.entries());
            let count = |counts: &dyn Fn(Day) -> bool| {
                entries
                    .iter()
                    .filter(|e| counts(counted_day(e, alone, as_of)))
                    .fold(0u64, |sum, e| sum.saturating_add(u64::from(e.count)))
            };
            let leaves = program.leaves.iter().enumerate();
            Happening {
                kind: kind.to_owned(),
                row: row.cloned(),
                before: count(&|_| true),
                today: count(&|day| day == as_of),
                contribution: row.map_or(0, |row| contribution(row, entries, alone, as_of)),
                leaves: leaves
                    .filter(|(_, leaf)| matches!(leaf, Leaf::Did(did) if did.kinds.contains(kind)))
                    .map(|(i, _)| i)
                    .collect(),
            }
        })
        .collect()
}

impl Happening {
    /// The move in which it happens so many times.
    pub fn at(&self, n: u64) -> Move {
        let after = |row| contribution_of(row, self.before.saturating_add(n), 0);
        Move {
            subject: Subject::Signal(self.kind.clone()),
            condition: Condition::Did(Did {
                kinds: Kinds::These(vec![self.kind.clone()]),
                times: self.today.saturating_add(n),
                within_days: (self.before > 0).then_some(0),
            }),
            value: String::new(),
            times: n,
            recorded: false,
            reverses: false,
            verdicts: Vec::new(),
            counts: self.leaves.iter().map(|leaf| (*leaf, n)).collect(),
            engagement: self.row.as_ref().map_or(0, after) - self.contribution,
        }
    }

    /// Its moves, in the order of their times: once, or as often as a condition, the cap or a score asks for.
    pub fn moves(&self, program: &Program, counts: &[u64], engagement: i128) -> Vec<Move> {
        let mut times: Vec<u64> = vec![1];
        for leaf in &self.leaves {
            if let Some(Leaf::Did(did)) = program.leaves.get(*leaf) {
                let missing = did
                    .times
                    .saturating_sub(counts.get(*leaf).copied().unwrap_or(0));
                times.extend(2..=missing.min(MOST_TIMES));
                times.push(missing.max(1));
            }
        }
        if let Some(row) = &self.row {
            let most = row
                .cap
                .map_or(u64::MAX, |cap| cap.saturating_sub(self.before));
            times.extend(2..=most.min(MOST_TIMES));
            // Scores at which something turns, the ends of the scale, and beyond, to make up for what others take away.
            let bounds = program.engagement_bounds();
            for score in bounds
                .flat_map(|b| [b, b - 1.0])
                .chain([0.0, 100.0, 200.0, -100.0])
            {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_precision_loss,
                    clippy::cast_sign_loss,
                    reason = "a number of times to try; saturates"
                )]
                let n = {
                    let rest = (engagement - self.contribution) as f64 / POINT;
                    let needed = (score.ceil() - 0.5 - rest) / row.points as f64;
                    (needed.ceil() as u64).saturating_sub(self.before)
                };
                times.push(n.clamp(1, most.clamp(1, 100_000)));
            }
        }
        sort(&mut times, |a, b| a < b);
        times.dedup();
        times.into_iter().map(|n| self.at(n)).collect()
    }
}
