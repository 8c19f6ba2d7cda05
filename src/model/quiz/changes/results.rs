//! Results: added, moved, removed, and called by another id. The last one is for all that no other fits, and has no condition.

use super::{
    Changed, by_id, element, forget_in_variants, fresh, in_variants, list_mut, moved,
    rename_member, set_id, text,
};
use crate::stage::Stage;
use serde_json::{Value, json};

/// Stages in the order in which somebody would want a result of their own for them.
const WANTED: [Stage; 7] = [
    Stage::Opportunity,
    Stage::Prospect,
    Stage::Lead,
    Stage::Disqualified,
    Stage::Customer,
    Stage::Lost,
    Stage::Contact,
];

/// Adds a result before the last one: for the first stage that no result is for yet, opportunities first.
///
/// # Errors
/// When the quiz has no list of results.
pub fn add_result(quiz: &Value) -> Result<Changed, String> {
    let mut changed = quiz.clone();
    let results = list_mut(&mut changed, "results")?;
    let has_one = |stage: &Stage| {
        let mut stages = results
            .iter()
            .filter_map(|r| r.get("when")?.get("stage")?.as_array())
            .flatten();
        stages.any(|named| named.as_str() == Some(stage.id()))
    };
    let stage = WANTED.into_iter().find(|stage| !has_one(stage));
    let stage = stage.unwrap_or(Stage::Opportunity);
    let taken =
        |id: &str| results.iter().any(|r| text(r, "id") == id) || in_variants(quiz, "results", id);
    let id = match taken(stage.id()) {
        true => fresh("result", &taken),
        false => stage.id().to_owned(),
    };
    let result = json!({ "id": id, "when": { "stage": [stage.id()] }, "title": "Thank you for your answers" });
    results.insert(results.len().saturating_sub(1), result);
    Ok(Changed::of(changed))
}

/// Moves a result to the place it is to have: of several that fit, the first is shown.
///
/// # Errors
/// When it is not there, or another one than now would come last.
pub fn move_result(quiz: &Value, from: usize, to: usize) -> Result<Changed, String> {
    element(quiz, "results", from)?;
    let mut changed = quiz.clone();
    let results = list_mut(&mut changed, "results")?;
    let last = results.len().saturating_sub(1);
    if from != to && (from == last || to >= last) {
        return Err(
            "The last result is for everyone whom no other fits, so it stays the last.".to_owned(),
        );
    }
    moved(results, from, to);
    Ok(Changed::of(changed))
}

/// Removes a result, with what variants change in it. Where it was the last, the one before it is for everyone from now on.
///
/// # Errors
/// When it is not there, or is the only one.
pub fn remove_result(quiz: &Value, place: usize) -> Result<Changed, String> {
    let id = text(element(quiz, "results", place)?, "id").to_owned();
    let mut changed = quiz.clone();
    let results = list_mut(&mut changed, "results")?;
    if results.len() < 2 {
        return Err(
            "A quiz needs a result. Add another one before you remove this one.".to_owned(),
        );
    }
    results.remove(place);
    let mut said = Vec::new();
    if let Some(Value::Object(last)) = results.last_mut()
        && last.shift_remove("when").is_some()
    {
        let shown = last.get("title").and_then(Value::as_str).unwrap_or("");
        said.push(format!(
            "“{shown}” is now shown to everyone whom no other result fits."
        ));
    }
    if !results.iter().any(|r| text(r, "id") == id) {
        forget_in_variants(&mut changed, "results", &id, &mut said);
    }
    Ok(Changed {
        quiz: changed,
        said,
    })
}

/// Changes a result's id, also in what variants change.
///
/// # Errors
/// When the result is not there, or the id is empty or another result's.
pub fn rename_result(quiz: &Value, place: usize, id: &str) -> Result<Changed, String> {
    let before = text(element(quiz, "results", place)?, "id").to_owned();
    let mut changed = quiz.clone();
    let results = list_mut(&mut changed, "results")?;
    set_id(results, place, id)?;
    if before == id || before.is_empty() || results.iter().any(|r| text(r, "id") == before) {
        return Ok(Changed::of(changed));
    }
    if in_variants(quiz, "results", id) {
        return Err(format!(
            "A variant already has a result with the id “{id}”. Choose another one."
        ));
    }
    for (_, changes) in by_id(&mut changed, "results") {
        rename_member(changes, &before, id);
    }
    Ok(Changed::of(changed))
}
