use super::{Places, condition};
use crate::condition::{Condition, Did, Kinds, Scalar, Test};
use crate::day::Day;
use crate::node::Node;
use crate::refusal::Refusal;
use crate::spot::{Log, Spot};
use expect_test::{Expect, expect};
use serde_json::{Value, json};

fn parse(json: &Value) -> Result<Condition, Refusal> {
    let log = Log::default();
    let read = condition(&Spot::root(Node::Value(json), &log), &Places::default(), 1);
    log.result(read)
}

fn read(json: Value) -> Condition {
    parse(&json).unwrap_or_else(|e| panic!("{e}"))
}

/// Why each of these conditions is refused, a line each.
fn refused<const N: usize>(conditions: [Value; N], expected: Expect) {
    let lines = conditions.map(|json| format!("{}\n", parse(&json).unwrap_err()));
    expected.assert_eq(&lines.concat());
}

#[test]
fn conditions_that_are_none() {
    refused(
        [
            json!("replied"),
            json!({}),
            json!({"is": ["a"]}),
            json!({"at_least": 2}),
            json!({"all": [{"did": "x"}], "any": [{"did": "x"}]}),
            json!({"attribute": "a", "is": ["b"], "did": "x"}),
            json!({"did": "x", "at_least": 3}),
            json!({"all": [{"did": "x"}], "within_days": 3}),
            json!({"attribute": "a"}),
            json!({"attribute": "a", "at_least": 1, "at_most": 2}),
            json!({"attribute": 1, "known": true}),
            json!({"attribute": "a", "known": "yes"}),
            json!({"fit_at_least": "60"}),
            json!({"engagement_at_least": null}),
            json!({"criterion": "senior"}),
            json!({"criterion": 1}),
            json!({"attribute": "a", "days_ago_at_most": "2026-01-01"}),
        ],
        expect![[r#"
            expected a condition, which is an object, found "replied"
            expected a condition: attribute, did, fit_at_least, engagement_at_least, criterion, all, any, none, or at_least with of, found an empty object
            expected a condition: attribute, did, fit_at_least, engagement_at_least, criterion, all, any, none, or at_least with of, found an object with "is"
            expected a condition: attribute, did, fit_at_least, engagement_at_least, criterion, all, any, none, or at_least with of, found an object with "at_least"
            expected exactly one form of condition, found both all and any
            expected exactly one form of condition, found both attribute and did
            expected exactly one form of condition, found both did and at_least
            expected exactly one form of condition, found both all and within_days
            expected a test of the attribute: is, at_least, at_most, between, days_ago_at_most, days_ago_at_least or known, found none
            expected exactly one test of the attribute, found both at_least and at_most
            attribute: expected the id of an attribute, found 1
            known: expected true or false, found "yes"
            fit_at_least: expected a number of points, found "60"
            engagement_at_least: expected a number of points, found null
            criterion: expected the id of one of this rulebook's criteria, found "senior"
            criterion: expected the id of one of this rulebook's criteria, found 1
            days_ago_at_most: expected a number of days, found "2026-01-01"
        "#]],
    );
}

#[test]
fn lists_that_are_empty_or_hold_something_else() {
    refused(
        [
            json!({"attribute": "a", "is": []}),
            json!({"attribute": "a", "is": "b"}),
            json!({"attribute": "a", "is": ["b", null]}),
            json!({"attribute": "a", "is": [["b"]]}),
            json!({"did": []}),
            json!({"did": ["replied", "interest"]}),
            json!({"did": ["interest"]}),
            json!({"did": ["replied", 2]}),
            json!({"did": 2}),
            json!({"all": []}),
            json!({"any": {}}),
            json!({"none": []}),
            json!({"at_least": 1, "of": []}),
            json!({"all": [{"did": "x"}, {"did": "x"}, {"did": 3}]}),
            json!({"at_least": 1, "of": [{"none": [3]}]}),
        ],
        expect![[r#"
            is: expected a list of at least one value, found an empty list
            is: expected a list of at least one value, found "b"
            is[1]: expected text, a number, true or false, found null
            is[0]: expected text, a number, true or false, found a list
            did: expected a kind of signal, a list of at least one, or "interest", found an empty list
            did[1]: expected a kind of signal; interest stands alone, not in a list, found "interest"
            did[0]: expected a kind of signal; interest stands alone, not in a list, found "interest"
            did[1]: expected a kind of signal, found 2
            did: expected a kind of signal, a list of at least one, or "interest", found 2
            all: expected a list of at least one condition, found an empty list
            any: expected a list of at least one condition, found an object
            none: expected a list of at least one condition, found an empty list
            of: expected a list of at least one condition, found an empty list
            all[2].did: expected a kind of signal, a list of at least one, or "interest", found 3
            of[0].none[0]: expected a condition, which is an object, found 3
        "#]],
    );
}

#[test]
fn counts_and_days() {
    refused(
        [
            json!({"did": "x", "times": 0}),
            json!({"did": "x", "times": 1.5}),
            json!({"did": "x", "times": null}),
            json!({"did": "x", "times": "2"}),
            json!({"did": "x", "within_days": -1}),
            json!({"did": "x", "within_days": "9"}),
            json!({"at_least": 0, "of": [{"did": "x"}]}),
            json!({"at_least": 1.5, "of": [{"did": "x"}]}),
            json!({"of": [{"did": "x"}]}),
        ],
        expect![[r#"
            times: expected a whole number from 1, found 0
            times: expected a whole number from 1, found 1.5
            times: expected a whole number from 1, found null
            times: expected a whole number from 1, found "2"
            within_days: expected a number of days from 0, found -1
            within_days: expected a number of days from 0, found "9"
            at_least: expected how many of the parts: a whole number from 1, found 0
            at_least: expected how many of the parts: a whole number from 1, found 1.5
            at_least: expected how many of the parts: a whole number from 1, found nothing
        "#]],
    );
}

#[test]
fn bounds() {
    let tests = [
        json!({"at_least": "20"}),
        json!({"at_least": "2026-02-30"}),
        json!({"at_most": true}),
        json!({"between": 3}),
        json!({"between": [3]}),
        json!({"between": [1, 2, 3]}),
        json!({"between": [1, null]}),
        json!({"between": [1, "2026-01-01"]}),
        json!({"between": [2, 1]}),
        json!({"between": ["2026-01-02", "2026-01-01"]}),
    ];
    let gates = tests.map(|mut gate| {
        gate["attribute"] = json!("a");
        gate
    });
    refused(
        gates,
        expect![[r#"
            at_least: expected a number, or a date such as "2026-01-31", found "20"
            at_least: expected a number, or a date such as "2026-01-31", found "2026-02-30"
            at_most: expected a number, or a date such as "2026-01-31", found true
            between: expected a list of two bounds, the low one first, found 3
            between: expected a list of two bounds, the low one first, found a list
            between: expected a list of two bounds, the low one first, found a list
            between[1]: expected a number, or a date such as "2026-01-31", found null
            between: expected two numbers or two dates, found one of each
            between: expected the low bound first, found it behind the high one
            between: expected the low bound first, found it behind the high one
        "#]],
    );
}

#[test]
fn conditions_that_are_read() {
    let attribute = |test: Test| Condition::Attribute {
        id: "a".to_owned(),
        test,
    };
    let text = |t: &str| Scalar::Text(t.to_owned());
    let day = |t: &str| Day::parse(t);
    let check = |gate: Value, expected: Condition| assert_eq!(read(gate), expected);
    check(
        json!({"attribute": "a", "is": ["x", 2, true, false, "true", ""]}),
        attribute(Test::Is(vec![
            text("x"),
            Scalar::Number(2.0),
            text("yes"),
            text("no"),
            text("true"),
            text(""),
        ])),
    );
    check(
        json!({"attribute": "a", "between": [1, 1], "note": "an unknown member"}),
        attribute(Test::Number {
            low: Some(1.0),
            high: Some(1.0),
        }),
    );
    check(
        json!({"attribute": "a", "at_most": 2.5}),
        attribute(Test::Number {
            low: None,
            high: Some(2.5),
        }),
    );
    check(
        json!({"attribute": "a", "at_least": " 2026-01-01 "}),
        attribute(Test::Date {
            low: day("2026-01-01"),
            high: None,
        }),
    );
    check(
        json!({"attribute": "a", "between": ["2026-01-01", "2026-01-01"]}),
        attribute(Test::Date {
            low: day("2026-01-01"),
            high: day("2026-01-01"),
        }),
    );
    check(
        json!({"attribute": "a", "days_ago_at_least": 2.5}),
        attribute(Test::DaysAgoAtLeast(2.5)),
    );
    check(
        json!({"attribute": "a", "known": false}),
        attribute(Test::Known(false)),
    );
    let did = |kinds: Kinds, times, within_days| {
        Condition::Did(Did {
            kinds,
            times,
            within_days,
        })
    };
    let these = |kinds: &[&str]| Kinds::These(kinds.iter().map(|k| (*k).to_owned()).collect());
    check(json!({"did": "interest"}), did(Kinds::Interest, 1, None));
    check(
        json!({"did": ["replied", "waved", "replied"], "times": 2.0, "within_days": 30.0}),
        did(these(&["replied", "waved"]), 2, Some(30)),
    );
    check(
        json!({"did": "Replied", "within_days": null}),
        did(these(&["Replied"]), 1, None),
    );
    check(
        json!({"at_least": 3.0, "of": [{"fit_at_least": 60}, {"engagement_at_least": 0.5}]}),
        Condition::AtLeast(
            3,
            vec![
                Condition::FitAtLeast(60.0),
                Condition::EngagementAtLeast(0.5),
            ],
        ),
    );
}
