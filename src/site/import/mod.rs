//! Bringing lists in: from a file or pasted cells, over what each column is taken for and three questions about the whole list,
//! to one edit.
//!
//! Fetched apart from the first screen: [`ImportPlace`] fetches [`dialog`] when a list is first brought. [`importing::Importing`] is
//! the state, [`reading`] and [`making`] are the long parts, in slices; the rest is the screen.

mod answers;
mod anywhere;
mod choose;
mod column;
mod columns;
pub mod compose;
mod customer;
mod dialog;
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

use crate::later::{NotFetched, PartOnceAsked, sheet};
use crate::session::Session;
use crate::triage::View;
use leptos::prelude::*;
use leptos::wasm_split::wasm_split;

/// Contacts that somebody brought to the page.
#[derive(Clone, Debug)]
pub enum Brought {
    /// A file, dropped or chosen.
    File(web_sys::File),
    /// Cells pasted from a spreadsheet.
    Cells(String),
}

/// Where lists come in: empty until one is first brought, or what was asked about one is asked for.
#[component]
pub fn ImportPlace(session: Session, view: View) -> impl IntoView {
    anywhere::listen(view);
    let asked = Signal::derive(move || {
        view.import.get() || view.brought.with(Option::is_some) || view.list.get().is_some()
    });
    view! { <PartOnceAsked asked fetch=move || {
        Box::pin(async move {
            sheet("panel").await?;
            sheet("import").await?;
            import_dialog(session, view).await
        })
    } /> }
}

/// Loads the made-up sample list. What stands against it is said on the screen.
pub fn load_sample(session: Session) {
    leptos::task::spawn_local(async move {
        if let Err(why) = import_sample(session).await {
            session.warn(why.to_string());
        }
    });
}

/// Fetches what is needed to bring lists in, before somebody does.
///
/// # Errors
/// It cannot be fetched now; it is fetched again when it is needed.
pub async fn fetch() -> Result<(), NotFetched> {
    sheet("panel").await?;
    sheet("import").await?;
    Ok(fetch_import().await?)
}

#[wasm_split(import, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_import))]
fn import_dialog(session: Session, view: View) -> Result<AnyView, NotFetched> {
    Ok(view! { <dialog::ImportDialog session view /> }.into_any())
}

#[wasm_split(import, wasm_split_path = leptos::wasm_split, fallible)]
fn import_sample(session: Session) -> Result<(), NotFetched> {
    let (list, table) = exchange::sample_list(session.look(|desk| desk.workspace.as_of()));
    // What stands against it is said on the screen.
    let _ = session.apply(model::Edit::Import {
        list,
        part: Box::new(table),
    });
    Ok(())
}
