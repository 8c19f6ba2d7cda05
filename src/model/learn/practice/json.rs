//! A learner's practice as JSON: kept by the page, and handed from one browser to another.

use super::{Answered, Boundary, Phase, Practice, Running};
use crate::day::Day;
use crate::learn::calibration::Sureness;
use crate::learn::story::Subject;
use crate::node::Node;
use crate::refusal::{Refusal, quoted};
use crate::spot::{Log, Spot};
use crate::stage::Stage;
use serde_json::{Map, Value};

/// The format of a practice's JSON.
pub const PRACTICE_FORMAT: &str = "leadlens.practice/1";

const MEMBERS: [&str; 7] = [
    "format",
    "rulebook",
    "seed",
    "boundaries",
    "mark",
    "now",
    "answered",
];
const RUNNING: [&str; 10] = [
    "phase", "boundary", "seed", "on", "step", "chosen", "picked", "sureness", "millis", "answered",
];
const ANSWERED: [&str; 9] = [
    "phase", "boundary", "seed", "twin", "stage", "answer", "sureness", "millis", "on",
];

/// Writes a practice. Members it was read with and did not know are written back.
#[must_use]
pub fn practice_to_json(practice: &Practice) -> Value {
    let mut json = Map::new();
    json.insert("format".to_owned(), PRACTICE_FORMAT.into());
    json.insert("rulebook".to_owned(), practice.rulebook.clone().into());
    json.insert("seed".to_owned(), practice.seed.into());
    let boundaries = practice.boundaries.iter().map(|aim| boundary_json(*aim));
    json.insert("boundaries".to_owned(), boundaries.collect());
    if !practice.mark.is_empty() {
        json.insert("mark".to_owned(), practice.mark.clone().into());
    }
    if let Some(now) = &practice.now {
        json.insert("now".to_owned(), running_json(now));
    }
    let answered = practice.answered.iter().map(|answer| {
        let mut json = Map::new();
        json.insert("phase".to_owned(), answer.phase.id().into());
        json.insert("boundary".to_owned(), boundary_json(answer.aim));
        json.insert("seed".to_owned(), answer.seed.into());
        json.insert("twin".to_owned(), answer.twin.into());
        json.insert("stage".to_owned(), answer.stage.id().into());
        json.insert("answer".to_owned(), answer.answer.id().into());
        json.insert("sureness".to_owned(), answer.sureness.id().into());
        json.insert("millis".to_owned(), answer.millis.into());
        json.insert("on".to_owned(), answer.on.written().into());
        json.extend(answer.extra.clone());
        Value::Object(json)
    });
    json.insert("answered".to_owned(), answered.collect());
    json.extend(practice.extra.clone());
    Value::Object(json)
}

fn running_json(now: &Running) -> Value {
    let mut json = Map::new();
    json.insert("phase".to_owned(), now.phase.id().into());
    json.insert("boundary".to_owned(), boundary_json(now.aim));
    json.insert("seed".to_owned(), now.seed.into());
    json.insert("on".to_owned(), now.on.written().into());
    json.insert("step".to_owned(), now.step.into());
    if let Some(chosen) = now.chosen {
        json.insert("chosen".to_owned(), chosen.id().into());
    }
    if let Some(picked) = &now.picked {
        let (kind, id) = match picked {
            Subject::Attribute(id) => ("attribute", id),
            Subject::Signal(id) => ("signal", id),
        };
        json.insert("picked".to_owned(), vec![kind, id].into());
    }
    if let Some(sureness) = now.sureness {
        json.insert("sureness".to_owned(), sureness.id().into());
    }
    json.insert("millis".to_owned(), now.millis.into());
    json.insert("answered".to_owned(), now.answered.into());
    json.extend(now.extra.clone());
    Value::Object(json)
}

fn boundary_json(aim: Boundary) -> Value {
    vec![aim.0.id(), aim.1.id()].into()
}

/// Reads a practice.
///
/// # Errors
/// At the first member that is not as it must be, with its path; also when a newer version wrote it.
pub fn practice_from_json(json: &Value) -> Result<Practice, Refusal> {
    let log = Log::default();
    let root = Spot::root(Node::Value(json), &log);
    root.members();
    format(&root);
    log.check()?;
    let rulebook = root
        .member("rulebook")
        .filled_text("the id of a definition")
        .to_owned();
    let seed = seed(&root);
    let boundaries = root
        .member("boundaries")
        .list()
        .iter()
        .map(boundary)
        .collect();
    let mark = root
        .optional("mark")
        .map(|spot| spot.text("a text").to_owned());
    let now = root.optional("now").map(|spot| running(&spot));
    let mut answered = Vec::new();
    for spot in root.member("answered").list() {
        answered.push(answer(&spot));
    }
    log.result(Practice {
        rulebook,
        seed,
        boundaries,
        mark: mark.unwrap_or_default(),
        now,
        answered,
        extra: Node::Value(json).others(&MEMBERS),
    })
}

fn answer(spot: &Spot<'_, '_>) -> Answered {
    spot.members();
    Answered {
        phase: phase(&spot.member("phase")),
        aim: boundary(&spot.member("boundary")),
        seed: seed(spot),
        twin: flag(&spot.member("twin")),
        stage: stage(&spot.member("stage")),
        answer: stage(&spot.member("answer")),
        sureness: sureness(&spot.member("sureness")),
        millis: millis(&spot.member("millis")),
        on: day(&spot.member("on")),
        extra: spot.node().map(|n| n.others(&ANSWERED)).unwrap_or_default(),
    }
}

fn running(spot: &Spot<'_, '_>) -> Running {
    spot.members();
    let step = spot.member("step").whole(0, "a whole number from 0");
    Running {
        phase: phase(&spot.member("phase")),
        aim: boundary(&spot.member("boundary")),
        seed: seed(spot),
        on: day(&spot.member("on")),
        step: usize::try_from(step).unwrap_or(usize::MAX),
        chosen: spot.optional("chosen").map(|spot| stage(&spot)),
        picked: spot.optional("picked").and_then(|spot| subject(&spot)),
        sureness: spot.optional("sureness").map(|spot| sureness(&spot)),
        millis: millis(&spot.member("millis")),
        answered: flag(&spot.member("answered")),
        extra: spot.node().map(|n| n.others(&RUNNING)).unwrap_or_default(),
    }
}

fn phase(spot: &Spot<'_, '_>) -> Phase {
    let id = spot.text(PHASES);
    let found = Phase::ALL.into_iter().find(|p| p.id() == id);
    if found.is_none() {
        spot.refuse(PHASES);
    }
    found.unwrap_or(Phase::Mixed)
}

fn sureness(spot: &Spot<'_, '_>) -> Sureness {
    let found = Sureness::from_id(spot.text(SURENESS));
    if found.is_none() {
        spot.refuse(SURENESS);
    }
    found.unwrap_or(Sureness::Guess)
}

fn flag(spot: &Spot<'_, '_>) -> bool {
    let found = spot.node().and_then(Node::boolean);
    if found.is_none() {
        spot.refuse("true or false");
    }
    found.unwrap_or(false)
}

fn millis(spot: &Spot<'_, '_>) -> u32 {
    let millis = spot.whole(0, "milliseconds, a whole number from 0");
    // Nobody thinks for longer than this number can say.
    u32::try_from(millis).unwrap_or(u32::MAX)
}

fn day(spot: &Spot<'_, '_>) -> Day {
    spot.day("a date such as \"2026-01-31\"").unwrap_or(Day(0))
}

fn subject(spot: &Spot<'_, '_>) -> Option<Subject> {
    let expected = "\"attribute\" or \"signal\", and an id";
    let list = spot.list();
    let found = match list.as_slice() {
        [kind, id] => {
            let id = id.filled_text("an id").to_owned();
            match kind.text(expected) {
                "attribute" => Some(Subject::Attribute(id)),
                "signal" => Some(Subject::Signal(id)),
                _ => None,
            }
        }
        _ => None,
    };
    if found.is_none() {
        spot.refuse(expected);
    }
    found
}

const PHASES: &str = "example, contrast, mixed or return";
const SURENESS: &str = "guess, fairly or very";
const STAGES: &str = "contact, lead, prospect, opportunity, customer, disqualified or lost";

fn stage(spot: &Spot<'_, '_>) -> Stage {
    let found = Stage::from_id(spot.text(STAGES));
    if found.is_none() {
        spot.refuse(STAGES);
    }
    found.unwrap_or(Stage::Contact)
}

fn boundary(spot: &Spot<'_, '_>) -> Boundary {
    let list = spot.list();
    match list.as_slice() {
        [low, high] => {
            let (low, high) = (stage(low), stage(high));
            if low >= high {
                spot.refuse("two stages, the one earlier in the funnel first");
            }
            (low, high)
        }
        _ => {
            spot.refuse("two stages");
            (Stage::Contact, Stage::Lead)
        }
    }
}

fn seed(spot: &Spot<'_, '_>) -> u64 {
    let seed = spot.member("seed").whole(0, "a whole number from 0");
    u64::try_from(seed).unwrap_or(0)
}

/// Refuses what is not of this format.
fn format(root: &Spot<'_, '_>) {
    let spot = root.member("format");
    let expected = "\"leadlens.practice/1\"";
    let format = spot.text(expected);
    if format == PRACTICE_FORMAT {
        return;
    }
    let mut found = quoted(format);
    let version = format.strip_prefix("leadlens.practice/").unwrap_or("");
    let digits = version.trim_start_matches('0');
    if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) && digits != "1" {
        found.push_str(", made by a newer version of Leadlens");
    }
    spot.refuse_saying(expected, found);
}
