//! Practice on stories, one at a time.

use crate::session::Session;
use leptos::prelude::*;

/// The page.
#[component]
pub fn Drill(session: Session, aim: Option<(model::Stage, model::Stage)>) -> impl IntoView {
    let _ = session;
    let _ = aim;
    view! { <h2 tabindex="-1">"Drill"</h2> }
}
