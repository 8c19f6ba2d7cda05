//! Decks in and out.

use super::{Deck, DeckFileError, DeckLinkError, MOST_OPTIONS, read_deck};
use crate::LinkError;
use model::{published_rulebook, published_texts};
use proptest::prelude::*;
use serde_json::{Value, json};

fn deck(others: &Value) -> Value {
    let mut deck = json!({
        "format": "leadlens.deck/1", "id": "first-week", "title": "First week", "as_of": "2026-11-25", "rulebook": "house",
        "cases": [
            { "id": "ada", "text": "Ada is in our market and has not been heard of.", "contact": { "attributes": { "in_target_market": "yes" } }, "answer": "lead" },
            { "id": "bo", "text": "Bo?", "answer": "Ask", "options": ["Ask", "prospect"], "explanation": "Because.", "seed": 7 },
        ],
    });
    let members = deck.as_object_mut().unwrap();
    members.extend(others.as_object().unwrap().clone());
    deck
}

fn case(others: &Value) -> Value {
    let mut case = json!({ "id": "a", "text": "A", "answer": "lead" });
    let members = case.as_object_mut().unwrap();
    members.extend(others.as_object().unwrap().clone());
    deck(&json!({ "cases": [case] }))
}

#[test]
fn unknown_members_are_kept() {
    let json = deck(&json!({
        "lang": "de", "pass_mark": 0.8, "author": { "name": "Kim" },
        "cases": [{ "id": "a", "text": "A", "answer": "contact", "picture": [1, { "x": null }] }],
    }));
    let deck = read_deck(&json).unwrap();
    assert_eq!(deck.to_json(), json);
    assert_eq!(
        deck.usual_options(),
        ["contact", "lead", "prospect", "opportunity"]
    );
}

#[test]
fn a_deck_brings_its_own_rulebook() {
    let own: Value = serde_json::from_str(published_texts()[0]).unwrap();
    let json = deck(&json!({ "rulebook": own }));
    let deck = read_deck(&json).unwrap();
    assert_eq!(deck.to_json(), json);
    assert_eq!(deck.rulebook(&|_| None).unwrap().id, "dynamic-states");
}

#[test]
fn errors_name_the_member() {
    let check = |json: &Value, expected: &str| {
        assert_eq!(read_deck(json).unwrap_err().to_string(), expected);
    };
    check(
        &json!([]),
        "expected a deck, an object, found an empty list",
    );
    check(
        &json!({}),
        "format: expected \"leadlens.deck/1\", found nothing",
    );
    check(
        &deck(&json!({ "format": "leadlens.deck/2", "cases": 3 })),
        "format: expected \"leadlens.deck/1\", found \"leadlens.deck/2\", made by a newer version of Leadlens; reload this page to get that version",
    );
    check(
        &deck(&json!({ "format": "leadlens.quiz/1" })),
        "format: expected \"leadlens.deck/1\", found \"leadlens.quiz/1\"",
    );
    check(
        &deck(&json!({ "id": " " })),
        "id: expected a text that is not empty, found \" \"",
    );
    check(
        &deck(&json!({ "as_of": "2026-02-30" })),
        "as_of: expected a date such as \"2026-01-31\", found \"2026-02-30\"",
    );
    check(
        &deck(&json!({ "pass_mark": 80 })),
        "pass_mark: expected a number from 0 to 1, found 80",
    );
    check(
        &deck(&json!({ "rulebook": 1 })),
        "rulebook: expected the id of a definition, or a definition, found 1",
    );
    check(
        &deck(&json!({ "cases": {} })),
        "cases: expected a list of cases, found an object",
    );
    check(
        &deck(&json!({ "cases": [1] })),
        "cases[0]: expected a case, an object, found 1",
    );
    check(
        &deck(
            &json!({ "cases": [{ "id": "a", "text": "A", "answer": "lead" }, { "id": "a", "text": "B", "answer": "lead" }] }),
        ),
        "cases[1].id: expected an id that no case before it has, found \"a\"",
    );
    check(
        &case(&json!({ "answer": "Lead" })),
        "cases[0].answer: expected contact, lead, prospect, opportunity, customer, disqualified or lost, found \"Lead\"",
    );
    check(
        &case(&json!({ "options": ["contact", "prospect"] })),
        "cases[0].answer: expected one of the case's options, found \"lead\"",
    );
    check(
        &case(&json!({ "options": ["lead"] })),
        "cases[0].options: expected a list of 2 to 20 options, found 1",
    );
    check(
        &case(&json!({ "options": vec!["lead"; MOST_OPTIONS] })),
        "cases[0].options[1]: expected the id of a stage or a text, each only once, found \"lead\"",
    );
    check(
        &case(&json!({ "contact": { "signals": [{ "kind": "replied", "date": "soon" }] } })),
        "cases[0].contact.signals[0].date: expected a date such as \"2026-01-31\", or null, found \"soon\"",
    );
    check(
        &case(&json!({ "seed": -1 })),
        "cases[0].seed: expected a whole number from 0, found -1",
    );
}

#[test]
fn a_file_that_is_no_json_says_where() {
    let error = Deck::from_text("{\n  \"format\": leadlens }").unwrap_err();
    assert!(matches!(error, DeckFileError::Json(_)));
    assert!(error.to_string().contains("line 2, column 13"), "{error}");
}

#[test]
fn answers_are_held_against_the_engine() {
    let check = |others: &Value, expected: &[&str]| {
        let deck = read_deck(&case(others)).unwrap();
        let rulebook = deck.rulebook(&|_| None);
        let issues: Vec<String> = deck
            .check(rulebook)
            .into_iter()
            .map(|issue| issue.what)
            .collect();
        assert_eq!(issues, expected, "{others}");
    };
    let met = json!({ "attributes": { "in_target_market": "yes" } });
    check(&json!({ "contact": met }), &[]);
    check(&json!({ "answer": "prospect" }), &[]);
    check(
        &json!({ "contact": met, "answer": "prospect" }),
        &[
            "The facts of this case make it Lead by \"House\" as of 2026-11-25, but its answer is Prospect. Change the answer or the facts.",
        ],
    );
    check(
        &json!({ "contact": {}, "answer": "lead" }),
        &[
            "The facts of this case make it Contact by \"House\" as of 2026-11-25, but its answer is Lead. Change the answer or the facts.",
        ],
    );
    // What is asked here is not the stage.
    check(
        &json!({ "contact": met, "answer": "Call", "options": ["Call", "Wait"] }),
        &[],
    );
}

#[test]
fn what_is_not_here_is_an_issue() {
    let issues = |json: &Value| {
        let deck = read_deck(json).unwrap();
        let rulebook = deck.rulebook(&|_| None);
        deck.check(rulebook)
    };
    let unknown = issues(&deck(&json!({ "rulebook": "ours" })));
    assert_eq!(unknown.len(), 1);
    assert!(
        unknown[0]
            .what
            .starts_with("The definition \"ours\" is not here")
    );
    let empty = issues(&deck(&json!({ "cases": [] })));
    assert_eq!((empty.len(), empty[0].case), (1, None));
    // One's own rulebook goes before the published one of its name.
    let deck = read_deck(&deck(&json!({}))).unwrap();
    let other = published_rulebook("conversation");
    assert_eq!(deck.rulebook(&|_| other).unwrap().id, "conversation");
}

#[test]
fn all_cases_without_options_have_the_same() {
    let json = deck(&json!({ "cases": [
        { "id": "a", "text": "A", "answer": "lead" },
        { "id": "b", "text": "B", "answer": "disqualified" },
        { "id": "c", "text": "C", "answer": "lost", "options": ["lost", "lead"] },
    ] }));
    let deck = read_deck(&json).unwrap();
    let usual = ["contact", "lead", "prospect", "opportunity", "disqualified"];
    assert_eq!(deck.options(&deck.cases[0]), usual);
    assert_eq!(deck.options(&deck.cases[1]), usual);
    assert_eq!(deck.options(&deck.cases[2]), ["lost", "lead"]);
}

#[test]
fn a_deck_travels_in_a_link() {
    let made = read_deck(&deck(&json!({}))).unwrap();
    let link = made.to_link();
    assert_eq!(Deck::from_link(&link), Ok(made));
    assert_eq!(
        Deck::from_link(&link[..9]),
        Err(DeckLinkError::Link(LinkError::Damaged))
    );
    let other = crate::pack_link(&json!({ "format": "leadlens.deck/9" }));
    let error = Deck::from_link(&other).unwrap_err().to_string();
    assert!(
        error.starts_with("The deck in this link cannot be read. format: "),
        "{error}"
    );
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (0.0..1.0_f64).prop_map(Value::from),
        prop::sample::select(vec![
            "lead",
            "a",
            "leadlens.deck/1",
            "2026-01-31",
            "",
            "house"
        ])
        .prop_map(Value::from),
    ];
    let name = prop::sample::select(vec![
        "format",
        "id",
        "title",
        "lang",
        "as_of",
        "rulebook",
        "pass_mark",
        "cases",
        "text",
        "contact",
        "answer",
        "explanation",
        "options",
        "seed",
        "signals",
        "other",
    ]);
    leaf.prop_recursive(4, 60, 8, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((name.clone(), inner), 0..8).prop_map(|members| {
                Value::Object(
                    members
                        .into_iter()
                        .map(|(k, v)| (k.to_owned(), v))
                        .collect(),
                )
            }),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_read_is_written_and_read(others in any_json(), of_case in any_json()) {
        let others = if others.is_object() { others } else { json!({}) };
        let of_case = if of_case.is_object() { of_case } else { json!({}) };
        for json in [others.clone(), deck(&others), case(&of_case)] {
            if let Ok(deck) = read_deck(&json) {
                prop_assert_eq!(read_deck(&deck.to_json()), Ok(deck));
            }
        }
    }
}
