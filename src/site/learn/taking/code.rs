//! A result code, to be copied, scanned or saved.

use crate::copying::{copy, select};
use crate::keep::download;
use crate::session::Session;
use crate::words;
use exchange::{Attempt, QrCode};
use leptos::html;
use leptos::prelude::*;
use model::Stage;
use model::learn::write_code;

/// The code of an attempt in all its forms; where there is none, why.
#[component]
pub fn ResultCode(session: Session, attempt: Attempt) -> impl IntoView {
    let code = match write_code(&attempt.result()) {
        Ok(code) => code,
        Err(why) => {
            return view! {
                <section class="taking-code" aria-labelledby="taking-code">
                    <h3 id="taking-code">"Result code"</h3>
                    <p class="taking-refusal">{format!("This result has no code. {why}")}</p>
                </section>
            }
            .into_any();
        }
    };
    let field = NodeRef::<html::Textarea>::new();
    let copied = code.clone();
    let press = move |_| {
        copy(session, &copied, "Result code", move || select(field));
    };
    let note = note(&attempt, &code);
    let save = move |_| match download("result-code.txt", "text/plain", &note) {
        Ok(()) => session.say("Downloading result-code.txt."),
        Err(_) => session.warn("This browser did not save the file."),
    };
    let beyond = !attempt.was.iter().all(|was| Stage::from_id(was).is_some());
    view! {
        <section class="taking-code" aria-labelledby="taking-code">
            <h3 id="taking-code">"Result code"</h3>
            <p>"Give it to your trainer: it holds your name, the test, your score, the day, and what you mixed up."</p>
            {beyond
                .then_some(
                    view! {
                        <p class="muted">
                            "Some cases here ask for something other than a stage. Of those the code says only whether you were right."
                        </p>
                    },
                )}
            <div class="taking-code-forms">
                <textarea
                    readonly
                    rows="2"
                    spellcheck="false"
                    aria-label="Result code"
                    node_ref=field
                    prop:value=code.clone()
                ></textarea>
                <Drawn code=code />
                <div class="taking-steps">
                    <button type="button" class="button primary" on:click=press>
                        "Copy the code"
                    </button>
                    <button type="button" class="button" on:click=save>
                        "Save as text"
                    </button>
                </div>
            </div>
        </section>
    }
    .into_any()
}

/// A code as a QR code; nothing where it is too long for one.
#[component]
pub fn Drawn(code: String) -> impl IntoView {
    QrCode::of(&code).map(|drawn| {
        let side = drawn.side();
        view! {
            <svg
                class="qr-code"
                viewBox=format!("0 0 {side} {side}")
                role="img"
                aria-label="The result code as a QR code"
                shape-rendering="crispEdges"
            >
                <path class="qr-light" d=format!("M0 0h{side}v{side}H0z")></path>
                <path class="qr-dark" d=drawn.path()></path>
            </svg>
        }
    })
}

/// What the saved file says.
fn note(attempt: &Attempt, code: &str) -> String {
    let mut lines = vec![
        attempt.title.clone(),
        attempt.name.clone(),
        format!("{} of {} right", attempt.score(), attempt.right.len()),
    ];
    lines.extend(attempt.on.map(words::day));
    lines.push(String::new());
    lines.push(code.to_owned());
    lines.join("\n") + "\n"
}
