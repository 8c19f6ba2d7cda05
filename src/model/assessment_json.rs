//! An assessment as JSON. Source: stage model, section 9.

use crate::assessment::Assessment;
use crate::condition::{Condition, Did, Kinds, Scalar, Test};
#[cfg(not(feature = "workspace"))]
use crate::json_out::JsonOut;
use crate::json_out::Out;
#[cfg(feature = "workspace")]
use crate::json_out::ValueOut;
use crate::stage::Gate;
#[cfg(feature = "workspace")]
use serde_json::Value;

/// The assessment object that files, events and the script interface speak.
#[cfg(feature = "workspace")]
#[must_use]
pub fn assessment_to_json(assessment: &Assessment) -> Value {
    let mut out = ValueOut::default();
    write_assessment(assessment, &mut out);
    out.finish()
}

/// Writes the assessment object that files, events and the script interface speak.
pub fn write_assessment(e: &Assessment, out: &mut Out) {
    out.object(13);
    out.text_of("stage", e.stage.id());
    out.text_of("rule_stage", e.rule_stage.id());
    out.name("stopped_at");
    text_or_null(e.stopped_at.map(Gate::id), out);
    out.name("gates");
    out.object(3);
    for (gate, verdict) in Gate::ALL.iter().zip(e.gates) {
        out.text_of(gate.id(), verdict.id());
    }
    out.name("fit");
    out.object(2);
    out.number_of("low", e.fit.0.into());
    out.number_of("high", e.fit.1.into());
    out.number_of("engagement", e.engagement.into());
    out.text_of("grade", &e.grade.written());
    out.name("disqualified");
    text_or_null(e.disqualified.as_deref(), out);
    out.list_of("overlaps", e.overlaps.len());
    for gate in &e.overlaps {
        out.text(gate.id());
    }
    out.name("re_engage");
    match &e.re_engage {
        Some((kind, day)) => {
            out.object(2);
            out.text_of("kind", kind);
            out.text_of("date", &day.written());
        }
        None => out.null(),
    }
    out.text_of("why", &e.why);
    out.list_of("path", e.path.len());
    for step in &e.path {
        write_condition(&step.condition, step.reverses, out);
    }
    out.name("next_question");
    let question = e.next_question.as_ref();
    text_or_null(question.map(|q| q.attribute.as_str()), out);
}

fn text_or_null(text: Option<&str>, out: &mut Out) {
    match text {
        Some(text) => out.text(text),
        None => out.null(),
    }
}

/// A condition on facts as JSON; conditions made of others give an empty object.
#[cfg(feature = "workspace")]
#[must_use]
pub fn condition_to_json(condition: &Condition) -> Value {
    let mut out = ValueOut::default();
    write_condition(condition, false, &mut out);
    out.finish()
}

fn write_condition(condition: &Condition, reverses: bool, out: &mut Out) {
    let more = usize::from(reverses);
    match condition {
        Condition::Attribute { id, test } => {
            out.object(2 + more);
            out.text_of("attribute", id);
            write_test(test, out);
        }
        Condition::Did(did) => {
            let parts = 1 + usize::from(did.times > 1) + usize::from(did.within_days.is_some());
            out.object(parts + more);
            write_did(did, out);
        }
        _ => out.object(more),
    }
    if reverses {
        out.name("reverses");
        out.bool(true);
    }
}

fn write_test(test: &Test, out: &mut Out) {
    match test {
        Test::Is(values) => {
            out.list_of("is", values.len());
            for value in values {
                match value {
                    Scalar::Text(text) => out.text(text),
                    Scalar::Number(number) => out.number(*number),
                }
            }
        }
        Test::Number { low, high } => {
            write_range(&[*low, *high], &|bound, out| out.number(*bound), out);
        }
        Test::Date { low, high } => {
            write_range(&[*low, *high], &|day, out| out.text(&day.written()), out);
        }
        Test::DaysAgoAtMost(days) => {
            out.number_of("days_ago_at_most", *days);
        }
        Test::DaysAgoAtLeast(days) => {
            out.number_of("days_ago_at_least", *days);
        }
        Test::Known(known) => {
            out.name("known");
            out.bool(*known);
        }
    }
}

fn write_range<T>(ends: &[Option<T>; 2], write: &dyn Fn(&T, &mut Out), out: &mut Out) {
    match ends {
        [Some(_), Some(_)] => {
            out.list_of("between", 2);
        }
        [Some(_), None] => out.name("at_least"),
        [None, Some(_)] => out.name("at_most"),
        [None, None] => {
            out.name("known");
            out.bool(true);
        }
    }
    for end in ends.iter().flatten() {
        write(end, out);
    }
}

fn write_did(did: &Did, out: &mut Out) {
    out.name("did");
    match &did.kinds {
        Kinds::Interest => out.text("interest"),
        Kinds::These(kinds) => {
            if kinds.len() != 1 {
                out.list(kinds.len());
            }
            for kind in kinds {
                out.text(kind);
            }
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "JSON's numbers are floats")]
    if did.times > 1 {
        out.number_of("times", did.times as f64);
    }
    #[expect(clippy::cast_precision_loss, reason = "JSON's numbers are floats")]
    if let Some(days) = did.within_days {
        out.number_of("within_days", days as f64);
    }
}
