//! A certificate of a test: for the screen, and on a sheet of paper of its own.

use super::taking::Drawn;
use super::taking::{attempt, focus_heading, result_page, short};
use crate::session::Session;
use crate::words;
use exchange::code_id;
use leptos::prelude::*;
use model::learn::write_code;

/// The certificate of an attempt, counted from 0.
#[component]
pub fn Certificate(session: Session, key: String, number: usize) -> impl IntoView {
    focus_heading();
    let back = result_page(&key, number).hash();
    let Some(attempt) = untrack(|| attempt(session, &key, number)) else {
        return view! {
            <h2 tabindex="-1">"There is no such certificate here"</h2>
            <p>
                "It is kept in the browser in which the test was taken. "
                <a class="link" href="#/learn/test">
                    "All tests"
                </a>
            </p>
        }
        .into_any();
    };
    let code = write_code(&attempt.result());
    let (score, of) = (attempt.score(), attempt.right.len());
    let passed = attempt.passed();
    let lead = match passed {
        Some(true) => "has passed the test",
        _ => "has taken the test",
    };
    let mark = attempt.pass_mark.map(|mark| {
        let said = if passed == Some(true) {
            "passed"
        } else {
            "not passed"
        };
        format!("{:.0} % needed, {said}", mark * 100.0)
    });
    let print = move |_| {
        if window().print().is_err() {
            session.warn(
                "This browser does not print from here. Use the print command in its own menu.",
            );
        }
    };
    view! {
        <div class="certificate-tools">
            <h2 tabindex="-1">"Certificate"</h2>
            <div class="taking-steps">
                <button type="button" class="button primary" on:click=print>
                    "Print"
                </button>
                <a class="button" href=back>
                    "Back to the result"
                </a>
            </div>
            <p class="muted">"Only the sheet below is printed, in landscape."</p>
        </div>
        <article class="certificate" aria-label="Certificate">
            <p class="certificate-head">"Certificate"</p>
            <p class="certificate-name">
                <bdi>{attempt.name.clone()}</bdi>
            </p>
            <p>{lead}</p>
            <p class="certificate-title">
                <bdi>{short(&attempt.title)}</bdi>
            </p>
            <p class="certificate-score">
                <b>{format!("{score} of {of} right")}</b>
                {mark.map(|mark| view! { <span>{mark}</span> })}
            </p>
            <dl>
                <div>
                    <dt>"Definition"</dt>
                    <dd>
                        <bdi>{short(&attempt.definition)}</bdi>
                        <small>{short(&attempt.rulebook)}</small>
                    </dd>
                </div>
                <div>
                    <dt>"Test"</dt>
                    <dd>
                        <small>{code_id(&attempt.deck)}</small>
                    </dd>
                </div>
                <div>
                    <dt>"Day"</dt>
                    <dd>{attempt.on.map_or_else(|| "not recorded".to_owned(), words::day)}</dd>
                </div>
            </dl>
            {match code {
                Ok(code) => view! {
                    <div class="certificate-code">
                        <Drawn code=code.clone() />
                        <div>
                            <p class="certificate-letters">{code}</p>
                            <p>
                                "Type this code at " <span class="certificate-address">{address()}</span>
                                " under “Check a code” to see the score again."
                            </p>
                            <p>
                                "The code can be forged: the test is taken and marked in the learner’s own browser, and there is no server that saw it."
                            </p>
                        </div>
                    </div>
                }
                    .into_any(),
                Err(why) => view! { <p>{format!("This result has no code. {why}")}</p> }.into_any(),
            }}
        </article>
    }
    .into_any()
}

/// The address at which codes are checked.
fn address() -> String {
    let at = window().location();
    let (origin, path) = (at.origin(), at.pathname());
    format!(
        "{}{}#/learn/test",
        origin.unwrap_or_default(),
        path.unwrap_or_default()
    )
}
