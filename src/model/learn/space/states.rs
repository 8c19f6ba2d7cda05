//! The states that a fact can be in, as far as a rulebook tells them apart.

use super::{Recorded, Space, State};
use crate::bits::Prepared;
use crate::condition::{Kinds, Test};
use crate::dictionary::Kind;
use crate::engagement::contribution_of;
use crate::facts::SIGNALS;
use crate::learn::dice::Dice;
use crate::learn::stock;
use crate::program::Leaf;
use crate::stage::Verdict;

/// Nothing older is told, in days.
const MOST_AGE: i32 = 20_000;

impl Space<'_> {
    /// The attributes and kinds of signals that anything looks at, in the order in which it does.
    pub(super) fn named(&self) -> Vec<(String, bool)> {
        let mut named: Vec<(String, bool)> = Vec::new();
        let mut note = |id: &str, signal: bool| {
            if !named.iter().any(|(known, s)| known == id && *s == signal) {
                named.push((id.to_owned(), signal));
            }
        };
        for leaf in &self.program.leaves {
            match leaf {
                Leaf::Attribute { id, .. } => note(id, false),
                Leaf::Did(did) => match &did.kinds {
                    Kinds::These(kinds) => kinds.iter().for_each(|kind| note(kind, true)),
                    Kinds::Interest => {
                        let kinds = SIGNALS.iter().filter(|(_, _, shows)| *shows);
                        kinds.for_each(|(kind, ..)| note(kind, true));
                    }
                },
            }
        }
        if self.scored {
            for row in &self.rulebook.engagement {
                note(&row.signal, true);
            }
        }
        named
    }

    /// Values of an attribute, one for each kind of answer that the rulebook tells apart: a plausible one where the stock has one.
    pub(super) fn values(&self, id: &str, dice: &mut Dice) -> Vec<Recorded> {
        let tests: Vec<&Test> = (self.program.leaves.iter())
            .filter_map(|leaf| match leaf {
                Leaf::Attribute { id: of, test } if of == id => Some(test),
                _ => None,
            })
            .collect();
        let prepared: Vec<(Prepared, bool)> = (tests.iter())
            .map(|test| {
                (
                    Prepared::new(test, self.as_of),
                    matches!(test, Test::Known(_)),
                )
            })
            .collect();
        let mut candidates = stock::values(id, self.as_of);
        dice.shuffle(&mut candidates);
        // Where the stock has values, "other" says less than any of them.
        let stocked = !candidates.is_empty();
        let mut others = crate::moves::values(&tests, self.as_of);
        others.retain(|answer| !stocked || !answer.value.starts_with("other"));
        candidates.extend(others.into_iter().map(|answer| (answer.value, answer.kind)));
        let mut states = vec![Recorded::Nothing];
        let mut known: Vec<Vec<Verdict>> = Vec::new();
        for (value, kind) in candidates {
            let verdicts: Vec<Verdict> = prepared
                .iter()
                .map(|(p, _)| p.verdict(&value, kind))
                .collect();
            // What cannot be read is bad data, no case to learn from.
            let unread = verdicts.contains(&Verdict::Unknown);
            if value.trim().is_empty() || unread || known.contains(&verdicts) {
                continue;
            }
            known.push(verdicts);
            states.push(Recorded::Value(value, kind));
        }
        states
    }

    /// When and how often a signal can have happened, as far as windows, counts and scores tell it apart.
    pub(super) fn happenings(&self, kind: &str, dice: &mut Dice) -> Vec<Recorded> {
        let mut windows: Vec<i32> = Vec::new();
        let mut times: Vec<u32> = vec![1];
        for leaf in &self.program.leaves {
            let Leaf::Did(did) = leaf else { continue };
            if !did.kinds.contains(kind) {
                continue;
            }
            windows.extend(did.within_days.and_then(|days| i32::try_from(days).ok()));
            let most = u32::try_from(did.times).unwrap_or(u32::MAX);
            times.extend([most, most.saturating_sub(1).max(1)]);
        }
        windows.sort_unstable();
        windows.dedup();
        times.sort_unstable();
        times.dedup();
        let mut ages = Vec::new();
        let mut first = 0;
        for last in windows.iter().copied().chain([i32::MAX]) {
            if first <= last && first <= MOST_AGE {
                ages.push(stock::age(first, last, dice));
                first = last.saturating_add(1);
            }
        }
        let row = self
            .rulebook
            .engagement
            .iter()
            .find(|row| row.signal == kind);
        let row = row.filter(|_| self.scored);
        let recent = stock::age(0, 10, dice);
        if row.is_some() {
            ages.push(recent);
            ages.push(stock::age(20, 75, dice));
        }
        // Something older goes with a mail that bounced since.
        if ages.iter().all(|age| *age < 10) {
            ages.push(stock::age(20, 75, dice));
        }
        // A mail that bounced lately goes with all that was done before.
        if kind == "bounced" {
            ages.extend([stock::age(1, 3, dice), 0]);
        }
        ages.dedup();
        let mut states = vec![Recorded::Nothing];
        for age in ages {
            for times in &times {
                let state = Recorded::Signals(vec![(age, *times)]);
                if !states.contains(&state) {
                    states.push(state);
                }
            }
        }
        // Done twice it may be worth twice as much.
        let twice = Recorded::Signals(vec![(recent, 2)]);
        let counts = row.is_some_and(|row| row.cap.is_none_or(|cap| cap > 1));
        if counts && !states.contains(&twice) {
            states.push(twice);
        }
        states
    }

    /// A state with what it does to the conditions.
    pub(super) fn state(&self, id: &str, recorded: Recorded) -> State {
        let mut state = State {
            recorded,
            verdicts: Vec::new(),
            counts: Vec::new(),
            points: 0,
        };
        let (value, kind) = match &state.recorded {
            Recorded::Value(value, kind) => (value.as_str(), *kind),
            _ => ("", Kind::Text),
        };
        let signals: &[(i32, u32)] = match &state.recorded {
            Recorded::Signals(signals) => signals,
            _ => &[],
        };
        for (at, leaf) in self.program.leaves.iter().enumerate() {
            match leaf {
                Leaf::Attribute { id: of, test } if of == id => {
                    let verdict = Prepared::new(test, self.as_of).verdict(value, kind);
                    state.verdicts.push((at, verdict));
                }
                Leaf::Did(did) if did.kinds.contains(id) => {
                    let window = did.within_days.and_then(|days| i32::try_from(days).ok());
                    let counted = signals
                        .iter()
                        .filter(|(age, _)| window.is_none_or(|w| *age <= w));
                    state
                        .counts
                        .push((at, counted.map(|(_, n)| u64::from(*n)).sum()));
                }
                _ => {}
            }
        }
        let last = signals.iter().map(|(age, _)| *age).min();
        if let (Some(age), Some(row)) = (
            last,
            self.rulebook.engagement.iter().find(|r| r.signal == id),
        ) {
            let count = signals.iter().map(|(_, n)| u64::from(*n)).sum();
            state.points = contribution_of(row, count, age);
        }
        state
    }
}
