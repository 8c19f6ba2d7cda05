//! The room where a list is sorted out: who is a lead, a prospect, an opportunity, and why.

mod arrange;
mod cells;
mod contacts;
mod empty;
mod funnel;
mod notice;
mod pane;
mod radix;
mod ranks;
mod scroll;
mod search;
mod sentences;
mod slots;
mod tally;
mod view;

pub use cells::name;
pub use contacts::Moves;
pub use view::View;

use crate::app::Keys;
use crate::panel::PanelPlace;
use crate::session::Session;
use contacts::Contacts;
use empty::Empty;
use funnel::Funnel;
use leptos::prelude::*;
use notice::Notices;
use tally::Tally;

/// The room.
#[component]
pub fn Triage(session: Session, view: View, keys: Keys) -> impl IntoView {
    arrange::keep_arranged(session, view);
    let rows = Memo::new(move |_| {
        session.facts.track();
        session.look(|desk| desk.workspace.table().rows())
    });
    // A contact that is gone, after an undone import, is not shown any more.
    Effect::new(move |_| {
        let rows = rows.get();
        if view.open.get_untracked().is_some_and(|row| row >= rows) {
            view.open.set(None);
            view.cursor.set(None);
        }
    });
    let any = Memo::new(move |_| rows.get() > 0);
    let sentences = RwSignal::new(None);
    Effect::new(move |fetching: Option<bool>| {
        let fetch = any.get() && fetching != Some(true);
        if fetch {
            sentences::fetch_into(session, sentences);
        }
        fetch || fetching == Some(true)
    });
    view! {
        <main class="room">
            <Show when=move || any.get() fallback=move || view! { <Show when=move || !session.opening.get()><Empty session view /></Show> }>
                <Funnel session view />
                <Notices session sentences />
                <section class="list" aria-label="Contacts">
                    <Tally session view />
                    <Contacts session view sentences moves=keys.moves />
                    <Show when=move || view.rows.with(|r| r.is_empty()) && !view.arranging.get() && session.staging.get().is_none()>
                        <Nothing view />
                    </Show>
                </section>
                <Show when=move || view.open.get().is_some()>
                    <PanelPlace session view keys />
                </Show>
            </Show>
        </main>
    }
}

/// No contact is left by the filter.
#[component]
fn Nothing(view: View) -> impl IntoView {
    view! {
        <div class="nothing">
            <p>"No contact fits these filters."</p>
            <button type="button" class="button" on:click=move |_| view.clear()>
                "Show all contacts"
            </button>
        </div>
    }
}
