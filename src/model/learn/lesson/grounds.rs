//! What a statement of the lesson stands on: a criterion of the definition, opened to what it is made of.

use crate::condition::Condition;
use crate::condition::Kinds;
use crate::facts::{attribute_label, signal_label};
use crate::learn::phrases::grouped;
use crate::rulebook::Rulebook;
use crate::words::{label, list, lower_first, own_words};

/// Levels of criteria that are opened; deeper ones are named and left shut.
const DEPTH: usize = 4;
/// Parts that one statement opens to, at most: criteria may name one another many times over.
const MOST: usize = 60;

/// How the points of the two scores count. Source: the stage model's definition of fit and engagement.
const FIT: &str = "Fit is how many of these points they get, in per cent";
const NO_POINTS: &str = "This definition gives no points for it";
const ENGAGEMENT: &str = "Engagement is these points together, at most 100";

/// A criterion of a definition, and what it is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Ground {
    /// What it says, in the definition's words: "fits our profile (50 or more)".
    pub label: String,
    /// What it looks at, in plain words: "fit is 50 or more"; empty where that is what `label` says, or where it is made of parts.
    pub looks_at: String,
    /// The question that would find it out; empty where the definition has none.
    pub question: String,
    /// How its parts go together: "all of", "one of"; empty where it has none, or where there is no room to open it.
    pub joined: String,
    /// What it is made of.
    pub parts: Vec<Ground>,
    /// Where it is a score: how its points count, in a sentence; empty for all else.
    pub scored: String,
    /// Where it is a score: what gives points, a line each: "Industry: software or fintech – 20 points".
    pub points: Vec<String>,
    /// The condition.
    pub condition: Condition,
}

/// A sentence of the lesson with the criteria it stands on.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// The sentence, or a clause behind "who".
    pub text: String,
    /// The criteria; empty only where it stands on the playbook or the funnel itself, which `source` then says.
    pub grounds: Vec<Ground>,
    /// Where it comes from, in a few words: "what is asked of a lead", "the playbook for prospects".
    pub source: String,
}

/// A condition of a definition, opened.
pub(super) fn ground(rulebook: &Rulebook, condition: &Condition) -> Ground {
    opened(rulebook, condition, DEPTH, &mut MOST.clone())
}

fn opened(rulebook: &Rulebook, condition: &Condition, depth: usize, room: &mut usize) -> Ground {
    let (mut inner, mut question) = (condition, "");
    // What a criterion stands for, which may be another one by name.
    while let Condition::Criterion(i) = inner {
        let Some(criterion) = rulebook.criteria.get(*i) else {
            break;
        };
        if question.is_empty() {
            question = &criterion.question;
        }
        inner = &criterion.when;
    }
    if question.is_empty() {
        // A bare test that the definition has a criterion for asks that criterion's question.
        let named = rulebook.criteria.iter().find(|c| c.when == *inner);
        question = named.map_or("", |c| c.question.as_str());
    }
    let (joined, conditions): (String, &[Condition]) = match inner {
        Condition::All(list) => ("all of".to_owned(), list),
        Condition::Any(list) => ("one of".to_owned(), list),
        Condition::None(list) => ("none of".to_owned(), list),
        Condition::AtLeast(n, list) => (format!("at least {n} of"), list),
        _ => (String::new(), &[]),
    };
    let mut parts = Vec::new();
    for part in conditions {
        if depth == 0 || *room == 0 {
            break;
        }
        *room -= 1;
        parts.push(opened(rulebook, part, depth - 1, room));
    }
    let (scored, points) = match inner {
        Condition::FitAtLeast(_) => (FIT.to_owned(), fit_points(rulebook)),
        Condition::EngagementAtLeast(_) => (ENGAGEMENT.to_owned(), engagement_points(rulebook)),
        _ => (String::new(), Vec::new()),
    };
    let scored = match points.is_empty() && !scored.is_empty() {
        true => NO_POINTS.to_owned(),
        false => scored,
    };
    let said = label(rulebook, condition);
    let looks_at = own_words(inner).filter(|words| *words != said);
    Ground {
        looks_at: looks_at.unwrap_or_default(),
        question: question.to_owned(),
        // What is not opened any more is named alone.
        joined: if parts.is_empty() {
            String::new()
        } else {
            joined
        },
        parts,
        scored,
        points,
        condition: condition.clone(),
        label: said,
    }
}

/// Values with the large numbers among them grouped: "2,000,000 to 200,000,000".
fn readable(values: &str) -> String {
    let words = values.split(' ').map(|word| match word.parse::<u64>() {
        Ok(n) if n >= 10_000 => grouped(n),
        _ => word.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}

/// What gives points for fit: "Seniority: owner or director – 25 points; else manager – 10 points".
fn fit_points(rulebook: &Rulebook) -> Vec<String> {
    let items = rulebook.fit.iter().map(|item| {
        let tiers = item.tiers.iter().map(|tier| {
            let words = own_words(&tier.when).unwrap_or_else(|| label(rulebook, &tier.when));
            // The item says already what is looked at: "Has a budget: yes" is "yes".
            let short = match (&tier.when, words.split_once(": ")) {
                (Condition::Attribute { .. }, Some((_, values))) => values,
                _ => &words,
            };
            format!("{} – {} points", readable(short), tier.points)
        });
        format!(
            "{}: {}",
            item.label,
            tiers.collect::<Vec<_>>().join("; else ")
        )
    });
    items.collect()
}

/// What gives points for engagement: "Replied – 25 points, at most 2 times; half of it after 30 days".
fn engagement_points(rulebook: &Rulebook) -> Vec<String> {
    let rows = rulebook.engagement.iter().map(|row| {
        let cap = match row.cap {
            None => String::new(),
            Some(1) => ", once".to_owned(),
            Some(n) => format!(", at most {n} times"),
        };
        format!(
            "{} – {} points{cap}; half of it after {} days",
            signal_label(&row.signal),
            row.points,
            row.half_life_days
        )
    });
    rows.collect()
}

/// What a condition says of a contact, to stand behind "who": a criterion's label, else words that are right for any condition.
pub(super) fn clause(rulebook: &Rulebook, condition: &Condition) -> String {
    let all = |parts: &[Condition], last: &str| {
        let said: Vec<String> = parts.iter().map(|part| clause(rulebook, part)).collect();
        list(&said, last)
    };
    let words = label(rulebook, condition);
    match condition {
        Condition::Criterion(_) => words,
        _ if rulebook.criteria.iter().any(|c| c.label == words) => words,
        Condition::Any(parts) => all(parts, "or"),
        Condition::All(parts) => all(parts, "and"),
        Condition::AtLeast(n, parts) => format!("shows at least {n} of: {}", all(parts, "and")),
        Condition::None(parts) => format!("shows none of: {}", all(parts, "or")),
        Condition::FitAtLeast(_) => words.replacen("fit is", "fits with", 1),
        Condition::EngagementAtLeast(_) => words.replacen("engagement is", "is engaged with", 1),
        Condition::Did(did) if did.kinds == Kinds::Interest => words,
        Condition::Did(_) => format!("has “{words}” on record"),
        Condition::Attribute { .. } => format!("has “{words}” on record"),
    }
}

/// A clause that stands in a list, so that its own "and" and "or" are not read into the list.
pub(super) fn clause_in_list(rulebook: &Rulebook, condition: &Condition) -> String {
    let words = clause(rulebook, condition);
    match condition {
        Condition::Any(parts) if parts.len() > 1 => format!("either {words}"),
        Condition::All(parts) if parts.len() > 1 => format!("both {words}"),
        _ => words,
    }
}

/// The attribute or the kinds of signals that a condition looks at, in words; empty for scores and for what is made of parts.
pub(super) fn subject(condition: &Condition) -> String {
    match condition {
        Condition::Attribute { id, .. } => lower_first(attribute_label(id)),
        Condition::Did(did) => match &did.kinds {
            Kinds::Interest => "a sign of interest".to_owned(),
            Kinds::These(kinds) => {
                let labels: Vec<String> = kinds
                    .iter()
                    .map(|kind| format!("“{}”", lower_first(signal_label(kind))))
                    .collect();
                list(&labels, "or")
            }
        },
        _ => String::new(),
    }
}
