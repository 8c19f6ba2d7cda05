//! GIFT questions to cases of a deck.

use super::{GiftAnswer, GiftKind, GiftQuestion, say};
use crate::deck::{DeckCase, MOST_CASES, MOST_OPTIONS};
use crate::problem::Problems;
use model::Stage;
use std::collections::HashSet;

/// What became of the questions of a GIFT file.
#[derive(Clone, Debug, PartialEq)]
pub struct CasesFromGift {
    /// The questions with one right answer, as cases: options that name stages are their ids, others stay texts of their own.
    pub cases: Vec<DeckCase>,
    /// The line on which each case's question began.
    pub lines: Vec<u32>,
    /// How many of the cases are about stages and nothing else.
    pub about_stages: usize,
    /// Questions that are no cases, and what of the others has no place in one, with their lines.
    pub problems: Problems,
}

/// Makes cases of questions that have one right answer among several. Others are refused with a sentence each.
#[must_use]
pub fn cases_from_gift(questions: &[GiftQuestion]) -> CasesFromGift {
    let mut made = CasesFromGift {
        cases: Vec::new(),
        lines: Vec::new(),
        about_stages: 0,
        problems: Problems::default(),
    };
    let mut ids = HashSet::new();
    for question in questions {
        if made.cases.len() >= MOST_CASES {
            let what = || {
                format!(
                    "A deck has at most {MOST_CASES} cases. This question and those behind it were left out."
                )
            };
            say(&mut made.problems, question.line, "", &what);
            break;
        }
        match case(question, &mut made.problems) {
            Ok(mut case) => {
                case.id = own_id(question, made.cases.len() + 1, &mut ids);
                let stage = |option: &String| Stage::from_id(option).is_some();
                made.about_stages += usize::from(case.options.iter().all(stage));
                made.cases.push(case);
                made.lines.push(question.line);
            }
            Err(why) => say(&mut made.problems, question.line, &question.text, &|| {
                format!("{why} It was left out.")
            }),
        }
    }
    made
}

/// The case of a question, without its id.
fn case(question: &GiftQuestion, problems: &mut Problems) -> Result<DeckCase, String> {
    let (options, right, feedback) = match &question.kind {
        GiftKind::TrueFalse {
            right,
            when_wrong,
            when_right,
        } => {
            let options = vec!["True".to_owned(), "False".to_owned()];
            let feedback = joined(&[when_right, &question.feedback, when_wrong]);
            (options, usize::from(!right), feedback)
        }
        GiftKind::Choice { single, answers } => {
            let right = right(*single, answers)?;
            if answers
                .iter()
                .enumerate()
                .any(|(at, a)| at != right && a.percent > 0.0)
            {
                say(problems, question.line, &question.text, &|| {
                    "Some of its wrong answers counted in part. In a deck they count nothing."
                        .to_owned()
                });
            }
            (options(answers)?, right, feedback(question, answers, right))
        }
        GiftKind::Description => return Err("This is a text without a question.".to_owned()),
        GiftKind::Essay => return Err(no_case("an answer in one's own words")),
        GiftKind::Short(_) => return Err(no_case("a word to be typed")),
        GiftKind::Matching(_) => return Err(no_case("pairs")),
        GiftKind::Numerical { .. } => return Err(no_case("a number")),
    };
    if question.text.trim().is_empty() {
        return Err("This question has answers, but asks nothing.".to_owned());
    }
    let answer = options.get(right).cloned().unwrap_or_default();
    Ok(DeckCase {
        id: String::new(),
        text: question.text.clone(),
        contact: None,
        answer,
        explanation: feedback,
        options,
        seed: None,
        extra: serde_json::Map::new(),
    })
}

fn no_case(wanted: &str) -> String {
    format!("This question wants {wanted}; a case of a deck has one right answer to choose.")
}

/// The place of the one right answer.
fn right(single: bool, answers: &[GiftAnswer]) -> Result<usize, String> {
    let full = |answer: &GiftAnswer| answer.percent >= 100.0;
    let mut right = (0..).zip(answers).filter(|(_, answer)| full(answer));
    match (right.next(), right.next()) {
        (Some((place, _)), None) => Ok(place),
        (Some(_), Some(_)) => Err("This question has more than one right answer.".to_owned()),
        (None, _) if single => Err("This question has no right answer.".to_owned()),
        (None, _) => Err(no_case("several answers at once")),
    }
}

/// The answers as options: ids of stages where all of them name stages.
fn options(answers: &[GiftAnswer]) -> Result<Vec<String>, String> {
    if answers.len() > MOST_OPTIONS {
        return Err(format!(
            "This question has more than {MOST_OPTIONS} answers."
        ));
    }
    let stages: Option<Vec<&str>> = answers.iter().map(|a| stage(&a.text)).collect();
    let options: Vec<String> = match stages {
        Some(stages) => stages.into_iter().map(str::to_owned).collect(),
        None => answers.iter().map(|a| a.text.clone()).collect(),
    };
    let mut known = HashSet::new();
    match options.iter().all(|option| known.insert(option)) {
        true => Ok(options),
        false => Err("This question has the same answer twice.".to_owned()),
    }
}

/// The id of the stage that a text names.
fn stage(text: &str) -> Option<&'static str> {
    let text = text.trim().to_lowercase();
    Stage::from_id(&text).map(Stage::id)
}

/// All that is said after an answer: the right one's words first, those to wrong answers behind what they are about.
fn feedback(question: &GiftQuestion, answers: &[GiftAnswer], right: usize) -> String {
    let own = answers.get(right).map_or("", |answer| &answer.feedback);
    let mut parts = vec![own.to_owned(), question.feedback.clone()];
    for (at, answer) in answers.iter().enumerate() {
        if at != right && !answer.feedback.is_empty() {
            parts.push(format!("{}: {}", answer.text, answer.feedback));
        }
    }
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    joined(&parts)
}

/// What there is of some texts, a line each.
fn joined(parts: &[&str]) -> String {
    let filled: Vec<&str> = parts
        .iter()
        .copied()
        .filter(|part| !part.is_empty())
        .collect();
    filled.join("\n")
}

/// An id that no case before it has: the question's own, its name, or a number.
fn own_id(question: &GiftQuestion, number: usize, ids: &mut HashSet<String>) -> String {
    let named = [question.id.trim(), question.name.trim()];
    let named = named.into_iter().find(|name| !name.is_empty());
    let first = named.map_or_else(|| format!("case-{number}"), str::to_owned);
    let mut id = first.clone();
    let mut count = 2;
    while !ids.insert(id.clone()) {
        id = format!("{first}-{count}");
        count += 1;
    }
    id
}
