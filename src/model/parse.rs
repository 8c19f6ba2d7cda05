//! A rulebook's JSON to a [`Rulebook`], or the member for which it is refused. Source: stage model, sections 4 and 9.

use crate::node::Node;
use crate::order::repeats;
use crate::parse_condition::{Places, condition};
use crate::parse_criteria;
use crate::refusal::{MemberPath, Refusal, quoted};
#[cfg(feature = "workspace")]
use crate::rulebook::Play;
use crate::rulebook::{Criterion, Disqualifier, EngagementRow, FitItem, Rulebook, Tier};
use crate::spot::{Log, Spot};
use crate::stage::Gate;
#[cfg(feature = "workspace")]
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
    root.members();
    if log.is_clean()
        && let Some(format) = newer_format(&root)
    {
        return Err(RulebookError::Newer { format });
    }
    let id = root.member("id").filled_text("the rulebook's id, a text");
    let criteria_at = root.optional("criteria");
    let criteria_json = match &criteria_at {
        Some(at) => at.members(),
        None => Vec::new(),
    };
    let places = Places::new(criteria_json.iter().map(|member| member.0).collect());
    let mut criteria = Vec::new();
    if let Some(at) = &criteria_at {
        for (id, node) in criteria_json {
            criteria.push(criterion(&at.member_at(id, Some(node)), id, &places));
        }
    }
    let mut fit = Vec::new();
    let fit_at = root.optional("fit");
    for spot in elements(&fit_at) {
        fit.push(fit_item(&spot, fit.len(), &places));
    }
    let engagement = engagement(&root, &log);
    let mut disqualify = Vec::new();
    let disqualify_at = root.optional("disqualify");
    for spot in elements(&disqualify_at) {
        disqualify.push(disqualifier(&spot, &places));
    }
    let stages = root.member("stages");
    stages.members();
    let gate = |gate: Gate| {
        let stage = stages.member(gate.id());
        stage.members();
        condition(&stage.member("gate"), &places, 1)
    };
    let rulebook = Rulebook {
        id: id.to_owned(),
        #[cfg(feature = "workspace")]
        name: text_or(&root, "name", id),
        #[cfg(feature = "workspace")]
        summary: text_or(&root, "summary", ""),
        #[cfg(feature = "workspace")]
        source: text_or(&root, "source", ""),
        criteria,
        fit,
        engagement,
        disqualify,
        gates: [
            gate(Gate::Lead),
            gate(Gate::Prospect),
            gate(Gate::Opportunity),
        ],
        #[cfg(feature = "workspace")]
        stale_after_days: stale_after_days(&root),
        #[cfg(feature = "workspace")]
        playbook: playbook(&root),
        #[cfg(feature = "workspace")]
        json: Value::Null,
    };
    if log.is_clean() {
        parse_criteria::check(&rulebook, &log);
    }
    log.result(rulebook).map_err(RulebookError::Refused)
}

/// The format, where it is one of later versions; another one is refused.
fn newer_format(root: &Spot<'_, '_>) -> Option<String> {
    let spot = root.member("format");
    let expected = "\"leadlens.rulebook/1\"";
    let format = spot.text(expected);
    if format == RULEBOOK_FORMAT {
        return None;
    }
    let version = format.strip_prefix("leadlens.rulebook/").unwrap_or("");
    let digits = version.trim_start_matches('0');
    if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) && digits != "1" {
        return Some(format.chars().take(40).collect());
    }
    spot.refuse(expected);
    None
}

/// A text that may be left out.
fn text_or(spot: &Spot<'_, '_>, key: &str, other: &str) -> String {
    match spot.optional(key) {
        Some(text) => text.text("a text"),
        None => other,
    }
    .to_owned()
}

/// The elements of a list that may be left out.
fn elements<'v, 's>(at: &'s Option<Spot<'v, 's>>) -> Vec<Spot<'v, 's>> {
    match at {
        Some(at) => at.list(),
        None => Vec::new(),
    }
}

fn criterion(spot: &Spot<'_, '_>, id: &str, places: &Places<'_>) -> Criterion {
    spot.members();
    Criterion {
        id: id.to_owned(),
        label: text_or(spot, "label", id),
        #[cfg(feature = "workspace")]
        question: text_or(spot, "question", ""),
        when: condition(&spot.member("when"), places, 1),
    }
}

fn fit_item(spot: &Spot<'_, '_>, at: usize, places: &Places<'_>) -> FitItem {
    spot.members();
    let label = text_or(spot, "label", "");
    let named = spot.optional("label").is_some();
    let mut id = text_or(spot, "id", &label);
    if !named && spot.optional("id").is_none() {
        id = joined(&["item-", &whole(at as u64 + 1)]);
    }
    let mut tiers = Vec::new();
    for tier in spot.member("tiers").list() {
        tier.members();
        let points = tier.member("points");
        tiers.push(Tier {
            when: condition(&tier.member("when"), places, 1),
            points: points
                .whole(0, "a whole number of points, from 0")
                .unsigned_abs(),
        });
    }
    FitItem {
        label: if named { label } else { id.clone() },
        id,
        tiers,
    }
}

fn engagement(root: &Spot<'_, '_>, log: &Log) -> Vec<EngagementRow> {
    let mut rows = Vec::new();
    let at = root.optional("engagement");
    for spot in elements(&at) {
        rows.push(engagement_row(&spot));
    }
    let signal = |at: usize| rows.get(at).map_or("", |row: &EngagementRow| &row.signal);
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
    rows
}

fn engagement_row(spot: &Spot<'_, '_>) -> EngagementRow {
    spot.members();
    let cap = spot.member("cap");
    let half_life = spot.member("half_life_days");
    EngagementRow {
        half_life_days: half_life.number_that(&|n| n > 0.0, "a number of days over 0"),
        signal: spot
            .member("signal")
            .filled_text("a kind of signal")
            .to_owned(),
        points: spot
            .member("points")
            .whole(i64::MIN, "a whole number of points, which may be negative"),
        cap: cap
            .node()
            .map(|_| cap.count("a whole number from 1, or no cap at all")),
    }
}

fn disqualifier(spot: &Spot<'_, '_>, places: &Places<'_>) -> Disqualifier {
    spot.members();
    Disqualifier {
        reason: spot
            .member("reason")
            .filled_text("the reason, a text")
            .to_owned(),
        when: condition(&spot.member("when"), places, 1),
    }
}

#[cfg(feature = "workspace")]
fn stale_after_days(root: &Spot<'_, '_>) -> [u32; 3] {
    let mut days = STALE_AFTER_DAYS;
    let Some(spot) = root.optional("stale_after_days") else {
        return days;
    };
    spot.members();
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

#[cfg(feature = "workspace")]
fn playbook(root: &Spot<'_, '_>) -> Vec<Play> {
    let mut plays = Vec::new();
    let Some(playbook) = root.optional("playbook") else {
        return plays;
    };
    playbook.members();
    for stage in Stage::ALL {
        if let Some(spot) = playbook.optional(stage.id()) {
            spot.members();
            plays.push(Play {
                stage,
                aim: text_or(&spot, "aim", ""),
                actions: texts(&spot, "actions"),
                content: texts(&spot, "content"),
                owner: text_or(&spot, "owner", ""),
            });
        }
    }
    plays
}

#[cfg(feature = "workspace")]
fn texts(spot: &Spot<'_, '_>, key: &str) -> Vec<String> {
    let at = spot.optional(key);
    let mut texts = Vec::new();
    for text in elements(&at) {
        texts.push(text.text("a text").to_owned());
    }
    texts
}

#[cfg(test)]
mod tests;
