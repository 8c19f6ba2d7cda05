//! The frame around the rooms, and what belongs to all of them: keys, dropped files, what is said aloud.

use crate::definitions;
use crate::import::{self, Brought, ImportPlace};
use crate::keep::{self, KeepBanner};
use crate::keys::{self, Command, Press};
use crate::learn::{self, LearnPlace};
use crate::offline::OfflinePlace;
use crate::quiz::{self, QuizPlace, QuizView};
use crate::rooms::{self, Room};
use crate::session::Session;
use crate::shortcuts::{self, ShortcutsPlace};
use crate::side::Side;
use crate::top::Top;
use crate::triage::{Triage, View};
use crate::{clock, dialog, panel, slice};
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Milliseconds after the start at which the other parts of the program are fetched.
const REST_AFTER: i32 = 300;

/// What the keys of the page ask for, for the parts that answer.
#[derive(Clone, Copy)]
pub struct Keys {
    /// Whether keys without Control do anything.
    pub single: RwSignal<bool>,
    /// Whether the list of keys is asked for.
    pub shown: RwSignal<bool>,
    /// A move in the table, counted so that the same move counts again.
    pub moves: crate::triage::Moves,
    /// An answer to the question in the panel, counted likewise.
    pub answer: RwSignal<Option<(usize, u32)>>,
}

/// The program.
#[component]
pub fn App() -> impl IntoView {
    let session = Session::new(clock::today());
    let view = View::new();
    let quizzes = QuizView::new();
    let keys = Keys {
        single: RwSignal::new(true),
        shown: RwSignal::new(false),
        moves: RwSignal::new(None),
        answer: RwSignal::new(None),
    };
    let address = rooms::address();
    let room = Memo::new(move |_| address.with(|address| Room::at(address)));
    keep::start(session);
    let fetched = RwSignal::new(false);
    fetch_the_rest(fetched);
    let handle = window_event_listener(ev::keydown, move |event| {
        on_key(&event, session, view, keys, room.get_untracked());
    });
    on_cleanup(move || handle.remove());
    let over = RwSignal::new(false);
    let on_drag = move |event: ev::DragEvent| {
        if event
            .data_transfer()
            .is_some_and(|d| d.types().includes(&"Files".into(), 0))
        {
            event.prevent_default();
            over.set(true);
        }
    };
    let on_drop = move |event: ev::DragEvent| {
        over.set(false);
        let file = event
            .data_transfer()
            .and_then(|d| d.files())
            .and_then(|f| f.get(0));
        if let Some(file) = file {
            event.prevent_default();
            view.brought.set(Some(Brought::File(file)));
        }
    };
    let skip = move |_| {
        focus_first(match room.get_untracked() {
            Room::Triage => ".contacts-row[tabindex='0'], .empty button",
            Room::Quiz => ".quiz-room button, .quiz-room input, .quiz-room select",
            Room::Learn => ".learn-room h2[tabindex], .learn-page a, .learn-page button",
        });
    };
    let skip_to = move || match room.get() {
        Room::Triage => "Skip to the contacts",
        Room::Quiz => "Skip to the quiz",
        Room::Learn => "Skip to the page",
    };
    view! {
        <div
            class="frame"
            class:over=over
            on:dragover=on_drag
            on:dragleave=move |_| over.set(false)
            on:drop=on_drop
        >
            <button type="button" class="skip button primary" on:click=skip>
                {skip_to}
            </button>
            <Side session view keys room />
            <Top session view room />
            <div class="banners">
                <KeepBanner session />
                <OfflinePlace session fetched />
            </div>
            {move || match room.get() {
                Room::Triage => view! { <Triage session view keys /> }.into_any(),
                Room::Quiz => view! { <QuizPlace session shown=quizzes /> }.into_any(),
                Room::Learn => view! { <LearnPlace session address /> }.into_any(),
            }}
            <Said session />
        </div>
        <ImportPlace session view />
        <ShortcutsPlace keys />
    }
}

/// Fetches the other parts of the program when the first screen is there, so that they are at hand when they are asked for. Says
/// when that is done.
fn fetch_the_rest(fetched: RwSignal<bool>) {
    leptos::task::spawn_local(async move {
        slice::wait(REST_AFTER).await;
        // What does not come now is fetched again when it is needed, and said then.
        let _ = panel::fetch().await;
        let _ = import::fetch().await;
        let _ = quiz::fetch().await;
        let _ = learn::fetch().await;
        let _ = shortcuts::fetch().await;
        fetched.set(true);
    });
}

/// What is said aloud: what happened, and what did not work.
#[component]
fn Said(session: Session) -> impl IntoView {
    view! {
        <div class="unseen" role="status" aria-live="polite">
            {move || session.message.get().text}
        </div>
    }
}

fn on_key(event: &ev::KeyboardEvent, session: Session, view: View, keys: Keys, room: Room) {
    let in_field = event
        .target()
        .and_then(|t| t.dyn_into::<web_sys::Element>().ok())
        .and_then(|e| {
            e.closest("input:not([type=radio]):not([type=checkbox]), select, textarea")
                .ok()
                .flatten()
        })
        .is_some();
    let key = event.key();
    let press = Press {
        key: &key,
        control: event.ctrl_key() || event.meta_key(),
        alt: event.alt_key(),
        shift: event.shift_key(),
        typing: in_field,
        single: keys.single.get_untracked(),
    };
    if event.default_prevented() || dialog::is_open() {
        return;
    }
    let Some(command) = keys::command(press) else {
        return;
    };
    let everywhere = matches!(command, Command::Undo | Command::Redo | Command::Shortcuts);
    if room != Room::Triage && !everywhere {
        return;
    }
    match command {
        Command::Search => focus_first(".search input"),
        Command::Undo => session.undo(),
        Command::Redo => session.redo(),
        Command::Shortcuts => keys.shown.set(true),
        Command::Definitions => definitions::toggle(),
        Command::Import => view.import.set(true),
        Command::Close => {
            if view.open.get_untracked().is_none() {
                return;
            }
            view.open.set(None);
            focus_first(".contacts-row[tabindex='0']");
        }
        Command::Answer(which) => {
            if view.open.get_untracked().is_none() {
                return;
            }
            keys.answer
                .update(|a| *a = Some((which, a.map_or(0, |a| a.1 + 1))));
        }
        Command::Move(to) => {
            keys.moves
                .update(|m| *m = Some((to, m.map_or(0, |m| m.1 + 1))));
        }
    }
    event.prevent_default();
}

/// Gives the focus to the first element that a selector finds.
pub fn focus_first(selector: &str) {
    if let Some(element) = document()
        .query_selector(selector)
        .ok()
        .flatten()
        .and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok())
    {
        let _ = element.focus();
    }
}
