//! A poll by show of hands: how many raised theirs for each answer.

/// The most hands that are counted for one answer.
pub const MOST_HANDS: u32 = 9_999;

/// Why a text is no count of hands. The sentence is meant for the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CountError {
    /// It is not a whole number from 0.
    #[error("Type a whole number, such as 7.")]
    NotANumber,
    /// It is more than [`MOST_HANDS`].
    #[error("Type a number up to 9,999.")]
    TooMany,
}

/// Reads a count as it was typed. Blank is none.
///
/// # Errors
/// When it is not a whole number, or too large.
pub fn count_of(typed: &str) -> Result<u32, CountError> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(0);
    }
    if !typed.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(CountError::NotANumber);
    }
    // Digits that do not fit a number are too many for sure.
    let count = typed.parse().unwrap_or(u32::MAX);
    if count > MOST_HANDS {
        return Err(CountError::TooMany);
    }
    Ok(count)
}

/// The hands for each option of a case, in the order of its options.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Poll {
    /// A count for each option.
    pub hands: Vec<u32>,
    /// The place of the right option.
    pub right: usize,
}

impl Poll {
    /// How many raised a hand.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.hands.iter().fold(0, |sum, n| sum.saturating_add(*n))
    }

    /// The share that was right, 0 to 1; `None` where nobody voted.
    #[must_use]
    pub fn share_right(&self) -> Option<f64> {
        let right = self.hands.get(self.right).copied().unwrap_or(0);
        let total = self.total();
        (total > 0).then(|| f64::from(right) / f64::from(total))
    }

    /// How long the bar of each option is, 0 to 1: the one with most hands is 1.
    #[must_use]
    pub fn bars(&self) -> Vec<f64> {
        let most = self.hands.iter().copied().max().unwrap_or(0).max(1);
        let bar = |n: &u32| f64::from(*n) / f64::from(most);
        self.hands.iter().map(bar).collect()
    }

    /// How far the room was from one mind: the entropy of the hands over that of a room that is evenly split over all options. 0 where all
    /// said the same, right or wrong; 1 where every option had as many. `None` where nobody voted or there was no choice.
    #[must_use]
    pub fn disagreement(&self) -> Option<f64> {
        let total = f64::from(self.total());
        if total == 0.0 || self.hands.len() < 2 {
            return None;
        }
        let even = f64::from(u32::try_from(self.hands.len()).unwrap_or(u32::MAX)).ln();
        let entropy: f64 = self
            .hands
            .iter()
            .filter(|n| **n > 0)
            .map(|n| f64::from(*n) / total)
            .map(|share| -share * share.ln())
            .sum();
        // One mind gives a zero with a minus.
        Some((entropy / even).abs().min(1.0))
    }
}

/// The place of the case that the room was least of one mind about, by [`Poll::disagreement`]; of as much the first. `None` where the room
/// was of one mind about all, or never voted.
#[must_use]
pub fn most_disagreed(polls: &[Poll]) -> Option<usize> {
    let mut most: Option<(usize, f64)> = None;
    for (at, poll) in polls.iter().enumerate() {
        let disagreement = poll.disagreement().unwrap_or(0.0);
        if disagreement > most.map_or(1e-9, |most| most.1 + 1e-9) {
            most = Some((at, disagreement));
        }
    }
    most.map(|most| most.0)
}

#[cfg(test)]
mod tests {
    use super::{CountError, Poll, count_of, most_disagreed};

    fn poll(hands: &[u32], right: usize) -> Poll {
        Poll {
            hands: hands.to_vec(),
            right,
        }
    }

    #[test]
    fn counts_are_read() {
        for (typed, expected) in [
            ("", Ok(0)),
            (" 12 ", Ok(12)),
            ("007", Ok(7)),
            ("9999", Ok(9999)),
            ("10000", Err(CountError::TooMany)),
            ("99999999999999999999", Err(CountError::TooMany)),
            ("-1", Err(CountError::NotANumber)),
            ("1.5", Err(CountError::NotANumber)),
            ("five", Err(CountError::NotANumber)),
            ("٣", Err(CountError::NotANumber)),
        ] {
            assert_eq!(count_of(typed), expected, "{typed}");
        }
    }

    #[test]
    fn shares_and_bars() {
        let check = |hands: &[u32], right: usize, share: Option<f64>, bars: &[f64]| {
            let poll = poll(hands, right);
            assert_eq!(poll.share_right(), share, "{hands:?}");
            assert_eq!(poll.bars(), bars, "{hands:?}");
        };
        check(&[2, 4, 2, 0], 1, Some(0.5), &[0.5, 1.0, 0.5, 0.0]);
        check(&[2, 4, 2, 0], 3, Some(0.0), &[0.5, 1.0, 0.5, 0.0]);
        check(&[0, 0], 0, None, &[0.0, 0.0]);
        check(&[3], 7, Some(0.0), &[1.0]);
        check(&[], 0, None, &[]);
        let full = poll(&[u32::MAX, u32::MAX], 0);
        assert_eq!(full.total(), u32::MAX);
    }

    #[test]
    fn disagreement_is_between_one_mind_and_an_even_split() {
        let check = |hands: &[u32], expected: Option<f64>| {
            let found = poll(hands, 0).disagreement();
            match (found, expected) {
                (Some(a), Some(b)) => assert!((a - b).abs() < 1e-6, "{hands:?}: {a}"),
                (a, b) => assert_eq!(a, b, "{hands:?}"),
            }
        };
        check(&[0, 9, 0, 0], Some(0.0));
        check(&[3, 3, 3, 3], Some(1.0));
        check(&[5, 5, 0, 0], Some(0.5));
        check(&[1, 3], Some(0.811_278));
        check(&[0, 0], None);
        check(&[4], None);
        check(&[], None);
        let none = poll(&[0, 9], 0).disagreement().unwrap();
        assert!(none.is_sign_positive());
    }

    #[test]
    fn the_case_most_disagreed_on() {
        let check = |polls: &[&[u32]], expected: Option<usize>| {
            let polls: Vec<Poll> = polls.iter().map(|hands| poll(hands, 0)).collect();
            assert_eq!(most_disagreed(&polls), expected, "{polls:?}");
        };
        check(&[], None);
        check(&[&[0, 0], &[5, 0]], None);
        check(&[&[5, 1], &[3, 3], &[0, 9]], Some(1));
        check(&[&[2, 2], &[7, 7]], Some(0));
        // The same number of hands in other places is as much disagreement.
        check(&[&[1, 5, 2], &[5, 2, 1]], Some(0));
    }
}
