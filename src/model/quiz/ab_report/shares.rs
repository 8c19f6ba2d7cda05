//! Shares, differences between them, and how likely they are by chance.

use statrs::function::erf::erfc;
use statrs::function::gamma::checked_gamma_ur;

/// A normal variable is within so many standard deviations of its mean with 95 %.
const Z_95: f64 = 1.959_963_984_540_054;
/// A normal variable is below so many standard deviations over its mean with 80 %.
const Z_80: f64 = 0.841_621_233_572_914_3;

/// A share of a number of visitors with its 95 % interval, all from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// How many.
    pub count: u32,
    /// Of how many, at least 1.
    pub of: u32,
    /// The share that was found.
    pub estimate: f64,
    /// The lower end of what it could be.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// A difference between two shares with its 95 % interval, all from -1 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// The difference that was found.
    pub estimate: f64,
    /// The lower end of what it could be.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// How likely an interval that leaves 0 out is without any difference: one less the level at which the interval ends at 0.
    pub p: f64,
}

/// A share with the score interval of Wilson (1927), which holds its level for small numbers and shares near 0 and 1 too: method 3 in
/// R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998), 857–872. `None` of nothing.
/// More than there are count as all.
#[must_use]
pub fn share(count: u32, of: u32) -> Option<Share> {
    if of == 0 {
        return None;
    }
    let count = count.min(of);
    let (low, high) = wilson(count, of, Z_95);
    Some(Share {
        count,
        of,
        estimate: f64::from(count) / f64::from(of),
        low,
        high,
    })
}

fn wilson(count: u32, of: u32, z: f64) -> (f64, f64) {
    let (n, p) = (f64::from(of), f64::from(count) / f64::from(of));
    let z2 = z * z;
    let middle = 2.0 * n * p + z2;
    let half = z * (z2 + 4.0 * n * p * (1.0 - p)).sqrt();
    let end = |sum: f64| sum / (2.0 * (n + z2));
    // At the ends nothing is left to rounding.
    let low = if count == 0 { 0.0 } else { end(middle - half) };
    let high = if count == of { 1.0 } else { end(middle + half) };
    (low.clamp(0.0, p), high.clamp(p, 1.0))
}

/// A share less another, with the hybrid score interval: method 10 in R. G. Newcombe, Interval estimation for the difference between
/// independent proportions, Statistics in Medicine 17 (1998), 873–890.
#[must_use]
pub fn difference(of: Share, less: Share) -> Difference {
    let (low, high) = newcombe(of, less, Z_95);
    let estimate = of.estimate - less.estimate;
    // Where the interval ends at 0: it grows with z. Beyond 40 standard deviations no probability is left.
    let (mut within, mut beyond) = (0.0_f64, 40.0_f64);
    for _ in 0..60 {
        let z = f64::midpoint(within, beyond);
        let (low, high) = newcombe(of, less, z);
        if low < 0.0 && 0.0 < high || estimate == 0.0 {
            beyond = z;
        } else {
            within = z;
        }
    }
    Difference {
        estimate,
        low,
        high,
        p: erfc(within / std::f64::consts::SQRT_2),
    }
}

fn newcombe(of: Share, less: Share, z: f64) -> (f64, f64) {
    let (l1, u1) = wilson(of.count, of.of, z);
    let (l2, u2) = wilson(less.count, less.of, z);
    let (p1, p2) = (of.estimate, less.estimate);
    let down = (p1 - l1).hypot(u2 - p2);
    let up = (u1 - p1).hypot(p2 - l2);
    ((p1 - p2 - down).max(-1.0), (p1 - p2 + up).min(1.0))
}

/// The probabilities of several comparisons, adjusted so that all that stay under a bound are real together with that error: Holm's
/// step-down method. Source: S. Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6 (1979), 65–70.
#[must_use]
pub fn holm(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<(usize, f64)> = p.iter().copied().enumerate().collect();
    order.sort_by(|a, b| a.1.total_cmp(&b.1));
    let mut adjusted = vec![1.0; p.len()];
    let mut so_far = 0.0_f64;
    let mut left = p.len() as f64;
    for (place, p) in order {
        so_far = so_far.max((p * left).min(1.0));
        left -= 1.0;
        if let Some(adjusted) = adjusted.get_mut(place) {
            *adjusted = so_far;
        }
    }
    adjusted
}

/// How likely a chi-square variable is at least this large by chance, with so many degrees of freedom.
#[must_use]
pub fn chi_square_p(chi_square: f64, freedom: u32) -> f64 {
    if chi_square.is_nan() || chi_square <= 0.0 || freedom == 0 {
        return 1.0;
    }
    checked_gamma_ur(f64::from(freedom) / 2.0, chi_square / 2.0).unwrap_or(0.0)
}

/// About how many visitors each of two variants needs, so that a difference from this share by `by` is seen with 80 % at the 95 % level.
/// Source: J. L. Fleiss et al., Statistical Methods for Rates and Proportions, 3rd edition (2003), section 4.2, without continuity correction.
pub(super) fn visitors_needed(share: f64, by: f64) -> f64 {
    let other = if share + by <= 1.0 {
        share + by
    } else {
        share - by
    };
    let middle = f64::midpoint(share, other);
    let spread = |p: f64| p * (1.0 - p);
    let root = Z_95 * (2.0 * spread(middle)).sqrt() + Z_80 * (spread(share) + spread(other)).sqrt();
    (root / by).powi(2)
}
