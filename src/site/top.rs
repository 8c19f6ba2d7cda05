//! The bar on top: what is open, as of when, and the tools.

use crate::definitions::Definitions;
use crate::rooms::Room;
use crate::session::Session;
use crate::triage::View;
use crate::words;
use leptos::html;
use leptos::prelude::*;
use model::Day;

/// The bar on top.
#[component]
pub fn Top(session: Session, view: View, room: Memo<Room>) -> impl IntoView {
    let about = Memo::new(move |_| {
        session.facts.track();
        session.rules.track();
        session.look(|desk| {
            let lists = desk.workspace.lists();
            let name = match lists {
                [only] => only.name.clone(),
                _ if desk.workspace.name().is_empty() => "Leadlens".to_owned(),
                _ => desk.workspace.name().to_owned(),
            };
            (name, desk.workspace.table().rows(), desk.workspace.as_of())
        })
    });
    let any = Memo::new(move |_| about.get().1 > 0);
    let choose_day = move |event: leptos::ev::Event| {
        if let Some(day) = Day::parse(&event_target_value(&event)) {
            session.choose_day(day);
        }
    };
    view! {
        <header class="top">
            <h1>
                {move || match room.get() {
                    Room::Triage => about.get().0,
                    other => other.name().to_owned(),
                }}
            </h1>
            <Show when=move || room.get() != Room::Triage>
                <span class="gap"></span>
                <Show when=move || room.get() == Room::Learn>
                    <Definitions session />
                </Show>
                <UndoRedo session />
            </Show>
            <Show when=move || room.get() == Room::Triage && any.get()>
                <span class="top-sub">
                    {move || words::counted(about.get().1, "contact")}
                    <label for="as-of">"· as of"</label>
                    <input
                        id="as-of"
                        class="as-of"
                        type="date"
                        required
                        title="The day the list is looked at: what was done fades with time"
                        prop:value=move || about.get().2.to_string()
                        on:change=choose_day
                    />
                </span>
                <span class="gap"></span>
                <Search view />
                <Definitions session />
                <UndoRedo session />
                <button type="button" class="button primary" on:click=move |_| view.import.set(true)>
                    "Import"
                </button>
            </Show>
        </header>
    }
}

/// Back and forth over what was done.
#[component]
fn UndoRedo(session: Session) -> impl IntoView {
    let done = move || {
        session.facts.track();
        session.rules.track();
        session.quizzes.track();
        session.learning.track();
    };
    let undo = Memo::new(move |_| {
        done();
        session.undo_label()
    });
    let redo = Memo::new(move |_| {
        done();
        session.redo_label()
    });
    view! {
        <button
            type="button"
            class="button square"
            disabled=move || undo.get().is_none()
            aria-label=move || undo.get().map_or("Undo".into(), |l| format!("Undo: {l}"))
            title=move || undo.get().map(|l| format!("Undo: {l} (u)"))
            on:click=move |_| session.undo()
        >
            <svg class="icon" aria-hidden="true">
                <use href="#icon-undo"></use>
            </svg>
        </button>
        <button
            type="button"
            class="button square"
            disabled=move || redo.get().is_none()
            aria-label=move || redo.get().map_or("Redo".into(), |l| format!("Redo: {l}"))
            title=move || redo.get().map(|l| format!("Redo: {l} (Shift+u)"))
            on:click=move |_| session.redo()
        >
            <svg class="icon" aria-hidden="true">
                <use href="#icon-redo"></use>
            </svg>
        </button>
    }
}

/// The search box.
#[component]
fn Search(view: View) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" {
            if view.search.get_untracked().is_empty() {
                if let Some(input) = input.get_untracked() {
                    let _ = input.blur();
                }
            } else {
                view.search.set(String::new());
            }
        }
    };
    view! {
        <div class="search" role="search">
            <svg class="icon" aria-hidden="true">
                <use href="#icon-search"></use>
            </svg>
            <input
                type="text"
                node_ref=input
                aria-label="Search contacts"
                placeholder="Search"
                autocomplete="off"
                spellcheck="false"
                enterkeyhint="search"
                prop:value=view.search
                on:input=move |event| view.search.set(event_target_value(&event))
                on:keydown=on_key
            />
            <kbd aria-hidden="true">"/"</kbd>
        </div>
    }
}
