//! One column of the list: its first values, what it is taken for, what could not be read.

use super::importing::Importing;
use super::values::Values;
use crate::words;
use exchange::{DateOrder, Meaning, PlannedColumn, meanings_offered};
use leptos::prelude::*;

/// One column.
#[component]
pub fn ColumnRow(importing: Importing, at: usize) -> impl IntoView {
    let column = Memo::new(move |_| {
        importing
            .plan
            .with(|plan| plan.as_ref().and_then(|plan| plan.columns.get(at).cloned()))
    });
    let header = column.with_untracked(|column| {
        column
            .as_ref()
            .map_or_else(String::new, |column| column.header.clone())
    });
    let samples = column.with_untracked(|column| {
        column
            .as_ref()
            .map_or_else(String::new, |column| column.samples.join(" · "))
    });
    let filled = column.with_untracked(|column| column.as_ref().map_or(0, |column| column.filled));
    let rows = importing.raw().map_or(0, |raw| raw.rows());
    let id = format!("import-column-{at}");
    let has_values = move || {
        column.with(|column| {
            column
                .as_ref()
                .is_some_and(|column| !column.values.is_empty())
        })
    };
    let ignored = move || {
        column.with(|column| {
            column
                .as_ref()
                .is_some_and(|c| c.meaning == Meaning::Ignore)
        })
    };
    view! {
        <li class="import-column" class:ignored=ignored>
            <div>
                <label for=id.clone() class="import-header">
                    {header.clone()}
                </label>
                <small class="muted">{format!("filled in {} of rows", words::percent(filled, rows))}</small>
            </div>
            <div class="import-samples">
                {if samples.is_empty() { "no values".to_owned() } else { samples }}
            </div>
            <div class="import-meaning">
                <MeaningSelect importing at column id />
                <DateOrderSelect importing at column />
                <Notes column />
            </div>
            <Show when=has_values>
                <Values importing at column />
            </Show>
        </li>
    }
}

/// All meanings, in their groups.
#[component]
fn MeaningSelect(
    importing: Importing,
    at: usize,
    column: Memo<Option<PlannedColumn>>,
    id: String,
) -> impl IntoView {
    let chosen = Memo::new(move |_| {
        column.with(|column| column.as_ref().map_or_else(String::new, |c| c.meaning.id()))
    });
    let mut groups: Vec<(&'static str, Vec<Meaning>)> = Vec::new();
    let mut offers: Vec<(&'static str, Meaning)> = meanings_offered()
        .into_iter()
        .map(|offer| (offer.group, offer.meaning))
        .collect();
    // A column may stand for something that is not on the list: a fact of the team's own.
    if let Some(own) = column.with_untracked(|c| c.as_ref().map(|c| c.meaning.clone()))
        && !offers.iter().any(|(_, meaning)| *meaning == own)
    {
        offers.insert(0, ("Column", own));
    }
    for (group, meaning) in offers {
        match groups.last_mut() {
            Some((name, meanings)) if *name == group => meanings.push(meaning),
            _ => groups.push((group, vec![meaning])),
        }
    }
    let choose = move |event: leptos::ev::Event| {
        let id = event_target_value(&event);
        let meaning = meanings_offered()
            .into_iter()
            .map(|offer| offer.meaning)
            .find(|meaning| meaning.id() == id);
        if let (Some(meaning), Some(raw)) = (meaning, importing.raw()) {
            importing.plan.update(|plan| {
                if let Some(plan) = plan {
                    plan.choose(&raw, at, meaning);
                }
            });
        }
    };
    view! {
        <select class="field" id=id on:change=choose prop:value=chosen>
            {groups
                .into_iter()
                .map(|(name, meanings)| {
                    view! {
                        <optgroup label=name>
                            {meanings
                                .into_iter()
                                .map(|meaning| {
                                    let id = meaning.id();
                                    let is_chosen = chosen.with_untracked(|chosen| *chosen == id);
                                    view! {
                                        <option value=id selected=is_chosen>
                                            {meaning.label()}
                                        </option>
                                    }
                                })
                                .collect_view()}
                        </optgroup>
                    }
                })
                .collect_view()}
        </select>
    }
}

/// Day or month first, where dates can be read both ways.
#[component]
fn DateOrderSelect(
    importing: Importing,
    at: usize,
    column: Memo<Option<PlannedColumn>>,
) -> impl IntoView {
    let order = Memo::new(move |_| column.with(|c| c.as_ref().and_then(|c| c.date_order)));
    let choose = move |event: leptos::ev::Event| {
        let order = match event_target_value(&event).as_str() {
            "month" => DateOrder::MonthFirst,
            _ => DateOrder::DayFirst,
        };
        if let Some(raw) = importing.raw() {
            importing.plan.update(|plan| {
                if let Some(plan) = plan {
                    plan.choose_date_order(&raw, at, order);
                }
            });
        }
    };
    view! {
        <Show when=move || order.get().is_some()>
            <select class="field" aria-label="Order of day and month" on:change=choose>
                <option value="day" selected=move || order.get() == Some(DateOrder::DayFirst)>
                    "Day first: 03/04 is 3 April"
                </option>
                <option value="month" selected=move || order.get() == Some(DateOrder::MonthFirst)>
                    "Month first: 03/04 is March 4"
                </option>
            </select>
        </Show>
    }
}

/// What there is to know about the column.
#[component]
fn Notes(column: Memo<Option<PlannedColumn>>) -> impl IntoView {
    let note = move || column.with(|column| column.as_ref().and_then(|column| column.note.clone()));
    let unread = move || column.with(|column| column.as_ref().and_then(unread));
    view! {
        <Show when=move || note().is_some()>
            <small class="import-note">{note}</small>
        </Show>
        <Show when=move || unread().is_some()>
            <small class="import-unread">{unread}</small>
        </Show>
    }
}

/// How many values cannot be read, with some of them.
fn unread(column: &PlannedColumn) -> Option<String> {
    let missed = column.filled.saturating_sub(column.read);
    if missed == 0 || column.unread.is_empty() {
        return None;
    }
    let some: Vec<String> = column
        .unread
        .iter()
        .map(|text| format!("“{text}”"))
        .collect();
    Some(format!(
        "{} of {} not read, kept as written: {}",
        words::count(missed),
        words::count(column.filled),
        some.join(", ")
    ))
}
