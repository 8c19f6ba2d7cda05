//! Files and links that somebody brings to the desk.

use super::super::address::{Page, go};
use super::super::course;
use super::draft::keep_new;
use crate::learn::decks::as_meant;
use crate::learn::focus::focus_when_there;
use crate::session::Session;
use exchange::{BroughtDeck, CasesFromGift, Course, bring_deck, deck_of_link, text_of};
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use serde_json::Value;
use wasm_bindgen_futures::JsFuture;

/// The most bytes that are taken into memory at all.
const MOST_BYTES: f64 = 50_000_000.0;

/// Questions that were read and wait for a word.
#[derive(Clone, Debug, PartialEq)]
pub struct Questions {
    /// The name of the file.
    pub name: String,
    /// What became of them.
    pub made: CasesFromGift,
}

/// Where what is brought goes. A handle: copies share it.
#[derive(Clone, Copy)]
pub struct Bring {
    /// The program.
    pub session: Session,
    /// The deck that is open, by its key.
    pub deck: StoredValue<Option<String>>,
    /// Questions that wait.
    pub questions: RwSignal<Option<Questions>>,
    /// Why the last thing brought was not taken; empty where it was.
    pub refused: RwSignal<String>,
}

impl Bring {
    /// Nothing was brought yet.
    pub fn new(session: Session, deck: Option<String>) -> Bring {
        Bring {
            session,
            deck: StoredValue::new(deck),
            questions: RwSignal::new(None),
            refused: RwSignal::new(String::new()),
        }
    }

    /// Reads a file.
    pub fn file(self, file: web_sys::File) {
        leptos::task::spawn_local(async move {
            let name = file.name();
            if file.size() > MOST_BYTES {
                self.refuse(&format!(
                    "{name}: the file is larger than 50 MB, too large for a deck or for questions."
                ));
                return;
            }
            let buffer = JsFuture::from(file.array_buffer()).await;
            let Ok(buffer) = buffer else {
                self.refuse(&format!(
                    "{name}: the browser could not read the file. Is it still there?"
                ));
                return;
            };
            let bytes = js_sys::Uint8Array::new(&buffer).to_vec();
            if let Some(course) = str::from_utf8(&bytes).ok().and_then(Course::in_file) {
                match course {
                    Err(why) => self.refuse(&format!("{name}: {why}")),
                    Ok(course) => self.course(&course, &format!("Open {name}")),
                }
                return;
            }
            match bring_deck(&bytes) {
                Err(why) => self.refuse(&format!("{name}: {why}")),
                Ok(BroughtDeck::Deck(json)) => self.keep(json, &format!("Open {name}")),
                Ok(BroughtDeck::Gift(made)) => {
                    let _ = self.refused.try_set(String::new());
                    let _ = self.questions.try_set(Some(Questions { name, made }));
                    focus_when_there(&[".desk-gift h3"]);
                }
            }
        });
    }

    /// Opens a link that was pasted.
    pub fn link(self, text: &str) {
        let whole: String = text.split_whitespace().collect();
        if let Some((_, link)) = whole.rsplit_once("#/learn/course/") {
            return match Course::from_link(link) {
                Err(why) => self.refuse(&why.to_string()),
                Ok(course) => self.course(&course, "Open a course from a link"),
            };
        }
        match deck_of_link(text) {
            Err(why) => self.refuse(&why),
            Ok(json) => self.keep(json, "Open a deck from a link"),
        }
    }

    fn keep(self, json: Value, label: &str) {
        let title = text_of(&json, "title").to_owned();
        let json = as_meant(self.session, json);
        let Some(key) = keep_new(self.session, json, label) else {
            return;
        };
        self.session.say(format!("“{title}” is on your desk."));
        go(&Page::Desk(key));
    }

    fn course(self, brought: &Course, label: &str) {
        if !course::keep(self.session, brought, label) {
            return;
        }
        self.session
            .say(format!("“{}” is on your desk.", brought.title));
        go(&Page::Desk(format!("course/{}", brought.stem)));
    }

    fn refuse(self, why: &str) {
        let _ = self.refused.try_set(format!("{why} Nothing was changed."));
    }
}

/// Takes files that are dropped on the page within.
#[component]
pub fn DropPlace(bring: Bring, children: Children) -> impl IntoView {
    let over = RwSignal::new(false);
    let files = |event: &ev::DragEvent| {
        let data = event.data_transfer();
        data.is_some_and(|data| data.types().includes(&"Files".into(), 0))
    };
    let on_drag = move |event: ev::DragEvent| {
        if files(&event) {
            event.prevent_default();
            event.stop_propagation();
            over.set(true);
        }
    };
    let on_drop = move |event: ev::DragEvent| {
        over.set(false);
        let dropped = event.data_transfer().and_then(|data| data.files());
        if let Some(file) = dropped.and_then(|files| files.get(0)) {
            event.prevent_default();
            // What is dropped here is no contact list.
            event.stop_propagation();
            bring.file(file);
        }
    };
    view! {
        <div
            class="desk"
            class:desk-over=over
            on:dragover=on_drag
            on:dragleave=move |_| over.set(false)
            on:drop=on_drop
        >
            {children()}
        </div>
    }
}

/// A button that opens a file.
#[component]
pub fn OpenFile(bring: Bring, label: &'static str) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let chosen = move |_| {
        let Some(input) = input.get_untracked() else {
            return;
        };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            bring.file(file);
        }
        // The same file can be chosen again.
        input.set_value("");
    };
    let choose = move |_| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    view! {
        <button type="button" class="button" on:click=choose>
            {label}
        </button>
        <input
            type="file"
            class="unseen"
            tabindex="-1"
            aria-label="File with a deck, a course or GIFT questions"
            accept=".json,.gift,.txt,application/json,text/plain"
            node_ref=input
            on:change=chosen
        />
    }
}

/// A field for a link to a deck.
#[component]
pub fn OpenLink(bring: Bring) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let open = move |event: ev::SubmitEvent| {
        event.prevent_default();
        bring.link(&text.get_untracked());
    };
    view! {
        <form class="desk-link" on:submit=open>
            <input
                class="field"
                type="text"
                required
                autocomplete="off"
                spellcheck="false"
                aria-label="Link to a deck or a course"
                placeholder="Paste a link to a deck or a course"
                prop:value=text
                on:input=move |event| text.set(event_target_value(&event))
            />
            <button type="submit" class="button">
                "Open link"
            </button>
        </form>
    }
}

/// Why what was brought was not taken.
#[component]
pub fn Refused(bring: Bring) -> impl IntoView {
    view! {
        <div role="alert">
            {move || {
                let why = bring.refused.get();
                (!why.is_empty()).then(|| view! { <p class="desk-warning desk-refused">{why}</p> })
            }}
        </div>
    }
}
