//! What it costs to get it wrong.

use crate::session::Session;
use leptos::prelude::*;

/// The page.
#[component]
pub fn Cost(session: Session) -> impl IntoView {
    let _ = session;

    view! { <h2 tabindex="-1">"Cost"</h2> }
}
