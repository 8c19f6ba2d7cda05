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
    let mut job = FormsJob::new(boundaries, seed, per_boundary);
    while job.step(rulebook, as_of) {}
    job.finish()
}

/// Two tests on their way, a story at a time, so that a page stays alive meanwhile.
#[derive(Debug, Default)]
pub struct FormsJob {
    /// The boundaries to come, the next one last.
    boundaries: Vec<Boundary>,
    /// The boundary whose stories are looked for.
    aim: Option<Boundary>,
    seed: u64,
    per_boundary: usize,
    told: Told,
    pool: Vec<Story>,
    next: u64,
    forms: TestForms,
}

impl FormsJob {
    /// One that has not begun; what it makes is what [`test_forms`] makes of the same arguments.
    #[must_use]
    pub fn new(boundaries: &[Boundary], seed: u64, per_boundary: usize) -> FormsJob {
        FormsJob {
            boundaries: boundaries.iter().rev().copied().collect(),
            seed,
            per_boundary,
            ..FormsJob::default()
        }
    }

    /// Looks for one more story, for the same definition and day each time. False once there is nothing left to do.
    pub fn step(&mut self, rulebook: &Rulebook, as_of: Day) -> bool {
        let Some(aim) = self.aim else {
            self.aim = self.boundaries.pop();
            self.next = self.seed;
            return self.aim.is_some();
        };
        let story = (self.pool.len() < self.per_boundary * POOL)
            .then(|| self.told.another(rulebook, as_of, aim, &mut self.next))
            .flatten();
        match story {
            Some(story) => self.pool.push(story),
            None => {
                self.pair_up(aim);
                self.aim = None;
            }
        }
        true
    }

    /// The tests, as far as they were made.
    #[must_use]
    pub fn finish(self) -> TestForms {
        self.forms
    }

    /// Takes the questions of a boundary out of the stories that were found.
    fn pair_up(&mut self, aim: Boundary) {
        let mut pool = std::mem::take(&mut self.pool);
        let mut found = 0;
        while found < self.per_boundary {
            // Both answers come as often, so that none is the better guess.
            let wanted = if found % 2 == 0 { aim.0 } else { aim.1 };
            let Some((one, other)) =
                twins(&pool, wanted).or_else(|| twins(&pool, other_of(aim, wanted)))
            else {
                break;
            };
            // The later one first, so that the place of the other stays.
            let after = pool.remove(other);
            let before = pool.remove(one);
            self.forms.before.push(item(&before));
            self.forms.after.push(item(&after));
            found += 1;
        }
        if found < self.per_boundary {
            self.forms.short.push((aim, found));
        }
    }
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
