//! The shortest path and the next question, against trying everything.
#![allow(
    missing_docs,
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing
)]

mod random;

use model::{
    Condition, Day, Engine, Explanation, Kind, Kinds, PathStep, Rulebook, Stage, Table, Test,
    contact_table, explain, parse_rulebook,
};
use random::{AS_OF, LARGE, Random, SMALL, contact, rulebook};
use serde_json::{Value, json};

fn today() -> Day {
    Day::parse(AS_OF).unwrap()
}

fn stage(rulebook: &Rulebook, table: &Table) -> Stage {
    let mut engine = Engine::new(rulebook, today());
    engine.assess_all(table);
    engine.assessments().rule_stage(0)
}

/// Past the next gate, and still in the funnel.
fn further(from: Stage, to: Stage) -> bool {
    to > from && to <= Stage::Opportunity
}

/// Does to a contact what a step asks for.
fn apply(table: &mut Table, step: &PathStep) {
    match &step.condition {
        Condition::Attribute { id, test } => {
            // A number may stand as text as well; a value in a list is taken as it stands.
            let kind = match test {
                Test::Is(_) if step.value.parse::<f64>().is_ok() => Kind::Number,
                _ => Kind::Text,
            };
            table.column_mut(id).set(0, &step.value, kind);
        }
        Condition::Did(did) => {
            let Kinds::These(kinds) = &did.kinds else {
                panic!("a step names the kind");
            };
            let first = did
                .within_days
                .map_or(i32::MIN, |d| today().0 - i32::try_from(d).unwrap());
            let now: u64 = table
                .signals_of(0)
                .filter(|(kind, e)| {
                    kinds.iter().any(|k| k == kind) && e.day().unwrap_or(today()).0 >= first
                })
                .map(|(_, e)| u64::from(e.count))
                .sum();
            let missing = did.times.checked_sub(now).unwrap();
            assert!(missing > 0, "{did:?} is so already");
            table.add_signal(0, &kinds[0], Some(today()), u32::try_from(missing).unwrap());
        }
        other => panic!("{other:?} is no condition on facts"),
    }
}

fn after(table: &Table, steps: &[&PathStep]) -> Table {
    let mut table = table.clone();
    for step in steps {
        apply(&mut table, step);
    }
    table
}

fn check_path(name: &str, rulebook: &Rulebook, table: &Table, e: &Explanation) {
    if e.path.is_empty() {
        return;
    }
    let all: Vec<&PathStep> = e.path.iter().collect();
    let reached = stage(rulebook, &after(table, &all));
    let shown = || {
        format!(
            "{name}: {:?} to {reached:?} by {:#?}\n{}\n{}",
            e.rule_stage,
            e.path,
            rulebook.json,
            model::contact_to_json(table, 0)
        )
    };
    assert!(further(e.rule_stage, reached), "{}", shown());
    // No proper subset does; of long paths each part is needed.
    let n = all.len();
    let subsets: Vec<u32> = if n <= 5 {
        (0..(1 << n) - 1).collect()
    } else {
        (0..n).map(|i| ((1 << n) - 1) & !(1 << i)).collect()
    };
    for subset in subsets {
        let part: Vec<&PathStep> = (0..n)
            .filter(|i| subset >> i & 1 == 1)
            .map(|i| all[i])
            .collect();
        let reached = stage(rulebook, &after(table, &part));
        assert!(
            !further(e.rule_stage, reached),
            "{} is enough\n{}",
            part.len(),
            shown()
        );
    }
}

#[test]
fn a_path_leads_on_and_no_part_of_it_does() {
    let mut paths = 0;
    let mut long = 0;
    for seed in 0..3000 {
        let mut r = Random(seed);
        let size = if r.chance(50) { &SMALL } else { &LARGE };
        let rulebook = parse_rulebook(&rulebook(&mut r, size)).unwrap();
        let table = contact_table(&contact(&mut r)).unwrap();
        let e = explain(&rulebook, &table, 0, today());
        paths += usize::from(!e.path.is_empty());
        long += usize::from(e.path.len() > 1);
        check_path(&format!("seed {seed}"), &rulebook, &table, &e);
    }
    assert!(
        paths > 400 && long > 100,
        "{paths} paths, {long} of several steps"
    );
}

#[test]
fn published_rulebooks_lead_all_the_way() {
    for rulebook in model::published() {
        let mut table = contact_table(&json!({ "attributes": {}, "signals": [] })).unwrap();
        let mut stages = vec![stage(rulebook, &table)];
        while stages.last() < Some(&Stage::Opportunity) {
            let e = explain(rulebook, &table, 0, today());
            assert!(
                !e.path.is_empty(),
                "{}: no way on from {:?}",
                rulebook.id,
                e.stage
            );
            check_path(&rulebook.id, rulebook, &table, &e);
            table = after(&table, &e.path.iter().collect::<Vec<_>>());
            stages.push(stage(rulebook, &table));
        }
    }
}

/// A change to one fact: the fact, what does it, whether it goes against what is recorded.
struct Change {
    fact: String,
    value: Value,
    times: u32,
}

/// Values that tell apart all that the small rulebooks can ask.
fn values() -> Vec<Value> {
    let mut all: Vec<Value> = [
        "yes",
        "no",
        "true",
        "maybe",
        "y",
        "none",
        "vp",
        "Director",
        "manager",
        "individual",
        "ß",
        "SS",
        "é",
        "ΣΑΣ",
        "σας",
        "fintech",
        "Professional Services",
        "x",
        "i\u{307}",
        "\u{200b}",
        "zzz",
        "1e3",
        ".5",
        "5.",
        "+-3",
        "1,000",
        "many",
        "١٢",
        "0x10",
        "99999999999999999999999",
        "2026-11-21",
        "2026-10-01",
        "2025-12-31",
        "2024-02-29",
    ]
    .iter()
    .map(|t| json!(t))
    .collect();
    let numbers = [
        -100.0, -2.5, -1.0, 0.0, 0.1, 0.3, 0.5, 1.0, 5.0, 6.0, 7.0, 8.0, 12.0, 15.0, 20.0, 100.0,
        1000.0, 1100.0, 1e20, 1e23, 1e300,
    ];
    all.extend(numbers.map(|n| json!(n)));
    all
}

fn apply_change(table: &mut Table, change: &Change) {
    if change.times > 0 {
        table.add_signal(0, &change.fact, Some(today()), change.times);
        return;
    }
    let (text, kind) = match &change.value {
        Value::Number(n) => (n.to_string(), Kind::Number),
        value => (value.as_str().unwrap().to_owned(), Kind::Text),
    };
    table.column_mut(&change.fact).set(0, &text, kind);
}

/// All attributes that a rulebook's text names.
fn attributes(rulebook: &Value) -> Vec<&'static str> {
    let text = rulebook.to_string();
    SMALL
        .attributes
        .iter()
        .copied()
        .filter(|id| text.contains(&format!("\"attribute\":\"{id}\"")))
        .collect()
}

/// Whether some set of exactly `size` of these changes, at most one on each fact, does it.
fn some(
    rulebook: &Rulebook,
    table: &Table,
    facts: &[Vec<Change>],
    size: usize,
    wanted: &dyn Fn(Stage) -> bool,
) -> bool {
    if size == 0 {
        return wanted(stage(rulebook, table));
    }
    (0..facts.len()).any(|i| {
        facts[i].iter().any(|change| {
            let mut next = table.clone();
            apply_change(&mut next, change);
            some(rulebook, &next, &facts[i + 1..], size - 1, wanted)
        })
    })
}

/// One value of each class that the rulebook tells apart: the same conditions, seen through single-condition rulebooks.
fn distinct(rulebook: &Value, table: &Table, id: &str) -> Vec<Change> {
    let mut tests = Vec::new();
    collect(rulebook, id, &mut tests);
    let probes: Vec<Rulebook> = tests
        .iter()
        .map(|test| {
            let shut = json!({ "gate": { "none": [test] } });
            parse_rulebook(&json!({ "format": "leadlens.rulebook/1", "id": "probe",
                "stages": { "lead": { "gate": test }, "prospect": shut, "opportunity": shut } }))
            .unwrap()
        })
        .collect();
    let mut seen: Vec<Vec<(bool, bool)>> = Vec::new();
    let mut out = Vec::new();
    for value in values() {
        let change = Change {
            fact: id.to_owned(),
            value,
            times: 0,
        };
        let mut changed = table.clone();
        apply_change(&mut changed, &change);
        let class: Vec<(bool, bool)> = probes
            .iter()
            .map(|probe| {
                let mut engine = Engine::new(probe, today());
                engine.assess_all(&changed);
                let a = engine.assessments();
                let met = |gate| a.gate(0, gate) == model::Verdict::Met;
                (met(model::Gate::Lead), met(model::Gate::Prospect))
            })
            .collect();
        if !seen.contains(&class) {
            seen.push(class);
            out.push(change);
        }
    }
    out
}

/// The tests of an attribute, wherever they stand in a rulebook.
fn collect(value: &Value, id: &str, tests: &mut Vec<Value>) {
    match value {
        Value::Array(list) => list.iter().for_each(|v| collect(v, id, tests)),
        Value::Object(members) => {
            if members.get("attribute") == Some(&json!(id)) && !tests.contains(value) {
                tests.push(value.clone());
            }
            members.values().for_each(|v| collect(v, id, tests));
        }
        _ => {}
    }
}

fn small_case(seed: u64) -> (Rulebook, Table) {
    let mut r = Random(seed);
    let rulebook = parse_rulebook(&rulebook(&mut r, &SMALL)).unwrap();
    let mut contact = contact(&mut r);
    contact.as_object_mut().unwrap().remove("override");
    (rulebook, contact_table(&contact).unwrap())
}

#[test]
fn nothing_shorter_than_the_path_leads_on() {
    let mut tried = 0;
    for seed in 20_000..20_600 {
        let (rulebook, table) = small_case(seed);
        let e = explain(&rulebook, &table, 0, today());
        if e.rule_stage >= Stage::Opportunity {
            continue;
        }
        let mut facts: Vec<Vec<Change>> = attributes(&rulebook.json)
            .into_iter()
            .map(|id| distinct(&rulebook.json, &table, id))
            .collect();
        // Kinds that only interest asks for stand in for one another: two of them.
        for kind in [
            "replied",
            "meeting_held",
            "bounced",
            "site_visit",
            "negotiation",
        ] {
            facts.push(
                (1..=3)
                    .map(|times| Change {
                        fact: kind.to_owned(),
                        value: Value::Null,
                        times,
                    })
                    .collect(),
            );
        }
        let gone_against = e.path.iter().any(|s| s.reverses);
        if gone_against {
            // Without going against anything nothing of up to two changes does.
            let recorded = |fact: &Vec<Change>| {
                fact[0].times == 0 && !table.get(0, &fact[0].fact).trim().is_empty()
            };
            facts.retain(|fact| !recorded(fact));
        }
        let longest = match e.path.len() {
            0 => 2,
            _ if gone_against => 2,
            n => (n - 1).min(3),
        };
        for size in 1..=longest {
            tried += 1;
            assert!(
                !some(&rulebook, &table, &facts, size, &|to| further(
                    e.rule_stage,
                    to
                )),
                "seed {seed}: {size} changes do, the path is {:#?}\n{}\n{}",
                e.path,
                rulebook.json,
                model::contact_to_json(&table, 0)
            );
        }
    }
    assert!(tried > 100, "{tried}");
}

#[test]
fn the_question_asked_is_the_one_whose_answer_matters() {
    let mut asked = 0;
    for seed in 30_000..31_000 {
        let (rulebook, table) = small_case(seed);
        let e = explain(&rulebook, &table, 0, today());
        if e.rule_stage > Stage::Opportunity {
            continue;
        }
        let unknown: Vec<Vec<Change>> = attributes(&rulebook.json)
            .into_iter()
            .filter(|id| table.get(0, id).trim().is_empty())
            .map(|id| distinct(&rulebook.json, &table, id))
            .collect();
        let elsewhere = |to: Stage| to != e.rule_stage;
        let fewest = (1..=3).find(|size| some(&rulebook, &table, &unknown, *size, &elsewhere));
        let shown = || {
            format!(
                "seed {seed}: {:?}, by trying {fewest:?}\n{}\n{}",
                e.next_question,
                rulebook.json,
                model::contact_to_json(&table, 0)
            )
        };
        match &e.next_question {
            None => assert_eq!(fewest, None, "{}", shown()),
            Some(q) => {
                asked += 1;
                assert_eq!(table.get(0, &q.attribute).trim(), "", "{}", shown());
                assert_eq!(fewest.unwrap_or(4), (q.further + 1).min(4), "{}", shown());
                // With this one among them.
                let (mine, others): (Vec<_>, Vec<_>) =
                    unknown.into_iter().partition(|f| f[0].fact == q.attribute);
                let leads = mine[0].iter().any(|answer| {
                    let mut next = table.clone();
                    apply_change(&mut next, answer);
                    some(&rulebook, &next, &others, q.further, &elsewhere)
                });
                assert!(leads, "{}", shown());
            }
        }
    }
    assert!(asked > 100, "{asked}");
}
