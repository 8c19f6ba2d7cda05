//! A rulebook's JSON to a [`Rulebook`], or the member for which it is refused. Source: stage model, sections 4 and 9.

use crate::condition::Condition;
use crate::node::Node;
use crate::order::repeats;
use crate::parse_condition::{Places, condition};
use crate::parse_criteria;
use crate::refusal::{MemberPath, Refusal, quoted};
use crate::rulebook::Play;
use crate::rulebook::{Criterion, Disqualifier, EngagementRow, FitItem, Rulebook, Tier};
use crate::spot::{Log, Spot};
use crate::stage::Gate;
use crate::stage::Stage;
use crate::words::{joined, whole};
#[cfg(feature = "workspace")]
use serde_json::Value;
use std::fmt;

/// The format of rulebooks that this version reads and writes.
pub const RULEBOOK_FORMAT: &str = "leadlens.rulebook/1";

/// Days after which a lead, a prospect and an opportunity are stale where a rulebook does not say. Source: stage model, section 8.
pub const STALE_AFTER_DAYS: [u32; 3] = [30, 21, 14];

/// Why a rulebook was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RulebookError {
    /// A member is not as it must be.
    Refused(Refusal),
    /// A later version of the program wrote it.
    Newer {
        /// The format it names.
        format: String,
    },
}

impl RulebookError {
    /// The path of the member for which it was refused.
    #[must_use]
    pub fn path(&self) -> MemberPath {
        match self {
            RulebookError::Refused(refusal) => refusal.path.clone(),
            RulebookError::Newer { .. } => MemberPath::root().key("format"),
        }
    }

    /// One sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            RulebookError::Refused(refusal) => refusal.sentence(),
            RulebookError::Newer { format } => joined(&[
                "format: this rulebook was made by a newer version of Leadlens (",
                format,
                "); this version reads ",
                RULEBOOK_FORMAT,
                ". Nothing was changed",
            ]),
        }
    }
}

impl fmt::Display for RulebookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence())
    }
}

impl std::error::Error for RulebookError {}

/// Reads a rulebook. Members this version does not know are kept in [`Rulebook::json`] and otherwise left alone.
///
/// # Errors
/// At the first member that is not as the stage model says, with its path; and when a newer version wrote it.
#[cfg(feature = "workspace")]
pub fn parse_rulebook(json: &Value) -> Result<Rulebook, RulebookError> {
    let mut rulebook = read_rulebook(Node::Value(json))?;
    rulebook.json = json.clone();
    Ok(rulebook)
}

/// Reads a rulebook, but does not keep what it was read from.
///
/// # Errors
/// At the first member that is not as the stage model says, with its path; and when a newer version wrote it.
pub fn read_rulebook(node: Node<'_>) -> Result<Rulebook, RulebookError> {
    let log = Log::default();
    let root = Spot::root(node, &log);
    root.object();
    if log.is_clean()
        && let Some(format) = newer_format(&root)
    {
        return Err(RulebookError::Newer { format });
    }
    let id = root.filled_text_of("id", "the rulebook's id, a text");
    let mut ids = Vec::new();
    root.given("criteria", &mut |at| {
        at.each_member(&mut |id, _| ids.push(id))
    });
    let places = Places::new(ids);
    let nobody = || Condition::Any(Vec::new());
    let mut rulebook = Rulebook {
        id: id.to_owned(),
        name: root.text_or("name", id).to_owned(),
        summary: root.text_or("summary", "").to_owned(),
        source: root.text_or("source", "").to_owned(),
        criteria: Vec::new(),
        fit: Vec::new(),
        engagement: Vec::new(),
        disqualify: Vec::new(),
        gates: [nobody(), nobody(), nobody()],
        stale_after_days: stale_after_days(&root),
        playbook: playbook(&root),
        #[cfg(feature = "workspace")]
        json: Value::Null,
    };
    let when = |spot: &Spot<'_, '_>| condition(&spot.member("when"), &places, 1);
    root.given("criteria", &mut |at| {
        at.each_member(&mut |id, spot| {
            spot.object();
            rulebook.criteria.push(Criterion {
                id: id.to_owned(),
                label: spot.text_or("label", id).to_owned(),
                question: spot.text_or("question", "").to_owned(),
                when: when(spot),
            });
        });
    });
    root.each_of("fit", &mut |spot| {
        let mut item = fit_item(spot, rulebook.fit.len());
        let tiers = spot.member("tiers");
        tiers.each(0, "a list", &mut |tier| {
            tier.object();
            let points = tier.member("points");
            item.tiers.push(Tier {
                when: when(tier),
                points: points
                    .whole(0, "a whole number of points, from 0")
                    .unsigned_abs(),
            });
        });
        rulebook.fit.push(item);
    });
    engagement(&root, &log, &mut rulebook.engagement);
    root.each_of("disqualify", &mut |spot| {
        spot.object();
        rulebook.disqualify.push(Disqualifier {
            reason: spot
                .filled_text_of("reason", "the reason, a text")
                .to_owned(),
            when: when(spot),
        });
    });
    let stages = root.member("stages");
    stages.object();
    for (gate, place) in Gate::ALL.iter().zip(&mut rulebook.gates) {
        let stage = stages.member(gate.id());
        stage.object();
        *place = condition(&stage.member("gate"), &places, 1);
    }
    if log.is_clean() {
        parse_criteria::check(&rulebook, &log);
    }
    log.result(rulebook).map_err(RulebookError::Refused)
}

/// Whether a format is one of later versions: the known one, which ends in 1, with a greater number.
pub(crate) fn is_later(format: &str, known: &str) -> bool {
    let (stem, _) = known.split_at(known.len().saturating_sub(1));
    let Some(version) = format.strip_prefix(stem) else {
        return false;
    };
    let mut number = 0u32;
    for byte in version.bytes() {
        if !byte.is_ascii_digit() {
            return false;
        }
        number = number
            .saturating_mul(10)
            .saturating_add(u32::from(byte - b'0'));
    }
    number > 1
}

/// The format, where it is one of later versions; another one is refused.
fn newer_format(root: &Spot<'_, '_>) -> Option<String> {
    let spot = root.member("format");
    let expected = "\"leadlens.rulebook/1\"";
    let format = spot.text(expected);
    if format == RULEBOOK_FORMAT {
        return None;
    }
    if is_later(format, RULEBOOK_FORMAT) {
        let mut shown = String::new();
        for (place, letter) in format.chars().enumerate() {
            if place < 40 {
                shown.push(letter);
            }
        }
        return Some(shown);
    }
    spot.refuse(expected);
    None
}

/// A fit item, without its tiers.
fn fit_item(spot: &Spot<'_, '_>, at: usize) -> FitItem {
    spot.object();
    let label = spot.text_or("label", "");
    let named = spot.optional("label").is_some();
    let mut id = spot.text_or("id", label).to_owned();
    if !named && spot.optional("id").is_none() {
        id = joined(&["item-", &whole(at as u64 + 1)]);
    }
    FitItem {
        label: if named { label.to_owned() } else { id.clone() },
        id,
        tiers: Vec::new(),
    }
}

fn engagement(root: &Spot<'_, '_>, log: &Log, rows: &mut Vec<EngagementRow>) {
    root.each_of("engagement", &mut |spot| {
        spot.object();
        let cap = spot.member("cap");
        let half_life = spot.member("half_life_days");
        rows.push(EngagementRow {
            half_life_days: half_life.number_that(&|n| n > 0.0, "a number of days over 0"),
            signal: spot.filled_text_of("signal", "a kind of signal").to_owned(),
            points: spot
                .member("points")
                .whole(i64::MIN, "a whole number of points, which may be negative"),
            cap: cap
                .node()
                .map(|_| cap.count("a whole number from 1, or no cap at all")),
        });
    });
    let signal = |at: usize| rows.get(at).map_or("", |row| &row.signal);
    let again = repeats(rows.len(), &|a, b| signal(a) < signal(b));
    if log.is_clean()
        && let Some(at) = again.iter().position(|again| *again)
    {
        log.note(Refusal::saying(
            MemberPath::root().key("engagement").index(at).key("signal"),
            "a signal that stands in no row before",
            quoted(signal(at)),
        ));
    }
}

fn stale_after_days(root: &Spot<'_, '_>) -> [u32; 3] {
    let mut days = STALE_AFTER_DAYS;
    let Some(spot) = root.optional("stale_after_days") else {
        return days;
    };
    spot.object();
    for (gate, days) in Gate::ALL.into_iter().zip(&mut days) {
        if let Some(given) = spot.optional(gate.id()) {
            let expected = "a whole number of days from 0";
            match u32::try_from(given.whole(0, expected)) {
                Ok(number) => *days = number,
                Err(_) => given.refuse(expected),
            }
        }
    }
    days
}

fn playbook(root: &Spot<'_, '_>) -> Vec<Play> {
    let mut plays = Vec::new();
    let Some(playbook) = root.optional("playbook") else {
        return plays;
    };
    playbook.object();
    for stage in Stage::ALL {
        if let Some(spot) = playbook.optional(stage.id()) {
            spot.object();
            plays.push(Play {
                stage,
                aim: spot.text_or("aim", "").to_owned(),
                actions: texts(&spot, "actions"),
                content: texts(&spot, "content"),
                owner: spot.text_or("owner", "").to_owned(),
            });
        }
    }
    plays
}

fn texts(spot: &Spot<'_, '_>, key: &str) -> Vec<String> {
    let mut texts = Vec::new();
    spot.each_of(key, &mut |text| texts.push(text.text("a text").to_owned()));
    texts
}

#[cfg(test)]
mod tests;
