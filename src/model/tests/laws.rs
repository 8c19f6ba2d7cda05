//! Laws that hold for every list, every contact and every rulebook.
#![allow(
    missing_docs,
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation
)]

mod random;

use model::{
    Day, Engine, Gate, Grade, One, Rulebook, Stage, Table, contact_into_table, contact_table,
    explain, parse_rulebook, published, published_rulebook,
};
use proptest::prelude::*;
use random::{AS_OF, LARGE, Random, SMALL, Size, contact, rulebook};
use serde_json::{Value, json};

fn today() -> Day {
    Day::parse(AS_OF).unwrap()
}

fn table(contacts: &[Value]) -> Table {
    let mut table = Table::new();
    let rows = contacts.len() as u32;
    table.add_rows(rows, None);
    for (row, contact) in (0..).zip(contacts) {
        contact_into_table(contact, &mut table, row).unwrap();
    }
    table
}

fn rules(r: &mut Random, size: &Size) -> Rulebook {
    parse_rulebook(&rulebook(r, size)).unwrap()
}

/// Everything an engine says of a row, as text that can be compared.
fn said(engine: &Engine, row: u32) -> String {
    let a = engine.assessments();
    format!(
        "{:?} {:?} {:?} {:?} {:?} {} {} {:?} {:?}",
        a.stage(row),
        a.rule_stage(row),
        a.stopped_at(row),
        Gate::ALL.map(|g| a.gate(row, g)),
        a.fit(row),
        a.engagement(row),
        a.grade(row),
        a.disqualified(row),
        a.overlaps(row).collect::<Vec<_>>(),
    )
}

/// The same of a contact that is looked at by itself.
fn said_of_one(one: &One) -> String {
    format!(
        "{:?} {:?} {:?} {:?} {:?} {} {} {:?} {:?}",
        one.stage(),
        one.rule_stage(),
        one.stopped_at(),
        Gate::ALL.map(|g| one.gate(g)),
        one.fit(),
        one.engagement(),
        Grade::of(one.fit().0, one.engagement()),
        one.disqualified(),
        one.overlaps(),
    )
}

fn all_said(engine: &Engine, rows: u32) -> Vec<String> {
    (0..rows).map(|row| said(engine, row)).collect()
}

#[test]
fn a_list_is_staged_as_its_contacts_are_one_by_one() {
    for (seed, n) in (0..).zip([1, 2, 63, 64, 65, 511, 512, 513, 1200]) {
        let mut r = Random(seed);
        for round in 0..3 {
            let rulebook = rules(&mut r, &LARGE);
            let contacts: Vec<Value> = (0..n).map(|_| contact(&mut r)).collect();
            let list = table(&contacts);
            let mut whole = Engine::new(&rulebook, today());
            whole.assess_all(&list);
            let mut tally = [0; 7];
            let mut expected = Vec::new();
            for (row, contact) in (0..).zip(&contacts) {
                let mut one = Engine::new(&rulebook, today());
                one.assess_all(&contact_table(contact).unwrap());
                expected.push(said(&one, 0));
                assert_eq!(
                    said(&whole, row),
                    expected[row as usize],
                    "seed {seed} round {round} row {row}"
                );
                let alone = One::new(&rulebook, &contact_table(contact).unwrap(), today());
                assert_eq!(
                    said_of_one(&alone),
                    expected[row as usize],
                    "alone: seed {seed} round {round} row {row}"
                );
                tally[whole.assessments().stage(row) as usize] += 1;
            }
            assert_eq!(whole.assessments().counts(), tally);

            // In slices, in any order.
            let mut sliced = Engine::new(&rulebook, today());
            let step = 1 + r.below(700) as u32;
            let mut starts: Vec<u32> = (0..n).step_by(step as usize).collect();
            for i in (1..starts.len()).rev() {
                starts.swap(i, r.below(i + 1));
            }
            for start in starts {
                sliced.assess(&list, start..(start + step).min(n));
            }
            assert_eq!(all_said(&sliced, n), expected, "seed {seed}, by {step}");

            // In the other order of rows.
            let turned: Vec<Value> = contacts.iter().rev().cloned().collect();
            let mut other = Engine::new(&rulebook, today());
            other.assess_all(&table(&turned));
            let mut back = all_said(&other, n);
            back.reverse();
            assert_eq!(back, expected, "seed {seed}, turned round");
        }
    }
}

#[test]
fn a_changed_row_is_looked_at_again() {
    for seed in 0..12 {
        let mut r = Random(seed);
        let n = [3, 512, 700][r.below(3)];
        let rulebook = rules(&mut r, &LARGE);
        let contacts: Vec<Value> = (0..n).map(|_| contact(&mut r)).collect();
        let mut list = table(&contacts);
        let mut engine = Engine::new(&rulebook, today());
        engine.assess_all(&list);
        for _ in 0..10 {
            let row = r.below(n as usize) as u32;
            match r.below(4) {
                0 => list.set(row, "need", ["yes", "no", ""][r.below(3)]),
                1 => list.set(row, "employees", ["7", "1000", "many"][r.below(3)]),
                2 => list.add_signal(row, "replied", Some(today()), 2),
                _ => drop(list.take_signals(row, "site_visit")),
            }
            engine.reassess_row(&list, row);
            let mut fresh = Engine::new(&rulebook, today());
            fresh.assess_all(&list);
            assert_eq!(all_said(&engine, n), all_said(&fresh, n), "seed {seed}");
            assert_eq!(engine.assessments().counts(), fresh.assessments().counts());
        }
    }
}

#[test]
fn a_changed_rulebook_is_as_good_as_a_new_one() {
    for seed in 0..40 {
        let mut r = Random(seed);
        let n = [1, 200, 513][r.below(3)];
        let contacts: Vec<Value> = (0..n).map(|_| contact(&mut r)).collect();
        let mut list = table(&contacts);
        let mut engine = Engine::new(&rules(&mut r, &LARGE), today());
        engine.assess_all(&list);
        for step in 0..6 {
            let next = if r.chance(40) {
                published()[r.below(7)].clone()
            } else {
                rules(&mut r, &LARGE)
            };
            engine.update(&next, &list);
            if r.chance(30) {
                list.set(r.below(n as usize) as u32, "industry", "fintech");
                engine.assess_all(&list);
            }
            let mut fresh = Engine::new(&next, today());
            fresh.assess_all(&list);
            assert_eq!(
                all_said(&engine, n),
                all_said(&fresh, n),
                "seed {seed} step {step}"
            );
            assert_eq!(engine.assessments().counts(), fresh.assessments().counts());
        }
    }
}

/// One number at a time: what does not depend on it is not worked out anew, and must still be right when facts changed before.
#[test]
fn one_changed_number_is_as_good_as_a_new_rulebook() {
    let house = published_rulebook("house").unwrap();
    let changes = [
        ("/criteria/fits_50/when/fit_at_least", 45),
        ("/fit/0/tiers/0/points", 30),
        ("/criteria/engaged_25/when/engagement_at_least", 20),
        ("/engagement/5/points", 20),
        ("/engagement/0/points", 2_000_000),
    ];
    let variants = changes.map(|(pointer, to)| {
        let mut json = house.json.clone();
        *json.pointer_mut(pointer).unwrap() = Value::from(to);
        parse_rulebook(&json).unwrap()
    });
    for seed in 0..30 {
        let mut r = Random(seed);
        let mut n = [3, 200, 600][r.below(3)];
        let contacts: Vec<Value> = (0..n).map(|_| contact(&mut r)).collect();
        let mut list = table(&contacts);
        let mut engine = Engine::new(house, today());
        engine.assess_all(&list);
        for step in 0..12 {
            let row = r.below(n as usize) as u32;
            match r.below(5) {
                0 => list.set(row, "seniority", ["owner", "manager", ""][r.below(3)]),
                1 => list.set(row, "employees", ["7", "1000", "many"][r.below(3)]),
                2 => list.add_signal(row, "replied", Some(today()), 2),
                3 => {
                    let more: Vec<Value> = (0..400).map(|_| contact(&mut r)).collect();
                    list.append(table(&more));
                    n += 400;
                    engine.assess(&list, n - 400..n);
                }
                _ => {}
            }
            engine.reassess_row(&list, row);
            let next = match r.below(6) {
                0 => house,
                place => &variants[place - 1],
            };
            engine.update(next, &list);
            let mut fresh = Engine::new(next, today());
            fresh.assess_all(&list);
            assert_eq!(
                all_said(&engine, n),
                all_said(&fresh, n),
                "seed {seed} step {step}"
            );
            assert_eq!(engine.assessments().counts(), fresh.assessments().counts());
        }
    }
}

#[test]
fn scores_are_the_sums_of_their_parts() {
    for seed in 0..3000 {
        let mut r = Random(seed);
        let rulebook = rules(&mut r, &LARGE);
        let e = explain(
            &rulebook,
            &contact_table(&contact(&mut r)).unwrap(),
            0,
            today(),
        );
        let (low, high) = e.fit;
        assert!(low <= high && high <= 100 && e.engagement <= 100);
        assert_eq!(
            e.fit_items.iter().map(|i| i.low).sum::<u32>(),
            u32::from(low),
            "seed {seed}: {:?}",
            e.fit_items
        );
        assert_eq!(
            e.fit_items.iter().map(|i| i.high).sum::<u32>(),
            u32::from(high),
            "seed {seed}: {:?}",
            e.fit_items
        );
        assert_eq!(
            e.engagement_items.iter().map(|i| i.points).sum::<i64>(),
            i64::from(e.engagement),
            "seed {seed}: {:?}",
            e.engagement_items
        );
    }
}

/// Any JSON, with the names that stand in rulebooks and contacts among its keys and texts.
fn any_json() -> impl Strategy<Value = Value> {
    let names = prop::sample::select(vec![
        "format",
        "leadlens.rulebook/1",
        "id",
        "stages",
        "lead",
        "prospect",
        "opportunity",
        "gate",
        "fit",
        "tiers",
        "when",
        "points",
        "engagement",
        "signal",
        "cap",
        "half_life_days",
        "disqualify",
        "reason",
        "criteria",
        "attribute",
        "is",
        "did",
        "times",
        "within_days",
        "all",
        "any",
        "none",
        "of",
        "at_least",
        "between",
        "known",
        "criterion",
        "attributes",
        "signals",
        "kind",
        "date",
        "count",
        "override",
        "stage",
        "on",
        "until",
        "2026-11-21",
        "x",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        names.clone().prop_map(Value::from),
        ".{0,6}".prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 60, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((names.clone(), inner), 0..6).prop_map(|members| members
                .into_iter()
                .map(|(k, v)| (k.to_owned(), v))
                .collect()),
        ]
    })
}

/// A place somewhere in a JSON value.
fn somewhere<'v>(r: &mut Random, value: &'v mut Value) -> &'v mut Value {
    let parts = match value {
        Value::Array(list) => list.len(),
        Value::Object(members) => members.len(),
        _ => 0,
    };
    if parts == 0 || r.chance(15) {
        return value;
    }
    let at = r.below(parts);
    let part = match value {
        Value::Array(list) => list.get_mut(at),
        Value::Object(members) => members.values_mut().nth(at),
        _ => None,
    };
    somewhere(r, part.unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(600) })]

    /// Any JSON is read or refused; what is read can be explained.
    #[test]
    fn no_json_is_too_odd(seed in any::<u64>(), odd in any_json()) {
        let mut r = Random(seed);
        let mut rules = rulebook(&mut r, &LARGE);
        let mut one = contact(&mut r);
        drop((parse_rulebook(&odd), contact_table(&odd)));
        if r.chance(50) {
            *somewhere(&mut r, &mut rules) = odd;
        } else {
            *somewhere(&mut r, &mut one) = odd;
        }
        if let (Ok(rules), Ok(list)) = (parse_rulebook(&rules), contact_table(&one)) {
            let e = explain(&rules, &list, 0, today());
            prop_assert!(e.fit.0 <= e.fit.1);
        }
    }
}

#[test]
fn stages_that_nothing_moves_have_no_path() {
    for seed in 0..3000 {
        let mut r = Random(seed);
        let rulebook = rules(&mut r, &SMALL);
        let list = contact_table(&contact(&mut r)).unwrap();
        let e = explain(&rulebook, &list, 0, today());
        let set = list.overrides.values().any(|o| o.in_force(today()));
        if e.rule_stage >= Stage::Opportunity || set {
            assert!(e.path.is_empty(), "seed {seed}: {:?}", e.path);
        }
        if e.rule_stage > Stage::Opportunity || set {
            assert_eq!(e.next_question, None, "seed {seed}");
        }
    }
}

#[test]
fn criteria_that_name_one_another_many_times_are_no_burden() {
    let mut criteria = serde_json::Map::new();
    for i in 0..30 {
        let below = if i == 0 {
            json!({ "attribute": "need", "is": ["yes"] })
        } else {
            json!({ "criterion": format!("c{}", i - 1) })
        };
        criteria.insert(
            format!("c{i}"),
            json!({ "label": "x", "when": { "any": [below, below, below] } }),
        );
    }
    let gate = json!({ "gate": { "criterion": "c29" } });
    let rules = json!({ "format": "leadlens.rulebook/1", "id": "deep", "criteria": criteria,
        "fit": [{ "id": "f", "label": "f", "tiers": [{ "when": { "criterion": "c29" }, "points": 1 }] }],
        "stages": { "lead": gate, "prospect": gate, "opportunity": gate } });
    let list = contact_table(&json!({ "attributes": {}, "signals": [] })).unwrap();
    let e = explain(&parse_rulebook(&rules).unwrap(), &list, 0, today());
    assert_eq!((e.path.len(), e.stage), (1, Stage::Contact));
}
