//! The way through a presentation: case by case, step by step, to the summary.

/// What is shown of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The story alone.
    Story,
    /// What the room says.
    Poll,
    /// What is right, and why.
    Reveal,
    /// What each definition says; only for cases with facts.
    Verdicts,
}

impl Step {
    const ALL: [Step; 4] = [Step::Story, Step::Poll, Step::Reveal, Step::Verdicts];

    /// Its id in what is kept.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Step::Story => "story",
            Step::Poll => "poll",
            Step::Reveal => "reveal",
            Step::Verdicts => "verdicts",
        }
    }

    /// The step with this id.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Step> {
        Step::ALL.into_iter().find(|step| step.id() == id)
    }
}

/// Where a presentation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// At a case, from 0, and what is shown of it.
    Case(usize, Step),
    /// Behind the last case.
    Summary,
}

impl Place {
    /// Where a presentation begins.
    pub const START: Place = Place::Case(0, Step::Story);

    /// One on. `facts` says of each case whether it has facts for the definitions to look at.
    #[must_use]
    pub fn next(self, facts: &[bool]) -> Place {
        let Place::Case(case, step) = self else {
            return Place::Summary;
        };
        let verdicts = facts.get(case).copied().unwrap_or(false);
        match step {
            Step::Story => Place::Case(case, Step::Poll),
            Step::Poll => Place::Case(case, Step::Reveal),
            Step::Reveal if verdicts => Place::Case(case, Step::Verdicts),
            _ if case + 1 < facts.len() => Place::Case(case + 1, Step::Story),
            _ => Place::Summary,
        }
    }

    /// One back; the start stays where it is.
    #[must_use]
    pub fn back(self, facts: &[bool]) -> Place {
        let last_of = |case: usize| match facts.get(case).copied().unwrap_or(false) {
            true => Place::Case(case, Step::Verdicts),
            false => Place::Case(case, Step::Reveal),
        };
        match self {
            Place::Summary => facts.len().checked_sub(1).map_or(Place::Summary, last_of),
            Place::Case(case, Step::Story) => case.checked_sub(1).map_or(Place::START, last_of),
            Place::Case(case, Step::Poll) => Place::Case(case, Step::Story),
            Place::Case(case, Step::Reveal) => Place::Case(case, Step::Poll),
            Place::Case(case, Step::Verdicts) => Place::Case(case, Step::Reveal),
        }
    }

    /// The same place where there is such a one, for a deck that was changed meanwhile; else the nearest before it.
    #[must_use]
    pub fn within(self, facts: &[bool]) -> Place {
        match self {
            Place::Case(case, _) if case >= facts.len() => Place::Summary,
            Place::Case(case, Step::Verdicts) if facts.get(case) != Some(&true) => {
                Place::Case(case, Step::Reveal)
            }
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Place::{Case, Summary};
    use super::Step::{Poll, Reveal, Story, Verdicts};
    use super::{Place, Step};

    #[test]
    fn there_and_back() {
        let facts = [true, false];
        let way = [
            Case(0, Story),
            Case(0, Poll),
            Case(0, Reveal),
            Case(0, Verdicts),
            Case(1, Story),
            Case(1, Poll),
            Case(1, Reveal),
            Summary,
        ];
        assert_eq!(Place::START, way[0]);
        for pair in way.windows(2) {
            assert_eq!(pair[0].next(&facts), pair[1]);
            assert_eq!(pair[1].back(&facts), pair[0]);
        }
        assert_eq!(Summary.next(&facts), Summary);
        assert_eq!(Place::START.back(&facts), Place::START);
        assert_eq!(Summary.back(&[]), Summary);
        assert_eq!(Place::START.next(&[]).next(&[]).next(&[]), Summary);
    }

    #[test]
    fn a_deck_may_have_changed() {
        let check = |place: Place, facts: &[bool], expected: Place| {
            assert_eq!(place.within(facts), expected, "{place:?} {facts:?}");
        };
        check(Case(1, Poll), &[true, true], Case(1, Poll));
        check(Case(2, Poll), &[true, true], Summary);
        check(Case(0, Verdicts), &[false], Case(0, Reveal));
        check(Case(0, Verdicts), &[true], Case(0, Verdicts));
        check(Case(0, Story), &[], Summary);
        check(Summary, &[true], Summary);
    }

    #[test]
    fn steps_are_kept_by_id() {
        for step in Step::ALL {
            assert_eq!(Step::from_id(step.id()), Some(step));
        }
        assert_eq!(Step::from_id("other"), None);
    }
}
