//! A poll by show of hands: a count for each option, with bars that grow.

use super::presented::{Choice, Presented};
use super::story::per_screen;
use crate::words;
use leptos::prelude::*;
use model::learn::count_of;

/// The story, and beside it the options with their hands.
#[component]
pub fn Hands(shown: Presented, at: usize) -> impl IntoView {
    let text = shown
        .of_case(at, |case| case.text.clone())
        .unwrap_or_default();
    let per = per_screen(text.chars().count(), 0.6);
    let step = format!("Case {} of {}: hands", at + 1, shown.cases());
    let total = move || match shown.poll(at).total() {
        0 => "No hands counted. Count them, or go on without.".to_owned(),
        total => words::counted(total, "hand"),
    };
    let rows = shown
        .choices(at)
        .into_iter()
        .enumerate()
        .map(|(place, choice)| {
            view! { <Row shown at place choice /> }
        });
    view! {
        <div class="present-split">
            <p class="present-story" style:--per=per>
                {text}
            </p>
            // The focus goes into the first field: with the group's name the step is heard, which the heading says to the eye.
            <div class="present-poll" role="group" aria-label=step>
                {rows.collect_view()}
                <p class="present-total" role="status">
                    {total}
                </p>
            </div>
        </div>
    }
}

#[component]
fn Row(shown: Presented, at: usize, place: usize, choice: Choice) -> impl IntoView {
    let choice = StoredValue::new(choice);
    let typed = Memo::new(move |_| choice.with_value(|choice| shown.typed(at, &choice.id)));
    let problem = Memo::new(move |_| typed.with(|typed| count_of(typed).err()));
    let step = move |by: i64| {
        let now = typed.with_untracked(|typed| count_of(typed).unwrap_or(0));
        let next = (i64::from(now) + by).max(0).to_string();
        choice.with_value(|choice| shown.type_hands(at, choice, &next));
        shown.session.end_typing();
    };
    let type_it = move |event| {
        let text = event_target_value(&event);
        choice.with_value(|choice| shown.type_hands(at, choice, &text));
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowUp" => 1,
            "ArrowDown" => -1,
            _ => return,
        };
        event.prevent_default();
        step(by);
    };
    let mark_all = |event: leptos::ev::FocusEvent| {
        event_target::<web_sys::HtmlInputElement>(&event).select();
    };
    let (label, stage) = choice.with_value(|choice| (choice.label.clone(), choice.stage));
    let problem_id = format!("present-problem-{place}");
    view! {
        <div class="present-option">
            <Label label=label.clone() stage />
            <Bar shown at place stage />
            <div class="present-count">
                <button
                    type="button"
                    class="present-step"
                    aria-label=format!("One hand fewer for {label}")
                    on:click=move |_| step(-1)
                >
                    "−"
                </button>
                <input
                    class="present-field"
                    inputmode="numeric"
                    autocomplete="off"
                    aria-label=format!("Hands for {label}")
                    aria-invalid=move || problem.with(Option::is_some).to_string()
                    aria-describedby=problem_id.clone()
                    prop:value=move || typed.get()
                    on:input=type_it
                    on:keydown=on_key
                    on:focus=mark_all
                    on:blur=move |_| shown.session.end_typing()
                />
                <button
                    type="button"
                    class="present-step"
                    aria-label=format!("One hand more for {label}")
                    on:click=move |_| step(1)
                >
                    "+"
                </button>
            </div>
            <p class="present-problem" id=problem_id>
                {move || problem.get().map(|problem| problem.to_string())}
            </p>
        </div>
    }
}

/// The name of an option, with the shape of its stage.
#[component]
pub fn Label(label: String, stage: Option<model::Stage>) -> impl IntoView {
    view! {
        <span class=format!("present-label {}", stage.map_or("", words::stage_class))>
            {stage
                .map(|stage| {
                    view! {
                        <svg class="shape" aria-hidden="true">
                            <use href=words::stage_shape(stage)></use>
                        </svg>
                    }
                })}
            <span>{label}</span>
        </span>
    }
}

/// The bar of an option.
#[component]
pub fn Bar(
    shown: Presented,
    at: usize,
    place: usize,
    stage: Option<model::Stage>,
) -> impl IntoView {
    let length = move || {
        let bars = shown.poll(at).bars();
        format!("{:.1}%", 100.0 * bars.get(place).copied().unwrap_or(0.0))
    };
    view! {
        <span class=format!("present-bar {}", stage.map_or("", words::stage_class)) aria-hidden="true">
            <i style:inline-size=length></i>
        </span>
    }
}
