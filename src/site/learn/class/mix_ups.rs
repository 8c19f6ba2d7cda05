//! The stages that a class takes for one another most, and where to practise them.

use crate::learn::address::Page;
use crate::learn::stage_name::StageName;
use leptos::prelude::*;
use model::Stage;
use model::learn::{CourseResults, Form};

/// Pairs shown.
const SHOWN: usize = 4;

/// A pair of stages, and how often it was mixed up in each test.
type Pair = (Stage, Stage, Vec<u32>);

/// The pairs that were mixed up, most often in the last test first, with links to practise them.
#[component]
pub fn MixUps(course: CourseResults) -> impl IntoView {
    let pairs = pairs(&course);
    let forms: Vec<Form> = course.tests.iter().map(|test| test.0).collect();
    let none = pairs.is_empty().then(|| nothing(&course));
    view! {
        <h4>"Mixed up most"</h4>
        {none.map(|sentence| view! { <p class="learn-none">{sentence}</p> })}
        <ul class="class-pairs">
            {pairs
                .into_iter()
                .take(SHOWN)
                .map(|(low, high, counts)| {
                    view! {
                        <li>
                            <span class="class-pair">
                                <StageName stage=low />
                                <span class="muted">"and"</span>
                                <StageName stage=high />
                            </span>
                            <span class="class-times">{times(&forms, &counts)}</span>
                            <span class="class-links">
                                <a class="link" href=Page::Drill(Some((low, high))).hash()>
                                    "Drill"
                                    <span class="unseen">
                                        {format!(" {} and {}", low.label(), high.label())}
                                    </span>
                                </a>
                                <a class="link" href=Page::Lesson("stages".to_owned()).hash()>
                                    "Lesson"
                                    <span class="unseen">
                                        {format!(" on {} and {}", low.label(), high.label())}
                                    </span>
                                </a>
                            </span>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
}

/// Why no pair is mixed up: answers that are wrong may name no stage, or be left open.
fn nothing(course: &CourseResults) -> &'static str {
    let mut answers = course
        .tests
        .iter()
        .flat_map(|(_, test)| test.results.iter().flat_map(|result| &result.right));
    match answers.all(|right| *right) {
        true => "Nothing: every answer was right.",
        false => {
            "No stage was taken for another. What was wrong was left open, or was no answer about stages."
        }
    }
}

/// The last test decides what is most: that is where the class stands now.
fn pairs(course: &CourseResults) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = Vec::new();
    for (_, test) in course.tests.iter().rev() {
        for (low, high, _) in test.confusion.mixed_up() {
            if !pairs.iter().any(|pair| (pair.0, pair.1) == (low, high)) {
                let times = course.tests.iter().map(|(_, test)| {
                    let confusion = &test.confusion;
                    confusion.count(low, high) + confusion.count(high, low)
                });
                pairs.push((low, high, times.collect()));
            }
        }
    }
    pairs
}

fn times(forms: &[Form], counts: &[u32]) -> String {
    let parts = forms.iter().zip(counts).map(|(form, count)| match form {
        Form::Before => format!("{count} × before"),
        Form::After => format!("{count} × after"),
        Form::Alone => format!("{count} ×"),
    });
    parts.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::{nothing, pairs, times};
    use model::Stage::{Contact, Lead, Prospect};
    use model::learn::{ClassResults, Confusion, CourseResults, Form, TestResult};

    fn test(cells: &[(model::Stage, model::Stage, u32)]) -> ClassResults {
        let mut confusion = Confusion::default();
        for (right, said, count) in cells {
            confusion.add(*right, *said, *count);
        }
        ClassResults {
            deck: String::new(),
            results: Vec::new(),
            confusion,
            questions: Vec::new(),
            hardest: None,
        }
    }

    #[test]
    fn wrong_answers_without_stages_are_not_right() {
        for (right, expected) in [
            (vec![true, true], "Nothing: every answer was right."),
            (vec![true, false], "No stage was taken for another. "),
        ] {
            let mut test = test(&[]);
            test.results.push(TestResult {
                right,
                ..TestResult::default()
            });
            let course = CourseResults {
                stem: String::new(),
                tests: vec![(Form::Alone, test)],
                learners: Vec::new(),
            };
            assert!(pairs(&course).is_empty());
            assert!(nothing(&course).starts_with(expected));
        }
    }

    #[test]
    fn what_is_still_mixed_up_comes_first() {
        let before = test(&[(Contact, Lead, 9), (Lead, Prospect, 2)]);
        let after = test(&[(Prospect, Lead, 3)]);
        let course = CourseResults {
            stem: String::new(),
            tests: vec![(Form::Before, before), (Form::After, after)],
            learners: Vec::new(),
        };
        let found = pairs(&course);
        assert_eq!(
            found,
            [(Lead, Prospect, vec![2, 3]), (Contact, Lead, vec![9, 0])]
        );
        assert_eq!(
            times(&[Form::Before, Form::After], &found[0].2),
            "2 × before, 3 × after"
        );
        assert_eq!(times(&[Form::Alone], &[4]), "4 ×");
    }
}
