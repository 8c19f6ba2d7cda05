//! Days as people and programs write them; a column tells whether day or month comes first.

use crate::recognise::trimmed;
use model::Day;

/// Which comes first in 03/04/2026.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// The third of April.
    DayFirst,
    /// The fourth of March.
    MonthFirst,
}

/// What the dates of a column tell about their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// The order to read them in.
    pub order: DateOrder,
    /// Whether some value tells it; it is a guess otherwise.
    pub is_certain: bool,
}

/// The order in which a column writes day and month; `None` when it has no dates of numbers with the year last.
#[must_use]
pub fn order_of<'a>(values: impl Iterator<Item = &'a str>) -> Option<Order> {
    let (mut day, mut month, mut slashes, mut others) = (0_u32, 0_u32, 0_u32, 0_u32);
    for value in values {
        if iso(value).is_some() {
            continue;
        }
        let Some(Parts::Numbers(a, b, _)) = parts(value) else {
            continue;
        };
        day += u32::from(a > 12);
        month += u32::from(b > 12);
        match value.contains('/') {
            true => slashes += 1,
            false => others += 1,
        }
    }
    if slashes + others == 0 {
        return None;
    }
    let by_sign = match slashes > others {
        true => DateOrder::MonthFirst,
        false => DateOrder::DayFirst,
    };
    Some(Order {
        order: match day.cmp(&month) {
            std::cmp::Ordering::Greater => DateOrder::DayFirst,
            std::cmp::Ordering::Less => DateOrder::MonthFirst,
            std::cmp::Ordering::Equal => by_sign,
        },
        is_certain: day != month,
    })
}

/// Reads a day, with or without a time behind it, which is left out.
#[must_use]
pub fn read(value: &str, order: DateOrder) -> Option<Day> {
    if let Some(day) = iso(value) {
        return Some(day);
    }
    match parts(value)? {
        Parts::Known(year, month, day) => Day::from_parts(year, month, day),
        Parts::Numbers(a, b, year) => {
            let (day, month) = match order {
                DateOrder::DayFirst => (a, b),
                DateOrder::MonthFirst => (b, a),
            };
            // Where only the other order makes a date, it was meant.
            Day::from_parts(year, month, day).or_else(|| Day::from_parts(year, day, month))
        }
    }
}

/// `2026-11-21`, also with a time: most programs write this.
fn iso(value: &str) -> Option<Day> {
    let value = trimmed(value);
    let day = Day::parse(value.get(..10)?)?;
    let behind = value.as_bytes().get(10);
    behind
        .is_none_or(|b| matches!(b, b'T' | b't' | b' '))
        .then_some(day)
}

enum Parts {
    /// Year, month, day.
    Known(i32, u8, u8),
    /// Two numbers in an order to be found, and the year.
    Numbers(u8, u8, i32),
}

fn parts(value: &str) -> Option<Parts> {
    if value.len() > 60 {
        return None;
    }
    let mut words = value
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty() && !is_filler(w));
    let first = words.next()?;
    if first.len() == 8 && first.bytes().all(|b| b.is_ascii_digit()) && words.next().is_none() {
        let year = first.get(..4)?.parse().ok()?;
        return Some(Parts::Known(
            year,
            first.get(4..6)?.parse().ok()?,
            first.get(6..)?.parse().ok()?,
        ));
    }
    let mut words = value
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty() && !is_filler(w));
    let (one, two, three) = (words.next()?, words.next()?, words.next()?);
    if !words.all(is_time) {
        return None;
    }
    match (month(one), month(two)) {
        (Some(month), _) => named(month, two, three),
        (_, Some(month)) => named(month, one, three),
        _ if one.len() == 4 => Some(Parts::Known(
            number(one)?.into(),
            small(two)?,
            small(three)?,
        )),
        _ => Some(Parts::Numbers(small(one)?, small(two)?, year(three)?)),
    }
}

/// A date whose month is a word: the other two are the day and the year.
fn named(month: u8, a: &str, b: &str) -> Option<Parts> {
    if a.len() == 4 && number(a).is_some() {
        return Some(Parts::Known(year(a)?, month, small(b)?));
    }
    Some(Parts::Known(year(b)?, month, small(a)?))
}

fn number(word: &str) -> Option<u16> {
    let all = word.bytes().all(|b| b.is_ascii_digit());
    if all { word.parse().ok() } else { None }
}

/// A day or a month, also "15th".
fn small(word: &str) -> Option<u8> {
    let digits = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|end| word.strip_suffix(end))
        .unwrap_or(word);
    let value = number(digits)?;
    u8::try_from(value)
        .ok()
        .filter(|v| (1..=31).contains(v) && digits.len() <= 2)
}

/// A year of four digits, or of two from 1969 to 2068.
fn year(word: &str) -> Option<i32> {
    let value = i32::from(number(word)?);
    match (word.len(), value) {
        (4, _) => Some(value),
        (2, 0..=68) => Some(2000 + value),
        (2, _) => Some(1900 + value),
        _ => None,
    }
}

fn is_time(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    let digits = lower.trim_end_matches(['z', 'h']);
    digits.bytes().all(|b| b.is_ascii_digit())
        || matches!(
            lower.as_str(),
            "am" | "pm"
                | "a"
                | "p"
                | "m"
                | "utc"
                | "gmt"
                | "cet"
                | "cest"
                | "est"
                | "edt"
                | "pst"
                | "pdt"
                | "ist"
                | "bst"
                | "uhr"
        )
        || lower
            .strip_suffix("am")
            .or(lower.strip_suffix("pm"))
            .is_some_and(|d| d.bytes().all(|b| b.is_ascii_digit()))
}

/// Days of the week and small words.
fn is_filler(word: &str) -> bool {
    const FILLERS: [&str; 37] = [
        "de",
        "del",
        "of",
        "the",
        "at",
        "le",
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "mo",
        "di",
        "mi",
        "do",
        "fr",
        "sa",
        "so",
        "montag",
        "dienstag",
        "mittwoch",
        "donnerstag",
        "freitag",
        "samstag",
        "sonntag",
        "lundi",
        "mardi",
        "jeudi",
    ];
    FILLERS.iter().any(|f| f.eq_ignore_ascii_case(word))
}

/// A month by name, in English, German, French or Spanish, also cut short.
fn month(word: &str) -> Option<u8> {
    if word.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let lower = word.to_lowercase();
    const MONTHS: [&[&str]; 12] = [
        &[
            "january", "januar", "jänner", "janvier", "enero", "jan", "ene", "janv",
        ],
        &[
            "february", "februar", "février", "febrero", "feb", "fév", "févr", "fevr",
        ],
        &["march", "märz", "mars", "marzo", "mar", "mär", "mrz"],
        &["april", "avril", "abril", "apr", "avr", "abr"],
        &["may", "mai", "mayo"],
        &["june", "juni", "juin", "junio", "jun"],
        &["july", "juli", "juillet", "julio", "jul", "juil"],
        &["august", "août", "agosto", "aug", "aoû", "ago"],
        &["september", "septembre", "septiembre", "sep", "sept"],
        &["october", "oktober", "octobre", "octubre", "oct", "okt"],
        &["november", "novembre", "noviembre", "nov"],
        &[
            "december",
            "dezember",
            "décembre",
            "diciembre",
            "dec",
            "dez",
            "déc",
            "dic",
        ],
    ];
    let at = MONTHS
        .iter()
        .position(|names| names.contains(&lower.as_str()))?;
    u8::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::{DateOrder, order_of, read};

    #[test]
    fn days_are_read_as_they_are_written() {
        let check = |value: &str, expected: &str| {
            let day = read(value, DateOrder::DayFirst).map(|d| d.to_string());
            assert_eq!(day.unwrap_or_default(), expected, "{value}");
        };
        check("2021-04-15", "2021-04-15");
        check("2006-04-15T03:23:15.000Z", "2006-04-15");
        check("2024-03-15 09:12:00", "2024-03-15");
        check("2021/4/5", "2021-04-05");
        check("20210415", "2021-04-15");
        check("15 Apr, 2021 00:03:00", "2021-04-15");
        check("Apr 15, 2021", "2021-04-15");
        check("April 15th, 2021 at 3:05 PM", "2021-04-15");
        check("Thu, 15 Apr 2021 10:00:00 GMT", "2021-04-15");
        check("15-Apr-21", "2021-04-15");
        check("15.04.2021", "2021-04-15");
        check("3.4.21", "2021-04-03");
        check("03/04/2021", "2021-04-03");
        check("04/15/2021", "2021-04-15");
        check("8/9/14 19:00", "2014-09-08");
        check("15. März 2021", "2021-03-15");
        check("1 août 2021", "2021-08-01");
        check("15 de abril de 2021", "2021-04-15");
        check("31/04/2021", "");
        check("44301", "");
        check("yesterday", "");
        check("", "");
        check("12/2021", "");
        check("555-01-0200", "");
    }

    #[test]
    fn a_column_tells_its_order() {
        let check = |values: &[&str], expected: Option<(DateOrder, bool)>| {
            let found = order_of(values.iter().copied());
            assert_eq!(
                found.map(|o| (o.order, o.is_certain)),
                expected,
                "{values:?}"
            );
        };
        check(&["2021-01-02"], None);
        check(
            &["01/02/2021", "13/02/2021"],
            Some((DateOrder::DayFirst, true)),
        );
        check(
            &["01/02/2021", "01/16/2021"],
            Some((DateOrder::MonthFirst, true)),
        );
        check(&["01/02/2021"], Some((DateOrder::MonthFirst, false)));
        check(&["01.02.2021"], Some((DateOrder::DayFirst, false)));
    }
}
