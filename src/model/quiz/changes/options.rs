//! The options of a question: added, moved, removed, and called by another id.

use super::rules::{Rule, each_rule};
use super::{
    Changed, by_id, called, element, element_mut, fresh, has_options, list_mut, moved,
    rename_member, set_id, text,
};
use serde_json::{Map, Value, json};

/// Adds an option to a question, as the last one, with an id of its own.
///
/// # Errors
/// When the question is not there, or is not answered by options.
pub fn add_option(quiz: &Value, question: usize) -> Result<Changed, String> {
    let mut changed = quiz.clone();
    let asked = element_mut(&mut changed, "questions", question)?;
    if !has_options(asked) {
        return Err(format!("“{}” is not answered by choosing.", called(asked)));
    }
    let options = list_mut(asked, "options")?;
    let before = options.len();
    let mut id = format!("answer{}", before + 1);
    if options.iter().any(|o| text(o, "id") == id) {
        id = fresh("answer", &|id| options.iter().any(|o| text(o, "id") == id));
    }
    let shown = format!("Answer {}", before + 1);
    options.push(json!({ "id": id, "text": shown }));
    Ok(Changed::of(changed))
}

/// Moves an option to the place it is to have in its question.
///
/// # Errors
/// When the question or the option is not there.
pub fn move_option(
    quiz: &Value,
    question: usize,
    from: usize,
    to: usize,
) -> Result<Changed, String> {
    element(element(quiz, "questions", question)?, "options", from)?;
    let mut changed = quiz.clone();
    let asked = element_mut(&mut changed, "questions", question)?;
    moved(list_mut(asked, "options")?, from, to);
    Ok(Changed::of(changed))
}

/// Removes an option, also from the rules that look at it and from what variants change.
///
/// # Errors
/// When it is not there, or only two are left.
pub fn remove_option(quiz: &Value, question: usize, place: usize) -> Result<Changed, String> {
    let asked = element(quiz, "questions", question)?;
    let id = text(element(asked, "options", place)?, "id").to_owned();
    let of = text(asked, "id").to_owned();
    let mut changed = quiz.clone();
    let options = list_mut(element_mut(&mut changed, "questions", question)?, "options")?;
    if options.len() <= 2 {
        return Err(
            "There must be two answers to choose from. Add another one before you remove this one."
                .to_owned(),
        );
    }
    options.remove(place);
    let mut said = Vec::new();
    if options.iter().any(|o| text(o, "id") == id) {
        return Ok(Changed::of(changed));
    }
    each_change(&mut changed, &of, &mut |variant, changes| {
        if changes.shift_remove(&id).is_some() {
            said.push(format!(
                "Variant “{variant}” changed this answer; that change is gone too."
            ));
        }
    });
    each_rule(&mut changed, &mut said, &mut |rule| {
        if text(rule, "question") != of {
            return Rule::Stays;
        }
        let Some(Value::Array(named)) = rule.get_mut("is") else {
            return Rule::Stays;
        };
        named.retain(|named| named.as_str() != Some(&id));
        match named.is_empty() {
            true => Rule::Goes,
            false => Rule::Stays,
        }
    });
    Ok(Changed {
        quiz: changed,
        said,
    })
}

/// Changes an option's id everywhere it is named: in rules, and in what variants change.
///
/// # Errors
/// When the option is not there, or the id is empty or another option's.
pub fn rename_option(
    quiz: &Value,
    question: usize,
    place: usize,
    id: &str,
) -> Result<Changed, String> {
    let asked = element(quiz, "questions", question)?;
    let before = text(element(asked, "options", place)?, "id").to_owned();
    let of = text(asked, "id").to_owned();
    let mut changed = quiz.clone();
    let options = list_mut(element_mut(&mut changed, "questions", question)?, "options")?;
    set_id(options, place, id)?;
    if before == id || before.is_empty() || options.iter().any(|o| text(o, "id") == before) {
        return Ok(Changed::of(changed));
    }
    let mut taken = false;
    each_change(&mut changed, &of, &mut |_, changes| {
        taken |= changes.contains_key(id)
    });
    if taken {
        return Err(format!(
            "A variant already has an answer with the id “{id}”. Choose another one."
        ));
    }
    each_change(&mut changed, &of, &mut |_, changes| {
        rename_member(changes, &before, id);
    });
    let mut said = Vec::new();
    each_rule(&mut changed, &mut said, &mut |rule| {
        if text(rule, "question") == of
            && let Some(Value::Array(named)) = rule.get_mut("is")
        {
            for named in named {
                if named.as_str() == Some(&before) {
                    *named = id.into();
                }
            }
        }
        Rule::Stays
    });
    Ok(Changed {
        quiz: changed,
        said,
    })
}

/// What each variant changes in the options of a question, by id; with the variant's id.
fn each_change(
    quiz: &mut Value,
    question: &str,
    look: &mut dyn FnMut(&str, &mut Map<String, Value>),
) {
    for (variant, changes) in by_id(quiz, "questions") {
        let options = changes.get_mut(question).and_then(|c| c.get_mut("options"));
        if let Some(Value::Object(changes)) = options {
            look(&variant, changes);
        }
    }
}
