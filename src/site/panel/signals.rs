//! What a contact did: the signals, to add to and to take from.

use crate::session::Session;
use crate::words;
use leptos::prelude::*;
use model::facts::{SIGNALS, signal_label};
use model::{Day, Edit};

/// A signal in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    kind: String,
    /// Its place among those of its kind.
    at: usize,
    day: Option<Day>,
    count: u32,
}

/// The signals.
#[component]
pub fn Signals(session: Session, row: u32) -> impl IntoView {
    let lines = Memo::new(move |_| {
        session.facts.track();
        lines(session, row)
    });
    view! {
        <h3>
            "What they did"
        </h3>
        <ul class="signals">
            {move || {
                lines.get().into_iter().map(|line| view! { <Signal session row line /> }).collect_view()
            }}
        </ul>
        <Show when=move || lines.with(|l| l.is_empty())>
            <p class="muted">"Nothing recorded."</p>
        </Show>
        <AddSignal session row />
    }
}

#[component]
fn Signal(session: Session, row: u32, line: Line) -> impl IntoView {
    let as_of = session.look(|desk| desk.workspace.as_of());
    let label = signal_label(&line.kind).to_owned();
    let times = if line.count > 1 {
        format!(" ×{}", words::count(line.count))
    } else {
        String::new()
    };
    let when = match line.day {
        Some(day) => view! { <time datetime=day.to_string() title=words::ago(day, as_of)>{words::day(day)}</time> }.into_any(),
        None => view! { <span class="undated" title="Counts as of the day the list was exported">"day not known"</span> }.into_any(),
    };
    let remove_label = format!("Remove: {label}");
    let remove = move |_| {
        let mut entries = entries(session, row, &line.kind);
        if line.at < entries.len() {
            entries.remove(line.at);
        }
        set(session, row, &line.kind, entries);
    };
    view! {
        <li>
            <span>{label} {times}</span>
            {when}
            <button type="button" class="quiet" aria-label=remove_label on:click=remove>
                <svg class="icon" aria-hidden="true">
                    <use href="#icon-close"></use>
                </svg>
            </button>
        </li>
    }
}

#[component]
fn AddSignal(session: Session, row: u32) -> impl IntoView {
    let kind = RwSignal::new("replied".to_owned());
    let day = RwSignal::new(session.look(|desk| desk.workspace.as_of().to_string()));
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let kind = kind.get();
        let mut entries = entries(session, row, &kind);
        entries.push((Day::parse(&day.get()), 1));
        set(session, row, &kind, entries);
    };
    view! {
        <form class="add-signal" on:submit=add>
            <select
                class="field"
                aria-label="What they did"
                prop:value=kind
                on:change=move |event| kind.set(event_target_value(&event))
            >
                {SIGNALS
                    .iter()
                    .map(|(id, label, _)| {
                        view! { <option value=*id selected=*id == "replied">{*label}</option> }
                    })
                    .collect_view()}
            </select>
            <input
                class="field"
                type="date"
                aria-label="On which day; empty when not known"
                prop:value=day
                on:change=move |event| day.set(event_target_value(&event))
            />
            <button type="submit" class="button">"Add"</button>
        </form>
    }
}

fn lines(session: Session, row: u32) -> Vec<Line> {
    let mut lines: Vec<Line> = session.look(|desk| {
        let mut last = String::new();
        let mut at = 0;
        desk.workspace
            .table()
            .signals_of(row)
            .map(|(kind, entry)| {
                at = if last == kind { at + 1 } else { 0 };
                kind.clone_into(&mut last);
                Line {
                    kind: kind.to_owned(),
                    at,
                    day: entry.day(),
                    count: entry.count,
                }
            })
            .collect()
    });
    // The latest first, those without a day last.
    lines.sort_by_key(|line| std::cmp::Reverse(line.day));
    lines
}

fn entries(session: Session, row: u32, kind: &str) -> Vec<(Option<Day>, u32)> {
    session.look(|desk| {
        let table = desk.workspace.table();
        let of_row = table.signals_of(row);
        of_row
            .filter(|(k, _)| *k == kind)
            .map(|(_, entry)| (entry.day(), entry.count))
            .collect()
    })
}

fn set(session: Session, row: u32, kind: &str, entries: Vec<(Option<Day>, u32)>) {
    let _ = session.apply(Edit::SetSignals {
        row,
        kind: kind.to_owned(),
        entries,
    });
}
