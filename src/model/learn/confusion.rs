//! Which stage was taken for which: counts of right stages against answers.

use crate::stage::Stage;

/// How often each stage was answered where another, or the same, was right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Confusion([[u32; 7]; 7]);

impl Confusion {
    /// Notes answers: what was right, what was said, how often.
    pub fn add(&mut self, right: Stage, said: Stage, times: u32) {
        let row = self.0.get_mut(right as usize);
        if let Some(count) = row.and_then(|row| row.get_mut(said as usize)) {
            *count = count.saturating_add(times);
        }
    }

    /// How often this was said where that was right.
    #[must_use]
    pub fn count(&self, right: Stage, said: Stage) -> u32 {
        let row = self.0.get(right as usize);
        row.and_then(|row| row.get(said as usize))
            .copied()
            .unwrap_or(0)
    }

    /// All cells that are not 0: what was right, what was said, how often.
    #[must_use]
    pub fn cells(&self) -> Vec<(Stage, Stage, u32)> {
        let mut cells = Vec::new();
        for right in Stage::ALL {
            for said in Stage::ALL {
                let count = self.count(right, said);
                if count > 0 {
                    cells.push((right, said, count));
                }
            }
        }
        cells
    }

    /// How many answers there are.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.cells()
            .iter()
            .fold(0, |sum, cell| sum.saturating_add(cell.2))
    }

    /// How many of them are right.
    #[must_use]
    pub fn right(&self) -> u32 {
        let right = Stage::ALL.into_iter().map(|stage| self.count(stage, stage));
        right.fold(0, u32::saturating_add)
    }

    /// The two stages that were taken for one another most, the one earlier in the funnel first, and how often; of as many the first.
    #[must_use]
    pub fn most_mixed_up(&self) -> Option<(Stage, Stage, u32)> {
        self.mixed_up().into_iter().next()
    }

    /// All pairs of stages that were taken for one another, in either direction, and how often: most first, and within each the stage
    /// earlier in the funnel.
    #[must_use]
    pub fn mixed_up(&self) -> Vec<(Stage, Stage, u32)> {
        let mut pairs = Vec::new();
        for (at, low) in Stage::ALL.into_iter().enumerate() {
            for high in Stage::ALL.into_iter().skip(at + 1) {
                let both = self.count(low, high).saturating_add(self.count(high, low));
                if both > 0 {
                    pairs.push((low, high, both));
                }
            }
        }
        pairs.sort_by_key(|pair| std::cmp::Reverse(pair.2));
        pairs
    }

    /// Adds the answers of somebody else.
    pub fn join(&mut self, other: &Confusion) {
        for (right, said, count) in other.cells() {
            self.add(right, said, count);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Confusion;
    use crate::stage::Stage::{Contact, Lead, Opportunity, Prospect};

    #[test]
    fn answers_are_counted() {
        let mut all = Confusion::default();
        assert_eq!(all.most_mixed_up(), None);
        all.add(Lead, Lead, 5);
        all.add(Lead, Prospect, 2);
        all.add(Prospect, Lead, 1);
        all.add(Contact, Lead, 2);
        assert_eq!((all.total(), all.right()), (10, 5));
        assert_eq!(all.most_mixed_up(), Some((Lead, Prospect, 3)));
        assert_eq!(all.mixed_up(), [(Lead, Prospect, 3), (Contact, Lead, 2)]);
        let mut other = Confusion::default();
        other.add(Opportunity, Lead, 4);
        all.join(&other);
        assert_eq!(all.most_mixed_up(), Some((Lead, Opportunity, 4)));
        assert_eq!(all.count(Opportunity, Lead), 4);
    }
}
