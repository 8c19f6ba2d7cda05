//! The line above the table: how many are shown, by which filters, and what is still running.

use super::view::View;
use crate::session::Session;
use crate::words;
use leptos::prelude::*;

/// The line.
#[component]
pub fn Tally(session: Session, view: View) -> impl IntoView {
    let all = Memo::new(move |_| {
        session.facts.track();
        session.look(|desk| desk.workspace.table().rows())
    });
    let shown = move || view.rows.with(|rows| rows.len() as u64);
    let text = Memo::new(move |_| {
        let (shown, all) = (shown(), u64::from(all.get()));
        if shown == all {
            format!("All {}", words::counted(all, "contact"))
        } else {
            format!(
                "{} of {}",
                words::count(shown),
                words::counted(all, "contact")
            )
        }
    });
    view! {
        <div class="tally">
            <span aria-live="polite">{text}</span>
            <Chip
                text=Signal::derive(move || view.segment.get().map(|s| s.name().to_owned()))
                clear=Callback::new(move |()| view.segment.set(None))
            />
            <Chip
                text=Signal::derive(move || {
                    let text = view.search.get();
                    (!text.trim().is_empty()).then(|| format!("“{}”", text.trim()))
                })
                clear=Callback::new(move |()| view.search.set(String::new()))
            />
            <span class="gap"></span>
            <Show when=move || view.arranging.get()>
                <span class="slow">"Putting them in order…"</span>
            </Show>
            <Show when=move || session.staging.get().is_some()>
                <span>"Staging"</span>
                <progress
                    aria-label="Staging the contacts"
                    prop:value=move || session.staging.get().unwrap_or(1.0)
                ></progress>
            </Show>
            <Chip
                text=Signal::derive(move || {
                    session.before.get().map(|b| format!("+/− against {}", b.label))
                })
                clear=Callback::new(move |()| session.before.set(None))
            />
        </div>
    }
}

/// A filter in force, with a way to lift it.
#[component]
fn Chip(text: Signal<Option<String>>, clear: Callback<()>) -> impl IntoView {
    view! {
        <Show when=move || text.get().is_some()>
            <button
                type="button"
                class="clear"
                aria-label=move || format!("Remove {}", text.get().unwrap_or_default())
                on:click=move |_| clear.run(())
            >
                <span>{move || text.get().unwrap_or_default()}</span>
                <svg class="icon" aria-hidden="true">
                    <use href="#icon-close"></use>
                </svg>
            </button>
        </Show>
    }
}
