//! One tab writes at a time, through the browser's lock manager; the others wait their turn or take over.
//!
//! The lock manager is reached by name, as `web-sys` still counts it as unstable.

use js_sys::{Array, Function, Object, Promise, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;

const NAME: &str = "leadlens-writer";

/// How the lock is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Now or not at all.
    IfFree,
    /// Now, whoever has it.
    Steal,
    /// When it is free.
    Wait,
}

/// What became of asking.
pub enum Answer {
    /// This tab has the lock.
    Held(Lock),
    /// Another tab has it, or waiting was called off.
    Taken,
    /// There is no lock manager here; whoever saves first, wins.
    NoLocks,
}

/// The lock, as long as this tab has it: until the page is gone, or another tab takes it away.
pub struct Lock {
    /// Ends the promise the browser waits for. Kept, so that the promise is not collected as garbage.
    _release: Function,
}

/// Calls waiting for the lock off.
#[derive(Clone)]
pub struct Patience(JsValue);

impl Patience {
    /// Patience that has not run out.
    pub fn new() -> Patience {
        let made = js_sys::global();
        let controller = Reflect::get(&made, &JsValue::from_str("AbortController"))
            .ok()
            .and_then(|class| class.dyn_into::<Function>().ok())
            .and_then(|class| Reflect::construct(&class, &Array::new()).ok());
        Patience(controller.unwrap_or(JsValue::UNDEFINED))
    }

    /// Waits no longer.
    pub fn end(&self) {
        if let Ok(abort) = Reflect::get(&self.0, &JsValue::from_str("abort"))
            && let Some(abort) = abort.dyn_ref::<Function>()
        {
            let _ = abort.call0(&self.0);
        }
    }

    fn signal(&self) -> JsValue {
        Reflect::get(&self.0, &JsValue::from_str("signal")).unwrap_or(JsValue::UNDEFINED)
    }
}

/// Asks for the lock. `lost` is called when another tab takes it away.
pub async fn ask(how: Ask, patience: Option<&Patience>, lost: impl FnOnce() + 'static) -> Answer {
    let Some((locks, request)) = manager() else {
        return Answer::NoLocks;
    };
    let options = Object::new();
    let set = |name: &str, value: &JsValue| {
        let _ = Reflect::set(&options, &JsValue::from_str(name), value);
    };
    match how {
        Ask::IfFree => set("ifAvailable", &JsValue::TRUE),
        Ask::Steal => set("steal", &JsValue::TRUE),
        Ask::Wait => {
            if let Some(patience) = patience {
                set("signal", &patience.signal());
            }
        }
    }
    let held: Rc<RefCell<Option<Function>>> = Rc::default();
    let lost = Rc::new(RefCell::new(Some(lost)));
    let answered = Promise::new(&mut |answer, _| {
        let (keep, on_lost) = (held.clone(), lost.clone());
        let refused = answer.clone();
        // The browser keeps the lock for us until the promise given back here is settled.
        let granted = Closure::once_into_js(move |lock: JsValue| -> JsValue {
            if lock.is_null() {
                let _ = answer.call1(&JsValue::NULL, &JsValue::FALSE);
                return JsValue::UNDEFINED;
            }
            let until = Promise::new(&mut |release, _| {
                *keep.borrow_mut() = Some(release);
            });
            let _ = answer.call1(&JsValue::NULL, &JsValue::TRUE);
            until.into()
        });
        let asked = request
            .call3(&locks, &JsValue::from_str(NAME), &options, &granted)
            .unwrap_or_else(|error| Promise::reject(&error).into());
        let keep = held.clone();
        leptos::task::spawn_local(async move {
            if JsFuture::from(Promise::resolve(&asked)).await.is_ok() {
                return;
            }
            // Refused, called off, or taken away after we had it.
            let had = keep.borrow_mut().take().is_some();
            let _ = refused.call1(&JsValue::NULL, &JsValue::FALSE);
            let on_lost = on_lost.borrow_mut().take();
            if had && let Some(on_lost) = on_lost {
                on_lost();
            }
        });
    });
    let got = JsFuture::from(answered).await;
    let release = held.borrow().clone();
    match release {
        Some(release) if got.is_ok_and(|got| got.is_truthy()) => {
            Answer::Held(Lock { _release: release })
        }
        _ => Answer::Taken,
    }
}

fn manager() -> Option<(JsValue, Function)> {
    let navigator = web_sys::window()?.navigator();
    let locks = Reflect::get(&navigator, &JsValue::from_str("locks")).ok()?;
    if !locks.is_object() {
        return None;
    }
    let request = Reflect::get(&locks, &JsValue::from_str("request")).ok()?;
    Some((locks, request.dyn_into().ok()?))
}
