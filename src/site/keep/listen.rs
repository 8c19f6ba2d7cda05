//! What the browser tells: the page goes out of sight, another tab saved, another tab wants to write.

use super::kept::Kept;
use crate::slice::wait;
use leptos::ev;
use leptos::prelude::*;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::BroadcastChannel;

const CHANNEL: &str = "leadlens";
const SAVE: &str = "save";

/// Listens as long as the page is open.
pub fn listen(kept: Kept) {
    let _ = window_event_listener(ev::visibilitychange, move |_| {
        if document().visibility_state() == web_sys::VisibilityState::Hidden {
            kept.save_now();
        }
    });
    let _ = window_event_listener_untyped("pagehide", move |_| kept.save_now());
    let soon = Rc::new(Cell::new(false));
    let _ = window_event_listener(ev::storage, move |event: web_sys::StorageEvent| {
        // No key: everything was cleared.
        let ours = event
            .key()
            .is_none_or(|key| key.starts_with("leadlens/manifest/"));
        if ours && !soon.replace(true) {
            let soon = soon.clone();
            leptos::task::spawn_local(async move {
                wait(60).await;
                soon.set(false);
                kept.follow().await;
            });
        }
    });
    if let Ok(channel) = BroadcastChannel::new(CHANNEL) {
        let heard = Closure::<dyn Fn(JsValue)>::new(move |_| kept.save_now());
        channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        heard.forget();
        // A channel that is collected hears nothing; this one lives as long as the page.
        std::mem::forget(channel);
    }
}

/// Asks the tab that writes to save at once.
pub fn ask_to_save() {
    if let Ok(channel) = BroadcastChannel::new(CHANNEL) {
        let _ = channel.post_message(&JsValue::from_str(SAVE));
        channel.close();
    }
}
