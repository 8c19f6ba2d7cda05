//! The rulebooks that are gone over to and back: the house, and with one number changed each.

use model::{Rulebook, parse_rulebook, published_rulebook};
use serde_json::Value;

/// The house rulebook as it is, then with a gate's fit threshold, a fit weight, a gate's engagement threshold and an engagement
/// weight changed.
pub fn variants() -> Vec<Rulebook> {
    let Some(house) = published_rulebook("house") else {
        return Vec::new();
    };
    let change = |pointer: &str, to: i64| {
        let mut json = house.json.clone();
        if let Some(place) = json.pointer_mut(pointer) {
            *place = Value::from(to);
        }
        parse_rulebook(&json).ok()
    };
    [
        Some(house.clone()),
        change("/criteria/fits_50/when/fit_at_least", 45),
        change("/fit/0/tiers/0/points", 30),
        change("/criteria/engaged_25/when/engagement_at_least", 20),
        change("/engagement/5/points", 20),
    ]
    .into_iter()
    .flatten()
    .collect()
}
