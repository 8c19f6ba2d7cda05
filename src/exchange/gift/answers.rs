//! What stands in the braces of a question.

use super::blocks::formatted;
use super::marks::plain;
use super::{GiftAnswer, GiftKind, GiftNumber, MOST_ANSWERS};

/// The part that is at fault, and a sentence about it.
type Wrong<'a> = (&'a str, String);

/// The type of a question, by what stands in its braces without the general feedback.
pub(super) fn kind<'a>(within: &'a str, format: &'a str) -> Result<GiftKind, Wrong<'a>> {
    if within.is_empty() {
        return Ok(GiftKind::Essay);
    }
    if let Some(numbers) = within.strip_prefix('#') {
        return numerical(numbers, format);
    }
    if within.contains('~') {
        return choice(within, format);
    }
    if within.contains('=') && within.contains("->") {
        return matching(within, format);
    }
    let (word, feedback) = within.split_once('#').unwrap_or((within, ""));
    match word.trim() {
        "T" | "TRUE" => Ok(true_false(true, feedback, format)),
        "F" | "FALSE" => Ok(true_false(false, feedback, format)),
        _ => short(within, format),
    }
}

fn true_false(right: bool, feedback: &str, format: &str) -> GiftKind {
    // The first is for those who were wrong, whichever the right answer is.
    let (wrong, when_right) = feedback.split_once('#').unwrap_or((feedback, ""));
    GiftKind::TrueFalse {
        right,
        when_wrong: formatted(wrong, format).1,
        when_right: formatted(when_right, format).1,
    }
}

fn choice<'a>(within: &'a str, format: &'a str) -> Result<GiftKind, Wrong<'a>> {
    let mut answers = Vec::new();
    for part in parts(within, &['~', '='])? {
        let (mark, text) = part;
        answers.push(answer(
            text,
            if mark == '=' { 100.0 } else { 0.0 },
            mark != '=',
            format,
        )?);
    }
    if answers.len() < 2 {
        return Err((
            within,
            "A question with ~ needs at least two answers.".to_owned(),
        ));
    }
    let single = within.contains('=');
    Ok(GiftKind::Choice { single, answers })
}

fn short<'a>(within: &'a str, format: &'a str) -> Result<GiftKind, Wrong<'a>> {
    let mut answers = Vec::new();
    for (_, text) in parts(within, &['='])? {
        answers.push(answer(text, 100.0, true, format)?);
    }
    match answers.is_empty() {
        true => Err((within, "There is no answer in the braces.".to_owned())),
        false => Ok(GiftKind::Short(answers)),
    }
}

fn matching<'a>(within: &'a str, format: &'a str) -> Result<GiftKind, Wrong<'a>> {
    let mut pairs = Vec::new();
    for (_, text) in parts(within, &['='])? {
        let Some((left, right)) = text.split_once("->") else {
            let what = "In a question with pairs each answer needs a ->.";
            return Err((text, what.to_owned()));
        };
        pairs.push((formatted(left, format).1, plain(right.trim())));
    }
    if pairs.len() < 2 {
        return Err((
            within,
            "A question with pairs needs at least two of them.".to_owned(),
        ));
    }
    Ok(GiftKind::Matching(pairs))
}

fn numerical<'a>(within: &'a str, format: &'a str) -> Result<GiftKind, Wrong<'a>> {
    let (numbers, wrong) = within.split_once('~').unwrap_or((within, ""));
    let when_wrong = wrong.split_once('#').map_or("", |(_, feedback)| feedback);
    let mut answers = Vec::new();
    for (_, part) in parts(numbers, &['='])? {
        let (text, percent) = weighed(part, 100.0)?;
        let (number, feedback) = text.split_once('#').unwrap_or((text, ""));
        answers.push(GiftNumber {
            range: range(number.trim()).map_err(|what| (part, what))?,
            percent,
            feedback: formatted(feedback, format).1,
        });
    }
    if answers.is_empty() {
        return Err((within, "There is no number behind the #.".to_owned()));
    }
    let when_wrong = formatted(when_wrong, format).1;
    Ok(GiftKind::Numerical {
        answers,
        when_wrong,
    })
}

/// The least and the greatest number of an answer.
fn range(text: &str) -> Result<Option<(f64, f64)>, String> {
    let text = plain(text);
    let number = |text: &str| {
        let number = text.trim().parse::<f64>().ok().filter(|n| n.is_finite());
        number.ok_or_else(|| {
            "A number was expected here, such as 3.14, 3.14:0.01 or 3..4.".to_owned()
        })
    };
    if text == "*" {
        return Ok(None);
    }
    if let Some((low, high)) = text.split_once("..") {
        return Ok(Some((number(low)?, number(high)?)));
    }
    let (middle, tolerance) = text.split_once(':').unwrap_or((&text, "0"));
    let (middle, tolerance) = (number(middle)?, number(tolerance)?);
    Ok(Some((middle - tolerance, middle + tolerance)))
}

/// The parts that begin with one of these marks, each with its mark; what stands before the first is one as well.
fn parts<'a>(within: &'a str, marks: &[char]) -> Result<Vec<(char, &'a str)>, Wrong<'a>> {
    let mut parts = Vec::new();
    let mut rest = within.trim();
    while !rest.is_empty() {
        let (mark, text) = match rest.chars().next() {
            Some(mark) if marks.contains(&mark) => (mark, rest.get(1..).unwrap_or("")),
            _ => (' ', rest),
        };
        let end = text.find(marks).unwrap_or(text.len());
        if parts.len() >= MOST_ANSWERS {
            return Err((within, format!("It has more than {MOST_ANSWERS} answers.")));
        }
        parts.push((mark, text.get(..end).unwrap_or("").trim()));
        rest = text.get(end..).unwrap_or("");
    }
    Ok(parts)
}

/// An answer in words, its weight where it may have one, and its feedback.
fn answer<'a>(
    part: &'a str,
    usual: f64,
    weights: bool,
    format: &str,
) -> Result<GiftAnswer, Wrong<'a>> {
    let (text, percent) = match weights {
        true => weighed(part, usual)?,
        false => (part, usual),
    };
    let (text, feedback) = text.split_once('#').unwrap_or((text, ""));
    let text = formatted(text, format).1;
    if text.is_empty() {
        return Err((part, "One of the answers is empty.".to_owned()));
    }
    let feedback = formatted(feedback, format).1;
    Ok(GiftAnswer {
        text,
        percent,
        feedback,
    })
}

/// What an answer counts, where it says so, and the rest of it.
fn weighed(part: &str, usual: f64) -> Result<(&str, f64), Wrong<'_>> {
    let Some((number, rest)) = part.strip_prefix('%').and_then(|rest| rest.split_once('%')) else {
        return Ok((part, usual));
    };
    let digits = number.strip_prefix('-').unwrap_or(number);
    let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if !plain {
        return Ok((part, usual));
    }
    match number.parse::<f64>() {
        Ok(percent) if percent.abs() <= 100.0 => Ok((rest.trim(), percent)),
        _ => Err((
            part,
            "What an answer counts must be a number from -100 to 100.".to_owned(),
        )),
    }
}
