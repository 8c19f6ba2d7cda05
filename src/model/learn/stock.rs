//! Values and days that a real contact could have, for stories that read like one.

use super::dice::Dice;
use crate::day::Day;
use crate::dictionary::Kind;

const YES_NO: &[&str] = &["yes", "no"];

/// Values that an attribute of a real contact may have; none for attributes that are not standard.
pub(super) fn values(id: &str, as_of: Day) -> Vec<(String, Kind)> {
    let numbers = |all: &[u64]| -> Vec<(String, Kind)> {
        all.iter().map(|n| (n.to_string(), Kind::Number)).collect()
    };
    let texts = |all: &[&str]| -> Vec<(String, Kind)> {
        all.iter()
            .map(|text| ((*text).to_owned(), Kind::Text))
            .collect()
    };
    match id {
        "seniority" => texts(&[
            "owner",
            "c_suite",
            "vp",
            "director",
            "manager",
            "individual",
        ]),
        "industry" => texts(&[
            "software",
            "fintech",
            "professional services",
            "retail",
            "logistics",
            "food production",
            "construction",
            "farming",
        ]),
        "employees" => numbers(&[4, 9, 14, 35, 60, 120, 300, 640, 850, 1600, 2400, 5200]),
        "annual_revenue" => numbers(&[
            300_000,
            800_000,
            4_000_000,
            9_000_000,
            25_000_000,
            60_000_000,
            120_000_000,
            350_000_000,
            900_000_000,
        ]),
        "country" => texts(&[
            "US", "CA", "GB", "DE", "FR", "NL", "ES", "IT", "PL", "BR", "JP",
        ]),
        "timeline_months" => numbers(&[2, 3, 4, 6, 8, 10, 15, 18, 24, 30]),
        "budget_amount" => numbers(&[2_000, 8_000, 15_000, 40_000, 90_000]),
        "authority" => texts(&["decision_maker", "influencer", "none"]),
        "in_target_market"
        | "budget"
        | "need"
        | "explicit_intent"
        | "understands_value"
        | "actively_considering"
        | "mutual_interest"
        | "qualified_by_marketing"
        | "qualified_by_sales"
        | "questionnaire_done" => texts(YES_NO),
        "source" => texts(&["a trade fair", "a partner", "a web search", "a colleague"]),
        "phone" => texts(&["+1 555 0142", "+1 555 0178", "+1 555 0121"]),
        "email" => texts(&["hello@example.com", "office@example.com"]),
        "created_on" => {
            let ages = [2, 9, 20, 45, 75, 120, 200, 400, 700];
            let days = ages
                .iter()
                .map(|age| (as_of.plus(-age).written(), Kind::Text));
            days.collect()
        }
        _ => Vec::new(),
    }
}

/// Ages that are told easily.
const AGES: [i32; 22] = [
    1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 21, 28, 35, 49, 63, 75, 110, 130, 155, 205, 240, 310,
];

/// An age in days between two, both included: one that is easily told and not near the ends, where there is such.
pub(super) fn age(first: i32, last: i32, dice: &mut Dice) -> i32 {
    let room = (last.saturating_sub(first) / 10).min(10);
    let (low, high) = (
        first.saturating_add(if first > 0 { room } else { 0 }),
        last - room,
    );
    let fitting: Vec<i32> = AGES
        .iter()
        .copied()
        .filter(|age| (low..=high).contains(age))
        .collect();
    dice.pick(&fitting).copied().unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::age;
    use crate::learn::dice::Dice;

    #[test]
    fn an_age_lies_between_the_ends() {
        for seed in 0..200 {
            for (first, last) in [
                (0, i32::MAX),
                (0, 0),
                (0, 7),
                (91, 180),
                (181, i32::MAX),
                (366, i32::MAX),
                (1, 1),
            ] {
                let age = age(first, last, &mut Dice::new(seed, 0));
                assert!((first..=last).contains(&age), "{first} {age} {last}");
            }
        }
    }
}
