//! The three questions about a whole list, and what follows from the answers.

use super::suggestions::{self, Group};
use leptos::prelude::*;
use model::{Day, Profile};
use std::collections::{BTreeMap, BTreeSet};

/// The answers. A handle: copies share it.
#[derive(Clone, Copy)]
pub struct Answers {
    /// Are these all in your target market? `None`: some, or not sure.
    pub in_target_market: RwSignal<Option<bool>>,
    /// When was the list exported?
    pub exported_on: RwSignal<Option<Day>>,
    /// Who is your ideal customer? The places picked in each group that was touched.
    pub picked: RwSignal<BTreeMap<String, BTreeSet<usize>>>,
    /// Who that was before.
    pub before: RwSignal<Option<Profile>>,
}

impl Answers {
    /// Nothing answered.
    pub fn new() -> Answers {
        Answers {
            in_target_market: RwSignal::new(None),
            exported_on: RwSignal::new(None),
            picked: RwSignal::new(BTreeMap::new()),
            before: RwSignal::new(None),
        }
    }

    /// Begins with what is known.
    pub fn propose(self, market: Option<bool>, day: Option<Day>, profile: Option<Profile>) {
        self.in_target_market.set(market);
        self.exported_on.set(day);
        self.before.set(profile);
        self.picked.set(BTreeMap::new());
    }

    /// Whether a pick is chosen.
    pub fn is_picked(self, group: &Group, place: usize) -> bool {
        let touched = self
            .picked
            .with(|picked| picked.get(&group.attribute).map(|p| p.contains(&place)));
        touched.unwrap_or_else(|| self.before.with(|before| stood(before, group, place)))
    }

    /// Chooses a pick, or takes that back.
    pub fn toggle(self, group: &Group, place: usize) {
        self.picked.update(|picked| {
            let places = picked.entry(group.attribute.clone()).or_insert_with(|| {
                self.before.with_untracked(|before| {
                    (0..group.picks.len())
                        .filter(|place| stood(before, group, *place))
                        .collect()
                })
            });
            if !places.remove(&place) {
                places.insert(place);
            }
        });
    }

    /// The profile that was picked; `None` when nobody touched anything, `Some(None)` when everything was taken back.
    pub fn profile(self, groups: &[Group]) -> Option<Option<Profile>> {
        self.picked.with_untracked(|picked| {
            if picked.is_empty() {
                return None;
            }
            self.before.with_untracked(|before| {
                let profile = suggestions::profile(before.as_ref(), groups, picked);
                (profile != *before).then_some(profile)
            })
        })
    }
}

fn stood(before: &Option<Profile>, group: &Group, place: usize) -> bool {
    let Some(pick) = group.picks.get(place) else {
        return false;
    };
    before.iter().flat_map(|profile| &profile.items).any(|item| {
        item.attribute == group.attribute && suggestions::is_picked(item, pick)
    })
}
