//! A result code, checked: who, which test, which score.

use super::short;
use crate::learn::decks::kept_decks;
use crate::learn::records;
use crate::session::Session;
use crate::words;
use exchange::{code_id, is_enough};
use leptos::ev;
use leptos::prelude::*;
use model::learn::{TestResult, read_code};

/// Where it is kept what is typed here.
const TYPED: &str = "typed/code";

/// The field for a code, and what the code says.
#[component]
pub fn CheckCode(session: Session) -> impl IntoView {
    let typed = RwSignal::new(records::typed_before(session, TYPED));
    let read = RwSignal::new(None::<Result<TestResult, String>>);
    let on_submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let result = typed.with_untracked(|code| read_code(code));
        read.set(Some(result.map_err(|why| why.to_string())));
    };
    view! {
        <section class="taking-check" aria-labelledby="taking-check">
            <h3 id="taking-check">"Check a code"</h3>
            <p class="muted">"Type or paste the code of a certificate or a result."</p>
            <form class="taking-link" on:submit=on_submit>
                <label class="unseen" for="taking-code-field">
                    "Result code"
                </label>
                <input
                    id="taking-code-field"
                    class="field taking-letters"
                    autocomplete="off"
                    autocapitalize="characters"
                    spellcheck="false"
                    prop:value=typed
                    on:input=move |event| {
                        typed.set(event_target_value(&event));
                        typed.with_untracked(|text| records::note_typed(session, TYPED, text));
                    }
                />
                <button type="submit" class="button">
                    "Check"
                </button>
            </form>
            <div class="taking-checked" role="status">
                {move || {
                    read.get()
                        .map(|read| match read {
                            Ok(result) => view! { <Said session result /> }.into_any(),
                            Err(why) => view! { <p class="taking-refusal">{why}</p> }.into_any(),
                        })
                }}
            </div>
        </section>
    }
}

#[component]
fn Said(session: Session, result: TestResult) -> impl IntoView {
    let deck = untrack(|| kept_decks(session))
        .into_iter()
        .filter_map(|kept| kept.deck.ok())
        .find(|deck| code_id(&deck.id) == result.deck);
    let test = match &deck {
        Some(deck) => format!("{} ({})", short(&deck.title), result.deck),
        None => result.deck.clone(),
    };
    let right = result.right.iter().filter(|right| **right).count();
    let of = result.right.len();
    let passed = deck.and_then(|deck| deck.pass_mark).map(|mark| {
        if is_enough(right, of, mark) {
            ", passed"
        } else {
            ", not passed"
        }
    });
    let on = result
        .on
        .map_or_else(|| "The code does not say it.".to_owned(), words::day);
    view! {
        <dl>
            <dt>"Who"</dt>
            <dd>
                <bdi>{result.learner}</bdi>
            </dd>
            <dt>"Test"</dt>
            <dd>
                <bdi>{test}</bdi>
            </dd>
            <dt>"Score"</dt>
            <dd>{format!("{right} of {of} right ({} %)", result.score)} {passed}</dd>
            <dt>"Day"</dt>
            <dd>{on}</dd>
        </dl>
        <p class="muted">
            "The code was typed right, which is all that can be checked: there is no server that saw the test, so anybody who knows how codes are made can forge one."
        </p>
    }
}
