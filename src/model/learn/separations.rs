//! Which stages a definition tells apart by one fact, and which it does not: that is said, not made up.

use super::dice::Dice;
use super::space::Space;
use super::story::{TAUGHT, stage_words, story_in_turns};
use super::turns::{at_once, no_pause};
use crate::day::Day;
use crate::rulebook::Rulebook;
use crate::stage::Stage;

/// Whether a definition tells two stages apart by one fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Separation {
    /// The two stages, the one earlier in the funnel first.
    pub aim: (Stage, Stage),
    /// Whether stories can be told of them.
    pub told_apart: bool,
    /// Why not, in a sentence; empty where they can.
    pub sentence: String,
}

/// Each pair of the stages that are taught, and whether a definition tells it apart by one fact.
#[must_use]
pub fn separations(rulebook: &Rulebook, as_of: Day) -> Vec<Separation> {
    at_once(separations_in_turns(rulebook, as_of, &mut no_pause))
}

/// As [`separations`], with pauses: where stages cannot be told apart, it takes long to be sure of that.
pub async fn separations_in_turns(
    rulebook: &Rulebook,
    as_of: Day,
    pause: &mut impl AsyncFnMut(),
) -> Vec<Separation> {
    let reach = Space::new(rulebook, as_of, false, &mut Dice::new(0, 0)).within_reach();
    let mut all = Vec::new();
    for (at, low) in TAUGHT.into_iter().enumerate() {
        for high in TAUGHT.into_iter().skip(at + 1) {
            let aim = (low, high);
            let never = [low, high]
                .into_iter()
                .find(|stage| reach >> *stage as u8 & 1 == 0);
            let mut told_apart = false;
            for seed in 0..if never.is_none() { 2 } else { 0 } {
                let found = story_in_turns(rulebook, as_of, aim, seed, pause).await;
                told_apart |= found.is_some();
                if told_apart {
                    break;
                }
            }
            let sentence = match never {
                _ if told_apart => String::new(),
                Some(stage) => format!(
                    "Under {} nobody can be {}, so there is nothing to tell apart.",
                    rulebook.name,
                    stage_words(stage)
                ),
                None => format!(
                    "Under {} no case was found in which one criterion alone makes the difference between {} and {}.",
                    rulebook.name,
                    stage_words(low),
                    stage_words(high)
                ),
            };
            all.push(Separation {
                aim,
                told_apart,
                sentence,
            });
        }
    }
    all
}
