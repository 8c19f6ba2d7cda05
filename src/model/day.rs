//! A calendar day, the only kind of time the model knows.

use crate::words::{joined, padded, whole};
use std::fmt;
use time::{Date, Month};

/// A day of the Gregorian calendar, as the number of days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

/// Julian day number of 1970-01-01.
const EPOCH: i32 = 2_440_588;

impl Day {
    /// Reads `YYYY-MM-DD`, a day that exists, after trimming; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Day> {
        let bytes: &[u8; 10] = text.trim().as_bytes().try_into().ok()?;
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *bytes else {
            return None;
        };
        let digits = |all: &[u8]| -> Option<i32> {
            all.iter().try_fold(0, |sum, b| {
                b.is_ascii_digit().then(|| sum * 10 + i32::from(b - b'0'))
            })
        };
        let year = digits(&[y1, y2, y3, y4])?;
        let month = u8::try_from(digits(&[m1, m2])?).ok()?;
        let day = u8::try_from(digits(&[d1, d2])?).ok()?;
        Day::from_parts(year, month, day)
    }

    /// The day with this year (0 to 9999), month (1 to 12) and day of the month, if there is one.
    #[must_use]
    pub fn from_parts(year: i32, month: u8, day: u8) -> Option<Day> {
        if !(0..=9999).contains(&year) {
            return None;
        }
        let date = Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()?;
        Some(Day(date.to_julian_day() - EPOCH))
    }

    /// Year, month (1 to 12) and day of the month.
    #[must_use]
    pub fn parts(self) -> (i32, u8, u8) {
        match Date::from_julian_day(self.0.saturating_add(EPOCH)) {
            Ok(date) => {
                let (year, month, day) = date.to_calendar_date();
                (year, u8::from(month), day)
            }
            Err(_) => (0, 1, 1),
        }
    }

    /// As people write it: "14 Nov 2026".
    #[must_use]
    pub fn in_words(self) -> String {
        const MONTHS: [&str; 12] = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ];
        let (year, month, day) = self.parts();
        let month = MONTHS
            .get(usize::from(month).wrapping_sub(1))
            .unwrap_or(&"");
        let (day, year) = (u64::from(day), u64::from(year.unsigned_abs()));
        joined(&[&whole(day), " ", month, " ", &whole(year)])
    }

    /// This day and `days` later (or earlier, when negative).
    #[must_use]
    pub fn plus(self, days: i32) -> Day {
        Day(self.0.saturating_add(days))
    }
}

impl Day {
    /// As JSON has it: `2026-11-14`.
    #[must_use]
    pub fn written(self) -> String {
        let (year, month, day) = self.parts();
        let part = |number: u32, digits: usize| padded(u64::from(number), digits);
        joined(&[
            &part(year.unsigned_abs(), 4),
            "-",
            &part(u32::from(month), 2),
            "-",
            &part(u32::from(day), 2),
        ])
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written())
    }
}

#[cfg(test)]
mod tests {
    use super::Day;

    #[test]
    fn days_that_exist_are_read() {
        let check = |text: &str, expected: Option<i32>| {
            assert_eq!(Day::parse(text).map(|d| d.0), expected, "{text}");
        };
        check("1970-01-01", Some(0));
        check(" 2026-11-21 ", Some(20778));
        check("2024-02-29", Some(19782));
        check("2023-02-29", None);
        check("2026-13-01", None);
        check("2026-1-01", None);
        check("2026-11-21T10:00", None);
        check("+026-11-21", None);
        check("٢٠٢٦-11", None);
        check("", None);
    }

    #[test]
    fn a_day_is_written_as_it_is_read() {
        for text in ["0001-01-01", "1969-12-31", "2026-11-21", "9999-12-31"] {
            assert_eq!(Day::parse(text).unwrap().to_string(), text);
        }
    }
}
