//! The stages, side by side, and who says what about them.

use crate::session::Session;
use leptos::prelude::*;

/// The page.
#[component]
pub fn Lesson(session: Session, part: String) -> impl IntoView {
    let _ = session;
    let _ = part;
    view! { <h2 tabindex="-1">"Lesson"</h2> }
}
