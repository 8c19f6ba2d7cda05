//! A contact on its way through a flow: what is asked, what is known, and where it waits.

use super::flow::{Flow, NodeKind, Question};
use crate::assessment::assess_alone;
use crate::day::Day;
use crate::explain::{Part, explain};
use crate::facts::topic;
use crate::learn::story::stage_words;
use crate::rulebook::Rulebook;
use crate::stage::{Gate, Stage, Verdict};
use crate::table::Table;
use crate::words::{label, list};

/// The way of one contact.
#[derive(Clone, Debug, PartialEq)]
pub struct Walk {
    /// The nodes it comes by; none for somebody whose deal is decided.
    pub steps: Vec<Step>,
    /// The node at which it ends; `None` for somebody whose deal is decided.
    pub end: Option<usize>,
    /// The stage by the rules.
    pub stage: Stage,
    /// Why it ends there, and what would take it on.
    pub stay: Stay,
    /// A sentence about the whole way.
    pub sentence: String,
    /// What a person has set by hand, in a sentence; empty where nobody has.
    pub by_hand: String,
}

/// A node that a contact comes by.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The node.
    pub node: usize,
    /// The arrow it leaves by; `None` at the end.
    pub arrow: Option<usize>,
    /// Where something is asked, what is known of it.
    pub verdict: Option<Verdict>,
    /// What is asked in its parts, each with the fact it stands on.
    pub parts: Vec<Part>,
}

/// Why a contact ends where it does.
#[derive(Clone, Debug, PartialEq)]
pub enum Stay {
    /// The deal is won or lost: no flow leads there.
    Over,
    /// A reason puts it out.
    Out(String),
    /// It is at the top.
    Top,
    /// A gate does not open.
    Waits {
        /// The gate.
        gate: Gate,
        /// Whether it is not met, or not known.
        verdict: Verdict,
        /// The question whose answer matters most, as the definition puts it; empty where no answer helps.
        ask: String,
        /// The fewest things that together would open it, in words.
        needs: Vec<String>,
    },
}

/// Walks the contact in a table of one row through the flow of a definition.
#[must_use]
pub fn walk(flow: &Flow, rulebook: &Rulebook, alone: &Table, as_of: Day) -> Walk {
    // By the rules alone: what somebody set by hand is said beside it.
    let mut by_rule = alone.clone();
    by_rule.overrides = Default::default();
    let explanation = explain(rulebook, &by_rule, 0, as_of);
    let stage = explanation.stage;
    let by_hand = match alone.overrides.get(&0).filter(|set| set.in_force(as_of)) {
        Some(_) => assess_alone(rulebook, alone, as_of).why,
        None => String::new(),
    };
    if matches!(stage, Stage::Customer | Stage::Lost) {
        return Walk {
            steps: Vec::new(),
            end: None,
            stage,
            stay: Stay::Over,
            sentence: format!("{} The way ended before this flow.", explanation.why),
            by_hand,
        };
    }
    let steps = flow.way_of(stage).into_iter().map(|(node, arrow)| {
        let asks = match flow.nodes.get(node).map(|node| node.kind) {
            Some(NodeKind::Asks(question)) => Some(question),
            _ => None,
        };
        let (verdict, parts) = match asks {
            Some(Question::Out) => (
                Some(any_of(&explanation.disqualifiers)),
                explanation.disqualifiers.clone(),
            ),
            Some(Question::Gate(gate)) => (
                explanation.gates.get(gate as usize).copied(),
                explanation
                    .gate_parts
                    .get(gate as usize)
                    .cloned()
                    .unwrap_or_default(),
            ),
            None => (None, Vec::new()),
        };
        Step {
            node,
            arrow,
            verdict,
            parts,
        }
    });
    let steps: Vec<Step> = steps.collect();
    let stay = match Gate::after(stage) {
        Some(gate) => Stay::Waits {
            gate,
            verdict: (explanation.gates.get(gate as usize).copied()).unwrap_or(Verdict::Unknown),
            ask: (explanation.next_question.as_ref())
                .map(|question| question_words(rulebook, &question.attribute))
                .unwrap_or_default(),
            needs: (explanation.path.iter())
                .map(|step| label(rulebook, &step.condition))
                .collect(),
        },
        None => match &explanation.disqualified {
            Some(reason) if stage == Stage::Disqualified => Stay::Out(reason.clone()),
            _ => Stay::Top,
        },
    };
    Walk {
        sentence: sentence(stage, &stay),
        end: Some(flow.end_of(stage)),
        steps,
        stage,
        stay,
        by_hand,
    }
}

fn any_of(parts: &[Part]) -> Verdict {
    let some = |verdict: Verdict| parts.iter().any(|part| part.verdict == verdict);
    if some(Verdict::Met) {
        Verdict::Met
    } else if some(Verdict::Unknown) {
        Verdict::Unknown
    } else {
        Verdict::NotMet
    }
}

/// The definition's own question about an attribute, else what to ask about.
fn question_words(rulebook: &Rulebook, attribute: &str) -> String {
    let looks = |condition: &crate::Condition| matches!(condition, crate::Condition::Attribute { id, .. } if id == attribute);
    let asked = (rulebook.criteria.iter())
        .find(|criterion| !criterion.question.is_empty() && looks(&criterion.when));
    asked.map_or_else(
        || format!("Ask: {}", topic(attribute)),
        |criterion| criterion.question.clone(),
    )
}

fn sentence(stage: Stage, stay: &Stay) -> String {
    match stay {
        Stay::Over => String::new(),
        Stay::Out(reason) => format!("Goes out: {}.", reason.trim_end_matches('.')),
        Stay::Top => "Goes all the way: an opportunity.".to_owned(),
        Stay::Waits {
            gate,
            verdict,
            needs,
            ..
        } => {
            let is = match stage {
                Stage::Contact => "Stays a contact".to_owned(),
                stage => format!("Comes as far as {}", stage_words(stage)),
            };
            let why = match verdict {
                Verdict::Unknown => "is not known to open",
                _ => "does not open",
            };
            let then = if needs.is_empty() {
                String::new()
            } else {
                format!(" The shortest way on: {}.", list(needs, "and"))
            };
            format!("{is}: the {} gate {why}.{then}", gate.id())
        }
    }
}

/// How many took each arrow of a flow, from how many stand at each stage by the rules, in the order of [`Stage::ALL`]. Those whose deal is
/// decided take none.
#[must_use]
pub fn passed(flow: &Flow, by_rule: [u32; 7]) -> Vec<u32> {
    let mut passed = vec![0u32; flow.arrows.len()];
    for (stage, count) in Stage::ALL.into_iter().zip(by_rule) {
        if matches!(stage, Stage::Customer | Stage::Lost) {
            continue;
        }
        for (_, arrow) in flow.way_of(stage) {
            if let Some(passed) = arrow.and_then(|arrow| passed.get_mut(arrow)) {
                *passed = passed.saturating_add(count);
            }
        }
    }
    passed
}

#[cfg(test)]
mod tests {
    use super::{Stay, passed, walk};
    use crate::learn::lesson::flow::{NodeKind, Question};
    use crate::learn::lesson::{
        WORKED_DAY, flow_of, published_flows, sample_of, small_rulebooks, worked_cases,
        worked_sample,
    };
    use crate::{Gate, One, Stage, Verdict, published, published_rulebook};

    #[test]
    fn a_way_ends_where_the_engine_says_and_each_turn_is_a_verdict() {
        let mut sample = worked_sample();
        for rulebook in published() {
            sample.extend(sample_of(rulebook, 3, 1));
        }
        for rulebook in published().iter().chain(small_rulebooks()) {
            let flow = flow_of(rulebook);
            for contact in &sample {
                let way = walk(&flow, rulebook, &contact.table, WORKED_DAY);
                let one = One::new(rulebook, &contact.table, WORKED_DAY);
                assert_eq!(way.stage, one.rule_stage());
                let Some(end) = way.end else {
                    assert!(matches!(way.stage, Stage::Customer | Stage::Lost));
                    assert_eq!((way.stay, way.steps.len()), (Stay::Over, 0));
                    continue;
                };
                assert_eq!(flow.stage_at(end), Some(way.stage), "{}", contact.text);
                assert!(!way.sentence.is_empty());
                for step in &way.steps {
                    let arrow = step.arrow.map(|arrow| &flow.arrows[arrow]);
                    match flow.nodes[step.node].kind {
                        NodeKind::Asks(question) => {
                            let yes = arrow.unwrap().way == crate::learn::lesson::Way::Yes;
                            assert_eq!(yes, step.verdict == Some(Verdict::Met));
                            let verdict = match question {
                                Question::Gate(gate) => one.gate(gate) == Verdict::Met,
                                Question::Out => one.disqualified().is_some(),
                            };
                            assert_eq!(yes, verdict, "{} {}", rulebook.id, contact.text);
                            assert!(!step.parts.is_empty());
                        }
                        _ => assert_eq!(step.verdict, None),
                    }
                }
            }
        }
    }

    #[test]
    fn where_it_waits_and_what_to_ask() {
        let house = published_rulebook("house").unwrap();
        let flow = flow_of(house);
        let way = |id: &str| {
            let case = worked_cases().iter().find(|c| c.id == id).unwrap();
            walk(&flow, house, &case.table, WORKED_DAY)
        };
        let found = way("one-call-away");
        assert_eq!(
            found.stay,
            Stay::Waits {
                gate: Gate::Opportunity,
                verdict: Verdict::Unknown,
                ask: "When do they want to have it in place?".to_owned(),
                needs: vec!["buys within 12 months".to_owned()],
            }
        );
        assert_eq!(
            found.sentence,
            "Comes as far as a prospect: the opportunity gate is not known to open. The shortest way on: buys within 12 months."
        );
        assert_eq!(way("no-budget").stay, Stay::Out("No budget".to_owned()));
        assert_eq!(way("testing-the-demo").stay, Stay::Top);
        assert_eq!(way("won").end, None);
        assert!(way("newsletter").by_hand.is_empty());
        let junk = way("junk-by-hand");
        assert_eq!(junk.stage, Stage::Prospect);
        assert_eq!(
            junk.by_hand,
            "Lead, set by hand by R.: student project; the rules say prospect."
        );
    }

    #[test]
    fn a_list_is_counted_through() {
        let flow = &published_flows()[0];
        let counts = passed(flow, [5, 4, 3, 2, 9, 1, 9]);
        let count = |from: &str, to: &str| {
            let label = |at: usize| flow.nodes[at].label.as_str();
            let at = (flow.arrows.iter())
                .position(|a| label(a.from) == from && label(a.to) == to)
                .unwrap();
            counts[at]
        };
        assert_eq!(count("On your list", "A reason to stop?"), 15);
        assert_eq!(count("A reason to stop?", "Disqualified"), 1);
        assert_eq!(count("Any interest?", "Stays a contact"), 5);
        assert_eq!(count("Any interest?", "Lead"), 9);
        assert_eq!(count("Engagement check", "Lead"), 4);
        assert_eq!(count("Engagement check", "Prospect"), 5);
        assert_eq!(count("Fit and interest check", "Opportunity"), 2);
    }
}
