//! One event: the detail as the widget gives it, alone or wrapped the way hosts log it.

use super::QuizResult;
use super::once::content;
use model::{Stage, contact_table, describe};
use serde_json::{Map, Value};

/// The version of details that this version reads.
const SCHEMA: u64 = 1;

/// What an event tells.
pub(super) struct Event {
    /// The quiz's id, or nothing.
    pub quiz: String,
    /// The variant's id.
    pub variant: Option<String>,
    /// What happened.
    pub told: Told,
}

/// What happened to a quiz.
pub(super) enum Told {
    /// It came into sight.
    Seen,
    /// Somebody began.
    Started,
    /// It came to a result.
    Result(ResultKind, Box<QuizResult>),
    /// It came to a result of this stage, of which nothing else is known.
    Counted(Stage),
    /// Something that does not count.
    Other,
}

/// How a result was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ResultKind {
    /// As the result.
    Result,
    /// As what was submitted.
    Submit,
    /// As what could not be submitted.
    SubmitError,
    /// It is not said, as in older versions.
    NotSaid,
}

/// What may stand before the name of an event.
const PREFIX: &str = "leadlens-";
/// The members in which hosts write the name of an event.
const NAMED: [&str; 3] = ["event", "type", "name"];
/// The names of events.
const EVENTS: [&str; 8] = [
    "ready",
    "exposure",
    "start",
    "step",
    "result",
    "submit",
    "submit-error",
    "error",
];

/// Reads an event.
///
/// # Errors
/// A sentence when it is none, or a damaged one.
pub(super) fn told(value: Value) -> Result<Event, String> {
    let Value::Object(mut members) = value else {
        return Err(format!(
            "This is {}, not an event of a quiz. It was left out.",
            describe(&value)
        ));
    };
    let mut name = take_name(&mut members);
    if let Some(Value::Object(detail)) = members.get_mut("detail") {
        let mut detail = std::mem::take(detail);
        members.shift_remove("detail");
        name = take_name(&mut detail).or(name);
        // What the host wrote around it is kept with it, but where the detail has a say.
        for (key, value) in std::mem::replace(&mut members, detail) {
            members.entry(key).or_insert(value);
        }
    }
    // A word that others use too counts only where a quiz is named.
    let name = name.filter(|name| name.sure || members.contains_key("quiz"));
    let name = name.map(|name| name.event);
    match members.get("schema_version") {
        None => {}
        Some(version) => match version.as_u64() {
            Some(SCHEMA) => {}
            Some(later) if later > SCHEMA => {
                return Err("This event was written by a newer version of Leadlens. Reload this page to get that version, then open the file again.".to_owned());
            }
            _ => {
                return Err(format!(
                    "schema_version: expected 1, found {}. The event was left out.",
                    describe(version)
                ));
            }
        },
    }
    let is_result = members.contains_key("contact") && members.contains_key("assessment");
    let kind = match name {
        Some("result") => ResultKind::Result,
        Some("submit") => ResultKind::Submit,
        Some("submit-error") => ResultKind::SubmitError,
        Some(known) => {
            let told = match known {
                "exposure" => Told::Seen,
                "start" => Told::Started,
                _ => Told::Other,
            };
            return other(members, told);
        }
        None if is_result => ResultKind::NotSaid,
        None => return Err("This is no event of a quiz. It was left out.".to_owned()),
    };
    // Logs that keep the visitor's data out may still tell the stage.
    if !members.contains_key("contact")
        && let Some(stage) = members.get("stage").and_then(Value::as_str)
        && let Some(stage) = Stage::from_id(stage)
    {
        let told = match kind {
            ResultKind::Result => Told::Counted(stage),
            _ => Told::Other,
        };
        return other(members, told);
    }
    if kind == ResultKind::SubmitError {
        for about_sending in ["error", "attempt", "retry"] {
            members.shift_remove(about_sending);
        }
    }
    let result = result(members)?;
    Ok(Event {
        quiz: result.quiz.clone(),
        variant: result.variant.clone(),
        told: Told::Result(kind, Box::new(result)),
    })
}

fn other(mut members: Map<String, Value>, told: Told) -> Result<Event, String> {
    let (quiz, variant) = whose(&mut members)?;
    Ok(Event {
        quiz,
        variant,
        told,
    })
}

/// An event's name.
struct Name {
    event: &'static str,
    /// Whether it can be nobody else's.
    sure: bool,
}

/// Takes an event's name out of the member it is logged in.
fn take_name(members: &mut Map<String, Value>) -> Option<Name> {
    for member in NAMED {
        let Some(text) = members.get(member).and_then(Value::as_str) else {
            continue;
        };
        let bare = text.strip_prefix(PREFIX);
        let known = EVENTS.into_iter().find(|e| *e == bare.unwrap_or(text));
        if let Some(event) = known {
            let sure = bare.is_some();
            members.shift_remove(member);
            return Some(Name { event, sure });
        }
    }
    None
}

/// The quiz and the variant.
fn whose(members: &mut Map<String, Value>) -> Result<(String, Option<String>), String> {
    let quiz = optional_text(members, "quiz")?.unwrap_or_default();
    Ok((quiz, optional_text(members, "variant")?))
}

fn result(mut members: Map<String, Value>) -> Result<QuizResult, String> {
    let (quiz, variant) = whose(&mut members)?;
    let contact = match members.shift_remove("contact") {
        Some(contact) => contact,
        None => return Err("This result has no contact, so nothing can be made of it. Log the whole detail of the event.".to_owned()),
    };
    if let Err(refusal) = contact_table(&contact) {
        return Err(damaged(&format!("contact.{}", refusal.sentence())));
    }
    let assessment = object(&mut members, "assessment")?;
    let stage = assessment.get("stage");
    let Some(stage) = stage.and_then(Value::as_str).and_then(Stage::from_id) else {
        return Err(refused("assessment.stage", "the id of a stage", stage));
    };
    let mut told = object(&mut members, "result")?;
    let shown = (
        optional_text(&mut told, "id")?.unwrap_or_default(),
        optional_text(&mut told, "title")?.unwrap_or_default(),
    );
    let consent = match members.shift_remove("consent") {
        None | Some(Value::Null) => None,
        Some(Value::Bool(consent)) => Some(consent),
        other => return Err(refused("consent", "true, false or null", other.as_ref())),
    };
    let submission = optional_text(&mut members, "submission")?.unwrap_or_default();
    let answers = object(&mut members, "answers")?;
    let attribution = object(&mut members, "attribution")?;
    members.shift_remove("schema_version");
    let content = content(&quiz, variant.as_deref(), &answers, &contact);
    Ok(QuizResult {
        content,
        quiz,
        variant,
        submission,
        derived: String::new(),
        stage,
        shown,
        contact,
        answers,
        attribution,
        consent,
        extra: members,
    })
}

/// Takes an object out of a member; without members where there is none.
fn object(members: &mut Map<String, Value>, name: &str) -> Result<Map<String, Value>, String> {
    match members.shift_remove(name) {
        None | Some(Value::Null) => Ok(Map::new()),
        Some(Value::Object(members)) => Ok(members),
        other => Err(refused(name, "an object", other.as_ref())),
    }
}

/// Takes a text out of a member; nothing where it is missing, null or empty.
fn optional_text(members: &mut Map<String, Value>, name: &str) -> Result<Option<String>, String> {
    match members.shift_remove(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok((!text.is_empty()).then_some(text)),
        other => Err(refused(name, "a text or null", other.as_ref())),
    }
}

fn refused(path: &str, expected: &str, found: Option<&Value>) -> String {
    let found = found.map_or_else(|| "nothing".to_owned(), describe);
    damaged(&format!("{path}: expected {expected}, found {found}"))
}

fn damaged(what: &str) -> String {
    format!("This event is damaged and was left out: {what}.")
}
