//! The side bar: the rooms, the lists, where the data is.

use crate::app::Keys;
use crate::keep::KeepStatus;
use crate::rooms::Room;
use crate::session::Session;
use crate::triage::View;
use crate::words;
use leptos::prelude::*;

/// The side bar.
#[component]
pub fn Side(session: Session, view: View, keys: Keys, room: Memo<Room>) -> impl IntoView {
    let lists = Memo::new(move |_| {
        session.facts.track();
        session.look(|desk| {
            let lists = desk.workspace.lists().iter();
            lists.map(|l| (l.name.clone(), l.rows)).collect::<Vec<_>>()
        })
    });
    view! {
        <nav class="side" aria-label="Rooms and lists">
            <span class="brand">
                <svg class="mark" aria-hidden="true">
                    <use href="#mark"></use>
                </svg>
                <span>"Leadlens"</span>
            </span>
            {Room::ALL
                .map(|to| {
                    view! {
                        <a
                            href=to.hash()
                            aria-current=move || (room.get() == to).then_some("page")
                            title=to.name()
                        >
                            <svg class="icon" aria-hidden="true">
                                <use href=to.icon()></use>
                            </svg>
                            <span>{to.name()}</span>
                        </a>
                    }
                })
                .collect_view()}
            <Show when=move || lists.with(|l| !l.is_empty())>
                <section class="lists">
                    <h2>"Lists"</h2>
                    <ul>
                        {move || {
                            lists
                                .get()
                                .into_iter()
                                .enumerate()
                                .map(|(at, (name, rows))| {
                                    view! {
                                        <li>
                                            <button
                                                type="button"
                                                title=format!("{name}: what is asked about the whole list")
                                                on:click=move |_| view.list.set(Some(at))
                                            >
                                                <span>{name.clone()}</span>
                                                <span>{words::count(rows)}</span>
                                            </button>
                                        </li>
                                    }
                                })
                                .collect_view()
                        }}
                    </ul>
                </section>
            </Show>
            <div class="side-foot">
                <KeepStatus session />
                <button type="button" class="link" on:click=move |_| keys.shown.set(true)>
                    "Keys " <kbd>"?"</kbd>
                </button>
            </div>
        </nav>
    }
}
