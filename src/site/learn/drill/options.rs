//! Something to choose from in words: how sure, which fact, which story.

use leptos::prelude::*;

/// A choice in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What it says.
    pub text: String,
    /// Whether it is the right one; `None` where none is.
    pub right: Option<bool>,
}

/// Buttons in a row or a column, each with the number that presses it.
#[component]
pub fn Options(
    /// What is asked.
    #[prop(into)]
    legend: String,
    /// What there is to choose from.
    options: Vec<Choice>,
    /// Which place is chosen. Listens.
    #[prop(into)]
    chosen: Signal<Option<usize>>,
    /// Whether this is what the number keys mean now.
    #[prop(into)]
    asked: Signal<bool>,
    /// Whether the answer is shown.
    #[prop(into)]
    shown: Signal<bool>,
    /// Called with the place.
    choose: impl Fn(usize) + Copy + 'static,
) -> impl IntoView {
    let buttons = options.into_iter().enumerate().map(|(place, option)| {
        let right = option.right;
        let is_chosen = move || chosen.get() == Some(place);
        let mark = move || match (shown.get(), is_chosen(), right) {
            (true, true, Some(true)) => "your answer, right",
            (true, true, Some(false)) => "your answer",
            (true, false, Some(true)) => "the answer",
            _ => "",
        };
        view! {
            <button
                type="button"
                class="drill-option"
                class:right=move || shown.get() && right == Some(true)
                class:wrong=move || shown.get() && is_chosen() && right == Some(false)
                aria-pressed=move || is_chosen().to_string()
                aria-disabled=move || shown.get().to_string()
                on:click=move |_| {
                    if !shown.get_untracked() {
                        choose(place);
                    }
                }
            >
                <span>{option.text}</span>
                <small>{mark}</small>
                <kbd aria-hidden="true">{place + 1}</kbd>
            </button>
        }
    });
    let name = legend.clone();
    view! {
        <div
            class="drill-options"
            role="group"
            aria-label=name
            data-asked=move || asked.get().to_string()
        >
            <p class="drill-ask" aria-hidden="true">
                {legend}
            </p>
            <div>{buttons.collect_view()}</div>
        </div>
    }
}
