//! Stories of all boundaries in any order, for a room full of people.

use super::dice::Dice;
use super::practice::Boundary;
use super::story::{Story, Told};
use crate::day::Day;
use crate::rulebook::Rulebook;
use crate::stage::Stage;

/// The boundaries that are told of, where the definition tells them apart.
const BOUNDARIES: [Boundary; 4] = [
    (Stage::Contact, Stage::Lead),
    (Stage::Lead, Stage::Prospect),
    (Stage::Prospect, Stage::Opportunity),
    (Stage::Lead, Stage::Disqualified),
];

/// A source of stories, no two alike; the same seed, definition and day give the same ones.
#[derive(Clone, Debug)]
pub struct Mixed {
    dice: Dice,
    told: Told,
    /// The boundaries that still give stories, with the next seed and how many they gave.
    open: Vec<(Boundary, u64, u32)>,
}

impl Mixed {
    /// A source of which nothing was told.
    #[must_use]
    pub fn new(seed: u64) -> Mixed {
        let mut dice = Dice::new(seed, 0x9e57);
        let open = BOUNDARIES.map(|aim| (aim, dice.next() >> 11, 0));
        Mixed {
            dice,
            told: Told::default(),
            open: open.to_vec(),
        }
    }

    /// The next story, of a boundary that was told of least; on either side of it. `None` when the definition gives no more.
    pub fn another(&mut self, rulebook: &Rulebook, as_of: Day) -> Option<Story> {
        loop {
            let least = self.open.iter().map(|open| open.2).min()?;
            let places: Vec<usize> = self
                .open
                .iter()
                .enumerate()
                .filter(|(_, open)| open.2 == least)
                .map(|(place, _)| place)
                .collect();
            let place = *self.dice.pick(&places)?;
            let (aim, seed, times) = self.open.get_mut(place)?;
            match self.told.another(rulebook, as_of, *aim, seed) {
                Some(story) => {
                    *times += 1;
                    let turned = self.dice.chance(50);
                    return Some(if turned { story.turned() } else { story });
                }
                None => {
                    self.open.remove(place);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Mixed;
    use crate::day::Day;
    use crate::one::One;
    use crate::published::published;
    use crate::stage::Stage;
    use std::collections::BTreeSet;

    #[test]
    fn stories_of_several_stages_and_no_two_alike() {
        let as_of = Day::parse("2026-11-21").unwrap();
        for rulebook in published() {
            let tell = |seed: u64| {
                let mut mixed = Mixed::new(seed);
                let stories: Vec<_> = (0..30)
                    .map_while(|_| mixed.another(rulebook, as_of))
                    .collect();
                stories
            };
            let stories = tell(7);
            assert_eq!(stories.len(), 30, "{}", rulebook.id);
            let texts: BTreeSet<&str> = stories.iter().map(|s| s.case.text.as_str()).collect();
            assert_eq!(texts.len(), 30, "{}", rulebook.id);
            let facts: BTreeSet<String> = stories.iter().map(|s| s.case.essence()).collect();
            assert_eq!(facts.len(), 30, "{}", rulebook.id);
            let stages: BTreeSet<Stage> = stories.iter().map(|s| s.case.stage).collect();
            assert!(stages.len() >= 3, "{}: {stages:?}", rulebook.id);
            for story in &stories {
                let stage = One::new(rulebook, &story.case.table, as_of).stage();
                assert_eq!(stage, story.case.stage);
            }
            let again = tell(7);
            assert!(
                again
                    .iter()
                    .zip(&stories)
                    .all(|(a, b)| a.case.text == b.case.text)
            );
        }
        let mut one = Mixed::new(1);
        let mut other = Mixed::new(2);
        let house = published().last().unwrap();
        assert_ne!(
            one.another(house, as_of).map(|s| s.case.text),
            other.another(house, as_of).map(|s| s.case.text)
        );
    }
}
