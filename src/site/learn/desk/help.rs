//! The focus, where the page goes on, and texts to copy.

use crate::session::Session;
use crate::slice;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Gives the focus to what a selector finds, once the screen has changed.
pub fn focus_soon(selector: String) {
    leptos::task::spawn_local(async move {
        slice::breathe().await;
        slice::breathe().await;
        crate::app::focus_first(&selector);
    });
}

/// Gives the focus to the heading of the page, if what had it is gone.
pub fn focus_heading() {
    leptos::task::spawn_local(async move {
        slice::breathe().await;
        slice::breathe().await;
        let nowhere = document()
            .active_element()
            .is_none_or(|at| at.tag_name() == "BODY");
        if nowhere {
            crate::app::focus_first(".learn-page h2[tabindex]");
        }
    });
}

/// A text that can be copied, in a field of its own.
#[component]
pub fn Copy(
    session: Session,
    /// What it is, for the field and the button.
    label: &'static str,
    /// The text.
    text: String,
) -> impl IntoView {
    let area = NodeRef::<html::Textarea>::new();
    let copied = text.clone();
    let copy = move |_| {
        let text = copied.clone();
        leptos::task::spawn_local(async move {
            let clipboard = window().navigator().clipboard();
            // Pages that come over plain HTTP have none.
            let copied = !clipboard.is_undefined()
                && JsFuture::from(clipboard.write_text(&text)).await.is_ok();
            if copied {
                session.say(format!("{label}: copied."));
                return;
            }
            // Where the browser does not let pages copy, a person still can.
            if let Some(area) = area.get_untracked() {
                let _ = area.focus();
                area.select();
            }
            session.warn(
                "This browser does not let the page copy. The text is selected: press Ctrl+C.",
            );
        });
    };
    view! {
        <div class="desk-copy">
            <textarea
                class="field"
                readonly
                rows="3"
                spellcheck="false"
                aria-label=label
                node_ref=area
                prop:value=text
            ></textarea>
            <button type="button" class="button" aria-label=format!("Copy: {label}") on:click=copy>
                "Copy"
            </button>
        </div>
    }
}

/// The address of this page without what stands behind `#`.
pub fn base() -> String {
    let at = window().location();
    let (origin, path) = (at.origin(), at.pathname());
    origin.unwrap_or_default() + &path.unwrap_or_default()
}
