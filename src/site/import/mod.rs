//! The import dialog: from a file or pasted cells to a list.

use crate::session::Session;
use crate::triage::View;
use leptos::prelude::*;

/// The import dialog. Opens when [`View::import`] turns true.
#[component]
pub fn ImportDialog(session: Session, view: View) -> impl IntoView {
    let _ = (session, view);
}

/// Takes a file that was dropped on the page or chosen.
pub fn take_file(session: Session, view: View, file: web_sys::File) {
    let _ = (session, file);
    view.import.set(true);
}

/// Loads the made-up sample list.
pub fn load_sample(session: Session) {
    let _ = crate::sample::load(session);
}
