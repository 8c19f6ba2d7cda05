//! The worked and the random cases of the stage model, by every rulebook.
#![allow(
    missing_docs,
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing
)]

use model::{
    Day, Rulebook, Table, assessment_to_json, contact_into_table, explain, json, parse_rulebook,
    published_rulebook,
};
use serde_json::Value;
use std::path::Path;

fn read(name: &str) -> Option<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/spec")
        .join(name);
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("skipped: {name} is not beside this checkout");
        return None;
    };
    Some(json::parse(&text).unwrap())
}

fn check(name: &str, contact: &Value, rulebook: &Rulebook, as_of: Day, expected: &Value) -> bool {
    let mut table = Table::new();
    let row = table.add_rows(1, None);
    contact_into_table(contact, &mut table, row).unwrap();
    let assessment = assessment_to_json(&explain(rulebook, &table, row, as_of));
    let mut same = true;
    for (member, value) in expected.as_object().unwrap() {
        if assessment[member] != *value {
            println!(
                "{name} by {}: {member} is {}, expected {value}\n  {assessment}",
                rulebook.id, assessment[member]
            );
            same = false;
        }
    }
    same
}

#[test]
fn the_worked_cases_hold() {
    let Some(cases) = read("cases.json") else {
        return;
    };
    let as_of = Day::parse(cases["as_of"].as_str().unwrap()).unwrap();
    let mut wrong = 0;
    let mut all = 0;
    for case in cases["cases"].as_array().unwrap() {
        for (id, expected) in case["expect"].as_object().unwrap() {
            let rulebook = published_rulebook(id).unwrap();
            all += 1;
            wrong += usize::from(!check(
                case["id"].as_str().unwrap(),
                &case["contact"],
                rulebook,
                as_of,
                expected,
            ));
        }
    }
    assert_eq!((wrong, all), (0, 154));
}

#[test]
fn the_random_cases_hold() {
    let Some(cases) = read("cases-random.json") else {
        return;
    };
    let as_of = Day::parse(cases["as_of"].as_str().unwrap()).unwrap();
    let mut wrong = 0;
    let mut all = 0;
    for (i, case) in cases["cases"].as_array().unwrap().iter().enumerate() {
        let name = format!("random {i}");
        let mut run = |rulebook: &Rulebook, expected: &Value| {
            all += 1;
            wrong += usize::from(!check(&name, &case["contact"], rulebook, as_of, expected));
        };
        for (id, expected) in case["expect"].as_object().unwrap() {
            run(published_rulebook(id).unwrap(), expected);
        }
        run(
            &parse_rulebook(&case["rulebook"]).unwrap(),
            &case["expect_own"],
        );
    }
    assert_eq!((wrong, all), (0, 960));
}
