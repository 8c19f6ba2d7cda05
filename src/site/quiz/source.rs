//! The quiz as JSON, for what has no field of its own.

use super::draft::Draft;
use super::questions::is_open;
use leptos::html;
use leptos::prelude::*;
use model::json;
use model::quiz::changes::Changed;

/// The section.
#[component]
pub fn Source(draft: Draft) -> impl IntoView {
    let opened = RwSignal::new(false);
    let text = Memo::new(move |_| {
        if !opened.get() {
            return String::new();
        }
        draft
            .shown
            .with(|quiz| serde_json::to_string_pretty(quiz).unwrap_or_default())
    });
    let problem = RwSignal::new(String::new());
    let area = NodeRef::<html::Textarea>::new();
    let change = move |_| {
        let Some(area) = area.get_untracked() else {
            return;
        };
        match json::parse(&area.value()) {
            Ok(quiz) if quiz.is_object() => {
                problem.set(String::new());
                draft.change("JSON", |_| {
                    Ok(Changed {
                        quiz,
                        said: Vec::new(),
                    })
                });
            }
            Ok(_) => problem.set("A quiz is an object: { … }. Nothing was changed yet.".to_owned()),
            Err(error) => problem.set(format!(
                "This is no JSON: {error}. Nothing was changed yet; your text stays."
            )),
        }
    };
    view! {
        <details class="quiz-section quiz-source" on:toggle=move |event| opened.set(is_open(&event))>
            <summary>"As JSON"</summary>
            <p class="muted">
                "Everything a quiz can hold, also what has no field above: " <code>"texts"</code>
                " for the widget’s words, for instance. Changes count when you leave the field."
            </p>
            <textarea
                class="field"
                rows="18"
                spellcheck="false"
                aria-label="The quiz as JSON"
                node_ref=area
                prop:value=text
                on:change=change
            ></textarea>
            <p class="quiz-problem" role="alert" hidden=move || problem.with(String::is_empty)>
                {problem}
            </p>
        </details>
    }
}
