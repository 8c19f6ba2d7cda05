//! Three questions about the whole list: without them a real list stays a heap of contacts.

use super::answers::Answers;
use super::customer::Customer;
use super::importing::{Importing, Step};
use crate::clock;
use leptos::prelude::*;
use model::{Day, Suggestion};

/// The step.
#[component]
pub fn Questions(importing: Importing) -> impl IntoView {
    let proposed = importing.dated.get_value().is_some();
    view! {
        <div class="dialog-body import-questions" tabindex="-1" autofocus>
            <p class="muted">
                "No column can say these. Skip what you do not know; you can answer later by choosing the list at the side."
            </p>
            <ThreeQuestions answers=importing.answers suggestions=importing.suggestions.into() proposed />
        </div>
        <div class="dialog-foot">
            <button type="button" class="button" on:click=move |_| importing.go(Step::Columns)>
                "Back to the columns"
            </button>
            <span class="gap"></span>
            <button type="button" class="button primary" on:click=move |_| importing.put_in()>
                "Import"
            </button>
        </div>
    }
}

/// The questions, for an import and for a list that is in.
#[component]
pub fn ThreeQuestions(
    answers: Answers,
    suggestions: Signal<Vec<Suggestion>>,
    /// Whether the day was proposed and not said.
    #[prop(optional)]
    proposed: bool,
) -> impl IntoView {
    let market = |value: Option<bool>, label: &'static str| {
        view! {
            <label class="check">
                <input
                    type="radio"
                    name="in-target-market"
                    prop:checked=move || answers.in_target_market.get() == value
                    on:change=move |_| answers.in_target_market.set(value)
                />
                {label}
            </label>
        }
    };
    let hint = move || match answers.exported_on.get() {
        None => "Without it, everything they did counts as done today.",
        Some(_) if proposed => {
            "Proposed: the day the file was last changed. What has no day of its own counts as of then, and fades from then on."
        }
        Some(_) => "What has no day of its own counts as of then, and fades from then on.",
    };
    view! {
        <fieldset class="question-block">
            <legend>"Are these all in your target market?"</legend>
            <div class="question-row">
                {market(Some(true), "Yes")} {market(Some(false), "No")} {market(None, "Some, or not sure")}
            </div>
        </fieldset>
        <div class="question-block">
            <label for="import-day">"When was it exported?"</label>
            <div class="question-row">
                <input
                    id="import-day"
                    class="field import-day"
                    type="date"
                    max=clock::today().to_string()
                    prop:value=move || answers.exported_on.get().map(|day| day.to_string()).unwrap_or_default()
                    on:change=move |event| answers.exported_on.set(Day::parse(&event_target_value(&event)))
                />
                <small class="muted">{hint}</small>
            </div>
        </div>
        <Customer answers suggestions />
    }
}
