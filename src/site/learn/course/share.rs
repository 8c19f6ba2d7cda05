//! Giving a course away, as a link and as a file; and texts to copy.

use crate::keep::download;
use crate::session::Session;
use crate::words;
use exchange::Course;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Links longer than this are cut by some mail programs.
const LONG: usize = 2_000;

/// The link and the file.
#[component]
pub fn Share(session: Session, course: Course) -> impl IntoView {
    let link = format!("{}#/learn/course/{}", base(), course.to_link());
    let length = words::count(link.chars().count() as u64);
    let long = link.len() > LONG;
    let save = move |_| {
        let name = format!("course-{}.json", course.stem);
        let text = serde_json::to_string_pretty(&course.to_json()).unwrap_or_default() + "\n";
        match download(&name, "application/json", &text) {
            Ok(()) => session.say(format!("Downloading {name}.")),
            Err(_) => session.warn("This browser did not save the file."),
        }
    };
    view! {
        <section class="course-share">
            <h3>"Give it to your learners"</h3>
            <p class="course-hint">
                "The whole course is in the link, behind a sign that no browser sends to a server: nobody needs an account."
            </p>
            <Copy session label="Link to the course" text=link />
            <p class="course-hint">
                {format!("{length} characters. ")}
                {long
                    .then_some(
                        "Some mail programs cut links this long: send it by chat, put it on a page as a link, or send the file.",
                    )}
            </p>
            <p>
                <button type="button" class="button" on:click=save>
                    "Download as a file"
                </button>
                <span class="course-hint">
                    " Learners open it under Test, “Open a deck or a course”."
                </span>
            </p>
        </section>
    }
}

/// A text to copy, on one line.
#[component]
pub fn Copy(session: Session, #[prop(into)] label: String, text: String) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    let copied = text.clone();
    let said = label.clone();
    let copy = move |_| {
        let (text, label) = (copied.clone(), said.clone());
        leptos::task::spawn_local(async move {
            let clipboard = window().navigator().clipboard();
            // Pages that come over plain HTTP have none.
            let done = !clipboard.is_undefined()
                && JsFuture::from(clipboard.write_text(&text)).await.is_ok();
            if done {
                return session.say(format!("{label}: copied."));
            }
            // Where the browser does not let pages copy, a person still can.
            if let Some(field) = field.get_untracked() {
                let _ = field.focus();
                field.select();
            }
            session.warn(
                "This browser does not let the page copy. The text is selected: press Ctrl+C.",
            );
        });
    };
    view! {
        <div class="course-copy">
            <input
                class="field"
                type="text"
                readonly
                spellcheck="false"
                aria-label=label.clone()
                node_ref=field
                prop:value=text
            />
            <button type="button" class="button" aria-label=format!("Copy: {label}") on:click=copy>
                "Copy"
            </button>
        </div>
    }
}

/// The address of this page without what stands behind the `#`.
fn base() -> String {
    let address = window().location().href().unwrap_or_default();
    let page = address.split('#').next().unwrap_or_default();
    page.to_owned()
}
