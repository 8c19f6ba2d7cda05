//! The ideal customer as JSON: in a workspace's file, on disk and in edits.

use crate::facts::attribute_label;
use crate::profile::{ITEM_POINTS, Profile, ProfileItem, Wanted, bound_json};
use crate::refusal::{MemberPath, Refusal};
use serde_json::{Map, Value};

/// Writes a profile. Members it was read with and did not know are written back.
#[must_use]
pub fn profile_to_json(profile: &Profile) -> Value {
    let items = profile.items.iter().map(|item| {
        let mut json = Map::new();
        json.insert("attribute".to_owned(), item.attribute.clone().into());
        json.insert("label".to_owned(), item.label.clone().into());
        put_wanted(&mut json, &item.wanted);
        json.insert("points".to_owned(), item.points.into());
        if !item.also.is_empty() {
            let also = item.also.iter().map(|(wanted, points)| {
                let mut json = Map::new();
                put_wanted(&mut json, wanted);
                json.insert("points".to_owned(), (*points).into());
                Value::Object(json)
            });
            json.insert("also".to_owned(), also.collect());
        }
        json.extend(item.extra.clone());
        Value::Object(json)
    });
    let mut json = Map::new();
    json.insert("items".to_owned(), items.collect());
    json.extend(profile.extra.clone());
    Value::Object(json)
}

/// Reads a profile that stands at this path.
///
/// # Errors
/// When a member is not as expected; the refusal names it.
pub fn profile_from_json(json: &Value, path: &MemberPath) -> Result<Profile, Refusal> {
    let mut members = object(json, path)?;
    let items = members.shift_remove("items");
    let path = path.key("items");
    let Some(Value::Array(items)) = &items else {
        return Err(Refusal::new(&path, "a list of items", items.as_ref()));
    };
    let items = items
        .iter()
        .enumerate()
        .map(|(at, item)| item_from_json(item, &path.index(at)))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Profile {
        items,
        extra: members,
    })
}

fn item_from_json(json: &Value, path: &MemberPath) -> Result<ProfileItem, Refusal> {
    let mut members = object(json, path)?;
    let attribute = match members.shift_remove("attribute") {
        Some(Value::String(id)) if !id.is_empty() => id,
        other => {
            let path = path.key("attribute");
            return Err(Refusal::new(&path, "an attribute's id", other.as_ref()));
        }
    };
    let label = match members.shift_remove("label") {
        Some(Value::String(label)) => label,
        None => attribute_label(&attribute).to_owned(),
        other => return Err(Refusal::new(&path.key("label"), "a text", other.as_ref())),
    };
    let wanted = take_wanted(&mut members, path)?;
    let points = take_points(&mut members, path)?;
    let also_path = path.key("also");
    let also = match members.shift_remove("also") {
        None => Vec::new(),
        Some(Value::Array(also)) => also
            .iter()
            .enumerate()
            .map(|(at, json)| {
                let path = also_path.index(at);
                let mut members = object(json, &path)?;
                let wanted = take_wanted(&mut members, &path)?;
                Ok((wanted, take_points(&mut members, &path)?))
            })
            .collect::<Result<Vec<_>, _>>()?,
        other => return Err(Refusal::new(&also_path, "a list", other.as_ref())),
    };
    Ok(ProfileItem {
        attribute,
        label,
        wanted,
        points,
        also,
        extra: members,
    })
}

fn put_wanted(json: &mut Map<String, Value>, wanted: &Wanted) {
    match wanted {
        Wanted::OneOf(values) => json.insert("is".to_owned(), values.clone().into()),
        Wanted::Between(low, high) => {
            let bound = |bound: &Option<f64>| bound.map_or(Value::Null, bound_json);
            json.insert("between".to_owned(), vec![bound(low), bound(high)].into())
        }
    };
}

fn take_wanted(members: &mut Map<String, Value>, path: &MemberPath) -> Result<Wanted, Refusal> {
    if let Some(values) = members.shift_remove("is") {
        let path = path.key("is");
        let texts = values.as_array().map(|list| {
            let texts = list.iter().map(|v| v.as_str().map(str::to_owned));
            texts.collect::<Option<Vec<_>>>()
        });
        return match texts.flatten() {
            Some(texts) => Ok(Wanted::OneOf(texts)),
            None => Err(Refusal::new(&path, "a list of texts", Some(&values))),
        };
    }
    let between = members.shift_remove("between");
    let bound = |value: &Value| match value {
        Value::Null => Some(None),
        value => value.as_f64().map(Some),
    };
    let bounds = match between
        .as_ref()
        .and_then(Value::as_array)
        .map(Vec::as_slice)
    {
        Some([low, high]) => bound(low).zip(bound(high)),
        _ => None,
    };
    match bounds {
        Some((low, high)) => Ok(Wanted::Between(low, high)),
        None => {
            let expected = "is (a list of texts) or between (two numbers or null)";
            Err(Refusal::new(path, expected, between.as_ref()))
        }
    }
}

fn take_points(members: &mut Map<String, Value>, path: &MemberPath) -> Result<u32, Refusal> {
    match members.shift_remove("points") {
        None => Ok(ITEM_POINTS),
        Some(points) => points
            .as_u64()
            .and_then(|p| u32::try_from(p).ok())
            .ok_or_else(|| {
                let expected = "whole points from 0";
                Refusal::new(&path.key("points"), expected, Some(&points))
            }),
    }
}

fn object(json: &Value, path: &MemberPath) -> Result<Map<String, Value>, Refusal> {
    json.as_object()
        .cloned()
        .ok_or_else(|| Refusal::new(path, "an object", Some(json)))
}

#[cfg(test)]
mod tests {
    use super::{profile_from_json, profile_to_json};
    use crate::refusal::MemberPath;
    use serde_json::json;

    #[test]
    fn a_profile_comes_back_as_it_was_written() {
        let written = json!({ "items": [
            { "attribute": "seniority", "label": "Role", "is": ["vp"], "points": 25,
              "also": [{ "is": ["manager"], "points": 10 }], "note": { "a": [1] } },
            { "attribute": "employees", "label": "Employees", "between": [20, null], "points": 20 },
            { "attribute": "annual_revenue", "label": "Annual revenue", "between": [0.5, 1e300], "points": 0 },
        ], "team": "north" });
        let profile = profile_from_json(&written, &MemberPath::root()).unwrap();
        assert_eq!(profile_to_json(&profile), written);
        assert_eq!(profile.items.len(), 3);
    }

    #[test]
    fn what_is_no_profile_is_refused_by_name() {
        let check = |json: serde_json::Value, expected: &str| {
            let path = MemberPath::root().key("profile");
            let error = profile_from_json(&json, &path).unwrap_err().to_string();
            assert_eq!(error, expected);
        };
        check(json!(1), "profile: expected an object, found 1");
        check(
            json!({}),
            "profile.items: expected a list of items, found nothing",
        );
        check(
            json!({ "items": [{}] }),
            "profile.items[0].attribute: expected an attribute's id, found nothing",
        );
        check(
            json!({ "items": [{ "attribute": "a", "is": [1] }] }),
            "profile.items[0].is: expected a list of texts, found a list",
        );
        check(
            json!({ "items": [{ "attribute": "a", "between": [1] }] }),
            "profile.items[0]: expected is (a list of texts) or between (two numbers or null), found a list",
        );
        check(
            json!({ "items": [{ "attribute": "a", "is": [], "points": -1 }] }),
            "profile.items[0].points: expected whole points from 0, found -1",
        );
    }
}
