//! Where the answers go.

use super::controls::{Choice, Field, Holds};
use super::draft::Draft;
use leptos::prelude::*;

/// The section.
#[component]
pub fn Delivery(draft: Draft) -> impl IntoView {
    let encodings = Signal::derive(|| {
        [("json", "JSON"), ("form", "Form fields")]
            .map(|(id, name)| (id.to_owned(), name.to_owned()))
            .to_vec()
    });
    let sends = Memo::new(move |_| !draft.text("/submit/endpoint").is_empty());
    view! {
        <section class="quiz-section">
            <h2>"Where the answers go"</h2>
            <p class="muted">
                "Your page gets every result as an event. Name an address here if they should be sent to a server of yours as well."
            </p>
            <div class="quiz-pair">
                <Endpoint draft />
                <Show when=move || sends.get()>
                    <Choice draft place="/submit/encoding".to_owned() label="Sent as" choices=encodings />
                </Show>
            </div>
        </section>
    }
}

/// The address; without one there is nothing to say about sending.
#[component]
fn Endpoint(draft: Draft) -> impl IntoView {
    // An empty object would not be a quiz any more.
    Effect::new(move |_| {
        let empty = draft.shown.with(|quiz| {
            quiz.get("submit")
                .is_some_and(|s| s.get("endpoint").is_none())
        });
        if empty {
            draft.set("/submit", None, "Where the answers go");
        }
    });
    view! {
        <Field
            draft
            place="/submit/endpoint".to_owned()
            label="Address of your server"
            holds=Holds::OptionalText
            hint="https://…; it is sent answers and verdict by POST"
        />
    }
}
