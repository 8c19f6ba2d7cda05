//! The page: rooms over one workspace.
//!
//! [`session::Session`] holds the workspace, the engine and the history of edits; every part of the screen follows from it and
//! listens to the generation of what it shows. [`app::App`] is the frame around the rooms, [`triage`] the room with the funnel and
//! the table, [`panel`] everything about one contact. [`import`] brings lists in, [`keep`] keeps them in the browser. What is
//! not on the first screen is fetched [`later`], and then everything once more for [`offline`]. Where a fault ends it all, failure.js says so and hands the data out.

mod app;
mod clock;
mod compare;
mod copying;
mod definitions;
mod dialog;
mod fact_form;
mod import;
mod keep;
mod keys;
mod later;
mod learn;
mod offline;
mod panel;
mod quiz;
mod rooms;
mod session;
mod shortcuts;
mod side;
mod slice;
mod toast;
mod top;
mod triage;
mod words;

use wasm_bindgen::JsCast;

fn main() {
    #[cfg(debug_assertions)]
    say_panics();
    let Some(place) = web_sys::window()
        .and_then(|w| w.document())
        .and_then(|d| d.get_element_by_id("app"))
        .and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok())
    else {
        return;
    };
    wasm_bindgen_futures::spawn_local(async move {
        // Reading the definitions and making the page are turns of their own, after that in which the program was made ready.
        slice::breathe().await;
        let _ = model::published();
        slice::breathe().await;
        // The skeleton has done its work.
        place.replace_children_with_node_0();
        leptos::mount::mount_to(place, app::App).forget();
    });
}

/// In a debug build, a panic says in the console what and where. A release build has no words for it.
#[cfg(debug_assertions)]
fn say_panics() {
    std::panic::set_hook(Box::new(|info| {
        web_sys::console::error_1(&info.to_string().into());
    }));
}
