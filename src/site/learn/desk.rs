//! Where a trainer makes decks and reads the results of a class.

use crate::session::Session;
use leptos::prelude::*;

/// The page.
#[component]
pub fn Desk(session: Session, part: String) -> impl IntoView {
    let _ = session;
    let _ = part;
    view! { <h2 tabindex="-1">"Desk"</h2> }
}
