//! Two tests that are alike, one for before a training and one for after: matched question by question, with different cases.

use super::practice::Boundary;
use super::story::{Story, Told};
use crate::day::Day;
use crate::rulebook::Rulebook;
use crate::stage::Stage;

/// A question of a test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestItem {
    /// The boundary of the story.
    pub aim: Boundary,
    /// The seed of the story, which [`super::story`] tells.
    pub seed: u64,
    /// The right answer.
    pub stage: Stage,
    /// On how many criteria it stands.
    pub criteria: usize,
}

/// Two tests of the same length: the questions at the same place have the same boundary, the same right answer and stand on as many
/// criteria.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TestForms {
    /// The one for before.
    pub before: Vec<TestItem>,
    /// The one for after.
    pub after: Vec<TestItem>,
    /// Boundaries for which there are fewer questions than were asked for, and how many there are.
    pub short: Vec<(Boundary, usize)>,
}

/// Stories looked at for each question that is wanted.
const POOL: usize = 8;

/// Two tests with so many questions for each boundary. The same arguments give the same tests.
#[must_use]
pub fn test_forms(
    rulebook: &Rulebook,
    as_of: Day,
    boundaries: &[Boundary],
    seed: u64,
    per_boundary: usize,
) -> TestForms {
    let mut forms = TestForms::default();
    let mut told = Told::default();
    for aim in boundaries {
        let mut pool: Vec<Story> = Vec::new();
        let mut next = seed;
        while pool.len() < per_boundary * POOL {
            match told.another(rulebook, as_of, *aim, &mut next) {
                Some(story) => pool.push(story),
                None => break,
            }
        }
        let mut found = 0;
        while found < per_boundary {
            // Both answers come as often, so that none is the better guess.
            let wanted = if found % 2 == 0 { aim.0 } else { aim.1 };
            let Some((one, other)) =
                twins(&pool, wanted).or_else(|| twins(&pool, other_of(*aim, wanted)))
            else {
                break;
            };
            // The later one first, so that the place of the other stays.
            let after = pool.remove(other);
            let before = pool.remove(one);
            forms.before.push(item(&before));
            forms.after.push(item(&after));
            found += 1;
        }
        if found < per_boundary {
            forms.short.push((*aim, found));
        }
    }
    forms
}

fn other_of(aim: Boundary, stage: Stage) -> Stage {
    if stage == aim.0 { aim.1 } else { aim.0 }
}

fn item(story: &Story) -> TestItem {
    TestItem {
        aim: story.aim,
        seed: story.seed,
        stage: story.case.stage,
        criteria: story.criteria,
    }
}

/// Two stories with this answer that stand on as many criteria, best with other facts that decide; the first first.
fn twins(pool: &[Story], wanted: Stage) -> Option<(usize, usize)> {
    let mut alike = None;
    for (at, one) in pool.iter().enumerate() {
        for (place, other) in pool.iter().enumerate().skip(at + 1) {
            let matched = one.case.stage == wanted
                && other.case.stage == wanted
                && one.criteria == other.criteria;
            if matched && one.deciding.fact != other.deciding.fact {
                return Some((at, place));
            }
            if matched && alike.is_none() {
                alike = Some((at, place));
            }
        }
    }
    alike
}
