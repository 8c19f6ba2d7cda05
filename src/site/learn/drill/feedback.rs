//! What there is to say about an answer: right or not, how much was there, why, criterion by criterion, and what would have changed it.

use super::criteria::Criteria;
use super::sitting::Sitting;
use crate::learn::focus::focus_when_there;
use crate::learn::stage_name::StageName;
use leptos::prelude::*;
use model::Gate;
use model::learn::{Feedback, Passage, Story, passages};
use std::sync::Arc;

/// A text whose words that another text lacks are marked.
#[component]
pub fn Marked(text: String, other: String) -> impl IntoView {
    passages(&text, &other)
        .into_iter()
        .map(|Passage { text, differs }| {
            if differs {
                view! { <mark>{text}</mark> }.into_any()
            } else {
                text.into_any()
            }
        })
        .collect_view()
}

/// Gives the focus to the feedback once it is drawn.
pub fn focus_feedback() {
    focus_when_there(&[".drill-headline"]);
}

/// On to the next story.
#[component]
pub fn NextButton(sitting: Sitting) -> impl IntoView {
    view! {
        <button type="button" class="button primary drill-next" data-enter on:click=move |_| sitting.next()>
            "Next" <kbd aria-hidden="true">"Enter"</kbd>
        </button>
    }
}

/// What is said after an answer to a story.
#[component]
pub fn Explained(sitting: Sitting, story: Arc<Story>, found: Arc<Feedback>) -> impl IntoView {
    focus_feedback();
    // The criterion that tells the story from its twin decides nothing between other stages.
    let between = found.right || found.answer == story.twin.stage;
    let deciding = match between {
        true => story.deciding.criterion.clone(),
        false => String::new(),
    };
    let parts = match found.gate {
        Some(gate) => found.gates.get(gate as usize).cloned().unwrap_or_default(),
        None => found.disqualifiers.clone(),
    };
    let others = Gate::ALL.into_iter().zip(found.gates.clone());
    let others: Vec<_> = others
        .filter(|(gate, parts)| Some(*gate) != found.gate && !parts.is_empty())
        .collect();
    let rest = others.into_iter().map(|(gate, parts)| {
        let deciding = deciding.clone();
        view! {
            <h4>{format!("For {}", model::learn::stage_words(gate.stage()))}</h4>
            <Criteria parts deciding />
        }
    });
    let rest = rest.collect_view();
    let heading = match found.gate {
        Some(gate) => format!("What {} asks for", model::learn::stage_words(gate.stage())),
        None => "What rules somebody out".to_owned(),
    };
    let none = parts.is_empty();
    view! {
        <div class="drill-feedback" class:right=found.right>
            <h3 class="drill-headline" tabindex="-1">
                <span class="drill-sign" aria-hidden="true">
                    {if found.right { "✓" } else { "✗" }}
                </span>
                {found.headline.clone()}
            </h3>
            <p>{found.why.clone()} " " {found.count.clone()}</p>
            <h4>{heading}</h4>
            {(!none).then(|| view! { <Criteria parts deciding=deciding.clone() /> })}
            <p class="drill-decisive">{found.decisive.clone()}</p>
            <p class="drill-change">
                <b>"Smallest change. "</b>
                {found.change_sentence.clone()}
            </p>
            <details class="drill-more">
                <summary>"See the twin case"</summary>
                <p class="drill-twin-stage">
                    "One fact is different: " <b>{story.deciding.twin_fact.clone()}</b> ". So the stage is "
                    <StageName stage=story.twin.stage /> "."
                </p>
                <p class="drill-story">
                    <Marked text=story.twin.text.clone() other=story.case.text.clone() />
                </p>
            </details>
            <details class="drill-more">
                <summary>"All other criteria"</summary>
                {rest}
            </details>
            <NextButton sitting />
        </div>
    }
}
