//! What a score is made of, in whole points that sum to it.

use crate::bits::counted_day;
use crate::condition::Condition;
use crate::day::Day;
use crate::engagement::{contribution, rounded};
use crate::facts::signal_label;
use crate::program::{Block, Program};
use crate::rulebook::Rulebook;
use crate::stage::Verdict;
use crate::table::Table;
use crate::words::fact;

/// What one item adds to fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FitShare {
    /// The item's label.
    pub label: String,
    /// What it adds to the low end; all items' sum to it.
    pub low: u32,
    /// What it adds to the high end; all items' sum to it.
    pub high: u32,
    /// The most it can add, about.
    pub of: u32,
    /// The fact it stands on, in words; empty where its tiers look at no single fact.
    pub fact: String,
}

/// What one kind of signal adds to engagement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EngagementShare {
    /// The kind; empty for the share that the limits 0 and 100 take away or give.
    pub kind: String,
    /// Its label.
    pub label: String,
    /// What it adds; all shares' sum to the score.
    pub points: i64,
    /// What it would add had it happened on the as-of day.
    pub fresh: i64,
    /// How many times it happened.
    pub count: u64,
    /// The latest time; `None` when its day is not known.
    pub last: Option<Day>,
}

/// What a condition stands for, where it only names a criterion.
fn plain_condition<'a>(rulebook: &'a Rulebook, condition: &'a Condition) -> &'a Condition {
    let mut condition = condition;
    // As deep as criteria can name one another.
    for _ in 0..64 {
        match condition {
            Condition::Criterion(i) => match rulebook.criteria.get(*i) {
                Some(criterion) => condition = &criterion.when,
                None => break,
            },
            _ => break,
        }
    }
    condition
}

/// The shares of fit for the one contact in `alone`, which is the first of the block.
pub(crate) fn fit(
    rulebook: &Rulebook,
    program: &Program,
    block: &Block,
    alone: &Table,
    as_of: Day,
) -> Vec<FitShare> {
    let lane = 0;
    let mut low = Vec::new();
    let mut high = Vec::new();
    let mut most = Vec::new();
    for (item, nodes) in rulebook.fit.iter().zip(&program.tiers) {
        let mut possible = Vec::new();
        let mut certain = false;
        for (tier, node) in item.tiers.iter().zip(nodes) {
            match block.verdict(node, lane) {
                Verdict::Met => {
                    possible.push(tier.points);
                    certain = true;
                    break;
                }
                Verdict::Unknown => possible.push(tier.points),
                Verdict::NotMet => {}
            }
        }
        if !certain {
            possible.push(0);
        }
        low.push(i128::from(possible.iter().min().copied().unwrap_or(0)) * 100);
        high.push(i128::from(possible.iter().max().copied().unwrap_or(0)) * 100);
        most.push(i128::from(item.tiers.iter().map(|t| t.points).max().unwrap_or(0)) * 100);
    }
    let total = i128::from(program.fit_total);
    let score = |shares: &[i128]| {
        let sum = u64::try_from(shares.iter().sum::<i128>() / 100).unwrap_or(0);
        i64::from(program.fit_score(sum))
    };
    let lows = apportion(&low, total, score(&low));
    let highs = apportion(&high, total, score(&high));
    let mosts = apportion(&most, total, score(&most));
    let whole = |n: i64| u32::try_from(n).unwrap_or(0);
    rulebook
        .fit
        .iter()
        .zip(lows.iter().zip(&highs).zip(&mosts))
        .map(|(item, ((low, high), most))| FitShare {
            label: item.label.clone(),
            low: whole(*low),
            high: whole(*high),
            of: whole(*most),
            fact: item
                .tiers
                .first()
                .map(|tier| fact(alone, 0, as_of, plain_condition(rulebook, &tier.when)))
                .unwrap_or_default(),
        })
        .collect()
}

/// The shares of engagement of row 0, the largest first.
pub(crate) fn engagement(rulebook: &Rulebook, alone: &Table, as_of: Day) -> Vec<EngagementShare> {
    let mut shares = Vec::new();
    let mut amounts = Vec::new();
    for row in &rulebook.engagement {
        let Some(signal) = alone.signal(&row.signal) else {
            continue;
        };
        let entries = signal.entries();
        if entries.is_empty() {
            continue;
        }
        let count = entries.iter().map(|e| u64::from(e.count)).sum();
        let last = entries
            .iter()
            .max_by_key(|e| counted_day(e, alone, as_of))
            .and_then(|e| e.day());
        amounts.push(contribution(row, entries, alone, as_of));
        let counted =
            i64::try_from(row.cap.map_or(count, |cap| cap.min(count))).unwrap_or(i64::MAX);
        shares.push(EngagementShare {
            kind: row.signal.clone(),
            label: signal_label(&row.signal).to_owned(),
            points: 0,
            fresh: row.points.saturating_mul(counted),
            count,
            last,
        });
    }
    let sum: i128 = amounts.iter().fold(0, |sum, a| sum.saturating_add(*a));
    let score = i64::from(rounded(sum));
    // Rounded without the limits of 0 and 100: what the shares come to by themselves.
    let unit = 1i128 << 40;
    let free = i64::try_from((sum + unit / 2).div_euclid(unit)).unwrap_or(score);
    let own = if (0..=100).contains(&free) {
        score
    } else {
        free
    };
    for (share, points) in shares.iter_mut().zip(apportion(&amounts, unit, own)) {
        share.points = points;
    }
    shares.sort_by_key(|s| std::cmp::Reverse(s.points));
    if own != score {
        shares.push(EngagementShare {
            kind: String::new(),
            label: if own > score {
                "The most there is is 100".to_owned()
            } else {
                "The least there is is 0".to_owned()
            },
            points: score - own,
            fresh: 0,
            count: 0,
            last: None,
        });
    }
    shares
}

/// Shares in whole points that sum to `target`: each rounded down, the points left given where most was cut off. A share is an
/// amount over `unit`.
fn apportion(amounts: &[i128], unit: i128, target: i64) -> Vec<i64> {
    if unit == 0 {
        return vec![0; amounts.len()];
    }
    let mut points: Vec<i64> = amounts
        .iter()
        .map(|a| i64::try_from(a.div_euclid(unit)).unwrap_or(0))
        .collect();
    let mut order: Vec<usize> = (0..amounts.len()).collect();
    order.sort_by_key(|i| std::cmp::Reverse(amounts.get(*i).map(|a| a.rem_euclid(unit))));
    let mut left = target - points.iter().sum::<i64>();
    for i in order.iter().cycle().take(amounts.len() * 2) {
        if left == 0 {
            break;
        }
        if let Some(p) = points.get_mut(*i) {
            *p += left.signum();
            left -= left.signum();
        }
    }
    if let (Some(first), true) = (points.first_mut(), left != 0) {
        *first += left;
    }
    points
}

#[cfg(test)]
mod tests {
    use super::apportion;

    #[test]
    fn shares_sum_to_the_score() {
        let check = |amounts: &[i128], unit, target, expected: &[i64]| {
            assert_eq!(apportion(amounts, unit, target), expected);
        };
        check(&[333, 333, 334], 10, 100, &[33, 33, 34]);
        check(&[5, 5, 5], 10, 2, &[1, 1, 0]);
        check(&[-15, 25], 10, 1, &[-1, 2]);
        check(&[], 10, 0, &[]);
        check(&[1, 2], 0, 0, &[0, 0]);
    }
}
