//! For how long a story is looked at. While the page is hidden, nobody looks.

use super::sitting::{Scene, Sitting};
use crate::slice;
use leptos::ev;
use leptos::prelude::*;
use web_sys::VisibilityState;

/// Takes the time while the page is seen, and keeps it when it goes.
pub fn watch(sitting: Sitting) {
    let handle = window_event_listener(ev::visibilitychange, move |_| {
        if document().visibility_state() == VisibilityState::Hidden {
            stop(sitting);
        } else {
            start(sitting);
        }
    });
    on_cleanup(move || handle.remove());
    Effect::new(move |_| match sitting.scene.get() {
        Scene::Story(_) => start(sitting),
        _ => sitting.since.set_value(None),
    });
}

/// From now on somebody looks.
fn start(sitting: Sitting) {
    let seen = document().visibility_state() != VisibilityState::Hidden;
    sitting.since.set_value(seen.then(slice::now));
}

/// Milliseconds since this was asked last, as far as somebody looked.
pub fn spent(sitting: Sitting) -> u32 {
    let Some(since) = sitting.since.try_get_value().flatten() else {
        return 0;
    };
    let now = slice::now();
    sitting.since.set_value(Some(now));
    // Rounded down to whole milliseconds; more than fits nobody looks at one story.
    (now - since).clamp(0.0, f64::from(u32::MAX)) as u32
}

/// Nobody looks any more: the time so far is kept.
pub fn stop(sitting: Sitting) {
    let spent = spent(sitting);
    sitting.since.set_value(None);
    if spent == 0 || sitting.session.read_only.get_untracked() {
        return;
    }
    let open = untrack(|| sitting.now()).is_some_and(|now| !now.answered);
    if open {
        sitting.keep(|practice| {
            if let Some(now) = practice.now.as_mut() {
                now.millis = now.millis.saturating_add(spent);
            }
        });
    }
}
