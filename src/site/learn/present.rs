//! One case at a time for a room full of people.

use crate::session::Session;
use leptos::prelude::*;

/// The page.
#[component]
pub fn Present(session: Session, key: Option<String>) -> impl IntoView {
    let _ = session;
    let _ = key;
    view! { <h2 tabindex="-1">"Present"</h2> }
}
