//! Two stories that differ in one fact: first they are compared, then the difference is marked and the principle said.

use super::feedback::{Marked, NextButton, focus_feedback};
use super::options::{Choice, Options};
use super::sitting::Sitting;
use crate::learn::stage_name::StageName;
use leptos::prelude::*;
use model::Verdict;
use model::learn::{Clue, Feedback, Story, clues, stage_words};
use std::sync::Arc;

/// The two stories with the two questions.
#[component]
pub fn Contrast(sitting: Sitting, story: Arc<Story>) -> impl IntoView {
    let on = untrack(|| sitting.now()).map_or_else(|| sitting.today(), |now| now.on);
    let facts: Vec<Clue> = clues(&story, &sitting.rulebook(), on);
    let (low, high) = story.aim;
    let here = story.case.stage;
    let now = Memo::new(move |_| sitting.now());
    let answered = Memo::new(move |_| sitting.answered());
    // The stage said of the first story says which of the two was chosen.
    let first = Signal::derive(move || {
        let said = now.get().and_then(|now| now.chosen)?;
        Some(usize::from(said != high))
    });
    let named = facts.clone();
    let picked = Signal::derive(move || {
        let picked = now.get().and_then(|now| now.picked)?;
        named.iter().position(|clue| clue.subject == picked)
    });
    let asks_which = Signal::derive(move || !answered.get() && first.get().is_none());
    let asks_what = Signal::derive(move || !answered.get() && first.get().is_some());
    let which = [0, 1].map(|place| Choice {
        text: format!("Story {}", place + 1),
        right: Some((here == high) == (place == 0)),
    });
    let what: Vec<Choice> = facts
        .iter()
        .map(|clue| Choice {
            text: clue.name.clone(),
            right: Some(clue.decides),
        })
        .collect();
    let facts = StoredValue::new(facts);
    let (left, right) = (story.clone(), story.clone());
    let card = move |story: &Arc<Story>, place: usize| {
        let (one, other) = if place == 0 {
            (&story.case, &story.twin)
        } else {
            (&story.twin, &story.case)
        };
        let (text, twin, stage) = (one.text.clone(), other.text.clone(), one.stage);
        view! {
            <article class="drill-card">
                <h4>
                    {format!("Story {}", place + 1)}
                    {move || answered.get().then(|| view! { <StageName stage /> })}
                </h4>
                <p class="drill-story">
                    {move || {
                        let (text, other) = (text.clone(), twin.clone());
                        if answered.get() {
                            view! { <Marked text other /> }.into_any()
                        } else {
                            text.into_any()
                        }
                    }}
                </p>
            </article>
        }
    };
    view! {
        <section class="drill-scene drill-contrast" aria-label="Two stories">
            <p class="drill-kind">"A pair: two stories that differ in one fact"</p>
            <h3 tabindex="-1">{format!("Compare: which one is {}?", stage_words(high))}</h3>
            <div class="drill-pair">{card(&left, 0)} {card(&right, 1)}</div>
            <Options
                legend=format!("Which one is {}? The other is {}.", stage_words(high), stage_words(low))
                options=which.to_vec()
                chosen=first
                asked=asks_which
                shown=answered
                choose=move |place: usize| sitting.choose(if place == 0 { high } else { low })
            />
            <Options
                legend="What differs?"
                options=what
                chosen=picked
                asked=asks_what
                shown=answered
                choose=move |place: usize| {
                    if let Some(clue) = facts.with_value(|facts| facts.get(place).cloned()) {
                        sitting.pick(&clue);
                    }
                }
            />
            {move || {
                let story = story.clone();
                let right = first.get_untracked() == Some(usize::from(here != high));
                sitting
                    .feedback
                    .get()
                    .map(|found| view! { <Principle sitting story found right /> })
            }}
        </section>
    }
}

/// What the pair shows.
#[component]
fn Principle(
    sitting: Sitting,
    story: Arc<Story>,
    found: Arc<Feedback>,
    right: bool,
) -> impl IntoView {
    focus_feedback();
    let high = story.aim.1;
    let number = if story.case.stage == high { 1 } else { 2 };
    let headline = if right {
        format!("Right: story {number} is {}.", stage_words(high))
    } else {
        format!(
            "The other way round: story {number} is {}.",
            stage_words(high)
        )
    };
    view! {
        <div class="drill-feedback" class:right=right>
            <h3 class="drill-headline" tabindex="-1">
                <span class="drill-sign" aria-hidden="true">
                    {if right { "✓" } else { "✗" }}
                </span>
                {headline}
            </h3>
            <p class="drill-decisive">{principle(&story)}</p>
            <p>
                <b>"Seen on story 1. "</b>
                {if found.count.is_empty() { found.why.clone() } else { found.count.clone() }}
            </p>
            <NextButton sitting />
        </div>
    }
}

/// Which fact differs and what hangs on it.
fn principle(story: &Story) -> String {
    let met = |verdict: Verdict| match verdict {
        Verdict::Met => "met",
        Verdict::NotMet => "not met",
        Verdict::Unknown => "not known to be met",
    };
    let deciding = &story.deciding;
    format!(
        "One fact differs. In story 1: {}; in story 2: {}. By it “{}” is {} in the first and {} in the second, and nothing else changes.",
        deciding.fact,
        deciding.twin_fact,
        deciding.criterion,
        met(deciding.verdicts.0),
        met(deciding.verdicts.1)
    )
}
