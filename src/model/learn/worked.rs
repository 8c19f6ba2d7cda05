//! A case worked through: gate by gate, each criterion with the fact it stands on, until one stays shut.

use super::feedback::counted;
use super::story::{Story, stage_words};
use crate::day::Day;
use crate::explain::{Part, explain};
use crate::rulebook::Rulebook;
use crate::stage::{Gate, Stage};

/// A step of a worked case: one question, and how it is answered.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkedStep {
    /// "Is this a prospect?"
    pub question: String,
    /// What is looked at: criteria with verdicts and facts.
    pub parts: Vec<Part>,
    /// Whether the way goes on from here.
    pub opens: bool,
    /// How much of what is asked for is there; empty where there is nothing to count.
    pub count: String,
    /// What follows: "Yes: at least a lead."
    pub outcome: String,
}

/// The steps by which a definition comes to the stage of a story's contact, the last one that which settles it.
#[must_use]
pub fn worked(story: &Story, rulebook: &Rulebook, as_of: Day) -> Vec<WorkedStep> {
    let explanation = explain(rulebook, &story.case.table, 0, as_of);
    let stage = explanation.stage;
    let mut steps = Vec::new();
    if !explanation.disqualifiers.is_empty() {
        let out = stage == Stage::Disqualified;
        steps.push(WorkedStep {
            question: "Does anything rule them out?".to_owned(),
            parts: explanation.disqualifiers,
            opens: !out,
            count: String::new(),
            outcome: if out {
                "Yes: out, whatever else is there.".to_owned()
            } else {
                "No: go on.".to_owned()
            },
        });
        if out {
            return steps;
        }
    }
    for (gate, parts) in Gate::ALL.into_iter().zip(explanation.gate_parts) {
        let opens = gate.stage() <= stage;
        let what = stage_words(gate.stage());
        steps.push(WorkedStep {
            question: format!("Is this {what}?"),
            count: counted(rulebook, gate, &parts),
            parts,
            opens,
            outcome: match (opens, gate) {
                (false, _) => format!("No: not {what}."),
                (true, Gate::Opportunity) => format!("Yes: {what}."),
                (true, _) => format!("Yes: at least {what}."),
            },
        });
        if !opens {
            break;
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::worked;
    use crate::day::Day;
    use crate::learn::{curriculum, separations, stories};
    use crate::published::published_rulebook;
    use crate::stage::Stage;

    /// The steps say of each story what the engine says.
    #[test]
    fn steps_lead_to_the_stage() {
        let today = Day::parse("2026-11-21").unwrap();
        for id in ["house", "criteria-and-intent"] {
            let rulebook = published_rulebook(id).unwrap();
            for aim in curriculum(&separations(rulebook, today)) {
                for story in stories(rulebook, today, aim, 3, 6) {
                    let steps = worked(&story, rulebook, today);
                    let told = format!("{id} {:?} {steps:?}", story.case.stage);
                    let (last, before) = steps.split_last().expect(&told);
                    assert!(before.iter().all(|step| step.opens), "{told}");
                    let gates = usize::from(!rulebook.disqualify.is_empty());
                    match story.case.stage {
                        Stage::Disqualified => {
                            assert_eq!(last.outcome, "Yes: out, whatever else is there.");
                        }
                        Stage::Opportunity => {
                            assert_eq!(last.outcome, "Yes: an opportunity.", "{told}");
                        }
                        stage => {
                            assert!(!last.opens, "{told}");
                            assert_eq!(before.len(), gates + stage as usize, "{told}");
                        }
                    }
                    assert!(steps.iter().all(|s| !s.parts.is_empty()), "{told}");
                }
            }
        }
    }
}
