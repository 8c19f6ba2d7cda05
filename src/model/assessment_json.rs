//! An assessment as JSON. Source: stage model, section 9.

use crate::assessment::Assessment;
use crate::condition::{Condition, Did, Kinds, Scalar, Test};
use crate::stage::Gate;
use serde_json::{Map, Value};

/// The assessment object that files, events and the script interface speak.
#[must_use]
pub fn assessment_to_json(e: &Assessment) -> Value {
    let gates = Gate::ALL.iter().zip(e.gates);
    let path = e.path.iter().map(|step| {
        let mut condition = condition_to_json(&step.condition);
        if let (Value::Object(members), true) = (&mut condition, step.reverses) {
            members.insert("reverses".to_owned(), true.into());
        }
        condition
    });
    let text = |text: &str| Value::String(text.to_owned());
    let (low, high) = e.fit;
    object([
        ("stage", text(e.stage.id())),
        ("rule_stage", text(e.rule_stage.id())),
        (
            "stopped_at",
            e.stopped_at.map(Gate::id).map_or(Value::Null, text),
        ),
        (
            "gates",
            gates
                .map(|(gate, verdict)| (gate.id().to_owned(), text(verdict.id())))
                .collect(),
        ),
        ("fit", object([("low", low.into()), ("high", high.into())])),
        ("engagement", e.engagement.into()),
        ("grade", Value::String(e.grade.to_string())),
        (
            "disqualified",
            e.disqualified.as_deref().map_or(Value::Null, text),
        ),
        (
            "overlaps",
            e.overlaps.iter().map(|gate| text(gate.id())).collect(),
        ),
        (
            "re_engage",
            match &e.re_engage {
                Some((kind, day)) => object([
                    ("kind", text(kind)),
                    ("date", Value::String(day.to_string())),
                ]),
                None => Value::Null,
            },
        ),
        ("why", text(&e.why)),
        ("path", path.collect()),
        (
            "next_question",
            e.next_question
                .as_ref()
                .map_or(Value::Null, |q| text(&q.attribute)),
        ),
    ])
}

fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
    let mut object = Map::new();
    for (name, value) in members {
        object.insert(name.to_owned(), value);
    }
    Value::Object(object)
}

/// A condition on facts as JSON; conditions made of others give an empty object.
#[must_use]
pub fn condition_to_json(condition: &Condition) -> Value {
    let mut members = Map::new();
    match condition {
        Condition::Attribute { id, test } => {
            members.insert("attribute".into(), id.as_str().into());
            let (name, bound) = test_to_json(test);
            members.insert(name.into(), bound);
        }
        Condition::Did(did) => {
            did_to_json(did, &mut members);
        }
        _ => {}
    }
    Value::Object(members)
}

fn test_to_json(test: &Test) -> (&'static str, Value) {
    let range = |low: Option<Value>, high: Option<Value>| match (low, high) {
        (Some(low), Some(high)) => ("between", Value::Array(vec![low, high])),
        (Some(low), None) => ("at_least", low),
        (None, Some(high)) => ("at_most", high),
        (None, None) => ("known", true.into()),
    };
    match test {
        Test::Is(values) => (
            "is",
            values
                .iter()
                .map(|v| match v {
                    Scalar::Text(text) => text.as_str().into(),
                    Scalar::Number(n) => whole(*n),
                })
                .collect(),
        ),
        Test::Number { low, high } => range(low.map(whole), high.map(whole)),
        Test::Date { low, high } => range(
            low.map(|d| d.to_string().into()),
            high.map(|d| d.to_string().into()),
        ),
        Test::DaysAgoAtMost(d) => ("days_ago_at_most", whole(*d)),
        Test::DaysAgoAtLeast(d) => ("days_ago_at_least", whole(*d)),
        Test::Known(known) => ("known", (*known).into()),
    }
}

fn did_to_json(did: &Did, members: &mut Map<String, Value>) {
    let kinds = match &did.kinds {
        Kinds::Interest => "interest".into(),
        Kinds::These(kinds) => match kinds.as_slice() {
            [one] => one.as_str().into(),
            many => many.iter().map(String::as_str).collect(),
        },
    };
    members.insert("did".into(), kinds);
    if did.times > 1 {
        members.insert("times".into(), did.times.into());
    }
    if let Some(days) = did.within_days {
        members.insert("within_days".into(), days.into());
    }
}

/// A number as JSON writes it best: 12, not 12.0.
fn whole(n: f64) -> Value {
    #[expect(clippy::cast_possible_truncation, reason = "checked")]
    if n.fract() == 0.0 && n.abs() < 9.0e15 {
        Value::from(n as i64)
    } else {
        Value::from(n)
    }
}
