//! What a list offers for the question "who is your ideal customer?".

use crate::compare::number;
use crate::facts::{ATTRIBUTES, attribute_label};
use crate::profile::{Profile, ProfileItem, Wanted};
use crate::table::{Column, Table};
use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;
use std::ops::Range;

/// An attribute that tells the contacts of a list apart, with what to choose from.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// The attribute's id.
    pub attribute: String,
    /// Its label.
    pub label: String,
    /// How many contacts have something recorded.
    pub recorded: u32,
    /// What to choose from: values by how many contacts have them, the most first; ranges of numbers from low to high.
    pub choices: Vec<Choice>,
}

/// One value or range to choose.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// What it says on the screen.
    pub label: String,
    /// What is wanted when it is chosen.
    pub wanted: Wanted,
    /// How many contacts have it.
    pub count: u32,
}

/// Offered first where the list has them, in this order.
const FIRST: [&str; 6] = [
    "industry",
    "employees",
    "country",
    "seniority",
    "source",
    "annual_revenue",
];

/// Standard attributes that a profile may name besides. The others say who somebody is or what came of it, not whom one looks for.
const ALSO: [&str; 4] = ["persona", "title", "campaign", "company"];

/// Attributes asked for in ranges, with the lower bounds of these.
const RANGES: [(&str, &[f64]); 2] = [
    ("employees", &[1.0, 11.0, 51.0, 201.0, 1001.0, 5001.0]),
    ("annual_revenue", &[0.0, 1e6, 1e7, 5e7, 2e8, 1e9]),
];

/// A column with more distinct values than this is not offered, unless it is a standard one: then its most frequent are.
const MOST_VALUES: usize = 50;

/// Spellings of one value that are reckoned with, on average.
const SPELLINGS: usize = 20;

impl Profile {
    /// What these rows offer for a profile, most telling first: standard attributes first, then the columns of the list that have
    /// 2 to 50 distinct values and something recorded for at least a fifth of the rows.
    #[must_use]
    pub fn suggestions(table: &Table, rows: Range<u32>) -> Vec<Suggestion> {
        let of = |id: &&str| {
            let column = table.column(id)?;
            suggestion(column, &rows, true)
        };
        let mut suggestions: Vec<Suggestion> = FIRST.iter().filter_map(of).collect();
        let custom = |id: &str| !ATTRIBUTES.iter().any(|(known, _)| *known == id);
        let mut others: Vec<Suggestion> = table
            .columns()
            .iter()
            .filter(|c| custom(&c.id) || ALSO.contains(&&*c.id))
            .filter_map(|c| suggestion(c, &rows, false))
            .collect();
        others.sort_by(|a, b| {
            let standard = |s: &Suggestion| ALSO.iter().position(|id| *id == s.attribute);
            let place = |s: &Suggestion| standard(s).unwrap_or(ALSO.len());
            place(a)
                .cmp(&place(b))
                .then(told_apart(b).cmp(&told_apart(a)))
        });
        suggestions.append(&mut others);
        suggestions
    }
}

impl Suggestion {
    /// The profile's item when these of the choices (by their places) are picked; `None` when none is.
    #[must_use]
    pub fn item(&self, picked: &[usize]) -> Option<ProfileItem> {
        let mut places: Vec<usize> = picked.to_vec();
        places.sort_unstable();
        places.dedup();
        let mut values = Vec::new();
        let mut ranges: Vec<(usize, Option<f64>, Option<f64>)> = Vec::new();
        for place in places {
            match &self.choices.get(place)?.wanted {
                Wanted::OneOf(of) => values.extend(of.iter().cloned()),
                Wanted::Between(low, high) => match ranges.last_mut() {
                    // Neighbours become one range.
                    Some((last, _, end)) if *last + 1 == place => (*last, *end) = (place, *high),
                    _ => ranges.push((place, *low, *high)),
                },
            }
        }
        let mut wanted: Vec<Wanted> = ranges
            .into_iter()
            .map(|(_, low, high)| Wanted::Between(low, high))
            .collect();
        if !values.is_empty() {
            wanted.insert(0, Wanted::OneOf(values));
        }
        let mut wanted = wanted.into_iter();
        let mut item = ProfileItem::new(&self.attribute, wanted.next()?);
        item.label.clone_from(&self.label);
        item.also = wanted.map(|w| (w, item.points)).collect();
        Some(item)
    }
}

/// How many contacts would be told from most others: those with something recorded that is not the most frequent value.
fn told_apart(suggestion: &Suggestion) -> u32 {
    let most = suggestion.choices.iter().map(|c| c.count).max();
    suggestion.recorded.saturating_sub(most.unwrap_or(0))
}

fn suggestion(column: &Column, rows: &Range<u32>, first: bool) -> Option<Suggestion> {
    let counts = counts(column, rows);
    let recorded: u32 = counts.iter().map(|(_, count)| count).sum();
    if recorded == 0 {
        return None;
    }
    // Names and addresses would take long to fold, for nothing: a value seldom has more than a few spellings.
    if !first && counts.len() > MOST_VALUES * SPELLINGS {
        return None;
    }
    let in_ranges = RANGES.iter().find(|(id, _)| *id == &*column.id);
    let choices = in_ranges
        .and_then(|(_, bounds)| ranges(column, &counts, bounds))
        .unwrap_or_else(|| values(column, &counts));
    let enough = u64::from(recorded) * 5 >= rows.len() as u64;
    let few = (2..=MOST_VALUES).contains(&choices.len());
    // Where each contact has a value of its own, it is a number or a name, not a group.
    let groups = choices.iter().any(|choice| choice.count > 1);
    let telling = few && enough && groups;
    if !(first || telling) {
        return None;
    }
    Some(Suggestion {
        attribute: column.id.to_string(),
        label: attribute_label(&column.id).to_owned(),
        recorded,
        choices: choices.into_iter().take(MOST_VALUES).collect(),
    })
}

/// How many of the rows have each code, of those that some have.
fn counts(column: &Column, rows: &Range<u32>) -> Vec<(u32, u32)> {
    let mut counts = vec![0_u32; column.dictionary().len()];
    let end = (rows.end as usize).min(column.codes().len());
    for &code in column.codes().get(rows.start as usize..end).unwrap_or(&[]) {
        if let Some(count) = counts.get_mut(code as usize) {
            *count += 1;
        }
    }
    (0_u32..)
        .zip(counts)
        .filter(|(code, count)| *count > 0 && !column.dictionary().get(*code).trim().is_empty())
        .collect()
}

/// Values that a rulebook takes for the same are one choice, under their most frequent spelling.
fn values(column: &Column, counts: &[(u32, u32)]) -> Vec<Choice> {
    // Frequent spellings first, so that they name the choice.
    let mut by_count = counts.to_vec();
    by_count.sort_by_key(|(code, count)| (std::cmp::Reverse(*count), *code));
    let mut choices: Vec<Choice> = Vec::new();
    let mut places: HashMap<String, usize, FxBuildHasher> = HashMap::default();
    for (code, count) in by_count {
        let text = column.dictionary().get(code).trim();
        let key = match number(text, column.dictionary().kind(code)) {
            Some(number) => number.to_string(),
            None => text.to_lowercase(),
        };
        let place = *places.entry(key).or_insert(choices.len());
        match choices.get_mut(place) {
            Some(choice) => choice.count += count,
            None => choices.push(Choice {
                label: value_label(&column.id, text),
                wanted: Wanted::OneOf(vec![text.to_owned()]),
                count,
            }),
        }
    }
    choices.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.label.cmp(&b.label)));
    choices
}

/// The ranges that some rows fall in; `None` where most values are no numbers.
fn ranges(column: &Column, counts: &[(u32, u32)], bounds: &[f64]) -> Option<Vec<Choice>> {
    let mut in_range = vec![0_u32; bounds.len()];
    let (mut numbers, mut others) = (0, 0);
    for (code, count) in counts {
        let dictionary = column.dictionary();
        match number(dictionary.get(*code), dictionary.kind(*code)) {
            Some(value) => {
                numbers += count;
                let place = bounds.iter().rposition(|low| *low <= value);
                if let Some(sum) = place.and_then(|place| in_range.get_mut(place)) {
                    *sum += count;
                }
            }
            None => others += count,
        }
    }
    if numbers <= others {
        return None;
    }
    // All of them, so that neighbours are neighbours; those at the ends that nobody falls in are left out.
    let first = in_range.iter().position(|n| *n > 0)?;
    let last = in_range.iter().rposition(|n| *n > 0)?;
    let of = |place: usize| {
        let low = *bounds.get(place)?;
        // Revenue is no whole number: its ranges meet.
        let step = if *bounds.first()? == 0.0 { 0.0 } else { 1.0 };
        let high = bounds.get(place + 1).map(|next| next - step);
        Some(Choice {
            label: range_label(low, high),
            wanted: Wanted::Between(Some(low), high),
            count: *in_range.get(place)?,
        })
    };
    (first..=last).map(of).collect()
}

fn range_label(low: f64, high: Option<f64>) -> String {
    let short = |n: f64| match n {
        n if n >= 1e9 => format!("{}B", n / 1e9),
        n if n >= 1e6 => format!("{}M", n / 1e6),
        n => n.to_string(),
    };
    match high {
        Some(high) => format!("{}–{}", short(low), short(high)),
        None => format!("{} and more", short(low)),
    }
}

fn value_label(attribute: &str, value: &str) -> String {
    match (attribute, value) {
        ("seniority", "owner") => "Owner",
        ("seniority", "c_suite") => "C-suite",
        ("seniority", "vp") => "VP",
        ("seniority", "director") => "Director",
        ("seniority", "manager") => "Manager",
        ("seniority", "individual") => "Individual",
        _ => value,
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Profile, Suggestion};
    use crate::profile::Wanted;
    use crate::table::Table;
    use expect_test::expect;
    use std::fmt::Write as _;

    fn list() -> Table {
        let mut t = Table::new();
        t.add_rows(100, None);
        for row in 0..100_u32 {
            t.set(row, "Lead Id", &row.to_string());
            t.set(row, "name", ["Ada", "Bo"][row as usize % 2]);
            t.set(row, "City", ["Bern", "bern ", "Basel"][row as usize % 3]);
            t.set(row, "Free copy", ["No", "Yes"][usize::from(row < 3)]);
            t.set(row, "Always", "No");
            t.set(row, "employees", &(row * 5).to_string());
            if row < 10 {
                t.set(row, "Rare", ["a", "b"][row as usize % 2]);
                t.set(row, "seniority", "c_suite");
            }
            t.set(row, "country", ["US", "DE", "us"][row as usize % 3]);
        }
        t
    }

    fn shown(suggestions: &[Suggestion]) -> String {
        let mut out = String::new();
        for s in suggestions {
            let _ = write!(out, "{} ({}):", s.label, s.recorded);
            for choice in &s.choices {
                let _ = write!(out, " {} {},", choice.label, choice.count);
            }
            out.push('\n');
        }
        out
    }

    #[test]
    fn a_list_offers_what_tells_its_contacts_apart() {
        expect![[r#"
            Employees (100): 1–10 2, 11–50 8, 51–200 30, 201–1000 59,
            Country (100): US 67, DE 33,
            Seniority (10): C-suite 10,
            City (100): Bern 67, Basel 33,
            Free copy (100): No 97, Yes 3,
        "#]]
        .assert_eq(&shown(&Profile::suggestions(&list(), 0..100)));
        expect![[r#"
            Employees (3): 1–10 2,
            Country (3): US 2, DE 1,
            Seniority (3): C-suite 3,
            City (3): Bern 2, Basel 1,
            Rare (3): a 2, b 1,
        "#]]
        .assert_eq(&shown(&Profile::suggestions(&list(), 0..3)));
        assert_eq!(Profile::suggestions(&Table::new(), 0..9), []);
    }

    #[test]
    fn what_is_picked_becomes_an_item() {
        let suggestions = Profile::suggestions(&list(), 0..100);
        let check = |attribute: &str, picked: &[usize], expected: Option<(Wanted, usize)>| {
            let suggestion = suggestions.iter().find(|s| s.attribute == attribute);
            let item = suggestion.unwrap().item(picked);
            assert_eq!(item.map(|i| (i.wanted, i.also.len())), expected);
        };
        let between = |low, high| Wanted::Between(Some(low), Some(high));
        let of = |values: &[&str]| Wanted::OneOf(values.iter().map(|v| (*v).into()).collect());
        check("country", &[1, 0], Some((of(&["US", "DE"]), 0)));
        check("employees", &[2, 1, 2], Some((between(11.0, 200.0), 0)));
        check("employees", &[0, 2], Some((between(1.0, 10.0), 1)));
        check("employees", &[], None);
        check("employees", &[9], None);
    }
}
