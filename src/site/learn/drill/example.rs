//! A worked example: the definition's way to the stage step by step, and then the question which fact decided, so that it is not just
//! read.

use super::criteria::Criteria;
use super::feedback::{Marked, NextButton, focus_feedback};
use super::options::{Choice, Options};
use super::sitting::Sitting;
use crate::learn::focus::show_when_there;
use crate::learn::stage_name::StageName;
use leptos::prelude::*;
use model::learn::{Clue, Feedback, Story, WorkedStep, clues, stage_words, worked};
use std::sync::Arc;

/// What somebody goes on with.
const ON: &str = ".drill-example :is(.drill-next, .drill-options)";

/// The example.
#[component]
pub fn Example(sitting: Sitting, story: Arc<Story>) -> impl IntoView {
    let on = untrack(|| sitting.now()).map_or_else(|| sitting.today(), |now| now.on);
    let rulebook = sitting.rulebook();
    let steps = worked(&story, &rulebook, on);
    let many = steps.len();
    let facts: Vec<Clue> = clues(&story, &rulebook, on);
    let now = Memo::new(move |_| sitting.now());
    let shown = Memo::new(move |_| now.get().map_or(0, |now| now.step.min(many + 1)));
    let answered = Memo::new(move |_| sitting.answered());
    let named = facts.clone();
    let picked = Signal::derive(move || {
        let picked = now.get().and_then(|now| now.picked)?;
        named.iter().position(|clue| clue.subject == picked)
    });
    let options: Vec<Choice> = facts
        .iter()
        .map(|clue| Choice {
            text: clue.fact.clone(),
            right: Some(clue.decides),
        })
        .collect();
    let facts = StoredValue::new(facts);
    let steps = StoredValue::new(steps);
    let (told, last) = (story.clone(), story.clone());
    let other = story.twin.stage;
    view! {
        <section class="drill-scene drill-example" aria-label="Worked example">
            <p class="drill-kind">"A worked example"</p>
            <h3 tabindex="-1">{format!("How “{}” decides", rulebook.name)}</h3>
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
            <ol class="drill-steps" aria-live="polite">
                <For
                    each=move || 0..shown.get().min(many)
                    key=|place| *place
                    children=move |place| {
                        steps
                            .with_value(|steps| steps.get(place).cloned())
                            .map(|step| view! { <Worked step /> })
                    }
                />
            </ol>
            {move || {
                if shown.get() <= many {
                    view! {
                        <button
                            type="button"
                            class="button primary drill-next"
                            data-enter
                            on:click=move |_| {
                                sitting.step();
                                show_when_there(ON);
                            }
                        >
                            {if shown.get() < many { "Next step" } else { "So what is it?" }}
                            <kbd aria-hidden="true">"Enter"</kbd>
                        </button>
                    }
                        .into_any()
                } else {
                    let options = options.clone();
                    view! {
                        <p class="drill-verdict-line">
                            "So the stage is " <StageName stage=story.case.stage /> "."
                        </p>
                        <Options
                            legend=format!(
                                "One of these facts decides: were it different, this would be {}. Which?",
                                stage_words(other),
                            )
                            options
                            chosen=picked
                            asked=Signal::derive(move || !answered.get())
                            shown=answered
                            choose=move |place: usize| {
                                if let Some(clue) = facts.with_value(|facts| facts.get(place).cloned()) {
                                    sitting.pick(&clue);
                                }
                            }
                        />
                    }
                        .into_any()
                }
            }}
            {move || {
                let right = picked
                    .get_untracked()
                    .and_then(|place| facts.with_value(|facts| facts.get(place).map(|clue| clue.decides)))
                    .unwrap_or(false);
                let story = last.clone();
                sitting.feedback.get().map(|found| view! { <Learnt sitting story found right /> })
            }}
        </section>
    }
}

/// One step.
#[component]
fn Worked(step: WorkedStep) -> impl IntoView {
    let met = step
        .parts
        .iter()
        .any(|part| part.verdict == model::Verdict::Met);
    // Of what rules somebody out, only what does is worth a look.
    let ruled = step.count.is_empty() && !step.outcome.starts_with("Yes: at") && !met;
    let many = step.parts.len();
    view! {
        <li>
            <h4>{step.question}</h4>
            {if ruled && many > 2 {
                view! { <p class="drill-count">{format!("None of {many} reasons is met.")}</p> }.into_any()
            } else {
                view! { <Criteria parts=step.parts deciding="" /> }.into_any()
            }}
            {(!step.count.is_empty()).then(|| view! { <p class="drill-count">{step.count}</p> })}
            <p class="drill-outcome">{step.outcome}</p>
        </li>
    }
}

/// What is to be learnt from it.
#[component]
fn Learnt(sitting: Sitting, story: Arc<Story>, found: Arc<Feedback>, right: bool) -> impl IntoView {
    focus_feedback();
    let headline = if right {
        "Right, that is the one.".to_owned()
    } else {
        format!("It is another one: {}.", story.deciding.fact)
    };
    view! {
        <div class="drill-feedback" class:right=right>
            <h3 class="drill-headline" tabindex="-1">
                <span class="drill-sign" aria-hidden="true">
                    {if right { "✓" } else { "✗" }}
                </span>
                {headline}
            </h3>
            <p class="drill-decisive">{found.decisive.clone()}</p>
            <p class="drill-change">
                <b>"Smallest change. "</b>
                {found.change_sentence.clone()}
            </p>
            <NextButton sitting />
        </div>
    }
}
