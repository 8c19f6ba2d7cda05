//! The right answer, how many had it, and the criteria that decide.

use super::hands::{Bar, Label};
use super::presented::Presented;
use super::story::Again;
use crate::learn::deck_rules::other_answer;
use crate::panel::criteria::told;
use crate::words;
use leptos::prelude::*;
use model::Part;
use model::learn::{Reasons, reasons};

/// The answer and why.
#[component]
pub fn Reveal(shown: Presented, at: usize) -> impl IntoView {
    let choices = shown.choices(at);
    let answer = choices.iter().find(|choice| choice.right).cloned();
    let stage = answer.as_ref().and_then(|choice| choice.stage);
    let explanation = shown.of_case(at, |case| case.explanation.clone());
    let explained = shown.explained(at);
    // A deck may answer otherwise than its definition: the room is not left to guess which.
    let other = explained
        .as_ref()
        .zip(stage)
        .and_then(|((by, found), stage)| other_answer(stage, by, found.stage));
    let why = explained
        .as_ref()
        .map(|(by, found)| format!("{} By “{by}”.", found.why));
    let said = move || {
        let poll = shown.poll(at);
        let right = poll.hands.get(poll.right).copied().unwrap_or(0);
        match poll.total() {
            0 => "No hands were counted.".to_owned(),
            total => format!(
                "{right} of {} had it: {}.",
                words::count(total),
                words::percent(right, total)
            ),
        }
    };
    let rows = choices.into_iter().enumerate().map(|(place, choice)| {
        let hands = move || shown.poll(at).hands.get(place).copied().unwrap_or(0);
        view! {
            <li class:present-right=choice.right>
                <Label label=choice.label stage=choice.stage />
                <Bar shown at place stage=choice.stage />
                <b>{hands}</b>
                <span class="present-mark">{if choice.right { "✓ right" } else { "" }}</span>
            </li>
        }
    });
    let counted = move || shown.poll(at).total() > 0;
    view! {
        <div class="present-answer">
            <span class="present-is">"It is"</span>
            {answer.map(|choice| view! { <Label label=choice.label stage=choice.stage /> })}
            <span class="present-said">{said}</span>
        </div>
        {other.map(|other| view! { <p class="present-other">{other}</p> })}
        <div class="present-split present-why">
            <div>
                <Show when=counted>
                    <p class="unseen">"Hands for each answer"</p>
                </Show>
                <ul class="present-result" hidden=move || !counted()>
                    {rows.collect_view()}
                </ul>
                {explanation
                    .filter(|text| !text.trim().is_empty())
                    .map(|text| view! { <p class="present-explanation">{text}</p> })}
                {why.map(|why| view! { <p class="present-explanation">{why}</p> })}
                <Again shown at />
            </div>
            <div class="present-reasons">
                {explained
                    .map(|(_, found)| {
                        reasons(&found)
                            .into_iter()
                            .map(|reasons| view! { <Because reasons /> })
                            .collect_view()
                    })}
            </div>
        </div>
    }
}

#[component]
fn Because(reasons: Reasons) -> impl IntoView {
    view! {
        <section>
            <h3>{reasons.heading}</h3>
            <ul>{reasons.parts.into_iter().map(|part| criterion(part, true)).collect_view()}</ul>
        </section>
    }
}

/// A criterion with its mark, and what it is made of.
fn criterion(part: Part, open: bool) -> AnyView {
    let (mark, said) = told(part.verdict);
    let inner = (open && part.parts.len() > 1).then(|| {
        let parts = part.parts.into_iter().map(|part| criterion(part, false));
        view! { <ul>{parts.collect_view()}</ul> }
    });
    view! {
        <li>
            <span class=format!("present-verdict {}", part.verdict.id()) aria-hidden="true">
                {mark}
            </span>
            <span>
                {part.label}
                <span class="unseen">{format!(": {said}. ")}</span>
                <small>{part.fact}</small>
            </span>
            {inner}
        </li>
    }
    .into_any()
}
