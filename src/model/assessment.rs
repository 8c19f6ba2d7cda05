//! What the engine says of one contact, and the ways on from there.

use crate::day::Day;
use crate::engine::Engine;
use crate::grade::Grade;
use crate::hypotheses::Hypotheses;
use crate::path::{PathStep, path};
use crate::program::Block;
use crate::question::{Question, next_question};
use crate::reengage::re_engage;
use crate::rulebook::Rulebook;
use crate::stage::{Gate, Stage, Verdict};
use crate::table::Table;
use crate::why::why;

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
#[must_use]
pub fn assess(rulebook: &Rulebook, table: &Table, row: u32, as_of: Day) -> Assessment {
    Seen::new(rulebook, table, row, as_of).assessment(rulebook)
}

/// A contact in a table of its own, seen by an engine.
pub(crate) struct Seen {
    /// The table.
    pub alone: Table,
    /// The engine, which has assessed it.
    pub engine: Engine,
    /// What its program found out.
    pub block: Block,
}

impl Seen {
    /// Looks at one row of a table.
    pub fn new(rulebook: &Rulebook, table: &Table, row: u32, as_of: Day) -> Seen {
        let alone = table.row_alone(row);
        let mut engine = Engine::new(rulebook, as_of);
        engine.assess_all(&alone);
        let mut block = Block::default();
        engine.run_block(0, &mut block);
        Seen {
            alone,
            engine,
            block,
        }
    }

    /// What it says.
    pub fn assessment(&self, rulebook: &Rulebook) -> Assessment {
        let Seen {
            alone,
            engine,
            block,
        } = self;
        let as_of = engine.as_of();
        let assessments = engine.assessments();
        let stage = assessments.stage(0);
        let rule_stage = assessments.rule_stage(0);
        // Nothing that is found out moves a contact whose stage a person has set.
        let overridden = alone.overrides.values().any(|o| o.in_force(as_of));
        let (path, next_question) = if overridden || rule_stage > Stage::Opportunity {
            (Vec::new(), None)
        } else {
            let mut hypotheses = Hypotheses::new(rulebook, engine, alone, as_of);
            let path = path(&mut hypotheses, rule_stage);
            let question = next_question(&mut hypotheses, rule_stage);
            (path, question)
        };
        Assessment {
            stage,
            rule_stage,
            stopped_at: assessments.stopped_at(0),
            gates: Gate::ALL.map(|gate| assessments.gate(0, gate)),
            fit: assessments.fit(0),
            engagement: assessments.engagement(0),
            grade: assessments.grade(0),
            disqualified: assessments
                .disqualified(0)
                .and_then(|i| rulebook.disqualify.get(i))
                .map(|d| d.reason.clone()),
            overlaps: assessments.overlaps(0).collect(),
            re_engage: re_engage(alone, 0, stage, as_of),
            why: why(rulebook, engine, alone, block, 0, 0),
            path,
            next_question,
        }
    }
}
