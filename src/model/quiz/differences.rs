//! What a variant of a quiz must change so that it becomes what somebody made of it.

use super::variants::{BY_ID, patched};
use serde_json::{Map, Value};

/// The changes of a variant that make of one quiz another, as [`variant_of`](super::variant_of) applies them. Neither has variants.
///
/// # Errors
/// A sentence, when such changes cannot say it: another order of what is there, or a member that becomes null.
pub fn changes_between(quiz: &Value, changed: &Value) -> Result<Value, String> {
    let changes = difference(quiz, changed);
    if patched(quiz, &changes) == *changed {
        return Ok(changes);
    }
    Err(
        "One version alone has no order of its own: change the order in what all versions share."
            .to_owned(),
    )
}

/// What to merge into a value so that it becomes another.
fn difference(from: &Value, to: &Value) -> Value {
    let (Value::Object(from), Value::Object(to)) = (from, to) else {
        return to.clone();
    };
    let mut changes = Map::new();
    for (name, value) in to {
        match from.get(name) {
            Some(before) if before == value => {}
            Some(before) => {
                let by_id = BY_ID.contains(&name.as_str());
                let change = by_id.then(|| list_difference(before, value)).flatten();
                changes.insert(
                    name.clone(),
                    change.unwrap_or_else(|| difference(before, value)),
                );
            }
            None => {
                changes.insert(name.clone(), value.clone());
            }
        }
    }
    for name in from.keys().filter(|name| !to.contains_key(*name)) {
        changes.insert(name.clone(), Value::Null);
    }
    Value::Object(changes)
}

/// The same by ids; `None` for lists whose elements do not all have an id of their own.
fn list_difference(from: &Value, to: &Value) -> Option<Value> {
    let (from, to) = (ids(from)?, ids(to)?);
    let mut changes = Map::new();
    for (id, element) in &to {
        let change = match from.iter().find(|(known, _)| known == id) {
            Some((_, before)) if before == element => continue,
            Some((_, before)) => difference(before, element),
            None => {
                // The id goes first by itself.
                let mut members = element.as_object()?.clone();
                members.shift_remove("id");
                Value::Object(members)
            }
        };
        changes.insert((*id).to_owned(), change);
    }
    for (id, _) in &from {
        if !to.iter().any(|(kept, _)| kept == id) {
            changes.insert((*id).to_owned(), Value::Null);
        }
    }
    Some(Value::Object(changes))
}

/// The elements of a list with their ids, if each has one of its own.
fn ids(list: &Value) -> Option<Vec<(&str, &Value)>> {
    let mut found: Vec<(&str, &Value)> = Vec::new();
    for element in list.as_array()? {
        let id = element.get("id")?.as_str()?;
        if found.iter().any(|(known, _)| *known == id) {
            return None;
        }
        found.push((id, element));
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::changes_between;
    use crate::quiz::variant_of;
    use serde_json::{Value, json};

    fn quiz() -> Value {
        json!({
            "id": "q", "title": "A", "intro": "B",
            "questions": [
                { "id": "a", "text": "?", "options": [{ "id": "x", "text": "X" }, { "id": "y", "text": "Y" }] },
                { "id": "b", "text": "??", "required": true },
            ],
            "results": [{ "id": "r", "title": "R", "when": { "stage": ["lead"] } }, { "id": "s", "title": "S" }],
        })
    }

    #[test]
    fn what_was_changed_is_said_and_no_more() {
        let check = |change: &dyn Fn(&mut Value), expected: Value| {
            let mut changed = quiz();
            change(&mut changed);
            let changes = changes_between(&quiz(), &changed).unwrap();
            assert_eq!(changes, expected);
            let mut with = quiz();
            with["variants"] = json!([{ "id": "v", "changes": changes }]);
            assert_eq!(variant_of(&with, "v"), Some(changed));
        };
        check(&|_| {}, json!({}));
        check(&|q| q["title"] = "C".into(), json!({ "title": "C" }));
        check(
            &|q| drop(q.as_object_mut().unwrap().shift_remove("intro")),
            json!({ "intro": null }),
        );
        check(
            &|q| q["branding"] = json!({ "accent": "#fff" }),
            json!({ "branding": { "accent": "#fff" } }),
        );
        check(
            &|q| q["questions"][0]["options"][1]["text"] = "Z".into(),
            json!({ "questions": { "a": { "options": { "y": { "text": "Z" } } } } }),
        );
        check(
            &|q| drop(q["questions"].as_array_mut().unwrap().remove(1)),
            json!({ "questions": { "b": null } }),
        );
        check(
            &|q| {
                q["questions"]
                    .as_array_mut()
                    .unwrap()
                    .push(json!({ "id": "c", "text": "new" }));
            },
            json!({ "questions": { "c": { "text": "new" } } }),
        );
        check(
            &|q| q["results"][0]["when"]["stage"] = json!(["lead", "prospect"]),
            json!({ "results": { "r": { "when": { "stage": ["lead", "prospect"] } } } }),
        );
    }

    #[test]
    fn what_changes_cannot_say_is_refused() {
        let check = |change: &dyn Fn(&mut Value)| {
            let mut changed = quiz();
            change(&mut changed);
            assert!(changes_between(&quiz(), &changed).is_err(), "{changed}");
        };
        check(&|q| q["questions"].as_array_mut().unwrap().reverse());
        check(&|q| q["title"] = Value::Null);
        check(&|q| {
            let first = json!({ "id": "c" });
            q["questions"].as_array_mut().unwrap().insert(0, first);
        });
    }
}
