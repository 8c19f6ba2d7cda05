//! The whole screen for one element, where the browser lets a page have it.

use js_sys::{Function, Promise, Reflect};
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Whether there is such a thing here: phones have none.
pub fn is_offered() -> bool {
    document().fullscreen_enabled()
}

/// Whether something has the whole screen.
pub fn is_on() -> bool {
    document().fullscreen_element().is_some()
}

/// Gives the whole screen to an element, or takes it back. False when the browser refuses.
pub async fn toggle(element: web_sys::Element) -> bool {
    if is_on() {
        document().exit_fullscreen();
        return true;
    }
    // The binding in the library drops the promise, so a refusal could not be told.
    let asked = Reflect::get(&element, &JsValue::from_str("requestFullscreen"))
        .and_then(JsValue::dyn_into::<Function>)
        .and_then(|request| request.call0(&element));
    match asked.and_then(JsValue::dyn_into::<Promise>) {
        Ok(promise) => JsFuture::from(promise).await.is_ok(),
        Err(_) => false,
    }
}
