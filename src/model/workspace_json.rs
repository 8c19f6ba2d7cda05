//! A whole workspace as a file, to carry it elsewhere and back. Contacts and rulebooks stand in it as they cross other borders.

use crate::contact_json::contact_into_table;
use crate::contact_write::contact_to_json;
use crate::day::Day;
use crate::list_json::{list_from_json, list_to_json};
use crate::node::Node;
use crate::parse::{RulebookError, is_later, parse_rulebook};
use crate::profile_json::{profile_from_json, profile_to_json};
use crate::published::DEFAULT_RULEBOOK;
use crate::refusal::Refusal;
use crate::shelf::{Kept, Shelf};
use crate::spot::{Log, Spot};
use crate::table::{Column, Table};
use crate::workspace::{List, Workspace, WorkspaceParts};
use serde_json::{Map, Value};
use std::ops::Range;

/// The format of workspaces that this version reads and writes.
pub const WORKSPACE_FORMAT: &str = "leadlens.workspace/1";

/// Contacts in one part of [`workspace_text_parts`].
const CONTACTS_A_PART: u32 = 500;

/// The members that this version knows.
const MEMBERS: [&str; 13] = [
    "format",
    "name",
    "as_of",
    "definition",
    "profile",
    "rulebooks",
    "quizzes",
    "learning",
    "lists",
    "attributes",
    "signals",
    "inferred",
    "contacts",
];

/// Why a workspace was refused. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WorkspaceError {
    /// A member is not as it must be.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A later version of the program wrote it.
    #[error(
        "This file was made by a newer version of Leadlens ({0}); this version reads {WORKSPACE_FORMAT}. Nothing was changed."
    )]
    Newer(String),
    /// One of its rulebooks cannot be used.
    #[error("rulebooks[{index}]: {error}")]
    Rulebook {
        /// Which, from 0.
        index: usize,
        /// Why.
        error: RulebookError,
    },
}

/// The workspace as JSON. For a large one [`workspace_text_parts`] takes far less memory.
#[must_use]
pub fn workspace_to_json(workspace: &Workspace) -> Value {
    let mut members = head(workspace);
    let contacts = (0..workspace.table.rows()).map(|row| contact_to_json(&workspace.table, row));
    members.insert("contacts".to_owned(), contacts.collect());
    members.extend(workspace.extra.clone());
    Value::Object(members)
}

/// The text of the same JSON, some hundred contacts at a time, so that the caller can pause between parts.
pub fn workspace_text_parts(workspace: &Workspace) -> impl Iterator<Item = String> + '_ {
    let rows = workspace.table.rows();
    let mut first = Value::Object(head(workspace)).to_string();
    first.pop();
    first.push_str(",\"contacts\":[");
    let mut last = "\n]".to_owned();
    for (key, value) in &workspace.extra {
        last.push(',');
        last.push_str(&Value::from(key.as_str()).to_string());
        last.push(':');
        last.push_str(&value.to_string());
    }
    last.push_str("}\n");
    let contacts = (0..rows)
        .step_by(CONTACTS_A_PART as usize)
        .map(move |start| {
            let end = start.saturating_add(CONTACTS_A_PART).min(rows);
            let mut part = String::new();
            for row in start..end {
                part.push_str(if row == 0 { "\n" } else { ",\n" });
                part.push_str(&contact_to_json(&workspace.table, row).to_string());
            }
            part
        });
    std::iter::once(first)
        .chain(contacts)
        .chain(std::iter::once(last))
}

/// Reads a workspace. `as_of` is the day where the file names none.
///
/// # Errors
/// At the first member that is not as it must be, with its path, and when a newer version wrote it.
pub fn workspace_from_json(json: &Value, as_of: Day) -> Result<Workspace, WorkspaceError> {
    let log = Log::default();
    let root = Spot::root(Node::Value(json), &log);
    root.members();
    check_format(&root, &log)?;
    let name = text_or(&root, "name", "");
    let definition = text_or(&root, "definition", DEFAULT_RULEBOOK);
    let as_of = root
        .optional("as_of")
        .and_then(|day| day.day("a date (YYYY-MM-DD)"))
        .unwrap_or(as_of);
    log.check()?;
    let profile = match root.optional("profile") {
        None => None,
        Some(at) => Some(profile_from_json(value(&at), &at.path())?),
    };
    let mut rulebooks = Vec::new();
    if let Some(at) = root.optional("rulebooks") {
        for (index, spot) in at.list().iter().enumerate() {
            let rulebook = parse_rulebook(value(spot))
                .map_err(|error| WorkspaceError::Rulebook { index, error })?;
            rulebooks.push(rulebook);
        }
    }
    let shelves = Shelf::ALL.map(|shelf| {
        let mut kept = Vec::new();
        if let Some(at) = root.optional(shelf.id()) {
            for (key, node) in at.members() {
                let spot = at.member_at(key, Some(node));
                spot.members();
                let (key, json) = (key.to_owned(), value(&spot).clone());
                kept.push(Kept { key, json });
            }
        }
        kept
    });
    let mut lists: Vec<List> = Vec::new();
    if let Some(at) = root.optional("lists") {
        for spot in at.list() {
            lists.push(list_from_json(value(&spot), &spot.path())?);
        }
    }
    log.check()?;
    let table = contacts(&root, &lists, &log)?;
    let extra = Node::Value(json).others(&MEMBERS);
    Ok(Workspace::from_parts(WorkspaceParts {
        name,
        as_of,
        definition,
        profile,
        rulebooks,
        shelves,
        lists,
        table,
        extra,
    }))
}

/// All members but the contacts and those not known.
fn head(workspace: &Workspace) -> Map<String, Value> {
    let mut json = Map::new();
    let mut put = |key: &str, value: Value| json.insert(key.to_owned(), value);
    put("format", WORKSPACE_FORMAT.into());
    put("name", workspace.name.clone().into());
    put("as_of", workspace.as_of.to_string().into());
    put("definition", workspace.definition.clone().into());
    put(
        "profile",
        workspace.profile.as_ref().map(profile_to_json).into(),
    );
    let rulebooks = workspace.rulebooks.iter().map(|r| r.json.clone());
    put("rulebooks", rulebooks.collect());
    for shelf in Shelf::ALL {
        let kept = workspace.shelf(shelf).iter();
        let kept: Map<String, Value> = kept
            .map(|kept| (kept.key.clone(), kept.json.clone()))
            .collect();
        put(shelf.id(), Value::Object(kept));
    }
    put("lists", workspace.lists.iter().map(list_to_json).collect());
    let columns = workspace.table.columns();
    // The order of columns and kinds of signals, also of blank ones, which no contact names.
    put(
        "attributes",
        columns.iter().map(|c| Value::from(&*c.id)).collect(),
    );
    let signals = workspace.table.signals().iter();
    put("signals", signals.map(|s| Value::from(&*s.kind)).collect());
    let inferred: Map<String, Value> = columns
        .iter()
        .filter_map(|column| {
            let runs = inferred_runs(column);
            let flat = runs.iter().flat_map(|run| [run.start, run.end - run.start]);
            (!runs.is_empty()).then(|| (column.id.to_string(), flat.map(Value::from).collect()))
        })
        .collect();
    put("inferred", Value::Object(inferred));
    json
}

/// Runs of rows whose recorded value was worked out, not stated.
fn inferred_runs(column: &Column) -> Vec<Range<u32>> {
    let mut runs: Vec<Range<u32>> = Vec::new();
    for &row in column.inferred.iter() {
        if column.get(row).is_empty() {
            continue;
        }
        match runs.last_mut() {
            Some(last) if last.end == row => last.end += 1,
            _ => runs.push(row..row + 1),
        }
    }
    runs
}

/// The value at a spot that is not empty.
fn value<'v>(spot: &Spot<'v, '_>) -> &'v Value {
    match spot.node() {
        Some(Node::Value(value)) => value,
        _ => &Value::Null,
    }
}

fn check_format(root: &Spot<'_, '_>, log: &Log) -> Result<(), WorkspaceError> {
    let spot = root.member("format");
    let expected = "\"leadlens.workspace/1\"";
    let format = spot.text(expected);
    if format != WORKSPACE_FORMAT && log.is_clean() {
        if is_later(format, WORKSPACE_FORMAT) {
            return Err(WorkspaceError::Newer(format.chars().take(40).collect()));
        }
        spot.refuse(expected);
    }
    Ok(log.check()?)
}

fn text_or(root: &Spot<'_, '_>, member: &str, other: &str) -> String {
    match root.optional(member) {
        None => other.to_owned(),
        Some(text) => text.text("a text").to_owned(),
    }
}

fn contacts(root: &Spot<'_, '_>, lists: &[List], log: &Log) -> Result<Table, Refusal> {
    let mut table = Table::new();
    if let Some(at) = root.optional("attributes") {
        for spot in at.list() {
            table.column_mut(spot.filled_text("an attribute's id"));
        }
    }
    if let Some(at) = root.optional("signals") {
        for spot in at.list() {
            table.signal_index(spot.filled_text("a kind of signal"));
        }
    }
    log.check()?;
    let Some(at) = root.optional("contacts") else {
        return Ok(table);
    };
    let all = at.list();
    log.check()?;
    let listed: u64 = lists.iter().map(|list| u64::from(list.rows)).sum();
    let refusal = |expected: String| Refusal::new(&at.path(), expected, Some(value(&at)));
    let rows = u32::try_from(all.len()).map_err(|_| refusal("fewer contacts".to_owned()))?;
    if !lists.is_empty() && u64::from(rows) != listed {
        let expected = format!("{listed} contacts, as many as the lists have");
        return Err(refusal(expected));
    }
    table.add_rows(rows, None);
    for (row, spot) in (0..rows).zip(all) {
        contact_into_table(value(&spot), &mut table, row).map_err(|mut refusal| {
            // The contact was read as if it stood alone.
            let mut path = spot.path();
            for step in refusal.path.steps() {
                path.push(step.clone());
            }
            refusal.path = path;
            refusal
        })?;
    }
    if let Some(at) = root.optional("inferred") {
        for (key, node) in at.members() {
            mark_inferred(&mut table, key, &at.member_at(key, Some(node)));
        }
    }
    log.check()?;
    Ok(table)
}

/// Marks the rows of the runs that stand there: first row and number of rows, in turn.
fn mark_inferred(table: &mut Table, id: &str, at: &Spot<'_, '_>) {
    let expected = "first rows and numbers of rows in turn, within the contacts";
    let numbers: Option<Vec<u32>> = at
        .list()
        .iter()
        .map(|n| value(n).as_u64().and_then(|n| u32::try_from(n).ok()))
        .collect();
    let Some(numbers) = numbers else {
        at.refuse(expected);
        return;
    };
    let rows = table.rows();
    for run in numbers.chunks(2) {
        match run {
            [first, count] if first.checked_add(*count).is_some_and(|end| end <= rows) => {
                table.column_mut(id).inferred.extend(*first..first + count);
            }
            _ => at.refuse(expected),
        }
    }
}

#[cfg(test)]
mod tests;
