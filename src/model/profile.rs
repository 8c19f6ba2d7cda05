//! The team's answer to "who is your ideal customer?". It takes the place of a rulebook's fit items.

use crate::facts::attribute_label;
use serde_json::{Map, Number, Value, json};

/// Points of an item unless someone weighs it otherwise.
pub const ITEM_POINTS: u32 = 20;

/// Who the ideal customer is. Attributes that are left out do not count for fit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Profile {
    /// What is wanted, attribute by attribute.
    pub items: Vec<ProfileItem>,
    /// Members this version does not know, written back as they came.
    pub extra: Map<String, Value>,
}

/// What is wanted of one attribute, or of one column of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct ProfileItem {
    /// The attribute's id; a custom column's id is its name.
    pub attribute: String,
    /// Its label on the screen.
    pub label: String,
    /// What fits best.
    pub wanted: Wanted,
    /// Points for it, whole; [`ITEM_POINTS`] unless weighed otherwise.
    pub points: u32,
    /// What fits too, tried in this order after `wanted`, each with its points: a manager where a director is wanted.
    pub also: Vec<(Wanted, u32)>,
    /// Members this version does not know, written back as they came.
    pub extra: Map<String, Value>,
}

/// What fits.
#[derive(Clone, Debug, PartialEq)]
pub enum Wanted {
    /// One of these values.
    OneOf(Vec<String>),
    /// A number within these bounds, both included; `None` has no bound on that side.
    Between(Option<f64>, Option<f64>),
}

impl Profile {
    /// A profile of these items.
    #[must_use]
    pub fn new(items: Vec<ProfileItem>) -> Profile {
        Profile {
            items,
            extra: Map::new(),
        }
    }

    /// The items as the `fit` member of a rulebook. Items that want nothing in particular are left out.
    #[must_use]
    pub fn fit_items_json(&self) -> Value {
        let mut ids: Vec<String> = Vec::new();
        let mut items = Vec::new();
        for item in &self.items {
            let tiers: Vec<Value> = std::iter::once((&item.wanted, item.points))
                .chain(item.also.iter().map(|(wanted, points)| (wanted, *points)))
                .filter_map(|(wanted, points)| {
                    let when = wanted.condition_json(&item.attribute)?;
                    Some(json!({ "when": when, "points": points }))
                })
                .collect();
            if tiers.is_empty() {
                continue;
            }
            // Ids within a rulebook are apart even where one attribute stands in two items.
            let mut id = item.attribute.clone();
            let mut again = 2;
            while ids.contains(&id) {
                id = format!("{}-{again}", item.attribute);
                again += 1;
            }
            items.push(json!({ "id": id, "label": item.label, "tiers": tiers }));
            ids.push(id);
        }
        Value::Array(items)
    }

    /// Whether it says nothing about anybody, so that a rulebook's own fit items stay.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.iter().all(|item| {
            !item.wanted.says_something() && !item.also.iter().any(|(w, _)| w.says_something())
        })
    }
}

impl ProfileItem {
    /// An item for an attribute, with its label and [`ITEM_POINTS`].
    #[must_use]
    pub fn new(attribute: &str, wanted: Wanted) -> ProfileItem {
        ProfileItem {
            attribute: attribute.to_owned(),
            label: attribute_label(attribute).to_owned(),
            wanted,
            points: ITEM_POINTS,
            also: Vec::new(),
            extra: Map::new(),
        }
    }
}

impl Wanted {
    /// Whether it tells contacts apart at all: it names a value or a bound.
    #[must_use]
    pub fn says_something(&self) -> bool {
        match self {
            Wanted::OneOf(values) => !values.is_empty(),
            Wanted::Between(low, high) => {
                let finite = |bound: &Option<f64>| bound.is_some_and(f64::is_finite);
                (finite(low) || finite(high)) && !matches!((low, high), (Some(l), Some(h)) if l > h)
            }
        }
    }

    /// The condition of a rulebook that tests it; `None` when it says nothing.
    #[must_use]
    pub fn condition_json(&self, attribute: &str) -> Option<Value> {
        if !self.says_something() {
            return None;
        }
        let mut condition = Map::new();
        condition.insert("attribute".to_owned(), attribute.into());
        match self {
            Wanted::OneOf(values) => {
                condition.insert("is".to_owned(), values.clone().into());
            }
            Wanted::Between(low, high) => {
                let low = low.filter(|b| b.is_finite()).map(bound_json);
                let high = high.filter(|b| b.is_finite()).map(bound_json);
                let (member, value) = match (low, high) {
                    (Some(low), Some(high)) => ("between", Value::Array(vec![low, high])),
                    (Some(low), None) => ("at_least", low),
                    (None, high) => ("at_most", high?),
                };
                condition.insert(member.to_owned(), value);
            }
        }
        Some(Value::Object(condition))
    }
}

/// A bound as people write it: 20, not 20.0.
pub(crate) fn bound_json(bound: f64) -> Value {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "whole and small by the test"
    )]
    if bound.fract() == 0.0 && bound.abs() < 9e15 {
        Value::from(bound as i64)
    } else {
        Number::from_f64(bound).map_or(Value::Null, Value::Number)
    }
}

#[cfg(test)]
mod tests {
    use super::{Profile, ProfileItem, Wanted};
    use expect_test::expect;

    fn one_of(values: &[&str]) -> Wanted {
        Wanted::OneOf(values.iter().map(|v| (*v).to_owned()).collect())
    }

    #[test]
    fn items_become_fit_items() {
        let mut seniority = ProfileItem::new("seniority", one_of(&["vp", "director"]));
        seniority.points = 25;
        seniority.also.push((one_of(&["manager"]), 10));
        let profile = Profile::new(vec![
            seniority,
            ProfileItem::new("employees", Wanted::Between(Some(20.0), Some(1000.0))),
            ProfileItem::new("employees", Wanted::Between(Some(2000.5), None)),
            ProfileItem::new("annual_revenue", Wanted::Between(None, Some(1e6))),
            ProfileItem::new("City \"x\"", one_of(&["Bern"])),
            ProfileItem::new("country", one_of(&[])),
            ProfileItem::new("industry", Wanted::Between(None, Some(f64::NAN))),
            ProfileItem::new("source", Wanted::Between(Some(2.0), Some(1.0))),
        ]);
        let text = serde_json::to_string(&profile.fit_items_json()).unwrap();
        expect![[r#"
            [{"id":"seniority","label":"Seniority","tiers":[{"when":{"attribute":"seniority","is":["vp","director"]},"points":25},{"when":{"attribute":"seniority","is":["manager"]},"points":10}]}
            ,{"id":"employees","label":"Employees","tiers":[{"when":{"attribute":"employees","between":[20,1000]},"points":20}]}
            ,{"id":"employees-2","label":"Employees","tiers":[{"when":{"attribute":"employees","at_least":2000.5},"points":20}]}
            ,{"id":"annual_revenue","label":"Annual revenue","tiers":[{"when":{"attribute":"annual_revenue","at_most":1000000},"points":20}]}
            ,{"id":"City \"x\"","label":"City \"x\"","tiers":[{"when":{"attribute":"City \"x\"","is":["Bern"]},"points":20}]}]"#]]
        .assert_eq(&text.replace(",{\"id\"", "\n,{\"id\""));
    }

    #[test]
    fn a_profile_that_wants_nothing_is_empty() {
        let check = |wanted: Wanted, expected: bool| {
            let profile = Profile::new(vec![ProfileItem::new("industry", wanted.clone())]);
            assert_eq!(profile.is_empty(), expected, "{wanted:?}");
        };
        check(one_of(&["software"]), false);
        check(one_of(&[]), true);
        check(Wanted::Between(None, None), true);
        check(Wanted::Between(None, Some(1.0)), false);
        assert!(Profile::default().is_empty());
    }
}
