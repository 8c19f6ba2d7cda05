//! Variants of a quiz, for trying out which does better: what one changes, and who gets which.

use serde_json::{Map, Value};

/// A quiz with the changes of one of its variants, and without its variants; `None` when it has none of this id.
///
/// `changes` is a JSON merge patch (RFC 7396), but that `questions`, `results` and, within a question, `options` are patched by id: an
/// object whose members are named after what they change. One that is null takes it out; one that is new comes last.
#[must_use]
pub fn variant_of(quiz: &Value, id: &str) -> Option<Value> {
    let variants = quiz.get("variants")?.as_array()?;
    let variant = variants
        .iter()
        .find(|v| v.get("id").and_then(Value::as_str) == Some(id))?;
    let mut changed = quiz.clone();
    changed.as_object_mut()?.remove("variants");
    if let Some(changes) = variant.get("changes") {
        patch(&mut changed, changes);
        // A variant has no variants.
        changed.as_object_mut()?.remove("variants");
    }
    Some(changed)
}

/// The lists whose elements have ids.
pub(super) const BY_ID: [&str; 3] = ["questions", "results", "options"];

/// A value with changes merged into it.
pub(super) fn patched(value: &Value, changes: &Value) -> Value {
    let mut value = value.clone();
    patch(&mut value, changes);
    value
}

fn patch(target: &mut Value, changes: &Value) {
    let Value::Object(changes) = changes else {
        target.clone_from(changes);
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    let Value::Object(members) = target else {
        return;
    };
    for (name, change) in changes {
        match (members.get_mut(name), change) {
            (_, Value::Null) => {
                members.shift_remove(name);
            }
            (Some(Value::Array(list)), Value::Object(by_id)) if BY_ID.contains(&name.as_str()) => {
                patch_list(list, by_id);
            }
            (Some(member), change) => patch(member, change),
            (None, change) => {
                let mut member = Value::Null;
                patch(&mut member, change);
                members.insert(name.clone(), member);
            }
        }
    }
}

fn patch_list(list: &mut Vec<Value>, by_id: &Map<String, Value>) {
    for (id, change) in by_id {
        let place = list
            .iter()
            .position(|e| e.get("id").and_then(Value::as_str) == Some(id));
        match (place, change) {
            (Some(place), Value::Null) => {
                list.remove(place);
            }
            (None, Value::Null) => {}
            (Some(place), change) => {
                if let Some(element) = list.get_mut(place) {
                    patch(element, change);
                }
            }
            (None, change) => {
                let mut element =
                    Value::Object(Map::from_iter([("id".to_owned(), id.as_str().into())]));
                patch(&mut element, change);
                list.push(element);
            }
        }
    }
}

/// The place of the variant that a visitor gets: the same one each time, and each in the share of its weight. `None` where no variant has
/// weight.
///
/// The text `quiz id/visitor id` in UTF-8 is hashed by FNV-1a with 32 bits (start at 2166136261; for each byte, exclusive or, then times
/// 16777619, modulo 2³²). The hash over 2³² times the sum of the weights is a point on the weights laid end to end; the variant it falls
/// on is the visitor's. All as 64-bit floats, so that JavaScript gets the same.
#[must_use]
pub fn variant_for(quiz_id: &str, visitor_id: &str, weights: &[f64]) -> Option<usize> {
    let mut hash = 2_166_136_261u32;
    for byte in [quiz_id, "/", visitor_id]
        .iter()
        .flat_map(|text| text.bytes())
    {
        hash = (hash ^ u32::from(byte)).wrapping_mul(16_777_619);
    }
    let weights = || weights.iter().map(|w| if *w > 0.0 { *w } else { 0.0 });
    let mut point =
        f64::from(hash) / 4_294_967_296.0 * weights().fold(0.0, |sum, weight| sum + weight);
    let mut last = None;
    for (place, weight) in weights().enumerate() {
        if weight > 0.0 {
            last = Some(place);
            if point < weight {
                break;
            }
        }
        point -= weight;
    }
    last
}

#[cfg(test)]
mod tests {
    use super::{variant_for, variant_of};
    use serde_json::json;

    #[test]
    fn a_variant_changes_what_it_names() {
        let quiz = json!({
            "id": "q", "title": "A", "intro": "B", "lang": "en",
            "questions": [
                { "id": "a", "text": "?", "options": [{ "id": "x", "text": "X" }, { "id": "y", "text": "Y" }] },
                { "id": "b", "text": "??" },
            ],
            "results": [{ "id": "r", "title": "R" }],
            "variants": [
                { "id": "v", "changes": {
                    "title": "C", "intro": null, "branding": { "accent": "#fff", "logo": null },
                    "questions": { "a": { "text": "!", "options": { "y": { "text": "Z" } } }, "b": null, "c": { "text": "new" } },
                    "results": { "nobody": null },
                    "variants": [],
                } },
                { "id": "w", "changes": { "questions": [] } },
            ],
        });
        let check = |id: &str, expected| assert_eq!(variant_of(&quiz, id), expected);
        check(
            "v",
            Some(json!({
                "id": "q", "title": "C", "lang": "en",
                "questions": [
                    { "id": "a", "text": "!", "options": [{ "id": "x", "text": "X" }, { "id": "y", "text": "Z" }] },
                    { "id": "c", "text": "new" },
                ],
                "results": [{ "id": "r", "title": "R" }],
                "branding": { "accent": "#fff" },
            })),
        );
        check(
            "w",
            Some(json!({
                "id": "q", "title": "A", "intro": "B", "lang": "en", "questions": [],
                "results": [{ "id": "r", "title": "R" }],
            })),
        );
        check("u", None);
    }

    #[test]
    fn visitors_keep_their_variant_and_weights_are_shares() {
        let check = |visitor: &str, weights: &[f64], expected| {
            assert_eq!(
                variant_for("readiness", visitor, weights),
                expected,
                "{visitor}"
            );
        };
        check("v1", &[], None);
        check("v1", &[0.0, -1.0], None);
        check("v1", &[0.0, 2.0, 0.0], Some(1));
        let mut counts = [0; 3];
        for visitor in 0..10_000 {
            let place =
                variant_for("readiness", &format!("visitor-{visitor}"), &[1.0, 2.0, 1.0]).unwrap();
            counts[place] += 1;
        }
        assert!(
            counts
                .iter()
                .zip([2500, 5000, 2500])
                .all(|(n, wanted)| i32::abs(n - wanted) < 300),
            "{counts:?}"
        );
    }
}
