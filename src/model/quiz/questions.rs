//! The questions of a quiz's JSON.

use super::read::{each, filled, one_of, own_id, texts, yes_or_no};
use super::{QuizOption, QuizQuestion, QuizType};
use crate::contact_json::read_attributes;
use crate::dictionary::Kind;
use crate::spot::Spot;

/// A scale has at most so many numbers between its ends, and one more.
const MOST_STEPS: f64 = 10.0;
/// The most characters of a text where a question does not say.
const MOST_CHARACTERS: f64 = 500.0;

pub(super) const TYPES: [&str; 8] = [
    "single", "multiple", "yes_no", "number", "scale", "date", "text", "email",
];

/// Reads a question, which may look at those before it.
pub(super) fn question<'v>(
    spot: &Spot<'v, '_>,
    before: &[QuizQuestion<'v>],
    known: &mut Vec<&'v str>,
) -> QuizQuestion<'v> {
    let mut question = QuizQuestion {
        id: own_id(spot, known),
        kind: QuizType::Single,
        required: yes_or_no(spot, "required"),
        skip_when: Vec::new(),
        options: Vec::new(),
        attribute: "",
        low: f64::NEG_INFINITY,
        high: f64::INFINITY,
    };
    let expected = "single, multiple, yes_no, number, scale, date, text or email";
    let kind = one_of(&spot.member("type"), &TYPES, expected);
    question.kind = QuizType::ALL.get(kind).copied().unwrap_or(QuizType::Single);
    filled(spot, "text");
    texts(spot, &["hint", "unit", "low", "high"]);
    spot.given("skip_when", &mut |rules| {
        each(rules, 0, &mut |rule| {
            let at = rule.member("question");
            let expected = "the id of a question before this one";
            let id = at.text(expected);
            for (place, earlier) in before.iter().enumerate() {
                if earlier.id == id {
                    let mut options = Vec::new();
                    each(&rule.member("is"), 1, &mut |spot| {
                        options.push(option_place(earlier, spot));
                    });
                    question.skip_when.push((place, options));
                    return;
                }
            }
            at.refuse(expected);
        });
    });
    if question.kind <= QuizType::Multiple {
        let mut known = Vec::new();
        each(&spot.member("options"), 2, &mut |spot| {
            let id = own_id(spot, &mut known);
            filled(spot, "text");
            let mut option = option(spot, id);
            option.sets = read_attributes(spot, "sets");
            question.options.push(option);
        });
        return question;
    }
    question.attribute = match question.kind {
        QuizType::YesNo => spot.text_or("attribute", ""),
        QuizType::Email => spot.text_or("attribute", "email"),
        _ => spot
            .member("attribute")
            .filled_text("the id of an attribute"),
    };
    if question.kind == QuizType::YesNo {
        question.options.push(option(spot, "yes"));
        question.options.push(QuizOption::default());
        for (option, id) in question.options.iter_mut().zip(["yes", "no"]) {
            option.id = id;
            if !question.attribute.is_empty() {
                option
                    .sets
                    .push((question.attribute, id.to_owned(), Kind::Text));
            }
        }
    } else {
        bounds(spot, &mut question);
    }
    question
}

/// The bounds of numbers and texts.
fn bounds(spot: &Spot<'_, '_>, question: &mut QuizQuestion<'_>) {
    let kind = question.kind;
    let scale = kind == QuizType::Scale;
    let whole = scale || kind == QuizType::Text;
    let expected = if whole { "a whole number" } else { "a number" };
    let bound = |key: &str, other: f64| {
        let at = spot.member(key);
        if scale || spot.optional(key).is_some() {
            at.number_that(&|n| !whole || n.fract() == 0.0, expected)
        } else {
            other
        }
    };
    if scale || kind == QuizType::Number {
        question.low = bound("min", question.low);
        question.high = bound("max", question.high);
        if question.high < question.low {
            spot.member("max").refuse("a number from min up");
        }
        if scale && !(1.0..=MOST_STEPS).contains(&(question.high - question.low)) {
            spot.member("max")
                .refuse("a number over min, by at most 10");
        }
        spot.given("step", &mut |step| {
            step.number_that(&|n| n > 0.0, "a number over 0");
        });
    }
    if kind == QuizType::Text {
        question.high = bound("max_length", MOST_CHARACTERS);
        if question.high < 1.0 {
            spot.member("max_length")
                .refuse("a number of characters from 1");
        }
    }
}

/// An option that records what stands here.
fn option<'v>(spot: &Spot<'v, '_>, id: &'v str) -> QuizOption<'v> {
    let mut option = QuizOption {
        id,
        ..QuizOption::default()
    };
    spot.given("signals", &mut |at| {
        each(at, 0, &mut |kind| {
            option.signals.push(kind.filled_text("a kind of signal"));
        });
    });
    option
}

/// The place of the option whose id stands here.
pub(super) fn option_place(question: &QuizQuestion<'_>, spot: &Spot<'_, '_>) -> usize {
    let mut ids = Vec::new();
    for option in &question.options {
        ids.push(option.id);
    }
    one_of(spot, &ids, "the id of one of the question's options")
}
