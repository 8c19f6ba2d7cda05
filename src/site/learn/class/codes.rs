//! The field for codes as they come out of mails and chats, and what of it could not be read.

use super::record::KeptClass;
use crate::session::Session;
use crate::words;
use leptos::prelude::*;
use model::learn::Class;

/// Lines without a code that are shown; the rest is counted.
const SHOWN: usize = 20;

/// The field, and what was found in it.
#[component]
pub fn Codes(session: Session, shown: Memo<KeptClass>, found: Memo<Class>) -> impl IntoView {
    view! {
        <section class="class-codes" aria-labelledby="class-codes">
            <h3 id="class-codes">"Paste the codes"</h3>
            <p class="class-hint" id="class-codes-hint">
                "Whole mails and chats will do: the codes are found wherever they stand."
            </p>
            <textarea
                class="field"
                rows="8"
                spellcheck="false"
                autocomplete="off"
                aria-labelledby="class-codes"
                aria-describedby="class-codes-hint"
                placeholder="Ada: 1709W-ZWBF7-HW6HE-P7QZB-…"
                prop:value=move || shown.with(|class| class.text.clone())
                on:input=move |event| {
                    shown.get_untracked().type_text(session, event_target_value(&event));
                }
                on:blur=move |_| session.end_typing()
            ></textarea>
            <p class="class-found" role="status">
                {move || found.with(summary)}
            </p>
            {move || found.with(problems)}
        </section>
    }
}

/// How many codes there are, and of how many learners.
fn summary(class: &Class) -> String {
    let codes: usize = class.tests.iter().map(|test| test.results.len()).sum();
    if codes == 0 {
        return match class.problems.is_empty() && class.passed_over.is_empty() {
            true => String::new(),
            false => "There is no code in this text that can be read.".to_owned(),
        };
    }
    let mut names: Vec<String> = Vec::new();
    for result in class.tests.iter().flat_map(|test| &test.results) {
        let name = result.learner.trim().to_lowercase();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    format!(
        "{} of {}.",
        words::counted(codes as u64, "result"),
        words::counted(names.len() as u64, "learner")
    )
}

fn problems(class: &Class) -> impl IntoView + use<> {
    let broken = class.problems.clone();
    let twice = class.duplicates.clone();
    let passed = class.passed_over.clone();
    let more = passed.len().saturating_sub(SHOWN);
    let words_of = words::counted(passed.len() as u64, "line");
    view! {
        {(!broken.is_empty())
            .then(|| {
                view! {
                    <ul class="class-problems" aria-label="Codes that cannot be read">
                        {broken
                            .into_iter()
                            .map(|(line, said, why)| {
                                view! {
                                    <li>
                                        <b>{format!("Line {line}")}</b>
                                        " "
                                        <code>{said}</code>
                                        <span>{why}</span>
                                    </li>
                                }
                            })
                            .collect_view()}
                    </ul>
                }
            })}
        {(!twice.is_empty())
            .then(|| {
                view! {
                    <ul class="class-problems mild" aria-label="Codes that came twice">
                        {twice
                            .into_iter()
                            .map(|(line, said)| {
                                view! {
                                    <li>
                                        <b>{format!("Line {line}")}</b>
                                        " "
                                        <span>{said}</span>
                                    </li>
                                }
                            })
                            .collect_view()}
                    </ul>
                }
            })}
        {(!passed.is_empty())
            .then(|| {
                view! {
                    <details class="class-passed">
                        <summary>{format!("{words_of} without a code")}</summary>
                        <ul>
                            {passed
                                .into_iter()
                                .take(SHOWN)
                                .map(|(line, said)| view! { <li>{format!("Line {line}: {said}")}</li> })
                                .collect_view()}
                            {(more > 0).then(|| view! { <li>{format!("and {more} more")}</li> })}
                        </ul>
                    </details>
                }
            })}
    }
}
