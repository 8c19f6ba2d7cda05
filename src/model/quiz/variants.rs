//! Variants of a quiz, for trying out which does better: what one changes, whether a quiz comes of it, and who gets which.

use super::{Quiz, read_quiz};
use crate::node::Node;
use crate::refusal::{MemberPath, Refusal, Step};
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
    Some(with_changes(quiz, variant)).filter(Value::is_object)
}

fn with_changes(quiz: &Value, variant: &Value) -> Value {
    let mut changed = quiz.clone();
    if let Some(changes) = variant.get("changes") {
        patch(&mut changed, changes);
    }
    // A variant has no variants.
    if let Some(members) = changed.as_object_mut() {
        members.shift_remove("variants");
    }
    changed
}

/// Reads a quiz as [`read_quiz`] does, and its variants besides.
///
/// # Errors
/// At the first member of the quiz that is not as it must be, or else as [`check_variants`].
pub fn check_quiz(quiz: &Value) -> Result<Quiz<'_>, Refusal> {
    let read = read_quiz(Node::Value(quiz))?;
    check_variants(quiz)?;
    Ok(read)
}

/// Checks that the changes of each variant leave a quiz.
///
/// # Errors
/// At the first that do not. The path is that of the member within the changes, whether or not they name it, questions, results and
/// options by their id: `variants[1].changes.questions.budget.options.none.text`.
pub fn check_variants(quiz: &Value) -> Result<(), Refusal> {
    let variants = quiz.get("variants").and_then(Value::as_array);
    for (place, variant) in variants.into_iter().flatten().enumerate() {
        let changed = with_changes(quiz, variant);
        if let Err(mut refusal) = read_quiz(Node::Value(&changed)) {
            let changes = MemberPath::root()
                .key("variants")
                .index(place)
                .key("changes");
            refusal.path = path_in_changes(changes, &changed, refusal.path.steps());
            return Err(refusal);
        }
    }
    Ok(())
}

/// A path of the changed quiz as one of the changes. `path` is that of the changes themselves.
fn path_in_changes(mut path: MemberPath, changed: &Value, steps: &[Step]) -> MemberPath {
    let mut at = Some(changed);
    let mut by_id = false;
    for step in steps {
        match step {
            Step::Key(key) => {
                at = at.and_then(|value| value.get(&**key));
                by_id = BY_ID.contains(&&**key);
                path = path.key(key);
            }
            Step::Index(index) => {
                at = at.and_then(|value| value.get(index));
                let id = at.and_then(|value| value.get("id")).and_then(Value::as_str);
                path = match id {
                    Some(id) if by_id => path.key(id),
                    _ => path.index(*index),
                };
                by_id = false;
            }
        }
    }
    path
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
    use super::{check_quiz, check_variants, variant_for, variant_of};
    use crate::quiz::Quiz;
    use expect_test::expect;
    use serde_json::{Value, json};

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
    fn changes_must_leave_a_quiz() {
        let quiz = |changes: Value| {
            json!({
                "format": "leadlens.quiz/1", "id": "q", "rulebook": "house",
                "questions": [
                    { "id": "a", "type": "single", "text": "?", "options": [{ "id": "x", "text": "X" }, { "id": "y", "text": "Y" }] },
                    { "id": "b", "type": "yes_no", "text": "??", "attribute": "need", "skip_when": [{ "question": "a", "is": ["x"] }] },
                ],
                "results": [{ "id": "r", "when": { "stage": ["lead"] }, "title": "R" }, { "id": "s", "title": "S" }],
                "variants": [{ "id": "v", "changes": { "title": "V" } }, { "id": "w", "weight": 2, "changes": changes }],
            })
        };
        let checked = |changes: &Value| {
            let quiz = quiz(changes.clone());
            let id = |quiz: Quiz| quiz.id.to_owned();
            check_quiz(&quiz).map_or_else(|refusal| refusal.sentence(), id)
        };
        for changes in [
            json!({}),
            json!({ "id": "other" }),
            json!({ "questions": { "b": null }, "variants": 7 }),
            json!({ "questions": { "new": { "type": "yes_no", "text": "!", "attribute": "need" } } }),
        ] {
            assert_eq!(checked(&changes), "q", "{changes}");
        }
        let wrong = [
            json!({ "title": 7 }),
            json!({ "format": "leadlens.quiz/9" }),
            json!({ "questions": { "new": { "type": "yes_no", "attribute": "need" } } }),
            json!({ "questions": { "a": { "options": { "y": { "text": "" } } } } }),
            json!({ "questions": { "a": { "options": { "y": null } } } }),
            // What is left asks for what was taken out.
            json!({ "questions": { "a": null } }),
            json!({ "questions": { "a": { "options": { "x": null, "z": { "text": "Z" } } } } }),
            json!({ "questions": { "a": { "id": "b" } } }),
            json!({ "questions": [{ "id": 7 }] }),
            json!({ "results": { "s": null } }),
            json!({ "results": [] }),
            json!("all else"),
        ]
        .map(|changes| checked(&changes));
        expect![[r#"
            variants[1].changes.title: expected a text, found 7
            variants[1].changes.format: expected "leadlens.quiz/1", found "leadlens.quiz/9", made by a newer version of Leadlens
            variants[1].changes.questions.new.text: expected a text, found nothing
            variants[1].changes.questions.a.options.y.text: expected a text, found ""
            variants[1].changes.questions.a.options: expected a list of at least two, found a list
            variants[1].changes.questions.b.skip_when[0].question: expected the id of a question before this one, found "a"
            variants[1].changes.questions.b.skip_when[0].is[0]: expected the id of one of the question's options, found "x"
            variants[1].changes.questions.b.id: expected an id that nothing before it has, found "b"
            variants[1].changes.questions[0].id: expected an id of its own, a text, found 7
            variants[1].changes.results: expected a last one without "when", for all that no other fits, found "r"
            variants[1].changes.results: expected a list with something in it, found an empty list
            variants[1].changes: expected an object, found "all else""#]].assert_eq(&wrong.join("\n"));
        // What is no quiz to begin with is refused where it is wrong.
        let mut wrong = quiz(json!({ "title": 7 }));
        wrong["title"] = json!(8);
        assert_eq!(check_quiz(&wrong).unwrap_err().path.to_string(), "title");
        for odd in [
            json!(7),
            json!({}),
            json!({ "variants": 7 }),
            json!({ "variants": [7] }),
        ] {
            assert!(
                check_variants(&odd).map_or_else(
                    |refusal| refusal.path.to_string().starts_with("variants[0].changes"),
                    |()| true
                ),
                "{odd}"
            );
        }
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
