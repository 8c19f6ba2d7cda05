//! Facts of a story to choose from: the one that decides, and others of which none would decide as well.

use super::dice::Dice;
use super::phrases;
use super::space::{Chosen, Space};
use super::story::{Story, Subject};
use crate::day::Day;
use crate::facts::{attribute_label, signal_label};
use crate::lanes::LANES;
use crate::rulebook::Rulebook;

/// A fact that may be the one that decides.
#[derive(Clone, Debug, PartialEq)]
pub struct Clue {
    /// Which fact.
    pub subject: Subject,
    /// What it is called: "Has a budget".
    pub name: String,
    /// What is known of it: "Has a budget: yes".
    pub fact: String,
    /// Whether it is the one by which the story and its twin differ.
    pub decides: bool,
}

impl Subject {
    /// What it is called on the screen: "Has a budget".
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Subject::Attribute(id) => attribute_label(id).to_owned(),
            Subject::Signal(kind) => signal_label(kind).to_owned(),
        }
    }
}

/// Facts to choose from beside the one that decides.
const OTHERS: usize = 3;

/// Up to four facts that the definition looks at, in any order, one of which decides between the story and its twin. None of the
/// others would bring the contact to the twin's stage, whatever it were.
#[must_use]
pub fn clues(story: &Story, rulebook: &Rulebook, as_of: Day) -> Vec<Clue> {
    let dice = &mut Dice::new(story.seed, 78);
    let mut space = Space::new(rulebook, as_of, false, dice);
    let contact = space.chosen(&story.case.table);
    let mut places: Vec<usize> = (0..space.subjects.len()).collect();
    dice.shuffle(&mut places);
    // What is told comes before what nobody knows.
    places.sort_by_key(|place| space.recorded(&contact, *place).is_nothing());
    let mut clues = vec![Clue {
        name: story.deciding.subject.label(),
        fact: story.deciding.fact.clone(),
        subject: story.deciding.subject.clone(),
        decides: true,
    }];
    for place in places {
        if clues.len() > OTHERS {
            break;
        }
        let Some(found) = space.subjects.get(place) else {
            continue;
        };
        let (id, signal) = (found.id.clone(), found.signal);
        let subject = if signal {
            Subject::Signal(id.clone())
        } else {
            Subject::Attribute(id.clone())
        };
        if subject == story.deciding.subject
            || matches!(id.as_str(), "outcome" | "name" | "company" | "title")
            || would_decide(&mut space, &contact, place, story)
        {
            continue;
        }
        let recorded = space.recorded(&contact, place);
        clues.push(Clue {
            name: subject.label(),
            fact: phrases::fact(&id, signal, recorded, as_of),
            subject,
            decides: false,
        });
    }
    dice.shuffle(&mut clues);
    clues
}

/// Whether some state of a fact alone brings the contact to the twin's stage.
fn would_decide(space: &mut Space<'_>, contact: &Chosen, place: usize, story: &Story) -> bool {
    let states = space.subjects.get(place).map_or(0, |s| s.states.len());
    let changes: Vec<Vec<(usize, usize)>> = (0..states.min(LANES))
        .map(|state| vec![(place, state)])
        .collect();
    space.look(contact, &changes);
    (0..changes.len()).any(|lane| space.stage(lane) == story.twin.stage)
}

#[cfg(test)]
mod tests {
    use super::clues;
    use crate::day::Day;
    use crate::learn::{curriculum, separations, stories};
    use crate::published::published_rulebook;

    #[test]
    fn one_of_several_facts_decides() {
        let today = Day::parse("2026-11-21").unwrap();
        for id in ["house", "criteria-and-intent"] {
            let rulebook = published_rulebook(id).unwrap();
            for aim in curriculum(&separations(rulebook, today)) {
                for story in stories(rulebook, today, aim, 9, 6) {
                    let all = clues(&story, rulebook, today);
                    assert_eq!(all, clues(&story, rulebook, today));
                    assert!((2..=4).contains(&all.len()), "{all:?}");
                    let deciding: Vec<_> = all.iter().filter(|c| c.decides).collect();
                    assert_eq!(deciding.len(), 1, "{all:?}");
                    assert_eq!(deciding[0].fact, story.deciding.fact);
                    let mut names: Vec<_> = all.iter().map(|c| &c.name).collect();
                    names.sort();
                    names.dedup();
                    assert_eq!(names.len(), all.len(), "{all:?}");
                    for clue in &all {
                        assert!(clue.fact.starts_with(&clue.name), "{clue:?}");
                    }
                }
            }
        }
    }
}
