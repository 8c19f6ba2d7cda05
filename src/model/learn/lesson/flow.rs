//! A definition as a flow: from the list through its questions to the stages. Two of them are drawn in article 000.

use super::grounds::clause;
use super::stages::gate_to;
use crate::published_rulebook;
use crate::rulebook::Rulebook;
use crate::stage::{Gate, Stage};
use crate::words::list;

/// A flow: nodes, and arrows between them. The first node is where everybody comes in.
#[derive(Clone, Debug, PartialEq)]
pub struct Flow {
    /// The id of the definition whose gates it asks.
    pub rulebook: String,
    /// Its name.
    pub name: String,
    /// Where it is drawn, in a sentence; empty for one that was made from gates alone.
    pub source: String,
    /// The nodes, in the order in which somebody comes by.
    pub nodes: Vec<Node>,
    /// The arrows.
    pub arrows: Vec<Arrow>,
}

/// A node of a flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// What stands in it, a few words.
    pub label: String,
    /// More about it, in a sentence; may be empty.
    pub detail: String,
    /// Whether the source's drawing has it; always for a flow that was made from gates.
    pub drawn: bool,
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// Where everybody comes in.
    Start,
    /// Something that is asked.
    Asks(Question),
    /// A stage that somebody reaches.
    Reached(Stage),
    /// A place beside the way, where somebody of a stage waits.
    Waits(Stage),
}

/// What a node asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Whether anything puts them out.
    Out,
    /// Whether a gate opens.
    Gate(Gate),
}

/// When an arrow is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Always.
    On,
    /// When what is asked is met.
    Yes,
    /// When it is not met, or not known.
    No,
}

/// An arrow between two nodes, by their places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrow {
    /// Where it starts.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// When it is taken.
    pub way: Way,
    /// What stands on it; empty for one that is always taken.
    pub label: String,
    /// Whether the source's drawing has it.
    pub drawn: bool,
}

/// The words of a flow: what stands in its nodes and on its arrows.
struct Words {
    source: &'static str,
    start: (&'static str, bool),
    out: (&'static str, bool),
    disqualified: &'static str,
    /// What each gate asks, and the words on the arrows for yes and no.
    gates: [(&'static str, &'static str, &'static str, bool); 3],
    /// Where those wait whom the last gate does not let through; else they go back to where they were.
    waits: Option<&'static str>,
}

const FROM_GATES: Words = Words {
    source: "",
    start: ("On your list", true),
    out: ("A reason to stop?", true),
    disqualified: "Disqualified",
    gates: [
        ("A lead?", "yes", "no", true),
        ("A prospect?", "yes", "not yet", true),
        ("An opportunity?", "yes", "not yet", true),
    ],
    waits: None,
};

const STATES: Words = Words {
    source: "Drawn in article 000 as its first flow; what is dashed the drawing leaves out.",
    start: ("On your list", false),
    out: ("A reason to stop?", false),
    disqualified: "Disqualified",
    gates: [
        ("Any interest?", "yes", "no", false),
        ("Engagement check", "high", "low", true),
        ("Fit and interest check", "strong", "weak", true),
    ],
    waits: None,
};

const QUALIFY: Words = Words {
    source: "Drawn in article 000 as its second flow; what is dashed the drawing leaves out.",
    start: ("Lead generation", true),
    out: ("Qualify: let them go?", true),
    disqualified: "Disqualify",
    gates: [
        ("Interest or market?", "yes", "no", false),
        ("Qualify: do they pass?", "yes", "not yet", true),
        ("Engaged?", "yes", "no", true),
    ],
    waits: Some("Re-engage"),
};

/// The ids of the definitions whose flows article 000 draws.
const DRAWN: [&str; 2] = ["dynamic-states", "qualify-first"];

/// The flows that article 000 draws, over the definitions as they were published.
#[must_use]
pub fn published_flows() -> Vec<Flow> {
    let rulebooks = DRAWN.into_iter().filter_map(published_rulebook);
    rulebooks.map(flow_of).collect()
}

/// The flow of a definition: with the words of the article that draws it, else made from its gates.
#[must_use]
pub fn flow_of(rulebook: &Rulebook) -> Flow {
    // Only as long as the gates are still those that were drawn.
    let is = |id: &str| {
        rulebook.id == id && published_rulebook(id).is_some_and(|p| p.gates == rulebook.gates)
    };
    let words = match DRAWN.map(is) {
        [true, _] => STATES,
        [_, true] => QUALIFY,
        _ => FROM_GATES,
    };
    let mut flow = Flow {
        rulebook: rulebook.id.clone(),
        name: rulebook.name.clone(),
        source: words.source.to_owned(),
        nodes: Vec::new(),
        arrows: Vec::new(),
    };
    let (start, drawn) = words.start;
    let mut last = flow.add(NodeKind::Start, start, String::new(), drawn);
    if !rulebook.disqualify.is_empty() {
        let (out, drawn) = words.out;
        let reasons: Vec<String> = (rulebook.disqualify.iter())
            .map(|disqualifier| format!("“{}”", disqualifier.reason))
            .collect();
        let detail = format!("Yes for {}.", list(&reasons, "or"));
        let asks = flow.add(NodeKind::Asks(Question::Out), out, detail, drawn);
        flow.lead(last, asks, Way::On, "", drawn);
        let kind = NodeKind::Reached(Stage::Disqualified);
        let out = flow.add(kind, words.disqualified, String::new(), drawn);
        flow.lead(asks, out, Way::Yes, "yes", drawn);
        last = asks;
    }
    for (gate, (asked, yes, no, drawn)) in Gate::ALL.into_iter().zip(words.gates) {
        let detail = format!("Yes for whoever {}.", clause(rulebook, rulebook.gate(gate)));
        let asks = flow.add(NodeKind::Asks(Question::Gate(gate)), asked, detail, drawn);
        let after_out = matches!(
            flow.nodes.get(last).map(|node| node.kind),
            Some(NodeKind::Asks(Question::Out))
        );
        if after_out {
            flow.lead(last, asks, Way::No, "no", drawn);
        } else {
            flow.lead(last, asks, Way::On, "", drawn);
        }
        let stays = match (gate, words.waits) {
            (Gate::Lead, _) => {
                let kind = NodeKind::Reached(Stage::Contact);
                flow.add(kind, "Stays a contact", String::new(), drawn)
            }
            (Gate::Opportunity, Some(waits)) => {
                let kind = NodeKind::Waits(Stage::Prospect);
                let detail = "Still a prospect: bring the conversation back, or let them go.";
                flow.add(kind, waits, detail.to_owned(), drawn)
            }
            _ => last,
        };
        // The second drawing sends everybody out who does not qualify; the definition does so for a reason alone.
        let also = words.waits.is_none() || gate != Gate::Prospect;
        flow.lead(asks, stays, Way::No, no, drawn && also);
        let stage = gate.stage();
        let reached = flow.add(NodeKind::Reached(stage), stage.label(), String::new(), true);
        flow.lead(asks, reached, Way::Yes, yes, drawn);
        last = reached;
    }
    flow
}

impl Flow {
    fn add(&mut self, kind: NodeKind, label: &str, detail: String, drawn: bool) -> usize {
        self.nodes.push(Node {
            kind,
            label: label.to_owned(),
            detail,
            drawn,
        });
        self.nodes.len() - 1
    }

    fn lead(&mut self, from: usize, to: usize, way: Way, label: &str, drawn: bool) {
        self.arrows.push(Arrow {
            from,
            to,
            way,
            label: label.to_owned(),
            drawn,
        });
    }

    /// The arrow out of a node that is taken when what it asks has this answer; `None` at an end.
    #[must_use]
    pub fn arrow(&self, from: usize, yes: bool) -> Option<usize> {
        let takes = |arrow: &Arrow| {
            arrow.from == from
                && match arrow.way {
                    Way::On => true,
                    Way::Yes => yes,
                    Way::No => !yes,
                }
        };
        self.arrows.iter().position(takes)
    }

    /// The nodes that somebody of a stage comes by, by the rules, and the arrow out of each; the last has none, or one that leads back.
    #[must_use]
    pub fn way_of(&self, stage: Stage) -> Vec<(usize, Option<usize>)> {
        let mut way = Vec::new();
        let mut at = 0;
        while let Some(node) = self.nodes.get(at) {
            let yes = match node.kind {
                NodeKind::Asks(Question::Out) => stage == Stage::Disqualified,
                NodeKind::Asks(Question::Gate(gate)) => went_through(stage, gate),
                _ => true,
            };
            let arrow = self.arrow(at, yes);
            way.push((at, arrow));
            let Some(to) = arrow.and_then(|arrow| self.arrows.get(arrow)).map(|a| a.to) else {
                break;
            };
            if way.iter().any(|(known, _)| *known == to) {
                break;
            }
            at = to;
        }
        way
    }

    /// The node at which somebody of a stage ends, by the rules.
    #[must_use]
    pub fn end_of(&self, stage: Stage) -> usize {
        let way = self.way_of(stage);
        let Some((last, arrow)) = way.last() else {
            return 0;
        };
        let to = arrow.and_then(|arrow| self.arrows.get(arrow));
        to.map_or(*last, |arrow| arrow.to)
    }

    /// The stage of a node; `None` for the start and for what is asked.
    #[must_use]
    pub fn stage_at(&self, node: usize) -> Option<Stage> {
        match self.nodes.get(node)?.kind {
            NodeKind::Reached(stage) | NodeKind::Waits(stage) => Some(stage),
            _ => None,
        }
    }
}

/// Whether somebody of a stage went through a gate.
fn went_through(stage: Stage, gate: Gate) -> bool {
    gate_to(stage).is_some_and(|reached| reached >= gate)
}

#[cfg(test)]
mod tests {
    use super::{Flow, NodeKind, Question, Way, flow_of, published_flows, went_through};
    use crate::learn::lesson::small_rulebooks;
    use crate::published;
    use crate::stage::{Gate, Stage};

    fn told(flow: &Flow) -> Vec<String> {
        (flow.arrows.iter())
            .map(|arrow| {
                let label = |at: usize| flow.nodes[at].label.as_str();
                let dashed = if arrow.drawn { "" } else { " (dashed)" };
                let word = if arrow.label.is_empty() {
                    String::new()
                } else {
                    format!("{}, ", arrow.label)
                };
                format!("{} → {word}{}{dashed}", label(arrow.from), label(arrow.to))
            })
            .collect()
    }

    #[test]
    fn the_two_flows_are_as_article_000_draws_them() {
        let flows = published_flows();
        let drawn = |flow: &Flow| -> Vec<String> {
            let all = told(flow).into_iter();
            all.filter(|line| !line.ends_with("(dashed)")).collect()
        };
        assert_eq!(
            drawn(&flows[0]),
            [
                "Lead → Engagement check",
                "Engagement check → low, Lead",
                "Engagement check → high, Prospect",
                "Prospect → Fit and interest check",
                "Fit and interest check → weak, Prospect",
                "Fit and interest check → strong, Opportunity",
            ]
        );
        assert_eq!(
            drawn(&flows[1]),
            [
                "Lead generation → Qualify: let them go?",
                "Qualify: let them go? → yes, Disqualify",
                "Lead → Qualify: do they pass?",
                "Qualify: do they pass? → yes, Prospect",
                "Prospect → Engaged?",
                "Engaged? → no, Re-engage",
                "Engaged? → yes, Opportunity",
            ]
        );
    }

    #[test]
    fn a_flow_from_gates_leaves_nothing_dashed() {
        let mut own = published()[6].clone();
        let check = |flow: &Flow, nodes: usize, arrows: usize| {
            assert_eq!((flow.nodes.len(), flow.arrows.len()), (nodes, arrows));
            assert!(flow.nodes.iter().all(|n| n.drawn) && flow.arrows.iter().all(|a| a.drawn));
        };
        check(&flow_of(&own), 10, 11);
        own.disqualify.clear();
        check(&flow_of(&own), 8, 9);
        // A drawn one whose gates were changed is drawn from its gates.
        let mut own = published()[0].clone();
        own.gates[0] = own.gates[2].clone();
        assert_eq!(flow_of(&own).source, "");
    }

    #[test]
    fn every_stage_ends_at_its_own_node_and_every_arrow_is_somebodys() {
        for rulebook in published().iter().chain(small_rulebooks()) {
            let flow = flow_of(rulebook);
            let mut taken = vec![false; flow.arrows.len()];
            for stage in [
                Stage::Contact,
                Stage::Lead,
                Stage::Prospect,
                Stage::Opportunity,
                Stage::Disqualified,
            ] {
                if stage == Stage::Disqualified && rulebook.disqualify.is_empty() {
                    continue;
                }
                let end = flow.end_of(stage);
                assert_eq!(flow.stage_at(end), Some(stage), "{} {stage:?}", flow.name);
                for (_, arrow) in flow.way_of(stage) {
                    if let Some(arrow) = arrow {
                        taken[arrow] = true;
                    }
                }
            }
            assert!(taken.iter().all(|t| *t), "{}", flow.name);
            // What is asked has both ways on, and nothing else has a choice.
            for (at, node) in flow.nodes.iter().enumerate() {
                let out = flow.arrows.iter().filter(|a| a.from == at);
                let ways: Vec<Way> = out.map(|a| a.way).collect();
                match node.kind {
                    NodeKind::Asks(_) => assert_eq!(ways.len(), 2, "{}", node.label),
                    _ => assert!(ways.len() < 2, "{}", node.label),
                }
            }
            assert_eq!(flow.nodes[0].kind, NodeKind::Start);
            let out = |n: &super::Node| n.kind == NodeKind::Asks(Question::Out);
            assert_eq!(flow.nodes.iter().any(out), !rulebook.disqualify.is_empty());
        }
    }

    #[test]
    fn who_went_through_a_gate() {
        for (stage, gate, went) in [
            (Stage::Contact, Gate::Lead, false),
            (Stage::Lead, Gate::Lead, true),
            (Stage::Lead, Gate::Prospect, false),
            (Stage::Opportunity, Gate::Prospect, true),
            (Stage::Customer, Gate::Lead, false),
            (Stage::Disqualified, Gate::Lead, false),
        ] {
            assert_eq!(went_through(stage, gate), went, "{stage:?} {gate:?}");
        }
    }
}
