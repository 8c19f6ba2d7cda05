//! What comes of comparing variants, in sentences.

use super::shares::{Difference, visitors_needed};
use super::{AbVerdict, Base, TOO_FEW, VariantReport, expected};
use crate::quiz::options::with_commas;
use crate::words;

/// What must be known where it was not logged how often variants were seen.
pub(super) const NOT_SEEN: &str = "How often each version was seen was not logged, or not always, so they are compared by those who finished. A version that makes many give up looks better than it is: log “leadlens-exposure” as well.";

/// Differences that people want to see: the largest first, the next where the numbers would show that one.
const WANTED: [f64; 5] = [0.02, 0.01, 0.005, 0.002, 0.001];

/// Why the variants were not shown as often as they should be, perhaps.
pub(super) fn wrong_ratio(variants: &[VariantReport], base: Base) -> String {
    let expected = expected(variants, base);
    let found = expected
        .iter()
        .map(|(found, _)| with_commas(f64::from(*found)));
    let wanted = expected
        .iter()
        .map(|(_, wanted)| with_commas(wanted.round()));
    let (found, wanted): (Vec<_>, Vec<_>) = (found.collect(), wanted.collect());
    let (how, also) = match base {
        Base::Seen => ("seen", ""),
        Base::Completed => ("finished", "one of them makes more people give up, "),
    };
    format!(
        "Do not trust this comparison yet: the versions were {how} {} times where their shares say {}, and chance alone does that in fewer than one test of a thousand. Likely reasons: {also}shares were changed meanwhile, one version loads slower or fails for some visitors, its events are not all logged, robots or your own tests are among the visitors.",
        words::list(&found, "and"),
        words::list(&wanted, "and"),
    )
}

/// A variant beside the first one.
pub(super) fn comparison(
    first: &VariantReport,
    other: &VariantReport,
    base: Base,
    verdict: AbVerdict,
    difference: Option<Difference>,
    many: bool,
) -> String {
    let (name, beside) = (other.name(), first.name());
    let share = |v: &VariantReport| percent(v.measure(base).map_or(0.0, |s| s.estimate));
    let who = match base {
        Base::Seen => "of those who saw it",
        Base::Completed => "of those who finished",
    };
    let shares = format!("{} against {} {who}", share(other), share(first));
    let needed = || {
        let share = first.measure(base).map_or(0.0, |s| s.estimate);
        let so_far = f64::from(first.visitors(base).min(other.visitors(base)));
        let enough = WANTED.map(|by| (by, visitors_needed(share, by)));
        let more = enough.into_iter().find(|(_, visitors)| *visitors > so_far);
        let Some((by, visitors)) = more else {
            return "If there is one, it is smaller than 0.1 points.".to_owned();
        };
        let visitors = with_commas(two_digits(visitors));
        let by = with_commas((by * 1000.0).round() / 10.0);
        let unit = if by == "1" { "point" } else { "points" };
        let who = match base {
            Base::Seen => "visitors",
            Base::Completed => "finished quizzes",
        };
        format!("To see a difference of {by} {unit} you need about {visitors} {who} per version.")
    };
    match (verdict, difference) {
        (AbVerdict::Better, Some(d)) => format!(
            "“{name}” brings more prospects than “{beside}”: {shares}; the difference is between {} and {} points.",
            points(d.low),
            points(d.high)
        ),
        (AbVerdict::Worse, Some(d)) => format!(
            "“{name}” brings fewer prospects than “{beside}”: {shares}; the difference is between {} and {} points.",
            points(-d.high),
            points(-d.low)
        ),
        (AbVerdict::NoDifference, Some(d)) => {
            let lucky = d.low > 0.0 || d.high < 0.0;
            let why = if lucky && many {
                ". With several versions such a difference is too likely by chance".to_owned()
            } else {
                format!(
                    "; it may bring up to {} points fewer or up to {} points more",
                    points((-d.low).max(0.0)),
                    points(d.high.max(0.0))
                )
            };
            format!(
                "No difference that these numbers can show between “{name}” and “{beside}”: {shares}{why}. {}",
                needed()
            )
        }
        _ => {
            let (few, count) = [first, other]
                .map(|v| (v.name(), v.visitors(base)))
                .into_iter()
                .min_by_key(|(_, count)| *count)
                .unwrap_or((name, 0));
            let did = match base {
                Base::Seen => "seen",
                Base::Completed => "finished",
            };
            let sentence = match count {
                0 => format!("Too few to say: “{few}” has not been {did} yet."),
                1 => format!("Too few to say: “{few}” was {did} once so far."),
                _ => format!("Too few to say: “{few}” was {did} {count} times so far."),
            };
            let more = first
                .measure(base)
                .filter(|s| s.of >= TOO_FEW)
                .map(|_| needed());
            match more {
                Some(more) => format!("{sentence} {more}"),
                None => sentence,
            }
        }
    }
}

/// 0.1236 as "12.4 %".
fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

/// 0.0123 as "1.2".
fn points(difference: f64) -> String {
    format!("{:.1}", difference * 100.0)
}

/// A number rounded up to two digits.
fn two_digits(number: f64) -> f64 {
    let unit = 10_f64.powf((number.max(1.0).log10().floor() - 1.0).max(0.0));
    (number / unit).ceil() * unit
}
