use super::parse_rulebook;
use crate::condition::{Condition, Did, Kinds, Scalar, Test};
use crate::day::Day;
use crate::published::published;
use crate::rulebook::Rulebook;
use crate::{Gate, json};
use expect_test::{Expect, expect};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// A small rulebook with this condition as its prospect gate.
fn with_gate(gate: Value) -> Value {
    json!({
        "format": "leadlens.rulebook/1", "id": "r",
        "stages": {
            "lead": {"gate": {"did": "interest"}},
            "prospect": {"gate": gate},
            "opportunity": {"gate": {"did": "replied"}},
        },
    })
}

/// A small rulebook with these members put in.
fn with(members: Value) -> Value {
    let mut rulebook = with_gate(json!({"did": "replied"}));
    for (key, value) in members.as_object().unwrap() {
        rulebook[key] = value.clone();
    }
    rulebook
}

fn without(path: &str) -> Value {
    let mut rulebook = with(json!({}));
    let (parent, key) = path.rsplit_once('/').unwrap();
    let parent = rulebook.pointer_mut(parent).unwrap();
    parent.as_object_mut().unwrap().shift_remove(key).unwrap();
    rulebook
}

fn refused(rulebook: &Value, expected: Expect) {
    let error = parse_rulebook(rulebook).unwrap_err();
    expected.assert_eq(&error.to_string());
}

fn gate_refused(gate: Value, expected: Expect) {
    refused(&with_gate(gate), expected);
}

fn read(gate: Value) -> Condition {
    let rulebook = parse_rulebook(&with_gate(gate)).unwrap_or_else(|e| panic!("{e}"));
    rulebook.gate(Gate::Prospect).clone()
}

#[test]
fn members_that_must_be_there() {
    refused(&json!(1), expect!["expected an object, found 1"]);
    refused(
        &without("/format"),
        expect![[r#"format: expected "leadlens.rulebook/1", found nothing"#]],
    );
    refused(
        &with(json!({"format": 1})),
        expect![[r#"format: expected "leadlens.rulebook/1", found 1"#]],
    );
    refused(
        &with(json!({"format": "rulebook"})),
        expect![[r#"format: expected "leadlens.rulebook/1", found "rulebook""#]],
    );
    refused(
        &with(json!({"format": "leadlens.rulebook/0"})),
        expect![[r#"format: expected "leadlens.rulebook/1", found "leadlens.rulebook/0""#]],
    );
    refused(
        &with(json!({"format": "leadlens.rulebook/1.5"})),
        expect![[r#"format: expected "leadlens.rulebook/1", found "leadlens.rulebook/1.5""#]],
    );
    refused(
        &with(json!({"format": "leadlens.rulebook/2"})),
        expect![
            "format: this rulebook was made by a newer version of Leadlens (leadlens.rulebook/2); this version reads leadlens.rulebook/1. Nothing was changed"
        ],
    );
    refused(
        &with(json!({"format": "leadlens.rulebook/10", "id": 1})),
        expect![
            "format: this rulebook was made by a newer version of Leadlens (leadlens.rulebook/10); this version reads leadlens.rulebook/1. Nothing was changed"
        ],
    );
    refused(
        &without("/id"),
        expect!["id: expected the rulebook's id, a text, found nothing"],
    );
    refused(
        &with(json!({"id": " "})),
        expect![[r#"id: expected the rulebook's id, a text, found " ""#]],
    );
    refused(
        &without("/stages"),
        expect!["stages: expected an object, found nothing"],
    );
    refused(
        &without("/stages/lead"),
        expect!["stages.lead: expected an object, found nothing"],
    );
    refused(
        &without("/stages/opportunity/gate"),
        expect!["stages.opportunity.gate: expected a condition, which is an object, found nothing"],
    );
    refused(
        &with(json!({"name": 1})),
        expect!["name: expected a text, found 1"],
    );
    refused(
        &with(json!({"criteria": []})),
        expect!["criteria: expected an object, found an empty list"],
    );
    refused(
        &with(json!({"fit": {}})),
        expect!["fit: expected a list, found an object"],
    );
    refused(
        &with(json!({"playbook": []})),
        expect!["playbook: expected an object, found an empty list"],
    );
}

#[test]
fn what_may_be_left_out_has_a_meaning() {
    let rulebook = parse_rulebook(&with(json!({"name": null, "fit": null}))).unwrap();
    assert_eq!((&*rulebook.name, &*rulebook.summary), ("r", ""));
    assert!(rulebook.criteria.is_empty() && rulebook.fit.is_empty());
    assert!(rulebook.engagement.is_empty() && rulebook.disqualify.is_empty());
    assert_eq!(rulebook.stale_after_days, [30, 21, 14]);
    assert!(rulebook.playbook.is_empty());
    let stale = with(json!({"stale_after_days": {"prospect": 3.0}}));
    assert_eq!(
        parse_rulebook(&stale).unwrap().stale_after_days,
        [30, 3, 14]
    );
}

#[test]
fn conditions_that_are_none() {
    gate_refused(
        json!("replied"),
        expect![[
            r#"stages.prospect.gate: expected a condition, which is an object, found "replied""#
        ]],
    );
    gate_refused(
        json!({}),
        expect![
            "stages.prospect.gate: expected a condition: attribute, did, fit_at_least, engagement_at_least, criterion, all, any, none, or at_least with of, found an empty object"
        ],
    );
    gate_refused(
        json!({"is": ["a"]}),
        expect![[
            r#"stages.prospect.gate: expected a condition: attribute, did, fit_at_least, engagement_at_least, criterion, all, any, none, or at_least with of, found an object with "is""#
        ]],
    );
    gate_refused(
        json!({"at_least": 2}),
        expect![[
            r#"stages.prospect.gate: expected a condition: attribute, did, fit_at_least, engagement_at_least, criterion, all, any, none, or at_least with of, found an object with "at_least""#
        ]],
    );
    gate_refused(
        json!({"all": [{"did": "x"}], "any": [{"did": "x"}]}),
        expect![
            "stages.prospect.gate: expected exactly one form of condition, found both all and any"
        ],
    );
    gate_refused(
        json!({"attribute": "a", "is": ["b"], "did": "x"}),
        expect![
            "stages.prospect.gate: expected exactly one form of condition, found both attribute and did"
        ],
    );
    gate_refused(
        json!({"did": "x", "at_least": 3}),
        expect![
            "stages.prospect.gate: expected exactly one form of condition, found both did and at_least"
        ],
    );
    gate_refused(
        json!({"all": [{"did": "x"}], "within_days": 3}),
        expect![
            "stages.prospect.gate: expected exactly one form of condition, found both all and within_days"
        ],
    );
    gate_refused(
        json!({"attribute": "a"}),
        expect![
            "stages.prospect.gate: expected a test of the attribute: is, at_least, at_most, between, days_ago_at_most, days_ago_at_least or known, found none"
        ],
    );
    gate_refused(
        json!({"attribute": "a", "at_least": 1, "at_most": 2}),
        expect![
            "stages.prospect.gate: expected exactly one test of the attribute, found both at_least and at_most"
        ],
    );
    gate_refused(
        json!({"attribute": 1, "known": true}),
        expect!["stages.prospect.gate.attribute: expected the id of an attribute, found 1"],
    );
    gate_refused(
        json!({"attribute": "a", "known": "yes"}),
        expect![[r#"stages.prospect.gate.known: expected true or false, found "yes""#]],
    );
    gate_refused(
        json!({"fit_at_least": "60"}),
        expect![[r#"stages.prospect.gate.fit_at_least: expected a number of points, found "60""#]],
    );
    gate_refused(
        json!({"engagement_at_least": null}),
        expect![
            "stages.prospect.gate.engagement_at_least: expected a number of points, found null"
        ],
    );
    gate_refused(
        json!({"criterion": "senior"}),
        expect![[
            r#"stages.prospect.gate.criterion: expected the id of one of this rulebook's criteria, found "senior""#
        ]],
    );
    gate_refused(
        json!({"criterion": 1}),
        expect![
            "stages.prospect.gate.criterion: expected the id of one of this rulebook's criteria, found 1"
        ],
    );
    gate_refused(
        json!({"attribute": "a", "days_ago_at_most": "2026-01-01"}),
        expect![[
            r#"stages.prospect.gate.days_ago_at_most: expected a number of days, found "2026-01-01""#
        ]],
    );
}

#[test]
fn lists_that_are_empty_or_hold_something_else() {
    gate_refused(
        json!({"attribute": "a", "is": []}),
        expect![
            "stages.prospect.gate.is: expected a list of at least one value, found an empty list"
        ],
    );
    gate_refused(
        json!({"attribute": "a", "is": "b"}),
        expect![[r#"stages.prospect.gate.is: expected a list of at least one value, found "b""#]],
    );
    gate_refused(
        json!({"attribute": "a", "is": ["b", null]}),
        expect!["stages.prospect.gate.is[1]: expected text, a number, true or false, found null"],
    );
    gate_refused(
        json!({"attribute": "a", "is": [["b"]]}),
        expect!["stages.prospect.gate.is[0]: expected text, a number, true or false, found a list"],
    );
    gate_refused(
        json!({"did": []}),
        expect![[
            r#"stages.prospect.gate.did: expected a kind of signal, a list of at least one, or "interest", found an empty list"#
        ]],
    );
    gate_refused(
        json!({"did": ["replied", "interest"]}),
        expect![[
            r#"stages.prospect.gate.did[1]: expected a kind of signal; interest stands alone, not in a list, found "interest""#
        ]],
    );
    gate_refused(
        json!({"did": ["interest"]}),
        expect![[
            r#"stages.prospect.gate.did[0]: expected a kind of signal; interest stands alone, not in a list, found "interest""#
        ]],
    );
    gate_refused(
        json!({"did": ["replied", 2]}),
        expect!["stages.prospect.gate.did[1]: expected a kind of signal, found 2"],
    );
    gate_refused(
        json!({"did": 2}),
        expect![[
            r#"stages.prospect.gate.did: expected a kind of signal, a list of at least one, or "interest", found 2"#
        ]],
    );
    gate_refused(
        json!({"all": []}),
        expect![
            "stages.prospect.gate.all: expected a list of at least one condition, found an empty list"
        ],
    );
    gate_refused(
        json!({"any": {}}),
        expect![
            "stages.prospect.gate.any: expected a list of at least one condition, found an object"
        ],
    );
    gate_refused(
        json!({"none": []}),
        expect![
            "stages.prospect.gate.none: expected a list of at least one condition, found an empty list"
        ],
    );
    gate_refused(
        json!({"at_least": 1, "of": []}),
        expect![
            "stages.prospect.gate.of: expected a list of at least one condition, found an empty list"
        ],
    );
    gate_refused(
        json!({"all": [{"did": "x"}, {"did": "x"}, {"did": 3}]}),
        expect![[
            r#"stages.prospect.gate.all[2].did: expected a kind of signal, a list of at least one, or "interest", found 3"#
        ]],
    );
    gate_refused(
        json!({"at_least": 1, "of": [{"none": [3]}]}),
        expect![
            "stages.prospect.gate.of[0].none[0]: expected a condition, which is an object, found 3"
        ],
    );
}

#[test]
fn counts_and_days() {
    gate_refused(
        json!({"did": "x", "times": 0}),
        expect!["stages.prospect.gate.times: expected a whole number from 1, found 0"],
    );
    gate_refused(
        json!({"did": "x", "times": 1.5}),
        expect!["stages.prospect.gate.times: expected a whole number from 1, found 1.5"],
    );
    gate_refused(
        json!({"did": "x", "times": null}),
        expect!["stages.prospect.gate.times: expected a whole number from 1, found null"],
    );
    gate_refused(
        json!({"did": "x", "times": "2"}),
        expect![[r#"stages.prospect.gate.times: expected a whole number from 1, found "2""#]],
    );
    gate_refused(
        json!({"did": "x", "within_days": -1}),
        expect!["stages.prospect.gate.within_days: expected a number of days from 0, found -1"],
    );
    gate_refused(
        json!({"did": "x", "within_days": "9"}),
        expect![[
            r#"stages.prospect.gate.within_days: expected a number of days from 0, found "9""#
        ]],
    );
    gate_refused(
        json!({"at_least": 0, "of": [{"did": "x"}]}),
        expect![
            "stages.prospect.gate.at_least: expected how many of the parts: a whole number from 1, found 0"
        ],
    );
    gate_refused(
        json!({"at_least": 1.5, "of": [{"did": "x"}]}),
        expect![
            "stages.prospect.gate.at_least: expected how many of the parts: a whole number from 1, found 1.5"
        ],
    );
    gate_refused(
        json!({"of": [{"did": "x"}]}),
        expect![
            "stages.prospect.gate.at_least: expected how many of the parts: a whole number from 1, found nothing"
        ],
    );
}

#[test]
fn bounds() {
    let check = |test: Value, expected| {
        let mut gate = test;
        gate["attribute"] = json!("a");
        gate_refused(gate, expected);
    };
    check(
        json!({"at_least": "20"}),
        expect![[
            r#"stages.prospect.gate.at_least: expected a number, or a date such as "2026-01-31", found "20""#
        ]],
    );
    check(
        json!({"at_least": "2026-02-30"}),
        expect![[
            r#"stages.prospect.gate.at_least: expected a number, or a date such as "2026-01-31", found "2026-02-30""#
        ]],
    );
    check(
        json!({"at_most": true}),
        expect![[
            r#"stages.prospect.gate.at_most: expected a number, or a date such as "2026-01-31", found true"#
        ]],
    );
    check(
        json!({"between": 3}),
        expect![
            "stages.prospect.gate.between: expected a list of two bounds, the low one first, found 3"
        ],
    );
    check(
        json!({"between": [3]}),
        expect![
            "stages.prospect.gate.between: expected a list of two bounds, the low one first, found a list"
        ],
    );
    check(
        json!({"between": [1, 2, 3]}),
        expect![
            "stages.prospect.gate.between: expected a list of two bounds, the low one first, found a list"
        ],
    );
    check(
        json!({"between": [1, null]}),
        expect![[
            r#"stages.prospect.gate.between[1]: expected a number, or a date such as "2026-01-31", found null"#
        ]],
    );
    check(
        json!({"between": [1, "2026-01-01"]}),
        expect![
            "stages.prospect.gate.between: expected two numbers or two dates, found one of each"
        ],
    );
    check(
        json!({"between": [2, 1]}),
        expect![
            "stages.prospect.gate.between: expected the low bound first, found it behind the high one"
        ],
    );
    check(
        json!({"between": ["2026-01-02", "2026-01-01"]}),
        expect![
            "stages.prospect.gate.between: expected the low bound first, found it behind the high one"
        ],
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

#[test]
fn points() {
    let tier = |points: Value| {
        with(json!({"fit": [{"id": "f", "tiers": [{"when": {"did": "x"}, "points": points}]}]}))
    };
    refused(
        &tier(json!(-1)),
        expect!["fit[0].tiers[0].points: expected a whole number of points, from 0, found -1"],
    );
    refused(
        &tier(json!(1.5)),
        expect!["fit[0].tiers[0].points: expected a whole number of points, from 0, found 1.5"],
    );
    refused(
        &tier(json!(1e300)),
        expect!["fit[0].tiers[0].points: expected a whole number of points, from 0, found 1e+300"],
    );
    refused(
        &tier(Value::Null),
        expect!["fit[0].tiers[0].points: expected a whole number of points, from 0, found null"],
    );
    refused(
        &with(json!({"fit": [{"id": "f"}]})),
        expect!["fit[0].tiers: expected a list, found nothing"],
    );
    refused(
        &with(json!({"fit": [{"tiers": [{"points": 1}]}]})),
        expect!["fit[0].tiers[0].when: expected a condition, which is an object, found nothing"],
    );
    let row = |row: Value| {
        let mut full = json!({"signal": "replied", "points": 2, "half_life_days": 3});
        for (key, value) in row.as_object().unwrap() {
            full[key] = value.clone();
        }
        with(json!({"engagement": [full]}))
    };
    refused(
        &row(json!({"signal": 1})),
        expect!["engagement[0].signal: expected a kind of signal, found 1"],
    );
    refused(
        &row(json!({"points": 0.5})),
        expect![
            "engagement[0].points: expected a whole number of points, which may be negative, found 0.5"
        ],
    );
    refused(
        &row(json!({"half_life_days": 0})),
        expect!["engagement[0].half_life_days: expected a number of days over 0, found 0"],
    );
    refused(
        &row(json!({"half_life_days": null})),
        expect!["engagement[0].half_life_days: expected a number of days over 0, found null"],
    );
    refused(
        &row(json!({"cap": 0})),
        expect!["engagement[0].cap: expected a whole number from 1, or no cap at all, found 0"],
    );
    refused(
        &row(json!({"cap": 1.5})),
        expect!["engagement[0].cap: expected a whole number from 1, or no cap at all, found 1.5"],
    );
    refused(
        &row(json!({"cap": null})),
        expect!["engagement[0].cap: expected a whole number from 1, or no cap at all, found null"],
    );
    let good = parse_rulebook(&row(
        json!({"points": -2.0, "half_life_days": 0.5, "cap": 2.0}),
    ))
    .unwrap();
    let row = &good.engagement[0];
    assert_eq!(
        (row.points, row.cap, row.half_life_days),
        (-2, Some(2), 0.5)
    );
    let twice = json!([{"signal": "x", "points": 1, "half_life_days": 1}, {"signal": "x", "points": 1, "half_life_days": 2}]);
    refused(
        &with(json!({"engagement": twice})),
        expect![[
            r#"engagement[1].signal: expected a signal that stands in no row before, found "x""#
        ]],
    );
    refused(
        &with(json!({"disqualify": [{"when": {"did": "x"}}]})),
        expect!["disqualify[0].reason: expected the reason, a text, found nothing"],
    );
    refused(
        &with(json!({"stale_after_days": {"lead": -1}})),
        expect!["stale_after_days.lead: expected a whole number of days from 0, found -1"],
    );
    refused(
        &with(json!({"playbook": {"lead": {"actions": ["a", 1]}}})),
        expect!["playbook.lead.actions[1]: expected a text, found 1"],
    );
}

#[test]
fn no_score_in_a_fit_tier() {
    let tier = |when: Value| {
        with(json!({
            "criteria": {
                "keen": {"when": {"any": [{"did": "x"}, {"engagement_at_least": 5}]}},
                "very keen": {"when": {"all": [{"criterion": "keen"}]}},
                "plain": {"when": {"did": "x"}},
            },
            "fit": [{"id": "f", "tiers": [{"when": {"criterion": "plain"}, "points": 1}, {"when": when, "points": 1}]}],
        }))
    };
    refused(
        &tier(json!({"fit_at_least": 1})),
        expect![
            "fit[0].tiers[1].when.fit_at_least: expected a condition without scores, since it makes up the fit score, found the fit score"
        ],
    );
    refused(
        &tier(json!({"none": [{"did": "x"}, {"engagement_at_least": 1}]})),
        expect![
            "fit[0].tiers[1].when.none[1].engagement_at_least: expected a condition without scores, since it makes up the fit score, found the engagement score"
        ],
    );
    refused(
        &tier(json!({"at_least": 1, "of": [{"criterion": "very keen"}]})),
        expect![
            "fit[0].tiers[1].when.of[0].criterion: expected a condition without scores, since it makes up the fit score, found the criterion very keen, which asks for a score"
        ],
    );
    assert!(parse_rulebook(&tier(json!({"did": "y"}))).is_ok());
}

#[test]
fn circles() {
    let criteria = |criteria: Value| with(json!({"criteria": criteria}));
    refused(
        &criteria(json!({"a": {"when": {"criterion": "a"}}})),
        expect![
            "criteria.a.when.criterion: expected criteria that do not lead back to themselves, found a → a"
        ],
    );
    refused(
        &criteria(json!({
            "first": {"when": {"criterion": "a"}},
            "a": {"when": {"any": [{"did": "x"}, {"criterion": "b"}]}},
            "b": {"when": {"none": [{"criterion": "plain"}, {"criterion": "c"}]}},
            "c": {"when": {"criterion": "a"}},
            "plain": {"when": {"did": "x"}},
        })),
        expect![
            "criteria.c.when.criterion: expected criteria that do not lead back to themselves, found a → b → c → a"
        ],
    );
    let many: Map<String, Value> = (0..1000)
        .map(|n| {
            (
                format!("c{n}"),
                json!({"when": {"criterion": format!("c{}", (n + 1) % 1000)}}),
            )
        })
        .collect();
    refused(
        &criteria(Value::Object(many)),
        expect![
            "criteria.c999.when.criterion: expected criteria that do not lead back to themselves, found c0 → c1 → c2 → … → c999 → c0"
        ],
    );
}

/// A condition of this depth.
fn nested(depth: usize, leaf: Value) -> Value {
    let forms = ["all", "any", "none"];
    (1..depth).fold(leaf, |inner, n| json!({ forms[n % 3]: [inner] }))
}

#[test]
fn depth() {
    let leaf = json!({"did": "x"});
    assert!(parse_rulebook(&with_gate(nested(64, leaf.clone()))).is_ok());
    gate_refused(
        nested(65, leaf.clone()),
        expect![
            "stages.prospect.gate.any[0].all[0].none[0].any[0].all….all[0].none[0].any[0]: expected conditions nested at most 64 deep, found deeper nesting"
        ],
    );
    gate_refused(
        nested(500, leaf.clone()),
        expect![
            "stages.prospect.gate.any[0].all[0].none[0].any[0].all….all[0].none[0].any[0]: expected conditions nested at most 64 deep, found deeper nesting"
        ],
    );
    // A reference has a depth of its own, and what it names lies below.
    let through = |gate: usize, criterion: usize| {
        let mut rulebook = with_gate(nested(gate, json!({"criterion": "c"})));
        rulebook["criteria"] = json!({"c": {"when": nested(criterion, leaf.clone())}});
        rulebook
    };
    assert!(parse_rulebook(&through(32, 32)).is_ok());
    refused(
        &through(32, 33),
        expect![
            "stages.prospect.gate.any[0].all[0].none[0].any[0].all…[0].none[0].any[0].criterion: expected conditions nested at most 64 deep, criteria that they name counted, found deeper nesting"
        ],
    );
    refused(
        &through(2, 63),
        expect![
            "stages.prospect.gate.any[0].criterion: expected conditions nested at most 64 deep, criteria that they name counted, found deeper nesting"
        ],
    );
    // Criteria that name the next one twice double what a naive walk would see, 60 times.
    let chain = |length: usize| {
        let next = |n: usize| json!({"criterion": format!("c{}", n + 1)});
        let mut criteria: Map<String, Value> = (0..length)
            .map(|n| {
                (
                    format!("c{n}"),
                    json!({"when": {"all": [next(n), next(n)]}}),
                )
            })
            .collect();
        criteria.insert(format!("c{length}"), json!({"when": {"did": "x"}}));
        with(json!({"criteria": criteria}))
    };
    assert!(parse_rulebook(&chain(31)).is_ok());
    refused(
        &chain(32),
        expect![
            "criteria.c0.when.all[0].criterion: expected conditions nested at most 64 deep, criteria that they name counted, found deeper nesting"
        ],
    );
    refused(
        &chain(5000),
        expect![
            "criteria.c0.when.all[0].criterion: expected conditions nested at most 64 deep, criteria that they name counted, found deeper nesting"
        ],
    );
}

#[test]
fn a_rulebook_keeps_all_members() {
    let json = with(json!({
        "future": {"x": [1, null]},
        "criteria": {"a": {"when": {"did": "x", "weight": 3}, "colour": "red"}},
        "playbook": {"lead": {"aim": "a", "tone": "b"}, "later": 1},
    }));
    let rulebook = parse_rulebook(&json).unwrap();
    assert_eq!(rulebook.json, json);
    let text = rulebook.json.to_string();
    assert_eq!(json::parse(&text).unwrap().to_string(), text);
    assert_eq!(
        parse_rulebook(&json::parse(&text).unwrap()).unwrap(),
        rulebook
    );
}

fn any_condition() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(json!({"did": ["a", "b"], "times": 2})),
        Just(json!({"did": "interest", "within_days": 3.0})),
        Just(json!({"attribute": "a", "between": [1, 2.5]})),
        Just(json!({"attribute": "a", "is": [true, "x", -0.5]})),
        Just(json!({"criterion": "c"})),
        any::<f64>().prop_map(|n| json!({"fit_at_least": n})),
        Just(json!({"did": 1})),
        Just(Value::Null),
    ];
    leaf.prop_recursive(5, 30, 4, |inner| {
        let parts = prop::collection::vec(inner, 0..4);
        (
            prop::sample::select(vec!["all", "any", "none", "of"]),
            parts,
            any::<bool>(),
        )
            .prop_map(|(form, parts, more)| {
                let mut condition = json!({ form: parts });
                if form == "of" {
                    condition["at_least"] = json!(2);
                }
                if more {
                    condition["note"] = json!("kept");
                }
                condition
            })
    })
}

/// The paths of all members of a value.
fn places(value: &Value, at: String, out: &mut Vec<String>) {
    match value {
        Value::Array(list) => {
            for (n, v) in list.iter().enumerate() {
                places(v, format!("{at}/{n}"), out);
            }
        }
        Value::Object(members) => {
            for (key, v) in members {
                places(v, format!("{at}/{key}"), out);
            }
        }
        _ => {}
    }
    out.push(at);
}

fn read_twice(json: &Value) -> Result<(), TestCaseError> {
    if let Ok(rulebook) = parse_rulebook(json) {
        let again: Rulebook =
            parse_rulebook(&json::parse(&rulebook.json.to_string()).unwrap()).unwrap();
        prop_assert_eq!(&again, &rulebook);
        prop_assert_eq!(&again.json, json);
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_gate_is_read_or_refused(gate in any_condition(), criterion in any_condition()) {
        let mut rulebook = with_gate(gate);
        rulebook["criteria"] = json!({"c": {"when": criterion}});
        read_twice(&rulebook)?;
    }

    /// Puts something odd in one place of a good rulebook, or takes the place away.
    #[test]
    fn any_member_may_be_odd(
        which in 0_usize..7,
        place in any::<prop::sample::Index>(),
        odd in prop::sample::select(vec![
            json!(null), json!(true), json!(0), json!(-1), json!(0.5), json!(1e300), json!(""), json!("x"),
            json!("interest"), json!("2026-01-01"), json!([]), json!([1]), json!({}), json!({"did": "x"}),
        ]),
    ) {
        let mut rulebook = published()[which].json.clone();
        let mut all = Vec::new();
        places(&rulebook, String::new(), &mut all);
        let path = place.get(&all).clone();
        *rulebook.pointer_mut(&path).unwrap() = odd;
        read_twice(&rulebook)?;
    }
}
