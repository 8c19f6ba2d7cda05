//! A row of a table as a contact's JSON. Source: stage model, section 9.

use crate::contact_json::{Signal, read_signal};
use crate::day::Day;
use crate::dictionary::Kind;
use crate::node::Node;
use crate::spot::{Log, Spot};
use crate::table::{Override, Table};
use serde_json::{Map, Number, Value};

/// The JSON of a row: the inverse of [`crate::contact_into_table`], but that attributes and signals come in the order of the table's columns
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
    let log = Log::default();
    // Signals that came with members of their own, until one is found for them.
    let mut kept: Vec<Signal<'_>> = extra
        .and_then(|extra| extra.get("signals")?.as_array())
        .into_iter()
        .flatten()
        .map(|signal| read_signal(&Spot::root(Node::Value(signal), &log)))
        .collect();
    let signals = table.signals_of(row).map(|(kind, entry)| {
        let same = |s: &Signal<'_>| (s.kind, s.day, s.count) == (kind, entry.day(), entry.count);
        match kept.iter().position(same) {
            Some(at) => match kept.remove(at).node {
                Some(Node::Value(value)) => value.clone(),
                _ => Value::Null,
            },
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
