//! The answers that an attribute can have, as far as a rulebook tells them apart.

use crate::bits::Prepared;
use crate::compare::number;
use crate::condition::{Scalar, Test};
use crate::day::Day;
use crate::dictionary::Kind;
use crate::host::{lower, number_text};
use crate::program::{Can, MET, can};

/// An answer that an attribute can have, as far as a program tells them apart.
pub(crate) struct Answer<'a> {
    /// A value that gives it; empty for a signal.
    pub value: String,
    /// What the value is.
    pub kind: Kind,
    /// The test of the rulebook's own that says it best.
    pub test: Option<&'a Test>,
    /// The leaves of its subject with the verdicts it gives them. A signal that happens often enough makes all of them met.
    pub verdicts: Vec<(usize, Can)>,
}

/// The days that can be written, from 0000-01-01 to 9999-12-31.
const FIRST_DAY: f64 = -719_528.0;
const LAST_DAY: f64 = 2_932_896.0;

/// Adds the answers that an attribute can have: for each kind of answer a value, the verdicts it gives these tests, and the test that
/// says it best. The state in which nothing is recorded is not among them.
pub(super) fn answers<'a>(
    tests: &[&'a Test],
    leaves: &[usize],
    as_of: Day,
    answers: &mut Vec<Answer<'a>>,
) {
    let start = answers.len();
    let mut prepared = Vec::new();
    for test in tests {
        prepared.push(Prepared::new(test, as_of));
    }
    for mut answer in values(tests, as_of) {
        if answer.value.trim().is_empty() {
            continue;
        }
        for (test, leaf) in prepared.iter().zip(leaves) {
            let verdict = can(test.verdict(&answer.value, answer.kind));
            answer.verdicts.push((*leaf, verdict));
        }
        let mut known = false;
        for other in answers.get(start..).unwrap_or_default() {
            known |= other.verdicts == answer.verdicts;
        }
        if !known {
            answers.push(answer);
        }
    }
    // A test of the rulebook's own says it best, if no other kind of answer meets it.
    for (at, test) in tests.iter().enumerate() {
        let (mut meeting, mut only) = (0, 0);
        for (place, answer) in answers.iter().enumerate() {
            if place >= start && answer.verdicts.get(at).is_some_and(|v| v.1 == MET) {
                meeting += 1;
                only = place;
            }
        }
        if meeting == 1
            && let Some(answer) = answers.get_mut(only)
            && answer.test.is_none()
        {
            answer.test = Some(test);
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
                        Scalar::Text(text) => add_text(&mut out, text),
                        Scalar::Number(n) => add_number(&mut out, *n),
                    }
                }
            }
            Test::Number { low, high } => {
                insert_some(&mut numbers, *low);
                insert_some(&mut numbers, *high);
            }
            Test::Date { low, high } => {
                insert_some(&mut days, low.map(|day| f64::from(day.0)));
                insert_some(&mut days, high.map(|day| f64::from(day.0)));
            }
            Test::DaysAgoAtMost(ago) | Test::DaysAgoAtLeast(ago) => {
                for ago in [ago.floor(), ago.ceil()] {
                    #[expect(clippy::cast_possible_truncation, reason = "saturates")]
                    insert_some(&mut days, Some(f64::from(as_of.plus(-(ago as i32)).0)));
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
            insert_some(&mut numbers, Some(n));
        }
    }
    // The bounds themselves, a point between each two, and one beyond each end.
    for n in &numbers {
        add_number(&mut out, *n);
    }
    for (n, next) in numbers.iter().zip(numbers.iter().skip(1)) {
        add_number(&mut out, f64::midpoint(*n, *next));
    }
    if let (Some(first), Some(last)) = (numbers.first(), numbers.last()) {
        add_number(&mut out, first - beyond(*first));
        add_number(&mut out, last + beyond(*last));
    }
    let mut add_day = |day: f64| {
        if (FIRST_DAY..=LAST_DAY).contains(&day) {
            #[expect(clippy::cast_possible_truncation, reason = "whole and within range")]
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
        add_text(&mut out, "yes");
        add_text(&mut out, "no");
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

#[inline(never)]
fn add_text(out: &mut Vec<Answer>, text: &str) {
    add(out, text.to_owned(), Kind::Text);
}

#[inline(never)]
fn add_number(out: &mut Vec<Answer>, n: f64) {
    add(out, number_text(n), Kind::Number);
}

/// A step that is seen beside a number of any size.
fn beyond(n: f64) -> f64 {
    if n.abs() < 1e9 { 1.0 } else { n.abs() / 2.0 }
}

/// Puts a number into an ascending list, once.
pub(super) fn insert<T: PartialOrd>(list: &mut Vec<T>, new: T) {
    let place = list.partition_point(|known| *known < new);
    if list.get(place) != Some(&new) {
        list.insert(place, new);
    }
}

/// The same for numbers that may be there.
#[inline(never)]
fn insert_some(list: &mut Vec<f64>, new: Option<f64>) {
    if let Some(new) = new {
        insert(list, new);
    }
}
