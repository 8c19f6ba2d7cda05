//! Numbers, days and stages in the words of the screen.

use model::{Day, Stage};

/// A count with a separator at the thousands: 12,345.
pub fn count(n: impl Into<u64>) -> String {
    let digits = n.into().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A count and its noun, which takes an s for all but one: "1 contact", "2 contacts".
pub fn counted(n: impl Into<u64>, noun: &str) -> String {
    let n = n.into();
    format!("{} {noun}{}", count(n), if n == 1 { "" } else { "s" })
}

/// A change with its sign: "+3", "−12". Empty for none.
pub fn change(now: u32, before: u32) -> String {
    match i64::from(now) - i64::from(before) {
        0 => String::new(),
        more @ 1.. => format!("+{}", count(more.unsigned_abs())),
        less => format!("−{}", count(less.unsigned_abs())),
    }
}

/// A day as people write it: 21 Nov 2026.
pub fn day(day: Day) -> String {
    day.in_words()
}

/// How long before the as-of day: "today", "yesterday", "12 days ago", "in 3 days".
pub fn ago(day: Day, as_of: Day) -> String {
    match as_of.0 - day.0 {
        0 => "today".into(),
        1 => "yesterday".into(),
        days @ 2.. => format!("{days} days ago"),
        -1 => "tomorrow".into(),
        days => format!("in {} days", -days),
    }
}

/// Per cent of a whole, rounded: "24 %". "under 1 %" for little, a dash when there is no whole.
pub fn percent(part: u32, whole: u32) -> String {
    if whole == 0 {
        return "–".into();
    }
    let share = f64::from(part) * 100.0 / f64::from(whole);
    if part > 0 && share < 1.0 {
        "under 1 %".into()
    } else {
        format!("{share:.0} %")
    }
}

/// A fit interval: "75" or "45–80".
pub fn interval((low, high): (u8, u8)) -> String {
    if low == high {
        low.to_string()
    } else {
        format!("{low}–{high}")
    }
}

/// The class that colours a stage.
pub fn stage_class(stage: Stage) -> &'static str {
    match stage {
        Stage::Disqualified | Stage::Lost => "out",
        other => other.id(),
    }
}

/// The symbol of a stage.
pub fn stage_shape(stage: Stage) -> &'static str {
    match stage {
        Stage::Contact => "#shape-contact",
        Stage::Lead => "#shape-lead",
        Stage::Prospect => "#shape-prospect",
        Stage::Opportunity => "#shape-opportunity",
        Stage::Customer => "#shape-customer",
        Stage::Disqualified => "#shape-out",
        Stage::Lost => "#shape-lost",
    }
}

#[cfg(test)]
mod tests {
    use super::{ago, change, count, counted, day, interval, percent};
    use model::Day;

    #[test]
    fn numbers() {
        for (n, expected) in [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(count(n as u32), expected);
        }
        assert_eq!(counted(1u32, "contact"), "1 contact");
        assert_eq!(counted(2000u32, "contact"), "2,000 contacts");
        assert_eq!(
            [change(3, 3), change(4, 1), change(1, 1201)],
            ["", "+3", "−1,200"]
        );
        assert_eq!(
            [percent(1, 4), percent(1, 400), percent(0, 4), percent(0, 0)],
            ["25 %", "under 1 %", "0 %", "–"]
        );
        assert_eq!([interval((45, 80)), interval((75, 75))], ["45–80", "75"]);
    }

    #[test]
    fn days() {
        let today = Day::parse("2026-11-21").unwrap();
        assert_eq!(day(today), "21 Nov 2026");
        for (days, expected) in [
            (0, "today"),
            (-1, "yesterday"),
            (-12, "12 days ago"),
            (1, "tomorrow"),
            (3, "in 3 days"),
        ] {
            assert_eq!(ago(today.plus(days), today), expected);
        }
    }
}
