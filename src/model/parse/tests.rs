use super::parse_rulebook;
use crate::json;
use crate::published::published;
use crate::rulebook::Rulebook;
use expect_test::{Expect, expect};
use proptest::prelude::*;
use serde_json::{Value, json};

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

/// Why each of these rulebooks is refused, a line each.
fn refused<const N: usize>(rulebooks: [Value; N], expected: Expect) {
    let lines = rulebooks.map(|json| format!("{}\n", parse_rulebook(&json).unwrap_err()));
    expected.assert_eq(&lines.concat());
}

#[test]
fn members_that_must_be_there() {
    refused(
        [
            json!(1),
            without("/format"),
            with(json!({"format": 1})),
            with(json!({"format": "rulebook"})),
            with(json!({"format": "leadlens.rulebook/0"})),
            with(json!({"format": "leadlens.rulebook/1.5"})),
            with(json!({"format": "leadlens.rulebook/2"})),
            with(json!({"format": "leadlens.rulebook/10", "id": 1})),
            without("/id"),
            with(json!({"id": " "})),
            without("/stages"),
            without("/stages/lead"),
            without("/stages/opportunity/gate"),
            with(json!({"name": 1})),
            with(json!({"criteria": []})),
            with(json!({"fit": {}})),
            with(json!({"playbook": []})),
        ],
        expect![[r#"
            expected an object, found 1
            format: expected "leadlens.rulebook/1", found nothing
            format: expected "leadlens.rulebook/1", found 1
            format: expected "leadlens.rulebook/1", found "rulebook"
            format: expected "leadlens.rulebook/1", found "leadlens.rulebook/0"
            format: expected "leadlens.rulebook/1", found "leadlens.rulebook/1.5"
            format: this rulebook was made by a newer version of Leadlens (leadlens.rulebook/2); this version reads leadlens.rulebook/1. Nothing was changed
            format: this rulebook was made by a newer version of Leadlens (leadlens.rulebook/10); this version reads leadlens.rulebook/1. Nothing was changed
            id: expected the rulebook's id, a text, found nothing
            id: expected the rulebook's id, a text, found " "
            stages: expected an object, found nothing
            stages.lead: expected an object, found nothing
            stages.opportunity.gate: expected a condition, which is an object, found nothing
            name: expected a text, found 1
            criteria: expected an object, found an empty list
            fit: expected a list, found an object
            playbook: expected an object, found an empty list
        "#]],
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
fn points() {
    let tier = |points: Value| {
        with(json!({"fit": [{"id": "f", "tiers": [{"when": {"did": "x"}, "points": points}]}]}))
    };
    refused(
        [
            tier(json!(-1)),
            tier(json!(1.5)),
            tier(json!(1e300)),
            tier(Value::Null),
            with(json!({"fit": [{"id": "f"}]})),
            with(json!({"fit": [{"tiers": [{"points": 1}]}]})),
        ],
        expect![[r#"
            fit[0].tiers[0].points: expected a whole number of points, from 0, found -1
            fit[0].tiers[0].points: expected a whole number of points, from 0, found 1.5
            fit[0].tiers[0].points: expected a whole number of points, from 0, found 1e+300
            fit[0].tiers[0].points: expected a whole number of points, from 0, found null
            fit[0].tiers: expected a list, found nothing
            fit[0].tiers[0].when: expected a condition, which is an object, found nothing
        "#]],
    );
    let row = |row: Value| {
        let mut full = json!({"signal": "replied", "points": 2, "half_life_days": 3});
        for (key, value) in row.as_object().unwrap() {
            full[key] = value.clone();
        }
        with(json!({"engagement": [full]}))
    };
    refused(
        [
            row(json!({"signal": 1})),
            row(json!({"points": 0.5})),
            row(json!({"half_life_days": 0})),
            row(json!({"half_life_days": null})),
            row(json!({"cap": 0})),
            row(json!({"cap": 1.5})),
            row(json!({"cap": null})),
        ],
        expect![[r#"
            engagement[0].signal: expected a kind of signal, found 1
            engagement[0].points: expected a whole number of points, which may be negative, found 0.5
            engagement[0].half_life_days: expected a number of days over 0, found 0
            engagement[0].half_life_days: expected a number of days over 0, found null
            engagement[0].cap: expected a whole number from 1, or no cap at all, found 0
            engagement[0].cap: expected a whole number from 1, or no cap at all, found 1.5
            engagement[0].cap: expected a whole number from 1, or no cap at all, found null
        "#]],
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
        [
            with(json!({"engagement": twice})),
            with(json!({"disqualify": [{"when": {"did": "x"}}]})),
            with(json!({"stale_after_days": {"lead": -1}})),
            with(json!({"playbook": {"lead": {"actions": ["a", 1]}}})),
        ],
        expect![[r#"
            engagement[1].signal: expected a signal that stands in no row before, found "x"
            disqualify[0].reason: expected the reason, a text, found nothing
            stale_after_days.lead: expected a whole number of days from 0, found -1
            playbook.lead.actions[1]: expected a text, found 1
        "#]],
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
