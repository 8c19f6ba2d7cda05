//! Everything about the selected contact. Fetched apart from the first screen.

pub mod criteria;
mod fact_field;
mod facts;
mod override_form;
mod play;
mod question;
mod scores;
mod signals;
mod verdict;
mod wording;

use crate::app::{Keys, focus_first};
use crate::later::{NotFetched, Part, sheet};
use crate::session::Session;
use crate::triage::{self, View};
use criteria::Criteria;
use facts::Facts;
use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use model::{Explanation, explain};
use override_form::OverrideForm;
use play::PlayList;
use question::{Ask, Way};
use scores::{Engagement, Fit};
use signals::Signals;
use std::sync::Arc;
use verdict::Verdict;

/// What the engine says of the open contact, made anew when its facts or the rules change.
pub type Explained = Memo<Shared>;

/// An explanation that is shared and never compared: it is new whenever it is made.
#[derive(Clone)]
pub struct Shared(Arc<Explanation>);

impl PartialEq for Shared {
    fn eq(&self, other: &Shared) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl std::ops::Deref for Shared {
    type Target = Explanation;

    fn deref(&self) -> &Explanation {
        &self.0
    }
}

/// Where the open contact is shown.
#[component]
pub fn PanelPlace(session: Session, view: View, keys: Keys) -> impl IntoView {
    view! { <Part fetch=move || {
        Box::pin(async move {
            sheet("panel").await?;
            panel(session, view, keys).await
        })
    } /> }
}

/// Fetches the panel, before somebody opens a contact.
///
/// # Errors
/// It cannot be fetched now; it is fetched again when it is needed.
pub async fn fetch() -> Result<(), NotFetched> {
    sheet("panel").await?;
    Ok(fetch_panel().await?)
}

#[wasm_split(panel, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_panel))]
fn panel(session: Session, view: View, keys: Keys) -> Result<AnyView, NotFetched> {
    Ok(view! { <Panel session view keys /> }.into_any())
}

/// The panel of the open contact.
#[component]
fn Panel(session: Session, view: View, keys: Keys) -> impl IntoView {
    let row = Memo::new(move |_| view.open.get().unwrap_or_default());
    let close = move |_| {
        view.open.set(None);
        focus_first(".contacts-row[tabindex='0']");
    };
    let title = Memo::new(move |_| {
        session.facts.track();
        session.look(|desk| triage::name(desk, row.get()))
    });
    let role = Memo::new(move |_| {
        session.facts.track();
        about(session, row.get())
    });
    view! {
        <aside class="panel" aria-label="Contact">
            <div class="panel-head">
                <button type="button" class="quiet panel-back" aria-label="Back to the list" on:click=close>
                    <svg class="icon" aria-hidden="true">
                        <use href="#icon-back"></use>
                    </svg>
                </button>
                <div>
                    <h2>{title}</h2>
                    <p>{role}</p>
                </div>
                <button type="button" class="quiet panel-close" aria-label="Close the contact" title="Close (Esc)" on:click=close>
                    <svg class="icon" aria-hidden="true">
                        <use href="#icon-close"></use>
                    </svg>
                </button>
            </div>
            // Another contact is another panel: what was opened or half typed belongs to the one before.
            {move || view! { <Body session keys row=row.get() /> }}
        </aside>
    }
}

#[component]
fn Body(session: Session, keys: Keys, row: u32) -> impl IntoView {
    let said = Memo::new(move |_| {
        session.assessments.track();
        session.facts.track();
        session.rules.track();
        session.look(|desk| {
            let (table, as_of) = (desk.workspace.table(), desk.workspace.as_of());
            Shared(Arc::new(explain(&desk.rulebook, table, row, as_of)))
        })
    });
    view! {
        <div class="panel-body">
            <Verdict session said row />
            <Ask session keys said row />
            <Way session said />
            <PlayList said />
            <Criteria said />
            <Fit said />
            <Engagement session said />
            <Facts session row />
            <Signals session row />
            <OverrideForm session row />
        </div>
    }
}

/// Who a contact is, in a line: title · company · industry, people, country.
fn about(session: Session, row: u32) -> String {
    session.look(|desk| {
        let table = desk.workspace.table();
        let get = |id: &str| table.get(row, id).trim().to_owned();
        let people = match get("employees") {
            n if n.is_empty() => n,
            n => format!("{n} people"),
        };
        let firm: Vec<String> = [get("industry"), people, get("country")]
            .into_iter()
            .filter(|t| !t.is_empty())
            .collect();
        let parts = [get("title"), get("company"), firm.join(", ")];
        let parts: Vec<String> = parts.into_iter().filter(|t| !t.is_empty()).collect();
        parts.join(" · ")
    })
}
