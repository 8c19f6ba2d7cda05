//! The sign test: whether so many went up and so few down could well be luck.

/// With fewer whose results changed even the most uneven split comes up by luck too often to mean anything: 1 of 16 times with five.
pub(super) const FEWEST: u32 = 6;
/// Beyond this the smallest parts cannot be told from 0.
const MOST: u32 = 1000;

/// How likely a split at least as uneven is if up and down are as likely as heads and tails, 0 to 1: the exact two-sided sign test (Dixon
/// and Mood 1946), those who stayed left out. `None` for fewer than [`FEWEST`], and for more than a thousand.
pub(super) fn by_luck(up: u32, down: u32) -> Option<f64> {
    let all = up.checked_add(down)?;
    if !(FEWEST..=MOST).contains(&all) {
        return None;
    }
    let n = f64::from(all);
    // The share of throws with no head, then with one, two and so on.
    let mut term = 0.5_f64.powi(i32::try_from(all).ok()?);
    let mut sum = term;
    for k in 0..up.min(down) {
        let k = f64::from(k);
        term *= (n - k) / (k + 1.0);
        sum += term;
    }
    Some((2.0 * sum).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::by_luck;

    /// The one-sided values of table D in Siegel, Nonparametric Statistics (1956), to three digits, twice.
    #[test]
    fn values_are_the_published_ones() {
        for (fewer, all, one_sided) in [
            (0, 6, 0.016),
            (1, 8, 0.035),
            (1, 10, 0.011),
            (2, 12, 0.019),
            (3, 15, 0.018),
            (5, 20, 0.021),
            (7, 25, 0.022),
            (4, 10, 0.377),
        ] {
            let found = by_luck(all - fewer, fewer).unwrap();
            assert!(
                (found / 2.0 - one_sided).abs() < 0.000_51,
                "{fewer} of {all}: {found}"
            );
            assert_eq!(by_luck(fewer, all - fewer), Some(found));
        }
    }

    #[test]
    fn even_splits_and_too_few() {
        assert_eq!(by_luck(5, 5), Some(1.0));
        assert_eq!(by_luck(5, 0), None);
        assert_eq!(by_luck(0, 0), None);
        assert_eq!(by_luck(900, 101), None);
        assert!(by_luck(990, 10).is_some_and(|p| p > 0.0));
    }
}
