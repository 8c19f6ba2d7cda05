//! The two tests of a course side by side: who got what before and after, and what that can show.

use super::sign_test::{FEWEST, by_luck};
use super::{Class, ClassResults};
use crate::host::lower;
use std::cmp::Ordering;

/// Which test of a course one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// The one before the lesson: its id ends in `-before`.
    Before,
    /// The one after: its id ends in `-after`.
    After,
    /// A test that belongs to no course.
    Alone,
}

/// What a course is told by in its tests' ids, and which of the two a test is; all of the id for a test that stands alone.
#[must_use]
pub fn form_of(deck: &str) -> (&str, Form) {
    for (ending, form) in [("-before", Form::Before), ("-after", Form::After)] {
        if let Some(stem) = deck.strip_suffix(ending).filter(|stem| !stem.is_empty()) {
            return (stem, form);
        }
    }
    (deck, Form::Alone)
}

/// So many right of so many questions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many were right.
    pub right: u32,
    /// Of how many.
    pub of: u32,
}

impl Share {
    /// That of answers, question by question.
    #[must_use]
    pub fn of(answers: &[bool]) -> Share {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Share {
            right: count(answers.iter().filter(|right| **right).count()),
            of: count(answers.len()),
        }
    }

    /// In percent, 0 to 100, rounded half up; 0 of none.
    #[must_use]
    pub fn percent(self) -> u32 {
        let (right, of) = (u64::from(self.right), u64::from(self.of));
        let percent = (200 * right + of).checked_div(2 * of).unwrap_or(0);
        u32::try_from(percent).unwrap_or(100)
    }

    /// Which of two is more, exactly.
    #[must_use]
    pub fn compare(self, other: Share) -> Ordering {
        let cross = |one: Share, two: Share| u64::from(one.right) * u64::from(two.of.max(1));
        cross(self, other).cmp(&cross(other, self))
    }

    fn add(&mut self, other: Share) {
        self.right = self.right.saturating_add(other.right);
        self.of = self.of.saturating_add(other.of);
    }
}

/// A learner, and what they had right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Learner {
    /// The name, as it was typed in the test that came first.
    pub name: String,
    /// What was right, test by test as in [`CourseResults::tests`]; `None` for a test of which there is no code.
    pub shares: Vec<Option<Share>>,
}

impl Learner {
    /// What was right before and after, of somebody who took both.
    #[must_use]
    pub fn both(&self) -> Option<(Share, Share)> {
        match self.shares.as_slice() {
            [Some(before), Some(after)] => Some((*before, *after)),
            _ => None,
        }
    }

    /// How many percentage points more were right after than before, as the rounded percentages differ.
    #[must_use]
    pub fn gain(&self) -> Option<i32> {
        let (before, after) = self.both()?;
        let signed = |share: Share| i32::try_from(share.percent()).ok();
        Some(signed(after)? - signed(before)?)
    }
}

/// The tests of one course, or one that stands alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CourseResults {
    /// What the course is told by: [`form_of`].
    pub stem: String,
    /// Its tests, the one before first; of a test that stands alone only that.
    pub tests: Vec<(Form, ClassResults)>,
    /// Who took any of them, in the order in which their codes first came, those of the test before first.
    pub learners: Vec<Learner>,
}

impl Class {
    /// The tests by course, in the order in which the first code of each came.
    #[must_use]
    pub fn courses(&self) -> Vec<CourseResults> {
        let mut courses: Vec<CourseResults> = Vec::new();
        for test in &self.tests {
            let (stem, form) = form_of(&test.deck);
            let same = |course: &&mut CourseResults| {
                let alone = course.tests.iter().any(|test| test.0 == Form::Alone);
                course.stem == stem && alone == (form == Form::Alone)
            };
            match courses.iter_mut().find(same) {
                Some(course) => course.tests.push((form, test.clone())),
                None => courses.push(CourseResults {
                    stem: stem.to_owned(),
                    tests: vec![(form, test.clone())],
                    learners: Vec::new(),
                }),
            }
        }
        for course in &mut courses {
            course.tests.sort_by_key(|test| test.0);
            course.learners = learners(&course.tests);
        }
        courses
    }
}

fn learners(tests: &[(Form, ClassResults)]) -> Vec<Learner> {
    let mut learners: Vec<Learner> = Vec::new();
    for (at, (_, test)) in tests.iter().enumerate() {
        for result in &test.results {
            let share = Share::of(&result.right);
            let same = |known: &Learner| lower(&known.name) == lower(result.learner.trim());
            let place = learners.iter().position(same).unwrap_or_else(|| {
                learners.push(Learner {
                    name: result.learner.trim().to_owned(),
                    shares: vec![None; tests.len()],
                });
                learners.len() - 1
            });
            let shares = learners.get_mut(place).map(|learner| &mut learner.shares);
            if let Some(slot) = shares.and_then(|shares| shares.get_mut(at)) {
                *slot = Some(share);
            }
        }
    }
    learners
}

/// What changed from before to after, of those who took both tests.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gain {
    /// How many had a larger share right after.
    pub better: u32,
    /// How many the same.
    pub same: u32,
    /// How many a smaller one.
    pub worse: u32,
    /// What all of them together had right before.
    pub before: Share,
    /// What all of them together had right after.
    pub after: Share,
    /// How likely a split as uneven is by luck alone, by the exact two-sided sign test; `None` where too few results changed to say.
    pub by_luck: Option<f64>,
}

impl ClassResults {
    /// What all who took the test had right together.
    #[must_use]
    pub fn share(&self) -> Share {
        let mut all = Share::default();
        for result in &self.results {
            all.add(Share::of(&result.right));
        }
        all
    }
}

impl CourseResults {
    /// What changed from before to after; `None` where nobody took both.
    #[must_use]
    pub fn gain(&self) -> Option<Gain> {
        let mut gain = Gain::default();
        for (before, after) in self.learners.iter().filter_map(Learner::both) {
            match after.compare(before) {
                Ordering::Greater => gain.better += 1,
                Ordering::Equal => gain.same += 1,
                Ordering::Less => gain.worse += 1,
            }
            gain.before.add(before);
            gain.after.add(after);
        }
        gain.by_luck = by_luck(gain.better, gain.worse);
        (gain.took_both() > 0).then_some(gain)
    }

    /// The names of those of whom one test of the course is missing: this one. Nobody where only one test has come at all.
    #[must_use]
    pub fn missing(&self, form: Form) -> Vec<&str> {
        let place = self.tests.iter().position(|test| test.0 == form);
        let Some(at) = place.filter(|_| self.tests.len() > 1) else {
            return Vec::new();
        };
        let lacks = |learner: &&Learner| !matches!(learner.shares.get(at), Some(Some(_)));
        let lacking = self.learners.iter().filter(lacks);
        lacking.map(|learner| learner.name.as_str()).collect()
    }
}

impl Gain {
    /// How many took both tests.
    #[must_use]
    pub fn took_both(&self) -> u32 {
        self.better + self.same + self.worse
    }

    /// What happened, and what it shows: plain sentences.
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        let all = self.took_both();
        let who = match all {
            1 => "1 learner".to_owned(),
            _ => format!("{all} learners"),
        };
        let mut parts = Vec::new();
        for (count, how) in [
            (self.better, "did better the second time"),
            (self.same, "had the same share right"),
            (self.worse, "did worse"),
        ] {
            if count > 0 {
                parts.push(format!("{count} {how}"));
            }
        }
        vec![
            format!(
                "{who} took both tests: {}. In all they had {} % right before and {} % after.",
                parts.join(", "),
                self.before.percent(),
                self.after.percent()
            ),
            self.luck_in_words(),
        ]
    }

    fn luck_in_words(&self) -> String {
        let changed = self.better + self.worse;
        let Some(luck) = self.by_luck else {
            return format!(
                "That can be luck: {changed} changed their result, and with fewer than {FEWEST} even all in one direction proves nothing. Look at what they mixed up instead."
            );
        };
        let often = match luck {
            p if p < 0.001 => "fewer than 1 of 1,000 classes".to_owned(),
            p if p < 0.01 => "fewer than 1 of 100 classes".to_owned(),
            p => format!("about {:.0} of 100 classes", p * 100.0),
        };
        let direction = if self.better > self.worse {
            "better"
        } else {
            "worse"
        };
        match luck <= 0.05 {
            true => format!(
                "If nobody had changed, so uneven a split would come up by luck in {often} (sign test): something made them {direction}, the course or the practice that a first test is."
            ),
            false => format!(
                "So uneven a split comes up by luck in {often} (sign test), so it does not show whether the course helped."
            ),
        }
    }
}
