//! Why a contact stands where it stands, in a sentence.

use crate::condition::Condition;
use crate::day::Day;
#[cfg(feature = "workspace")]
use crate::engine::Engine;
use crate::one::One;
use crate::program::{Block, Node, Program};
use crate::rulebook::Rulebook;
use crate::stage::{Gate, Stage, Verdict};
use crate::table::Table;
use crate::words::{joined, label, list};

/// Where a contact stands, as a list's engine or a look at one contact has found.
pub(crate) struct Standing<'a> {
    program: &'a Program,
    as_of: Day,
    block: &'a Block,
    lane: usize,
    rule_stage: Stage,
    disqualified: Option<usize>,
}

impl<'a> Standing<'a> {
    /// Of a contact that was looked at by itself.
    pub fn of_one(one: &'a One) -> Standing<'a> {
        Standing {
            program: &one.program,
            as_of: one.as_of,
            block: &one.block,
            lane: 0,
            rule_stage: one.rule_stage(),
            disqualified: one.disqualified(),
        }
    }

    /// Of a row of a list, in this lane of a block that was run.
    #[cfg(feature = "workspace")]
    pub fn of_row(engine: &'a Engine, block: &'a Block, lane: usize, row: u32) -> Standing<'a> {
        Standing {
            program: &engine.program,
            as_of: engine.as_of(),
            block,
            lane,
            rule_stage: engine.assessments().rule_stage(row),
            disqualified: engine.assessments().disqualified(row),
        }
    }
}

/// Why a contact stands where it stands.
pub(crate) fn why(rulebook: &Rulebook, standing: &Standing<'_>, table: &Table, row: u32) -> String {
    let set = table.overrides.get(&row);
    let Some(set) = set.filter(|o| o.in_force(standing.as_of)) else {
        return why_by_rule(rulebook, standing, table, row);
    };
    let mut sentence = joined(&[set.stage.label(), ", set by hand"]);
    let (author, reason) = (set.author.trim(), set.reason.trim());
    if !author.is_empty() {
        sentence.push_str(" by ");
        sentence.push_str(author);
    }
    if !reason.is_empty() {
        sentence.push_str(": ");
        sentence.push_str(reason.trim_end_matches('.'));
    }
    if standing.rule_stage != set.stage {
        sentence.push_str("; the rules say ");
        sentence.push_str(standing.rule_stage.id());
    }
    sentence.push('.');
    sentence
}

/// The top parts of a gate: those of its `all`, else itself.
pub(crate) fn gate_parts<'a>(
    condition: &'a Condition,
    node: &'a Node,
) -> Vec<(&'a Condition, &'a Node)> {
    match condition {
        Condition::All(parts) => {
            let mut all = Vec::new();
            for part in parts.iter().zip(&node.parts) {
                all.push(part);
            }
            all
        }
        _ => vec![(condition, node)],
    }
}

fn why_by_rule(rulebook: &Rulebook, standing: &Standing<'_>, table: &Table, row: u32) -> String {
    match standing.rule_stage {
        Stage::Customer => "Customer: the deal is won.".to_owned(),
        Stage::Lost => match table.get(row, "lost_reason").trim() {
            "" => "Lost: the deal did not come about.".to_owned(),
            reason => joined(&["Lost: ", reason.trim_end_matches('.'), "."]),
        },
        Stage::Disqualified => {
            let reason = standing
                .disqualified
                .and_then(|i| rulebook.disqualify.get(i))
                .map_or("out by the rules", |d| d.reason.as_str());
            joined(&["Disqualified: ", reason.trim_end_matches('.'), "."])
        }
        stage => {
            let mut sentence = String::new();
            let opened = match stage {
                Stage::Lead => Some(Gate::Lead),
                Stage::Prospect => Some(Gate::Prospect),
                Stage::Opportunity => Some(Gate::Opportunity),
                _ => None,
            };
            if let Some(gate) = opened {
                let met = met_labels(rulebook, standing, gate);
                sentence = joined(&[stage.label(), ": ", &list(&met, "and")]);
            }
            if let Some(gate) = Gate::after(stage) {
                sentence.push_str(if sentence.is_empty() {
                    "Not "
                } else {
                    "; not "
                });
                sentence.push_str(if gate == Gate::Opportunity {
                    "an "
                } else {
                    "a "
                });
                sentence.push_str(gate.id());
                sentence.push_str(&open_parts(rulebook, standing, gate));
            }
            sentence.push('.');
            sentence
        }
    }
}

/// What a condition says of a contact, to stand behind "this contact": a criterion's label, else its words in quotation marks.
fn says(rulebook: &Rulebook, condition: &Condition) -> String {
    let words = label(rulebook, condition);
    match condition {
        Condition::Any(parts) => {
            let mut said = Vec::new();
            for part in parts {
                said.push(says(rulebook, part));
            }
            list(&said, "or")
        }
        Condition::Criterion(_) => words,
        _ if rulebook.criteria.iter().any(|c| c.label == words) => words,
        _ => joined(&["shows “", &words, "”"]),
    }
}

/// What opened a gate; of alternatives only those that hold.
fn met_labels(rulebook: &Rulebook, standing: &Standing<'_>, gate: Gate) -> Vec<String> {
    let Some(node) = standing.program.gates.get(gate as usize) else {
        return Vec::new();
    };
    let mut labels = Vec::new();
    for (condition, node) in gate_parts(rulebook.gate(gate), node) {
        labels.append(&mut say(rulebook, condition, node, standing, Verdict::Met));
    }
    labels
}

/// What a condition says, or of alternatives those that have this verdict.
fn say(
    rulebook: &Rulebook,
    condition: &Condition,
    node: &Node,
    standing: &Standing<'_>,
    verdict: Verdict,
) -> Vec<String> {
    let mut said = Vec::new();
    match condition {
        Condition::Any(parts) | Condition::AtLeast(_, parts) => {
            for (part, node) in parts.iter().zip(&node.parts) {
                if standing.block.verdict(node, standing.lane) == verdict {
                    said.push(says(rulebook, part));
                }
            }
        }
        _ => said.push(says(rulebook, condition)),
    }
    said
}

/// What keeps a gate shut: what is not so yet, and what nobody knows.
fn open_parts(rulebook: &Rulebook, standing: &Standing<'_>, gate: Gate) -> String {
    let Some(node) = standing.program.gates.get(gate as usize) else {
        return String::new();
    };
    let mut unknown = Vec::new();
    let mut missing = Vec::new();
    for (condition, node) in gate_parts(rulebook.gate(gate), node) {
        match standing.block.verdict(node, standing.lane) {
            Verdict::Met => {}
            Verdict::Unknown => {
                let open = say(rulebook, condition, node, standing, Verdict::Unknown);
                unknown.push(list(&open, "or"));
            }
            Verdict::NotMet => missing.push(says(rulebook, condition)),
        }
    }
    let missing = list(&missing, "and");
    let unknown = list(&unknown, "and");
    if missing.is_empty() {
        return joined(&[" yet, as nobody knows whether this contact ", &unknown]);
    }
    let between = if unknown.is_empty() {
        ""
    } else {
        ", and nobody knows whether it "
    };
    joined(&[" until this contact ", &missing, between, &unknown])
}
