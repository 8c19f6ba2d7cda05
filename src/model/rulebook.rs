//! A definition of lead, prospect and opportunity, as data.

use crate::condition::Condition;
use crate::stage::{Gate, Stage};
#[cfg(feature = "workspace")]
use serde_json::Value;

/// A rulebook: what [`crate::parse_rulebook`] read, ready to compile.
#[derive(Clone, Debug, PartialEq)]
pub struct Rulebook {
    /// Its id, exact.
    pub id: String,
    /// Its name for people; the id where none was given.
    pub name: String,
    /// What it says, in a sentence or two; may be empty.
    pub summary: String,
    /// Where it comes from; may be empty.
    pub source: String,
    /// Named conditions, in their order.
    pub criteria: Vec<Criterion>,
    /// The items of the fit score.
    pub fit: Vec<FitItem>,
    /// The rows of the engagement score; each signal stands in one at most.
    pub engagement: Vec<EngagementRow>,
    /// Tried in this order.
    pub disqualify: Vec<Disqualifier>,
    /// The gates to lead, prospect and opportunity.
    pub gates: [Condition; 3],
    /// Days after which a lead, a prospect and an opportunity are stale.
    pub stale_after_days: [u32; 3],
    /// What to do at the stages.
    pub playbook: Vec<Play>,
    /// The JSON it was read from, with all members, also those this version does not know.
    #[cfg(feature = "workspace")]
    pub json: Value,
}

/// A named condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Criterion {
    /// Its id, by which others name it.
    pub id: String,
    /// What it says of a contact when it is met: "is a decision-maker by title".
    pub label: String,
    /// The question that would find it out; may be empty.
    pub question: String,
    /// The condition.
    pub when: Condition,
}

/// One item of the fit score: the first of its tiers that is met gives its points.
#[derive(Clone, Debug, PartialEq)]
pub struct FitItem {
    /// Its id.
    pub id: String,
    /// Its label; the id where none was given.
    pub label: String,
    /// Its tiers, in their order.
    pub tiers: Vec<Tier>,
}

/// One tier of a fit item.
#[derive(Clone, Debug, PartialEq)]
pub struct Tier {
    /// When it applies; no score stands in it.
    pub when: Condition,
    /// Its points, whole, from 0.
    pub points: u64,
}

/// What a kind of signal adds to engagement.
#[derive(Clone, Debug, PartialEq)]
pub struct EngagementRow {
    /// The kind of signal.
    pub signal: String,
    /// Points per time, whole, also negative.
    pub points: i64,
    /// How many times count at most; `None` has no cap.
    pub cap: Option<u64>,
    /// Days after which half of it is left, over 0.
    pub half_life_days: f64,
}

/// A condition that puts a contact out of the funnel.
#[derive(Clone, Debug, PartialEq)]
pub struct Disqualifier {
    /// The reason given.
    pub reason: String,
    /// When it fires: only when met.
    pub when: Condition,
}

/// What to do with contacts of a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Play {
    /// The stage.
    pub stage: Stage,
    /// What one wants to reach; may be empty.
    pub aim: String,
    /// The next steps, the first first.
    pub actions: Vec<String>,
    /// Content that helps.
    pub content: Vec<String>,
    /// Who works on it; may be empty.
    pub owner: String,
}

impl Rulebook {
    /// The condition of a gate.
    #[must_use]
    pub fn gate(&self, gate: Gate) -> &Condition {
        let [lead, prospect, opportunity] = &self.gates;
        match gate {
            Gate::Lead => lead,
            Gate::Prospect => prospect,
            Gate::Opportunity => opportunity,
        }
    }

    /// What to do at a stage.
    #[must_use]
    pub fn play(&self, stage: Stage) -> Option<&Play> {
        self.playbook.iter().find(|play| play.stage == stage)
    }
}
