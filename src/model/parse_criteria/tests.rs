use crate::parse_rulebook;
use expect_test::{Expect, expect};
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

/// Why each of these rulebooks is refused, a line each.
fn refused<const N: usize>(rulebooks: [Value; N], expected: Expect) {
    let lines = rulebooks.map(|json| format!("{}\n", parse_rulebook(&json).unwrap_err()));
    expected.assert_eq(&lines.concat());
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
        [
            tier(json!({"fit_at_least": 1})),
            tier(json!({"none": [{"did": "x"}, {"engagement_at_least": 1}]})),
            tier(json!({"at_least": 1, "of": [{"criterion": "very keen"}]})),
        ],
        expect![[r#"
            fit[0].tiers[1].when.fit_at_least: expected a condition without scores, since it makes up the fit score, found the fit score
            fit[0].tiers[1].when.none[1].engagement_at_least: expected a condition without scores, since it makes up the fit score, found the engagement score
            fit[0].tiers[1].when.of[0].criterion: expected a condition without scores, since it makes up the fit score, found the criterion very keen, which asks for a score
        "#]],
    );
    assert!(parse_rulebook(&tier(json!({"did": "y"}))).is_ok());
}

#[test]
fn circles() {
    let criteria = |criteria: Value| with(json!({"criteria": criteria}));
    refused(
        [
            criteria(json!({"a": {"when": {"criterion": "a"}}})),
            criteria(json!({
                "first": {"when": {"criterion": "a"}},
                "a": {"when": {"any": [{"did": "x"}, {"criterion": "b"}]}},
                "b": {"when": {"none": [{"criterion": "plain"}, {"criterion": "c"}]}},
                "c": {"when": {"criterion": "a"}},
                "plain": {"when": {"did": "x"}},
            })),
        ],
        expect![[r#"
            criteria.a.when.criterion: expected criteria that do not lead back to themselves, found a → a
            criteria.c.when.criterion: expected criteria that do not lead back to themselves, found a → b → c → a
        "#]],
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
        [criteria(Value::Object(many))],
        expect![[r#"
        criteria.c999.when.criterion: expected criteria that do not lead back to themselves, found c0 → c1 → c2 → … → c999 → c0
    "#]],
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
    refused(
        [
            with_gate(nested(65, leaf.clone())),
            with_gate(nested(500, leaf.clone())),
        ],
        expect![[r#"
            stages.prospect.gate.any[0].all[0].none[0].any[0].all….all[0].none[0].any[0]: expected conditions nested at most 64 deep, found deeper nesting
            stages.prospect.gate.any[0].all[0].none[0].any[0].all….all[0].none[0].any[0]: expected conditions nested at most 64 deep, found deeper nesting
        "#]],
    );
    // A reference has a depth of its own, and what it names lies below.
    let through = |gate: usize, criterion: usize| {
        let mut rulebook = with_gate(nested(gate, json!({"criterion": "c"})));
        rulebook["criteria"] = json!({"c": {"when": nested(criterion, leaf.clone())}});
        rulebook
    };
    assert!(parse_rulebook(&through(32, 32)).is_ok());
    refused(
        [through(32, 33), through(2, 63)],
        expect![[r#"
        stages.prospect.gate.any[0].all[0].none[0].any[0].all…[0].none[0].any[0].criterion: expected conditions nested at most 64 deep, criteria that they name counted, found deeper nesting
        stages.prospect.gate.any[0].criterion: expected conditions nested at most 64 deep, criteria that they name counted, found deeper nesting
    "#]],
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
        [chain(32), chain(5000)],
        expect![[r#"
        criteria.c0.when.all[0].criterion: expected conditions nested at most 64 deep, criteria that they name counted, found deeper nesting
        criteria.c0.when.all[0].criterion: expected conditions nested at most 64 deep, criteria that they name counted, found deeper nesting
    "#]],
    );
}
