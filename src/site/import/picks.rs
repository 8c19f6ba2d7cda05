//! From what was picked of a list's own values to a profile of the ideal customer.

use model::{Choice, Profile, ProfileItem, Suggestion, Wanted};
use std::collections::{BTreeMap, BTreeSet};

/// The places picked of each attribute that somebody touched.
pub type Picked = BTreeMap<String, BTreeSet<usize>>;

/// Whether a profile asks for what a choice stands for.
pub fn stood(profile: Option<&Profile>, attribute: &str, choice: &Choice) -> bool {
    let items = profile.iter().flat_map(|profile| &profile.items);
    items
        .filter(|item| item.attribute == attribute)
        .any(|item| asks_for(item, &choice.wanted))
}

fn asks_for(item: &ProfileItem, choice: &Wanted) -> bool {
    let also = item.also.iter().map(|(wanted, _)| wanted);
    std::iter::once(&item.wanted)
        .chain(also)
        .any(|wanted| match (wanted, choice) {
            (Wanted::OneOf(all), Wanted::OneOf(one)) => all
                .iter()
                .any(|value| one.iter().any(|one| folded(value) == folded(one))),
            (Wanted::Between(low, high), Wanted::Between(from, to)) => {
                low.is_none_or(|low| from.is_some_and(|from| low <= from))
                    && high.is_none_or(|high| to.is_some_and(|to| to <= high))
            }
            _ => false,
        })
}

fn folded(text: &str) -> String {
    text.trim().to_lowercase()
}

/// The profile after somebody picked: of the attributes that were touched the picks count, of the others what stood before.
/// `None` when nobody is described any more.
pub fn profile(
    before: Option<&Profile>,
    suggestions: &[Suggestion],
    picked: &Picked,
) -> Option<Profile> {
    let mut profile = before.cloned().unwrap_or_default();
    for suggestion in suggestions {
        let Some(places) = picked.get(&suggestion.attribute) else {
            continue;
        };
        let places: Vec<usize> = places.iter().copied().collect();
        let mut old = profile
            .items
            .iter_mut()
            .find(|old| old.attribute == suggestion.attribute);
        match (&mut old, suggestion.item(&places)) {
            (Some(old), Some(mut new)) => {
                // The weight somebody gave it stays.
                new.points = old.points;
                for (_, points) in &mut new.also {
                    *points = old.points;
                }
                **old = new;
            }
            (None, Some(new)) => profile.items.push(new),
            (_, None) => profile
                .items
                .retain(|old| old.attribute != suggestion.attribute),
        }
    }
    (!profile.items.is_empty()).then_some(profile)
}

#[cfg(test)]
mod tests {
    use super::{Picked, profile, stood};
    use model::{Profile, Suggestion, Table};

    fn suggestions() -> Vec<Suggestion> {
        let mut table = Table::new();
        table.add_rows(30, None);
        for row in 0..30 {
            let at = row as usize;
            table.set(row, "industry", ["retail", "retail", "software"][at % 3]);
            table.set(row, "employees", ["8", "30", "200"][at % 3]);
        }
        Profile::suggestions(&table, 0..30)
    }

    fn picked(attribute: &str, places: &[usize]) -> Picked {
        Picked::from([(attribute.to_owned(), places.iter().copied().collect())])
    }

    #[test]
    fn picks_replace_those_of_their_attribute_only() {
        let all = suggestions();
        let first = profile(None, &all, &picked("industry", &[0])).unwrap();
        let both = profile(Some(&first), &all, &picked("employees", &[1])).unwrap();
        let ids: Vec<&str> = both.items.iter().map(|i| i.attribute.as_str()).collect();
        assert_eq!(ids, ["industry", "employees"]);
        let sizes = all.iter().find(|s| s.attribute == "employees").unwrap();
        let stands: Vec<bool> = sizes
            .choices
            .iter()
            .map(|choice| stood(Some(&both), "employees", choice))
            .collect();
        assert_eq!(stands, [false, true, false]);
        assert_eq!(profile(Some(&first), &all, &picked("industry", &[])), None);
    }

    #[test]
    fn a_weight_somebody_gave_stays() {
        let all = suggestions();
        let mut first = profile(None, &all, &picked("industry", &[0])).unwrap();
        first.items[0].points = 35;
        let again = profile(Some(&first), &all, &picked("industry", &[1])).unwrap();
        assert_eq!(again.items[0].points, 35);
    }
}
