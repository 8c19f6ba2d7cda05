//! A learner's practice as JSON: kept by the page, and handed from one browser to another.

use super::{Answered, Boundary, Phase, Practice};
use crate::day::Day;
use crate::learn::calibration::Sureness;
use crate::node::Node;
use crate::refusal::{Refusal, quoted};
use crate::spot::{Log, Spot};
use crate::stage::Stage;
use serde_json::{Map, Value};

/// The format of a practice's JSON.
pub const PRACTICE_FORMAT: &str = "leadlens.practice/1";

const MEMBERS: [&str; 5] = ["format", "rulebook", "seed", "boundaries", "answered"];
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
    let mut answered = Vec::new();
    for spot in root.member("answered").list() {
        answered.push(answer(&spot));
    }
    log.result(Practice {
        rulebook,
        seed,
        boundaries,
        answered,
        extra: Node::Value(json).others(&MEMBERS),
    })
}

fn answer(spot: &Spot<'_, '_>) -> Answered {
    spot.members();
    let phase = spot.member("phase");
    let found = Phase::ALL
        .into_iter()
        .find(|p| p.id() == phase.text(PHASES));
    if found.is_none() {
        phase.refuse(PHASES);
    }
    let sureness = spot.member("sureness");
    let sure = Sureness::from_id(sureness.text(SURENESS));
    if sure.is_none() {
        sureness.refuse(SURENESS);
    }
    let twin = spot.member("twin");
    let told = twin.node().and_then(Node::boolean);
    if told.is_none() {
        twin.refuse("true or false");
    }
    let millis = spot
        .member("millis")
        .whole(0, "milliseconds, a whole number from 0");
    Answered {
        phase: found.unwrap_or(Phase::Mixed),
        aim: boundary(&spot.member("boundary")),
        seed: seed(spot),
        twin: told.unwrap_or(false),
        stage: stage(&spot.member("stage")),
        answer: stage(&spot.member("answer")),
        sureness: sure.unwrap_or(Sureness::Guess),
        // Nobody thinks for longer than this number can say.
        millis: u32::try_from(millis).unwrap_or(u32::MAX),
        on: spot
            .member("on")
            .day("a date such as \"2026-01-31\"")
            .unwrap_or(Day(0)),
        extra: spot.node().map(|n| n.others(&ANSWERED)).unwrap_or_default(),
    }
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
