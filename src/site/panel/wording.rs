//! Questions and answers in words: the rulebook's own where it has them.

use crate::fact_form::{Form, form};
use model::facts::attribute_label;
use model::words::{label, lower_first};
use model::{Condition, PathStep, Question, Rulebook, Scalar, Test};

/// What to ask to find an attribute out.
pub fn question(rulebook: &Rulebook, attribute: &str) -> String {
    let own = rulebook.criteria.iter().find(|c| {
        matches!(&c.when, Condition::Attribute { id, .. } if id == attribute)
            && !c.question.is_empty()
    });
    own.map_or_else(
        || format!("{}?", attribute_label(attribute)),
        |criterion| criterion.question.clone(),
    )
}

/// The answers to offer, each as the value to record and its words. Empty where only the person asked can tell.
pub fn answers(question: &Question) -> Vec<(String, String)> {
    let pair = |(value, label): &(&str, &str)| ((*value).to_owned(), (*label).to_owned());
    match form(&question.attribute) {
        Form::YesNo => [("yes", "Yes"), ("no", "No")].iter().map(pair).collect(),
        Form::OneOf(options) => options.iter().map(pair).collect(),
        Form::Number if question.attribute == "timeline_months" => months(question),
        Form::Number | Form::Date => Vec::new(),
        Form::Text => {
            let listed = question
                .answers
                .iter()
                .filter_map(|(_, condition)| match condition {
                    Condition::Attribute {
                        test: Test::Is(values),
                        ..
                    } => Some(values),
                    _ => None,
                });
            let mut out: Vec<(String, String)> = Vec::new();
            for value in listed.flatten() {
                if let Scalar::Text(text) = value
                    && !out.iter().any(|(known, _)| known == text)
                {
                    out.push((text.clone(), text.clone()));
                }
            }
            out.truncate(9);
            out
        }
    }
}

/// When they want it: what the rulebook tells apart, in months.
fn months(question: &Question) -> Vec<(String, String)> {
    let mut limits: Vec<u32> = question
        .answers
        .iter()
        .filter_map(|(_, condition)| match condition {
            Condition::Attribute {
                test: Test::Number {
                    high: Some(high), ..
                },
                ..
            } if *high >= 1.0 => Some(*high as u32),
            _ => None,
        })
        .collect();
    limits.sort_unstable();
    let Some(furthest) = limits.last().copied() else {
        return Vec::new();
    };
    if limits.first().is_some_and(|first| *first > 3) {
        limits.insert(0, 3);
    }
    limits.dedup();
    let mut out: Vec<(String, String)> = limits
        .iter()
        .map(|months| {
            let words = match months {
                1 => "Within a month".to_owned(),
                12 => "Within a year".to_owned(),
                n => format!("Within {n} months"),
            };
            (months.to_string(), words)
        })
        .collect();
    out.push((furthest.saturating_mul(2).to_string(), "Later".to_owned()));
    out
}

/// A step of the shortest way, in words.
pub fn step(rulebook: &Rulebook, step: &PathStep) -> String {
    let words = label(rulebook, &step.condition);
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// An attribute in the middle of a sentence.
pub fn named(attribute: &str) -> String {
    lower_first(attribute_label(attribute))
}

#[cfg(test)]
mod tests {
    use super::answers;
    use model::{Condition, Question, Test};

    #[test]
    fn answers_record_what_they_say() {
        let check = |attribute: &str, test: Test, expected: &str| {
            let condition = Condition::Attribute {
                id: attribute.into(),
                test,
            };
            let question = Question {
                attribute: attribute.into(),
                answers: vec![("x".into(), condition)],
                further: 0,
            };
            let all: Vec<String> = answers(&question)
                .into_iter()
                .map(|(v, l)| format!("{l}={v}"))
                .collect();
            assert_eq!(all.join(" | "), expected);
        };
        let at_most = |high| Test::Number {
            low: None,
            high: Some(high),
        };
        check("need", Test::Known(true), "Yes=yes | No=no");
        check(
            "timeline_months",
            at_most(12.0),
            "Within 3 months=3 | Within a year=12 | Later=24",
        );
        check(
            "timeline_months",
            at_most(2.0),
            "Within 2 months=2 | Later=4",
        );
        check("employees", at_most(1000.0), "");
        check(
            "authority",
            Test::Known(true),
            "Decides=decision_maker | Influences=influencer | Has no say=none",
        );
    }
}
