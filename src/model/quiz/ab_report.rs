//! Which variant of a quiz does better, and whether the difference is more than chance.

use super::Tally;
use crate::stage::Stage;
use serde_json::Value;

mod sentences;
mod shares;

pub use shares::{Difference, Share, chi_square_p, difference, holm, share};

/// What to bear in mind when reading any such report.
pub const CAUTION: &str = "Decide on the number of visitors before you look, and judge once they have come: who looks again and again and stops as soon as there is a difference finds differences that are not there.";

/// The stages that count as having brought a prospect.
const AT_LEAST_PROSPECT: [Stage; 3] = [Stage::Prospect, Stage::Opportunity, Stage::Customer];

/// A ratio of visitors less likely than this is no chance. Source: Fabijan et al., Diagnosing Sample Ratio Mismatch in Online Controlled
/// Experiments, KDD 2019, where thresholds around 0.001 keep false alarms rare.
const RATIO_IS_NO_CHANCE: f64 = 0.001;

/// A difference that is less likely than this without any effect is taken for real.
const REAL: f64 = 0.05;

/// With fewer visitors of a variant nothing is said.
const TOO_FEW: u32 = 30;

/// What the variants of a quiz brought.
#[derive(Clone, Debug, PartialEq)]
pub struct AbReport {
    /// What the variants are compared by.
    pub base: Base,
    /// The variants: those of the quiz in their order, the first of which the others are compared to, then others that were counted.
    pub variants: Vec<VariantReport>,
    /// Whether the variants were shown as often as their weights say; `None` with fewer than two, or too few visitors to say.
    pub ratio: Option<Ratio>,
    /// What to know before reading on, a sentence each: how often variants were seen may be missing; the ratio may be wrong.
    pub warnings: Vec<String>,
    /// See [`CAUTION`].
    pub caution: &'static str,
}

/// Of whom the shares are that variants are compared by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// Of those who saw the quiz.
    Seen,
    /// Of those who came to a result, as it was not logged how often the quiz was seen, or not always.
    Completed,
}

/// What one variant brought.
#[derive(Clone, Debug, PartialEq)]
pub struct VariantReport {
    /// Its id; `None` for what was counted before the quiz had variants.
    pub variant: Option<String>,
    /// Its weight; `None` when the quiz has no such variant any more.
    pub weight: Option<f64>,
    /// How often it was seen.
    pub seen: u32,
    /// How often somebody began.
    pub started: u32,
    /// How many results there were.
    pub completed: u32,
    /// The share of those who saw it that came to a result; `None` where that was not logged.
    pub completed_of_seen: Option<Share>,
    /// Each stage's share of the results, in the order of [`Stage::ALL`]; `None` without results.
    pub stages_of_completed: [Option<Share>; 7],
    /// Each stage's share of those who saw it.
    pub stages_of_seen: [Option<Share>; 7],
    /// The share of the results that are prospects, opportunities or customers.
    pub prospects_of_completed: Option<Share>,
    /// Their share of those who saw it.
    pub prospects_of_seen: Option<Share>,
    /// How it does beside the first one; `None` for the first one and for those that are no variants any more.
    pub beside_first: Option<Comparison>,
}

/// A variant beside the first one, by the share that became at least prospects.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// What comes of it.
    pub verdict: AbVerdict,
    /// Its share less that of the first one, with a 95 % interval; `None` where one of them has no visitors.
    pub difference: Option<Difference>,
    /// How likely a difference as large would be without any effect, by Holm's method for all comparisons together.
    pub p: Option<f64>,
    /// The verdict as a sentence or two.
    pub sentence: String,
}

/// What comes of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AbVerdict {
    /// It does better than the first one.
    Better,
    /// It does worse.
    Worse,
    /// There is no difference that the numbers can show.
    NoDifference,
    /// There are too few visitors.
    TooFew,
}

/// Whether the variants were shown as often as their weights say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ratio {
    /// The chi-square statistic.
    pub chi_square: f64,
    /// How likely one as large is by chance.
    pub p: f64,
    /// Whether the comparison is not to be trusted.
    pub is_wrong: bool,
}

/// What the variants of a quiz brought, by its JSON and the tallies of a workspace or a file; those of other quizzes are left out.
#[must_use]
pub fn ab_report(quiz: &Value, tallies: &[Tally]) -> AbReport {
    let id = quiz.get("id").and_then(Value::as_str).unwrap_or("");
    let mut variants = Vec::new();
    let of_quiz = || tallies.iter().filter(|t| t.quiz == id);
    for json in quiz
        .get("variants")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        let id = json.get("id").and_then(Value::as_str).unwrap_or("");
        let weight = json.get("weight").and_then(Value::as_f64);
        let mut sum = Tally::default();
        of_quiz()
            .filter(|t| t.variant.as_deref() == Some(id))
            .for_each(|t| sum.add(t));
        let weight = weight.unwrap_or(1.0).max(0.0);
        variants.push(VariantReport::of(Some(id.to_owned()), Some(weight), &sum));
    }
    for tally in of_quiz() {
        if variants
            .iter()
            .all(|v: &VariantReport| v.variant != tally.variant)
        {
            let mut sum = Tally::default();
            of_quiz()
                .filter(|t| t.variant == tally.variant)
                .for_each(|t| sum.add(t));
            variants.push(VariantReport::of(tally.variant.clone(), None, &sum));
        }
    }
    let current = || variants.iter().filter(|v| v.weight.is_some());
    let were_logged = current().all(|v| v.seen >= v.completed)
        && (current().any(|v| v.seen > 0) || variants.iter().all(|v| v.completed == 0));
    let base = if were_logged {
        Base::Seen
    } else {
        Base::Completed
    };
    let ratio = ratio(&variants, base);
    let mut warnings = Vec::new();
    if base == Base::Completed && variants.len() > 1 {
        warnings.push(sentences::NOT_SEEN.to_owned());
    }
    if ratio.is_some_and(|ratio| ratio.is_wrong) {
        warnings.push(sentences::wrong_ratio(&variants, base));
    }
    compare(&mut variants, base);
    AbReport {
        base,
        variants,
        ratio,
        warnings,
        caution: CAUTION,
    }
}

impl VariantReport {
    fn of(variant: Option<String>, weight: Option<f64>, tally: &Tally) -> VariantReport {
        let of_completed = |count: u32| share(count, tally.completed);
        let of_seen = |count: u32| share(count, tally.seen);
        let stage = |stage: Stage| tally.stages.get(stage as usize).copied().unwrap_or(0);
        let prospects = AT_LEAST_PROSPECT
            .into_iter()
            .map(stage)
            .fold(0, u32::saturating_add);
        VariantReport {
            variant,
            weight,
            seen: tally.seen,
            started: tally.started,
            completed: tally.completed,
            completed_of_seen: of_seen(tally.completed),
            stages_of_completed: tally.stages.map(of_completed),
            stages_of_seen: tally.stages.map(of_seen),
            prospects_of_completed: of_completed(prospects),
            prospects_of_seen: of_seen(prospects),
            beside_first: None,
        }
    }

    /// The share by which it is compared.
    fn measure(&self, base: Base) -> Option<Share> {
        match base {
            Base::Seen => self.prospects_of_seen,
            Base::Completed => self.prospects_of_completed,
        }
    }

    /// The visitors it is a share of.
    fn visitors(&self, base: Base) -> u32 {
        match base {
            Base::Seen => self.seen,
            Base::Completed => self.completed,
        }
    }

    /// What it is called.
    fn name(&self) -> &str {
        self.variant.as_deref().unwrap_or("")
    }
}

/// Visitors of the variants that have weight, as many as there should be of each, and the weights' shares. Those that got a weight of
/// nothing were perhaps shown before.
fn expected(variants: &[VariantReport], base: Base) -> Vec<(u32, f64)> {
    let weighted = || {
        variants
            .iter()
            .filter(|v| v.weight.is_some_and(|w| w > 0.0))
    };
    let weights: f64 = weighted().filter_map(|v| v.weight).sum();
    let visitors: f64 = weighted().map(|v| f64::from(v.visitors(base))).sum();
    let each = |v: &VariantReport| {
        let share = v.weight.unwrap_or(0.0) / weights;
        (v.visitors(base), visitors * share)
    };
    weighted().map(each).collect()
}

fn ratio(variants: &[VariantReport], base: Base) -> Option<Ratio> {
    let expected = expected(variants, base);
    // The distribution is that of chi-square only where none is expected to be nearly empty.
    if expected.len() < 2 || !expected.iter().all(|(_, wanted)| *wanted >= 5.0) {
        return None;
    }
    let terms = expected
        .iter()
        .map(|(found, wanted)| (f64::from(*found) - wanted).powi(2) / wanted);
    let chi_square: f64 = terms.sum();
    let p = chi_square_p(chi_square, u32::try_from(expected.len() - 1).unwrap_or(1));
    let is_wrong = p < RATIO_IS_NO_CHANCE;
    Some(Ratio {
        chi_square,
        p,
        is_wrong,
    })
}

/// Compares each variant of the quiz to the first one.
fn compare(variants: &mut [VariantReport], base: Base) {
    let Some((first, others)) = variants.split_first_mut() else {
        return;
    };
    if first.weight.is_none() {
        return;
    }
    let control = first.measure(base);
    let beside = |other: &VariantReport| Some(difference(other.measure(base)?, control?));
    let mut found: Vec<(&mut VariantReport, Option<Difference>)> = Vec::new();
    for other in others.iter_mut().filter(|other| other.weight.is_some()) {
        let difference = beside(other);
        found.push((other, difference));
    }
    let few = |other: &VariantReport| first.visitors(base).min(other.visitors(base)) < TOO_FEW;
    // Comparisons about which nothing is said do not make the others harder.
    let tested = found.iter().filter(|(other, _)| !few(other));
    let adjusted = holm(
        &tested
            .filter_map(|(_, d)| Some((*d)?.p))
            .collect::<Vec<f64>>(),
    );
    let many = adjusted.len() > 1;
    let mut adjusted = adjusted.into_iter();
    for (other, difference) in found {
        let tested = difference.filter(|_| !few(other));
        let p = tested.and_then(|_| adjusted.next());
        let verdict = match (tested, p) {
            (Some(d), Some(p)) if p < REAL && d.estimate > 0.0 => AbVerdict::Better,
            (Some(d), Some(p)) if p < REAL && d.estimate < 0.0 => AbVerdict::Worse,
            (Some(_), Some(_)) => AbVerdict::NoDifference,
            _ => AbVerdict::TooFew,
        };
        let sentence = sentences::comparison(first, other, base, verdict, difference, many);
        other.beside_first = Some(Comparison {
            verdict,
            difference,
            p,
            sentence,
        });
    }
}

#[cfg(test)]
mod tests;
