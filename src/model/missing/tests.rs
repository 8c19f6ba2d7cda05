use super::{missing_for, missing_sentence};
use crate::facts::{ATTRIBUTES, SIGNALS};
use crate::rulebook::Rulebook;
use crate::stage::Gate;
use crate::table::Table;
use crate::{missing_words, parse_rulebook, published, published_rulebook};
use expect_test::expect;
use serde_json::{Value, json};

/// A list of two contacts that has these attributes (`id=value`) and signals (an id alone).
fn list(facts: &[&str]) -> Table {
    let mut t = Table::new();
    t.add_rows(2, None);
    for fact in facts {
        match fact.split_once('=') {
            Some((id, value)) => t.set(1, id, value),
            None => t.add_signal(1, fact, None, 1),
        }
    }
    t
}

fn says(rulebook: &Rulebook, facts: &[&str], gate: Gate) -> String {
    let table = list(facts);
    missing_sentence(rulebook, gate, &missing_for(rulebook, &table, gate))
}

#[test]
fn a_list_of_names_says_what_it_lacks() {
    let mut out = String::new();
    for rulebook in published() {
        for gate in Gate::ALL {
            out.push_str(&says(rulebook, &["name=Ada"], gate));
            out.push('\n');
        }
    }
    expect![[r#"
        No leads under Dynamic states: nothing in this list says who showed interest.
        No prospects under Dynamic states: nothing in this list says who downloaded something, came to a webinar, asked a question or the like.
        No opportunities under Dynamic states: nothing in this list says whether you agree it is worth pursuing, how senior they are, which industry they are in or how large their company is.
        No leads under Qualify first: nothing in this list says who showed interest.
        No prospects under Qualify first: nothing in this list says whether they filled in the questionnaire, who showed interest, how senior they are, which industry they are in or how large their company is.
        No opportunities under Qualify first: nothing in this list says who met with you, took part in a demo or replied; or whether they have a need you solve; or how soon they want to buy.
        No leads under Criteria and intent: nothing in this list says who reacted on social media, signed up to the newsletter, filled in a form or the like; or whether they are in your target market; or what their e-mail address is.
        No prospects under Criteria and intent: nothing in this list says whether they said they want to buy.
        No opportunities under Criteria and intent: nothing in this list says whether they are comparing, testing or negotiating.
        No leads under Ideal customer profile: nothing in this list says whether they are in your target market.
        No prospects under Ideal customer profile: nothing in this list says how senior they are, which industry they are in or how large their company is.
        No opportunities under Ideal customer profile: nothing in this list says whether they said they want to buy.
        No leads under Conversation: nothing in this list says who showed interest.
        No prospects under Conversation: nothing in this list says who you wrote to or called or who replied.
        No opportunities under Conversation: nothing in this list says whether they have a need you solve; or whether they are comparing, testing or negotiating; or how senior they are; or which industry they are in; or how large their company is.
        No leads under Marketing to sales: nothing in this list says whether they are in your target market.
        No prospects under Marketing to sales: nothing in this list says who replied.
        No opportunities under Marketing to sales: nothing in this list says whether sales qualified them.
        No leads under House: nothing in this list says who showed interest.
        No prospects under House: nothing in this list says who replied, met with you, took part in a demo or the like; or how senior they are; or which industry they are in; or how large their company is.
        No opportunities under House: nothing in this list says whether they have a need you solve; or how soon they want to buy; or what say they have in buying; or whether they are comparing, testing or negotiating.
    "#]].assert_eq(&out);
}

#[test]
fn what_is_recorded_is_not_missing() {
    let check = |id: &str, gate: Gate, facts: &[&str], expected: expect_test::Expect| {
        expected.assert_eq(&says(published_rulebook(id).unwrap(), facts, gate));
    };
    check(
        "conversation",
        Gate::Prospect,
        &["rep_contacted"],
        expect!["No prospects under Conversation: nothing in this list says who replied."],
    );
    check(
        "conversation",
        Gate::Opportunity,
        &[
            "industry=software",
            "employees=50",
            "seniority=vp",
            "need=no",
        ],
        expect![
            "No opportunities under Conversation: nothing in this list says whether they are comparing, testing or negotiating, and no contact meets “has a need we solve”."
        ],
    );
    check(
        "ideal-customer-profile",
        Gate::Prospect,
        &["industry=farming"],
        expect![
            "No prospects under Ideal customer profile: nothing in this list says how senior they are or how large their company is, and no contact meets “is in an industry we serve”."
        ],
    );
    check(
        "house",
        Gate::Prospect,
        &["replied"],
        expect![
            "No prospects under House: nothing in this list says how senior they are, which industry they are in or how large their company is."
        ],
    );
    let house = published_rulebook("house").unwrap();
    assert_eq!(missing_for(house, &list(&["site_visit"]), Gate::Lead), []);
}

fn with_gate(gate: Value) -> Rulebook {
    let any = json!({ "attribute": "name", "known": true });
    let json = json!({ "format": "leadlens.rulebook/1", "id": "x", "stages": {
        "lead": { "gate": gate }, "prospect": { "gate": any }, "opportunity": { "gate": any } },
        "engagement": [{ "signal": "replied", "points": 20, "cap": 1, "half_life_days": 30 },
                       { "signal": "waved", "points": 5, "half_life_days": 30 }] });
    parse_rulebook(&json).unwrap()
}

#[test]
fn the_fewest_facts_that_would_do() {
    let check = |gate: Value, facts: &[&str], expected: &[&str]| {
        let rulebook = with_gate(gate.clone());
        let missing = missing_for(&rulebook, &list(facts), Gate::Lead);
        let labels: Vec<&str> = missing.iter().map(|m| m.label.as_str()).collect();
        assert_eq!(labels, expected, "{gate} {facts:?}");
    };
    let is = |id: &str| json!({ "attribute": id, "is": ["yes"] });
    let a = |id: &str| format!("anything about “{id}”");
    let (a, b, c) = (a("a"), a("b"), a("c"));
    let (a, b, c) = (a.as_str(), b.as_str(), c.as_str());
    let all = json!({ "all": [is("a"), is("b")] });
    check(all.clone(), &[], &[a, b]);
    check(all.clone(), &["b=yes"], &[a]);
    check(all.clone(), &["a= YES", "b=yes"], &[]);
    check(json!({ "any": [all, is("c")] }), &[], &[c]);
    check(json!({ "any": [is("a"), is("c")] }), &["c=no"], &[a]);
    check(is("a"), &["a=no"], &["a: yes"]);
    check(
        json!({ "at_least": 2, "of": [is("a"), is("b"), is("c")] }),
        &["b=yes"],
        &[a],
    );
    check(
        json!({ "at_least": 4, "of": [is("a"), is("b"), is("c")] }),
        &[],
        &[],
    );
    check(json!({ "none": [is("a"), is("b")] }), &["a=no"], &[b]);
    check(json!({ "none": [{ "did": "bounced" }] }), &[], &[]);
    check(
        json!({ "none": [{ "attribute": "a", "known": true }] }),
        &["a=yes"],
        &[],
    );
    check(json!({ "attribute": "a", "known": false }), &[], &[]);
    check(json!({ "attribute": "a", "at_least": 5 }), &["a=5"], &[]);
    check(
        json!({ "attribute": "a", "at_least": 5 }),
        &["a=4"],
        &["a: 5 or more"],
    );
    check(
        json!({ "attribute": "a", "at_least": "2026-01-01" }),
        &["a=soon"],
        &["a: 2026-01-01 or more"],
    );
    check(
        json!({ "did": ["replied", "waved"], "times": 2 }),
        &["waved"],
        &["replied or waved, 2 times"],
    );
    check(
        json!({ "did": ["replied", "waved"], "times": 2 }),
        &["waved", "replied"],
        &[],
    );
    check(
        json!({ "engagement_at_least": 20 }),
        &[],
        &["who did “waved”"],
    );
    check(json!({ "engagement_at_least": 20 }), &["replied"], &[]);
    check(
        json!({ "all": [{ "engagement_at_least": 15 }, { "did": "replied" }] }),
        &[],
        &["who replied"],
    );
    check(json!({ "fit_at_least": 1 }), &[], &[]);
}

#[test]
fn every_standard_fact_has_its_words() {
    for (id, _) in ATTRIBUTES {
        assert!(!missing_words::attribute(id).contains('“'), "{id}");
    }
    for (kind, _, _) in SIGNALS {
        assert!(
            !missing_words::signals(&[kind.to_owned()]).contains('“'),
            "{kind}"
        );
    }
}
