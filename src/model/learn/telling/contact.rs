//! A contact that a trainer made up, put into words; and which of its facts a text does not tell.

use super::super::dice::Dice;
use super::super::people::{INDUSTRIES, PLACES, Person, title};
use super::super::phrases::{grouped, shown, told, whole, words_about};
use super::super::space::Space;
use super::super::story::Subject;
use super::Extras;
use super::deeds;
use super::header::{HEADER, header, in_header};
use crate::bits::counted_day;
use crate::compare::same_text;
use crate::day::Day;
use crate::dictionary::Kind;
use crate::facts::{ATTRIBUTES, attribute_label, signal_label};
use crate::rulebook::Rulebook;
use crate::table::Table;

/// A story of the contact in a table's only row, in plain English: everything that is recorded, and no more. Who has no name or company gets
/// one that is made up. The same arguments give the same words; another seed gives others.
#[must_use]
pub fn tell_contact(alone: &Table, as_of: Day, seed: u64) -> String {
    let dice = &mut Dice::new(seed, 79);
    let mut person = Person::of(dice);
    let mut table = alone.clone();
    let first = table.get(0, "name").trim().to_owned();
    match first.split_whitespace().next() {
        None => table.set(0, "name", person.name),
        Some(first) => person.female = Person::is_woman(first).unwrap_or(person.female),
    }
    match table.get(0, "company").trim().is_empty() {
        true => table.set(0, "company", person.company),
        // Sentences say "her company" then, as its own name may need another form.
        false => person.at_company = false,
    }
    if table.get(0, "title").trim().is_empty()
        && let Some(title) = title(table.get(0, "seniority"), person.area)
    {
        table.set(0, "title", &title);
    }
    let extras = Extras {
        town: dice.below(3),
        form: dice.below(4),
        ..Extras::default()
    };
    let mut text = header(&table, &extras, &person);
    let mut signals: Vec<(i32, u32, String)> = Vec::new();
    for (kind, entry) in table.signals_of(0) {
        let day = counted_day(&entry, &table, as_of);
        let age = as_of.0.saturating_sub(day.0);
        signals.push((age, entry.count, kind.to_owned()));
    }
    signals.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.2.cmp(&b.2)));
    let mut lines = deeds(&signals, &person, as_of, dice);
    for column in alone.columns() {
        let (id, value, kind) = (&*column.id, column.get(0), column.kind(0));
        if !value.trim().is_empty() && !in_header(id, value, kind) {
            lines.push(told(id, value, kind, &person, dice));
        }
    }
    for line in lines.iter().filter(|line| !line.is_empty()) {
        text.push(' ');
        text.push_str(line);
    }
    text
}

/// The facts that a rulebook looks at: attributes in their usual order, then kinds of signals.
#[must_use]
pub fn facts_looked_at(rulebook: &Rulebook, as_of: Day) -> Vec<Subject> {
    let space = Space::new(rulebook, as_of, true, &mut Dice::new(0, 0));
    let place = |id: &str| {
        let known = ATTRIBUTES.iter().position(|(known, _)| *known == id);
        known.unwrap_or(ATTRIBUTES.len())
    };
    let mut attributes: Vec<Subject> = Vec::new();
    let mut signals = Vec::new();
    for subject in space.subjects {
        match subject.signal {
            true => signals.push(Subject::Signal(subject.id)),
            false => attributes.push(Subject::Attribute(subject.id)),
        }
    }
    attributes.sort_by_key(|subject| match subject {
        Subject::Attribute(id) => place(id),
        Subject::Signal(_) => usize::MAX,
    });
    attributes.append(&mut signals);
    attributes
}

/// Of the facts that a rulebook looks at, those that are recorded and that an English text does not seem to tell, by their labels. A guess
/// by words: a text that tells a fact in words of its own may be asked about it.
#[must_use]
pub fn untold(text: &str, alone: &Table, rulebook: &Rulebook, as_of: Day) -> Vec<String> {
    let text = text.to_lowercase();
    let said = stems(&text);
    let mut missing = Vec::new();
    for subject in facts_looked_at(rulebook, as_of) {
        match subject {
            Subject::Attribute(id) => {
                let value = alone.get(0, &id).trim();
                let kind = alone
                    .column(&id)
                    .map_or(Kind::Text, |column| column.kind(0));
                if !value.is_empty() && !tells(&text, &said, &id, value, kind) {
                    missing.push(attribute_label(&id).to_owned());
                }
            }
            Subject::Signal(kind) => {
                let done = alone.signals_of(0).any(|(known, _)| known == kind);
                if done && !words(&kind, true).iter().any(|word| said.contains(word)) {
                    missing.push(signal_label(&kind).to_owned());
                }
            }
        }
    }
    missing
}

/// Whether a text tells the value of an attribute.
fn tells(text: &str, said: &[String], id: &str, value: &str, kind: Kind) -> bool {
    if HEADER.contains(&id) {
        let mut told = vec![shown(value), value.to_owned()];
        told.extend(whole(value, kind).map(grouped));
        let trade = INDUSTRIES
            .iter()
            .find(|(known, _)| same_text(value, kind, known));
        told.extend(trade.map(|(_, trade)| (*trade).to_owned()));
        let place = PLACES
            .iter()
            .find(|(code, ..)| same_text(value, kind, code));
        told.extend(place.map(|(_, country, _)| (*country).to_owned()));
        if let Some(title) = title(value, "") {
            let first = title.split_whitespace().next().unwrap_or("owner");
            told.push(first.to_owned());
        }
        if value == "owner" {
            told.push("owns".to_owned());
        }
        if told.iter().any(|told| text.contains(&told.to_lowercase())) {
            return true;
        }
    }
    let is_answer = matches!(value, "yes" | "no");
    (!is_answer && text.contains(&shown(value).to_lowercase()))
        || words(id, false).iter().any(|word| said.contains(word))
}

/// The stems of the words with which a fact is told.
fn words(id: &str, signal: bool) -> Vec<String> {
    let label = if signal {
        signal_label(id)
    } else {
        attribute_label(id)
    };
    let mut all = stems(&label.to_lowercase());
    all.extend(stems(&id.replace('_', " ").to_lowercase()));
    for text in words_about(id, signal) {
        all.extend(stems(&text.to_lowercase()));
    }
    all
}

/// Words that tell nothing of a fact.
const COMMON: [&str; 34] = [
    "about", "anyth", "asked", "been", "befor", "compa", "does", "each", "firms", "for", "from",
    "has", "have", "hers", "into", "know", "nobod", "none", "noth", "other", "over", "said",
    "someo", "somet", "that", "their", "them", "there", "they", "this", "what", "when", "with",
    "your",
];

/// The beginnings of the words of a text in small letters, up to five letters each; short and common words are left out.
fn stems(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let long = words.filter(|word| word.chars().count() > 2);
    let stems = long.map(|word| word.chars().take(5).collect::<String>());
    stems
        .filter(|stem| !COMMON.contains(&stem.as_str()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::{curriculum, separations, stories};
    use crate::{contact_table, published, published_rulebook};
    use serde_json::{Value, json};

    fn day() -> Day {
        Day::parse("2026-11-26").unwrap()
    }

    fn table(contact: &Value) -> Table {
        contact_table(contact).unwrap()
    }

    #[test]
    fn a_contact_is_told() {
        let check = |contact: &Value, parts: &[&str]| {
            for seed in 0..20 {
                let text = tell_contact(&table(contact), day(), seed);
                for part in parts {
                    assert!(text.contains(part), "{part:?} is not in {text:?}");
                }
                assert!(!text.contains('{') && !text.contains("  "), "{text}");
                assert_eq!(text, tell_contact(&table(contact), day(), seed));
            }
        };
        check(&json!({}), &["."]);
        check(
            &json!({ "attributes": { "name": "Rosa Blum", "company": "Alder & Sons", "employees": 300 } }),
            &["Rosa Blum", "Alder & Sons", "300-person"],
        );
        check(
            &json!({ "signals": [{ "kind": "replied", "date": "2026-11-25" }, { "kind": "site_visit", "date": null, "count": 3 }] }),
            &["yesterday", "three times"],
        );
        check(
            &json!({ "attributes": { "favourite colour": "green" } }),
            &["favourite colour", "green"],
        );
    }

    #[test]
    fn stories_and_told_contacts_leave_nothing_out() {
        for rulebook in published() {
            for aim in curriculum(&separations(rulebook, day())) {
                for story in stories(rulebook, day(), aim, 7, 12) {
                    let own = untold(&story.case.text, &story.case.table, rulebook, day());
                    assert!(
                        own.is_empty(),
                        "{own:?} in {}: {:?}",
                        rulebook.id,
                        story.case.text
                    );
                    let told = tell_contact(&story.case.table, day(), story.seed);
                    let left = untold(&told, &story.case.table, rulebook, day());
                    assert!(left.is_empty(), "{left:?} in {}: {told:?}", rulebook.id);
                }
            }
        }
    }

    #[test]
    fn facts_that_a_text_does_not_tell_are_named() {
        let house = published_rulebook("house").unwrap();
        let contact = table(&json!({
            "attributes": { "in_target_market": "yes", "favourite colour": "green" },
            "signals": [{ "kind": "replied", "date": "2026-11-25" }],
        }));
        let check = |text: &str, expected: &[&str]| {
            assert_eq!(untold(text, &contact, house, day()), expected, "{text}");
        };
        check("Ada is new here.", &["In our target market", "Replied"]);
        check(
            "Ada is in our target group and was told about it.",
            &["Replied"],
        );
        check(
            "Her firm is in the market you sell to. She replied yesterday.",
            &[],
        );
    }
}
