//! Facts in the words of a story: what was done and when, what is known, what nobody asked, and what would have been.

use super::dice::Dice;
use super::people::{INDUSTRIES, PLACES, Person, title};
use super::space::Recorded;
use crate::compare::{number, same_text};
use crate::day::Day;
use crate::dictionary::Kind;
use crate::facts::{attribute_label, signal_label};

mod attributes;
mod signals;

use attributes::{KNOWN, UNASKED};
use signals::DEEDS;

/// When something happened, so many days before the as-of day: "three days ago", "on 14 Aug 2026 (99 days ago)".
pub(super) fn when(age: i32, as_of: Day) -> String {
    match age {
        0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        2..=13 if age != 7 => format!("{} days ago", word(u64::from(age.unsigned_abs()))),
        7 => "a week ago".to_owned(),
        14..=63 if age % 7 == 0 => {
            format!("{} weeks ago", word(u64::from((age / 7).unsigned_abs())))
        }
        _ => format!("on {} ({age} days ago)", as_of.plus(-age).in_words()),
    }
}

/// A number in words up to twelve, else in digits.
pub(super) fn word(n: u64) -> String {
    const WORDS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    let known = usize::try_from(n).ok().and_then(|at| WORDS.get(at));
    known.map_or_else(|| grouped(n), |word| (*word).to_owned())
}

/// A whole number with its thousands apart: "1,600".
pub(super) fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn times(n: u32) -> String {
    match n {
        1 => String::new(),
        2 => " twice".to_owned(),
        n => format!(" {} times", word(u64::from(n))),
    }
}

/// What was done, in the past: whether it was the contact who did it, and the words behind "she", or a whole clause.
pub(super) fn deed(
    kind: &str,
    (age, count): (i32, u32),
    as_of: Day,
    person: &Person,
    dice: &mut Dice,
) -> (bool, String) {
    let when = when(age, as_of);
    match DEEDS.iter().find(|deed| deed.kind == kind) {
        Some(deed) => {
            let past = dice.pick(deed.past).copied().unwrap_or(deed.had);
            let words = format!("{past}{}, {when}", times(count));
            let words = words.replacen(", ", if count > 1 { ", last " } else { " " }, 1);
            (deed.theirs, person.fill(&words))
        }
        None => (
            false,
            format!("“{kind}” is on record{} {when}", times(count)),
        ),
    }
}

/// A sentence that says that something did not happen.
pub(super) fn not_done(kind: &str, person: &Person) -> String {
    match DEEDS.iter().find(|deed| deed.kind == kind) {
        Some(deed) if deed.theirs => {
            person.fill(&format!("{{She}} has not {}.", negated(deed.had)))
        }
        Some(_) if kind == "rep_contacted" => person.fill("No rep has contacted {her} yet."),
        Some(_) if kind == "bounced" => person.fill("Mail to {her} arrives."),
        Some(_) => person.fill("{She} has no proposal from you yet."),
        None => format!("There is no “{kind}” on record."),
    }
}

/// Behind "not" it is anything that somebody did not do.
fn negated(had: &str) -> String {
    had.replace("something", "anything")
        .replace("one of your", "any of your")
}

/// A sentence that tells what is known of an attribute.
pub(super) fn told(id: &str, value: &str, kind: Kind, person: &Person, dice: &mut Dice) -> String {
    let value = value.trim();
    if let Some(known) = phrase(id, value, kind) {
        let told = dice.pick(known.told).copied().unwrap_or_default();
        return person.fill(&with_number(told, value, kind));
    }
    match (id, Day::parse(value), whole(value, kind)) {
        ("annual_revenue", _, Some(n)) => person.fill(&format!(
            "{{Company}} turns over about {} a year.",
            money(n)
        )),
        ("budget_amount", _, Some(n)) => {
            person.fill(&format!("{{She}} has {} to spend.", grouped(n)))
        }
        ("created_on", Some(day), _) => person.fill(&format!(
            "{{She}} has been on your list since {}.",
            day.in_words()
        )),
        ("source", ..) => person.fill(&format!("{{She}} came to you through {value}.")),
        (_, Some(day), _) => {
            format!(
                "The record says under “{}”: {}.",
                attribute_label(id),
                day.in_words()
            )
        }
        _ => format!(
            "The record says under “{}”: “{}”.",
            attribute_label(id),
            shown(value)
        ),
    }
}

/// A sentence that says that nothing is known of an attribute.
pub(super) fn unasked(id: &str, person: &Person, dice: &mut Dice) -> String {
    match UNASKED.iter().find(|known| known.id == id) {
        Some(known) => person.fill(dice.pick(known.told).copied().unwrap_or_default()),
        None => format!("Nothing is recorded under “{}”.", attribute_label(id)),
    }
}

/// A clause to stand behind "if": that a fact had been another.
pub(super) fn supposed(
    id: &str,
    signal: bool,
    recorded: &Recorded,
    as_of: Day,
    person: &Person,
) -> String {
    match recorded {
        Recorded::Nothing if signal => match DEEDS.iter().find(|deed| deed.kind == id) {
            Some(deed) if deed.theirs => {
                person.fill(&format!("{{she}} had not {}", negated(deed.had)))
            }
            Some(deed) => person.fill(&deed.had.replacen(" had ", " had not ", 1)),
            None => format!("there was no “{id}” on record"),
        },
        Recorded::Nothing => match UNASKED.iter().find(|known| known.id == id) {
            Some(known) => person.fill(known.supposed),
            None => format!("nothing was recorded under “{}”", attribute_label(id)),
        },
        Recorded::Signals(all) => {
            let last = all.iter().map(|(age, _)| *age).min().unwrap_or(0);
            let count = all.iter().fold(0u32, |sum, (_, n)| sum.saturating_add(*n));
            let often = if count > 1 {
                format!("{}, last", times(count))
            } else {
                String::new()
            };
            let when = when(last, as_of);
            match DEEDS.iter().find(|deed| deed.kind == id) {
                Some(deed) if deed.theirs => {
                    person.fill(&format!("{{she}} had {}{often} {when}", deed.had))
                }
                Some(deed) => person.fill(&format!("{}{often} {when}", deed.had)),
                None => format!("“{id}” was on record{often} {when}"),
            }
        }
        Recorded::Value(value, kind) => match phrase(id, value.trim(), *kind) {
            Some(known) => person.fill(&with_number(known.supposed, value.trim(), *kind)),
            None => person.fill(&supposed_value(id, value.trim(), *kind, person)),
        },
    }
}

fn supposed_value(id: &str, value: &str, kind: Kind, person: &Person) -> String {
    let trade = INDUSTRIES
        .iter()
        .find(|(known, _)| id == "industry" && same_text(value, kind, known));
    let place = PLACES
        .iter()
        .find(|(code, ..)| id == "country" && same_text(value, kind, code));
    let role = title(value, person.area).filter(|_| id == "seniority");
    match (trade, place, role, whole(value, kind)) {
        (Some((_, trade)), ..) => format!("{{Company}} was a {trade}"),
        (_, Some((_, country, _)), ..) => format!("{{Company}} was in {country}"),
        (_, _, Some(role), _) if role == "Owner" => "{she} was the owner of {Company}".to_owned(),
        (_, _, Some(role), _) => format!("{{she}} was {role}"),
        (.., Some(n)) if id == "annual_revenue" => {
            format!("{{Company}} turned over about {} a year", money(n))
        }
        _ => format!("“{}” was “{}”", attribute_label(id), shown(value)),
    }
}

/// What is recorded, short: "Has a budget: yes", "Replied: 14 Nov 2026, 7 days ago".
pub(super) fn fact(id: &str, signal: bool, recorded: &Recorded, as_of: Day) -> String {
    let label = if signal {
        signal_label(id)
    } else {
        attribute_label(id)
    };
    match recorded {
        Recorded::Nothing if signal => format!("{label}: not yet"),
        Recorded::Nothing if matches!(id, "phone" | "email") => format!("{label}: none on file"),
        Recorded::Nothing => format!("{label}: nobody knows"),
        Recorded::Value(value, kind) => match whole(value, *kind) {
            Some(n) if matches!(id, "employees" | "annual_revenue" | "budget_amount") => {
                format!("{label}: {}", grouped(n))
            }
            _ => format!("{label}: {}", shown(value.trim())),
        },
        Recorded::Signals(all) => {
            let told: Vec<String> = (all.iter())
                .map(|(age, count)| format!("{}{}", when(*age, as_of), times(*count)))
                .collect();
            format!("{label}: {}", told.join(", "))
        }
    }
}

/// The texts in which an attribute or a kind of signal is told, with their places not filled in.
pub(super) fn words_about(id: &str, signal: bool) -> Vec<&'static str> {
    let mut all = Vec::new();
    if signal {
        for deed in DEEDS.iter().filter(|deed| deed.kind == id) {
            all.extend(deed.past);
            all.push(deed.had);
        }
        return all;
    }
    for known in KNOWN.iter().filter(|known| known.id == id) {
        all.extend(known.told);
    }
    // What [`told`] says of values that have no sentence of their own.
    match id {
        "annual_revenue" => all.push("turns over, turnover, a year"),
        "budget_amount" => all.push("has to spend"),
        "created_on" => all.push("has been on your list since"),
        "source" => all.push("came to you through"),
        _ => {}
    }
    all
}

/// How a value is shown: as people write it.
pub(super) fn shown(value: &str) -> String {
    match value {
        "vp" => "VP".to_owned(),
        "c_suite" => "C-level".to_owned(),
        _ => value.replace('_', " "),
    }
}

/// A sum that is told easily: "25 million".
fn money(n: u64) -> String {
    if n >= 1_000_000 && n.is_multiple_of(100_000) {
        let tenths = n / 100_000 % 10;
        let millions = grouped(n / 1_000_000);
        return match tenths {
            0 => format!("{millions} million"),
            _ => format!("{millions}.{tenths} million"),
        };
    }
    grouped(n)
}

/// A whole number from 0.
pub(super) fn whole(value: &str, kind: Kind) -> Option<u64> {
    let n = number(value, kind).filter(|n| n.fract() == 0.0 && (0.0..1e12).contains(n))?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole and within range"
    )]
    let whole = n as u64;
    Some(whole)
}

fn phrase(id: &str, value: &str, kind: Kind) -> Option<&'static attributes::Known> {
    KNOWN.iter().find(|known| {
        known.id == id
            && match known.value {
                "#" => whole(value, kind).is_some_and(|n| n > 1),
                "*" => true,
                wanted => same_text(value, kind, wanted),
            }
    })
}

fn with_number(text: &str, value: &str, kind: Kind) -> String {
    let text = &text.replace("{v}", value);
    match whole(value, kind) {
        Some(n) => text.replace("{n}", &word(n)),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests;
