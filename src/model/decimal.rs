//! Floats as decimal text and back, exactly.
//!
//! The standard library's ways are quicker where a number has many digits, but carry 30 kB of tables that no compression shrinks:
//! too much for a page that embeds the engine. Numbers of up to 15 digits, which is what people write, go a short way here; the
//! others are worked out with long integers.

use serde_json::Number;
use std::cmp::Ordering;

/// The powers of ten that a float holds exactly.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// Whole numbers below this are floats without a gap between them.
const SAFE: u64 = 1 << 53;

/// Significant digits that are looked at one by one; of more it only matters whether they are all 0.
const MOST_DIGITS: usize = 800;

/// Reads digits, perhaps with a sign, a point and an exponent, as the float nearest to them. `None` for anything else.
pub(crate) fn parse(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (digits, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, small(exponent)?),
        None => (unsigned, 0),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all = whole.bytes().chain(fraction.bytes());
    if digits.len() == whole.len() + 1
        || whole.is_empty()
        || !all.clone().all(|b| b.is_ascii_digit())
    {
        return None;
    }
    let places = i64::try_from(fraction.len()).unwrap_or(i64::MAX);
    let exponent = exponent.saturating_sub(places);
    let short = digits.len() <= 20;
    let mantissa = all.clone().filter(|_| short).fold(0u64, |sum, b| {
        sum.saturating_mul(10).saturating_add(u64::from(b - b'0'))
    });
    let power = usize::try_from(exponent.unsigned_abs())
        .ok()
        .and_then(|p| POWERS.get(p));
    #[expect(clippy::cast_precision_loss, reason = "below 2^53")]
    let read = match power {
        // Both are exact, so that the one operation rounds as it should.
        Some(power) if short && mantissa < SAFE && exponent < 0 => mantissa as f64 / power,
        Some(power) if short && mantissa < SAFE => mantissa as f64 * power,
        _ => exactly(all, exponent),
    };
    Some(if text.starts_with('-') { -read } else { read })
}

/// A whole number with an optional sign, as far as it matters.
fn small(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() {
        return None;
    }
    let mut sum = 0i64;
    for b in digits.bytes() {
        if !b.is_ascii_digit() {
            return None;
        }
        sum = (sum * 10 + i64::from(b - b'0')).min(1 << 40);
    }
    Some(if text.starts_with('-') { -sum } else { sum })
}

/// The float nearest to these digits times ten to the power of `exponent`.
fn exactly(digits: impl Iterator<Item = u8>, mut exponent: i64) -> f64 {
    let mut above = Long::default();
    let mut taken = 0;
    let mut more = false;
    for digit in digits.map(|b| u32::from(b - b'0')) {
        if taken < MOST_DIGITS {
            above.times_plus(10, digit);
            taken += usize::from(taken > 0 || digit > 0);
        } else {
            more |= digit > 0;
            exponent = exponent.saturating_add(1);
        }
    }
    if taken == 0 {
        return 0.0;
    }
    if more {
        above.times_plus(10, 1);
        exponent = exponent.saturating_sub(1);
        taken += 1;
    }
    let size = exponent.saturating_add(i64::try_from(taken).unwrap_or(0));
    if size > 310 {
        return f64::INFINITY;
    }
    if size < -330 {
        return 0.0;
    }
    let mut below = Long(vec![1]);
    let power = if exponent < 0 { &mut below } else { &mut above };
    for _ in 0..exponent.unsigned_abs() {
        power.times_plus(10, 0);
    }
    quotient(above, below)
}

/// The float nearest to a quotient of numbers over 0.
fn quotient(mut above: Long, mut below: Long) -> f64 {
    // Both made equally long: the quotient is then between 1/2 and 2.
    let shift = below.bits() - above.bits();
    if shift < 0 {
        below.shift_left(shift.unsigned_abs());
    } else {
        above.shift_left(shift.unsigned_abs());
    }
    let mut bits = 0u64;
    for _ in 0..64 {
        bits <<= 1;
        if above.compare(&below) != Ordering::Less {
            above.take(&below);
            bits |= 1;
        }
        above.shift_left(1);
    }
    let rest = above.bits() > 0;
    let zeros = bits.leading_zeros();
    bits <<= zeros;
    // The place of the highest bit.
    let place = -shift - i64::from(zeros);
    if place > 1023 {
        return f64::INFINITY;
    }
    let kept = if place < -1022 { 53 + 1022 + place } else { 53 };
    let Some(dropped) = u32::try_from(64 - kept).ok().filter(|d| *d <= 64) else {
        return 0.0;
    };
    let mut mantissa = bits.checked_shr(dropped).unwrap_or(0);
    let half = 1u64 << (dropped - 1);
    let cut = bits & (half | (half - 1));
    if cut > half || (cut == half && (rest || mantissa & 1 == 1)) {
        mantissa += 1;
    }
    // A mantissa that was rounded up to one more bit carries over into the exponent, as it should.
    let exponent = u64::try_from(place + 1022).unwrap_or(0);
    f64::from_bits((exponent << 52) + mantissa)
}

/// A float as text with all its places and no exponent, in as few digits as tell it from every other: `0.1`, `120`.
pub(crate) fn text(number: f64) -> String {
    let (digits, point) = match shortest(number.abs()) {
        Some(shortest) => shortest,
        None if number.is_nan() => return "NaN".to_owned(),
        None => return if number > 0.0 { "inf" } else { "-inf" }.to_owned(),
    };
    let mut out = String::new();
    if number.is_sign_negative() {
        out.push('-');
    }
    places(&mut out, &digits, point);
    out
}

/// A number as JSON writes it: `120`, `120.0`, `1e21`.
pub(crate) fn json_text(number: &Number) -> String {
    if let Some(whole) = number.as_i64() {
        return whole.to_string();
    }
    if let Some(whole) = number.as_u64() {
        return whole.to_string();
    }
    let float = number.as_f64().unwrap_or(0.0);
    let Some((digits, point)) = shortest(float.abs()) else {
        return "null".to_owned();
    };
    let mut out = String::new();
    if float.is_sign_negative() {
        out.push('-');
    }
    if digits == "0" || (-4..=16).contains(&point) {
        places(&mut out, &digits, point);
        if !out.contains('.') {
            out.push_str(".0");
        }
    } else {
        for (place, digit) in digits.chars().enumerate() {
            if place == 1 {
                out.push('.');
            }
            out.push(digit);
        }
        out.push('e');
        if point > 0 {
            out.push('+');
        }
        out.push_str(&(point - 1).to_string());
    }
    out
}

/// Writes digits with the point behind so many of them, and the zeros that this needs.
fn places(out: &mut String, digits: &str, point: i32) {
    let length = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    if point <= 0 {
        out.push_str("0.");
        (point..0).for_each(|_| out.push('0'));
    }
    for (place, digit) in (0..).zip(digits.chars()) {
        if place == point && place > 0 {
            out.push('.');
        }
        out.push(digit);
    }
    (length..point).for_each(|_| out.push('0'));
}

/// The fewest digits that tell a float from 0 up from every other, and how many of them stand before the point (negative: zeros
/// behind the point before the first). `None` for infinity and NaN.
fn shortest(number: f64) -> Option<(String, i32)> {
    if !number.is_finite() {
        return None;
    }
    if number == 0.0 {
        return Some(("0".to_owned(), 1));
    }
    // Two numbers of up to 15 digits are never the same float.
    for (places, power) in (0i32..).zip(POWERS.iter().take(16)) {
        let scaled = (number * power).round();
        if scaled >= 1e15 {
            break;
        }
        if scaled / power == number {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "whole, below 1e15"
            )]
            return Some(trimmed((scaled as u64).to_string().into_bytes(), -places));
        }
    }
    let (digits, exponent) = all_digits(number);
    for length in 1..18 {
        let down = digits.get(..length).unwrap_or(&digits).to_vec();
        let left_out = digits.len().saturating_sub(length);
        let exponent = exponent + i32::try_from(left_out).unwrap_or(0);
        let mut up = down.clone();
        let carried = plus_one(&mut up);
        // Halfway between two it is the even one.
        let is_near = match digits.get(length..).unwrap_or(&[]) {
            [] => true,
            [b'5', more @ ..] if more.iter().all(|d| *d == b'0') => {
                down.last().is_some_and(|last| last % 2 == 0)
            }
            [next, ..] => *next < b'5',
        };
        let mut tries = [(down, exponent), (up, exponent + i32::from(carried))];
        if !is_near {
            tries.reverse();
        }
        for (digits, exponent) in tries {
            if exactly(digits.iter().copied(), i64::from(exponent)) == number {
                return Some(trimmed(digits, exponent));
            }
        }
    }
    Some(trimmed(digits, exponent))
}

/// Adds one to the last digit. When every digit was a 9 the last zero is left away: true.
fn plus_one(digits: &mut [u8]) -> bool {
    for digit in digits.iter_mut().rev() {
        if *digit < b'9' {
            *digit += 1;
            return false;
        }
        *digit = b'0';
    }
    if let Some(first) = digits.first_mut() {
        *first = b'1';
    }
    true
}

/// Digits without zeros at the end, and how many stand before the point.
fn trimmed(mut digits: Vec<u8>, exponent: i32) -> (String, i32) {
    let point = exponent + i32::try_from(digits.len()).unwrap_or(0);
    while digits.len() > 1 && digits.last() == Some(&b'0') {
        digits.pop();
    }
    (digits.into_iter().map(char::from).collect(), point)
}

/// Every digit of a float over 0, and the power of ten of the last one.
fn all_digits(number: f64) -> (Vec<u8>, i32) {
    let bits = number.to_bits();
    let place = i32::try_from(bits >> 52 & 0x7ff).unwrap_or(0);
    let mantissa = bits & (SAFE / 2 - 1) | if place == 0 { 0 } else { SAFE / 2 };
    // A float is its mantissa times 2 to this power; 2^-n is 5^n with the point n digits to the left.
    let power = place.max(1) - 1075;
    #[expect(clippy::cast_possible_truncation, reason = "in two halves")]
    let mut long = Long(vec![mantissa as u32, (mantissa >> 32) as u32]);
    let factor = if power < 0 { 5 } else { 2 };
    for _ in 0..power.unsigned_abs() {
        long.times_plus(factor, 0);
    }
    let mut digits = Vec::new();
    while long.bits() > 0 {
        digits.push(b'0' + long.over_ten());
    }
    digits.reverse();
    (digits, power.min(0))
}

/// A whole number of any length, the lowest 32 bits first.
#[derive(Default)]
struct Long(Vec<u32>);

#[expect(
    clippy::cast_possible_truncation,
    reason = "halves of 64 bits are taken on purpose"
)]
impl Long {
    fn times_plus(&mut self, factor: u32, more: u32) {
        let mut carry = u64::from(more);
        for part in &mut self.0 {
            carry += u64::from(*part) * u64::from(factor);
            *part = carry as u32;
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(carry as u32);
        }
    }

    /// Divides by ten, and gives what is left over.
    fn over_ten(&mut self) -> u8 {
        let mut rest = 0u64;
        for part in self.0.iter_mut().rev() {
            rest = rest << 32 | u64::from(*part);
            *part = (rest / 10) as u32;
            rest %= 10;
        }
        rest as u8
    }

    /// How long it is in bits: 0 for the number 0.
    fn bits(&self) -> i64 {
        let places = (0i64..).zip(&self.0);
        let highest = places.filter(|(_, part)| **part > 0).last();
        highest.map_or(0, |(at, part)| {
            at * 32 + 32 - i64::from(part.leading_zeros())
        })
    }

    fn shift_left(&mut self, bits: u64) {
        for _ in 0..bits / 32 {
            self.0.insert(0, 0);
        }
        if !bits.is_multiple_of(32) {
            self.times_plus(1 << (bits % 32), 0);
        }
    }

    fn compare(&self, other: &Long) -> Ordering {
        self.bits().cmp(&other.bits()).then_with(|| {
            let length = self.0.len().min(other.0.len());
            let parts = self.0.iter().take(length).rev();
            parts.cmp(other.0.iter().take(length).rev())
        })
    }

    /// Takes a number away that is not greater.
    fn take(&mut self, other: &Long) {
        let mut borrowed = false;
        for (at, part) in self.0.iter_mut().enumerate() {
            let less = other.0.get(at).copied().unwrap_or(0);
            let (rest, under) = part.overflowing_sub(less);
            let (rest, again) = rest.overflowing_sub(u32::from(borrowed));
            *part = rest;
            borrowed = under || again;
        }
    }
}

#[cfg(test)]
mod tests;
