//! What the program says of the worked cases, as a sales rep reads it.
#![allow(
    missing_docs,
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing
)]

use expect_test::expect;
use model::{Day, contact_table, explain, json, published_rulebook};
use serde_json::Value;
use std::fmt::Write;
use std::path::Path;

fn cases() -> Option<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/spec/cases.json");
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("skipped: cases.json is not beside this checkout");
        return None;
    };
    Some(json::parse(&text).unwrap())
}

/// Case, stage and reason, a line each, by one definition.
fn said(cases: &Value, id: &str) -> String {
    let as_of = Day::parse(cases["as_of"].as_str().unwrap()).unwrap();
    let rulebook = published_rulebook(id).unwrap();
    let mut out = String::new();
    for case in cases["cases"].as_array().unwrap() {
        let table = contact_table(&case["contact"]).unwrap();
        let e = explain(rulebook, &table, 0, as_of);
        writeln!(out, "{} | {}", case["id"].as_str().unwrap(), e.why).unwrap();
    }
    out
}

#[test]
fn by_the_house_rulebook() {
    if let Some(cases) = cases() {
        expect![[r#"
            bare-address | Not a lead yet, as nobody knows whether this contact is in our target market.
            casual-browser | Lead: has shown interest; not a prospect until this contact is engaged (25 or more) and replied, met us, saw a demo or asked a question, and nobody knows whether it fits our profile (50 or more).
            newsletter | Lead: has shown interest and is in our target market; not a prospect until this contact is engaged (25 or more) and replied, met us, saw a demo or asked a question, and nobody knows whether it fits our profile (50 or more).
            free-trial | Lead: has shown interest and is in our target market; not a prospect until this contact is engaged (25 or more) and replied, met us, saw a demo or asked a question, and nobody knows whether it fits our profile (50 or more).
            gated-video | Lead: has shown interest; not a prospect until this contact is engaged (25 or more) and replied, met us, saw a demo or asked a question, and nobody knows whether it fits our profile (50 or more).
            webinar-silent | Lead: has shown interest and is in our target market; not a prospect until this contact is engaged (25 or more) and replied, met us, saw a demo or asked a question, and nobody knows whether it fits our profile (50 or more).
            webinar-asked | Prospect: fits our profile (50 or more), is engaged (25 or more) and replied, met us, saw a demo or asked a question; not an opportunity yet, as nobody knows whether this contact is comparing, testing or negotiating.
            answered-follow-up | Lead: has shown interest and is in our target market; not a prospect until this contact is engaged (25 or more), and nobody knows whether it fits our profile (50 or more).
            ideal-but-silent | Lead: is in our target market; not a prospect until this contact is engaged (25 or more) and replied, met us, saw a demo or asked a question.
            wants-a-quote | Lead: has shown interest; not a prospect until this contact replied, met us, saw a demo or asked a question, and nobody knows whether it fits our profile (50 or more).
            testing-the-demo | Opportunity: has a need we solve, buys within 12 months, decides or influences and is comparing, testing or negotiating.
            no-budget | Disqualified: No budget.
            no-authority | Disqualified: No authority.
            bounced | Disqualified: Cannot be reached.
            went-quiet | Lead: has shown interest and is in our target market; not a prospect until this contact is engaged (25 or more).
            deep-in-negotiation | Lead: has shown interest and is in our target market; not a prospect yet, as nobody knows whether this contact fits our profile (50 or more).
            valued-demo | Lead: has shown interest and is in our target market; not a prospect yet, as nobody knows whether this contact fits our profile (50 or more).
            social-only | Lead: has shown interest; not a prospect until this contact is engaged (25 or more) and replied, met us, saw a demo or asked a question, and nobody knows whether it fits our profile (50 or more).
            one-call-away | Prospect: fits our profile (50 or more), is engaged (25 or more) and replied, met us, saw a demo or asked a question; not an opportunity yet, as nobody knows whether this contact buys within 12 months.
            junk-by-hand | Lead, set by hand by R.: student project; the rules say prospect.
            won | Customer: the deal is won.
            lost-then-back | Lost: competitor.
        "#]].assert_eq(&said(&cases, "house"));
    }
}

#[test]
fn by_the_longest_definition() {
    if let Some(cases) = cases() {
        expect![[r#"
            bare-address | Not a lead until this contact did more than visit the site, and nobody knows whether it is in our target market.
            casual-browser | Not a lead until this contact did more than visit the site and can be reached by e-mail or phone, and nobody knows whether it is in our target market.
            newsletter | Lead: did more than visit the site, is in our target market and can be reached by e-mail or phone; not a prospect yet, as nobody knows whether this contact said they want to buy, or asked the price, understands what we would do for them or shows four of the six marks of a good prospect.
            free-trial | Lead: did more than visit the site, is in our target market and can be reached by e-mail or phone; not a prospect yet, as nobody knows whether this contact said they want to buy, or asked the price, understands what we would do for them or shows four of the six marks of a good prospect.
            gated-video | Not a lead yet, as nobody knows whether this contact is in our target market.
            webinar-silent | Lead: did more than visit the site, is in our target market and can be reached by e-mail or phone; not a prospect yet, as nobody knows whether this contact said they want to buy, or asked the price, understands what we would do for them or shows four of the six marks of a good prospect.
            webinar-asked | Prospect: shows four of the six marks of a good prospect; not an opportunity yet, as nobody knows whether this contact is comparing, testing or negotiating.
            answered-follow-up | Lead: did more than visit the site, is in our target market and can be reached by e-mail or phone; not a prospect yet, as nobody knows whether this contact said they want to buy, or asked the price, understands what we would do for them or shows four of the six marks of a good prospect.
            ideal-but-silent | Not a lead until this contact did more than visit the site.
            wants-a-quote | Not a lead yet, as nobody knows whether this contact is in our target market.
            testing-the-demo | Opportunity: is comparing, testing or negotiating.
            no-budget | Prospect: shows four of the six marks of a good prospect; not an opportunity yet, as nobody knows whether this contact is comparing, testing or negotiating.
            no-authority | Lead: did more than visit the site, is in our target market and can be reached by e-mail or phone; not a prospect yet, as nobody knows whether this contact said they want to buy, or asked the price, understands what we would do for them or shows four of the six marks of a good prospect.
            bounced | Disqualified: Cannot be reached.
            went-quiet | Lead: did more than visit the site, is in our target market and can be reached by e-mail or phone; not a prospect yet, as nobody knows whether this contact said they want to buy, or asked the price, understands what we would do for them or shows four of the six marks of a good prospect.
            deep-in-negotiation | Opportunity: is comparing, testing or negotiating and has negotiated with us.
            valued-demo | Prospect: took part in a demo and understands what we would do for them; not an opportunity yet, as nobody knows whether this contact is comparing, testing or negotiating.
            social-only | Not a lead until this contact can be reached by e-mail or phone, and nobody knows whether it is in our target market.
            one-call-away | Opportunity: is comparing, testing or negotiating.
            junk-by-hand | Lead, set by hand by R.: student project.
            won | Customer: the deal is won.
            lost-then-back | Lost: competitor.
        "#]].assert_eq(&said(&cases, "criteria-and-intent"));
    }
}

#[test]
fn by_a_definition_that_disqualifies() {
    if let Some(cases) = cases() {
        expect![[r#"
            bare-address | Not a lead yet, as nobody knows whether this contact is in our target market.
            casual-browser | Lead: has shown interest; not a prospect yet, as nobody knows whether this contact filled in the questionnaire and fits our profile (60 or more).
            newsletter | Lead: has shown interest and is in our target market; not a prospect yet, as nobody knows whether this contact filled in the questionnaire and fits our profile (60 or more).
            free-trial | Lead: has shown interest and is in our target market; not a prospect yet, as nobody knows whether this contact filled in the questionnaire and fits our profile (60 or more).
            gated-video | Lead: has shown interest; not a prospect yet, as nobody knows whether this contact filled in the questionnaire and fits our profile (60 or more).
            webinar-silent | Lead: has shown interest and is in our target market; not a prospect yet, as nobody knows whether this contact filled in the questionnaire and fits our profile (60 or more).
            webinar-asked | Lead: has shown interest and is in our target market; not a prospect yet, as nobody knows whether this contact filled in the questionnaire.
            answered-follow-up | Lead: has shown interest and is in our target market; not a prospect yet, as nobody knows whether this contact filled in the questionnaire and fits our profile (60 or more).
            ideal-but-silent | Lead: is in our target market; not a prospect until this contact showed interest within 180 days, and nobody knows whether it filled in the questionnaire.
            wants-a-quote | Lead: has shown interest; not a prospect yet, as nobody knows whether this contact filled in the questionnaire and fits our profile (60 or more).
            testing-the-demo | Opportunity: met us, saw a demo or replied within 90 days, has a need we solve and buys within 12 months.
            no-budget | Disqualified: No budget.
            no-authority | Disqualified: No authority.
            bounced | Disqualified: Cannot be reached.
            went-quiet | Lead: has shown interest and is in our target market; not a prospect until this contact showed interest within 180 days, and nobody knows whether it filled in the questionnaire.
            deep-in-negotiation | Lead: has shown interest and is in our target market; not a prospect yet, as nobody knows whether this contact filled in the questionnaire and fits our profile (60 or more).
            valued-demo | Lead: has shown interest and is in our target market; not a prospect yet, as nobody knows whether this contact filled in the questionnaire and fits our profile (60 or more).
            social-only | Lead: has shown interest; not a prospect yet, as nobody knows whether this contact filled in the questionnaire and fits our profile (60 or more).
            one-call-away | Lead: has shown interest and is in our target market; not a prospect yet, as nobody knows whether this contact filled in the questionnaire.
            junk-by-hand | Lead, set by hand by R.: student project.
            won | Customer: the deal is won.
            lost-then-back | Lost: competitor.
        "#]].assert_eq(&said(&cases, "qualify-first"));
    }
}

#[test]
fn each_kind_that_was_done_has_its_own_count() {
    let house = model::published_rulebook("house").unwrap();
    let as_of = Day::parse("2026-11-21").unwrap();
    let check = |signals: serde_json::Value, expected: &str| {
        let contact = serde_json::json!({ "signals": signals });
        let table = model::contact_table(&contact).unwrap();
        let explained = model::explain(house, &table, 0, as_of);
        let talked = explained.gate_parts[1].last().unwrap();
        assert_eq!(talked.fact, expected);
    };
    let signal = |kind: &str, day: &str, count: u32| serde_json::json!({ "kind": kind, "date": day, "count": count });
    check(serde_json::json!([]), "not yet");
    check(
        serde_json::json!([signal("replied", "2026-11-20", 1)]),
        "replied, 20 Nov 2026",
    );
    check(
        serde_json::json!([
            signal("replied", "2026-11-20", 1),
            signal("meeting_held", "2026-11-10", 1),
            signal("meeting_held", "2026-11-12", 1),
        ]),
        "replied, 20 Nov 2026; met with us, 2 times, last 12 Nov 2026",
    );
    check(
        serde_json::json!([
            signal("replied", "2026-11-20", 1),
            signal("meeting_held", "2026-11-12", 1),
            signal("demo_attended", "2026-11-11", 1),
            signal("question_asked", "2026-11-10", 2),
        ]),
        "replied, 20 Nov 2026; met with us, 12 Nov 2026; took part in a demo, 11 Nov 2026; 2 more of these",
    );
}
