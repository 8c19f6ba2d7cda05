//! What an ideal customer can be picked from: the list's own values, most frequent first.

use model::{Profile, ProfileItem, Table, Wanted, compare, facts::attribute_label};
use std::collections::{BTreeMap, BTreeSet};

/// Values of one attribute to pick from.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The attribute's id.
    pub attribute: String,
    /// Its label.
    pub label: String,
    /// What can be picked, most frequent first; numbers in their order.
    pub picks: Vec<Pick>,
}

/// One thing to pick.
#[derive(Clone, Debug, PartialEq)]
pub struct Pick {
    /// Its words.
    pub label: String,
    /// How many contacts have it.
    pub count: u32,
    /// What is wanted when it is picked.
    pub wanted: Wanted,
}

/// Asked first, where the list has them.
const FIRST: [&str; 5] = ["industry", "employees", "country", "seniority", "source"];
/// Say who somebody is, not what kind of customer.
const NEVER: [&str; 12] = [
    "name",
    "email",
    "phone",
    "created_on",
    "in_target_market",
    "outcome",
    "outcome_on",
    "disqualified_on",
    "crm_stage",
    "qualified_by_marketing",
    "qualified_by_sales",
    "lost_reason",
];
/// Values offered of one attribute.
const OFFERED: usize = 40;
/// More distinct values than this are no kinds of customers.
const DISTINCT: usize = 400;
/// Groups that are open from the start.
pub const OPEN: usize = 5;

/// Sizes of companies as LinkedIn and the CRMs cut them: the largest number of each.
const SIZES: [(f64, f64); 7] = [
    (1.0, 10.0),
    (11.0, 50.0),
    (51.0, 200.0),
    (201.0, 1_000.0),
    (1_001.0, 5_000.0),
    (5_001.0, 10_000.0),
    (10_001.0, f64::INFINITY),
];

/// What can be picked from a table: the usual five first, then every other column whose values repeat.
pub fn groups(table: &Table) -> Vec<Group> {
    let others = table
        .columns()
        .iter()
        .map(|column| &*column.id)
        .filter(|id| !FIRST.contains(id) && !NEVER.contains(id));
    FIRST
        .into_iter()
        .chain(others)
        .filter_map(|id| group(table, id))
        .collect()
}

fn group(table: &Table, id: &str) -> Option<Group> {
    let column = table.column(id)?;
    if column.dictionary().len() > DISTINCT && id != "employees" {
        return None;
    }
    // Values that a rulebook takes for the same are one pick.
    let mut values: BTreeMap<String, (String, u32)> = BTreeMap::new();
    let mut filled = 0;
    for (value, count) in column.dictionary().iter().zip(column.counts()) {
        if count == 0 || value.trim().is_empty() {
            continue;
        }
        filled += count;
        let entry = values
            .entry(folded(value))
            .or_insert_with(|| (value.trim().to_owned(), 0));
        entry.1 += count;
    }
    let picks = if id == "employees" {
        sizes(values.values())
    } else {
        if values.len() as f64 > f64::from(filled) * 0.5 && filled > 20 {
            return None;
        }
        words(values.into_values().collect())
    };
    (picks.len() > 1 || (picks.len() == 1 && FIRST.contains(&id))).then(|| Group {
        attribute: id.to_owned(),
        label: attribute_label(id).to_owned(),
        picks,
    })
}

fn words(mut values: Vec<(String, u32)>) -> Vec<Pick> {
    values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    values
        .into_iter()
        .take(OFFERED)
        .map(|(value, count)| Pick {
            label: value.replace('_', " "),
            count,
            wanted: Wanted::OneOf(vec![value]),
        })
        .collect()
}

fn sizes<'a>(values: impl Iterator<Item = &'a (String, u32)>) -> Vec<Pick> {
    let mut counts = [0_u32; SIZES.len()];
    for (value, count) in values {
        let Some(number) = compare::plain_number(value) else {
            continue;
        };
        let place = SIZES.iter().position(|(_, high)| number <= *high);
        if let Some(place) = place.and_then(|place| counts.get_mut(place)) {
            *place += count;
        }
    }
    SIZES
        .iter()
        .zip(counts)
        .filter(|(_, count)| *count > 0)
        .map(|(&(low, high), count)| Pick {
            label: match high.is_finite() {
                true => format!("{low}–{high}"),
                false => format!("{low} or more"),
            },
            count,
            wanted: Wanted::Between(Some(low), Some(high).filter(|high| high.is_finite())),
        })
        .collect()
}

fn folded(text: &str) -> String {
    text.trim().to_lowercase()
}

/// Whether an item of a profile asks for what a pick stands for.
pub fn is_picked(item: &ProfileItem, pick: &Pick) -> bool {
    let mut wanted = std::iter::once(&item.wanted).chain(item.also.iter().map(|(wanted, _)| wanted));
    wanted.any(|wanted| match (wanted, &pick.wanted) {
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

/// The profile after somebody picked in some groups: there the picks count, elsewhere what stood before.
/// `picked` names the places of the picks of each attribute that was touched.
pub fn profile(
    before: Option<&Profile>,
    groups: &[Group],
    picked: &BTreeMap<String, BTreeSet<usize>>,
) -> Option<Profile> {
    let mut profile = before.cloned().unwrap_or_default();
    for group in groups {
        let Some(places) = picked.get(&group.attribute) else {
            continue;
        };
        let picks = places.iter().filter_map(|place| group.picks.get(*place));
        let item = item(&group.attribute, picks.map(|pick| &pick.wanted));
        let place = profile
            .items
            .iter()
            .position(|old| old.attribute == group.attribute);
        match (place.and_then(|place| profile.items.get_mut(place)), item) {
            (Some(old), Some(new)) => {
                // The weight somebody gave it stays.
                let points = old.points;
                *old = ProfileItem { points, ..new };
                for (_, also) in &mut old.also {
                    *also = points;
                }
            }
            (None, Some(new)) => profile.items.push(new),
            (_, None) => profile
                .items
                .retain(|old| old.attribute != group.attribute),
        }
    }
    (!profile.items.is_empty()).then_some(profile)
}

/// One item that wants all that was picked of an attribute.
fn item<'a>(attribute: &str, picked: impl Iterator<Item = &'a Wanted>) -> Option<ProfileItem> {
    let mut values = Vec::new();
    let mut spans: Vec<(Option<f64>, Option<f64>)> = Vec::new();
    for wanted in picked {
        match wanted {
            Wanted::OneOf(some) => values.extend(some.iter().cloned()),
            Wanted::Between(low, high) => match spans.last_mut() {
                // Sizes side by side are one span.
                Some(last) if last.1.zip(*low).is_some_and(|(end, next)| end + 1.0 == next) => {
                    last.1 = *high;
                }
                _ => spans.push((*low, *high)),
            },
        }
    }
    let words = (!values.is_empty()).then_some(Wanted::OneOf(values));
    let mut wanted = words
        .into_iter()
        .chain(spans.into_iter().map(|(low, high)| Wanted::Between(low, high)));
    let mut item = ProfileItem::new(attribute, wanted.next()?);
    item.also = wanted.map(|wanted| (wanted, item.points)).collect();
    Some(item)
}

#[cfg(test)]
mod tests {
    use super::{groups, is_picked, profile};
    use model::{Table, Wanted};
    use std::collections::{BTreeMap, BTreeSet};

    fn table() -> Table {
        let mut table = Table::new();
        table.add_rows(30, None);
        for row in 0..30 {
            table.set(row, "name", &format!("n{row}"));
            table.set(row, "industry", ["retail", "Retail ", "software"][row as usize % 3]);
            table.set(row, "employees", ["8", "30", "200", "9000"][row as usize % 4]);
            table.set(row, "Note", &format!("note {row}"));
            table.set(row, "City", ["Bern", "Basel"][row as usize % 2]);
        }
        table
    }

    fn picked(attribute: &str, places: &[usize]) -> BTreeMap<String, BTreeSet<usize>> {
        BTreeMap::from([(attribute.to_owned(), places.iter().copied().collect())])
    }

    #[test]
    fn the_list_offers_its_own_values() {
        let found: Vec<String> = groups(&table())
            .iter()
            .map(|g| {
                let picks = g.picks.iter().map(|p| format!("{} {}", p.label, p.count));
                format!("{}: {}", g.label, picks.collect::<Vec<_>>().join(", "))
            })
            .collect();
        assert_eq!(
            found,
            [
                "Industry: retail 20, software 10",
                "Employees: 1–10 8, 11–50 8, 51–200 7, 5001–10000 7",
                "City: Basel 15, Bern 15",
            ]
        );
    }

    #[test]
    fn sizes_side_by_side_are_one_span() {
        let groups = groups(&table());
        let check = |places: &[usize], wanted: Wanted, also: usize| {
            let made = profile(None, &groups, &picked("employees", places)).unwrap();
            assert_eq!((&made.items[0].wanted, made.items[0].also.len()), (&wanted, also));
        };
        check(&[0, 1], Wanted::Between(Some(1.0), Some(50.0)), 0);
        check(&[0, 1, 3], Wanted::Between(Some(1.0), Some(50.0)), 1);
        check(&[3], Wanted::Between(Some(5001.0), Some(10_000.0)), 0);
    }

    #[test]
    fn picks_replace_those_of_their_attribute_only() {
        let groups = groups(&table());
        let first = profile(None, &groups, &picked("industry", &[0])).unwrap();
        let both = profile(Some(&first), &groups, &picked("City", &[1])).unwrap();
        let ids: Vec<&str> = both.items.iter().map(|i| i.attribute.as_str()).collect();
        assert_eq!(ids, ["industry", "City"]);
        assert!(is_picked(&both.items[1], &groups[2].picks[1]));
        assert!(!is_picked(&both.items[1], &groups[2].picks[0]));
        let none = profile(Some(&first), &groups, &picked("industry", &[]));
        assert_eq!(none, None);
    }
}
