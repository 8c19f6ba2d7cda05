//! JSON in, assessment out, without the browser.

use model::{
    Day, Rulebook, assessment_to_json, contact_table, explain, json, parse_rulebook, published,
};
use serde_json::Value;
use std::borrow::Cow;

/// See [`crate::assess`].
pub(crate) fn assess(input: &str) -> Result<String, String> {
    let input = json::parse(input).map_err(|e| e.to_string())?;
    let member = |name: &str| input.get(name).unwrap_or(&Value::Null);
    let rulebook = rulebook(member("rulebook"))?;
    let table = contact_table(member("contact")).map_err(|e| format!("contact: {e}"))?;
    let as_of = member("as_of");
    let day = as_of.as_str().and_then(Day::parse).ok_or_else(|| {
        format!(
            "as_of: expected a date such as \"2026-11-21\", found {}",
            short(as_of)
        )
    })?;
    Ok(assessment_to_json(&explain(&rulebook, &table, 0, day)).to_string())
}

/// See [`crate::rulebooks`].
pub(crate) fn rulebooks() -> String {
    let list: Vec<Value> = published()
        .iter()
        .map(|r| serde_json::json!({ "id": r.id, "name": r.name, "summary": r.summary }))
        .collect();
    Value::from(list).to_string()
}

fn rulebook(given: &Value) -> Result<Cow<'static, Rulebook>, String> {
    match given {
        Value::Object(_) => parse_rulebook(given)
            .map(Cow::Owned)
            .map_err(|e| format!("rulebook: {e}")),
        Value::String(id) if model::published_rulebook(id).is_some() => {
            model::published_rulebook(id)
                .map(Cow::Borrowed)
                .ok_or_else(String::new)
        }
        other => {
            let ids: Vec<&str> = published().iter().map(|r| r.id.as_str()).collect();
            Err(format!(
                "rulebook: expected a rulebook object or one of the ids {}, found {}",
                ids.join(", "),
                short(other)
            ))
        }
    }
}

/// A value as it is shown in a message: at most 40 characters of its JSON.
fn short(value: &Value) -> String {
    if value.is_null() {
        return "nothing".to_owned();
    }
    let text = value.to_string();
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or("")),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::{assess, rulebooks};
    use serde_json::{Value, json};

    fn check(input: &Value, expected: &str) {
        let message = assess(&input.to_string()).unwrap_err();
        assert_eq!(message, expected);
    }

    #[test]
    fn bad_input_names_the_member() {
        let contact = json!({ "attributes": {} });
        check(
            &json!({ "rulebook": "house", "contact": contact }),
            "as_of: expected a date such as \"2026-11-21\", found nothing",
        );
        check(
            &json!({ "rulebook": "house", "contact": contact, "as_of": "2026-02-30" }),
            "as_of: expected a date such as \"2026-11-21\", found \"2026-02-30\"",
        );
        let message = assess(
            &json!({ "rulebook": "mine", "contact": contact, "as_of": "2026-11-21" }).to_string(),
        )
        .unwrap_err();
        assert!(
            message.starts_with(
                "rulebook: expected a rulebook object or one of the ids dynamic-states, "
            ),
            "{message}"
        );
        assert!(message.ends_with(", found \"mine\""), "{message}");
        let bad = json!({ "rulebook": "house", "contact": { "signals": [{ "kind": "replied", "date": "soon" }] }, "as_of": "2026-11-21" });
        let message = assess(&bad.to_string()).unwrap_err();
        assert!(message.contains("signals[0].date"), "{message}");
    }

    #[test]
    fn a_contact_is_assessed() {
        let input = json!({ "rulebook": "house", "contact": { "attributes": { "in_target_market": "yes" } }, "as_of": "2026-11-21" });
        let assessment: Value = serde_json::from_str(&assess(&input.to_string()).unwrap()).unwrap();
        assert_eq!(assessment["stage"], "lead");
        assert_eq!(assessment["stopped_at"], "prospect");
    }

    #[test]
    fn seven_rulebooks_are_listed() {
        let list: Value = serde_json::from_str(&rulebooks()).unwrap();
        assert_eq!(list.as_array().unwrap().len(), 7);
    }
}
