//! The twin of a contact that a trainer made up: the same but for one fact, and at another stage by it.

use super::super::dice::Dice;
use super::super::phrases;
use super::super::space::Space;
use super::super::story::TAUGHT;
use super::{Step, options, record};
use crate::assessment::assess_alone;
use crate::day::Day;
use crate::lanes::LANES;
use crate::one::One;
use crate::rulebook::Rulebook;
use crate::stage::Stage;
use crate::table::Table;

/// A contact that differs from another in one fact.
#[derive(Clone, Debug)]
pub struct Twin {
    /// Its facts, a table of one row.
    pub table: Table,
    /// Its stage, by the engine.
    pub stage: Stage,
    /// The fact of the one, short: "Replied: yesterday".
    pub fact: String,
    /// The same fact of the twin: "Replied: not yet".
    pub twin_fact: String,
}

/// The twin of the contact in a table's only row: of those at another stage the one that is nearest and least far-fetched. `None` where no
/// one fact leads elsewhere.
#[must_use]
pub fn twin_of(rulebook: &Rulebook, alone: &Table, as_of: Day) -> Option<Twin> {
    let mut space = Space::new(rulebook, as_of, false, &mut Dice::new(0, 78));
    let contact = space.chosen(alone);
    let here = One::new(rulebook, alone, as_of).stage();
    for step in &assess_alone(rulebook, alone, as_of).path {
        space.add_step(&contact, step);
    }
    let steps = options(&space, &contact, &contact);
    let mut found: Vec<(u8, u32, Step)> = Vec::new();
    for block in steps.chunks(LANES) {
        let changes: Vec<Vec<(usize, usize)>> = (block.iter())
            .map(|step| vec![(step.subject, step.state)])
            .collect();
        space.look(&contact, &changes);
        for (lane, step) in block.iter().enumerate() {
            let stage = space.stage(lane);
            if stage != here && TAUGHT.contains(&stage) {
                found.push(((stage as u8).abs_diff(here as u8), step.cost, *step));
            }
        }
    }
    found.sort_by_key(|(far, cost, _)| (*far, *cost));
    found.into_iter().find_map(|(.., step)| {
        let subject = space.subjects.get(step.subject)?;
        let from = space.recorded(&contact, step.subject);
        let to = &subject.states.get(step.state)?.recorded;
        let mut table = alone.clone();
        record(&mut table, &subject.id, to, as_of);
        let stage = One::new(rulebook, &table, as_of).stage();
        let fact = |recorded| phrases::fact(&subject.id, subject.signal, recorded, as_of);
        // Set by hand, nothing moves it; and what the engine does not say is not said.
        (stage != here).then(|| Twin {
            fact: fact(from),
            twin_fact: fact(to),
            table,
            stage,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::twin_of;
    use crate::learn::{curriculum, separations, stories};
    use crate::{Day, One, contact_table, contact_to_json, published, published_rulebook};
    use serde_json::json;

    #[test]
    fn twins_differ_in_one_fact_and_in_their_stage() {
        let day = Day::parse("2026-11-26").unwrap();
        for rulebook in published() {
            for aim in curriculum(&separations(rulebook, day)) {
                for story in stories(rulebook, day, aim, 3, 5) {
                    let twin = twin_of(rulebook, &story.case.table, day).unwrap();
                    assert_ne!(twin.stage, story.case.stage);
                    assert_ne!(twin.fact, twin.twin_fact);
                    assert_eq!(One::new(rulebook, &twin.table, day).stage(), twin.stage);
                    assert_ne!(contact_to_json(&twin.table, 0), story.case.contact());
                }
            }
        }
    }

    #[test]
    fn what_is_set_by_hand_has_no_twin() {
        let day = Day::parse("2026-11-26").unwrap();
        let house = published_rulebook("house").unwrap();
        let by_hand = json!({ "attributes": { "in_target_market": "yes" }, "override": { "stage": "lead", "reason": "so" } });
        assert!(twin_of(house, &contact_table(&by_hand).unwrap(), day).is_none());
        let nobody = twin_of(house, &contact_table(&json!({})).unwrap(), day).unwrap();
        assert_eq!(nobody.stage.id(), "lead");
        assert_eq!(nobody.twin_fact, "In our target market: yes");
    }
}
