//! The three questions about a whole list, and what follows from the answers.

use super::picks::{self, Picked};
use leptos::prelude::*;
use model::{Day, Profile, Suggestion};

/// The answers. A handle: copies share it.
#[derive(Clone, Copy)]
pub struct Answers {
    /// Are these all in your target market? `None`: some, or not sure.
    pub in_target_market: RwSignal<Option<bool>>,
    /// When was the list exported?
    pub exported_on: RwSignal<Option<Day>>,
    /// Who is your ideal customer? The places picked of each attribute that was touched.
    pub picked: RwSignal<Picked>,
    /// Who that was before.
    pub before: RwSignal<Option<Profile>>,
}

impl Answers {
    /// Nothing answered.
    pub fn new() -> Answers {
        Answers {
            in_target_market: RwSignal::new(None),
            exported_on: RwSignal::new(None),
            picked: RwSignal::new(Picked::new()),
            before: RwSignal::new(None),
        }
    }

    /// Begins with what is known.
    pub fn propose(self, market: Option<bool>, day: Option<Day>, profile: Option<Profile>) {
        self.in_target_market.set(market);
        self.exported_on.set(day);
        self.before.set(profile);
        self.picked.set(Picked::new());
    }

    /// Whether a choice is picked.
    pub fn is_picked(self, suggestion: &Suggestion, place: usize) -> bool {
        let touched = self.picked.with(|picked| {
            picked
                .get(&suggestion.attribute)
                .map(|places| places.contains(&place))
        });
        touched.unwrap_or_else(|| self.before.with(|before| stood(before, suggestion, place)))
    }

    /// Picks a choice, or takes that back.
    pub fn toggle(self, suggestion: &Suggestion, place: usize) {
        let before = || {
            self.before.with_untracked(|before| {
                (0..suggestion.choices.len())
                    .filter(|place| stood(before, suggestion, *place))
                    .collect()
            })
        };
        self.picked.update(|picked| {
            let places = picked
                .entry(suggestion.attribute.clone())
                .or_insert_with(before);
            if !places.remove(&place) {
                places.insert(place);
            }
        });
    }

    /// The profile that was picked, where it differs from the one before; `Some(None)` when everything was taken back.
    pub fn profile(self, suggestions: &[Suggestion]) -> Option<Option<Profile>> {
        self.picked.with_untracked(|picked| {
            self.before.with_untracked(|before| {
                let profile = picks::profile(before.as_ref(), suggestions, picked);
                (!picked.is_empty() && profile != *before).then_some(profile)
            })
        })
    }
}

fn stood(before: &Option<Profile>, suggestion: &Suggestion, place: usize) -> bool {
    suggestion
        .choices
        .get(place)
        .is_some_and(|choice| picks::stood(before.as_ref(), &suggestion.attribute, choice))
}
