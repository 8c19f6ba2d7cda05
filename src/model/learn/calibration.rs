//! Whether learners know what they know: how sure they were against how often they were right, and how fast.

use super::practice::Answered;

/// How sure a learner is of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sureness {
    /// A guess.
    Guess,
    /// Fairly sure.
    Fairly,
    /// Very sure.
    Very,
}

impl Sureness {
    /// From a guess upwards.
    pub const ALL: [Sureness; 3] = [Sureness::Guess, Sureness::Fairly, Sureness::Very];

    /// The id in JSON.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Sureness::Guess => "guess",
            Sureness::Fairly => "fairly",
            Sureness::Very => "very",
        }
    }

    /// The one with this id.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Sureness> {
        Sureness::ALL
            .into_iter()
            .find(|sureness| sureness.id() == id)
    }

    /// What it is taken to say: the chance of being right, 0 to 1. With five stages to choose from a blind guess is right in 0.2, and who
    /// guesses can mostly rule some out; these are our reading of the words, and nobody is asked for percentages.
    #[must_use]
    pub fn chance(self) -> f64 {
        match self {
            Sureness::Guess => 0.4,
            Sureness::Fairly => 0.7,
            Sureness::Very => 0.95,
        }
    }

    /// In words, behind "was": "very sure".
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Sureness::Guess => "guessing",
            Sureness::Fairly => "fairly sure",
            Sureness::Very => "very sure",
        }
    }
}

/// How often somebody was so sure, and right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level {
    /// How sure.
    pub sureness: Sureness,
    /// How many answers.
    pub asked: u32,
    /// How many of them right.
    pub right: u32,
}

impl Level {
    /// The share that was right, 0 to 1; `None` where nothing was asked.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        (self.asked > 0).then(|| f64::from(self.right) / f64::from(self.asked))
    }
}

/// Sureness against being right.
#[derive(Clone, Debug, PartialEq)]
pub struct Calibration {
    /// From guesses to very sure.
    pub levels: [Level; 3],
    /// The Brier score: the mean square of chance claimed less what came, 0 (knew, and knew it) to 1; `None` where nothing was asked.
    /// Source: Brier, 1950, in the form for two outcomes.
    pub brier: Option<f64>,
}

/// Answers so many of which make a level worth speaking of.
const ENOUGH: u32 = 4;
/// Shares so far apart are no accident worth overlooking.
const FAR: f64 = 0.15;

impl Calibration {
    /// That of some answers.
    #[must_use]
    pub fn of<'a>(answers: impl IntoIterator<Item = &'a Answered>) -> Calibration {
        let mut levels = Sureness::ALL.map(|sureness| Level {
            sureness,
            asked: 0,
            right: 0,
        });
        let (mut sum, mut n) = (0.0, 0u32);
        for answer in answers {
            if let Some(level) = levels.get_mut(answer.sureness as usize) {
                level.asked += 1;
                level.right += u32::from(answer.is_right());
            }
            let came = f64::from(u8::from(answer.is_right()));
            sum += (answer.sureness.chance() - came).powi(2);
            n += 1;
        }
        Calibration {
            levels,
            brier: (n > 0).then(|| sum / f64::from(n)),
        }
    }

    /// What the learner can take from it, in a sentence; empty where there are too few answers to say anything.
    #[must_use]
    pub fn sentence(&self) -> String {
        let told = |level: &Level| {
            format!(
                "When {} you were right {} of {} times",
                level.sureness.words(),
                level.right,
                level.asked
            )
        };
        let worth: Vec<&Level> = self.levels.iter().filter(|l| l.asked >= ENOUGH).collect();
        let off = |level: &&&Level| level.share().unwrap_or(0.0) - level.sureness.chance();
        let too_sure = worth
            .iter()
            .find(|l| off(l) < -FAR && l.sureness != Sureness::Guess);
        let too_shy = worth
            .iter()
            .find(|l| off(l) > FAR && l.sureness != Sureness::Very);
        match (too_sure, too_shy, worth.first()) {
            (Some(level), ..) => format!("{}: look twice before you are so sure.", told(level)),
            (_, Some(level), _) => format!("{}: you know more than you think.", told(level)),
            (_, _, Some(_)) => "You are about as sure as you are right.".to_owned(),
            _ => String::new(),
        }
    }
}

/// The middle of some times in milliseconds; of an even number of them the lower of the two in the middle. `None` of none.
#[must_use]
pub fn median(millis: &[u32]) -> Option<u32> {
    let mut sorted = millis.to_vec();
    sorted.sort_unstable();
    let middle = sorted.len().checked_sub(1)? / 2;
    sorted.get(middle).copied()
}

/// How long answers took, in milliseconds: medians.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Speed {
    /// Of all answers.
    pub all: Option<u32>,
    /// Of the right ones.
    pub right: Option<u32>,
    /// Of the wrong ones.
    pub wrong: Option<u32>,
    /// Of the earlier half of them.
    pub earlier: Option<u32>,
    /// Of the later half.
    pub later: Option<u32>,
}

impl Speed {
    /// That of some answers, in the order in which they were given.
    #[must_use]
    pub fn of<'a>(answers: impl IntoIterator<Item = &'a Answered>) -> Speed {
        let all: Vec<&Answered> = answers.into_iter().collect();
        let (earlier, later) = all
            .split_at_checked(all.len().div_ceil(2))
            .unwrap_or((&all, &[]));
        let of = |some: &[&Answered], right: Option<bool>| {
            let some = some
                .iter()
                .filter(|a| right.is_none_or(|right| a.is_right() == right));
            median(&some.map(|a| a.millis).collect::<Vec<_>>())
        };
        Speed {
            all: of(&all, None),
            right: of(&all, Some(true)),
            wrong: of(&all, Some(false)),
            earlier: of(earlier, None),
            later: of(later, None),
        }
    }
}
