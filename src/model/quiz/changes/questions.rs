//! Questions: added, moved, removed, and called by another id.

use super::rules::{Rule, each_rule, looks_at};
use super::{
    Changed, by_id, called, element, element_mut, forget_in_variants, fresh, in_variants, list_mut,
    moved, rename_member, set_id, text,
};
use crate::quiz::QuizType;
use serde_json::{Value, json};

/// Adds a question of a type before the one at a place; after the last one from there on. It has an id of its own and texts to begin
/// with, and can be asked as it is.
///
/// # Errors
/// When the quiz has no list of questions.
pub fn add_question(quiz: &Value, kind: QuizType, place: usize) -> Result<Changed, String> {
    let mut changed = quiz.clone();
    let questions = list_mut(&mut changed, "questions")?;
    let taken = |id: &str| {
        questions.iter().any(|q| text(q, "id") == id) || in_variants(quiz, "questions", id)
    };
    let id = match kind {
        QuizType::Email if !taken("email") => "email".to_owned(),
        _ => fresh("question", &taken),
    };
    let mut question = json!({ "id": id, "type": kind.id(), "text": asked(kind) });
    complete(&mut question, kind);
    questions.insert(place.min(questions.len()), question);
    Ok(Changed::of(changed))
}

/// Gives a question what one of its type must have and it lacks.
fn complete(question: &mut Value, kind: QuizType) {
    let id = text(question, "id").to_owned();
    let Value::Object(members) = question else {
        return;
    };
    let mut lacks = |member: &str, value: Value| {
        members.entry(member).or_insert(value);
    };
    match kind {
        QuizType::Single | QuizType::Multiple => {
            let options = json!([
                { "id": "answer1", "text": "First answer" },
                { "id": "answer2", "text": "Second answer" },
            ]);
            lacks("options", options);
        }
        QuizType::YesNo | QuizType::Number | QuizType::Date | QuizType::Text => {
            lacks("attribute", id.into());
        }
        QuizType::Scale => {
            lacks("attribute", id.into());
            let ends = ["min", "max"].map(|end| members.get(end).and_then(Value::as_f64));
            let fits = match ends {
                [Some(low), Some(high)] => {
                    low.fract() == 0.0
                        && high.fract() == 0.0
                        && (1.0..=10.0).contains(&(high - low))
                }
                _ => false,
            };
            if !fits {
                members.insert("min".to_owned(), 1.into());
                members.insert("max".to_owned(), 5.into());
            }
            for (end, word) in [("low", "not at all"), ("high", "very much")] {
                members.entry(end).or_insert(word.into());
            }
        }
        QuizType::Email => {}
    }
}

/// Has a question be answered another way. What the other type does not look at stays, so that going back loses nothing; rules that look
/// at answers which there are no more go.
///
/// # Errors
/// When the question is not there.
pub fn change_type(quiz: &Value, place: usize, kind: QuizType) -> Result<Changed, String> {
    let id = text(element(quiz, "questions", place)?, "id").to_owned();
    let mut changed = quiz.clone();
    let question = element_mut(&mut changed, "questions", place)?;
    if let Value::Object(members) = &mut *question {
        members.insert("type".to_owned(), kind.id().into());
    }
    complete(question, kind);
    let answers: Vec<String> = match kind {
        QuizType::YesNo => vec!["yes".to_owned(), "no".to_owned()],
        QuizType::Single | QuizType::Multiple => {
            let options = question.get("options").and_then(Value::as_array);
            let ids = options.into_iter().flatten().map(|o| text(o, "id"));
            ids.map(str::to_owned).collect()
        }
        _ => Vec::new(),
    };
    let mut said = Vec::new();
    each_rule(&mut changed, &mut said, &mut |rule| {
        if text(rule, "question") != id {
            return Rule::Stays;
        }
        let Some(Value::Array(named)) = rule.get_mut("is") else {
            return Rule::Goes;
        };
        named.retain(|named| {
            named
                .as_str()
                .is_some_and(|n| answers.iter().any(|a| a == n))
        });
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

/// What a new question asks until its author writes something better.
fn asked(kind: QuizType) -> &'static str {
    match kind {
        QuizType::Single => "Which of these fits best?",
        QuizType::Multiple => "Which of these fit?",
        QuizType::YesNo => "Is that so?",
        QuizType::Number => "How many?",
        QuizType::Scale => "How much do you agree?",
        QuizType::Date => "On which day?",
        QuizType::Text => "What should we know?",
        QuizType::Email => "Where may we write to you?",
    }
}

/// Moves a question to the place it is to have.
///
/// # Errors
/// When it is not there, or a question would come before one whose answer decides whether it is skipped.
pub fn move_question(quiz: &Value, from: usize, to: usize) -> Result<Changed, String> {
    element(quiz, "questions", from)?;
    let mut changed = quiz.clone();
    let questions = list_mut(&mut changed, "questions")?;
    moved(questions, from, to);
    for (place, question) in questions.iter().enumerate() {
        let mut later = questions.iter().skip(place + 1);
        if let Some(other) =
            later.find(|later| looks_at(question).any(|id| id == text(later, "id")))
        {
            return Err(format!(
                "Whether “{}” is asked depends on “{}”, so it has to come after it. Take that rule out first.",
                called(question),
                called(other)
            ));
        }
    }
    Ok(Changed::of(changed))
}

/// Removes a question, with the rules that look at its answers and with what variants change in it.
///
/// # Errors
/// When it is not there, or is the only one.
pub fn remove_question(quiz: &Value, place: usize) -> Result<Changed, String> {
    let id = text(element(quiz, "questions", place)?, "id").to_owned();
    let mut changed = quiz.clone();
    let questions = list_mut(&mut changed, "questions")?;
    if questions.len() < 2 {
        return Err(
            "A quiz needs a question. Add another one before you remove this one.".to_owned(),
        );
    }
    questions.remove(place);
    let mut said = Vec::new();
    // While an id stands twice, the rules may mean the other one.
    if !questions.iter().any(|q| text(q, "id") == id) {
        forget_in_variants(&mut changed, "questions", &id, &mut said);
        each_rule(
            &mut changed,
            &mut said,
            &mut |rule| match text(rule, "question") == id {
                true => Rule::Goes,
                false => Rule::Stays,
            },
        );
    }
    Ok(Changed {
        quiz: changed,
        said,
    })
}

/// Changes a question's id everywhere it is named: in rules, and in what variants change.
///
/// # Errors
/// When the question is not there, or the id is empty or another question's.
pub fn rename_question(quiz: &Value, place: usize, id: &str) -> Result<Changed, String> {
    let before = text(element(quiz, "questions", place)?, "id").to_owned();
    let mut changed = quiz.clone();
    let questions = list_mut(&mut changed, "questions")?;
    set_id(questions, place, id)?;
    if before == id || before.is_empty() || questions.iter().any(|q| text(q, "id") == before) {
        return Ok(Changed::of(changed));
    }
    if in_variants(quiz, "questions", id) {
        return Err(format!(
            "A variant already has a question with the id “{id}”. Choose another one."
        ));
    }
    for (_, changes) in by_id(&mut changed, "questions") {
        rename_member(changes, &before, id);
    }
    let mut said = Vec::new();
    each_rule(&mut changed, &mut said, &mut |rule| {
        if text(rule, "question") == before
            && let Some(named) = rule.get_mut("question")
        {
            *named = id.into();
        }
        Rule::Stays
    });
    Ok(Changed {
        quiz: changed,
        said,
    })
}
