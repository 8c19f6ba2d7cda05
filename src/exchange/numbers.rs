//! Numbers as people write them: "$2.5M", "1.234,5", "11-50", "5,000+", "1.2 Cr".

use crate::recognise::trimmed;

/// Which sign stands before the decimals in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberStyle {
    /// Nothing in the column tells: three digits behind a sign are thousands.
    Unknown,
    /// 1,234.5
    DecimalDot,
    /// 1.234,5
    DecimalComma,
}

/// A number, and whether the text said a range of which this is the middle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// A plain number: digits, at most one point.
    pub text: String,
    /// The text gave a lowest and a highest number.
    pub is_range: bool,
}

/// The style that the numbers of a column show, by majority of its distinct values.
#[must_use]
pub fn style_of<'a>(values: impl Iterator<Item = &'a str>) -> NumberStyle {
    let (mut dot, mut comma) = (0_u32, 0_u32);
    for value in values {
        if value.bytes().all(|b| b.is_ascii_digit()) {
            continue;
        }
        let mut count = |number: &str| match decimal_sign(number) {
            Some('.') => dot += 1,
            Some(_) => comma += 1,
            None => {}
        };
        if let Some(number) = lone_number(value) {
            count(number);
            continue;
        }
        for token in tokens(value).unwrap_or_default() {
            if let Token::Number(number) = token {
                count(&number);
            }
        }
    }
    match dot.cmp(&comma) {
        std::cmp::Ordering::Greater => NumberStyle::DecimalDot,
        std::cmp::Ordering::Less => NumberStyle::DecimalComma,
        std::cmp::Ordering::Equal => NumberStyle::Unknown,
    }
}

/// Reads a number. `None` where the text says something else.
#[must_use]
pub fn read(value: &str, style: NumberStyle) -> Option<Amount> {
    if let Some(number) = lone_number(value) {
        return Some(Amount {
            text: plain(number, None, style, false),
            is_range: false,
        });
    }
    if let Some(text) = scientific(value.trim()) {
        return Some(Amount {
            text,
            is_range: false,
        });
    }
    let mut tokens = tokens(value)?.into_iter().peekable();
    let negative = tokens.next_if_eq(&Token::Dash).is_some();
    let Some(Token::Number(first)) = tokens.next() else {
        return None;
    };
    let first_scale = next_scale(&mut tokens);
    if tokens.next_if_eq(&Token::Dash).is_none() {
        return tokens.next().is_none().then(|| Amount {
            text: plain(&first, first_scale, style, negative),
            is_range: false,
        });
    }
    let Some(Token::Number(second)) = tokens.next() else {
        return None;
    };
    let second_scale = next_scale(&mut tokens);
    if tokens.next().is_some() || negative {
        return None;
    }
    // "1-5M" means millions both times.
    let low: f64 = plain(&first, first_scale.or(second_scale), style, false)
        .parse()
        .ok()?;
    let high: f64 = plain(&second, second_scale, style, false).parse().ok()?;
    (low <= high).then(|| Amount {
        text: format!("{}", ((low + high) / 2.0 + 0.5).floor()),
        is_range: true,
    })
}

/// The digits and signs of a text that is one number, perhaps behind a currency: most are, and this is quicker than taking it apart.
fn lone_number(value: &str) -> Option<&str> {
    let value = trimmed(value);
    let number = match value.as_bytes().first() {
        Some(b'0'..=b'9') => value,
        Some(b'$') => value.get(1..)?,
        _ => value.strip_prefix(['€', '£', '¥', '₹'])?,
    };
    let mut was_digit = false;
    for byte in number.bytes() {
        match byte {
            b'0'..=b'9' => was_digit = true,
            b'.' | b',' if was_digit => was_digit = false,
            _ => return None,
        }
    }
    was_digit.then_some(number)
}

/// "6.0E7", as programs write large numbers.
fn scientific(value: &str) -> Option<String> {
    let (mantissa, exponent) = value.split_once(['E', 'e'])?;
    let digits =
        |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let unsigned = mantissa.strip_prefix('-').unwrap_or(mantissa);
    let power: i32 = exponent.parse().ok()?;
    let number: f64 = value.parse().ok()?;
    (digits(unsigned) && power.abs() <= 15).then(|| number.to_string())
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    /// Digits with the signs between them.
    Number(String),
    /// Zeros to add.
    Scale(u32),
    /// A minus, or "to".
    Dash,
}

fn next_scale(tokens: &mut std::iter::Peekable<impl Iterator<Item = Token>>) -> Option<u32> {
    match tokens.peek() {
        Some(Token::Scale(zeros)) => {
            let zeros = *zeros;
            tokens.next();
            Some(zeros)
        }
        _ => None,
    }
}

/// The parts of a text; `None` when a word in it is none that goes with numbers.
fn tokens(value: &str) -> Option<Vec<Token>> {
    let characters: Vec<char> = value.trim().chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&c) = characters.get(at) {
        if c.is_ascii_digit() {
            let end = number_end(&characters, at);
            let number = characters.get(at..end)?.iter();
            tokens.push(Token::Number(
                number
                    .filter(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
                    .collect(),
            ));
            at = end;
        } else if c.is_alphabetic() {
            let word: String = characters
                .get(at..)?
                .iter()
                .take_while(|c| c.is_alphabetic())
                .collect();
            at += word.chars().count();
            match word_token(&word.to_lowercase())? {
                Word::Token(token) => tokens.push(token),
                Word::Nothing => {}
            }
        } else {
            match c {
                '-' | '–' | '—' | '−' => tokens.push(Token::Dash),
                _ if c.is_whitespace() => {}
                '$' | '€' | '£' | '¥' | '₹' | '~' | '>' | '<' | '≥' | '≤' | '≈' | '+' | '.'
                | '/' | ',' | '\u{200b}' | '\'' => {}
                _ => return None,
            }
            at += 1;
        }
        if tokens.len() > 6 {
            return None;
        }
    }
    Some(tokens)
}

/// Where the number that begins at `at` ends: digits, and signs or blanks that have digits behind them.
fn number_end(characters: &[char], at: usize) -> usize {
    let digit = |at: usize| characters.get(at).is_some_and(char::is_ascii_digit);
    let mut end = at + 1;
    loop {
        match characters.get(end) {
            Some(c) if c.is_ascii_digit() => end += 1,
            Some('.' | ',') if digit(end + 1) => end += 1,
            Some('\'' | '’' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
                if digit(end + 1) && digit(end + 2) && digit(end + 3) && !digit(end + 4) =>
            {
                end += 1;
            }
            _ => return end,
        }
    }
}

enum Word {
    Token(Token),
    Nothing,
}

fn word_token(word: &str) -> Option<Word> {
    let zeros = match word {
        "k" | "t" | "tsd" | "tausend" | "thousand" | "mil" => 3,
        "m" | "mm" | "mn" | "mio" | "mln" | "mill" | "million" | "millions" | "millionen"
        | "millones" => 6,
        "b" | "bn" | "mrd" | "md" | "billion" | "billions" | "milliarden" | "milliards" => 9,
        "l" | "lac" | "lacs" | "lakh" | "lakhs" => 5,
        "cr" | "crore" | "crores" => 7,
        "to" | "bis" | "à" | "hasta" => return Some(Word::Token(Token::Dash)),
        "us" | "usd" | "eur" | "euro" | "euros" | "gbp" | "inr" | "rs" | "chf" | "cad" | "aud"
        | "dollars" | "about" | "ca" | "circa" | "approx" | "over" | "under" | "up" | "more"
        | "than" | "less" | "employees" | "employee" | "people" | "staff" | "mitarbeiter"
        | "mitarbeitende" | "salariés" | "empleados" | "per" | "year" | "a" | "p" | "annually"
        | "months" | "month" | "monate" | "mois" | "meses" => return Some(Word::Nothing),
        _ => return None,
    };
    Some(Word::Token(Token::Scale(zeros)))
}

/// The sign before the decimals, where the number itself tells.
fn decimal_sign(number: &str) -> Option<char> {
    let (mut dots, mut commas, mut last) = (0, 0, None);
    for (at, byte) in number.bytes().enumerate() {
        match byte {
            b'.' => dots += 1,
            b',' => commas += 1,
            _ => continue,
        }
        last = Some((at, byte));
    }
    let (at, byte) = last?;
    let (sign, other, signs, others) = match byte {
        b'.' => ('.', ',', dots, commas),
        _ => (',', '.', commas, dots),
    };
    if others > 0 {
        return Some(sign);
    }
    if signs > 1 {
        // Repeated, so it parts thousands.
        return Some(other);
    }
    let decimal = number.len() - at != 4 || at > 3 || number.starts_with('0');
    decimal.then_some(sign)
}

/// The number without signs between its thousands, with zeros added, as JSON would write it.
fn plain(number: &str, scale: Option<u32>, style: NumberStyle, negative: bool) -> String {
    let own = decimal_sign(number);
    let sign = match (own, style) {
        (Some(sign), _) => Some(sign),
        (None, NumberStyle::DecimalDot) => Some('.'),
        (None, NumberStyle::DecimalComma) => Some(','),
        // "2.500 M" are two and a half; "2.500" alone is read as thousands.
        (None, NumberStyle::Unknown) => scale.map(|_| '.'),
    };
    let at = sign.and_then(|sign| number.bytes().rposition(|b| char::from(b) == sign));
    let (whole, decimals) = match at.and_then(|at| number.split_at_checked(at)) {
        Some((whole, decimals)) => (whole, decimals),
        None => (number, ""),
    };
    let zeros = scale.unwrap_or(0) as usize;
    let mut text = String::with_capacity(number.len() + zeros + 2);
    if negative {
        text.push('-');
    }
    let start = text.len();
    // Zeros in front are left out.
    let push = |text: &mut String, digit: u8| {
        if digit != b'0' || text.len() > start {
            text.push(char::from(digit));
        }
    };
    for digit in whole.bytes().filter(u8::is_ascii_digit) {
        push(&mut text, digit);
    }
    let mut decimals = decimals.bytes().filter(u8::is_ascii_digit);
    for _ in 0..zeros {
        push(&mut text, decimals.next().unwrap_or(b'0'));
    }
    if text.len() == start {
        text.push('0');
    }
    let end = text.len();
    text.push('.');
    text.extend(decimals.map(char::from));
    let zeros = text.bytes().rev().take_while(|b| *b == b'0').count();
    let kept = text.len() - zeros;
    // Nothing but the point is left of the decimals.
    text.truncate(if kept == end + 1 { end } else { kept });
    text
}

/// Whether a text is a number for certain, without reading it.
#[must_use]
pub(crate) fn is_surely(value: &str) -> bool {
    lone_number(value).is_some()
}

#[cfg(test)]
mod tests {
    use super::{NumberStyle, read, style_of};

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let check = |value: &str, expected: &str| {
            let amount = read(value, NumberStyle::Unknown);
            assert_eq!(amount.as_ref().map_or("", |a| &a.text), expected, "{value}");
        };
        check("120", "120");
        check(" 120 ", "120");
        check("$2.5M", "2500000");
        check("1.234,5", "1234.5");
        check("1,234.5", "1234.5");
        check("11-50", "31");
        check("11 – 50 employees", "31");
        check("1 to 5M", "3000000");
        check("$1M - $5M", "3000000");
        check("10k", "10000");
        check("€ 3 Mio", "3000000");
        check("3 Mio. €", "3000000");
        check("5,000+", "5000");
        check("10001+ employees", "10001");
        check("1.2 Cr", "12000000");
        check("85 L", "8500000");
        check("1,234,567", "1234567");
        check("1.234.567", "1234567");
        check("1 234 567", "1234567");
        check("1'234", "1234");
        check("$22,700.00", "22700");
        check("1,5", "1.5");
        check("0.125", "0.125");
        check("0,125", "0.125");
        check("-3", "-3");
        check("12.5M", "12500000");
        check("2.500 M", "2500000");
        check("USD 400", "400");
        check("6.0E7", "60000000");
        check("8.48E10", "84800000000");
        check("1.5E+06", "1500000");
        check("E7", "");
        check("1E999", "");
        check("> 1000", "1000");
        check("", "");
        check("many", "");
        check("12 apples", "");
        check("5-", "");
        check("50-11", "");
        check("1/2/3/4", "");
        check("123-456-7890", "");
        check("50%", "");
    }

    #[test]
    fn a_column_tells_its_decimal_sign() {
        let check = |values: &[&str], style: NumberStyle, last: &str| {
            let found = style_of(values.iter().copied());
            assert_eq!(found, style, "{values:?}");
            assert_eq!(read(values.last().unwrap(), found).unwrap().text, last);
        };
        check(&["1,234", "2,500", "1,500"], NumberStyle::Unknown, "1500");
        check(&["1.234", "2.500"], NumberStyle::Unknown, "2500");
        check(
            &["12,5", "3,75", "1.500"],
            NumberStyle::DecimalComma,
            "1500",
        );
        check(&["12,5", "3,75", "1,500"], NumberStyle::DecimalComma, "1.5");
        check(&["12.5", "1,500"], NumberStyle::DecimalDot, "1500");
        check(&["12.5", "1.500"], NumberStyle::DecimalDot, "1.5");
    }
}
