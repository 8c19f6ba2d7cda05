//! A stage set by a person, as it stands in JSON. Source: stage model, section 9.

use crate::day::Day;
use crate::stage::Stage;
use crate::table::Override;
use serde_json::{Map, Value};

/// Writes an override with all its members.
pub(crate) fn override_to_json(set: &Override) -> Map<String, Value> {
    let day = |day: Option<Day>| day.map_or(Value::Null, |d| d.to_string().into());
    let mut json = Map::new();
    json.insert("stage".to_owned(), set.stage.id().into());
    json.insert("reason".to_owned(), set.reason.clone().into());
    json.insert("author".to_owned(), set.author.clone().into());
    json.insert("on".to_owned(), day(set.on));
    json.insert("until".to_owned(), day(set.until));
    json.extend(set.extra.clone());
    json
}

/// Reads what [`override_to_json`] wrote; `None` when it is something else.
pub(crate) fn override_from_json(mut json: Map<String, Value>) -> Option<Override> {
    let mut take = |member: &str| json.shift_remove(member).unwrap_or(Value::Null);
    let text = |value: Value| match value {
        Value::String(text) => Some(text),
        _ => None,
    };
    let day = |value: Value| match value {
        Value::Null => Some(None),
        Value::String(text) => Day::parse(&text).map(Some),
        _ => None,
    };
    Some(Override {
        stage: Stage::from_id(&text(take("stage"))?)?,
        reason: text(take("reason"))?,
        author: text(take("author"))?,
        on: day(take("on"))?,
        until: day(take("until"))?,
        extra: json,
    })
}
