//! When a recorded value reads as a number, and when two values are the same. Source: stage model, section 3.

use crate::condition::Scalar;
use crate::dictionary::Kind;
use crate::host;
use crate::host::lower;

/// Reads a plain number: after trimming of Unicode white space an optional sign, digits, and perhaps a point and digits.
/// `None` for anything else, also for `1e3`, `.5`, `1,000` and the digits of other scripts.
#[must_use]
pub fn plain_number(text: &str) -> Option<f64> {
    let text = text.trim();
    let (mut before, mut behind, mut point) = (false, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'+' | b'-' if at == 0 => {}
            b'.' if !point => point = true,
            b'0'..=b'9' if point => behind = true,
            b'0'..=b'9' => before = true,
            _ => return None,
        }
    }
    if !before || point && !behind {
        return None;
    }
    host::parse_number(text)
}

/// The number a recorded value reads as: a JSON number as it is, text where it is a [`plain_number`].
#[must_use]
pub fn number(text: &str, kind: Kind) -> Option<f64> {
    match kind {
        Kind::Text => plain_number(text),
        Kind::Number => host::parse_number(text),
    }
}

/// Whether a recorded value and a value of an `is` list are the same: both read as numbers and are equal, or else both are texts
/// that are the same after trimming and lower-casing (not folding: ß is not ss).
#[must_use]
pub fn same(value: &str, kind: Kind, wanted: &Scalar) -> bool {
    Wanted::new(std::slice::from_ref(wanted)).matches(value, kind)
}

/// Whether a recorded value is this text, as an `is` list would have it.
#[must_use]
pub fn same_text(value: &str, kind: Kind, wanted: &str) -> bool {
    Wanted::texts([wanted]).matches(value, kind)
}

/// The values of an `is` list, made ready for testing many recorded values.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wanted {
    numbers: Vec<f64>,
    /// Trimmed and in lower case. None of them reads as a number: what lower-cases to a plain number is that number.
    texts: Vec<String>,
}

impl Wanted {
    /// Makes a list ready.
    #[must_use]
    pub fn new(values: &[Scalar]) -> Wanted {
        let mut wanted = Wanted::default();
        for value in values {
            match value {
                Scalar::Number(number) => wanted.numbers.push(*number),
                Scalar::Text(text) => wanted.add_text(text),
            }
        }
        wanted
    }

    /// Makes a list of texts ready.
    #[must_use]
    pub fn texts<'a>(values: impl IntoIterator<Item = &'a str>) -> Wanted {
        let mut wanted = Wanted::default();
        for text in values {
            wanted.add_text(text);
        }
        wanted
    }

    fn add_text(&mut self, text: &str) {
        match plain_number(text) {
            Some(number) => self.numbers.push(number),
            None => self.texts.push(lower(text.trim())),
        }
    }

    /// Whether a recorded value is the same as one of them.
    #[must_use]
    pub fn matches(&self, value: &str, kind: Kind) -> bool {
        if let Some(number) = number(value, kind) {
            return self.numbers.contains(&number);
        }
        if self.texts.is_empty() || kind == Kind::Number {
            return false;
        }
        let value = lower(value.trim());
        self.texts.contains(&value)
    }
}

#[cfg(test)]
mod tests {
    use super::{plain_number, same};
    use crate::condition::Scalar;
    use crate::dictionary::Kind;

    #[test]
    fn plain_numbers() {
        let check =
            |text: &str, expected: Option<f64>| assert_eq!(plain_number(text), expected, "{text}");
        check("120", Some(120.0));
        check(" 120\u{a0}\u{2003}", Some(120.0));
        check("+1.50", Some(1.5));
        check("-0.0", Some(0.0));
        check("007", Some(7.0));
        check("0.1", Some(0.1));
        for none in [
            "",
            " ",
            "+",
            ".",
            ".5",
            "5.",
            "+-1",
            "1e3",
            "1,000",
            "1 000",
            "1.2.3",
            "inf",
            "NaN",
            "0x10",
            "١٢",
            "１２",
            "yes",
            "- 1",
            "−1",
            "1_0",
            "\u{feff}1",
        ] {
            check(none, None);
        }
        assert_eq!(plain_number(&"9".repeat(400)), Some(f64::INFINITY));
    }

    #[test]
    fn sameness() {
        use Kind::{Number, Text};
        let text = |t: &str| Scalar::Text(t.to_owned());
        let check = |value: &str, kind, wanted: &Scalar, expected| {
            assert_eq!(same(value, kind, wanted), expected, "{value} {wanted:?}");
        };
        check(" VP ", Text, &text("vp"), true);
        check("vp", Text, &text("\tVP"), true);
        check("STRASSE", Text, &text("straße"), false);
        check("ΟΔΟΣ", Text, &text("οδος"), true);
        check("İ", Text, &text("i\u{307}"), true);
        check("20", Text, &text("+20.0"), true);
        check("20", Text, &Scalar::Number(20.0), true);
        check("2e1", Number, &text("20"), true);
        check("2e1", Number, &text("2e1"), false);
        check("2e1", Text, &Scalar::Number(20.0), false);
        check("2E1", Text, &text("2e1"), true);
        check("21", Text, &text("20"), false);
        check("yes", Text, &Scalar::Number(1.0), false);
        check("true", Text, &text("yes"), false);
        check("", Text, &text(""), true);
    }
}
