//! Texts to copy: to the clipboard, or selected where the browser lets no page copy; and the page's own address, for links.

use crate::session::Session;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// A text in a field of its own, and the button that copies it.
#[component]
pub fn Copy(
    session: Session,
    /// What it is, for the field, the button and what is said: "Link to the deck".
    #[prop(into)]
    label: String,
    /// The text.
    text: String,
    /// The class of the frame around both.
    class: &'static str,
) -> impl IntoView {
    let area = NodeRef::<html::Textarea>::new();
    let rows = text.lines().count().clamp(2, 8).to_string();
    let copied = text.clone();
    let said = label.clone();
    let press = move |_| {
        copy(session, &copied, &said, move || select(area));
    };
    view! {
        <div class=class>
            <textarea
                class="field"
                readonly
                rows=rows
                spellcheck="false"
                aria-label=label.clone()
                node_ref=area
                prop:value=text
            ></textarea>
            <button type="button" class="button" aria-label=format!("Copy: {label}") on:click=press>
                "Copy"
            </button>
        </div>
    }
}

/// Copies a text and says so. Where the browser does not let pages copy, a person still can: `select` selects the text, and says whether it
/// did.
pub fn copy(session: Session, text: &str, label: &str, select: impl FnOnce() -> bool + 'static) {
    let (text, label) = (text.to_owned(), label.to_owned());
    leptos::task::spawn_local(async move {
        let clipboard = window().navigator().clipboard();
        // Pages that come over plain HTTP have none.
        let copied =
            !clipboard.is_undefined() && JsFuture::from(clipboard.write_text(&text)).await.is_ok();
        if copied {
            return session.say(format!("{label}: copied."));
        }
        session.warn(match select() {
            true => "This browser does not let the page copy. The text is selected: press Ctrl+C.",
            false => "This browser does not let the page copy. Select the text and press Ctrl+C.",
        });
    });
}

/// Selects what stands in a field; whether there is one.
pub fn select(area: NodeRef<html::Textarea>) -> bool {
    area.get_untracked().is_some_and(|area| {
        let _ = area.focus();
        area.select();
        true
    })
}

/// The address of this page without what stands behind `?` and `#`.
pub fn page_address() -> String {
    let at = window().location();
    let (origin, path) = (at.origin(), at.pathname());
    origin.unwrap_or_default() + &path.unwrap_or_default()
}
