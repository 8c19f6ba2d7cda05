//! How hard each question was: a bar for each, with its number, its text where the deck is here, and the hardest named.

use crate::learn::decks::kept_decks;
use crate::session::Session;
use crate::words;
use exchange::{code_id, option_label};
use leptos::prelude::*;
use model::learn::{ClassResults, Form};

/// Letters of a question's text in the table; all of it is in the one that is hardest.
const SHOWN: usize = 90;

/// A question of the deck that a test was made of.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Question {
    text: String,
    answer: String,
}

/// The questions of one test.
#[component]
pub fn Questions(session: Session, form: Form, test: ClassResults) -> impl IntoView {
    let questions = questions(session, &test.deck);
    let title = match form {
        Form::Before => "Cases of the test before",
        Form::After => "Cases of the test after",
        Form::Alone => "Cases",
    };
    let asked = questions.clone();
    let rows = test.questions.iter().enumerate().map(|(at, (right, of))| {
        let (right, of) = (*right, *of);
        let width = format!("{:.1}%", share(right, of) * 100.0);
        let hardest = test.hardest == Some(at);
        view! {
            <tr class:hardest=hardest>
                <th scope="row">{at + 1}</th>
                <td class="class-bar-cell">
                    <span class="class-track" aria-hidden="true">
                        <span class="class-fill" style:width=width></span>
                    </span>
                </td>
                <td class="class-share">{format!("{right} of {of}")}</td>
                <td class="class-text">
                    {hardest.then(|| view! { <b class="class-mark">"hardest"</b> })}
                    {asked.get(at).map(|question| shortened(&question.text))}
                </td>
            </tr>
        }
    });
    view! {
        <section class="class-test">
            <h4>{title}</h4>
            <p class="class-hardest">{hardest_in_words(&test)}</p>
            {test
                .hardest
                .and_then(|at| questions.get(at).cloned())
                .map(|question| {
                    view! {
                        <blockquote class="class-quote">
                            <p>{question.text}</p>
                            <footer>
                                "Right: " <b>{option_label(&question.answer).to_owned()}</b>
                            </footer>
                        </blockquote>
                    }
                })}
            {questions
                .is_empty()
                .then(|| {
                    view! {
                        <p class="class-hint">
                            "The cases’ texts are not in this browser: open the course or the deck here to see them."
                        </p>
                    }
                })}
            <div class="class-scroll" tabindex="0" role="group" aria-label=title>
                <table class="class-questions">
                    <caption class="unseen">{format!("{title}: how many had each right")}</caption>
                    <thead>
                        <tr>
                            <th scope="col">
                                <span class="unseen">"Case"</span>
                                <span aria-hidden="true">"#"</span>
                            </th>
                            <th scope="col" colspan="2">
                                "Right"
                            </th>
                            <th scope="col">"Text"</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
}

/// The questions of the deck with this id, in their order; none where it is not kept.
fn questions(session: Session, deck: &str) -> Vec<Question> {
    let decks = kept_decks(session)
        .into_iter()
        .filter_map(|kept| kept.deck.ok());
    let found = decks.into_iter().find(|kept| code_id(&kept.id) == deck);
    let cases = found.map(|deck| deck.cases).unwrap_or_default();
    cases
        .into_iter()
        .map(|case| Question {
            text: case.text,
            answer: case.answer,
        })
        .collect()
}

fn share(right: u32, of: u32) -> f64 {
    f64::from(right) / f64::from(of.max(1))
}

fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHOWN) {
        None => line,
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default().trim_end()),
    }
}

/// Which question the smallest share had right.
fn hardest_in_words(test: &ClassResults) -> String {
    let found = test
        .hardest
        .and_then(|at| Some((at, test.questions.get(at)?)));
    let Some((at, (right, of))) = found else {
        return "No case was answered wrongly.".to_owned();
    };
    let alike = test.questions.iter().filter(|(other, asked)| {
        u64::from(*other) * u64::from(*of) == u64::from(*right) * u64::from(*asked)
    });
    let others = match alike.count() {
        0 | 1 => String::new(),
        2 => ", and another as few".to_owned(),
        more => format!(", and {} others as few", more - 1),
    };
    format!(
        "Hardest: case {}. {} had it right, of {}{others}.",
        at + 1,
        match right {
            0 => "Nobody".to_owned(),
            right => words::count(*right),
        },
        words::count(*of),
    )
}

#[cfg(test)]
mod tests {
    use super::{hardest_in_words, share, shortened};
    use model::learn::{ClassResults, Confusion};

    #[test]
    fn the_hardest_is_named() {
        let check = |questions: &[(u32, u32)], hardest: Option<usize>, expected: &str| {
            let test = ClassResults {
                deck: String::new(),
                results: Vec::new(),
                confusion: Confusion::default(),
                questions: questions.to_vec(),
                hardest,
            };
            assert_eq!(hardest_in_words(&test), expected);
        };
        check(&[(2, 2)], None, "No case was answered wrongly.");
        check(
            &[(2, 3), (1, 3)],
            Some(1),
            "Hardest: case 2. 1 had it right, of 3.",
        );
        check(
            &[(0, 3), (0, 2), (1, 1)],
            Some(0),
            "Hardest: case 1. Nobody had it right, of 3, and another as few.",
        );
    }

    #[test]
    fn bars_and_texts() {
        assert_eq!((share(3, 4), share(0, 0)), (0.75, 0.0));
        assert_eq!(shortened("One\n two"), "One two");
        assert_eq!(shortened(&"é".repeat(91)), format!("{}…", "é".repeat(90)));
    }
}
