//! A class, from the codes of its learners: who took part, what they mixed up, and which question was the hardest.

use super::confusion::Confusion;
use super::result_code::TestResult;
use crate::host::lower;
use find::{Found, find};
use std::collections::BTreeMap;

mod course;
mod find;
mod sign_test;

pub use course::{CourseResults, Form, Gain, Learner, Share, form_of};

/// The results of one test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassResults {
    /// The id of the test.
    pub deck: String,
    /// The results that count, one of each learner, in the order in which they first came: of several the one of the earliest day, else the
    /// one that came first.
    pub results: Vec<TestResult>,
    /// All confusions together.
    pub confusion: Confusion,
    /// Of each question how many were right, and how many answered it.
    pub questions: Vec<(u32, u32)>,
    /// The place, from 0, of the question that the smallest share got right, of as hard ones the first; `None` where nobody erred.
    pub hardest: Option<usize>,
}

/// A class, and what could not be taken as it came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Class {
    /// Test by test, in the order in which they first came.
    pub tests: Vec<ClassResults>,
    /// What looks like a code and is none: the line from 1, what it says, and a sentence.
    pub problems: Vec<(usize, String, String)>,
    /// Learners with more than one code for a test, a sentence each, by line.
    pub duplicates: Vec<(usize, String)>,
    /// Lines with words and no code: the line from 1, and what it says.
    pub passed_over: Vec<(usize, String)>,
}

/// A class from a text with codes: one on a line, or among the words of mails and chats. Where the hyphens are, whether there are any,
/// and where lines are broken does not matter.
#[must_use]
pub fn read_class(text: &str) -> Class {
    let mut class = Class::default();
    let mut places = Places::default();
    for found in find(text) {
        match found {
            Found::Code(line, result) => class.add(line, *result, &mut places),
            Found::Broken(line, said, error) => {
                class.problems.push((line, said, error.to_string()));
            }
            Found::Words(line, said) => class.passed_over.push((line, said)),
            Found::Rest(line, begins) => {
                let sentence = format!(
                    "This is more text than is read at once ({} kB). From here on nothing was read: paste the rest into another class.",
                    find::MOST_TEXT / 1_000
                );
                class.problems.push((line, begins, sentence));
            }
        }
    }
    for test in &mut class.tests {
        test.count();
    }
    class
}

/// Where each test stands, and in it each learner by the small letters of the name: a class may be large.
#[derive(Default)]
struct Places {
    tests: BTreeMap<String, usize>,
    learners: BTreeMap<(usize, String), usize>,
}

impl Class {
    fn add(&mut self, line: usize, result: TestResult, places: &mut Places) {
        let next = self.tests.len();
        let place = *places.tests.entry(result.deck.clone()).or_insert(next);
        if place == next {
            self.tests.push(ClassResults {
                deck: result.deck.clone(),
                results: Vec::new(),
                confusion: Confusion::default(),
                questions: Vec::new(),
                hardest: None,
            });
        }
        let Some(test) = self.tests.get_mut(place) else {
            return;
        };
        let name = lower(result.learner.trim());
        let next = test.results.len();
        let known = *places.learners.entry((place, name)).or_insert(next);
        match test.results.get_mut(known) {
            None => test.results.push(result),
            Some(known) if *known == result => {
                let sentence = format!(
                    "{} is here twice with the same code; it counts once.",
                    known.learner
                );
                self.duplicates.push((line, sentence));
            }
            Some(known) => {
                // The first time counts: later ones know the cases. Codes without a day count as they came.
                let earlier = known
                    .on
                    .zip(result.on)
                    .is_some_and(|(known, on)| on < known);
                let which = if earlier {
                    format!("the one on line {line} is from an earlier day and counts")
                } else {
                    format!("the one on line {line} is left out")
                };
                let sentence = format!(
                    "{} has more than one result; the first time counts, so {which}. If these are two people, let them add to their names.",
                    known.learner
                );
                self.duplicates.push((line, sentence));
                if earlier {
                    *known = result;
                }
            }
        }
    }
}

impl ClassResults {
    /// Sums up.
    fn count(&mut self) {
        for result in &self.results {
            self.confusion.join(&result.confusion);
            for (place, right) in result.right.iter().enumerate() {
                if self.questions.len() <= place {
                    self.questions.push((0, 0));
                }
                if let Some((known, asked)) = self.questions.get_mut(place) {
                    *known += u32::from(*right);
                    *asked += 1;
                }
            }
        }
        let mut hardest: Option<(usize, u32, u32)> = None;
        for (place, (right, asked)) in self.questions.iter().enumerate() {
            let harder = hardest.is_none_or(|(_, least, of)| {
                // Shares, without dividing.
                u64::from(*right) * u64::from(of) < u64::from(least) * u64::from(*asked)
            });
            if right < asked && harder {
                hardest = Some((place, *right, *asked));
            }
        }
        self.hardest = hardest.map(|(place, ..)| place);
    }
}

#[cfg(test)]
mod tests;
