//! What several definitions say of one contact, side by side.

use crate::day::Day;
use crate::one::One;
use crate::rulebook::Rulebook;
use crate::stage::Stage;
use crate::table::Table;
use crate::why::{Standing, why};

/// What a definition says of a contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Says {
    /// The definition's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The stage.
    pub stage: Stage,
    /// Why, in a sentence or two.
    pub why: String,
}

/// What these definitions say of the contact in a table of one row, in their order.
#[must_use]
pub fn says<'a>(
    rulebooks: impl IntoIterator<Item = &'a Rulebook>,
    table: &Table,
    as_of: Day,
) -> Vec<Says> {
    let say = |rulebook: &Rulebook| {
        let one = One::new(rulebook, table, as_of);
        Says {
            id: rulebook.id.clone(),
            name: rulebook.name.clone(),
            stage: one.stage(),
            why: why(rulebook, &Standing::of_one(&one), table, 0),
        }
    };
    rulebooks.into_iter().map(say).collect()
}

/// The same by stage, in the order of the funnel; where there is more than one stage, the definitions disagree.
#[must_use]
pub fn together(all: Vec<Says>) -> Vec<(Stage, Vec<Says>)> {
    let mut groups: Vec<(Stage, Vec<Says>)> = Vec::new();
    for one in all {
        match groups.iter_mut().find(|group| group.0 == one.stage) {
            Some(group) => group.1.push(one),
            None => groups.push((one.stage, vec![one])),
        }
    }
    groups.sort_by_key(|group| group.0);
    groups
}

#[cfg(test)]
mod tests {
    use super::{says, together};
    use crate::assessment::assess;
    use crate::contact_json::contact_table;
    use crate::day::Day;
    use crate::published::published;
    use serde_json::json;

    #[test]
    fn each_says_what_it_says_alone() {
        let as_of = Day::parse("2026-11-21").unwrap();
        let contact = json!({ "attributes": { "in_target_market": "yes", "employees": 120, "email": "a@example.com" }, "signals": [{ "kind": "replied", "date": "2026-11-14" }] });
        let table = contact_table(&contact).unwrap();
        let all = says(published(), &table, as_of);
        assert_eq!(all.len(), 7);
        for (one, rulebook) in all.iter().zip(published()) {
            let alone = assess(rulebook, &table, 0, as_of);
            assert_eq!(
                (&one.id, one.stage, &one.why),
                (&rulebook.id, alone.stage, &alone.why)
            );
        }
        let groups = together(all.clone());
        assert!(groups.len() > 1, "they all say {:?}", groups);
        assert!(groups.windows(2).all(|pair| pair[0].0 < pair[1].0));
        let counted: usize = groups.iter().map(|group| group.1.len()).sum();
        assert_eq!(counted, all.len());
        assert!(
            groups
                .iter()
                .all(|(stage, group)| group.iter().all(|one| one.stage == *stage))
        );
    }
}
