//! The options of a question about an attribute, by what a rulebook tells apart.

use crate::condition::Scalar;
use crate::{JsonOut, ValueOut, decimal};
use serde_json::{Value, json};

/// What values of standard attributes are called, beside what they say themselves.
const CALLED: [(&str, &str); 13] = [
    ("c_suite", "Member of the board"),
    ("vp", "Vice president"),
    ("manager", "Manager"),
    ("individual", "None of these"),
    ("decision_maker", "I decide"),
    ("influencer", "I have a say"),
    ("none", "I have no say"),
    ("US", "United States"),
    ("CA", "Canada"),
    ("GB", "United Kingdom"),
    ("DE", "Germany"),
    ("FR", "France"),
    ("NL", "Netherlands"),
];

/// Attributes with a fixed list of values. Source: stage model, section 2.
const LISTS: [(&str, &[&str]); 2] = [
    (
        "seniority",
        &[
            "owner",
            "c_suite",
            "vp",
            "director",
            "manager",
            "individual",
        ],
    ),
    ("authority", &["decision_maker", "influencer", "none"]),
];

/// The values that the rulebook lists, and something else; all values of attributes that have a fixed list.
pub(super) fn listed(id: &str, values: &[&Scalar]) -> Value {
    let fixed = LISTS.iter().find(|(of, list)| {
        let known =
            |value: &&Scalar| matches!(value, Scalar::Text(text) if list.contains(&text.as_str()));
        *of == id && values.iter().all(known)
    });
    let mut all: Vec<Value> = Vec::new();
    match fixed {
        Some((_, list)) => all.extend(list.iter().map(|text| Value::from(*text))),
        None => all.extend(values.iter().map(|value| match value {
            Scalar::Text(text) => Value::from(text.as_str()),
            Scalar::Number(number) => whole_or_not(*number),
        })),
    }
    let mut options = Vec::new();
    for value in all {
        let text = match &value {
            Value::String(text) => match CALLED.iter().find(|(known, _)| known == text) {
                Some((_, called)) => (*called).to_owned(),
                None => capital(&text.replace('_', " ")),
            },
            other => with_commas(other.as_f64().unwrap_or(0.0)),
        };
        let option_id = format!("{}", options.len() + 1);
        options.push(json!({ "id": option_id, "text": text, "sets": { id: value } }));
    }
    if fixed.is_none() {
        options.push(json!({ "id": "other", "text": "Something else", "sets": { id: "other" } }));
    }
    options.into()
}

/// A number as JSON: 12, not 12.0.
fn whole_or_not(number: f64) -> Value {
    let mut out = ValueOut::default();
    out.number(number);
    out.finish()
}

/// A number at which something turns, and whether it belongs to what lies above it.
pub(super) type Cut = (f64, bool);

/// The ranges between the numbers at which something turns. Each stands for a number in its middle.
pub(super) fn ranges(id: &str, mut cuts: Vec<Cut>) -> Value {
    cuts.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    let unit = if id.ends_with("_months") {
        " months"
    } else {
        ""
    };
    let mut options = Vec::new();
    for place in 0..=cuts.len() {
        let low = place.checked_sub(1).and_then(|below| cuts.get(below));
        let high = cuts.get(place);
        let shown = |cut: &Cut| with_commas(cut.0) + unit;
        let (text, number) = match (low, high) {
            (None, Some(cut)) if cut.1 => (
                format!("Under {}", shown(cut)),
                cut.0 - (cut.0 / 2.0).abs().max(1.0),
            ),
            (None, Some(cut)) => (
                format!("{} or less", shown(cut)),
                cut.0 - (cut.0 / 2.0).abs().floor(),
            ),
            (Some(cut), None) if cut.1 => (format!("{} or more", shown(cut)), cut.0 + cut.0.abs()),
            (Some(cut), None) => (
                format!("More than {}", shown(cut)),
                cut.0 + cut.0.abs().max(1.0),
            ),
            (Some(low), Some(high)) if low.0 < high.0 => (
                format!("{} to {}", with_commas(low.0), shown(high)),
                f64::midpoint(low.0, high.0),
            ),
            (Some(low), Some(_)) => (shown(low), low.0),
            (None, None) => continue,
        };
        let option_id = format!("{}", options.len() + 1);
        options
            .push(json!({ "id": option_id, "text": text, "sets": { id: whole_or_not(number) } }));
    }
    options.into()
}

/// A number with commas between thousands.
pub(super) fn with_commas(number: f64) -> String {
    let digits = decimal::text(number);
    let (whole, rest) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut out = String::new();
    let (sign, whole) = whole
        .strip_prefix('-')
        .map_or(("", whole), |whole| ("-", whole));
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    format!("{sign}{out}{rest}")
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
