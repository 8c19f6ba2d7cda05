//! The definitions that are laid side by side: the published ones, three small ones of one source, and the one in use.

use crate::rulebook::Rulebook;
use crate::{json, parse_rulebook, published};
use std::sync::OnceLock;

/// What marketing alone, sales alone and both together called a lead. Source: article 000, on expectations that do not match; what it
/// leaves open is filled in, and their `source` says so.
const SMALL: [&str; 3] = [
    include_str!("rulebooks/marketing.json"),
    include_str!("rulebooks/sales.json"),
    include_str!("rulebooks/agreed.json"),
];

/// The three small rulebooks: marketing's, sales', and the one they agreed on.
#[must_use]
pub fn small_rulebooks() -> &'static [Rulebook] {
    static SMALL_RULEBOOKS: OnceLock<Vec<Rulebook>> = OnceLock::new();
    // A test holds that none of them is left out here.
    SMALL_RULEBOOKS.get_or_init(|| {
        let values = SMALL.iter().filter_map(|text| json::parse(text).ok());
        values
            .filter_map(|value| parse_rulebook(&value).ok())
            .collect()
    })
}

/// Where a definition comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One of the seven that come with the program.
    Published,
    /// One of the three small ones.
    Small,
    /// The team's own, or a published one that the team has changed.
    Own,
}

/// A definition among others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Definition<'a> {
    /// What it says.
    pub rulebook: &'a Rulebook,
    /// Where it comes from.
    pub kind: Kind,
    /// Whether it is the one in use.
    pub in_use: bool,
}

/// All definitions that there are to compare: the one in use first, if it is none of ours, then the seven, then the small ones.
#[must_use]
pub fn definitions(in_use: &Rulebook) -> Vec<Definition<'_>> {
    let published = published().iter().map(|r| (r, Kind::Published));
    let small = small_rulebooks().iter().map(|r| (r, Kind::Small));
    let mut all: Vec<Definition<'_>> = published
        .chain(small)
        .map(|(rulebook, kind)| Definition {
            in_use: same(rulebook, in_use),
            rulebook,
            kind,
        })
        .collect();
    if !all.iter().any(|definition| definition.in_use) {
        all.insert(
            0,
            Definition {
                rulebook: in_use,
                kind: Kind::Own,
                in_use: true,
            },
        );
    }
    all
}

/// Whether two rulebooks decide alike and read alike: whatever else their JSON holds.
fn same(one: &Rulebook, other: &Rulebook) -> bool {
    one.id == other.id
        && one.name == other.name
        && one.criteria == other.criteria
        && one.fit == other.fit
        && one.engagement == other.engagement
        && one.disqualify == other.disqualify
        && one.gates == other.gates
}

#[cfg(test)]
mod tests {
    use super::{Kind, SMALL, definitions, small_rulebooks};
    use crate::{Stage, json, parse_rulebook, published, published_rulebook};

    #[test]
    fn the_small_ones_are_read_and_are_none_of_the_seven() {
        for text in SMALL {
            let value = json::parse(text).unwrap_or_else(|e| panic!("{e}"));
            parse_rulebook(&value).unwrap_or_else(|e| panic!("{e}"));
        }
        let ids: Vec<&str> = small_rulebooks().iter().map(|r| r.id.as_str()).collect();
        assert_eq!(ids, ["marketing-alone", "sales-alone", "agreed"]);
        assert_eq!(published().len(), 7);
        for small in small_rulebooks() {
            assert!(published_rulebook(&small.id).is_none());
            assert!(small.source.contains("article 000"));
            for stage in [Stage::Lead, Stage::Prospect, Stage::Opportunity] {
                assert!(small.play(stage).is_some(), "{} {stage:?}", small.id);
            }
        }
    }

    #[test]
    fn the_one_in_use_stands_among_them_or_before_them() {
        let house = published_rulebook("house").unwrap();
        let all = definitions(house);
        assert_eq!(all.len(), 10);
        let used: Vec<&str> = (all.iter().filter(|d| d.in_use))
            .map(|d| d.rulebook.id.as_str())
            .collect();
        assert_eq!(used, ["house"]);
        let mut own = house.clone();
        own.fit.clear();
        let all = definitions(&own);
        assert_eq!(all.len(), 11);
        assert_eq!((all[0].kind, all[0].in_use), (Kind::Own, true));
        assert!(all[1..].iter().all(|d| !d.in_use));
    }
}
