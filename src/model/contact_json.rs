//! A contact's JSON to a row of a table. Source: stage model, section 9.

use crate::day::Day;
use crate::dictionary::Kind;
use crate::node::Node;
use crate::refusal::Refusal;
use crate::row_map::RowMap;
use crate::spot::{Log, Spot};
use crate::stage::Stage;
use crate::table::{Override, Table};
#[cfg(feature = "workspace")]
use serde_json::Value;

/// The members of a contact, a signal and an override that this version knows.
#[cfg(feature = "workspace")]
const CONTACT: [&str; 3] = ["attributes", "signals", "override"];
#[cfg(feature = "workspace")]
const SIGNAL: [&str; 3] = ["kind", "date", "count"];
#[cfg(feature = "workspace")]
const OVERRIDE: [&str; 5] = ["stage", "reason", "author", "on", "until"];

const DATE: &str = "a date such as \"2026-01-31\", or null";

/// A table of this one contact. Its undated signals count as of the as-of day.
///
/// # Errors
/// At the first member that is not as it must be, with its path.
#[cfg(feature = "workspace")]
pub fn contact_table(contact: &Value) -> Result<Table, Refusal> {
    read_contact(Node::Value(contact))
}

/// A table of this one contact. Its undated signals count as of the as-of day.
///
/// # Errors
/// At the first member that is not as it must be, with its path.
pub fn read_contact(contact: Node<'_>) -> Result<Table, Refusal> {
    let mut table = Table::new();
    table.add_rows(1, None);
    read_into(contact, &mut table, 0)?;
    Ok(table)
}

/// Records what a contact's JSON says in a row that has nothing recorded yet. Members this version does not know are kept; those of
/// signals, whose columns have no place for them, as whole signals under `signals` in [`Table::extras`].
///
/// # Errors
/// At the first member that is not as it must be, with its path; the table is then as before.
#[cfg(feature = "workspace")]
pub fn contact_into_table(contact: &Value, table: &mut Table, row: u32) -> Result<(), Refusal> {
    read_into(Node::Value(contact), table, row)
}

fn read_into(contact: Node<'_>, table: &mut Table, row: u32) -> Result<(), Refusal> {
    let log = Log::default();
    let root = Spot::root(contact, &log);
    root.object();
    let attributes = read_attributes(&root, "attributes");
    let mut signals = Vec::new();
    root.each_of("signals", &mut |signal| signals.push(read_signal(signal)));
    let set = root.optional("override").map(|spot| read_override(&spot));
    log.result(())?;

    for (id, value, kind) in attributes {
        table.column_mut(id).set(row, &value, kind);
    }
    for signal in &signals {
        table.add_signal(row, signal.kind, signal.day, signal.count);
    }
    if let Some(set) = set {
        if cfg!(feature = "workspace") {
            table.overrides.insert(row, set);
        } else {
            // There is no other row.
            table.overrides = RowMap::of(row, set);
        }
    }
    #[cfg(feature = "workspace")]
    {
        let mut extra = contact.others(&CONTACT);
        let mut kept = Vec::new();
        for signal in signals {
            if let Some(Node::Value(value)) = signal.node
                && signal.node.is_some_and(|n| !n.others(&SIGNAL).is_empty())
            {
                kept.push(value.clone());
            }
        }
        if !kept.is_empty() {
            extra.insert("signals".to_owned(), Value::Array(kept));
        }
        if !extra.is_empty() {
            table.extras.insert(row, extra);
        }
    }
    Ok(())
}

/// The attributes that a member says, which may be left out: their ids, and their values as a table holds them.
pub(crate) fn read_attributes<'v>(spot: &Spot<'v, '_>, key: &str) -> Vec<(&'v str, String, Kind)> {
    let mut attributes = Vec::new();
    spot.given(key, &mut |at| {
        at.each_member(&mut |id, spot| {
            if let Some((text, kind)) = recorded(spot) {
                attributes.push((id, text, kind));
            }
        });
    });
    attributes
}

/// The value of an attribute as a table holds it, and whether it was a number; nothing where nothing is recorded.
pub(crate) fn recorded(spot: &Spot<'_, '_>) -> Option<(String, Kind)> {
    let node = spot.node()?;
    if let Some(text) = node.text() {
        return (!text.is_empty()).then(|| (text.to_owned(), Kind::Text));
    }
    if let Some(number) = node.number_text() {
        return Some((number, Kind::Number));
    }
    if let Some(answer) = node.boolean() {
        let word = if answer { "yes" } else { "no" };
        return Some((word.to_owned(), Kind::Text));
    }
    if !node.is_null() {
        spot.refuse("text, a number, true, false or null");
    }
    None
}

/// A signal as its JSON has it.
pub(crate) struct Signal<'v> {
    pub kind: &'v str,
    pub day: Option<Day>,
    pub count: u32,
    #[cfg(feature = "workspace")]
    pub node: Option<Node<'v>>,
}

pub(crate) fn read_signal<'v>(spot: &Spot<'v, '_>) -> Signal<'v> {
    let count = match spot.optional("count") {
        None => 1,
        Some(count) => count.count("a whole number from 1"),
    };
    spot.object();
    Signal {
        kind: spot.filled_text_of("kind", "a kind of signal"),
        day: optional_day(spot, "date"),
        // No score and no criterion tells such counts apart.
        count: u32::try_from(count).unwrap_or(u32::MAX),
        #[cfg(feature = "workspace")]
        node: spot.node(),
    }
}

fn read_override(spot: &Spot<'_, '_>) -> Override {
    spot.object();
    let at = spot.member("stage");
    let expected = "contact, lead, prospect, opportunity, customer, disqualified or lost";
    let stage = Stage::from_id(at.text(expected));
    if stage.is_none() {
        at.refuse(expected);
    }
    let text = |key: &str| spot.text_or(key, "").to_owned();
    Override {
        stage: stage.unwrap_or(Stage::Contact),
        reason: text("reason"),
        author: text("author"),
        on: optional_day(spot, "on"),
        until: optional_day(spot, "until"),
        #[cfg(feature = "workspace")]
        extra: spot.node().map(|n| n.others(&OVERRIDE)).unwrap_or_default(),
    }
}

fn optional_day(spot: &Spot<'_, '_>, key: &str) -> Option<Day> {
    spot.optional(key)?.day(DATE)
}

#[cfg(test)]
mod tests;
