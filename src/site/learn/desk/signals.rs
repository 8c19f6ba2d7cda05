//! What the contact of a case did, with day and count.

use super::case::Writing;
use crate::learn::focus::focus_when_there;
use crate::words;
use exchange::{add_signal, remove_signal, signals_of, text_of};
use leptos::prelude::*;
use model::Day;
use model::facts::{SIGNALS, signal_label};
use model::learn::{Subject, facts_looked_at};
use serde_json::Value;

/// The section.
#[component]
pub fn Signals(writing: Writing) -> impl IntoView {
    let all = Memo::new(move |_| {
        writing.case.with(|case| {
            let contact = case.get("contact").unwrap_or(&Value::Null);
            signals_of(contact).to_vec()
        })
    });
    view! {
        <section class="desk-signals" aria-labelledby="desk-signals">
            <h3 id="desk-signals" tabindex="-1">
                "What they did"
            </h3>
            <ul>
                {move || {
                    all.get()
                        .into_iter()
                        .enumerate()
                        .map(|(at, signal)| view! { <Line writing at signal /> })
                        .collect_view()
                }}
            </ul>
            <Show when=move || all.with(Vec::is_empty)>
                <p class="desk-hint">"Nothing yet."</p>
            </Show>
            <Add writing />
        </section>
    }
}

#[component]
fn Line(writing: Writing, at: usize, signal: Value) -> impl IntoView {
    let as_of = writing.draft.as_of();
    let label = signal_label(text_of(&signal, "kind")).to_owned();
    let count = signal.get("count").and_then(Value::as_u64).unwrap_or(1);
    let times = match count {
        1 => String::new(),
        n => format!(" ×{}", words::count(n)),
    };
    let when = match Day::parse(text_of(&signal, "date")) {
        Some(day) => format!("{}, {}", words::day(day), words::ago(day, as_of)),
        None => "day not known".to_owned(),
    };
    let remove_label = format!("Remove: {label}");
    let remove = {
        let label = label.clone();
        move |_| {
            writing.change(&format!("remove “{label}”"), |case| {
                remove_signal(case, at)
            });
            focus_when_there(&["#desk-signals"]);
        }
    };
    view! {
        <li>
            <span>{label} {times}</span>
            <small>{when}</small>
            <button type="button" class="quiet" aria-label=remove_label on:click=remove>
                <svg class="icon" aria-hidden="true">
                    <use href="#icon-close"></use>
                </svg>
            </button>
        </li>
    }
}

#[component]
fn Add(writing: Writing) -> impl IntoView {
    let draft = writing.draft;
    // The kinds that the definition looks at come first.
    let kinds = Memo::new(move |_| {
        let day = draft.as_of();
        let counts: Vec<String> = draft.rulebook.with(|rulebook| {
            let all = rulebook
                .as_ref()
                .map(|rulebook| facts_looked_at(rulebook, day));
            all.into_iter()
                .flatten()
                .filter_map(|subject| match subject {
                    Subject::Signal(kind) => Some(kind),
                    Subject::Attribute(_) => None,
                })
                .collect()
        });
        let others = SIGNALS
            .iter()
            .map(|(kind, ..)| (*kind).to_owned())
            .filter(|kind| !counts.contains(kind))
            .collect::<Vec<_>>();
        (counts, others)
    });
    let kind = RwSignal::new(kinds.with_untracked(|(counts, others)| {
        let replied = "replied".to_owned();
        match counts.contains(&replied) {
            true => replied,
            false => counts
                .first()
                .or(others.first())
                .cloned()
                .unwrap_or(replied),
        }
    }));
    let day = RwSignal::new(untrack(|| draft.as_of()).written());
    let count = RwSignal::new("1".to_owned());
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let kind = kind.get_untracked();
        let on = day.get_untracked();
        let Ok(times @ 1..=1_000) = count.get_untracked().trim().parse::<u32>() else {
            draft.session.warn("How often? A number from 1 to 1,000.");
            return;
        };
        let label = format!("add “{}”", signal_label(&kind));
        writing.change(&label, |case| {
            add_signal(case, &kind, Day::parse(&on), times)
        });
        count.set("1".to_owned());
    };
    let options = move |kinds: Vec<String>| {
        kinds
            .into_iter()
            .map(|id| {
                let label = signal_label(&id).to_owned();
                let selected = kind.get_untracked() == id;
                view! { <option value=id selected=selected>{label}</option> }
            })
            .collect_view()
    };
    view! {
        <form class="desk-act" on:submit=add>
            <label class="desk-field">
                <span>"They"</span>
                <select class="field" id="desk-kind" prop:value=kind on:change=move |event| kind.set(event_target_value(&event))>
                    {move || {
                        let (counts, others) = kinds.get();
                        view! {
                            <optgroup label="Counts by the definition">{options(counts)}</optgroup>
                            <optgroup label="Other">{options(others)}</optgroup>
                        }
                    }}
                </select>
            </label>
            <label class="desk-field">
                <span>"On"</span>
                <input
                    class="field"
                    type="date"
                    title="Empty when the day is not known"
                    prop:value=day
                    on:change=move |event| day.set(event_target_value(&event))
                />
            </label>
            <label class="desk-field desk-times">
                <span>"Times"</span>
                <input
                    class="field"
                    type="number"
                    min="1"
                    max="1000"
                    prop:value=count
                    on:input=move |event| count.set(event_target_value(&event))
                />
            </label>
            <button type="submit" class="button">"Add"</button>
        </form>
    }
}
