use super::contact_table;
use crate::contact_write::contact_to_json;
use crate::json;
use expect_test::{Expect, expect};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// Why each of these contacts is refused, a line each.
fn refused<const N: usize>(contacts: [Value; N], expected: Expect) {
    let lines = contacts.map(|json| format!("{}\n", contact_table(&json).unwrap_err()));
    expected.assert_eq(&lines.concat());
}

#[test]
fn what_is_wrong_is_named() {
    refused(
        [
            json!([]),
            json!({"attributes": []}),
            json!({"attributes": {"name": ["a"]}}),
            json!({"attributes": {"job title": {}}}),
            json!({"signals": {}}),
            json!({"signals": ["replied"]}),
            json!({"signals": [{"date": "2026-01-01"}]}),
            json!({"signals": [{"kind": " "}]}),
        ],
        expect![[r#"
            expected an object, found an empty list
            attributes: expected an object, found an empty list
            attributes.name: expected text, a number, true, false or null, found a list
            attributes["job title"]: expected text, a number, true, false or null, found an object
            signals: expected a list, found an object
            signals[0]: expected an object, found "replied"
            signals[0].kind: expected a kind of signal, found nothing
            signals[0].kind: expected a kind of signal, found " "
        "#]],
    );
    let signal = |date: Value, count: Value| json!({"signals": [{"kind": "replied"}, {"kind": "replied", "date": date, "count": count}]});
    refused(
        [
            signal(json!("yesterday"), json!(1)),
            signal(json!("2026-02-29"), json!(1)),
            signal(json!(""), json!(1)),
            signal(json!(20260101), json!(1)),
            signal(Value::Null, json!(0)),
            signal(Value::Null, json!(1.5)),
            signal(Value::Null, json!(-1)),
            signal(Value::Null, json!("1")),
            json!({"override": "lead"}),
            json!({"override": {}}),
            json!({"override": {"stage": "Lead"}}),
            json!({"override": {"stage": "lead", "reason": 1}}),
            json!({"override": {"stage": "lead", "on": "soon"}}),
            json!({"override": {"stage": "lead", "until": false}}),
        ],
        expect![[r#"
            signals[1].date: expected a date such as "2026-01-31", or null, found "yesterday"
            signals[1].date: expected a date such as "2026-01-31", or null, found "2026-02-29"
            signals[1].date: expected a date such as "2026-01-31", or null, found ""
            signals[1].date: expected a date such as "2026-01-31", or null, found 20260101
            signals[1].count: expected a whole number from 1, found 0
            signals[1].count: expected a whole number from 1, found 1.5
            signals[1].count: expected a whole number from 1, found -1
            signals[1].count: expected a whole number from 1, found "1"
            override: expected an object, found "lead"
            override.stage: expected contact, lead, prospect, opportunity, customer, disqualified or lost, found nothing
            override.stage: expected contact, lead, prospect, opportunity, customer, disqualified or lost, found "Lead"
            override.reason: expected a text, found 1
            override.on: expected a date such as "2026-01-31", or null, found "soon"
            override.until: expected a date such as "2026-01-31", or null, found false
        "#]],
    );
}

/// Reads a contact and writes it again.
fn again(contact: &Value) -> Value {
    contact_to_json(&contact_table(contact).unwrap(), 0)
}

#[test]
fn what_is_recorded_comes_back() {
    let check = |contact: Value, expected: Value| assert_eq!(again(&contact), expected);
    check(json!({}), json!({"attributes": {}, "signals": []}));
    check(
        json!({"attributes": null, "signals": null, "override": null}),
        json!({"attributes": {}, "signals": []}),
    );
    check(
        json!({"attributes": {"budget": true, "need": false, "pain": null, "phone": "", "title": " ", "a": "true"}}),
        json!({"attributes": {"budget": "yes", "need": "no", "title": " ", "a": "true"}, "signals": []}),
    );
    check(
        json!({"attributes": {"a": 120, "b": "120", "c": 120.0, "d": -0.5, "e": 1e300, "f": 18446744073709551615_u64}, "signals": []}),
        json!({"attributes": {"a": 120, "b": "120", "c": 120.0, "d": -0.5, "e": 1e300, "f": 18446744073709551615_u64}, "signals": []}),
    );
    check(
        json!({"signals": [{"kind": "replied", "date": null, "count": null}, {"kind": "replied", "date": " 2026-01-01 ", "count": 2.0}]}),
        json!({"attributes": {}, "signals": [{"kind": "replied"}, {"kind": "replied", "date": "2026-01-01", "count": 2}]}),
    );
    check(
        json!({"override": {"stage": "lost"}}),
        json!({"attributes": {}, "signals": [], "override": {"stage": "lost", "reason": "", "author": "", "on": null, "until": null}}),
    );
}

#[test]
fn unknown_members_are_kept() {
    let contact = json!({
        "attributes": {"name": "Ada"},
        "signals": [
            {"kind": "replied", "date": "2026-01-01", "by": "Bo"},
            {"kind": "replied", "date": "2026-01-01"},
            {"kind": "replied", "date": "2026-01-01", "count": null, "by": "Cy"},
            {"kind": "chatted", "note": {"a": []}},
        ],
        "override": {"stage": "lead", "reason": "r", "author": "a", "on": "2026-01-01", "until": null, "ticket": 7},
        "id": 12,
        "tags": ["x", null],
    });
    let back = again(&contact);
    for part in ["attributes", "override", "id", "tags"] {
        assert_eq!(back[part], contact[part]);
    }
    assert_eq!(sorted(&back), sorted(&contact));
}

#[test]
fn a_refused_contact_leaves_the_table_alone() {
    let mut table = contact_table(&json!({"attributes": {"name": "Ada"}})).unwrap();
    table.add_rows(1, None);
    let bad = json!({"attributes": {"name": "Bo"}, "signals": [{"kind": "replied", "count": 0}]});
    assert!(super::contact_into_table(&bad, &mut table, 1).is_err());
    assert_eq!(
        contact_to_json(&table, 1),
        json!({"attributes": {}, "signals": []})
    );
}

/// Signals as texts in an order of their own, since a table orders them by kind.
fn sorted(contact: &Value) -> Vec<String> {
    let mut signals: Vec<String> = contact["signals"]
        .as_array()
        .unwrap()
        .iter()
        .map(Value::to_string)
        .collect();
    signals.sort();
    signals
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".{0,6}".prop_map(Value::from),
        Just(json!("2026-01-31")),
        Just(json!("lead")),
    ];
    let key = prop_oneof![
        prop::sample::select(vec![
            "attributes",
            "signals",
            "override",
            "kind",
            "date",
            "count",
            "stage",
            "on",
            "until"
        ])
        .prop_map(str::to_owned),
        ".{0,4}",
    ];
    leaf.prop_recursive(4, 40, 5, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((key.clone(), inner), 0..5)
                .prop_map(|members| Value::Object(members.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

fn any_contact() -> impl Strategy<Value = Value> {
    let fact = prop_oneof![
        any::<f64>()
            .prop_filter("finite", |n| n.is_finite())
            .prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".{1,8}".prop_map(Value::from),
        "[0-9]{1,3}".prop_map(Value::from),
    ];
    let attributes = prop::collection::vec((".{0,5}", fact), 0..6)
        .prop_map(|facts| Value::Object(facts.into_iter().collect()));
    let signal = (
        prop::sample::select(vec!["replied", "site_visit", "x y"]),
        prop::option::of(prop::sample::select(vec![
            "2026-01-31",
            "0001-01-01",
            "9999-12-31",
        ])),
        prop::option::of(2..u32::MAX),
        prop::option::of(any_json()),
    )
        .prop_map(|(kind, date, count, note)| {
            let mut signal = json!({"kind": kind});
            for (key, value) in [
                ("date", date.map(Value::from)),
                ("count", count.map(Value::from)),
                ("note", note),
            ] {
                if let Some(value) = value {
                    signal[key] = value;
                }
            }
            signal
        });
    let set = (prop::sample::select(vec!["lead", "lost"]), ".{0,5}", any_json()).prop_map(
        |(stage, reason, note)| json!({"stage": stage, "reason": reason, "author": "", "on": "2026-01-01", "until": null, "note": note}),
    );
    (
        attributes,
        prop::collection::vec(signal, 0..6),
        prop::option::of(set),
        prop::option::of(any_json()),
    )
        .prop_map(|(attributes, signals, set, more)| {
            let mut contact = json!({"attributes": attributes, "signals": signals});
            for (key, value) in [("override", set), ("more", more)] {
                if let Some(value) = value {
                    contact[key] = value;
                }
            }
            contact
        })
}

proptest! {
    #[test]
    fn no_json_is_too_odd(value in any_json()) {
        if let Ok(table) = contact_table(&value) {
            let once = contact_to_json(&table, 0);
            prop_assert_eq!(again(&once), once);
        }
    }

    #[test]
    fn a_contact_comes_back_exactly(contact in any_contact()) {
        // By way of text, as files and links do.
        let read = json::parse(&contact.to_string()).unwrap();
        prop_assert_eq!(&read, &contact);
        let back = again(&read);
        for part in ["attributes", "override", "more"] {
            prop_assert_eq!(back.get(part), contact.get(part));
        }
        prop_assert_eq!(sorted(&back), sorted(&contact));
        prop_assert_eq!(again(&back), back);
    }
}
