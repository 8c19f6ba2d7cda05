//! The texts of a status or activity column, each with what it is read as.

use super::importing::Importing;
use crate::words;
use exchange::{PlannedColumn, Reading, readings_offered};
use leptos::prelude::*;

/// Values shown before somebody asks for more.
const SHOWN: usize = 40;

/// The texts, folded away until somebody wants to see them.
#[component]
pub fn Values(
    importing: Importing,
    at: usize,
    column: Memo<Option<PlannedColumn>>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let all = RwSignal::new(false);
    let count = move || column.with(|column| column.as_ref().map_or(0, |c| c.values.len()));
    let summary = move || {
        let read = column.with(|column| {
            let values = column.iter().flat_map(|column| &column.values);
            values
                .filter(|value| value.reading != Reading::Nothing)
                .count()
        });
        format!(
            "{}, {read} of them mean something",
            words::counted(count() as u32, "different text")
        )
    };
    let shown = move || match all.get() {
        true => count(),
        false => count().min(SHOWN),
    };
    view! {
        <details
            class="import-values"
            on:toggle=move |event| {
                let details = event_target::<web_sys::Element>(&event);
                open.set(details.has_attribute("open"));
            }
        >
            <summary>{summary}</summary>
            // Made only when it is seen: each text has its own list of readings.
            <Show when=move || open.get()>
                <ul>
                    {move || {
                        (0..shown()).map(|value| view! { <Value importing at value column /> }).collect_view()
                    }}
                </ul>
                <Show when=move || shown() < count()>
                    <button type="button" class="button small" on:click=move |_| all.set(true)>
                        "Show all"
                    </button>
                </Show>
            </Show>
        </details>
    }
}

#[component]
fn Value(
    importing: Importing,
    at: usize,
    value: usize,
    column: Memo<Option<PlannedColumn>>,
) -> impl IntoView {
    let planned = column.with_untracked(|column| {
        column
            .as_ref()
            .and_then(|column| column.values.get(value).cloned())
    });
    planned.map(|planned| {
        let offered = readings_offered();
        let extra = (!offered.contains(&planned.reading)).then(|| planned.reading.clone());
        let offered: Vec<Reading> = extra.into_iter().chain(offered).collect();
        let options = offered.clone();
        let reading = planned.reading.clone();
        let choose = move |event: leptos::ev::Event| {
            let place: Option<usize> = event_target_value(&event).parse().ok();
            if let Some(reading) = place.and_then(|place| offered.get(place).cloned()) {
                importing.plan.update(|plan| {
                    if let Some(plan) = plan {
                        plan.choose_reading(at, value, reading);
                    }
                });
            }
        };
        view! {
            <li>
                <span class="import-text">{planned.text.clone()}</span>
                <span class="muted">{words::count(planned.count)}</span>
                <select class="field" aria-label=format!("“{}” is read as", planned.text) on:change=choose>
                    {options
                        .into_iter()
                        .enumerate()
                        .map(|(place, option)| {
                            view! {
                                <option value=place.to_string() selected=option == reading>
                                    {option.label()}
                                </option>
                            }
                        })
                        .collect_view()}
                </select>
            </li>
        }
    })
}
