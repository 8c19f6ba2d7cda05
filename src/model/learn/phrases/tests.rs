//! Words of facts.

use super::{deed, fact, not_done, supposed, told, unasked, when};
use crate::day::Day;
use crate::dictionary::Kind;
use crate::facts::{ATTRIBUTES, SIGNALS};
use crate::learn::dice::Dice;
use crate::learn::people::Person;
use crate::learn::space::Recorded;
use crate::learn::stock;

fn today() -> Day {
    Day::parse("2026-11-21").unwrap()
}

fn her() -> Person {
    Person {
        name: "Rosa",
        company: "Tessel",
        area: "finance",
        female: true,
        named: true,
        at_company: true,
    }
}

#[test]
fn days_are_told_as_people_tell_them() {
    let check = |age: i32, expected: &str| assert_eq!(when(age, today()), expected);
    check(0, "today");
    check(1, "yesterday");
    check(3, "three days ago");
    check(7, "a week ago");
    check(14, "two weeks ago");
    check(49, "seven weeks ago");
    check(75, "on 7 Sep 2026 (75 days ago)");
    check(130, "on 14 Jul 2026 (130 days ago)");
}

#[test]
fn facts_are_told() {
    let told =
        |id: &str, value: &str, kind: Kind| told(id, value, kind, &her(), &mut Dice::new(3, 0));
    assert_eq!(
        told("budget", "no", Kind::Text),
        "She was plain about it: no budget."
    );
    assert_eq!(
        told("annual_revenue", "25000000", Kind::Number),
        "Tessel turns over about 25 million a year."
    );
    assert_eq!(
        told("x_word", "decision_maker", Kind::Text),
        "The record says under “x_word”: “decision maker”."
    );
    let deed = |kind: &str, signal| deed(kind, signal, today(), &her(), &mut Dice::new(3, 0));
    assert_eq!(
        deed("quote_requested", (3, 1)),
        (true, "asked for a quote three days ago".to_owned())
    );
    assert_eq!(
        deed("quote_requested", (3, 2)),
        (
            true,
            "asked for a quote twice, last three days ago".to_owned()
        )
    );
    assert_eq!(
        deed("x_custom", (1, 1)),
        (false, "“x_custom” is on record yesterday".to_owned())
    );
    assert_eq!(
        unasked("x_word", &her(), &mut Dice::new(0, 0)),
        "Nothing is recorded under “x_word”."
    );
    assert_eq!(
        not_done("replied", &her()),
        "She has not answered your mail."
    );
}

#[test]
fn what_would_have_been_stands_behind_if() {
    let value = |id: &str, value: &str, kind: Kind| {
        supposed(
            id,
            false,
            &Recorded::Value(value.to_owned(), kind),
            today(),
            &her(),
        )
    };
    assert_eq!(
        value("timeline_months", "3", Kind::Number),
        "she wanted it in three months"
    );
    assert_eq!(value("x_word", "vp", Kind::Text), "“x_word” was “VP”");
    let signal = |kind: &str, recorded: Recorded| supposed(kind, true, &recorded, today(), &her());
    assert_eq!(
        signal("replied", Recorded::Signals(vec![(3, 1)])),
        "she had answered your mail three days ago"
    );
    assert_eq!(
        signal("replied", Recorded::Nothing),
        "she had not answered your mail"
    );
    assert_eq!(
        signal("bounced", Recorded::Nothing),
        "a mail to her had not bounced"
    );
    assert_eq!(
        supposed("budget", false, &Recorded::Nothing, today(), &her()),
        "nobody had asked about money"
    );
    assert_eq!(
        fact("replied", true, &Recorded::Signals(vec![(1, 2)]), today()),
        "Replied: yesterday twice"
    );
}

/// No standard fact falls back on words that are made for any.
#[test]
fn every_standard_fact_has_words_of_its_own() {
    for (kind, ..) in SIGNALS {
        for seed in 0..4 {
            let (_, words) = deed(kind, (2, 1), today(), &her(), &mut Dice::new(seed, 0));
            assert!(!words.contains(['“', '{']), "{kind}: {words}");
        }
        assert!(!not_done(kind, &her()).contains(['“', '{']), "{kind}");
    }
    for (id, _) in ATTRIBUTES {
        for (value, of) in stock::values(id, today()) {
            let words = told(id, &value, of, &her(), &mut Dice::new(0, 0));
            let in_header = ["seniority", "industry", "country"].contains(&id);
            assert!(in_header || !words.contains(['“', '{']), "{id}: {words}");
        }
    }
}
