//! Parts of the program that are fetched apart, so that the first screen comes soon: each when it is first needed, or when the
//! first screen is there and nothing else is going on.
//!
//! A part is a function marked `wasm_split`; whatever only it reaches goes into a file of its own when the site is built.

use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use leptos::wasm_split::SplitLoaderError;
use std::future::Future;
use std::pin::Pin;
use wasm_bindgen_futures::JsFuture;

/// A part could not be fetched: the connection is gone, or the host has a newer program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotFetched;

impl From<SplitLoaderError> for NotFetched {
    fn from(_: SplitLoaderError) -> NotFetched {
        NotFetched
    }
}

impl std::fmt::Display for NotFetched {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(
            "This part of Leadlens could not be fetched. Check your connection and try again. If Leadlens was updated meanwhile, reload the page.",
        )
    }
}

/// Fetches a style sheet that follows later, that of a room or of what several have in common, and puts it into the page, unless it is there: `sheet("quiz")`. The page says in its head what the
/// sheet is called; a page that says nothing of it has it already.
///
/// # Errors
/// It cannot be fetched now; it is fetched again when it is asked for again.
pub async fn sheet(room: &'static str) -> Result<(), NotFetched> {
    let document = document();
    let find = |selector: String| document.query_selector(&selector).ok().flatten();
    let Some(named) = find(format!("meta[name=\"style-{room}\"]")) else {
        return Ok(());
    };
    if find(format!("link[data-room=\"{room}\"][data-there]")).is_some() {
        return Ok(());
    }
    let link = document.create_element("link").map_err(|_| NotFetched)?;
    let address = named.get_attribute("content").unwrap_or_default();
    for (name, value) in [
        ("rel", "stylesheet"),
        ("href", &address),
        ("data-room", room),
    ] {
        link.set_attribute(name, value).map_err(|_| NotFetched)?;
    }
    let head = document.head().ok_or(NotFetched)?;
    let there = js_sys::Promise::new(&mut |done, failed| {
        for (event, call) in [("load", done), ("error", failed)] {
            let _ = link.add_event_listener_with_callback(event, &call);
        }
        let _ = head.append_child(&link);
    });
    if JsFuture::from(there).await.is_err() {
        link.remove();
        return Err(NotFetched);
    }
    // A second one that was asked for meanwhile says the same.
    link.set_attribute("data-there", "").map_err(|_| NotFetched)
}

/// A part on its way.
pub type Fetching<T> = Pin<Box<dyn Future<Output = Result<T, NotFetched>>>>;

/// Work of a part that takes its time.
pub type Work = Pin<Box<dyn Future<Output = ()>>>;

enum Place {
    Empty,
    Filled(AnyView),
    Missing,
}

/// The place of a part of the screen: empty until the part is there; a sentence and a button should it not come.
#[component]
pub fn Part<F>(
    /// Fetches the part, or has it already.
    fetch: F,
) -> impl IntoView
where
    F: Fn() -> Fetching<AnyView> + 'static,
{
    let place = RwSignal::new_local(Place::Empty);
    let again = RwSignal::new(0_u32);
    Effect::new(move |_| {
        again.track();
        // What the part makes belongs to this place and goes with it.
        let view = ScopedFuture::new_untracked(untrack(&fetch));
        leptos::task::spawn_local(async move {
            let filled = match view.await {
                Ok(view) => Place::Filled(view),
                Err(NotFetched) => Place::Missing,
            };
            // The place may be gone meanwhile.
            let _ = place.try_set(filled);
        });
    });
    move || {
        place.track();
        // Taken, not shared: a view is placed once.
        match place.try_update_untracked(|place| std::mem::replace(place, Place::Empty)) {
            Some(Place::Filled(view)) => view,
            Some(Place::Missing) => view! { <Missing again /> }.into_any(),
            Some(Place::Empty) | None => ().into_any(),
        }
    }
}

/// A part that is fetched when it is first asked for, and stays: a dialog, as a rule.
#[component]
pub fn PartOnceAsked<F>(
    /// Whether it is asked for.
    #[prop(into)]
    asked: Signal<bool>,
    /// Fetches the part, or has it already.
    fetch: F,
) -> impl IntoView
where
    F: Fn() -> Fetching<AnyView> + Copy + Send + Sync + 'static,
{
    let ever = RwSignal::new(false);
    Effect::new(move |_| {
        if asked.get() && !ever.get_untracked() {
            ever.set(true);
        }
    });
    view! {
        <Show when=move || ever.get()>
            <Part fetch />
        </Show>
    }
}

#[component]
fn Missing(again: RwSignal<u32>) -> impl IntoView {
    view! {
        <div class="part-missing" role="alert">
            <p>{NotFetched.to_string()}</p>
            <button type="button" class="button" on:click=move |_| again.update(|n| *n += 1)>
                "Try again"
            </button>
        </div>
    }
}
