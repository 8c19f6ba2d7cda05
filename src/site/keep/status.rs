//! Where the data is, at the foot of the side bar.

use super::kept::Kept;
use super::notice::State;
use super::size::size;
use crate::session::Session;
use leptos::prelude::*;

/// Where the data is and how much of it there is, with what can be done about it; at the foot of the side bar.
#[component]
pub fn KeepStatus(session: Session) -> impl IntoView {
    let kept: Kept = super::kept(session);
    let words = Memo::new(move |_| {
        let room = match kept.size.get() {
            0 => String::new(),
            units => size(units),
        };
        kept.state.get().words(&room)
    });
    let class = move || match kept.state.get() {
        State::Opening | State::Saved | State::Unsaved => "keep-status",
        State::NotSaved | State::ThisTabOnly => "keep-status problem",
        State::OtherTab | State::ReadOnly => "keep-status apart",
    };
    view! {
        <div class=class>
            <i class="keep-dot" aria-hidden="true"></i>
            <span class="keep-words">{words}</span>
            <button type="button" class="link" on:click=move |_| kept.dialog.set(true)>
                "Your data"
            </button>
        </div>
    }
}
