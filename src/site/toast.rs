//! What was just done, or did not work, in the lower corner. It is said aloud by the page's status line.

use crate::session::{Message, Session};
use crate::slice;
use leptos::prelude::*;

/// Milliseconds for which it is shown; what did not work stays until it is closed.
const SHOWN: i32 = 8_000;

/// The corner.
#[component]
pub fn Toast(session: Session) -> impl IntoView {
    // What was said in another room is not said here.
    let before = session.message.get_untracked();
    let shown = RwSignal::new(None::<Message>);
    let turn = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let message = session.message.get();
        if message == before && shown.with_untracked(Option::is_none) {
            return;
        }
        turn.update_value(|turn| *turn += 1);
        let mine = turn.get_value();
        let stays = message.problem;
        shown.set((!message.text.is_empty()).then_some(message));
        if !stays {
            leptos::task::spawn_local(async move {
                slice::wait(SHOWN).await;
                if turn.try_get_value() == Some(mine) {
                    let _ = shown.try_set(None);
                }
            });
        }
    });
    move || {
        shown.get().map(|message| {
            view! {
                <div class="toast" class:problem=message.problem>
                    <p>{message.text}</p>
                    <button type="button" class="quiet" aria-label="Close this message" on:click=move |_| shown.set(None)>
                        <svg class="icon" aria-hidden="true">
                            <use href="#icon-close"></use>
                        </svg>
                    </button>
                </div>
            }
        })
    }
}
