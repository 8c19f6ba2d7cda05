//! Why a contact is at its stage and not at the next: the criteria that say so, under a heading each.

use super::story::stage_words;
use crate::explain::{Explanation, Part};
use crate::stage::{Gate, Stage, Verdict};

/// Criteria under a heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Reasons {
    /// What they say together: "What makes it a prospect".
    pub heading: String,
    /// The criteria, each with its verdict and the fact it stands on.
    pub parts: Vec<Part>,
}

/// The criteria on which the stage rests: the gate that was passed last, and the one that was not; the disqualifiers that are met of who is
/// out; none for an outcome, which stands by itself.
#[must_use]
pub fn reasons(explanation: &Explanation) -> Vec<Reasons> {
    let stage = explanation.rule_stage;
    let gate = |gate: Gate, heading: String| {
        let parts = explanation.gate_parts.get(gate as usize)?;
        (!parts.is_empty()).then(|| Reasons {
            heading,
            parts: opened(parts),
        })
    };
    let passed = Gate::ALL.into_iter().find(|gate| gate.stage() == stage);
    let passed = passed.and_then(|it| gate(it, format!("What makes it {}", stage_words(stage))));
    let next = Gate::after(stage).and_then(|it| {
        let heading = format!("Why it is not {} yet", stage_words(it.stage()));
        gate(it, heading)
    });
    let mut all: Vec<Reasons> = passed.into_iter().chain(next).collect();
    if stage == Stage::Disqualified {
        let met = explanation.disqualifiers.iter();
        all.push(Reasons {
            heading: "Why it is out".to_owned(),
            parts: met
                .filter(|part| part.verdict == Verdict::Met)
                .cloned()
                .collect(),
        });
    }
    all
}

/// The parts of a gate; those within where it is one whole.
fn opened(parts: &[Part]) -> Vec<Part> {
    match parts {
        [one] if one.parts.len() > 1 => one.parts.clone(),
        _ => parts.to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::reasons;
    use crate::contact_json::contact_table;
    use crate::day::Day;
    use crate::explain::explain;
    use crate::learn::stories;
    use crate::published::{published, published_rulebook};
    use crate::stage::{Stage, Verdict};
    use serde_json::json;

    #[test]
    fn each_stage_has_its_reasons() {
        let as_of = Day::parse("2026-11-21").unwrap();
        let house = published_rulebook("house").unwrap();
        let check = |stage: Stage, table: &crate::Table, headings: &[&str]| {
            let explanation = explain(house, table, 0, as_of);
            assert_eq!(explanation.stage, stage);
            let found = reasons(&explanation);
            let found: Vec<&str> = found.iter().map(|r| r.heading.as_str()).collect();
            assert_eq!(found, headings);
        };
        for (aim, headings) in [
            (
                Stage::Lead,
                ["What makes it a lead", "Why it is not a prospect yet"],
            ),
            (
                Stage::Prospect,
                [
                    "What makes it a prospect",
                    "Why it is not an opportunity yet",
                ],
            ),
        ] {
            let upper = if aim == Stage::Lead {
                Stage::Prospect
            } else {
                Stage::Opportunity
            };
            for story in stories(house, as_of, (aim, upper), 1, 3) {
                let case = if story.case.stage == aim {
                    &story.case
                } else {
                    &story.twin
                };
                check(aim, &case.table, &headings);
                let other = if story.case.stage == aim {
                    &story.twin
                } else {
                    &story.case
                };
                if upper == Stage::Opportunity {
                    check(upper, &other.table, &["What makes it an opportunity"]);
                }
            }
        }
        let nobody = contact_table(&json!({ "attributes": { "name": "A" } })).unwrap();
        check(Stage::Contact, &nobody, &["Why it is not a lead yet"]);
        let won = contact_table(&json!({ "attributes": { "outcome": "won" } })).unwrap();
        assert!(reasons(&explain(house, &won, 0, as_of)).is_empty());
    }

    #[test]
    fn who_is_out_is_out_for_what_is_met() {
        let as_of = Day::parse("2026-11-21").unwrap();
        let mut told = 0;
        for rulebook in published() {
            for story in stories(rulebook, as_of, (Stage::Lead, Stage::Disqualified), 3, 2) {
                let out = if story.case.stage == Stage::Disqualified {
                    &story.case
                } else {
                    &story.twin
                };
                let found = reasons(&explain(rulebook, &out.table, 0, as_of));
                assert_eq!(found.len(), 1);
                assert!(!found[0].parts.is_empty());
                assert!(
                    found[0]
                        .parts
                        .iter()
                        .all(|part| part.verdict == Verdict::Met)
                );
                told += 1;
            }
        }
        assert!(told > 0);
    }
}
