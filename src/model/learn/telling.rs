//! Puts a contact into words: who it is, what it did when, what is known and what nobody asked.

use super::clashes::Fact;
use super::dice::Dice;
use super::pairs::Pair;
use super::people::{Person, title};
use super::phrases::{deed, not_done, told, unasked};
use super::space::{Chosen, Recorded, Space};
use super::stock;
use crate::day::Day;
use crate::dictionary::Kind;
use crate::facts::SIGNALS;
use crate::table::Table;

mod contact;
mod header;

pub use contact::{facts_looked_at, tell_contact, untold};
use header::{HEADER, header, in_header};

/// Facts that no condition looks at: they make a story a story.
#[derive(Clone, Debug, Default)]
pub(super) struct Extras {
    attributes: Vec<(&'static str, String, Kind)>,
    signals: Vec<(&'static str, i32, u32)>,
    town: usize,
    /// The order of the header.
    form: usize,
}

/// Of what is lacking and decides nothing so much is said at most.
const MOST_LACKS: usize = 2;

/// Chooses who the contact is, of what no condition looks at.
pub(super) fn persona(
    space: &Space<'_>,
    pair: &Pair,
    person: &mut Person,
    as_of: Day,
    dice: &mut Dice,
) -> Extras {
    let mut extras = Extras {
        town: dice.below(3),
        form: dice.below(4),
        ..Extras::default()
    };
    let looked_at = |id: &str| space.subjects.iter().any(|s| !s.signal && s.id == id);
    person.named = !looked_at("name");
    person.at_company = !looked_at("company");
    for (id, value) in [("name", person.name), ("company", person.company)] {
        if !looked_at(id) {
            extras.attributes.push((id, value.to_owned(), Kind::Text));
        }
    }
    for id in ["seniority", "industry", "employees", "country"] {
        if !looked_at(id) && (id != "employees" || dice.chance(70)) {
            let mut values = stock::values(id, as_of);
            values.retain(|(value, kind)| {
                let recorded = Recorded::Value(value.clone(), *kind);
                suits(space, pair, (id, false, &recorded))
            });
            if let Some((value, kind)) = dice.pick(&values) {
                extras.attributes.push((id, value.clone(), *kind));
            }
        }
    }
    if dice.chance(20) && !looked_at("source") {
        let values = stock::values("source", as_of);
        if let Some((value, kind)) = dice.pick(&values) {
            extras.attributes.push(("source", value.clone(), *kind));
        }
    }
    // Something that was done and does not count, now and then.
    let idle: Vec<&'static str> = (SIGNALS.iter())
        .map(|(kind, ..)| *kind)
        .filter(|kind| !matches!(*kind, "bounced" | "unsubscribed" | "proposal_sent"))
        .filter(|kind| !space.subjects.iter().any(|s| s.signal && s.id == *kind))
        .collect();
    let few = pair.here.iter().filter(|state| **state > 0).count() < 5;
    for _ in 0..2 {
        if dice.chance(if few { 55 } else { 25 })
            && let Some(kind) = dice.pick(&idle)
            && !extras.signals.iter().any(|(known, ..)| known == kind)
        {
            let (age, count) = (stock::age(1, 120, dice), 1);
            let recorded = Recorded::Signals(vec![(age, count)]);
            if suits(space, pair, (kind, true, &recorded)) {
                extras.signals.push((kind, age, count));
            }
        }
    }
    extras
}

/// Whether a fact that no condition looks at goes with all facts of both.
fn suits(space: &Space<'_>, pair: &Pair, (id, signal, recorded): (&str, bool, &Recorded)) -> bool {
    let fact = Fact {
        id,
        signal,
        recorded,
    };
    space.goes_with(&pair.here, fact) && space.goes_with(&pair.there, fact)
}

/// The story and the facts of a contact.
#[expect(clippy::too_many_arguments, reason = "the parts of a story")]
pub(super) fn tell(
    space: &Space<'_>,
    contact: &Chosen,
    other: &Chosen,
    subject: usize,
    extras: &Extras,
    person: &Person,
    as_of: Day,
    dice: &mut Dice,
) -> (String, Table) {
    let table = recorded(space, contact, extras, person, as_of);
    let mut signals: Vec<(i32, u32, String)> = Vec::new();
    let mut lines: Vec<(u64, String)> = Vec::new();
    let mut lacks: Vec<(u64, String)> = Vec::new();
    let bounces = |known: &Chosen| {
        let bounced = space
            .subjects
            .iter()
            .position(|s| s.signal && s.id == "bounced");
        bounced.is_some_and(|place| !space.recorded(known, place).is_nothing())
    };
    let bounces = bounces(contact) || bounces(other);
    for (place, known) in space.subjects.iter().enumerate() {
        // Each subject has dice of its own, so that a fact less does not change the words of the others.
        let dice = &mut Dice::new(dice.next(), 2);
        let order = dice.next();
        match space.recorded(contact, place) {
            Recorded::Signals(all) => {
                signals.extend(all.iter().map(|(age, n)| (*age, *n, known.id.clone())));
            }
            Recorded::Value(value, kind) => {
                if !in_header(&known.id, value, *kind) {
                    lines.push((order, told(&known.id, value, *kind, person, dice)));
                }
            }
            // Some of what is lacking is said, whether it decides or not: what is not told is not known, and did not happen.
            Recorded::Nothing => {
                let often = match (place == subject, known.signal, known.id.as_str()) {
                    (_, false, "phone") if bounces => 100,
                    (true, false, "phone" | "email") => 100,
                    (true, ..) => 60,
                    (_, true, _) => 2,
                    (_, false, "outcome" | "name" | "company" | "title") => 0,
                    (_, false, _) => 15,
                };
                let said = dice.chance(often);
                let line = if known.signal {
                    not_done(&known.id, person)
                } else {
                    unasked(&known.id, person, dice)
                };
                if said && (place == subject || often == 100) {
                    lines.push((order, line));
                } else if said {
                    lacks.push((order, line));
                }
            }
        }
    }
    lacks.sort();
    lacks.truncate(MOST_LACKS);
    lines.append(&mut lacks);
    for (id, value, kind) in &extras.attributes {
        if !HEADER.contains(id) {
            lines.push((dice.next(), told(id, value, *kind, person, dice)));
        }
    }
    let more = extras.signals.iter();
    signals.extend(more.map(|(kind, age, n)| (*age, *n, (*kind).to_owned())));
    signals.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.2.cmp(&b.2)));
    lines.sort();
    let mut text = header(&table, extras, person);
    for sentence in deeds(&signals, person, as_of, dice) {
        text.push(' ');
        text.push_str(&sentence);
    }
    let told = lines.into_iter().map(|(_, line)| line);
    for line in told.filter(|line| !line.is_empty()) {
        text.push(' ');
        text.push_str(&line);
    }
    (text, table)
}

/// What is recorded, as a table of one row.
fn recorded(
    space: &Space<'_>,
    contact: &Chosen,
    extras: &Extras,
    person: &Person,
    as_of: Day,
) -> Table {
    let mut table = Table::new();
    table.add_rows(1, None);
    for (id, value, kind) in &extras.attributes {
        table.column_mut(id).set(0, value, *kind);
    }
    for (place, known) in space.subjects.iter().enumerate() {
        match space.recorded(contact, place) {
            Recorded::Nothing => {}
            Recorded::Value(value, kind) => table.column_mut(&known.id).set(0, value, *kind),
            Recorded::Signals(all) => {
                for (age, count) in all {
                    table.add_signal(0, &known.id, Some(as_of.plus(-age)), *count);
                }
            }
        }
    }
    for (kind, age, count) in &extras.signals {
        table.add_signal(0, kind, Some(as_of.plus(-age)), *count);
    }
    let looked_at = space.subjects.iter().any(|s| !s.signal && s.id == "title");
    if let Some(title) = title(table.get(0, "seniority"), person.area).filter(|_| !looked_at) {
        table.set(0, "title", &title);
    }
    table
}

/// What was done, in the order of days, two deeds to a sentence.
fn deeds(
    signals: &[(i32, u32, String)],
    person: &Person,
    as_of: Day,
    dice: &mut Dice,
) -> Vec<String> {
    let mut sentences: Vec<String> = Vec::new();
    // Whether the last sentence takes another deed of theirs.
    let mut open = false;
    let seed = dice.next();
    for (age, count, kind) in signals {
        // Each deed has dice of its own, so that one more does not change the words of the others.
        let dice = &mut Dice::new(seed ^ u64::from(age.unsigned_abs()), kind.len() as u64);
        let (theirs, words) = deed(kind, (*age, *count), as_of, person, dice);
        match sentences.last_mut() {
            Some(last) if open && theirs => {
                last.pop();
                let comma = if last.contains(", last ") { "," } else { "" };
                last.push_str(&format!("{comma} and {words}."));
                open = false;
            }
            _ => {
                let sentence = if theirs {
                    person.fill(&format!("{{She}} {words}."))
                } else {
                    let mut letters = words.chars();
                    let first: String = letters
                        .next()
                        .into_iter()
                        .flat_map(char::to_uppercase)
                        .collect();
                    format!("{first}{}.", letters.as_str())
                };
                sentences.push(sentence);
                open = theirs;
            }
        }
    }
    sentences
}
