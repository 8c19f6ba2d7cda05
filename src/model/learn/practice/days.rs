//! Practice day by day.

use super::Practice;
use crate::day::Day;

/// What was answered on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayOfPractice {
    /// The day.
    pub on: Day,
    /// How many answers.
    pub asked: u32,
    /// How many of them right.
    pub right: u32,
}

impl Practice {
    /// The days with answers, in their order.
    #[must_use]
    pub fn days(&self) -> Vec<DayOfPractice> {
        let mut days: Vec<DayOfPractice> = Vec::new();
        for answer in self.answers() {
            let place = match days.binary_search_by_key(&answer.on, |day| day.on) {
                Ok(place) => place,
                Err(place) => {
                    let (on, asked, right) = (answer.on, 0, 0);
                    days.insert(place, DayOfPractice { on, asked, right });
                    place
                }
            };
            if let Some(day) = days.get_mut(place) {
                day.asked += 1;
                day.right += u32::from(answer.is_right());
            }
        }
        days
    }

    /// What was answered on this day.
    #[must_use]
    pub fn day(&self, on: Day) -> DayOfPractice {
        let found = self.days().into_iter().find(|day| day.on == on);
        found.unwrap_or(DayOfPractice {
            on,
            asked: 0,
            right: 0,
        })
    }
}
