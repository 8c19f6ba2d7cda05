//! The only clock: the day it is here, for the as-of date, and numbers that are others each time.

use model::Day;

/// A number that is another one each time: milliseconds since 1970.
pub fn seed() -> u64 {
    // Not negative and far below 2^53.
    js_sys::Date::now() as u64
}

/// Today, in the time zone of whoever looks at the page.
pub fn today() -> Day {
    let now = js_sys::Date::new_0();
    let year = i32::try_from(now.get_full_year()).unwrap_or(1970);
    let month = u8::try_from(now.get_month() + 1).unwrap_or(1);
    let date = u8::try_from(now.get_date()).unwrap_or(1);
    Day::from_parts(year, month, date).unwrap_or(Day(0))
}
