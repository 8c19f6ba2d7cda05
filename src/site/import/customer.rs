//! Who the ideal customer is, picked from the list's own values.

use super::answers::Answers;
use crate::words;
use leptos::prelude::*;
use model::Suggestion;

/// Picks shown before somebody asks for more.
const SHOWN: usize = 10;
/// Columns shown before somebody asks for more.
const OPEN: usize = 6;

/// The question.
#[component]
pub fn Customer(answers: Answers, suggestions: Signal<Vec<Suggestion>>) -> impl IntoView {
    // Columns beyond the usual ones come in when somebody chooses them.
    let added = RwSignal::new(Vec::<String>::new());
    let is_shown = move |at: usize, group: &Suggestion| {
        at < OPEN
            || added.with(|added| added.contains(&group.attribute))
            || answers
                .picked
                .with_untracked(|picked| picked.contains_key(&group.attribute))
            || (0..group.choices.len()).any(|place| untrack(|| answers.is_picked(group, place)))
    };
    let shown = Memo::new(move |_| {
        suggestions.with(|groups| {
            let shown = groups
                .iter()
                .enumerate()
                .filter(|(at, group)| is_shown(*at, group));
            shown.map(|(_, group)| group.clone()).collect::<Vec<_>>()
        })
    });
    let others = move || {
        let shown = shown.get();
        suggestions.with(|groups| {
            let others = groups.iter().filter(|group| !shown.contains(group));
            others
                .map(|g| (g.attribute.clone(), g.label.clone()))
                .collect::<Vec<_>>()
        })
    };
    let add = move |event: leptos::ev::Event| {
        let id = event_target_value(&event);
        if !id.is_empty() {
            added.update(|added| added.push(id));
        }
    };
    view! {
        <fieldset class="question-block ideal">
            <legend>"Who is your ideal customer?"</legend>
            <p class="muted">
                "Pick what fits best; several are fine. What you pick replaces what the definition counts as fit. What you leave out does not count."
            </p>
            <Show when=move || suggestions.with(Vec::is_empty)>
                <p>"This list has no column to pick from, such as industry, country or size."</p>
            </Show>
            <For
                each=move || shown.get()
                key=|group| group.attribute.clone()
                children=move |group| view! { <Picks answers group /> }
            />
            <Show when=move || !others().is_empty()>
                <label class="ideal-more">
                    "Another column "
                    <select class="field" on:change=add prop:value="">
                        <option value="">"Choose…"</option>
                        {move || {
                            others()
                                .into_iter()
                                .map(|(id, label)| view! { <option value=id>{label}</option> })
                                .collect_view()
                        }}
                    </select>
                </label>
            </Show>
        </fieldset>
    }
}

/// The values of one attribute.
#[component]
fn Picks(answers: Answers, group: Suggestion) -> impl IntoView {
    let count = group.choices.len();
    let all = RwSignal::new(count <= SHOWN + 2);
    let (name, label) = (group.label.clone(), group.label.clone());
    let group = StoredValue::new(group);
    let shown = move || if all.get() { count } else { SHOWN };
    view! {
        <div class="picks" role="group" aria-label=name>
            <h3>{label}</h3>
            <div class="chips">
                {move || {
                    (0..shown()).map(|place| view! { <Chip answers group place /> }).collect_view()
                }}
                <Show when=move || !all.get()>
                    <button type="button" class="link" on:click=move |_| all.set(true)>
                        {format!("{} more", count - SHOWN)}
                    </button>
                </Show>
            </div>
        </div>
    }
}

#[component]
fn Chip(answers: Answers, group: StoredValue<Suggestion>, place: usize) -> impl IntoView {
    let (label, count) = group.with_value(|group| {
        let pick = group.choices.get(place);
        pick.map(|pick| (pick.label.clone(), pick.count))
            .unwrap_or_default()
    });
    let pressed = move || group.with_value(|group| answers.is_picked(group, place));
    view! {
        <button
            type="button"
            class="chip"
            aria-pressed=move || if pressed() { "true" } else { "false" }
            on:click=move |_| group.with_value(|group| answers.toggle(group, place))
        >
            <span>{label}</span>
            <small>{words::count(count)}</small>
        </button>
    }
}
