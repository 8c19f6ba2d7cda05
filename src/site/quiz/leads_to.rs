//! Where the answers lead: the share of each stage and result, and what nobody ever comes to.

use super::draft::Draft;
use crate::slice::{Slice, wait};
use crate::{clock, words};
use leptos::prelude::*;
use model::quiz::{DeadEnd, DeadEndAt, Outlook, OutlookJob, dead_ends, read_quiz, rulebook_of};
use model::{Node, Stage};
use serde_json::Value;

/// The same sample each time.
const SEED: u64 = 1;
/// Milliseconds after the last change at which counting begins.
const PATIENCE: i32 = 300;

/// What is known of where the quiz leads.
#[derive(Clone, Debug, PartialEq)]
struct Found {
    outlook: Outlook,
    results: Vec<String>,
    dead_ends: Vec<String>,
}

/// The pane.
#[component]
pub fn LeadsTo(draft: Draft) -> impl IntoView {
    let found = RwSignal::new(None::<Found>);
    let counting = RwSignal::new(true);
    let turn = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let played = draft.played();
        turn.update_value(|turn| *turn += 1);
        let mine = turn.get_value();
        counting.set(played.is_ok());
        let Ok(quiz) = played else { return };
        leptos::task::spawn_local(async move {
            wait(PATIENCE).await;
            let goes_on = move || turn.try_get_value() == Some(mine);
            if goes_on()
                && let Some(new) = count(draft, &quiz, goes_on).await
            {
                let _ = found.try_set(Some(new));
                let _ = counting.try_set(false);
            }
        });
    });
    view! {
        <h2>"Where the answers lead"</h2>
        <Show when=move || draft.ready.with(Result::is_err)>
            <p class="quiz-note">"This counts again when the quiz is ready to be played."</p>
        </Show>
        <Show when=move || counting.get() && found.with(Option::is_none)>
            <p class="muted">"Counting…"</p>
        </Show>
        {move || found.get().map(|found| view! { <Shares found /> })}
    }
}

/// Counts in slices; `None` when it was called off.
async fn count(draft: Draft, quiz: &Value, goes_on: impl Fn() -> bool) -> Option<Found> {
    let rulebook = draft.session.look(|desk| {
        let rulebook = rulebook_of(quiz, &desk.workspace);
        rulebook.map(std::borrow::Cow::into_owned).ok()
    })?;
    let as_of = clock::today();
    let read = read_quiz(Node::Value(quiz)).ok()?;
    let mut job = OutlookJob::new(&read, &rulebook, as_of, SEED);
    let mut slice = Slice::new();
    while job.go_on() {
        slice.pause().await;
        if !goes_on() {
            return None;
        }
    }
    let outlook = job.finish();
    let results = quiz.get("results").and_then(Value::as_array);
    let title = |result: &Value| {
        let title = result.get("title").and_then(Value::as_str);
        title.unwrap_or_default().to_owned()
    };
    Some(Found {
        dead_ends: told(dead_ends(quiz, &rulebook, &outlook, as_of)),
        results: results.into_iter().flatten().map(title).collect(),
        outlook,
    })
}

/// What is the matter, in sentences; the results without a button in one of them.
fn told(ends: Vec<DeadEnd>) -> Vec<String> {
    let (without, others): (Vec<_>, Vec<_>) = ends
        .into_iter()
        .partition(|end| matches!(end.at, DeadEndAt::Action(_)));
    let mut sentences: Vec<String> = others.into_iter().map(|end| end.sentence).collect();
    match &without[..] {
        [] => {}
        [only] => sentences.push(only.sentence.clone()),
        several => sentences.push(format!(
            "{} results have no button: whoever sees them has nowhere to go from there.",
            several.len()
        )),
    }
    sentences
}

#[component]
fn Shares(found: Found) -> impl IntoView {
    let Found {
        outlook,
        results,
        dead_ends,
    } = found;
    let all = outlook.looked_at;
    let said = if outlook.exact {
        format!(
            "All {} combinations of answers, each counted once, “I don’t know” among them.",
            words::count(all)
        )
    } else {
        format!(
            "{} combinations of answers, drawn evenly from all there are, “I don’t know” among them.",
            words::count(all)
        )
    };
    let stages = Stage::ALL
        .into_iter()
        .zip(outlook.stages)
        .filter(|(_, n)| *n > 0);
    view! {
        <p class="muted">{said} " Real visitors answer otherwise: this says what is possible, not what is likely."</p>
        <table class="quiz-shares">
            <caption class="unseen">"Stages"</caption>
            <thead>
                <tr>
                    <th scope="col">"Stage"</th>
                    <th scope="col">"Combinations"</th>
                    <th scope="col">"Share"</th>
                </tr>
            </thead>
            <tbody>
                {stages
                    .map(|(stage, n)| {
                        view! {
                            <tr>
                                <th scope="row">
                                    <span class=format!("stage {}", words::stage_class(stage))>
                                        <svg class="shape" aria-hidden="true">
                                            <use href=words::stage_shape(stage)></use>
                                        </svg>
                                        {stage.label()}
                                    </span>
                                </th>
                                <td>{words::count(n)}</td>
                                <td>
                                    <Share part=n whole=all class=words::stage_class(stage) />
                                </td>
                            </tr>
                        }
                    })
                    .collect_view()}
            </tbody>
        </table>
        <table class="quiz-shares">
            <caption class="unseen">"Results"</caption>
            <thead>
                <tr>
                    <th scope="col">"Result"</th>
                    <th scope="col">"Combinations"</th>
                    <th scope="col">"Share"</th>
                </tr>
            </thead>
            <tbody>
                {results
                    .into_iter()
                    .zip(outlook.results)
                    .map(|(title, n)| {
                        view! {
                            <tr>
                                <th scope="row">{title}</th>
                                <td>{words::count(n)}</td>
                                <td>
                                    <Share part=n whole=all class="contact" />
                                </td>
                            </tr>
                        }
                    })
                    .collect_view()}
            </tbody>
        </table>
        <h3>"To look at"</h3>
        {if dead_ends.is_empty() {
            view! { <p class="muted">"Every result and every question is reached by somebody."</p> }.into_any()
        } else {
            view! {
                <ul class="quiz-dead-ends">
                    {dead_ends.into_iter().map(|text| view! { <li>{text}</li> }).collect_view()}
                </ul>
            }
                .into_any()
        }}
    }
}

#[component]
fn Share(part: u32, whole: u32, class: &'static str) -> impl IntoView {
    let share = f64::from(part) / f64::from(whole.max(1)) * 100.0;
    view! {
        <span class=format!("share-bar {class}") aria-hidden="true">
            <i style:width=format!("{share:.1}%")></i>
        </span>
        {words::percent(part, whole)}
    }
}
