//! Conditions on a contact, as they stand in a rulebook.

use crate::day::Day;

/// A condition. Built by the rulebook's parser, which has refused empty parts, cycles and nesting over 64.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// A test of what is recorded for an attribute.
    Attribute {
        /// The attribute's id.
        id: String,
        /// What its value is held against.
        test: Test,
    },
    /// Something the contact did.
    Did(Did),
    /// Fit, rounded, is at least this.
    FitAtLeast(f64),
    /// Engagement, rounded, is at least this.
    EngagementAtLeast(f64),
    /// The criterion at this place in [`crate::Rulebook::criteria`].
    Criterion(usize),
    /// Every part.
    All(Vec<Condition>),
    /// Some part.
    Any(Vec<Condition>),
    /// No part.
    None(Vec<Condition>),
    /// So many of the parts, at least.
    AtLeast(u64, Vec<Condition>),
}

/// What an attribute is held against.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// One of these values, compared as section 3 of the stage model says.
    Is(Vec<Scalar>),
    /// A plain number within these bounds, both included.
    Number {
        /// Lowest that is met.
        low: Option<f64>,
        /// Highest that is met.
        high: Option<f64>,
    },
    /// A date within these bounds, both included.
    Date {
        /// Earliest that is met.
        low: Option<Day>,
        /// Latest that is met.
        high: Option<Day>,
    },
    /// A date at most so many days before the as-of day; a future date is 0 days ago.
    DaysAgoAtMost(f64),
    /// A date at least so many days before the as-of day; a future date is 0 days ago.
    DaysAgoAtLeast(f64),
    /// Whether anything is recorded; never unknown.
    Known(bool),
}

/// A value in an `is` list.
#[derive(Clone, Debug, PartialEq)]
pub enum Scalar {
    /// Text as written; `true` and `false` are the texts yes and no.
    Text(String),
    /// A JSON number.
    Number(f64),
}

/// One or several kinds of signals, at least so many times, perhaps within so many days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Did {
    /// Which kinds count, together.
    pub kinds: Kinds,
    /// How many times at least, from 1.
    pub times: u64,
    /// Only signals dated at most so many days before the as-of day; `None` has no limit.
    pub within_days: Option<u64>,
}

/// Which kinds of signals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kinds {
    /// Every standard kind that shows interest.
    Interest,
    /// These kinds.
    These(Vec<String>),
}

impl Kinds {
    /// Whether a kind is among them.
    #[must_use]
    pub fn contains(&self, kind: &str) -> bool {
        match self {
            Kinds::Interest => crate::facts::is_interest(kind),
            Kinds::These(kinds) => kinds.iter().any(|k| k == kind),
        }
    }
}
