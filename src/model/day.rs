//! A calendar day, the only kind of time the model knows.

use crate::words::{joined, padded, whole};
use std::fmt;

/// A day of the Gregorian calendar, as the number of days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

/// The days that have a year of at most four digits, from -9999-01-01 to 9999-12-31.
const WRITABLE: std::ops::RangeInclusive<i32> = -4_371_587..=2_932_896;

/// After so many days and years the calendar begins anew.
const ERA_DAYS: i32 = 146_097;
const ERA_YEARS: i32 = 400;
/// Days from 0000-03-01 to 1970-01-01.
const EPOCH: i32 = 719_468;
/// Eras by which days are put off so that none is negative.
const ERAS: i32 = 25;

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
        // Years begin in March here, so that the leap day is the last of one. Source: Howard Hinnant, "chrono-Compatible Low-Level Date
        // Algorithms"; a tenth of what a library for dates costs a page that embeds the engine.
        let (m, d) = (i32::from(month), i32::from(day));
        let y = year + ERA_YEARS - i32::from(m < 3);
        let of_year = (153 * ((m + 9) % 12) + 2) / 5 + d - 1;
        let found = Day(365 * y + y / 4 - y / 100 + y / 400 + of_year - EPOCH - ERA_DAYS);
        (found.parts() == (year, month, day)).then_some(found)
    }

    /// Year, month (1 to 12) and day of the month.
    #[must_use]
    pub fn parts(self) -> (i32, u8, u8) {
        if !WRITABLE.contains(&self.0) {
            return (0, 1, 1);
        }
        let days = self.0 + EPOCH + ERAS * ERA_DAYS;
        let (era, of_era) = (days / ERA_DAYS, days % ERA_DAYS);
        let leaps = of_era / 1_460 - of_era / 36_524 + of_era / 146_096;
        let y = (of_era - leaps) / 365;
        let of_year = of_era - (365 * y + y / 4 - y / 100);
        let march = (5 * of_year + 2) / 153;
        let day = of_year - (153 * march + 2) / 5 + 1;
        let month = (march + 2) % 12 + 1;
        let year = y + (era - ERAS) * ERA_YEARS + i32::from(month < 3);
        let small = |number: i32| u8::try_from(number).unwrap_or(1);
        (year, small(month), small(day))
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

    /// Every day there is, and those before and after, as a library for dates has them.
    #[test]
    fn the_calendar_is_gregorian() {
        const JULIAN: i32 = 2_440_588;
        for number in -4_371_600..2_933_000 {
            let expected = match time::Date::from_julian_day(number + JULIAN) {
                Ok(date) => (date.year(), u8::from(date.month()), date.day()),
                Err(_) => (0, 1, 1),
            };
            let day = Day(number);
            assert_eq!(day.parts(), expected, "{number}");
            let (y, m, d) = expected;
            if (-719_528..=2_932_896).contains(&number) {
                assert_eq!(Day::from_parts(y, m, d), Some(day), "{expected:?}");
            }
        }
        for (y, m, d) in [(2026, 0, 1), (2026, 13, 1), (2026, 1, 0), (2026, 4, 31)] {
            assert_eq!(Day::from_parts(y, m, d), None, "{y}-{m}-{d}");
        }
        assert_eq!(Day::from_parts(-1, 1, 1), None);
        assert_eq!(Day::from_parts(10_000, 1, 1), None);
        assert_eq!(Day(i32::MIN).parts(), (0, 1, 1));
        assert_eq!(Day(i32::MAX).parts(), (0, 1, 1));
    }

    #[test]
    fn a_day_is_written_as_it_is_read() {
        for text in ["0001-01-01", "1969-12-31", "2026-11-21", "9999-12-31"] {
            assert_eq!(Day::parse(text).unwrap().to_string(), text);
        }
    }
}
