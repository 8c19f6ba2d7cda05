//! The editor: what the quiz says, asks, and answers, from top to bottom.

use super::controls::{Choice, Field, Holds};
use super::delivery::Delivery;
use super::draft::Draft;
use super::looks::Looks;
use super::questions::Questions;
use super::result::Results;
use super::source::Source;
use super::variants::{BeginVariants, Variants};
use crate::definitions;
use leptos::prelude::*;

/// The editor.
#[component]
pub fn Editor(draft: Draft) -> impl IntoView {
    let problem = Memo::new(move |_| {
        draft
            .ready
            .with(|ready| ready.as_ref().err().map(|p| p.sentence.clone()))
    });
    view! {
        <div role="status">
            {move || {
                problem
                    .get()
                    .map(|text| {
                        view! {
                            <p class="quiz-problem">
                                <b>"Not ready to be played. "</b>
                                {text}
                            </p>
                        }
                    })
            }}
        </div>
        <Variants draft />
        <Start draft />
        <Questions draft />
        <Results draft />
        <Looks draft />
        <BeginVariants draft />
        <Delivery draft />
        <Source draft />
        <p>
            <button type="button" class="button" on:click=move |_| draft.remove()>
                "Remove this quiz"
            </button>
        </p>
    }
}

#[component]
fn Start(draft: Draft) -> impl IntoView {
    let session = draft.session;
    let rulebooks = Signal::derive(move || {
        session.rules.track();
        let known = definitions::choices(session).into_iter();
        known
            .map(|choice| (choice.id, choice.name))
            .collect::<Vec<_>>()
    });
    let own = Memo::new(move |_| {
        draft
            .shown
            .with(|quiz| quiz.get("rulebook").is_some_and(|r| r.is_object()))
    });
    let orders = vec![
        ("adaptive".to_owned(), "Only what is needed".to_owned()),
        ("fixed".to_owned(), "Everything, in order".to_owned()),
    ];
    view! {
        <section class="quiz-section">
            <h2>"Start"</h2>
            <Field draft place="/title".to_owned() label="Title" holds=Holds::OptionalText />
            <Field draft place="/intro".to_owned() label="Introduction" holds=Holds::OptionalLines />
            <div class="quiz-pair">
                <Show
                    when=move || !own.get()
                    fallback=move || {
                        view! {
                            <p class="quiz-field">
                                <span>"Definition"</span>
                                "This quiz brings a definition of its own along."
                            </p>
                        }
                    }
                >
                    <Choice draft place="/rulebook".to_owned() label="Definition" choices=rulebooks />
                </Show>
                <Choice
                    draft
                    place="/order".to_owned()
                    label="What is asked"
                    choices=Signal::derive(move || orders.clone())
                />
            </div>
            <Field
                draft
                place="/id".to_owned()
                label="Name in the data"
                hint="Results carry it, and which version a visitor gets depends on it."
            />
        </section>
    }
}
