//! Cells pasted anywhere on the page, outside of fields, begin an import.

use super::Brought;
use crate::dialog;
use crate::triage::View;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Listens as long as the page is open.
pub fn listen(view: View) {
    let handle = window_event_listener(ev::paste, move |event: web_sys::ClipboardEvent| {
        let in_field = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            .and_then(|element| element.closest("input, textarea, select").ok().flatten())
            .is_some();
        let busy = match view.import.get_untracked() {
            true => view.importing.get_untracked(),
            false => dialog::is_open(),
        };
        let Some(data) = event.clipboard_data().filter(|_| !in_field && !busy) else {
            return;
        };
        if let Some(file) = data.files().and_then(|files| files.get(0)) {
            event.prevent_default();
            view.brought.set(Some(Brought::File(file)));
            return;
        }
        let text = data.get_data("text/plain").unwrap_or_default();
        // One line is no list; somebody pasted a word beside a field.
        if text.trim().lines().count() > 1 {
            event.prevent_default();
            view.brought.set(Some(Brought::Cells(text)));
        }
    });
    on_cleanup(move || handle.remove());
}
