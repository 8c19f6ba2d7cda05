//! Why a contact stands where it stands, in a sentence, and what to do next: cheap enough for every row of a list.

use crate::condition::Condition;
use crate::engine::Engine;
use crate::facts::{signal_label, topic};
use crate::hypotheses::Hypotheses;
use crate::lanes::LANES;
use crate::program::{Block, Node};
use crate::question::next_question;
use crate::reengage::re_engage;
use crate::rulebook::Rulebook;
use crate::stage::{Gate, Stage, Verdict};
use crate::table::Table;
use crate::words::{label, list, lower_first};
use std::collections::HashMap;

/// Speaks about the rows of a table that an engine has assessed. Remembers what it said of alike contacts.
#[derive(Default)]
pub struct Speaker {
    block: Block,
    at: Option<usize>,
    steps: HashMap<Vec<u8>, String>,
}

impl Speaker {
    /// One that has looked at nothing yet. Make a new one when the rulebook, the day or the facts change.
    #[must_use]
    pub fn new() -> Speaker {
        Speaker::default()
    }

    fn look(&mut self, engine: &Engine, row: u32) -> usize {
        let at = row as usize / LANES;
        if self.at != Some(at) {
            engine.run_block(at, &mut self.block);
            self.at = Some(at);
        }
        row as usize % LANES
    }

    /// Forgets what it saw, after facts changed.
    pub fn forget(&mut self) {
        self.at = None;
    }

    /// Why a contact stands where it stands, in one or two short sentences.
    pub fn why(&mut self, rulebook: &Rulebook, engine: &Engine, table: &Table, row: u32) -> String {
        let lane = self.look(engine, row);
        why(rulebook, engine, table, &self.block, lane, row)
    }

    /// The next step for a contact: an alert, else the question that matters, else what the playbook says.
    pub fn next_step(
        &mut self,
        rulebook: &Rulebook,
        engine: &Engine,
        table: &Table,
        row: u32,
    ) -> String {
        let assessments = engine.assessments();
        let stage = assessments.stage(row);
        if let Some((kind, day)) = re_engage(table, row, stage, engine.as_of()) {
            return format!(
                "Back again: {}, {}",
                lower_first(signal_label(&kind)),
                day.in_words()
            );
        }
        if let Some(gate) = assessments.overlaps(row).last() {
            let missing = assessments.stopped_at(row).map_or("", Gate::id);
            let (a, not) = (article(gate.id()), article(missing));
            return format!(
                "Looks like {a} {}, but is not {not} {missing} yet",
                gate.id()
            );
        }
        let overridden = assessments.overrides.contains_key(&row);
        let mut key: Vec<u8> = engine
            .bits
            .iter()
            .map(|b| b.block(row as usize / LANES).verdict(row as usize % LANES) as u8)
            .collect();
        // Of the score only what the rulebook asks about it matters.
        let score = f64::from(assessments.engagement(row));
        key.extend(
            engine
                .program
                .engagement_bounds()
                .map(|x| u8::from(score >= x)),
        );
        key.push(stage as u8);
        key.push(u8::from(overridden));
        if let Some(known) = self.steps.get(&key) {
            return known.clone();
        }
        let question = if overridden || Gate::after(stage).is_none() {
            None
        } else {
            let alone = table.row_alone(row);
            let mut one = Engine::new(rulebook, engine.as_of());
            one.assess_all(&alone);
            let mut hypotheses = Hypotheses::new(rulebook, &one, &alone, engine.as_of());
            next_question(&mut hypotheses, stage)
        };
        let step = match question {
            Some(q) => format!("Ask: {}", topic(&q.attribute)),
            None => rulebook
                .play(stage)
                .and_then(|play| play.actions.first().cloned())
                .unwrap_or_default(),
        };
        self.steps.insert(key, step.clone());
        step
    }
}

fn article(word: &str) -> &'static str {
    if word.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    }
}

/// Why a contact stands where it stands, from the block and the lane it was seen in.
pub(crate) fn why(
    rulebook: &Rulebook,
    engine: &Engine,
    table: &Table,
    block: &Block,
    lane: usize,
    row: u32,
) -> String {
    let set = table.overrides.get(&row);
    let Some(set) = set.filter(|o| o.in_force(engine.as_of())) else {
        return why_by_rule(rulebook, engine, table, block, lane, row);
    };
    let mut sentence = format!("{}, set by hand", set.stage.label());
    let (author, reason) = (set.author.trim(), set.reason.trim());
    if !author.is_empty() {
        sentence.push_str(" by ");
        sentence.push_str(author);
    }
    if !reason.is_empty() {
        sentence.push_str(": ");
        sentence.push_str(reason.trim_end_matches('.'));
    }
    let by_rules = engine.assessments().rule_stage(row);
    if by_rules != set.stage {
        sentence.push_str(&format!("; the rules say {}", by_rules.id()));
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
        Condition::All(parts) => parts.iter().zip(&node.parts).collect(),
        _ => vec![(condition, node)],
    }
}

fn why_by_rule(
    rulebook: &Rulebook,
    engine: &Engine,
    table: &Table,
    block: &Block,
    lane: usize,
    row: u32,
) -> String {
    let assessments = engine.assessments();
    match assessments.rule_stage(row) {
        Stage::Customer => "Customer: the deal is won.".to_owned(),
        Stage::Lost => match table.get(row, "lost_reason").trim() {
            "" => "Lost: the deal did not come about.".to_owned(),
            reason => format!("Lost: {}.", reason.trim_end_matches('.')),
        },
        Stage::Disqualified => {
            let reason = assessments
                .disqualified(row)
                .and_then(|i| rulebook.disqualify.get(i))
                .map_or("out by the rules", |d| d.reason.as_str());
            format!("Disqualified: {}.", reason.trim_end_matches('.'))
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
                let met = met_labels(rulebook, engine, block, lane, gate);
                sentence = format!("{}: {}", stage.label(), list(&met, "and"));
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
                sentence.push_str(&open_parts(rulebook, engine, block, lane, gate));
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
            let parts: Vec<String> = parts.iter().map(|c| says(rulebook, c)).collect();
            list(&parts, "or")
        }
        Condition::Criterion(_) => words,
        _ if rulebook.criteria.iter().any(|c| c.label == words) => words,
        _ => format!("shows “{words}”"),
    }
}

/// What opened a gate; of alternatives only those that hold.
fn met_labels(
    rulebook: &Rulebook,
    engine: &Engine,
    block: &Block,
    lane: usize,
    gate: Gate,
) -> Vec<String> {
    let Some(node) = engine.program.gates.get(gate as usize) else {
        return Vec::new();
    };
    gate_parts(rulebook.gate(gate), node)
        .into_iter()
        .flat_map(|(condition, node)| of_verdict(condition, node, block, lane, Verdict::Met))
        .map(|condition| says(rulebook, condition))
        .collect()
}

/// A condition, or of alternatives those that have this verdict.
fn of_verdict<'a>(
    condition: &'a Condition,
    node: &Node,
    block: &Block,
    lane: usize,
    verdict: Verdict,
) -> Vec<&'a Condition> {
    match condition {
        Condition::Any(parts) | Condition::AtLeast(_, parts) => parts
            .iter()
            .zip(&node.parts)
            .filter(|(_, n)| block.verdict(n, lane) == verdict)
            .map(|(c, _)| c)
            .collect(),
        _ => vec![condition],
    }
}

/// What keeps a gate shut: what is not so yet, and what nobody knows.
fn open_parts(
    rulebook: &Rulebook,
    engine: &Engine,
    block: &Block,
    lane: usize,
    gate: Gate,
) -> String {
    let Some(node) = engine.program.gates.get(gate as usize) else {
        return String::new();
    };
    let mut unknown = Vec::new();
    let mut missing = Vec::new();
    for (condition, node) in gate_parts(rulebook.gate(gate), node) {
        match block.verdict(node, lane) {
            Verdict::Met => {}
            Verdict::Unknown => {
                let open = of_verdict(condition, node, block, lane, Verdict::Unknown);
                let open: Vec<String> = open.iter().map(|c| says(rulebook, c)).collect();
                unknown.push(list(&open, "or"));
            }
            Verdict::NotMet => missing.push(says(rulebook, condition)),
        }
    }
    let missing = list(&missing, "and");
    let unknown = list(&unknown, "and");
    match (missing.is_empty(), unknown.is_empty()) {
        (true, _) => format!(" yet, as nobody knows whether this contact {unknown}"),
        (false, true) => format!(" until this contact {missing}"),
        (false, false) => {
            format!(" until this contact {missing}, and nobody knows whether it {unknown}")
        }
    }
}
