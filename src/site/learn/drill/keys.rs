//! What keys do at practice while the focus is within it: numbers choose, Enter goes on, Backspace takes a choice back.

use crate::dialog;
use crate::learn::choices::place_of;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Presses the button that a key stands for.
pub fn on_key(event: ev::KeyboardEvent) {
    let held = event.ctrl_key() || event.meta_key() || event.alt_key();
    if held || event.default_prevented() || event.repeat() || dialog::is_open() {
        return;
    }
    let on_control = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .and_then(|element| {
            element
                .closest("button, a, summary, input, select, textarea")
                .ok()
                .flatten()
        })
        .is_some();
    let key = event.key();
    let button = match (place_of(&key), key.as_str()) {
        (Some(place), _) => nth(place),
        // On a button the browser presses that button.
        (None, "Enter") if !on_control => first(".drill-scene [data-enter]"),
        (None, "Backspace") => first(".drill-scene [data-back]"),
        _ => None,
    };
    if let Some(button) = button {
        event.prevent_default();
        button.click();
    }
}

/// The button at this place of what is asked now.
fn nth(place: usize) -> Option<HtmlElement> {
    let place = u32::try_from(place).ok()?;
    let asked = first(".drill-scene [data-asked=\"true\"]")?;
    let buttons = asked.query_selector_all("button").ok()?;
    buttons.item(place)?.dyn_into().ok()
}

fn first(selector: &str) -> Option<HtmlElement> {
    let found = document().query_selector(selector).ok().flatten()?;
    found.dyn_into().ok()
}
