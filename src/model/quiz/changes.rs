//! Changes to a quiz as somebody edits it: from JSON to JSON. Members that this version does not know stay, and so does the order of
//! members.
//!
//! Questions, options and results are told by their places, since ids may be missing or doubled while somebody is typing. A change that
//! would leave a quiz that no player could read is refused with a sentence; what it had to change besides is said.

use super::QuizType;
use crate::refusal::{MemberPath, Step};
use serde_json::{Map, Value};

mod options;
mod questions;
mod results;
mod rules;

pub use options::{add_option, move_option, remove_option, rename_option};
pub use questions::{add_question, change_type, move_question, remove_question, rename_question};
pub use results::{add_result, move_result, remove_result, rename_result};

/// A quiz after a change.
#[derive(Clone, Debug, PartialEq)]
pub struct Changed {
    /// The quiz.
    pub quiz: Value,
    /// What had to change besides what was asked for; a sentence each.
    pub said: Vec<String>,
}

impl Changed {
    fn of(quiz: Value) -> Changed {
        let said = Vec::new();
        Changed { quiz, said }
    }
}

/// Sets the member at a path, or takes it out (`None`). Objects on the way that are missing are made; in a list the place after the last
/// one appends. Taking out what is not there changes nothing.
///
/// Ids that others refer to are changed by [`rename_question`], [`rename_option`] and [`rename_result`].
///
/// # Errors
/// When the path leads through something that has no members, or to a place that a list does not have.
pub fn set_member(
    quiz: &Value,
    path: &MemberPath,
    value: Option<Value>,
) -> Result<Changed, String> {
    let mut changed = quiz.clone();
    let no_place = || format!("There is no place “{path}” in this quiz.");
    let Some((last, way)) = path.steps().split_last() else {
        return Err("A quiz cannot be changed as a whole here.".to_owned());
    };
    let mut at = &mut changed;
    for step in way {
        at = match (step, at) {
            (Step::Key(key), Value::Object(members)) => {
                if value.is_none() && !members.contains_key(&**key) {
                    return Ok(Changed::of(quiz.clone()));
                }
                let member = members.entry(&**key);
                member.or_insert_with(|| Value::Object(Map::new()))
            }
            (Step::Index(place), Value::Array(list)) => {
                list.get_mut(*place).ok_or_else(no_place)?
            }
            _ => return Err(no_place()),
        };
    }
    match (last, at, value) {
        (Step::Key(key), Value::Object(members), Some(value)) => {
            members.insert(key.to_string(), value);
        }
        (Step::Key(key), Value::Object(members), None) => {
            members.shift_remove(&**key);
        }
        (Step::Index(place), Value::Array(list), value) if *place <= list.len() => {
            match (list.get_mut(*place), value) {
                (Some(element), Some(value)) => *element = value,
                (None, Some(value)) => list.push(value),
                (Some(_), None) => drop(list.remove(*place)),
                (None, None) => {}
            }
        }
        _ => return Err(no_place()),
    }
    Ok(Changed::of(changed))
}

/// The list in a member, which a quiz must have.
fn list_mut<'v>(of: &'v mut Value, member: &str) -> Result<&'v mut Vec<Value>, String> {
    of.get_mut(member)
        .and_then(Value::as_array_mut)
        .ok_or_else(|| format!("“{member}” is missing here, or is no list."))
}

/// The element of a list in a member: a question, an option, a result.
fn element<'v>(of: &'v Value, member: &str, place: usize) -> Result<&'v Value, String> {
    of.get(member)
        .and_then(Value::as_array)
        .and_then(|list| list.get(place))
        .ok_or_else(|| {
            let one = member.strip_suffix('s').unwrap_or(member);
            format!("There is no {one} number {}.", place.saturating_add(1))
        })
}

fn element_mut<'v>(of: &'v mut Value, member: &str, place: usize) -> Result<&'v mut Value, String> {
    element(of, member, place)?;
    list_mut(of, member)?.get_mut(place).ok_or_else(String::new)
}

/// Moves an element of a list; the place it goes to is the one it has afterwards, or the last one.
fn moved(list: &mut Vec<Value>, from: usize, to: usize) {
    if from < list.len() {
        let element = list.remove(from);
        list.insert(to.min(list.len()), element);
    }
}

/// A text in a member; empty when there is none.
fn text<'v>(of: &'v Value, member: &str) -> &'v str {
    of.get(member).and_then(Value::as_str).unwrap_or("")
}

/// What people call a question, an option or a result: what is shown of it, or its id.
fn called(element: &Value) -> &str {
    let shown = [text(element, "text"), text(element, "title")];
    let shown = shown.into_iter().find(|shown| !shown.trim().is_empty());
    shown.unwrap_or_else(|| text(element, "id"))
}

/// The first of `stem1`, `stem2`, … that is not taken.
fn fresh(stem: &str, taken: &dyn Fn(&str) -> bool) -> String {
    let mut number = 1_u64;
    loop {
        let id = format!("{stem}{number}");
        if !taken(&id) {
            return id;
        }
        number += 1;
    }
}

/// Sets the id of an element of a list, which no other element of the list may have.
fn set_id(list: &mut [Value], place: usize, id: &str) -> Result<(), String> {
    if id.trim().is_empty() {
        return Err("An id cannot be empty.".to_owned());
    }
    let mut others = list.iter().enumerate();
    if let Some((_, other)) = others.find(|(at, e)| *at != place && text(e, "id") == id) {
        return Err(format!(
            "“{}” already has the id “{id}”. Choose another one.",
            called(other)
        ));
    }
    if let Some(Value::Object(members)) = list.get_mut(place) {
        members.insert("id".to_owned(), id.into());
    }
    Ok(())
}

/// Gives a member another name, in its place. No other member may have it.
fn rename_member(members: &mut Map<String, Value>, from: &str, to: &str) {
    if !members.contains_key(from) {
        return;
    }
    *members = std::mem::take(members)
        .into_iter()
        .map(|(name, value)| {
            if name == from {
                (to.to_owned(), value)
            } else {
                (name, value)
            }
        })
        .collect();
}

/// What each variant changes in a list of the quiz, by id; with the variant's id. Variants that replace the whole list are left out.
fn by_id<'v>(
    quiz: &'v mut Value,
    list: &'static str,
) -> impl Iterator<Item = (String, &'v mut Map<String, Value>)> {
    let variants = quiz.get_mut("variants").and_then(Value::as_array_mut);
    variants.into_iter().flatten().filter_map(move |variant| {
        let id = text(variant, "id").to_owned();
        let changes = variant.get_mut("changes")?.get_mut(list)?;
        Some((id, changes.as_object_mut()?))
    })
}

/// Whether a variant changes or adds something of this id in a list of the quiz.
fn in_variants(quiz: &Value, list: &str, id: &str) -> bool {
    let variants = quiz.get("variants").and_then(Value::as_array);
    variants.into_iter().flatten().any(|variant| {
        let changes = variant.get("changes").and_then(|c| c.get(list));
        changes.is_some_and(|c| c.get(id).is_some())
    })
}

/// Takes out what variants change in something that is gone. Else they would make half of it anew.
fn forget_in_variants(quiz: &mut Value, list: &'static str, id: &str, said: &mut Vec<String>) {
    for (variant, changes) in by_id(quiz, list) {
        if changes.shift_remove(id).is_some() {
            said.push(format!(
                "Variant “{variant}” changed something there; that change is gone too."
            ));
        }
    }
}

/// Whether a question's answers are a list that its author writes.
fn has_options(question: &Value) -> bool {
    let kind = text(question, "type");
    [QuizType::Single, QuizType::Multiple]
        .iter()
        .any(|k| k.id() == kind)
}

#[cfg(test)]
mod tests;
