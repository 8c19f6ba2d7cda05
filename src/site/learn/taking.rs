//! Taking a deck as a test, and a deck that somebody gave as a link.

use crate::session::Session;
use leptos::prelude::*;

/// The test of a deck; the list of tests without one.
#[component]
pub fn Taking(session: Session, key: Option<String>) -> impl IntoView {
    let _ = (session, key);
    view! { <h2 tabindex="-1">"Test"</h2> }
}

/// A deck in a link: what it is, and what to do with it.
#[component]
pub fn Given(session: Session, link: String) -> impl IntoView {
    let _ = (session, link);
    view! { <h2 tabindex="-1">"A deck for you"</h2> }
}
