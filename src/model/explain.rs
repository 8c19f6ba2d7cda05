//! Everything there is to say about one contact.

use crate::assessment::{Assessment, assessment};
use crate::breakdown::{self, EngagementShare, FitShare};
use crate::compare::number;
use crate::condition::{Condition, Test};
use crate::day::Day;
use crate::facts::attribute_label;
use crate::next_move::next_move;
use crate::one::One;
use crate::program::{Leaf, Node};
use crate::rulebook::{Play, Rulebook};
use crate::stage::{Gate, Stage, Verdict};
use crate::table::Table;
use crate::why::gate_parts;
use crate::words::{fact, label};
use std::cell::Cell;
use std::ops::Deref;

/// A condition with its verdict and the fact it stands on.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// What it says.
    pub label: String,
    /// Whether it holds.
    pub verdict: Verdict,
    /// The fact it stands on, in words; empty where it is made of parts.
    pub fact: String,
    /// What it is made of.
    pub parts: Vec<Part>,
}

/// An assessment and everything that it rests on. Source: stage model, section 5.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The assessment; its members can be read from here too.
    pub assessment: Assessment,
    /// What each gate asks for.
    pub gate_parts: [Vec<Part>; 3],
    /// The disqualifiers; the label is the reason.
    pub disqualifiers: Vec<Part>,
    /// What fit is made of; sums to both ends.
    pub fit_items: Vec<FitShare>,
    /// What engagement is made of; sums to it.
    pub engagement_items: Vec<EngagementShare>,
    /// The nearest day on which time alone moves the contact, and where to.
    pub next_move: Option<(Day, Stage)>,
    /// Days since the last signal, when that is more than the rulebook allows for the stage.
    pub stale: Option<u32>,
    /// Facts that could not be read, a sentence each.
    pub bad_data: Vec<String>,
    /// What to do at this stage.
    pub play: Option<Play>,
}

impl Deref for Explanation {
    type Target = Assessment;

    fn deref(&self) -> &Assessment {
        &self.assessment
    }
}

/// Explains one row of a table.
#[must_use]
pub fn explain(rulebook: &Rulebook, table: &Table, row: u32, as_of: Day) -> Explanation {
    let alone = &table.row_alone(row);
    let one = &One::new(rulebook, alone, as_of);
    let assessment = assessment(rulebook, one, alone);
    let builder = Builder {
        rulebook,
        one,
        alone,
        as_of,
        room: Cell::new(MOST_PARTS),
    };
    Explanation {
        gate_parts: Gate::ALL.map(|gate| builder.gate(gate)),
        disqualifiers: builder.disqualifiers(),
        fit_items: breakdown::fit(rulebook, &one.program, &one.block, alone, as_of),
        engagement_items: breakdown::engagement(rulebook, alone, as_of),
        next_move: next_move(rulebook, one, alone),
        stale: stale(rulebook, alone, assessment.stage, as_of),
        bad_data: builder.bad_data(),
        play: rulebook.play(assessment.stage).cloned(),
        assessment,
    }
}

/// Criteria that name one another many times over would make more parts than anyone can read.
const MOST_PARTS: usize = 2_000;

struct Builder<'a> {
    rulebook: &'a Rulebook,
    one: &'a One,
    alone: &'a Table,
    as_of: Day,
    /// How many parts may still be taken apart.
    room: Cell<usize>,
}

impl Builder<'_> {
    fn gate(&self, gate: Gate) -> Vec<Part> {
        match self.one.program.gates.get(gate as usize) {
            Some(node) => gate_parts(self.rulebook.gate(gate), node)
                .into_iter()
                .map(|(condition, node)| self.part(condition, node))
                .collect(),
            None => Vec::new(),
        }
    }

    fn part(&self, condition: &Condition, node: &Node) -> Part {
        let verdict = self.one.block.verdict(node, 0);
        let room = self.room.get();
        if room == 0 {
            return Part {
                label: label(self.rulebook, condition),
                verdict,
                fact: String::new(),
                parts: Vec::new(),
            };
        }
        self.room.set(room - 1);
        // A criterion shows what it stands for.
        let (inner, inner_node) = match condition {
            Condition::Criterion(i) => {
                match (
                    self.rulebook.criteria.get(*i),
                    self.one.program.criteria.get(*i),
                ) {
                    (Some(criterion), Some(node)) => (&criterion.when, node),
                    _ => (condition, node),
                }
            }
            _ => (condition, node),
        };
        let (fact, parts) = match inner {
            Condition::All(list)
            | Condition::Any(list)
            | Condition::None(list)
            | Condition::AtLeast(_, list) => (
                String::new(),
                list.iter()
                    .zip(&inner_node.parts)
                    .map(|(c, n)| self.part(c, n))
                    .collect(),
            ),
            Condition::Criterion(_) => (String::new(), vec![self.part(inner, inner_node)]),
            Condition::FitAtLeast(_) => {
                let (low, high) = self.one.fit();
                let shown = if low == high {
                    format!("fit {low}")
                } else {
                    format!("fit {low} to {high}")
                };
                (shown, Vec::new())
            }
            Condition::EngagementAtLeast(_) => {
                (format!("engagement {}", self.one.engagement()), Vec::new())
            }
            leaf => (fact(self.alone, 0, self.as_of, leaf), Vec::new()),
        };
        Part {
            label: label(self.rulebook, condition),
            verdict,
            fact,
            parts,
        }
    }

    fn disqualifiers(&self) -> Vec<Part> {
        self.rulebook
            .disqualify
            .iter()
            .zip(&self.one.program.disqualify)
            .map(|(d, node)| Part {
                label: d.reason.clone(),
                ..self.part(&d.when, node)
            })
            .collect()
    }

    fn bad_data(&self) -> Vec<String> {
        let mut found = Vec::new();
        for leaf in &self.one.program.leaves {
            let Leaf::Attribute { id, test } = leaf else {
                continue;
            };
            let Some(column) = self.alone.column(id) else {
                continue;
            };
            let value = column.get(0).trim();
            let bad = match test {
                Test::Number { .. } => number(value, column.kind(0))
                    .is_none()
                    .then_some("a number"),
                Test::Date { .. } | Test::DaysAgoAtMost(_) | Test::DaysAgoAtLeast(_) => {
                    Day::parse(value).is_none().then_some("a date (YYYY-MM-DD)")
                }
                _ => None,
            };
            if let Some(wanted) = bad.filter(|_| !value.is_empty()) {
                let sentence = format!("{}: “{value}” is not {wanted}.", attribute_label(id));
                if !found.contains(&sentence) {
                    found.push(sentence);
                }
            }
        }
        for (kind, entry) in self.alone.signals_of(0) {
            if let Some(day) = entry.day().filter(|d| *d > self.as_of) {
                found.push(format!(
                    "{}: {day} is in the future, so it counts as of {}.",
                    crate::facts::signal_label(kind),
                    self.as_of
                ));
            }
        }
        found
    }
}

/// Days since the last dated signal, or since the contact was made when there is none, when they are more than allowed.
fn stale(rulebook: &Rulebook, alone: &Table, stage: Stage, as_of: Day) -> Option<u32> {
    let place = (stage as usize).checked_sub(1)?;
    let allowed = *rulebook.stale_after_days.get(place)?;
    let last = alone
        .signals_of(0)
        .filter_map(|(_, e)| e.day())
        .max()
        .or_else(|| Day::parse(alone.get(0, "created_on")))?;
    u32::try_from(as_of.0.saturating_sub(last.0))
        .ok()
        .filter(|days| *days > allowed)
}
