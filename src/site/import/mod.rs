//! Bringing lists in: from a file or pasted cells, over what each column is taken for and three questions about the whole list,
//! to one edit.
//!
//! [`importing::Importing`] is the state, [`reading`] and [`making`] are the long parts, in slices; the rest is the screen.

mod answers;
mod anywhere;
mod choose;
mod column;
mod columns;
mod compose;
mod customer;
mod done;
mod importing;
mod list_settings;
mod making;
mod picks;
mod problems;
mod questions;
mod reading;
mod values;
mod work;

use crate::dialog::Dialog;
use crate::session::Session;
use crate::triage::View;
use choose::Choose;
use columns::Columns;
use done::Done;
use importing::{Importing, Step};
use leptos::prelude::*;
use list_settings::ListSettings;
use questions::Questions;
use std::cell::Cell;
use work::Work;

thread_local! {
    /// The import of the page, for files dropped outside its dialog.
    static HERE: Cell<Option<Importing>> = const { Cell::new(None) };
}

/// The import dialog. Opens when [`View::import`] turns true.
#[component]
pub fn ImportDialog(session: Session, view: View) -> impl IntoView {
    let importing = Importing::new(session, view);
    HERE.set(Some(importing));
    anywhere::listen(importing);
    let step = importing.step;
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

/// Takes a file that was dropped on the page or chosen.
pub fn take_file(_session: Session, view: View, file: web_sys::File) {
    view.import.set(true);
    if let Some(importing) = HERE.get() {
        importing.read_file(file);
    }
}

/// Loads the made-up sample list.
pub fn load_sample(session: Session) {
    let (list, table) = exchange::sample_list(session.look(|desk| desk.workspace.as_of()));
    // What stands against it is said on the screen.
    let _ = session.apply(model::Edit::Import {
        list,
        part: Box::new(table),
    });
}
