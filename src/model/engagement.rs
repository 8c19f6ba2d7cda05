//! Engagement: what they did, halved with time, summed and rounded.

use crate::bits::counted_day;
use crate::day::Day;
use crate::lanes::LANES;
use crate::rulebook::EngagementRow;
use crate::table::{Entry, Table};
use std::ops::Range;

/// Binary places after the point in which contributions are held. Whole numbers add up the same in any order, so that a changed
/// weight can be taken out and put back without a trace; the error, under 1e-12 each, is far below the nine decimals that count.
const PLACES: u32 = 40;

/// The engagement of each row.
#[derive(Clone, Debug, Default)]
pub(crate) struct Engagement {
    rows: Vec<EngagementRow>,
    sums: Sums,
    /// Rounded scores, 0 to 100; whole blocks long.
    scores: Vec<u8>,
}

/// Sums in units of 2^-40 points; whole blocks long. Wide where counts without a cap could leave 64 bits: what they say is the same.
#[derive(Clone, Debug)]
enum Sums {
    Narrow(Vec<i64>),
    Wide(Vec<i128>),
}

impl Default for Sums {
    fn default() -> Self {
        Sums::Narrow(Vec::new())
    }
}

impl Engagement {
    /// Makes room for so many blocks.
    pub fn resize(&mut self, blocks: usize) {
        match &mut self.sums {
            Sums::Narrow(sums) => sums.resize(blocks * LANES, 0),
            Sums::Wide(sums) => sums.resize(blocks * LANES, 0),
        }
        self.scores.resize(blocks * LANES, 0);
    }

    /// The scores of one block.
    #[inline]
    pub fn block(&self, block: usize) -> &[u8; LANES] {
        const NONE: &[u8; LANES] = &[0; LANES];
        self.scores
            .get(block * LANES..)
            .and_then(|s| s.first_chunk::<LANES>())
            .unwrap_or(NONE)
    }

    /// Sums up anew the rows of these blocks.
    #[inline]
    pub fn fill(
        &mut self,
        rows: &[EngagementRow],
        table: &Table,
        as_of: Day,
        blocks: Range<usize>,
    ) {
        if self.rows != rows {
            self.rows = rows.to_vec();
        }
        self.widen(rows, table);
        let range = blocks.start * LANES..blocks.end * LANES;
        match &mut self.sums {
            Sums::Narrow(sums) => sums.get_mut(range).unwrap_or_default().fill(0),
            Sums::Wide(sums) => sums.get_mut(range).unwrap_or_default().fill(0),
        }
        for row in rows {
            self.add(row, table, as_of, blocks.clone(), false);
        }
        self.round(blocks);
    }

    /// Goes over to other rows of points, touching only the kinds that changed.
    #[inline]
    pub fn change(
        &mut self,
        rows: &[EngagementRow],
        table: &Table,
        as_of: Day,
        blocks: Range<usize>,
    ) {
        self.widen(rows, table);
        let old = std::mem::replace(&mut self.rows, rows.to_vec());
        let mut touched = 0;
        for (list, other, take) in [(&old[..], rows, true), (rows, &old[..], false)] {
            for row in list.iter().filter(|row| !other.contains(row)) {
                self.add(row, table, as_of, blocks.clone(), take);
                touched += entries_of(row, table, &blocks).len();
            }
        }
        // A kind that few show is cheaper to go through once more than all rows are.
        if touched > blocks.len() * LANES / 2 {
            self.round(blocks);
            return;
        }
        for row in old.iter().filter(|row| !rows.contains(row)) {
            self.round_entries(entries_of(row, table, &blocks));
        }
        for row in rows.iter().filter(|row| !old.contains(row)) {
            self.round_entries(entries_of(row, table, &blocks));
        }
    }

    #[inline]
    fn round_entries(&mut self, entries: &[Entry]) {
        for entry in entries {
            let at = entry.row as usize;
            if let Some(score) = self.scores.get_mut(at) {
                *score = match &self.sums {
                    Sums::Narrow(sums) => rounded_narrow(sums.get(at).copied().unwrap_or(0)),
                    Sums::Wide(sums) => rounded(sums.get(at).copied().unwrap_or(0)),
                };
            }
        }
    }

    /// Goes over to wide sums when these rows of points could come to more than 2^22 points, up or down.
    #[inline]
    fn widen(&mut self, rows: &[EngagementRow], table: &Table) {
        let Sums::Narrow(sums) = &self.sums else {
            return;
        };
        let most = rows.iter().fold(0u128, |sum, row| {
            let counted = match row.cap.filter(|cap| *cap <= 1 << 10) {
                Some(cap) => cap,
                // Not more often than all its signals together.
                None => table
                    .signal(&row.signal)
                    .map_or(0, |s| s.entries().iter().map(|e| u64::from(e.count)).sum()),
            };
            sum.saturating_add(u128::from(row.points.unsigned_abs()) * u128::from(counted))
        });
        if most > 1 << 22 {
            let biggest = rows
                .iter()
                .map(|row| most_of_one(row, table))
                .fold(0u128, u128::saturating_add);
            if biggest > 1 << 22 {
                self.sums = Sums::Wide(sums.iter().map(|s| i128::from(*s)).collect());
            }
        }
    }

    #[inline]
    fn add(
        &mut self,
        row: &EngagementRow,
        table: &Table,
        as_of: Day,
        blocks: Range<usize>,
        take: bool,
    ) {
        let entries = entries_of(row, table, &blocks);
        match &mut self.sums {
            Sums::Narrow(sums) => each_sum(row, entries, table, as_of, |at, amount| {
                if let Some(sum) = sums.get_mut(at) {
                    let amount = narrow(amount);
                    *sum = sum.wrapping_add(if take { -amount } else { amount });
                }
            }),
            Sums::Wide(sums) => each_sum(row, entries, table, as_of, |at, amount| {
                if let Some(sum) = sums.get_mut(at) {
                    let amount = fixed(amount);
                    *sum = sum.wrapping_add(if take { -amount } else { amount });
                }
            }),
        }
    }

    #[inline]
    fn round(&mut self, blocks: Range<usize>) {
        let range = blocks.start * LANES..blocks.end * LANES;
        let scores = self.scores.get_mut(range.clone()).unwrap_or_default();
        match &self.sums {
            Sums::Narrow(sums) => {
                for (score, &sum) in scores.iter_mut().zip(sums.get(range).unwrap_or_default()) {
                    *score = rounded_narrow(sum);
                }
            }
            Sums::Wide(sums) => {
                for (score, &sum) in scores.iter_mut().zip(sums.get(range).unwrap_or_default()) {
                    *score = rounded(sum);
                }
            }
        }
    }
}

/// The signals of a kind of the rows of these blocks.
#[inline]
fn entries_of<'a>(row: &EngagementRow, table: &'a Table, blocks: &Range<usize>) -> &'a [Entry] {
    let range = u32::try_from(blocks.start * LANES).unwrap_or(u32::MAX)
        ..u32::try_from(blocks.end * LANES).unwrap_or(u32::MAX);
    table
        .signal(&row.signal)
        .map_or(&[], |signal| signal.of_rows(range))
}

/// The most that one contact's signals of a kind could add, in points before decay.
fn most_of_one(row: &EngagementRow, table: &Table) -> u128 {
    let mut most = 0u64;
    let mut run = (u32::MAX, 0u64);
    for entry in table.signal(&row.signal).map_or(&[][..], |s| s.entries()) {
        let before = if run.0 == entry.row { run.1 } else { 0 };
        run = (entry.row, before.saturating_add(u64::from(entry.count)));
        most = most.max(run.1);
    }
    u128::from(row.points.unsigned_abs()) * u128::from(row.cap.map_or(most, |cap| cap.min(most)))
}

/// Calls `add` with each contact's row and what its signals of a kind add, in points.
#[inline]
fn each_sum(
    row: &EngagementRow,
    mut entries: &[Entry],
    table: &Table,
    as_of: Day,
    mut add: impl FnMut(usize, f64),
) {
    let mut decay = Decay::new(row.half_life_days);
    while let [first, rest @ ..] = entries {
        entries = rest;
        let mut count = u64::from(first.count);
        let mut latest = counted_day(first, table, as_of);
        while let [next, rest @ ..] = entries
            && next.row == first.row
        {
            entries = rest;
            count = count.saturating_add(u64::from(next.count));
            latest = latest.max(counted_day(next, table, as_of));
        }
        let age = as_of.0.saturating_sub(latest.0);
        add(first.row as usize, share(row, count) * decay.left(age));
    }
}

/// What the signals of one kind of one contact add, in units of 2^-40 points.
#[inline]
pub(crate) fn contribution(
    row: &EngagementRow,
    entries: &[Entry],
    table: &Table,
    as_of: Day,
) -> i128 {
    let mut count = 0u64;
    let mut latest = None;
    for entry in entries {
        count = count.saturating_add(u64::from(entry.count));
        latest = latest.max(Some(counted_day(entry, table, as_of)));
    }
    match latest {
        Some(latest) => contribution_of(row, count, as_of.0.saturating_sub(latest.0)),
        None => 0,
    }
}

/// What so many signals of a kind add so many days after the latest, in units of 2^-40 points.
#[inline]
pub(crate) fn contribution_of(row: &EngagementRow, count: u64, age: i32) -> i128 {
    fixed(share(row, count) * Decay::new(row.half_life_days).compute(age))
}

/// Points times count, before decay.
#[expect(
    clippy::cast_precision_loss,
    reason = "scores are 64-bit floats by definition"
)]
#[inline]
fn share(row: &EngagementRow, count: u64) -> f64 {
    row.points as f64 * row.cap.map_or(count, |cap| count.min(cap)) as f64
}

/// In units of 2^-40, to the nearest.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "rounded on purpose; float to integer saturates"
)]
#[inline]
fn fixed(points: f64) -> i128 {
    let scaled = (points * (1u64 << PLACES) as f64 + 0.5).floor();
    // So many kinds of signals cannot come together that their sum leaves 128 bits.
    scaled.clamp(-1e36, 1e36) as i128
}

/// The same for what fits into 64 bits.
#[inline]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "rounded on purpose; float to integer saturates"
)]
fn narrow(points: f64) -> i64 {
    (points * (1u64 << PLACES) as f64 + 0.5).floor() as i64
}

/// What nine decimals round up to a half is a half: 0.5e-9 in units of 2^-40.
const NINTH_DECIMAL: i64 = 549;

/// Clamped to 0..100, rounded to nine decimals, then half up.
#[inline]
pub(crate) fn rounded(sum: i128) -> u8 {
    rounded_narrow(i64::try_from(sum.clamp(0, 100 << PLACES)).unwrap_or(0))
}

/// The same for what fits into 64 bits.
#[inline]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "0 to 100 after the clamp"
)]
fn rounded_narrow(sum: i64) -> u8 {
    const HALF: i64 = 1 << (PLACES - 1);
    ((sum.clamp(0, 100 << PLACES) + HALF + NINTH_DECIMAL) >> PLACES) as u8
}

/// 0.5^(age / half-life) for whole ages, each worked out once.
struct Decay {
    half_life_days: f64,
    known: Vec<f64>,
}

impl Decay {
    fn new(half_life_days: f64) -> Decay {
        Decay {
            half_life_days,
            known: Vec::new(),
        }
    }

    /// What is left after so many days, 0 to 1.
    #[inline]
    fn left(&mut self, age: i32) -> f64 {
        let age = age.max(0);
        let at = age as usize;
        if at >= 4096 {
            return self.compute(age);
        }
        for next in self.known.len()..=at {
            let next = self.compute(i32::try_from(next).unwrap_or(0));
            self.known.push(next);
        }
        self.known.get(at).copied().unwrap_or(0.0)
    }

    #[inline]
    fn compute(&self, age: i32) -> f64 {
        halved(f64::from(age) / self.half_life_days)
    }
}

/// What is left of 1 after so many half-lives, from 0 up. By sums and products alone, which every machine rounds alike; the power
/// functions of the platforms differ in the last place, and carry tables.
fn halved(half_lives: f64) -> f64 {
    let nearest = (half_lives + 0.5).floor();
    if nearest >= 1022.0 {
        return 0.0;
    }
    // The series of the exponential function, from the far end; 15 terms are exact for what is at most half a half-life.
    let x = (nearest - half_lives) * std::f64::consts::LN_2;
    let mut series = 1.0;
    for term in (1..=15).rev() {
        series = 1.0 + series * x / f64::from(term);
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole, 0 to 1022"
    )]
    let power = f64::from_bits((1023 - nearest as u64) << 52);
    series * power
}

#[cfg(test)]
mod tests {
    use super::{fixed, halved, rounded};

    #[test]
    fn decay_is_a_power_of_a_half() {
        for i in 0..40_000 {
            let x = f64::from(i) * 0.037;
            let (found, wanted) = (halved(x), 0.5f64.powf(x));
            assert!(
                (found - wanted).abs() <= wanted * 1e-15 || wanted < 1e-307,
                "{x}: {found:e}, not {wanted:e}"
            );
        }
        assert_eq!(
            [halved(0.0), halved(1.0), halved(7.0)],
            [1.0, 0.5, 1.0 / 128.0]
        );
        assert_eq!(halved(f64::INFINITY), 0.0);
    }

    #[test]
    fn sums_round_half_up_after_nine_decimals() {
        let check =
            |points: f64, expected: u8| assert_eq!(rounded(fixed(points)), expected, "{points}");
        check(0.0, 0);
        check(-3.0, 0);
        check(7.5, 8);
        check(7.499_999_999_9, 8);
        check(7.499_999_998, 7);
        check(7.4, 7);
        check(99.5, 100);
        check(1e30, 100);
        check(-1e30, 0);
    }
}
