//! A class: the trainer pastes or scans its result codes and sees who took part, what they mixed up, and what was hardest.

mod camera;
mod codes;
mod learners;
mod mix_ups;
mod photos;
mod questions;
mod record;
mod results;
mod scan;

use super::address::{Page, go};
use crate::app::focus_first;
use crate::session::Session;
use codes::Codes;
use leptos::html;
use leptos::prelude::*;
use model::learn::read_class;
use record::{KeptClass, class, classes, new_key};
use results::Results;
use scan::Scan;

/// Whether this part of the desk is a class: `class`, or `class/KEY`.
pub fn is_class(part: &str) -> bool {
    part == "class" || part.starts_with("class/")
}

/// The address of a class.
pub fn page_of(key: &str) -> Page {
    Page::Desk(format!("class/{key}"))
}

/// The page.
#[component]
pub fn Class(session: Session, part: String) -> impl IntoView {
    let wanted = part.strip_prefix("class/").unwrap_or_default().to_owned();
    let key = Memo::new(move |_| {
        let all = classes(session);
        let found = all.iter().find(|class| class.key == wanted);
        // The newest where none is asked for, or one that is gone.
        let found = found.or_else(|| all.iter().max_by_key(|class| number(class)));
        found.map_or_else(|| "1".to_owned(), |class| class.key.clone())
    });
    view! {
        <div class="class-page">
            <h2 tabindex="-1">"Class results"</h2>
            <p class="class-lead">
                "Learners end a test with a short code. Paste what they sent you, or scan the codes from their screens: the results are put together here, in this browser, and go nowhere else."
            </p>
            {move || {
                let key = key.get();
                view! { <OneClass session key /> }
            }}
        </div>
    }
}

fn number(class: &KeptClass) -> u32 {
    class.key.parse().unwrap_or(0)
}

#[component]
fn OneClass(session: Session, key: String) -> impl IntoView {
    let shown = {
        let key = key.clone();
        Memo::new(move |_| class(session, &key))
    };
    let found = Memo::new(move |_| shown.with(|class| read_class(&class.text)));
    view! {
        <Chooser session shown />
        <div class="class-in">
            <Codes session shown found />
            <Scan session key />
        </div>
        <Results session shown found />
    }
}

/// Which class it is, its name, and the others.
#[component]
fn Chooser(session: Session, shown: Memo<KeptClass>) -> impl IntoView {
    let all = Memo::new(move |_| classes(session));
    let name = NodeRef::<html::Input>::new();
    let is_kept = move || {
        let key = shown.with(|class| class.key.clone());
        all.with(|all| all.iter().any(|class| class.key == key))
    };
    let add = move |_| {
        let key = new_key(session);
        untrack(|| class(session, &key)).keep(session, "New class");
        go(&page_of(&key));
        leptos::task::spawn_local(async {
            crate::slice::breathe().await;
            focus_first(".class-name input");
        });
    };
    let remove = move |_| {
        shown.with_untracked(|class| class.remove(session));
        go(&Page::Desk("class".to_owned()));
        focus_first(".class-page h2");
    };
    view! {
        <div class="class-bar">
            <label class="class-name">
                <span>"Class"</span>
                <input
                    class="field"
                    type="text"
                    node_ref=name
                    prop:value=move || shown.with(|class| class.name.clone())
                    on:input=move |event| {
                        shown.get_untracked().type_name(session, event_target_value(&event));
                    }
                    on:blur=move |_| session.end_typing()
                />
            </label>
            <button type="button" class="button" on:click=add>
                "New class"
            </button>
            <Show when=is_kept>
                <button type="button" class="button" on:click=remove>
                    "Remove this class"
                </button>
            </Show>
        </div>
        <Show when=move || { all.with(|all| all.len() > 1) }>
            <nav class="class-others" aria-label="Classes">
                {move || {
                    let open = shown.with(|class| class.key.clone());
                    all.get()
                        .into_iter()
                        .map(|class| {
                            view! {
                                <a
                                    href=page_of(&class.key).hash()
                                    aria-current=(class.key == open).then_some("page")
                                >
                                    {class.title()}
                                </a>
                            }
                        })
                        .collect_view()
                }}
            </nav>
        </Show>
    }
}
