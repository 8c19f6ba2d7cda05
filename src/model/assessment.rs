//! What the engine says of one contact, and the ways on from there.

use crate::day::Day;
use crate::grade::Grade;
use crate::hypotheses::Hypotheses;
use crate::one::One;
use crate::path::{PathStep, path};
use crate::question::{Question, next_question};
use crate::reengage::re_engage;
use crate::rulebook::Rulebook;
use crate::stage::{Gate, Stage, Verdict};
use crate::table::Table;
use crate::why::{Standing, why};

/// An assessment, as files, events and the script interface speak of it. Source: stage model, section 9.
#[derive(Clone, Debug, PartialEq)]
pub struct Assessment {
    /// The stage, after a person's override that is in force.
    pub stage: Stage,
    /// The stage by the rules alone.
    pub rule_stage: Stage,
    /// The first gate that is not met, from the facts alone.
    pub stopped_at: Option<Gate>,
    /// The verdicts of the gates to lead, prospect and opportunity.
    pub gates: [Verdict; 3],
    /// Fit, low and high end, 0 to 100.
    pub fit: (u8, u8),
    /// Engagement, 0 to 100.
    pub engagement: u8,
    /// The grade.
    pub grade: Grade,
    /// The reason of the first disqualifier that is met.
    pub disqualified: Option<String>,
    /// Later gates that are met although the walk stopped before them.
    pub overlaps: Vec<Gate>,
    /// A sign of interest after the contact was given up: its kind and day.
    pub re_engage: Option<(String, Day)>,
    /// Why, in a sentence or two.
    pub why: String,
    /// The fewest changes that lead to the next stage; empty where none do.
    pub path: Vec<PathStep>,
    /// The question whose answer matters most.
    pub next_question: Option<Question>,
}

/// Assesses one row of a table; [`crate::explain`] says all there is to say.
#[cfg(feature = "workspace")]
#[must_use]
pub fn assess(rulebook: &Rulebook, table: &Table, row: u32, as_of: Day) -> Assessment {
    assess_alone(rulebook, &table.row_alone(row), as_of)
}

/// Assesses the contact in a table of one row.
#[must_use]
pub fn assess_alone(rulebook: &Rulebook, alone: &Table, as_of: Day) -> Assessment {
    assessment(rulebook, &One::new(rulebook, alone, as_of), alone)
}

/// What is said of a contact that has been looked at.
pub(crate) fn assessment(rulebook: &Rulebook, one: &One, alone: &Table) -> Assessment {
    let (stage, rule_stage) = (one.stage(), one.rule_stage());
    // Nothing that is found out moves a contact whose stage a person has set.
    let (path, next_question) = if one.is_set_by_hand() || rule_stage > Stage::Opportunity {
        (Vec::new(), None)
    } else {
        let mut hypotheses = Hypotheses::new(rulebook, one, alone, one.as_of);
        let path = path(&mut hypotheses, rule_stage);
        let question = next_question(&mut hypotheses, rule_stage);
        (path, question)
    };
    Assessment {
        stage,
        rule_stage,
        stopped_at: one.stopped_at(),
        gates: [
            one.gate(Gate::Lead),
            one.gate(Gate::Prospect),
            one.gate(Gate::Opportunity),
        ],
        fit: one.fit(),
        engagement: one.engagement(),
        grade: Grade::of(one.fit().0, one.engagement()),
        disqualified: one
            .disqualified()
            .and_then(|i| rulebook.disqualify.get(i))
            .map(|d| d.reason.clone()),
        overlaps: one.overlaps(),
        re_engage: re_engage(alone, 0, stage, one.as_of),
        why: why(rulebook, &Standing::of_one(one), alone, 0),
        path,
        next_question,
    }
}
