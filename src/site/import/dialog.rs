//! The import dialog: one step after the other.

use super::Brought;
use super::choose::Choose;
use super::columns::Columns;
use super::done::Done;
use super::importing::{Importing, Step};
use super::list_settings::ListSettings;
use super::questions::Questions;
use super::work::Work;
use crate::dialog::Dialog;
use crate::session::Session;
use crate::triage::View;
use leptos::prelude::*;

/// The dialog. Opens when [`View::import`] turns true or when something is brought.
#[component]
pub fn ImportDialog(session: Session, view: View) -> impl IntoView {
    let importing = Importing::new(session, view);
    let step = importing.step;
    Effect::new(move |_| {
        if view.brought.with(Option::is_none) {
            return;
        }
        match view.brought.try_update(Option::take).flatten() {
            Some(Brought::File(file)) => importing.read_file(file),
            Some(Brought::Cells(text)) => importing.read_text(text),
            None => {}
        }
    });
    Effect::new(move |_| {
        view.importing
            .set(view.import.get() && step.get() != Step::Choose)
    });
    // Closed in the middle of long work, the work ends; closed at the end, the next one begins at the beginning.
    Effect::new(move |_| {
        if view.import.get() {
            return;
        }
        match step.get_untracked() {
            Step::Work => importing.call_off(),
            Step::Done => importing.start_over(),
            Step::Choose => importing.refusal.set(None),
            Step::Columns | Step::Questions => {}
        }
    });
    let title = Signal::derive(move || match step.get() {
        Step::Choose => "Import a list".to_owned(),
        Step::Work => "One moment".to_owned(),
        Step::Columns => "What we found".to_owned(),
        Step::Questions => "Three questions about the whole list".to_owned(),
        Step::Done => "Your list is in".to_owned(),
    });
    view! {
        <div class="import-place">
            <Dialog shown=view.import title wide=true>
                {move || match step.get() {
                    Step::Choose => view! { <Choose importing /> }.into_any(),
                    Step::Work => view! { <Work importing /> }.into_any(),
                    Step::Columns => view! { <Columns importing /> }.into_any(),
                    Step::Questions => view! { <Questions importing /> }.into_any(),
                    Step::Done => view! { <Done importing /> }.into_any(),
                }}
            </Dialog>
            <ListSettings session view />
        </div>
    }
}
