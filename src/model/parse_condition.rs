//! A condition's JSON to a [`Condition`].

use crate::condition::{Condition, Did, Kinds, Scalar, Test};
use crate::day::Day;
use crate::order::order;
use crate::refusal::Refusal;
use crate::spot::Spot;
use serde_json::Value;

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
pub(crate) fn condition(
    spot: &Spot<'_, '_>,
    places: &Places<'_>,
    depth: usize,
) -> Result<Condition, Refusal> {
    if depth > MAX_DEPTH {
        let mut refusal = spot.refuse("conditions nested at most 64 deep");
        refusal.found = "deeper nesting".to_owned();
        return Err(refusal);
    }
    let form = form(spot)?;
    let here = spot.member(form);
    let parts = |here: &Spot<'_, '_>| -> Result<Vec<Condition>, Refusal> {
        here.filled_list("a list of at least one condition")?
            .map(|part| condition(&part, places, depth + 1))
            .collect()
    };
    match form {
        "attribute" => Ok(Condition::Attribute {
            id: here.filled_text("the id of an attribute")?.to_owned(),
            test: test(spot)?,
        }),
        "did" => Ok(Condition::Did(did(spot)?)),
        "fit_at_least" => here.number("a number of points").map(Condition::FitAtLeast),
        "engagement_at_least" => here
            .number("a number of points")
            .map(Condition::EngagementAtLeast),
        "criterion" => {
            let expected = "the id of one of this rulebook's criteria";
            let place = places.get(here.text(expected)?);
            let place = place.ok_or_else(|| here.refuse(expected))?;
            Ok(Condition::Criterion(place))
        }
        "all" => parts(&here).map(Condition::All),
        "any" => parts(&here).map(Condition::Any),
        "none" => parts(&here).map(Condition::None),
        _ => Ok(Condition::AtLeast(
            spot.member("at_least")
                .count("how many of the parts: a whole number from 1")?,
            parts(&here)?,
        )),
    }
}

/// The member that names the form; refuses none, several, and members that belong to other forms. Members that no form knows are
/// left for later versions.
fn form(spot: &Spot<'_, '_>) -> Result<&'static str, Refusal> {
    let members = spot
        .value()
        .and_then(Value::as_object)
        .ok_or_else(|| spot.refuse("a condition, which is an object"))?;
    let mut present = FORMS.iter().filter(|(name, _)| members.contains_key(*name));
    let Some((form, with)) = present.next() else {
        let mut refusal = spot.refuse(
            "a condition: attribute, did, fit_at_least, engagement_at_least, criterion, all, any, none, or at_least with of",
        );
        refusal.found = members_found(members.keys());
        return Err(refusal);
    };
    let foreign = FORMS.iter().find_map(|(name, others)| {
        std::iter::once(name)
            .chain(others.iter())
            .find(|m| *m != form && !with.contains(m) && members.contains_key(**m))
    });
    if let Some(foreign) = foreign {
        let mut refusal = spot.refuse("exactly one form of condition");
        refusal.found = format!("both {form} and {foreign}");
        return Err(refusal);
    }
    Ok(form)
}

fn members_found<'a>(mut keys: impl Iterator<Item = &'a String>) -> String {
    match keys.next() {
        None => "an empty object".to_owned(),
        Some(first) => format!("an object with {}", crate::refusal::quoted(first)),
    }
}

fn test(spot: &Spot<'_, '_>) -> Result<Test, Refusal> {
    let mut present = TESTS.iter().filter(|t| spot.member(t).value().is_some());
    let (name, second) = (present.next(), present.next());
    let Some(name) = name else {
        let mut refusal = spot.refuse(
            "a test of the attribute: is, at_least, at_most, between, days_ago_at_most, days_ago_at_least or known",
        );
        refusal.found = "none".to_owned();
        return Err(refusal);
    };
    if let Some(second) = second {
        let mut refusal = spot.refuse("exactly one test of the attribute");
        refusal.found = format!("both {name} and {second}");
        return Err(refusal);
    }
    let here = spot.member(name);
    match *name {
        "is" => here
            .filled_list("a list of at least one value")?
            .map(|value| scalar(&value))
            .collect::<Result<_, _>>()
            .map(Test::Is),
        "at_least" => bound(&here).map(|low| range(Some(low), None)),
        "at_most" => bound(&here).map(|high| range(None, Some(high))),
        "between" => between(&here),
        "days_ago_at_most" => here.number("a number of days").map(Test::DaysAgoAtMost),
        "days_ago_at_least" => here.number("a number of days").map(Test::DaysAgoAtLeast),
        _ => match here.value() {
            Some(Value::Bool(known)) => Ok(Test::Known(*known)),
            _ => Err(here.refuse("true or false")),
        },
    }
}

fn scalar(spot: &Spot<'_, '_>) -> Result<Scalar, Refusal> {
    match spot.value() {
        Some(Value::String(text)) => Ok(Scalar::Text(text.clone())),
        Some(Value::Bool(true)) => Ok(Scalar::Text("yes".to_owned())),
        Some(Value::Bool(false)) => Ok(Scalar::Text("no".to_owned())),
        _ => spot
            .number("text, a number, true or false")
            .map(Scalar::Number),
    }
}

/// One end of a range.
#[derive(Clone, Copy)]
enum Bound {
    Number(f64),
    Date(Day),
}

const BOUND: &str = "a number, or a date such as \"2026-01-31\"";

fn bound(spot: &Spot<'_, '_>) -> Result<Bound, Refusal> {
    match spot.value() {
        Some(Value::String(_)) => spot.day(BOUND).map(Bound::Date),
        _ => spot.number(BOUND).map(Bound::Number),
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

fn between(spot: &Spot<'_, '_>) -> Result<Test, Refusal> {
    let expected = "a list of two bounds, the low one first";
    let mut ends = spot.filled_list(expected)?;
    let (Some(first), Some(second), None) = (ends.next(), ends.next(), ends.next()) else {
        return Err(spot.refuse(expected));
    };
    let (low, high) = (bound(&first)?, bound(&second)?);
    let in_order = match (low, high) {
        (Bound::Number(low), Bound::Number(high)) => low <= high,
        (Bound::Date(low), Bound::Date(high)) => low <= high,
        _ => {
            let mut refusal = spot.refuse("two numbers or two dates");
            refusal.found = "one of each".to_owned();
            return Err(refusal);
        }
    };
    if in_order {
        Ok(range(Some(low), Some(high)))
    } else {
        let mut refusal = spot.refuse("the low bound first");
        refusal.found = "it behind the high one".to_owned();
        Err(refusal)
    }
}

fn did(spot: &Spot<'_, '_>) -> Result<Did, Refusal> {
    let times = spot.member("times");
    let within = spot.optional("within_days");
    Ok(Did {
        kinds: kinds(&spot.member("did"))?,
        times: match times.value() {
            None => 1,
            Some(_) => times.count("a whole number from 1")?,
        },
        within_days: within.map(|days| within_days(&days)).transpose()?,
    })
}

/// Ages are whole days, so a part of a day changes nothing.
fn within_days(spot: &Spot<'_, '_>) -> Result<u64, Refusal> {
    let expected = "a number of days from 0";
    let days = spot.number(expected)?;
    if days < 0.0 {
        return Err(spot.refuse(expected));
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "not negative; too large becomes the largest"
    )]
    Ok(days as u64)
}

fn kinds(spot: &Spot<'_, '_>) -> Result<Kinds, Refusal> {
    const EXPECTED: &str = "a kind of signal, a list of at least one, or \"interest\"";
    match spot.value() {
        Some(Value::String(text)) if text == "interest" => Ok(Kinds::Interest),
        Some(Value::Array(_)) => {
            let mut kinds: Vec<String> = Vec::new();
            for element in spot.filled_list(EXPECTED)? {
                let kind = element.filled_text("a kind of signal")?;
                if kind == "interest" {
                    let expected = "a kind of signal; interest stands alone, not in a list";
                    return Err(element.refuse(expected));
                }
                // A kind named twice still counts once.
                if !kinds.iter().any(|k| k == kind) {
                    kinds.push(kind.to_owned());
                }
            }
            Ok(Kinds::These(kinds))
        }
        _ => Ok(Kinds::These(vec![spot.filled_text(EXPECTED)?.to_owned()])),
    }
}

#[cfg(test)]
mod tests;
