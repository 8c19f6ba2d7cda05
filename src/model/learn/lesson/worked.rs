//! The worked cases: contacts that were written to be argued about, and what each definition says of them.

use super::definitions::Definition;
use crate::day::Day;
use crate::explain::explain;
use crate::stage::Stage;
use crate::table::Table;
use crate::{contact_table, json};
use std::sync::OnceLock;

/// Their facts and stories. Facts: the worked cases of the stage model.
const TEXT: &str = include_str!("worked-cases.json");

/// The day as of which the worked cases are told: 21 November 2026, a Saturday.
pub const WORKED_DAY: Day = Day(20_778);

/// A contact that was written to be argued about.
#[derive(Clone, Debug)]
pub struct WorkedCase {
    /// Its id.
    pub id: String,
    /// A title of a few words.
    pub title: String,
    /// The story.
    pub story: String,
    /// Its facts, a table of one row, as of [`WORKED_DAY`].
    pub table: Table,
}

/// The worked cases, from the plainest to those that are over.
#[must_use]
pub fn worked_cases() -> &'static [WorkedCase] {
    static CASES: OnceLock<Vec<WorkedCase>> = OnceLock::new();
    // A test holds that none of them is left out here.
    CASES.get_or_init(|| {
        let Ok(value) = json::parse(TEXT) else {
            return Vec::new();
        };
        let cases = value.get("cases").and_then(|cases| cases.as_array());
        let cases = cases.map_or(&[][..], Vec::as_slice);
        let text =
            |case: &serde_json::Value, member: &str| Some(case.get(member)?.as_str()?.to_owned());
        let read = |case: &serde_json::Value| {
            Some(WorkedCase {
                id: text(case, "id")?,
                title: text(case, "title")?,
                story: text(case, "story")?,
                table: contact_table(case.get("contact")?).ok()?,
            })
        };
        cases.iter().filter_map(read).collect()
    })
}

/// What one definition says of a contact.
#[derive(Clone, Debug, PartialEq)]
pub struct Opinion {
    /// Its place among the definitions that were asked.
    pub definition: usize,
    /// The definition's name.
    pub name: String,
    /// The stage.
    pub stage: Stage,
    /// The stage by the rules alone, where somebody has set another by hand.
    pub rule_stage: Stage,
    /// Why, in a sentence or two.
    pub why: String,
}

/// What all definitions say of a contact.
#[derive(Clone, Debug, PartialEq)]
pub struct Opinions {
    /// Each stage that any of them gives, in the order of the funnel, with those who give it.
    pub by_stage: Vec<(Stage, Vec<Opinion>)>,
    /// How many agree with the most.
    pub agree: usize,
    /// Of how many.
    pub of: usize,
}

impl Opinions {
    /// How far they agree, in a sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        if self.agree == self.of {
            return format!("All {} definitions say the same.", self.of);
        }
        format!(
            "{} different answers from {} definitions; at most {} agree.",
            self.by_stage.len(),
            self.of,
            self.agree
        )
    }
}

/// What each definition says of the contact in a table of one row.
#[must_use]
pub fn opinions(definitions: &[Definition<'_>], table: &Table, as_of: Day) -> Opinions {
    let mut by_stage: Vec<(Stage, Vec<Opinion>)> = Vec::new();
    for (at, definition) in definitions.iter().enumerate() {
        let explanation = explain(definition.rulebook, table, 0, as_of);
        let opinion = Opinion {
            definition: at,
            name: definition.rulebook.name.clone(),
            stage: explanation.stage,
            rule_stage: explanation.rule_stage,
            why: explanation.assessment.why,
        };
        match by_stage
            .iter_mut()
            .find(|(stage, _)| *stage == opinion.stage)
        {
            Some((_, group)) => group.push(opinion),
            None => by_stage.push((opinion.stage, vec![opinion])),
        }
    }
    by_stage.sort_by_key(|(stage, _)| *stage);
    Opinions {
        agree: by_stage
            .iter()
            .map(|(_, group)| group.len())
            .max()
            .unwrap_or(0),
        of: definitions.len(),
        by_stage,
    }
}

#[cfg(test)]
mod tests {
    use super::{TEXT, WORKED_DAY, opinions, worked_cases};
    use crate::learn::lesson::definitions;
    use crate::{Day, json, published_rulebook};
    use std::collections::BTreeSet;

    #[test]
    fn all_cases_are_read() {
        let value = json::parse(TEXT).unwrap();
        assert_eq!(
            value["cases"].as_array().unwrap().len(),
            worked_cases().len()
        );
        assert_eq!(worked_cases().len(), 22);
        assert_eq!(
            Day::parse(value["as_of"].as_str().unwrap()),
            Some(WORKED_DAY)
        );
        let ids: BTreeSet<&str> = worked_cases().iter().map(|c| c.id.as_str()).collect();
        assert_eq!(ids.len(), 22);
        for case in worked_cases() {
            assert!(case.story.len() > 60 && case.title.len() > 4, "{}", case.id);
        }
    }

    #[test]
    fn each_definition_is_asked_and_stands_in_one_group() {
        let all = definitions(published_rulebook("house").unwrap());
        for case in worked_cases() {
            let said = opinions(&all, &case.table, WORKED_DAY);
            let mut asked: Vec<usize> = (said.by_stage.iter())
                .flat_map(|(_, group)| group.iter().map(|o| o.definition))
                .collect();
            asked.sort_unstable();
            assert_eq!(asked, (0..all.len()).collect::<Vec<_>>(), "{}", case.id);
            assert!(said.by_stage.iter().all(|(stage, group)| {
                group.iter().all(|o| o.stage == *stage && !o.why.is_empty())
            }));
        }
    }

    #[test]
    fn how_far_they_agree_is_said() {
        let all = definitions(published_rulebook("house").unwrap());
        let check = |id: &str, expected: &str| {
            let case = worked_cases().iter().find(|c| c.id == id).unwrap();
            assert_eq!(opinions(&all, &case.table, WORKED_DAY).sentence(), expected);
        };
        check("bare-address", "All 10 definitions say the same.");
        check(
            "ideal-but-silent",
            "3 different answers from 10 definitions; at most 6 agree.",
        );
    }
}
