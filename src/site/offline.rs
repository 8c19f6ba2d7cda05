//! Opening without a connection: asks for the service worker (service-worker.js), and announces a newer version, which takes over only
//! when somebody says so or nobody has a page open. Fetched when all else is there.

use crate::keep::{self, Kept};
use crate::later::{NotFetched, PartOnceAsked};
use crate::session::Session;
use crate::slice;
use js_sys::Reflect;
use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use std::cell::Cell;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    EventTarget, ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration,
    ServiceWorkerState,
};

const SCRIPT: &str = "./sw.js";
/// What the script takes for leave to take over.
const USE: &str = "use";
/// Milliseconds after which a page that is looked at again asks for a newer version.
const OLD: f64 = 3_600_000.0;
/// Milliseconds that a version gets to take over; as a rule it needs a few.
const TAKING_OVER: i32 = 5_000;

/// A version newer than this page's.
#[derive(Clone)]
enum Newer {
    /// It is all here and waits for leave.
    Waits(ServiceWorker),
    /// It has taken over; this page alone is of the version before.
    HasTakenOver,
}

type Found = RwSignal<Option<Newer>, LocalStorage>;

/// Where a newer version is announced.
#[component]
pub fn OfflinePlace(
    session: Session,
    /// Whether the parts of the program are there, so that this takes no part of the connection from them.
    #[prop(into)]
    fetched: Signal<bool>,
) -> impl IntoView {
    let kept = keep::kept(session);
    view! { <PartOnceAsked asked=fetched fetch=move || Box::pin(newer_version(kept)) /> }
}

#[wasm_split(dialogs, wasm_split_path = leptos::wasm_split, fallible)]
fn newer_version(kept: Kept) -> Result<AnyView, NotFetched> {
    Ok(view! { <NewerVersion kept /> }.into_any())
}

/// Says that there is a newer version, as soon as there is.
#[component]
fn NewerVersion(kept: Kept) -> impl IntoView {
    let found: Found = RwSignal::new_local(None);
    leptos::task::spawn_local(async move {
        // Without a worker everything is as it is on the first visit.
        let _ = watch(found).await;
    });
    let unsaved = RwSignal::new(false);
    let going = RwSignal::new(false);
    let use_it = move |_| {
        unsaved.set(!kept.flush());
        if !unsaved.get_untracked() {
            going.set(true);
            go(found);
        }
    };
    let text = move || {
        if unsaved.get() {
            "Not everything here is saved, so this page stays as it is. Download your data, then load the page again."
        } else if matches!(found.get(), Some(Newer::HasTakenOver)) {
            "Another tab uses it already; this one goes on as it is. To use it here, your work is saved and the page loads again."
        } else {
            "Your work is saved and the page loads again. It also starts by itself once Leadlens is closed in all tabs."
        }
    };
    view! {
        <div role="region" aria-label="About new versions" aria-live="polite">
            <Show when=move || found.with(Option::is_some)>
                <div class="keep-banner calm" data-newer-version="">
                    <p>
                        <b>"A new version of Leadlens is ready."</b>
                        " "
                        {text}
                    </p>
                    <button
                        type="button"
                        class="button small"
                        prop:disabled=going
                        on:click=use_it
                    >
                        "Use it now"
                    </button>
                    <button type="button" class="quiet" on:click=move |_| found.set(None)>
                        "Later"
                    </button>
                </div>
            </Show>
        </div>
    }
}

/// Loads the page again, in the newer version.
fn go(found: Found) {
    let again = || {
        if let Some(window) = web_sys::window() {
            let _ = window.location().reload();
        }
    };
    let Some(Newer::Waits(worker)) = found.get_untracked() else {
        again();
        return;
    };
    let asked = worker.clone();
    listen(&worker, "statechange", move || {
        if asked.state() == ServiceWorkerState::Activated {
            again();
        }
    });
    if worker.state() == ServiceWorkerState::Activated || worker.post_message(&USE.into()).is_err()
    {
        again();
        return;
    }
    // Should it be gone, because a newer one came or it took over just now, loading again finds what there is.
    leptos::task::spawn_local(async move {
        slice::wait(TAKING_OVER).await;
        again();
    });
}

/// Asks for the worker, and looks out for newer ones. `None` where there can be none.
async fn watch(found: Found) -> Option<()> {
    let container = container()?;
    let registration = JsFuture::from(container.register(SCRIPT)).await.ok()?;
    let registration: ServiceWorkerRegistration = registration.unchecked_into();
    // A site further up may have this page until this site has a worker of its own.
    let active = registration.active();
    let ours = active.is_some() && container.controller() == active;
    if ours {
        if let Some(worker) = registration.waiting() {
            found.set(Some(Newer::Waits(worker)));
        }
        listen(&container, "controllerchange", move || {
            found.set(Some(Newer::HasTakenOver));
        });
    }
    let coming = {
        let registration = registration.clone();
        move || {
            // Where none is active this is the first one, of the same version as the page.
            if let (Some(_), Some(worker)) = (registration.active(), registration.installing()) {
                let installed = worker.clone();
                listen(&worker, "statechange", move || {
                    if installed.state() == ServiceWorkerState::Installed {
                        found.set(Some(Newer::Waits(installed.clone())));
                    }
                });
            }
        }
    };
    coming();
    listen(&registration, "updatefound", coming);
    if active.is_some() {
        look_for_newer(&registration);
    }
    let last = Cell::new(slice::now());
    let _ = window_event_listener(ev::visibilitychange, move |_| {
        let seen = document().visibility_state() == web_sys::VisibilityState::Visible;
        if seen && slice::now() - last.get() > OLD {
            last.set(slice::now());
            look_for_newer(&registration);
        }
    });
    Some(())
}

/// The browser's side of it; `None` in an insecure context, in a frame, and where site data is blocked.
fn container() -> Option<ServiceWorkerContainer> {
    let window = web_sys::window()?;
    let top = window.top().ok()??;
    if top != window {
        return None;
    }
    let container = Reflect::get(&window.navigator(), &JsValue::from_str("serviceWorker")).ok()?;
    container.is_object().then(|| container.unchecked_into())
}

/// Asks the host for a newer version. Without a connection there is none.
fn look_for_newer(registration: &ServiceWorkerRegistration) {
    if let Ok(asked) = registration.update() {
        leptos::task::spawn_local(async move {
            let _ = JsFuture::from(asked).await;
        });
    }
}

/// Listens as long as the page is open.
fn listen(target: &EventTarget, event: &str, act: impl Fn() + 'static) {
    let act = Closure::<dyn Fn()>::new(act);
    let _ = target.add_event_listener_with_callback(event, act.as_ref().unchecked_ref());
    act.forget();
}
