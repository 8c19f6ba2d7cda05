//! An assessment as JSON. Source: stage model, section 9.

use crate::assessment::Assessment;
use crate::condition::{Condition, Did, Kinds, Scalar, Test};
use crate::json_out::JsonOut;
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
pub fn write_assessment(e: &Assessment, out: &mut dyn JsonOut) {
    out.object(13);
    out.name("stage");
    out.text(e.stage.id());
    out.name("rule_stage");
    out.text(e.rule_stage.id());
    out.name("stopped_at");
    text_or_null(e.stopped_at.map(Gate::id), out);
    out.name("gates");
    out.object(3);
    for (gate, verdict) in Gate::ALL.iter().zip(e.gates) {
        out.name(gate.id());
        out.text(verdict.id());
    }
    out.name("fit");
    out.object(2);
    out.name("low");
    out.number(e.fit.0.into());
    out.name("high");
    out.number(e.fit.1.into());
    out.name("engagement");
    out.number(e.engagement.into());
    out.name("grade");
    out.text(&e.grade.written());
    out.name("disqualified");
    text_or_null(e.disqualified.as_deref(), out);
    out.name("overlaps");
    out.list(e.overlaps.len());
    for gate in &e.overlaps {
        out.text(gate.id());
    }
    out.name("re_engage");
    match &e.re_engage {
        Some((kind, day)) => {
            out.object(2);
            out.name("kind");
            out.text(kind);
            out.name("date");
            out.text(&day.written());
        }
        None => out.null(),
    }
    out.name("why");
    out.text(&e.why);
    out.name("path");
    out.list(e.path.len());
    for step in &e.path {
        write_condition(&step.condition, step.reverses, out);
    }
    out.name("next_question");
    let question = e.next_question.as_ref();
    text_or_null(question.map(|q| q.attribute.as_str()), out);
}

fn text_or_null(text: Option<&str>, out: &mut dyn JsonOut) {
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

fn write_condition(condition: &Condition, reverses: bool, out: &mut dyn JsonOut) {
    let more = usize::from(reverses);
    match condition {
        Condition::Attribute { id, test } => {
            out.object(2 + more);
            out.name("attribute");
            out.text(id);
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

fn write_test(test: &Test, out: &mut dyn JsonOut) {
    match test {
        Test::Is(values) => {
            out.name("is");
            out.list(values.len());
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
            out.name("days_ago_at_most");
            out.number(*days);
        }
        Test::DaysAgoAtLeast(days) => {
            out.name("days_ago_at_least");
            out.number(*days);
        }
        Test::Known(known) => {
            out.name("known");
            out.bool(*known);
        }
    }
}

fn write_range<T>(
    ends: &[Option<T>; 2],
    write: &dyn Fn(&T, &mut dyn JsonOut),
    out: &mut dyn JsonOut,
) {
    match ends {
        [Some(_), Some(_)] => {
            out.name("between");
            out.list(2);
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

fn write_did(did: &Did, out: &mut dyn JsonOut) {
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
        out.name("times");
        out.number(did.times as f64);
    }
    #[expect(clippy::cast_precision_loss, reason = "JSON's numbers are floats")]
    if let Some(days) = did.within_days {
        out.name("within_days");
        out.number(days as f64);
    }
}
