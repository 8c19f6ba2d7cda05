//! A rulebook's JSON to a [`Rulebook`], or the member for which it is refused. Source: stage model, sections 4 and 9.

use crate::condition::Condition;
use crate::order::repeats;
use crate::parse_condition::{Places, condition};
use crate::parse_criteria;
use crate::refusal::{MemberPath, Refusal};
use crate::rulebook::{Criterion, Disqualifier, EngagementRow, FitItem, Play, Rulebook, Tier};
use crate::spot::Spot;
use crate::stage::{Gate, Stage};
use serde_json::Value;

/// The format of rulebooks that this version reads and writes.
pub const RULEBOOK_FORMAT: &str = "leadlens.rulebook/1";

/// Days after which a lead, a prospect and an opportunity are stale where a rulebook does not say. Source: stage model, section 8.
pub const STALE_AFTER_DAYS: [u32; 3] = [30, 21, 14];

/// Why a rulebook was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RulebookError {
    /// A member is not as it must be.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A later version of the program wrote it.
    #[error(
        "format: this rulebook was made by a newer version of Leadlens ({format}); this version reads {RULEBOOK_FORMAT}. Nothing was changed"
    )]
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
}

/// Reads a rulebook. Members this version does not know are kept in [`Rulebook::json`] and otherwise left alone.
///
/// # Errors
/// At the first member that is not as the stage model says, with its path; and when a newer version wrote it.
pub fn parse_rulebook(json: &Value) -> Result<Rulebook, RulebookError> {
    let root = Spot::root(json);
    root.object()?;
    check_format(&root)?;
    let id = root.member("id").filled_text("the rulebook's id, a text")?;

    let no_criteria = Value::Object(serde_json::Map::new());
    let criteria_at = root
        .optional("criteria")
        .map(|at| at.object())
        .transpose()?;
    let criteria_json = criteria_at.or(no_criteria.as_object());
    let ids = criteria_json.into_iter().flat_map(|members| members.keys());
    let places = Places::new(ids.map(String::as_str).collect());

    let rulebook = Rulebook {
        id: id.to_owned(),
        name: optional_text(&root, "name")?.unwrap_or(id).to_owned(),
        summary: optional_text(&root, "summary")?.unwrap_or("").to_owned(),
        source: optional_text(&root, "source")?.unwrap_or("").to_owned(),
        criteria: criteria(&root, &places)?,
        fit: each(&root, "fit", |spot, at| fit_item(spot, at, &places))?,
        engagement: engagement(&root)?,
        disqualify: each(&root, "disqualify", |spot, _| disqualifier(spot, &places))?,
        gates: gates(&root, &places)?,
        stale_after_days: stale_after_days(&root)?,
        playbook: playbook(&root)?,
        json: json.clone(),
    };
    parse_criteria::check(&rulebook)?;
    Ok(rulebook)
}

fn check_format(root: &Spot<'_, '_>) -> Result<(), RulebookError> {
    let spot = root.member("format");
    let expected = "\"leadlens.rulebook/1\"";
    let format = spot.text(expected)?;
    if format == RULEBOOK_FORMAT {
        return Ok(());
    }
    let version = format.strip_prefix("leadlens.rulebook/").unwrap_or("");
    let digits = version.trim_start_matches('0');
    let is_newer =
        !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) && digits != "1";
    if is_newer {
        return Err(RulebookError::Newer {
            format: format.chars().take(40).collect(),
        });
    }
    Err(spot.refuse(expected).into())
}

fn optional_text<'v>(spot: &Spot<'v, '_>, key: &str) -> Result<Option<&'v str>, Refusal> {
    spot.optional(key)
        .map(|text| text.text("a text"))
        .transpose()
}

/// Reads every element of a list that may be left out.
fn each<T>(
    root: &Spot<'_, '_>,
    key: &str,
    read: impl Fn(&Spot<'_, '_>, usize) -> Result<T, Refusal>,
) -> Result<Vec<T>, Refusal> {
    let Some(list) = root.optional(key) else {
        return Ok(Vec::new());
    };
    list.list()?
        .enumerate()
        .map(|(at, element)| read(&element, at))
        .collect()
}

fn criteria(root: &Spot<'_, '_>, places: &Places<'_>) -> Result<Vec<Criterion>, Refusal> {
    let Some(criteria) = root.optional("criteria") else {
        return Ok(Vec::new());
    };
    let read = |id: &String| {
        let spot = criteria.member(id);
        spot.object()?;
        Ok(Criterion {
            id: id.clone(),
            label: optional_text(&spot, "label")?.unwrap_or(id).to_owned(),
            question: optional_text(&spot, "question")?.unwrap_or("").to_owned(),
            when: condition(&spot.member("when"), places, 1)?,
        })
    };
    criteria.object()?.keys().map(read).collect()
}

fn fit_item(spot: &Spot<'_, '_>, at: usize, places: &Places<'_>) -> Result<FitItem, Refusal> {
    spot.object()?;
    let label = optional_text(spot, "label")?;
    let id = match optional_text(spot, "id")?.or(label) {
        Some(id) => id.to_owned(),
        None => format!("item-{}", at + 1),
    };
    Ok(FitItem {
        label: label.unwrap_or(&id).to_owned(),
        tiers: spot
            .member("tiers")
            .list()?
            .map(|tier| self::tier(&tier, places))
            .collect::<Result<_, _>>()?,
        id,
    })
}

fn tier(spot: &Spot<'_, '_>, places: &Places<'_>) -> Result<Tier, Refusal> {
    spot.object()?;
    let expected = "a whole number of points, from 0";
    let points = spot.member("points");
    Ok(Tier {
        when: condition(&spot.member("when"), places, 1)?,
        points: u64::try_from(points.whole(expected)?).map_err(|_| points.refuse(expected))?,
    })
}

fn engagement(root: &Spot<'_, '_>) -> Result<Vec<EngagementRow>, Refusal> {
    let rows = each(root, "engagement", |spot, _| engagement_row(spot))?;
    let signal = |at: usize| rows.get(at).map_or("", |row| &row.signal);
    let again = repeats(rows.len(), &|a, b| signal(a) < signal(b));
    match again.iter().position(|again| *again) {
        None => Ok(rows),
        Some(at) => Err(Refusal::saying(
            MemberPath::root().key("engagement").index(at).key("signal"),
            "a signal that stands in no row before",
            crate::refusal::quoted(signal(at)),
        )),
    }
}

fn engagement_row(spot: &Spot<'_, '_>) -> Result<EngagementRow, Refusal> {
    spot.object()?;
    let cap = spot.member("cap");
    let half_life = spot.member("half_life_days");
    let expected = "a number of days over 0";
    let half_life_days = half_life.number(expected)?;
    if half_life_days <= 0.0 {
        return Err(half_life.refuse(expected));
    }
    Ok(EngagementRow {
        signal: spot
            .member("signal")
            .filled_text("a kind of signal")?
            .to_owned(),
        points: spot
            .member("points")
            .whole("a whole number of points, which may be negative")?,
        cap: match cap.value() {
            None => None,
            Some(_) => Some(cap.count("a whole number from 1, or no cap at all")?),
        },
        half_life_days,
    })
}

fn disqualifier(spot: &Spot<'_, '_>, places: &Places<'_>) -> Result<Disqualifier, Refusal> {
    spot.object()?;
    Ok(Disqualifier {
        reason: spot
            .member("reason")
            .filled_text("the reason, a text")?
            .to_owned(),
        when: condition(&spot.member("when"), places, 1)?,
    })
}

fn gates(root: &Spot<'_, '_>, places: &Places<'_>) -> Result<[Condition; 3], Refusal> {
    let stages = root.member("stages");
    stages.object()?;
    let gate = |gate: Gate| {
        let stage = stages.member(gate.id());
        stage.object()?;
        condition(&stage.member("gate"), places, 1)
    };
    Ok([
        gate(Gate::Lead)?,
        gate(Gate::Prospect)?,
        gate(Gate::Opportunity)?,
    ])
}

fn stale_after_days(root: &Spot<'_, '_>) -> Result<[u32; 3], Refusal> {
    let mut days = STALE_AFTER_DAYS;
    let Some(spot) = root.optional("stale_after_days") else {
        return Ok(days);
    };
    spot.object()?;
    for (gate, days) in Gate::ALL.into_iter().zip(&mut days) {
        if let Some(given) = spot.optional(gate.id()) {
            let expected = "a whole number of days from 0";
            *days = u32::try_from(given.whole(expected)?).map_err(|_| given.refuse(expected))?;
        }
    }
    Ok(days)
}

fn playbook(root: &Spot<'_, '_>) -> Result<Vec<Play>, Refusal> {
    let Some(playbook) = root.optional("playbook") else {
        return Ok(Vec::new());
    };
    playbook.object()?;
    let texts = |spot: &Spot<'_, '_>, key: &str| {
        each(spot, key, |text, _| text.text("a text").map(str::to_owned))
    };
    let play = |stage: Stage| {
        let spot = playbook.optional(stage.id())?;
        let read = || {
            spot.object()?;
            Ok(Play {
                stage,
                aim: optional_text(&spot, "aim")?.unwrap_or("").to_owned(),
                actions: texts(&spot, "actions")?,
                content: texts(&spot, "content")?,
                owner: optional_text(&spot, "owner")?.unwrap_or("").to_owned(),
            })
        };
        Some(read())
    };
    Stage::ALL.into_iter().filter_map(play).collect()
}

#[cfg(test)]
mod tests;
