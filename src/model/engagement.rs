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
    /// Sums in units of 2^-40 points; whole blocks long.
    sums: Vec<i128>,
    /// Rounded scores, 0 to 100; whole blocks long.
    scores: Vec<u8>,
}

impl Engagement {
    /// Makes room for so many blocks.
    pub fn resize(&mut self, blocks: usize) {
        self.sums.resize(blocks * LANES, 0);
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

    /// The sum of a row, in units of 2^-40 points, before it is clamped and rounded.
    pub fn sum(&self, row: u32) -> i128 {
        self.sums.get(row as usize).copied().unwrap_or(0)
    }

    /// Sums up anew the rows of these blocks.
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
        if let Some(sums) = self.sums.get_mut(blocks.start * LANES..blocks.end * LANES) {
            sums.fill(0);
        }
        for row in rows {
            self.add(row, table, as_of, blocks.clone(), 1);
        }
        self.round(blocks);
    }

    /// Goes over to other rows of points, touching only the kinds that changed.
    pub fn change(
        &mut self,
        rows: &[EngagementRow],
        table: &Table,
        as_of: Day,
        blocks: Range<usize>,
    ) {
        let old = std::mem::replace(&mut self.rows, rows.to_vec());
        let mut changed = false;
        for (list, other, sign) in [(&old[..], rows, -1), (rows, &old[..], 1)] {
            for row in list.iter().filter(|row| !other.contains(row)) {
                changed = true;
                self.add(row, table, as_of, blocks.clone(), sign);
            }
        }
        if changed {
            self.round(blocks);
        }
    }

    fn add(
        &mut self,
        row: &EngagementRow,
        table: &Table,
        as_of: Day,
        blocks: Range<usize>,
        sign: i128,
    ) {
        let Some(signal) = table.signal(&row.signal) else {
            return;
        };
        let range = u32::try_from(blocks.start * LANES).unwrap_or(u32::MAX)
            ..u32::try_from(blocks.end * LANES).unwrap_or(u32::MAX);
        let mut decay = Decay::new(row.half_life_days);
        let mut entries = signal.of_rows(range).iter().peekable();
        while let Some(first) = entries.next() {
            let mut count = u64::from(first.count);
            let mut latest = counted_day(first, table, as_of);
            while let Some(next) = entries.next_if(|e| e.row == first.row) {
                count = count.saturating_add(u64::from(next.count));
                latest = latest.max(counted_day(next, table, as_of));
            }
            let age = as_of.0.saturating_sub(latest.0);
            let amount = fixed(share(row, count) * decay.left(age));
            if let Some(sum) = self.sums.get_mut(first.row as usize) {
                *sum = sum.saturating_add(sign * amount);
            }
        }
    }

    fn round(&mut self, blocks: Range<usize>) {
        let range = blocks.start * LANES..blocks.end * LANES;
        let (Some(sums), Some(scores)) = (self.sums.get(range.clone()), self.scores.get_mut(range))
        else {
            return;
        };
        for (score, &sum) in scores.iter_mut().zip(sums) {
            *score = rounded(sum);
        }
    }
}

/// What the signals of one kind of one contact add, in units of 2^-40 points.
pub(crate) fn contribution(
    row: &EngagementRow,
    entries: &[Entry],
    table: &Table,
    as_of: Day,
) -> i128 {
    let count = entries
        .iter()
        .fold(0u64, |sum, e| sum.saturating_add(u64::from(e.count)));
    match entries.iter().map(|e| counted_day(e, table, as_of)).max() {
        Some(latest) => contribution_of(row, count, as_of.0.saturating_sub(latest.0)),
        None => 0,
    }
}

/// What so many signals of a kind add so many days after the latest, in units of 2^-40 points.
pub(crate) fn contribution_of(row: &EngagementRow, count: u64, age: i32) -> i128 {
    fixed(share(row, count) * Decay::new(row.half_life_days).compute(age))
}

/// Points times count, before decay.
#[expect(
    clippy::cast_precision_loss,
    reason = "scores are 64-bit floats by definition"
)]
fn share(row: &EngagementRow, count: u64) -> f64 {
    row.points as f64 * row.cap.map_or(count, |cap| count.min(cap)) as f64
}

/// In units of 2^-40.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "rounded on purpose; float to integer saturates"
)]
fn fixed(points: f64) -> i128 {
    let scaled = (points * (1u64 << PLACES) as f64).round();
    // The short way is much faster where there are no 128-bit registers.
    if scaled.abs() < 9.0e18 {
        i128::from(scaled as i64)
    } else {
        scaled as i128
    }
}

/// Clamped to 0..100, rounded to nine decimals, then half up.
pub(crate) fn rounded(sum: i128) -> u8 {
    const HUNDRED: i128 = 100 << PLACES;
    const HALF: u64 = 1 << (PLACES - 1);
    // What nine decimals round up to a half is a half: 0.5e-9 in units of 2^-40.
    const NINTH_DECIMAL: u64 = 549;
    let clamped = u64::try_from(sum.clamp(0, HUNDRED)).unwrap_or(0);
    u8::try_from((clamped + HALF + NINTH_DECIMAL) >> PLACES).unwrap_or(100)
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

    fn compute(&self, age: i32) -> f64 {
        0.5f64.powf(f64::from(age) / self.half_life_days)
    }
}

#[cfg(test)]
mod tests {
    use super::{fixed, rounded};

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
