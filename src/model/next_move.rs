//! When time alone will move a contact: signals decay, windows close, overrides end.

use crate::bits::counted_day;
use crate::condition::Test;
use crate::day::Day;
use crate::engagement::{contribution, rounded};
use crate::one::One;
use crate::program::Leaf;
use crate::rulebook::Rulebook;
use crate::stage::Stage;
use crate::table::Table;
use std::collections::BTreeSet;

/// How far ahead it looks, in days.
const HORIZON: i32 = 366;

/// The nearest day within a year on which the stage is another one, were nothing to happen, and that stage.
pub(crate) fn next_move(rulebook: &Rulebook, one: &One, alone: &Table) -> Option<(Day, Stage)> {
    let now = one.stage();
    days_of_change(rulebook, one, alone)
        .into_iter()
        .find_map(|day| {
            let stage = One::new(rulebook, alone, day).stage();
            (stage != now).then_some((day, stage))
        })
}

/// Days after the as-of day on which any condition may change its verdict.
fn days_of_change(rulebook: &Rulebook, one: &One, alone: &Table) -> BTreeSet<Day> {
    let as_of = one.as_of;
    let mut days = BTreeSet::new();
    let ahead = |day: i64| {
        i32::try_from(day)
            .ok()
            .map(Day)
            .filter(|d| *d > as_of && d.0 - as_of.0 <= HORIZON)
    };
    for leaf in &one.program.leaves {
        match leaf {
            Leaf::Did(did) => {
                for (kind, entry) in alone.signals_of(0) {
                    if let (true, Some(window)) = (did.kinds.contains(kind), did.within_days) {
                        let day = counted_day(&entry, alone, as_of);
                        let window = i64::try_from(window).unwrap_or(i64::MAX / 2);
                        days.extend(ahead(i64::from(day.0) + window + 1));
                    }
                }
            }
            Leaf::Attribute { id, test } => {
                let after = match test {
                    Test::DaysAgoAtMost(d) => d.floor() + 1.0,
                    Test::DaysAgoAtLeast(d) => d.ceil(),
                    _ => continue,
                };
                if let Some(day) = Day::parse(alone.get(0, id)) {
                    #[expect(clippy::cast_possible_truncation, reason = "saturates")]
                    days.extend(ahead(i64::from(day.0).saturating_add(after as i64)));
                }
            }
        }
    }
    for set in alone.overrides.values() {
        days.extend(set.until.and_then(|d| ahead(i64::from(d.0) + 1)));
        days.extend(set.on.and_then(|d| ahead(i64::from(d.0))));
    }
    if one.program.looks_at_engagement() {
        let score = |day: Day| {
            let sum = rulebook
                .engagement
                .iter()
                .filter_map(|row| {
                    Some(contribution(
                        row,
                        alone.signal(&row.signal)?.entries(),
                        alone,
                        day,
                    ))
                })
                .fold(0i128, i128::saturating_add);
            rounded(sum)
        };
        let mut before = one.engagement();
        for ahead in 1..=HORIZON {
            let day = as_of.plus(ahead);
            let then = score(day);
            if one
                .program
                .engagement_bounds()
                .any(|x| (f64::from(before) >= x) != (f64::from(then) >= x))
            {
                days.insert(day);
            }
            before = then;
        }
    }
    days
}
