//! The first sentence of a story: who they are.

use super::Extras;
use crate::compare::same_text;
use crate::dictionary::Kind;
use crate::learn::people::{INDUSTRIES, PLACES, Person, title};
use crate::learn::phrases::{grouped, whole};
use crate::table::Table;

/// Attributes that are told in the first sentence.
pub(super) const HEADER: [&str; 7] = [
    "name",
    "company",
    "title",
    "seniority",
    "industry",
    "employees",
    "country",
];

/// Whether the first sentence tells an attribute's value.
pub(super) fn in_header(id: &str, value: &str, kind: Kind) -> bool {
    match id {
        "name" | "company" | "title" => true,
        "seniority" => title(value.trim(), "").is_some(),
        "industry" => INDUSTRIES
            .iter()
            .any(|(known, _)| same_text(value, kind, known)),
        "employees" => whole(value, kind).is_some_and(|n| n > 1),
        "country" => PLACES
            .iter()
            .any(|(known, ..)| same_text(value, kind, known)),
        _ => false,
    }
}

/// Who they are: "Rosa is VP of Finance at Tessel, a 300-person fintech in Lyon, France."
pub(super) fn header(table: &Table, extras: &Extras, person: &Person) -> String {
    let told = |id: &str| table.get(0, id).trim();
    let name = if told("name").is_empty() {
        "Somebody"
    } else {
        told("name")
    };
    let kind_of = |id: &str| table.column(id).map_or(Kind::Text, |c| c.kind(0));
    let size = whole(told("employees"), kind_of("employees")).filter(|n| *n > 1);
    let trade = INDUSTRIES
        .iter()
        .find(|(known, _)| same_text(told("industry"), kind_of("industry"), known))
        .map_or("company", |(_, trade)| *trade);
    let place = PLACES
        .iter()
        .find(|(code, ..)| same_text(told("country"), kind_of("country"), code))
        .map(|(_, country, towns)| {
            let town = towns.get(extras.town).copied().unwrap_or_default();
            format!(" in {town}, {country}")
        })
        .unwrap_or_default();
    let what = match size {
        Some(n) => format!("{} {}-person {trade}", article(n), grouped(n)),
        None => format!("a {trade}"),
    };
    let what = format!("{what}{place}");
    let plain = size.is_none() && trade == "company" && place.is_empty();
    let company = told("company");
    let at = match (company.is_empty(), plain) {
        (true, true) => String::new(),
        (true, false) => what,
        (false, true) => company.to_owned(),
        (false, false) => format!("{company}, {what}"),
    };
    let role = told("title");
    if at.is_empty() {
        return match role {
            "" => format!("{name} is on your list."),
            role => format!("{name} is on your list: {role}."),
        };
    }
    match (role, extras.form) {
        ("", 0 | 1) => format!("{name} works in {} at {at}.", person.area),
        ("", 2) => format!("{name} is in {} at {at}.", person.area),
        ("", _) => format!("{name} works at {at}."),
        ("Owner", 0 | 1) => format!("{name} owns {at}."),
        ("Owner", _) => format!("{name} is the owner of {at}."),
        (role, 0) => format!("{name} is {role} at {at}."),
        (role, 1) => format!("{name}, {role}, works at {at}."),
        (role, 2) => format!("Meet {name}, {role} at {at}."),
        (role, _) => format!("{name} works as {role} at {at}."),
    }
}

fn article(n: u64) -> &'static str {
    let digits = grouped(n);
    let first = digits.split(',').next().unwrap_or("");
    if digits.starts_with('8') || matches!(first, "11" | "18") {
        "an"
    } else {
        "a"
    }
}
