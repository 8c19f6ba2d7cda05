//! One story: the stage, and how sure; then why.

use super::feedback::{Explained, Marked};
use super::options::{Choice, Options};
use super::sitting::Sitting;
use crate::learn::choices::Choices;
use leptos::prelude::*;
use model::Stage;
use model::learn::{Phase, Story, Sureness};
use std::sync::Arc;

/// The stages to choose from: the four of the funnel, and out where the definition rules anybody out.
fn stages(sitting: Sitting, story: &Story) -> Vec<Stage> {
    let rules_out = !sitting.rulebook().disqualify.is_empty();
    Stage::ALL
        .into_iter()
        .filter(|stage| {
            *stage <= Stage::Opportunity
                || *stage == Stage::Disqualified && (rules_out || story.aim.1 == *stage)
        })
        .collect()
}

/// The story with its two questions.
#[component]
pub fn Case(sitting: Sitting, story: Arc<Story>) -> impl IntoView {
    let options: Vec<String> = stages(sitting, &story)
        .into_iter()
        .map(|stage| stage.id().to_owned())
        .collect();
    let now = Memo::new(move |_| sitting.now());
    let chosen = Signal::derive(move || {
        now.get()
            .and_then(|now| now.chosen)
            .map(|stage| stage.id().to_owned())
    });
    let answered = Memo::new(move |_| sitting.answered());
    let is = story.case.stage;
    let right = Signal::derive(move || answered.get().then(|| is.id().to_owned()));
    let sure = Signal::derive(move || {
        let sureness = now.get().and_then(|now| now.sureness)?;
        Sureness::ALL.iter().position(|one| *one == sureness)
    });
    let asks_stage = move || !answered.get() && chosen.with(Option::is_none);
    let asks_sure = Signal::derive(move || !answered.get() && chosen.with(Option::is_some));
    let choose = move |id: String| {
        if let Some(stage) = Stage::from_id(&id) {
            sitting.choose(stage);
        }
    };
    let returns = sitting.phase() == Some(Phase::Return);
    let (told, shown) = (story.clone(), story.clone());
    view! {
        <section class="drill-scene drill-case" aria-label="Story">
            <p class="drill-kind">
                {if returns { "It comes back today" } else { "Mixed practice" }}
            </p>
            <h3 tabindex="-1">"Where does this contact stand?"</h3>
            <p class="drill-story">
                {move || {
                    let (text, other) = (told.case.text.clone(), told.twin.text.clone());
                    if answered.get() {
                        view! { <Marked text other /> }.into_any()
                    } else {
                        text.into_any()
                    }
                }}
            </p>
            <div data-asked=move || asks_stage().to_string()>
                <Choices legend="The stage" options chosen right choose />
            </div>
            <Options
                legend="How sure are you?"
                options=Sureness::ALL
                    .map(|sureness| {
                        let mut text = sureness.words().to_owned();
                        if let Some(first) = text.get_mut(..1) {
                            first.make_ascii_uppercase();
                        }
                        Choice { text, right: None }
                    })
                    .to_vec()
                chosen=sure
                asked=asks_sure
                shown=answered
                choose=move |place: usize| {
                    if let Some(sureness) = Sureness::ALL.get(place) {
                        sitting.sure(*sureness);
                    }
                }
            />
            <Show when=move || asks_sure.get()>
                <p class="drill-hint">
                    <button type="button" class="link" data-back on:click=move |_| sitting.choose_again()>
                        "Another stage"
                    </button>
                    <kbd aria-hidden="true">"⌫"</kbd>
                </p>
            </Show>
            <Show when=move || answered.get() && sitting.feedback.with(Option::is_none)>
                <p class="drill-waiting" role="status">
                    "Looking for the smallest change …"
                </p>
            </Show>
            {move || {
                let story = shown.clone();
                sitting
                    .feedback
                    .get()
                    .map(|found| view! { <Explained sitting story found /> })
            }}
        </section>
    }
}
