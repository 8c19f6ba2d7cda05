//! What leads nowhere, in small quizzes and in those made in one click.

use super::dead_ends;
use crate::day::Day;
use crate::node::Node;
use crate::published_rulebook;
use crate::quiz::{Outlook, outlook, quiz_from_rulebook, read_quiz};
use crate::rulebook::Rulebook;
use crate::stage::Stage;
use expect_test::{Expect, expect};
use serde_json::{Value, json};
use std::fmt::Write;

fn day() -> Day {
    Day::parse("2026-11-25").unwrap()
}

fn check(quiz: &Value, rulebook: &str, expected: Expect) {
    let rulebook = published_rulebook(rulebook).unwrap();
    let found = outlook(&read_quiz(Node::Value(quiz)).unwrap(), rulebook, day(), 1);
    check_found(quiz, rulebook, &found, expected);
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "expectations are written where they are checked"
)]
fn check_found(quiz: &Value, rulebook: &Rulebook, found: &Outlook, expected: Expect) {
    let mut shown = String::new();
    for end in dead_ends(quiz, rulebook, found, day()) {
        let certain = if end.certain { "" } else { "perhaps " };
        writeln!(shown, "{certain}{:?} {}", end.at, end.sentence).unwrap();
    }
    expected.assert_eq(&shown);
}

#[test]
fn all_that_leads_nowhere_is_named() {
    let action = json!({ "type": "link", "text": "Go", "href": "https://example.com" });
    let quiz = json!({
        "format": "leadlens.quiz/1", "id": "q", "rulebook": "house",
        "questions": [
            { "id": "budget", "type": "yes_no", "text": "Money?", "attribute": "budget", "required": true },
            { "id": "amount", "type": "number", "text": "How much?", "attribute": "amount", "skip_when": [{ "question": "budget", "is": ["yes", "no"] }] },
            { "id": "tea", "type": "single", "text": "Tea?", "options": [
                { "id": "a", "text": "Yes", "sets": { "drink": "tea" } }, { "id": "b", "text": "No" },
            ] },
            { "id": "need", "type": "single", "text": "Need?", "options": [
                { "id": "a", "text": "Yes", "sets": { "need": "yes" } }, { "id": "b", "text": "No" }, { "id": "c", "text": "So-so", "sets": { "mood": 3 } },
            ] },
            { "id": "gate", "type": "single", "text": "On?", "options": [
                { "id": "a", "text": "Yes" }, { "id": "b", "text": "No" },
            ] },
            { "id": "name", "type": "text", "text": "Name?", "attribute": "name", "skip_when": [{ "question": "gate", "is": ["b"] }] },
        ],
        "results": [
            { "id": "no", "when": { "stage": ["disqualified"] }, "title": "No", "action": action },
            { "id": "no2", "when": { "stage": ["disqualified"], "grade": ["A"] }, "title": "No again", "action": action },
            { "id": "won", "when": { "stage": ["customer"] }, "title": "Won", "action": action },
            { "id": "best", "when": { "grade": ["A1"] }, "title": "Best", "action": null },
            { "id": "else", "title": "Yes" },
        ],
    });
    check(
        &quiz,
        "house",
        expect![[r#"
            Stage(Prospect) Prospect: no answer can say who replied, met with you, took part in a demo or the like; or how senior they are; or which industry they are in.
            Stage(Opportunity) Opportunity: no answer can say who replied, met with you, took part in a demo or the like; or how senior they are; or which industry they are in; or how soon they want to buy; or what say they have in buying; or whether they are comparing, testing or negotiating.
            Stage(Customer) Customer: no answer can say that they bought.
            Result(1) “No again” is never shown: the results above it take everyone it is for.
            Result(2) “Won” is never shown: no answers lead to Customer.
            Result(3) “Best” is never shown: no answers lead there.
            Action(3) “Best” has no button: whoever sees it has nowhere to go from there.
            Action(4) “Yes” has no button: whoever sees it has nowhere to go from there.
            Question(1) “How much?” is never asked: every answer to the questions before it skips it.
            Pointless(1) No answer to “How much?” counts for “House”. Keep the question only if you want to know.
            Pointless(2) No answer to “Tea?” counts for “House”. Keep the question only if you want to know.
            Option(3, 1) “No” as an answer to “Need?” records nothing: it says as little as “I don’t know”.
            Option(3, 2) “So-so” as an answer to “Need?” records nothing that “House” looks at.
            Option(4, 0) “Yes” as an answer to “On?” records nothing: it says as little as “I don’t know”.
        "#]],
    );
}

#[test]
fn one_click_quizzes_lead_nowhere_where_nobody_could_answer() {
    for (id, expected) in [
        (
            "dynamic-states",
            expect![[r#"
            Stage(Customer) Customer: no answer can say that they bought.
            Action(0) “You are ready to talk to us” has no button: whoever sees it has nowhere to go from there.
            Action(1) “This looks like a good match” has no button: whoever sees it has nowhere to go from there.
            Action(2) “A good time to look around” has no button: whoever sees it has nowhere to go from there.
            Action(3) “We are probably not what you need now” has no button: whoever sees it has nowhere to go from there.
            Action(4) “Thank you” has no button: whoever sees it has nowhere to go from there.
        "#]],
        ),
        (
            "qualify-first",
            expect![[r#"
            Stage(Customer) Customer: no answer can say that they bought.
            Action(0) “You are ready to talk to us” has no button: whoever sees it has nowhere to go from there.
            Action(1) “This looks like a good match” has no button: whoever sees it has nowhere to go from there.
            Action(2) “A good time to look around” has no button: whoever sees it has nowhere to go from there.
            Action(3) “We are probably not what you need now” has no button: whoever sees it has nowhere to go from there.
            Action(4) “Thank you” has no button: whoever sees it has nowhere to go from there.
        "#]],
        ),
        (
            "criteria-and-intent",
            expect![[r#"
                Stage(Customer) Customer: no answer can say that they bought.
                Stage(Disqualified) Disqualified: no answers meet “Cannot be reached”.
                Action(0) “You are ready to talk to us” has no button: whoever sees it has nowhere to go from there.
                Action(1) “This looks like a good match” has no button: whoever sees it has nowhere to go from there.
                Action(2) “A good time to look around” has no button: whoever sees it has nowhere to go from there.
                Action(3) “Thank you” has no button: whoever sees it has nowhere to go from there.
            "#]],
        ),
        (
            "ideal-customer-profile",
            expect![[r#"
                Stage(Customer) Customer: no answer can say that they bought.
                Stage(Disqualified) Disqualified: no answers meet “Cannot be reached”.
                Action(0) “You are ready to talk to us” has no button: whoever sees it has nowhere to go from there.
                Action(1) “This looks like a good match” has no button: whoever sees it has nowhere to go from there.
                Action(2) “A good time to look around” has no button: whoever sees it has nowhere to go from there.
                Action(3) “Thank you” has no button: whoever sees it has nowhere to go from there.
            "#]],
        ),
        (
            "conversation",
            expect![[r#"
                Stage(Prospect) Prospect: no answer can say who you wrote to or called.
                Stage(Opportunity) Opportunity: no answer can say who you wrote to or called.
                Stage(Customer) Customer: no answer can say that they bought.
                Stage(Disqualified) Disqualified: no answers meet “Cannot be reached”.
                Action(0) “A good time to look around” has no button: whoever sees it has nowhere to go from there.
                Action(1) “Thank you” has no button: whoever sees it has nowhere to go from there.
            "#]],
        ),
        (
            "marketing-to-sales",
            expect![[r#"
                Stage(Customer) Customer: no answer can say that they bought.
                Stage(Disqualified) Disqualified: no answers meet “Cannot be reached”.
                Action(0) “You are ready to talk to us” has no button: whoever sees it has nowhere to go from there.
                Action(1) “This looks like a good match” has no button: whoever sees it has nowhere to go from there.
                Action(2) “A good time to look around” has no button: whoever sees it has nowhere to go from there.
                Action(3) “Thank you” has no button: whoever sees it has nowhere to go from there.
            "#]],
        ),
        (
            "house",
            expect![[r#"
            Stage(Customer) Customer: no answer can say that they bought.
            Action(0) “You are ready to talk to us” has no button: whoever sees it has nowhere to go from there.
            Action(1) “This looks like a good match” has no button: whoever sees it has nowhere to go from there.
            Action(2) “A good time to look around” has no button: whoever sees it has nowhere to go from there.
            Action(3) “We are probably not what you need now” has no button: whoever sees it has nowhere to go from there.
            Action(4) “Thank you” has no button: whoever sees it has nowhere to go from there.
        "#]],
        ),
    ] {
        check(
            &quiz_from_rulebook(published_rulebook(id).unwrap()),
            id,
            expected,
        );
    }
}

#[test]
fn a_sample_is_no_certainty() {
    let rulebook = published_rulebook("house").unwrap();
    let mut json = quiz_from_rulebook(rulebook);
    let results = json["results"].as_array_mut().unwrap();
    for result in results {
        result["action"] = json!({ "type": "link", "text": "Go", "href": "https://example.com" });
    }
    let mut found = outlook(&read_quiz(Node::Value(&json)).unwrap(), rulebook, day(), 1);
    assert!(!found.exact);
    // As if the sample had met no opportunity, and had never come to one of the questions.
    found.stages[Stage::Opportunity as usize] = 0;
    found.results[0] = 0;
    found.asked[1] = 0;
    check_found(
        &json,
        rulebook,
        &found,
        expect![[r#"
        perhaps Stage(Opportunity) Opportunity: in 20,000 tries no answers led there.
        Stage(Customer) Customer: no answer can say that they bought.
        perhaps Result(0) “You are ready to talk to us” was not shown once in 20,000 tries.
        perhaps Question(1) “What is your role?” was not asked once in 20,000 tries.
    "#]],
    );
}
