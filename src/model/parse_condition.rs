//! A condition's JSON to a [`Condition`].

use crate::condition::{Condition, Did, Kinds, Scalar, Test};
use crate::day::Day;
use crate::node::Node;
use crate::order::order;
use crate::refusal::quoted;
use crate::spot::Spot;
use crate::words::joined;

/// How deep conditions nest, references to criteria counted. A condition without parts has depth 1.
pub(crate) const MAX_DEPTH: usize = 64;

/// Where each criterion stands, by its id.
#[derive(Default)]
pub(crate) struct Places<'a> {
    ids: Vec<&'a str>,
    /// Places in `ids`, in the order of the ids.
    by_id: Vec<usize>,
}

impl<'a> Places<'a> {
    /// The places of these criteria.
    pub(crate) fn new(ids: Vec<&'a str>) -> Places<'a> {
        let by_id = order(ids.len(), &|a, b| ids.get(a) < ids.get(b));
        Places { ids, by_id }
    }

    fn get(&self, id: &str) -> Option<usize> {
        let known = |place: &usize| self.ids.get(*place).copied();
        let at = self.by_id.partition_point(|place| known(place) < Some(id));
        self.by_id
            .get(at)
            .copied()
            .filter(|place| known(place) == Some(id))
    }
}

/// The members that name a form, each with the members that may stand with it.
const FORMS: [(&str, &[&str]); 9] = [
    ("attribute", &TESTS),
    ("did", &["times", "within_days"]),
    ("fit_at_least", &[]),
    ("engagement_at_least", &[]),
    ("criterion", &[]),
    ("all", &[]),
    ("any", &[]),
    ("none", &[]),
    ("of", &["at_least"]),
];

/// The members that say what an attribute is held against.
const TESTS: [&str; 7] = [
    "is",
    "at_least",
    "at_most",
    "between",
    "days_ago_at_most",
    "days_ago_at_least",
    "known",
];

/// Reads a condition that stands at a depth, from 1.
pub(crate) fn condition(spot: &Spot<'_, '_>, places: &Places<'_>, depth: usize) -> Condition {
    if depth > MAX_DEPTH {
        spot.refuse_saying(
            "conditions nested at most 64 deep",
            "deeper nesting".to_owned(),
        );
        return Condition::Any(Vec::new());
    }
    let Some(members) = spot.node().and_then(Node::members) else {
        spot.refuse("a condition, which is an object");
        return Condition::Any(Vec::new());
    };
    let form = form(spot, &members);
    let here = spot.member(form);
    match form {
        "attribute" => {
            return Condition::Attribute {
                id: here.filled_text("the id of an attribute").to_owned(),
                test: test(spot),
            };
        }
        "did" => return Condition::Did(did(spot)),
        "fit_at_least" => return Condition::FitAtLeast(here.number("a number of points")),
        "engagement_at_least" => {
            return Condition::EngagementAtLeast(here.number("a number of points"));
        }
        "criterion" => {
            let expected = "the id of one of this rulebook's criteria";
            let place = places.get(here.text(expected));
            if place.is_none() {
                here.refuse(expected);
            }
            return Condition::Criterion(place.unwrap_or(0));
        }
        _ => {}
    }
    let least = match form {
        "of" => spot
            .member("at_least")
            .count("how many of the parts: a whole number from 1"),
        _ => 0,
    };
    let mut parts = Vec::new();
    if !form.is_empty() {
        here.each(1, "a list of at least one condition", &mut |part| {
            parts.push(condition(part, places, depth + 1));
        });
    }
    match form {
        "all" => Condition::All(parts),
        "none" => Condition::None(parts),
        "of" => Condition::AtLeast(least, parts),
        _ => Condition::Any(parts),
    }
}

/// The member that names the form; refuses none, several, and members that belong to other forms: then it is empty. Members that no
/// form knows are left for later versions.
fn form(spot: &Spot<'_, '_>, members: &[(&str, Node<'_>)]) -> &'static str {
    let is_there = |name: &str| members.iter().any(|member| member.0 == name);
    let Some((form, with)) = FORMS.iter().find(|form| is_there(form.0)) else {
        let found = match members.first() {
            None => "an empty object".to_owned(),
            Some(first) => joined(&["an object with ", &quoted(first.0)]),
        };
        spot.refuse_saying(
            "a condition: attribute, did, fit_at_least, engagement_at_least, criterion, all, any, none, or at_least with of",
            found,
        );
        return "";
    };
    for (name, others) in &FORMS {
        for member in std::iter::once(name).chain(others.iter()) {
            if member != form && !with.contains(member) && is_there(member) {
                spot.refuse_saying(
                    "exactly one form of condition",
                    joined(&["both ", form, " and ", member]),
                );
                return "";
            }
        }
    }
    form
}

fn test(spot: &Spot<'_, '_>) -> Test {
    let mut name = "";
    for test in TESTS {
        if spot.member(test).node().is_none() {
            continue;
        }
        if !name.is_empty() {
            spot.refuse_saying(
                "exactly one test of the attribute",
                joined(&["both ", name, " and ", test]),
            );
        }
        name = test;
    }
    let here = spot.member(name);
    match name {
        "" => {
            spot.refuse_saying(
                "a test of the attribute: is, at_least, at_most, between, days_ago_at_most, days_ago_at_least or known",
                "none".to_owned(),
            );
            Test::Known(true)
        }
        "is" => {
            let mut values = Vec::new();
            here.each(1, "a list of at least one value", &mut |value| {
                values.push(scalar(value));
            });
            Test::Is(values)
        }
        "at_least" => range(Some(bound(&here)), None),
        "at_most" => range(None, Some(bound(&here))),
        "between" => between(&here),
        "days_ago_at_most" => Test::DaysAgoAtMost(here.number("a number of days")),
        "days_ago_at_least" => Test::DaysAgoAtLeast(here.number("a number of days")),
        _ => {
            let known = here.node().and_then(Node::boolean);
            if known.is_none() {
                here.refuse("true or false");
            }
            Test::Known(known.unwrap_or(true))
        }
    }
}

fn scalar(spot: &Spot<'_, '_>) -> Scalar {
    let node = spot.node();
    let text = match node.and_then(Node::boolean) {
        Some(true) => Some("yes"),
        Some(false) => Some("no"),
        None => node.and_then(Node::text),
    };
    match text {
        Some(text) => Scalar::Text(text.to_owned()),
        None => Scalar::Number(spot.number("text, a number, true or false")),
    }
}

/// One end of a range.
#[derive(Clone, Copy)]
enum Bound {
    Number(f64),
    Date(Day),
}

const BOUND: &str = "a number, or a date such as \"2026-01-31\"";

fn bound(spot: &Spot<'_, '_>) -> Bound {
    if spot.node().and_then(Node::text).is_some() {
        Bound::Date(spot.day(BOUND).unwrap_or(Day(0)))
    } else {
        Bound::Number(spot.number(BOUND))
    }
}

/// A range with one end, or two of the same kind.
fn range(low: Option<Bound>, high: Option<Bound>) -> Test {
    let number = |bound: Option<Bound>| match bound {
        Some(Bound::Number(n)) => Some(n),
        _ => None,
    };
    let date = |bound: Option<Bound>| match bound {
        Some(Bound::Date(day)) => Some(day),
        _ => None,
    };
    match low.or(high) {
        Some(Bound::Date(_)) => Test::Date {
            low: date(low),
            high: date(high),
        },
        _ => Test::Number {
            low: number(low),
            high: number(high),
        },
    }
}

fn between(spot: &Spot<'_, '_>) -> Test {
    let expected = "a list of two bounds, the low one first";
    let ends = spot.filled_list(expected);
    let [first, second] = ends.as_slice() else {
        spot.refuse(expected);
        return Test::Known(true);
    };
    let (low, high) = (bound(first), bound(second));
    let in_order = match (low, high) {
        (Bound::Number(low), Bound::Number(high)) => low <= high,
        (Bound::Date(low), Bound::Date(high)) => low <= high,
        _ => {
            spot.refuse_saying("two numbers or two dates", "one of each".to_owned());
            true
        }
    };
    if !in_order {
        spot.refuse_saying("the low bound first", "it behind the high one".to_owned());
    }
    range(Some(low), Some(high))
}

fn did(spot: &Spot<'_, '_>) -> Did {
    let times = spot.member("times");
    let within = spot.optional("within_days");
    Did {
        kinds: kinds(&spot.member("did")),
        times: match times.node() {
            None => 1,
            Some(_) => times.count("a whole number from 1"),
        },
        // Ages are whole days, so a part of a day changes nothing.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "not negative; too large becomes the largest"
        )]
        within_days: within
            .map(|days| days.number_that(&|n| n >= 0.0, "a number of days from 0") as u64),
    }
}

fn kinds(spot: &Spot<'_, '_>) -> Kinds {
    const EXPECTED: &str = "a kind of signal, a list of at least one, or \"interest\"";
    let node = spot.node();
    if node.and_then(Node::text) == Some("interest") {
        return Kinds::Interest;
    }
    if node.and_then(Node::list).is_none() {
        return Kinds::These(vec![spot.filled_text(EXPECTED).to_owned()]);
    }
    let mut kinds: Vec<String> = Vec::new();
    spot.each(1, EXPECTED, &mut |element| {
        let kind = element.filled_text("a kind of signal");
        if kind == "interest" {
            element.refuse("a kind of signal; interest stands alone, not in a list");
        }
        // A kind named twice still counts once.
        if !kinds.iter().any(|k| k == kind) {
            kinds.push(kind.to_owned());
        }
    });
    Kinds::These(kinds)
}

#[cfg(test)]
mod tests;
