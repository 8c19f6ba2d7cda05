//! Definitions compared: each staged over the same contacts, and any two of them held against each other.

use super::definitions::Definition;
use super::sample::Sampled;
use super::worked::WORKED_DAY;
use crate::contact_into_table;
use crate::contact_write::contact_to_json;
use crate::engine::Engine;
use crate::stage::Stage;
use crate::table::Table;

/// The stage of each contact by each definition: by its rules, whatever somebody set by hand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Staged {
    /// For each definition, in their order, the stage of each contact, in theirs.
    pub stages: Vec<Vec<Stage>>,
}

/// Runs each definition over the contacts.
#[must_use]
pub fn stage_all(definitions: &[Definition<'_>], sample: &[Sampled]) -> Staged {
    let mut table = Table::new();
    for contact in sample {
        let row = table.add_rows(1, None);
        // What was a contact once is one again; a row without facts would be a contact.
        let _ = contact_into_table(&contact_to_json(&contact.table, 0), &mut table, row);
    }
    let stages = definitions.iter().map(|definition| {
        let mut engine = Engine::new(definition.rulebook, WORKED_DAY);
        engine.assess_all(&table);
        (0..table.rows())
            .map(|row| engine.assessments().rule_stage(row))
            .collect()
    });
    Staged {
        stages: stages.collect(),
    }
}

/// How often two definitions give one stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StageShare {
    /// The stage.
    pub stage: Stage,
    /// Contacts to whom both give it.
    pub both: usize,
    /// To whom only the first does.
    pub only_first: usize,
    /// To whom only the second does.
    pub only_second: usize,
}

impl StageShare {
    /// To how many either gives it.
    #[must_use]
    pub fn either(&self) -> usize {
        self.both + self.only_first + self.only_second
    }

    /// Whether they never part over it; also where neither gives it.
    #[must_use]
    pub fn agree(&self) -> bool {
        self.only_first + self.only_second == 0
    }
}

/// Two stages that two definitions give to the same contacts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What the first says, and what the second says.
    pub stages: (Stage, Stage),
    /// Of how many contacts.
    pub count: usize,
    /// One of them, by its place in the sample: a worked case where there is one.
    pub example: usize,
}

/// Two definitions held against each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// To how many contacts both give the same stage.
    pub same: usize,
    /// Of how many.
    pub of: usize,
    /// For each stage that either gives.
    pub stages: Vec<StageShare>,
    /// Where they part, the most frequent first.
    pub differences: Vec<Difference>,
    /// How many contacts stand at each stage of the first (rows) and of the second (columns), in the order of [`Stage::ALL`].
    pub matrix: [[usize; 7]; 7],
}

impl Comparison {
    /// Two definitions, by their places. The sample is the one that was staged, worked cases first.
    #[must_use]
    pub fn new(staged: &Staged, first: usize, second: usize) -> Comparison {
        let none = Vec::new();
        let of = |at: usize| staged.stages.get(at).unwrap_or(&none);
        let pairs: Vec<(Stage, Stage)> = of(first)
            .iter()
            .copied()
            .zip(of(second).iter().copied())
            .collect();
        let mut matrix = [[0; 7]; 7];
        let mut differences: Vec<Difference> = Vec::new();
        for (at, (a, b)) in pairs.iter().enumerate() {
            let row = matrix.get_mut(*a as usize);
            if let Some(count) = row.and_then(|row| row.get_mut(*b as usize)) {
                *count += 1;
            }
            if a == b {
                continue;
            }
            match differences.iter_mut().find(|d| d.stages == (*a, *b)) {
                Some(known) => known.count += 1,
                None => differences.push(Difference {
                    stages: (*a, *b),
                    count: 1,
                    example: at,
                }),
            }
        }
        differences.sort_by_key(|d| (std::cmp::Reverse(d.count), d.example));
        let stages = Stage::ALL.into_iter().map(|stage| {
            let count = |test: &dyn Fn(bool, bool) -> bool| {
                let holds = |(a, b): &&(Stage, Stage)| test(*a == stage, *b == stage);
                pairs.iter().filter(holds).count()
            };
            StageShare {
                stage,
                both: count(&|a, b| a && b),
                only_first: count(&|a, b| a && !b),
                only_second: count(&|a, b| !a && b),
            }
        });
        Comparison {
            same: pairs.iter().filter(|(a, b)| a == b).count(),
            of: pairs.len(),
            stages: stages.filter(|share| share.either() > 0).collect(),
            differences,
            matrix,
        }
    }

    /// How far they agree, in whole hundredths, rounded down so that 100 means always.
    #[must_use]
    pub fn percent(&self) -> usize {
        (self.same * 100).checked_div(self.of).unwrap_or(100)
    }
}

#[cfg(test)]
mod tests {
    use super::{Comparison, Staged, stage_all};
    use crate::learn::lesson::WORKED_DAY;
    use crate::learn::lesson::{definitions, opinions, sample_of, worked_cases, worked_sample};
    use crate::stage::Stage::{Contact, Lead, Prospect};
    use crate::{One, published, published_rulebook};

    #[test]
    fn a_comparison_counts_what_it_was_given() {
        let staged = Staged {
            stages: vec![
                vec![Contact, Lead, Lead, Prospect, Lead],
                vec![Contact, Contact, Lead, Lead, Contact],
            ],
        };
        let found = Comparison::new(&staged, 0, 1);
        assert_eq!((found.same, found.of, found.percent()), (2, 5, 40));
        let shares: Vec<_> = (found.stages.iter())
            .map(|s| (s.stage, s.both, s.only_first, s.only_second, s.agree()))
            .collect();
        assert_eq!(
            shares,
            [
                (Contact, 1, 0, 2, false),
                (Lead, 1, 2, 1, false),
                (Prospect, 0, 1, 0, false)
            ]
        );
        let parted: Vec<_> = (found.differences.iter())
            .map(|d| (d.stages, d.count, d.example))
            .collect();
        assert_eq!(parted, [((Lead, Contact), 2, 1), ((Prospect, Lead), 1, 3)]);
        assert_eq!(found.matrix[Lead as usize][Contact as usize], 2);
        assert_eq!(found.matrix.iter().flatten().sum::<usize>(), 5);
        // With itself, and with one that is not there.
        let same = Comparison::new(&staged, 0, 0);
        assert_eq!((same.percent(), same.differences.len()), (100, 0));
        assert!(same.stages.iter().all(super::StageShare::agree));
        assert_eq!(Comparison::new(&staged, 0, 7).of, 0);
    }

    #[test]
    fn the_sample_is_staged_as_each_contact_alone_is() {
        let house = published_rulebook("house").unwrap();
        let all = definitions(house);
        let mut sample = worked_sample();
        sample.extend(sample_of(house, 1, 2));
        sample.extend(sample_of(published_rulebook("conversation").unwrap(), 1, 2));
        assert!(sample.len() > 22 + 12, "{}", sample.len());
        let staged = stage_all(&all, &sample);
        for (definition, stages) in all.iter().zip(&staged.stages) {
            assert_eq!(stages.len(), sample.len());
            for (contact, stage) in sample.iter().zip(stages) {
                let one = One::new(definition.rulebook, &contact.table, WORKED_DAY);
                assert_eq!(one.rule_stage(), *stage, "{}", contact.text);
            }
        }
        let said = opinions(&all, &worked_cases()[0].table, WORKED_DAY);
        assert_eq!(said.by_stage[0].0, staged.stages[0][0]);
    }

    #[test]
    fn no_two_published_definitions_are_the_same_and_none_is_all_different() {
        let all = definitions(published_rulebook("house").unwrap());
        let mut sample = worked_sample();
        for rulebook in published() {
            sample.extend(sample_of(rulebook, 7, 1));
        }
        let staged = stage_all(&all, &sample);
        for first in 0..7 {
            for second in first + 1..7 {
                let found = Comparison::new(&staged, first, second);
                let names = (&all[first].rulebook.id, &all[second].rulebook.id);
                assert!(found.percent() < 100, "{names:?}");
                assert!(found.percent() > 20, "{names:?}: {}", found.percent());
                let parted: usize = found.differences.iter().map(|d| d.count).sum();
                assert_eq!(found.same + parted, found.of);
            }
        }
    }
}
