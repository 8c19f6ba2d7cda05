//! Grades: fit as a letter, engagement as a digit.

use std::fmt;

/// A grade such as B2: the low end of fit as A to D, engagement as 1 to 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Grade {
    /// 0 is A, 3 is D.
    pub fit: u8,
    /// 0 is 1, 3 is 4.
    pub engagement: u8,
}

impl Grade {
    /// The grade of two scores, 0 to 100. Both are cut at 75, 50 and 25.
    #[must_use]
    pub fn of(fit_low: u8, engagement: u8) -> Grade {
        let cut = |score: u8| match score {
            75.. => 0,
            50.. => 1,
            25.. => 2,
            _ => 3,
        };
        Grade {
            fit: cut(fit_low),
            engagement: cut(engagement),
        }
    }
}

impl Grade {
    /// As people write it: `B2`.
    #[must_use]
    pub fn written(self) -> String {
        let mut written = String::new();
        written.push(char::from(b'A' + self.fit.min(3)));
        written.push(char::from(b'1' + self.engagement.min(3)));
        written
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written())
    }
}

#[cfg(test)]
mod tests {
    use super::Grade;

    #[test]
    fn scores_are_cut_at_the_quarters() {
        let check = |fit, engagement, expected: &str| {
            assert_eq!(Grade::of(fit, engagement).to_string(), expected);
        };
        check(100, 0, "A4");
        check(75, 24, "A4");
        check(74, 25, "B3");
        check(50, 49, "B3");
        check(49, 50, "C2");
        check(25, 74, "C2");
        check(24, 75, "D1");
        check(0, 100, "D1");
    }
}
