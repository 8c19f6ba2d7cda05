//! A list and the questions asked about it as JSON: in a workspace's file, on disk and in edits.

use crate::day::Day;
use crate::refusal::{MemberPath, Refusal};
use crate::workspace::List;
use serde_json::{Map, Value};

/// Writes a list. Where it begins follows from the lists before it. Members it was read with and did not know are written back.
#[must_use]
pub fn list_to_json(list: &List) -> Value {
    let mut json = Map::new();
    json.insert("name".to_owned(), list.name.clone().into());
    json.insert("rows".to_owned(), list.rows.into());
    let day = list.exported_on.map(|d| d.to_string());
    json.insert("exported_on".to_owned(), day.into());
    json.insert("in_target_market".to_owned(), list.in_target_market.into());
    let headers = list.headers.iter();
    let headers = headers.map(|(header, id)| Value::from(vec![header.clone(), id.clone()]));
    json.insert("headers".to_owned(), headers.collect());
    json.extend(list.extra.clone());
    Value::Object(json)
}

/// Reads a list that stands at this path. Its `first_row` is 0.
///
/// # Errors
/// When a member is not as expected; the refusal names it.
pub fn list_from_json(json: &Value, path: &MemberPath) -> Result<List, Refusal> {
    let refuse = |member: &str, expected: &'static str, found: Option<&Value>| {
        Refusal::new(&path.key(member), expected, found)
    };
    let mut members: Map<String, Value> = json
        .as_object()
        .cloned()
        .ok_or_else(|| Refusal::new(path, "an object", Some(json)))?;
    let mut take = |member: &str| members.shift_remove(member);
    let name = match take("name") {
        Some(Value::String(name)) => name,
        other => return Err(refuse("name", "a text", other.as_ref())),
    };
    let rows = take("rows");
    let rows = match rows.as_ref().and_then(Value::as_u64).map(u32::try_from) {
        Some(Ok(rows)) => rows,
        _ => return Err(refuse("rows", "a whole number from 0", rows.as_ref())),
    };
    let exported_on = match take("exported_on") {
        None | Some(Value::Null) => None,
        Some(day) => match day.as_str().and_then(Day::parse) {
            Some(day) => Some(day),
            None => return Err(refuse("exported_on", "a date (YYYY-MM-DD)", Some(&day))),
        },
    };
    let in_target_market = match take("in_target_market") {
        None | Some(Value::Null) => None,
        Some(Value::Bool(answer)) => Some(answer),
        other => {
            let expected = "true, false or null";
            return Err(refuse("in_target_market", expected, other.as_ref()));
        }
    };
    let headers = take("headers").unwrap_or_else(|| Value::Array(Vec::new()));
    let pair = |value: &Value| match value.as_array()?.as_slice() {
        [header, id] => Some((header.as_str()?.to_owned(), id.as_str()?.to_owned())),
        _ => None,
    };
    let pairs = headers.as_array().map(|list| list.iter().map(pair));
    let Some(headers) = pairs.and_then(Iterator::collect) else {
        let expected = "a list of pairs: header and attribute";
        return Err(refuse("headers", expected, Some(&headers)));
    };
    Ok(List {
        name,
        first_row: 0,
        rows,
        exported_on,
        in_target_market,
        headers,
        extra: members,
    })
}

#[cfg(test)]
mod tests {
    use super::{list_from_json, list_to_json};
    use crate::refusal::MemberPath;
    use serde_json::json;

    #[test]
    fn a_list_comes_back_as_it_was_written() {
        for written in [
            json!({ "name": "leads.csv", "rows": 3, "exported_on": "2026-11-01", "in_target_market": true,
                    "headers": [["Firma", "company"], ["x", ""]], "seen": 1 }),
            json!({ "name": "", "rows": 0, "exported_on": null, "in_target_market": null, "headers": [] }),
        ] {
            let list = list_from_json(&written, &MemberPath::root()).unwrap();
            assert_eq!(list_to_json(&list), written);
        }
    }

    #[test]
    fn what_is_no_list_is_refused_by_name() {
        let check = |json: serde_json::Value, expected: &str| {
            let error = list_from_json(&json, &MemberPath::root()).unwrap_err();
            assert_eq!(error.to_string(), expected);
        };
        check(json!([]), "expected an object, found an empty list");
        check(json!({}), "name: expected a text, found nothing");
        check(
            json!({ "name": "a", "rows": 1.5 }),
            "rows: expected a whole number from 0, found 1.5",
        );
        check(
            json!({ "name": "a", "rows": 1, "exported_on": "soon" }),
            "exported_on: expected a date (YYYY-MM-DD), found \"soon\"",
        );
        check(
            json!({ "name": "a", "rows": 1, "headers": [["x"]] }),
            "headers: expected a list of pairs: header and attribute, found a list",
        );
    }
}
