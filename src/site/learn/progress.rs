//! What practice has shown.

use crate::session::Session;
use leptos::prelude::*;

/// The page.
#[component]
pub fn Progress(session: Session) -> impl IntoView {
    let _ = session;

    view! { <h2 tabindex="-1">"Progress"</h2> }
}
