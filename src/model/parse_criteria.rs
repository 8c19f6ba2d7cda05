//! What criteria do to one another: cycles, depth counted through references, and scores that a fit tier may not hold.

use crate::condition::Condition;
use crate::parse_condition::MAX_DEPTH;
use crate::refusal::{MemberPath, Refusal, Step};
use crate::rulebook::{Criterion, Rulebook};
use crate::spot::Log;
use crate::stage::Gate;
use crate::words::joined;
use Part::{Index, Key};

/// Refuses cycles, nesting over 64 through references, and scores in fit tiers. Takes time in proportion to the rulebook's size,
/// however often criteria name one another.
pub(crate) fn check(rulebook: &Rulebook, log: &Log) {
    let criteria = &rulebook.criteria;
    let Some(known) = in_order(criteria, log) else {
        return;
    };
    let checks = Checks {
        criteria,
        known: &known,
        log,
    };
    for criterion in criteria {
        checks.go(&criterion.when, &way_to(criterion), false);
    }
    for (at, item) in rulebook.fit.iter().enumerate() {
        for (tier_at, tier) in item.tiers.iter().enumerate() {
            let way = [
                Key("fit"),
                Index(at),
                Key("tiers"),
                Index(tier_at),
                Key("when"),
            ];
            checks.go(&tier.when, &way, true);
        }
    }
    for (at, disqualifier) in rulebook.disqualify.iter().enumerate() {
        let way = [Key("disqualify"), Index(at), Key("when")];
        checks.go(&disqualifier.when, &way, false);
    }
    for (gate, condition) in Gate::ALL.iter().zip(&rulebook.gates) {
        let way = [Key("stages"), Key(gate.id()), Key("gate")];
        checks.go(condition, &way, false);
    }
}

/// A step to a condition, as [`Step`], of a text that stands elsewhere.
#[derive(Clone, Copy)]
enum Part<'a> {
    Key(&'a str),
    Index(usize),
}

fn way_to(criterion: &Criterion) -> [Part<'_>; 3] {
    [Key("criteria"), Key(&criterion.id), Key("when")]
}

/// What is known of a criterion through all that it names.
#[derive(Clone, Copy, Default)]
struct Known {
    depth: usize,
    has_score: bool,
}

/// A place where a condition names a criterion, at a depth from 1.
struct Reference {
    to: usize,
    depth: usize,
    path: MemberPath,
}

/// Goes through the criteria so that each comes after those it names; what is left over goes round in a circle.
fn in_order(criteria: &[Criterion], log: &Log) -> Option<Vec<Known>> {
    let mut known = vec![Known::default(); criteria.len()];
    let mut references: Vec<Vec<Reference>> = Vec::with_capacity(criteria.len());
    let mut named_by: Vec<Vec<usize>> = Vec::new();
    for _ in criteria {
        named_by.push(Vec::new());
    }
    for (at, criterion) in criteria.iter().enumerate() {
        let mut found = Vec::new();
        let mut own = Known::default();
        let way = way_to(criterion);
        visit(&criterion.when, &way, &mut |condition, depth, path| {
            own.depth = own.depth.max(depth);
            own.has_score |= is_score(condition);
            if let Condition::Criterion(to) = condition {
                found.push(Reference {
                    to: *to,
                    depth,
                    path: path.clone(),
                });
                if let Some(by) = named_by.get_mut(*to) {
                    by.push(at);
                }
            }
        });
        if let Some(known) = known.get_mut(at) {
            *known = own;
        }
        references.push(found);
    }

    let mut open = Vec::new();
    let mut ready = Vec::new();
    for (at, references) in references.iter().enumerate() {
        open.push(references.len());
        if references.is_empty() {
            ready.push(at);
        }
    }
    while let Some(at) = ready.pop() {
        let mut sum = known.get(at).copied().unwrap_or_default();
        for reference in references.get(at).into_iter().flatten() {
            let named = known.get(reference.to).copied().unwrap_or_default();
            sum.depth = sum.depth.max(reference.depth.saturating_add(named.depth));
            sum.has_score |= named.has_score;
        }
        if let Some(known) = known.get_mut(at) {
            *known = sum;
        }
        for by in named_by.get(at).into_iter().flatten() {
            if let Some(left) = open.get_mut(*by) {
                *left -= 1;
                if *left == 0 {
                    ready.push(*by);
                }
            }
        }
    }
    let Some(start) = open.iter().position(|left| *left > 0) else {
        return Some(known);
    };
    log.note(cycle(criteria, &references, &open, start));
    None
}

/// Follows references among what is left over until a criterion comes twice.
fn cycle(
    criteria: &[Criterion],
    references: &[Vec<Reference>],
    open: &[usize],
    start: usize,
) -> Refusal {
    let mut way: Vec<&Reference> = Vec::new();
    let mut seen = vec![None; criteria.len()];
    let mut at = start;
    while let Some(place @ None) = seen.get_mut(at) {
        *place = Some(way.len());
        let next = references
            .get(at)
            .and_then(|all| all.iter().find(|r| open.get(r.to).is_some_and(|n| *n > 0)));
        let Some(next) = next else { break };
        way.push(next);
        at = next.to;
    }
    let from = seen.get(at).copied().flatten().unwrap_or(0);
    let round = way.get(from..).unwrap_or(&[]);
    let first = criteria.get(at).map_or("", |c| c.id.as_str());
    let mut names = first.to_owned();
    for (place, reference) in round.iter().enumerate() {
        // Of a long round the middle is left out.
        if round.len() > 5 && (2..round.len() - 2).contains(&place) {
            if place == 2 {
                names.push_str(" → …");
            }
            continue;
        }
        let id = criteria.get(reference.to).map_or("", |c| c.id.as_str());
        names.push_str(" → ");
        names.push_str(id);
    }
    Refusal::saying(
        round.last().map(|r| r.path.clone()).unwrap_or_default(),
        "criteria that do not lead back to themselves",
        names,
    )
}

/// What conditions are held against.
struct Checks<'a> {
    criteria: &'a [Criterion],
    known: &'a [Known],
    log: &'a Log,
}

impl Checks<'_> {
    /// Refuses what is nested too deep in a condition, and scores where none may stand.
    fn go(&self, condition: &Condition, way: &[Part<'_>], without_scores: bool) {
        visit(condition, way, &mut |condition, depth, path| {
            let through = match condition {
                Condition::Criterion(to) => self.known.get(*to).map_or(0, |k| k.depth),
                _ => 0,
            };
            if depth.saturating_add(through) > MAX_DEPTH {
                self.refuse(
                    path,
                    "conditions nested at most 64 deep, criteria that they name counted",
                    "deeper nesting".to_owned(),
                );
            }
            if without_scores {
                let found = match condition {
                    Condition::FitAtLeast(_) => "the fit score".to_owned(),
                    Condition::EngagementAtLeast(_) => "the engagement score".to_owned(),
                    Condition::Criterion(to)
                        if self.known.get(*to).is_some_and(|k| k.has_score) =>
                    {
                        let id = self.criteria.get(*to).map_or("", |c| c.id.as_str());
                        joined(&["the criterion ", id, ", which asks for a score"])
                    }
                    _ => return,
                };
                self.refuse(
                    path,
                    "a condition without scores, since it makes up the fit score",
                    found,
                );
            }
        });
    }

    fn refuse(&self, path: &MemberPath, expected: &'static str, found: String) {
        if self.log.is_clean() {
            self.log
                .note(Refusal::saying(path.clone(), expected, found));
        }
    }
}

fn is_score(condition: &Condition) -> bool {
    matches!(
        condition,
        Condition::FitAtLeast(_) | Condition::EngagementAtLeast(_)
    )
}

/// Shows a condition and all its parts to `see`, each with its depth from 1 and the path of the member that tells what it is.
fn visit(
    condition: &Condition,
    way: &[Part<'_>],
    see: &mut dyn FnMut(&Condition, usize, &MemberPath),
) {
    let mut path = MemberPath::root();
    for part in way {
        path.push(match part {
            Key(key) => Step::Key((*key).into()),
            Index(index) => Step::Index(*index),
        });
    }
    visit_at(condition, 1, &mut path, see);
}

fn visit_at(
    condition: &Condition,
    depth: usize,
    path: &mut MemberPath,
    see: &mut dyn FnMut(&Condition, usize, &MemberPath),
) {
    let (key, parts) = match condition {
        Condition::Attribute { .. } => ("attribute", None),
        Condition::Did(_) => ("did", None),
        Condition::FitAtLeast(_) => ("fit_at_least", None),
        Condition::EngagementAtLeast(_) => ("engagement_at_least", None),
        Condition::Criterion(_) => ("criterion", None),
        Condition::All(parts) => ("all", Some(parts)),
        Condition::Any(parts) => ("any", Some(parts)),
        Condition::None(parts) => ("none", Some(parts)),
        Condition::AtLeast(_, parts) => ("of", Some(parts)),
    };
    path.push(Step::Key(key.into()));
    see(condition, depth, path);
    for (at, part) in parts.into_iter().flatten().enumerate() {
        path.push(Step::Index(at));
        visit_at(part, depth + 1, path, see);
        path.pop();
    }
    path.pop();
}

#[cfg(test)]
mod tests;
