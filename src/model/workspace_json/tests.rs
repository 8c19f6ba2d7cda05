use super::{workspace_from_json, workspace_text_parts, workspace_to_json};
use crate::day::Day;
use crate::edit::sample::{any_numbers, edited, facts};
use crate::json;
use proptest::prelude::*;
use serde_json::json;

proptest! {
    #[test]
    fn a_workspace_comes_back_as_it_was_written(numbers in any_numbers()) {
        let workspace = edited(&numbers);
        let written = workspace_to_json(&workspace);
        let text: String = workspace_text_parts(&workspace).collect();
        prop_assert_eq!(&json::parse(&text).unwrap(), &written);
        let back = workspace_from_json(&written, Day(0)).unwrap();
        prop_assert_eq!(facts(&back), facts(&workspace));
        prop_assert_eq!(workspace_to_json(&back).to_string(), written.to_string());
    }
}

#[test]
fn unknown_members_come_back() {
    let written = json!({ "format": "leadlens.workspace/1", "name": "w", "as_of": "2026-11-22", "definition": "house",
        "profile": { "items": [], "x": 1 }, "rulebooks": [],
        "quizzes": { "a": { "title": "A" } }, "learning": { "deck/b": { "title": "B" } },
        "lists": [{ "name": "a", "rows": 1, "exported_on": null, "in_target_market": null, "headers": [], "y": [2] }],
        "attributes": ["company", "blank"], "signals": ["replied"], "inferred": { "company": [0, 1] },
        "contacts": [{ "attributes": { "company": "Acme" }, "signals": [], "z": { "deep": [null] } }],
        "views": { "columns": ["name"] } });
    let workspace = workspace_from_json(&written, Day(0)).unwrap();
    assert_eq!(workspace_to_json(&workspace), written);
    let text: String = workspace_text_parts(&workspace).collect();
    assert_eq!(json::parse(&text).unwrap(), written);
}

#[test]
fn a_file_written_by_hand_is_read() {
    let json = json!({ "format": "leadlens.workspace/1", "contacts": [{}, { "attributes": { "name": "Ada" } }] });
    let workspace = workspace_from_json(&json, Day(20_000)).unwrap();
    assert_eq!(workspace.as_of(), Day(20_000));
    assert_eq!(workspace.definition(), "house");
    assert_eq!(workspace.table().get(1, "name"), "Ada");
    assert_eq!(workspace.lists()[0].range(), 0..2);
}

#[test]
fn what_is_no_workspace_is_refused_by_name() {
    let check = |members: serde_json::Value, expected: &str| {
        let mut json = json!({ "format": "leadlens.workspace/1" });
        for (key, value) in members.as_object().unwrap() {
            json[key] = value.clone();
        }
        let error = workspace_from_json(&json, Day(0)).unwrap_err();
        assert_eq!(error.to_string(), expected);
    };
    check(
        json!({ "format": "leadlens.workspace/2" }),
        "This file was made by a newer version of Leadlens (leadlens.workspace/2); this version reads leadlens.workspace/1. Nothing was changed.",
    );
    check(
        json!({ "format": "leadlens.rulebook/1" }),
        "format: expected \"leadlens.workspace/1\", found \"leadlens.rulebook/1\"",
    );
    check(
        json!({ "contacts": [{}, { "attributes": { "a": [] } }] }),
        "contacts[1].attributes.a: expected text, a number, true, false or null, found an empty list",
    );
    check(
        json!({ "quizzes": { "a": 3 } }),
        "quizzes.a: expected an object, found 3",
    );
    check(
        json!({ "contacts": [{}], "lists": [{ "name": "a", "rows": 2 }] }),
        "contacts: expected 2 contacts, as many as the lists have, found a list",
    );
    check(
        json!({ "contacts": [{}], "inferred": { "a": [1, 1] } }),
        "inferred.a: expected first rows and numbers of rows in turn, within the contacts, found a list",
    );
    check(
        json!({ "rulebooks": [{ "format": "leadlens.rulebook/1" }] }),
        "rulebooks[0]: id: expected the rulebook's id, a text, found nothing",
    );
    check(
        json!({ "as_of": "soon" }),
        "as_of: expected a date (YYYY-MM-DD), found \"soon\"",
    );
}
