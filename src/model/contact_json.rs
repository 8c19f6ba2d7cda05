//! A contact's JSON to a row of a table, and back. Source: stage model, section 9.

use crate::day::Day;
use crate::decimal::json_text;
use crate::dictionary::Kind;
use crate::refusal::Refusal;
use crate::spot::Spot;
use crate::stage::Stage;
use crate::table::{Override, Table};
use serde_json::{Map, Number, Value};
use std::borrow::Cow;

/// The members of a contact, a signal and an override that this version knows.
const CONTACT: [&str; 3] = ["attributes", "signals", "override"];
const SIGNAL: [&str; 3] = ["kind", "date", "count"];
const OVERRIDE: [&str; 5] = ["stage", "reason", "author", "on", "until"];

const DATE: &str = "a date such as \"2026-01-31\", or null";

/// A table of this one contact. Its undated signals count as of the as-of day.
///
/// # Errors
/// At the first member that is not as it must be, with its path.
pub fn contact_table(contact: &Value) -> Result<Table, Refusal> {
    let mut table = Table::new();
    table.add_rows(1, None);
    contact_into_table(contact, &mut table, 0)?;
    Ok(table)
}

/// Records what a contact's JSON says in a row that has nothing recorded yet. Members this version does not know are kept; those of
/// signals, whose columns have no place for them, as whole signals under `signals` in [`Table::extras`].
///
/// # Errors
/// At the first member that is not as it must be, with its path; the table is then as before.
pub fn contact_into_table(contact: &Value, table: &mut Table, row: u32) -> Result<(), Refusal> {
    let root = Spot::root(contact);
    let members = root.object()?;
    let attributes = attributes(&root)?;
    let signals = signals(&root)?;
    let set = root
        .optional("override")
        .map(|spot| read_override(&spot))
        .transpose()?;

    for (id, value, kind) in attributes {
        table.column_mut(id).set(row, &value, kind);
    }
    for signal in &signals {
        table.add_signal(row, signal.kind, signal.day, signal.count);
    }
    if let Some(set) = set {
        table.overrides.insert(row, set);
    }
    let mut extra = unknown(members, &CONTACT);
    let kept: Vec<Value> = signals
        .iter()
        .filter(|s| s.members.keys().any(|key| !SIGNAL.contains(&key.as_str())))
        .map(|s| Value::Object(s.members.clone()))
        .collect();
    if !kept.is_empty() {
        extra.insert("signals".to_owned(), Value::Array(kept));
    }
    if !extra.is_empty() {
        table.extras.insert(row, extra);
    }
    Ok(())
}

/// The JSON of a row: the inverse of [`contact_into_table`], but that attributes and signals come in the order of the table's columns
/// and nothing stands for what is not recorded.
#[must_use]
pub fn contact_to_json(table: &Table, row: u32) -> Value {
    let mut contact = Map::new();
    let attributes = table.columns().iter().filter_map(|column| {
        let text = column.get(row);
        (!text.is_empty()).then(|| (column.id.to_string(), value(text, column.kind(row))))
    });
    contact.insert("attributes".to_owned(), attributes.collect());

    let extra = table.extras.get(&row);
    // Signals that came with members of their own, until one is found for them.
    let mut kept: Vec<Signal<'_>> = extra
        .and_then(|extra| extra.get("signals")?.as_array())
        .into_iter()
        .flatten()
        .filter_map(|signal| read_signal(&Spot::root(signal)).ok())
        .collect();
    let signals = table.signals_of(row).map(|(kind, entry)| {
        let same = |s: &Signal<'_>| (s.kind, s.day, s.count) == (kind, entry.day(), entry.count);
        match kept.iter().position(same) {
            Some(at) => Value::Object(kept.remove(at).members.clone()),
            None => signal_to_json(kind, entry.day(), entry.count),
        }
    });
    contact.insert("signals".to_owned(), signals.collect());

    if let Some(set) = table.overrides.get(&row) {
        contact.insert("override".to_owned(), override_to_json(set));
    }
    for (key, value) in extra.into_iter().flatten() {
        if key != "signals" {
            contact.insert(key.clone(), value.clone());
        }
    }
    Value::Object(contact)
}

/// An attribute's id, its value as a table holds it, and whether that was a number.
type Attribute<'v> = (&'v str, Cow<'v, str>, Kind);

fn attributes<'v>(root: &Spot<'v, '_>) -> Result<Vec<Attribute<'v>>, Refusal> {
    let Some(spot) = root.optional("attributes") else {
        return Ok(Vec::new());
    };
    let mut attributes = Vec::new();
    for (id, value) in spot.object()? {
        let (text, kind): (Cow<'v, str>, Kind) = match value {
            Value::Null => continue,
            Value::String(text) if text.is_empty() => continue,
            Value::String(text) => (text.into(), Kind::Text),
            Value::Bool(true) => ("yes".into(), Kind::Text),
            Value::Bool(false) => ("no".into(), Kind::Text),
            Value::Number(number) => (json_text(number).into(), Kind::Number),
            Value::Array(_) | Value::Object(_) => {
                return Err(spot
                    .member(id)
                    .refuse("text, a number, true, false or null"));
            }
        };
        attributes.push((id.as_str(), text, kind));
    }
    Ok(attributes)
}

/// A signal as its JSON has it.
struct Signal<'v> {
    kind: &'v str,
    day: Option<Day>,
    count: u32,
    members: &'v Map<String, Value>,
}

fn signals<'v>(root: &Spot<'v, '_>) -> Result<Vec<Signal<'v>>, Refusal> {
    match root.optional("signals") {
        None => Ok(Vec::new()),
        Some(spot) => spot.list()?.map(|signal| read_signal(&signal)).collect(),
    }
}

fn read_signal<'v>(spot: &Spot<'v, '_>) -> Result<Signal<'v>, Refusal> {
    let count = match spot.optional("count") {
        None => 1,
        Some(count) => count.count("a whole number from 1")?,
    };
    Ok(Signal {
        members: spot.object()?,
        kind: spot.member("kind").filled_text("a kind of signal")?,
        day: optional_day(spot, "date")?,
        // No score and no criterion tells such counts apart.
        count: u32::try_from(count).unwrap_or(u32::MAX),
    })
}

fn read_override(spot: &Spot<'_, '_>) -> Result<Override, Refusal> {
    let members = spot.object()?;
    let stage = spot.member("stage");
    let expected = "contact, lead, prospect, opportunity, customer, disqualified or lost";
    let text = |key: &str| match spot.optional(key) {
        None => Ok(String::new()),
        Some(text) => text.text("a text").map(str::to_owned),
    };
    Ok(Override {
        stage: Stage::from_id(stage.text(expected)?).ok_or_else(|| stage.refuse(expected))?,
        reason: text("reason")?,
        author: text("author")?,
        on: optional_day(spot, "on")?,
        until: optional_day(spot, "until")?,
        extra: unknown(members, &OVERRIDE),
    })
}

fn optional_day(spot: &Spot<'_, '_>, key: &str) -> Result<Option<Day>, Refusal> {
    spot.optional(key).map(|day| day.day(DATE)).transpose()
}

fn unknown(members: &Map<String, Value>, known: &[&str]) -> Map<String, Value> {
    members
        .iter()
        .filter(|(key, _)| !known.contains(&key.as_str()))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

fn value(text: &str, kind: Kind) -> Value {
    match kind {
        Kind::Number => text
            .parse::<Number>()
            .map_or_else(|_| text.into(), Value::Number),
        Kind::Text => text.into(),
    }
}

fn signal_to_json(kind: &str, day: Option<Day>, count: u32) -> Value {
    let mut signal = Map::new();
    signal.insert("kind".to_owned(), kind.into());
    if let Some(day) = day {
        signal.insert("date".to_owned(), day.to_string().into());
    }
    if count != 1 {
        signal.insert("count".to_owned(), count.into());
    }
    Value::Object(signal)
}

fn override_to_json(set: &Override) -> Value {
    let day = |day: Option<Day>| day.map_or(Value::Null, |day| day.to_string().into());
    let mut members = Map::new();
    members.insert("stage".to_owned(), set.stage.id().into());
    members.insert("reason".to_owned(), set.reason.as_str().into());
    members.insert("author".to_owned(), set.author.as_str().into());
    members.insert("on".to_owned(), day(set.on));
    members.insert("until".to_owned(), day(set.until));
    members.extend(set.extra.iter().map(|(k, v)| (k.clone(), v.clone())));
    Value::Object(members)
}

#[cfg(test)]
mod tests;
