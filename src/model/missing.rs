//! Which facts a list lacks, so that a gate stays shut for all of its contacts.

use crate::compare;
use crate::condition::{Condition, Did, Kinds, Test};
use crate::day::Day;
use crate::missing_words;
use crate::rulebook::Rulebook;
use crate::stage::Gate;
use crate::table::{Column, Table};
use crate::words;

/// A fact that keeps a gate shut for all contacts of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingFact {
    /// What is not known, for the end of "nothing in this list says …": "who replied". Where something is recorded, but never what
    /// is asked for: what is asked for, "decides or influences".
    pub label: String,
    /// Which fact it is.
    pub subject: Subject,
    /// Whether something is recorded for it; it never is what the gate asks for then.
    pub recorded: bool,
}

/// An attribute, or kinds of signals of which one suffices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The attribute with this id.
    Attribute(String),
    /// A signal of one of these kinds; none stands for any that shows interest.
    Signals(Vec<String>),
}

/// The fewest facts that would have to be recorded before any contact could pass this gate. Empty when what is recorded could do,
/// taken fact by fact: then it is only that no contact has all of it at once.
#[must_use]
pub fn missing_for(rulebook: &Rulebook, table: &Table, gate: Gate) -> Vec<MissingFact> {
    let list = List { rulebook, table };
    list.to_meet(rulebook.gate(gate), &[]).unwrap_or_default()
}

/// One sentence that says why no contact passed this gate: "No prospects under Conversation: nothing in this list says who replied."
#[must_use]
pub fn missing_sentence(rulebook: &Rulebook, gate: Gate, missing: &[MissingFact]) -> String {
    let of = |recorded: bool| -> Vec<String> {
        let facts = missing.iter().filter(|m| m.recorded == recorded);
        facts.map(|m| m.label.clone()).collect()
    };
    let (unsaid, unmet) = (of(false), of(true));
    let mut reasons = Vec::new();
    if !unsaid.is_empty() {
        // Where a part has commas of its own, semicolons keep the parts apart.
        let unsaid = if unsaid.iter().any(|label| label.contains(", ")) {
            unsaid.join("; or ")
        } else {
            words::list(&unsaid, "or")
        };
        reasons.push(format!("nothing in this list says {unsaid}"));
    }
    if !unmet.is_empty() {
        let unmet: Vec<String> = unmet.iter().map(|label| format!("“{label}”")).collect();
        reasons.push(format!("no contact meets {}", words::list(&unmet, "or")));
    }
    if reasons.is_empty() {
        let asked = words::label(rulebook, rulebook.gate(gate));
        reasons.push(format!("no contact meets “{asked}”"));
    }
    let stage = gate.stage().label().to_lowercase();
    let many = match gate {
        Gate::Opportunity => "opportunities".to_owned(),
        _ => format!("{stage}s"),
    };
    format!(
        "No {many} under {}: {}.",
        rulebook.name,
        reasons.join(", and ")
    )
}

struct List<'a> {
    rulebook: &'a Rulebook,
    table: &'a Table,
}

/// What would have to be recorded; `None` when nothing that could be recorded would do.
type Lack = Option<Vec<MissingFact>>;

impl List<'_> {
    /// What is missing before some contact could meet a condition, when `given` is recorded too.
    fn to_meet(&self, condition: &Condition, given: &[MissingFact]) -> Lack {
        match condition {
            Condition::Attribute { id, test } => {
                self.attribute(condition, id, given, |column| match column {
                    // Somebody without it may always turn up.
                    _ if *test == Test::Known(false) => true,
                    Some(column) => some_value(column, |text, kind| meets(test, text, kind)),
                    None => false,
                })
            }
            Condition::Did(did) => Some(self.did(condition, did, given)),
            Condition::FitAtLeast(least) => self.fit(*least, given),
            Condition::EngagementAtLeast(least) => self.engagement(*least, given),
            Condition::Criterion(at) => {
                let criterion = self.rulebook.criteria.get(*at)?;
                self.to_meet(&criterion.when, given)
            }
            Condition::All(parts) => self.together(parts.iter(), given, Self::to_meet),
            Condition::Any(parts) => self.fewest(1, parts, given, Self::to_meet),
            Condition::None(parts) => self.together(parts.iter(), given, Self::to_fail),
            Condition::AtLeast(n, parts) => {
                let n = usize::try_from(*n).unwrap_or(usize::MAX);
                self.fewest(n, parts, given, Self::to_meet)
            }
        }
    }

    /// What is missing before some contact could be known not to meet a condition.
    fn to_fail(&self, condition: &Condition, given: &[MissingFact]) -> Lack {
        match condition {
            Condition::Attribute { id, test } => {
                self.attribute(condition, id, given, |column| match (column, test) {
                    // What is not recorded is known not to be known.
                    (_, Test::Known(true)) => true,
                    (Some(column), test) => {
                        some_value(column, |text, kind| fails(test, text, kind))
                    }
                    (None, _) => false,
                })
            }
            // Somebody who did nothing fails them.
            Condition::Did(_) | Condition::EngagementAtLeast(_) => Some(Vec::new()),
            // Where nothing is known of anybody, fit can turn out high.
            Condition::FitAtLeast(_) => {
                let tiers = self.rulebook.fit.iter().flat_map(|item| &item.tiers);
                self.together(tiers.map(|tier| &tier.when), given, Self::to_fail)
            }
            Condition::Criterion(at) => {
                let criterion = self.rulebook.criteria.get(*at)?;
                self.to_fail(&criterion.when, given)
            }
            Condition::All(parts) => self.fewest(1, parts, given, Self::to_fail),
            Condition::Any(parts) => self.together(parts.iter(), given, Self::to_fail),
            Condition::None(parts) => self.fewest(1, parts, given, Self::to_meet),
            Condition::AtLeast(n, parts) => {
                let n = usize::try_from(*n).unwrap_or(usize::MAX);
                let all_but = parts.len().saturating_sub(n.saturating_sub(1));
                self.fewest(all_but, parts, given, Self::to_fail)
            }
        }
    }

    /// Every part: scores last, because what the others need may do for them.
    fn together<'c>(
        &self,
        parts: impl Iterator<Item = &'c Condition>,
        given: &[MissingFact],
        lack: impl Fn(&Self, &Condition, &[MissingFact]) -> Lack,
    ) -> Lack {
        let mut parts: Vec<&Condition> = parts.collect();
        parts.sort_by_key(|part| self.is_score(part));
        let mut all: Vec<MissingFact> = Vec::new();
        for part in parts {
            let known = [given, &all].concat();
            for fact in lack(self, part, &known)? {
                add(&mut all, fact);
            }
        }
        Some(all)
    }

    /// So many of the parts, those that need the least.
    fn fewest(
        &self,
        n: usize,
        parts: &[Condition],
        given: &[MissingFact],
        lack: impl Fn(&Self, &Condition, &[MissingFact]) -> Lack,
    ) -> Lack {
        let mut lacks: Vec<Vec<MissingFact>> = parts
            .iter()
            .filter_map(|part| lack(self, part, given))
            .collect();
        if lacks.len() < n {
            return None;
        }
        lacks.sort_by_key(Vec::len);
        let mut all = Vec::new();
        for fact in lacks.into_iter().take(n).flatten() {
            add(&mut all, fact);
        }
        Some(all)
    }

    fn is_score(&self, condition: &Condition) -> bool {
        match condition {
            Condition::FitAtLeast(_) | Condition::EngagementAtLeast(_) => true,
            Condition::Criterion(at) => {
                let criterion = self.rulebook.criteria.get(*at);
                criterion.is_some_and(|criterion| self.is_score(&criterion.when))
            }
            _ => false,
        }
    }

    fn attribute(
        &self,
        condition: &Condition,
        id: &str,
        given: &[MissingFact],
        possible: impl Fn(Option<&Column>) -> bool,
    ) -> Lack {
        let column = self.table.column(id);
        let subject = Subject::Attribute(id.to_owned());
        if possible(column) || given.iter().any(|fact| fact.subject == subject) {
            return Some(Vec::new());
        }
        let recorded = column.is_some_and(|c| some_value(c, |_, _| true));
        let label = if recorded {
            words::label(self.rulebook, condition)
        } else {
            missing_words::attribute(id)
        };
        Some(vec![MissingFact {
            label,
            subject,
            recorded,
        }])
    }

    fn did(&self, condition: &Condition, did: &Did, given: &[MissingFact]) -> Vec<MissingFact> {
        let kinds = match &did.kinds {
            Kinds::Interest => Vec::new(),
            Kinds::These(kinds) => kinds.clone(),
        };
        if self.some_did(did) || given.iter().any(|fact| does_for(&fact.subject, did)) {
            return Vec::new();
        }
        let once = Did {
            times: 1,
            ..did.clone()
        };
        let recorded = self.some_did(&once);
        let label = if recorded {
            words::label(self.rulebook, condition)
        } else {
            missing_words::signals(&kinds)
        };
        let subject = Subject::Signals(kinds);
        vec![MissingFact {
            label,
            subject,
            recorded,
        }]
    }

    /// Whether some contact did that often enough, whenever it was.
    fn some_did(&self, did: &Did) -> bool {
        let signals = self.table.signals().iter();
        let counted: Vec<_> = signals.filter(|s| did.kinds.contains(&s.kind)).collect();
        if did.times <= 1 {
            return counted.iter().any(|s| !s.entries().is_empty());
        }
        let mut times = vec![0_u64; self.table.rows() as usize];
        for entry in counted.iter().flat_map(|s| s.entries()) {
            if let Some(times) = times.get_mut(entry.row as usize) {
                *times += u64::from(entry.count);
            }
        }
        times.iter().any(|n| *n >= did.times)
    }

    fn fit(&self, least: f64, given: &[MissingFact]) -> Lack {
        let items = &self.rulebook.fit;
        let best = |tiers: &[crate::rulebook::Tier]| tiers.iter().map(|t| t.points).max();
        let obtainable: u64 = items.iter().filter_map(|item| best(&item.tiers)).sum();
        let reached = |points: u64| {
            #[expect(clippy::cast_precision_loss, reason = "points are small")]
            let percent = (points as f64) * 100.0 / (obtainable.max(1) as f64);
            (percent + 0.5).floor() >= least
        };
        let mut points = 0;
        // What each item would gain, and what it needs for that.
        let mut gains: Vec<(u64, Vec<MissingFact>)> = Vec::new();
        for item in items {
            let mut now = 0;
            for tier in &item.tiers {
                match self.to_meet(&tier.when, given) {
                    Some(lack) if lack.is_empty() => now = now.max(tier.points),
                    Some(lack) => gains.push((tier.points, lack)),
                    None => {}
                }
            }
            for (gain, _) in gains.iter_mut().filter(|(_, l)| names(l, &item.tiers)) {
                *gain = gain.saturating_sub(now);
            }
            points += now;
        }
        gains.sort_by_key(|(gain, lack)| (std::cmp::Reverse(*gain), lack.len()));
        let mut all = Vec::new();
        for (gain, lack) in gains {
            if reached(points) {
                break;
            }
            if gain > 0 && lack.iter().any(|fact| !all.contains(fact)) {
                points += gain;
                for fact in lack {
                    add(&mut all, fact);
                }
            }
        }
        reached(points).then_some(all)
    }

    fn engagement(&self, least: f64, given: &[MissingFact]) -> Lack {
        let mut points = 0_u64;
        let mut others: Vec<(u64, &str)> = Vec::new();
        for row in &self.rulebook.engagement {
            let Ok(each) = u64::try_from(row.points) else {
                continue;
            };
            let most = each.saturating_mul(row.cap.unwrap_or(100)).min(100);
            let did = Did {
                kinds: Kinds::These(vec![row.signal.clone()]),
                times: 1,
                within_days: None,
            };
            if self.some_did(&did) || given.iter().any(|fact| does_for(&fact.subject, &did)) {
                points = points.saturating_add(most);
            } else {
                others.push((most, &row.signal));
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "at most some thousands")]
        let reached = |points: u64| (points.min(100) as f64) >= least;
        others.sort_by_key(|(most, _)| std::cmp::Reverse(*most));
        let mut all = Vec::new();
        for (most, kind) in others {
            if reached(points) {
                break;
            }
            points = points.saturating_add(most);
            let kinds = vec![kind.to_owned()];
            add(
                &mut all,
                MissingFact {
                    label: missing_words::signals(&kinds),
                    subject: Subject::Signals(kinds),
                    recorded: false,
                },
            );
        }
        reached(points).then_some(all)
    }
}

/// Whether facts that are missing are those that tiers of one item ask for.
fn names(lack: &[MissingFact], tiers: &[crate::rulebook::Tier]) -> bool {
    tiers.iter().any(|tier| match &tier.when {
        Condition::Attribute { id, .. } => lack
            .iter()
            .any(|fact| fact.subject == Subject::Attribute(id.clone())),
        _ => false,
    })
}

fn add(all: &mut Vec<MissingFact>, fact: MissingFact) {
    if !all.iter().any(|known| known.subject == fact.subject) {
        all.push(fact);
    }
}

/// Whether a signal of these kinds would do for a condition. Of several kinds the first is meant.
fn does_for(subject: &Subject, did: &Did) -> bool {
    match (subject, &did.kinds) {
        (Subject::Signals(kinds), wanted) => match (kinds.first(), wanted) {
            (Some(kind), wanted) => wanted.contains(kind),
            (None, Kinds::Interest) => true,
            (None, Kinds::These(_)) => false,
        },
        (Subject::Attribute(_), _) => false,
    }
}

/// Whether some contact has a value that passes.
fn some_value(column: &Column, passes: impl Fn(&str, crate::Kind) -> bool) -> bool {
    let mut tried = vec![false; column.dictionary().len()];
    column.codes().iter().any(|&code| {
        // Each distinct value is tried once; code 0 is nothing recorded.
        let Some(tried) = tried.get_mut(code as usize).filter(|t| code != 0 && !**t) else {
            return false;
        };
        *tried = true;
        let text = column.dictionary().get(code);
        !text.trim().is_empty() && passes(text, column.dictionary().kind(code))
    })
}

/// Whether a recorded value meets a test. Tests against the as-of day take any date: time may bring it there.
fn meets(test: &Test, text: &str, kind: crate::Kind) -> bool {
    match test {
        Test::Is(values) => compare::Wanted::new(values).matches(text, kind),
        Test::Number { low, high } => {
            compare::number(text, kind).is_some_and(|n| within(n, low, high))
        }
        Test::Date { low, high } => Day::parse(text).is_some_and(|day| within(day, low, high)),
        Test::DaysAgoAtMost(_) | Test::DaysAgoAtLeast(_) => Day::parse(text).is_some(),
        Test::Known(known) => *known,
    }
}

/// Whether a recorded value is known not to meet a test.
fn fails(test: &Test, text: &str, kind: crate::Kind) -> bool {
    match test {
        Test::Is(_) => !meets(test, text, kind),
        Test::Number { .. } => compare::number(text, kind).is_some() && !meets(test, text, kind),
        Test::Date { .. } => Day::parse(text).is_some() && !meets(test, text, kind),
        Test::DaysAgoAtMost(_) | Test::DaysAgoAtLeast(_) => Day::parse(text).is_some(),
        Test::Known(known) => !*known,
    }
}

fn within<T: PartialOrd>(value: T, low: &Option<T>, high: &Option<T>) -> bool {
    low.as_ref().is_none_or(|low| *low <= value) && high.as_ref().is_none_or(|high| value <= *high)
}

#[cfg(test)]
mod tests;
