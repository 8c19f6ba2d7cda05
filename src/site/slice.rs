//! Long work in slices, so that the page stays alive: it draws, scrolls and takes input in between.

use js_sys::{Function, Promise, Reflect};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;

/// Milliseconds of work between two breaths. Half a frame: the other half is the page's.
const SLICE: f64 = 8.0;

/// A stretch of work that lets the page breathe when its time is up.
pub struct Slice {
    started: f64,
}

impl Slice {
    /// Work that starts now.
    pub fn new() -> Slice {
        Slice { started: now() }
    }

    /// Lets the page have its turn if this slice is spent, and says whether it had.
    pub async fn pause(&mut self) -> bool {
        let spent = now() - self.started > SLICE;
        if spent {
            breathe().await;
            self.started = now();
        }
        spent
    }
}

/// Says to a running piece of work that nobody waits for it any more.
#[derive(Clone, Default)]
pub struct Cancel(Rc<Cell<bool>>);

impl Cancel {
    /// Calls the work off.
    pub fn cancel(&self) {
        self.0.set(true);
    }

    /// Whether it was called off.
    pub fn is_cancelled(&self) -> bool {
        self.0.get()
    }
}

/// Milliseconds since the page was opened.
pub fn now() -> f64 {
    web_sys::window()
        .and_then(|w| w.performance())
        .map_or_else(js_sys::Date::now, |p| p.now())
}

/// Gives the page one turn: the scheduler where there is one, a message to ourselves where not.
pub async fn breathe() {
    let turn = scheduler_turn().unwrap_or_else(message_turn);
    // Neither can fail in a way that matters: the work goes on at once then.
    let _ = JsFuture::from(turn).await;
}

fn scheduler_turn() -> Option<Promise> {
    let window = web_sys::window()?;
    let scheduler = Reflect::get(&window, &JsValue::from_str("scheduler")).ok()?;
    let turn = Reflect::get(&scheduler, &JsValue::from_str("yield")).ok()?;
    turn.dyn_ref::<Function>()?
        .call0(&scheduler)
        .ok()?
        .dyn_into()
        .ok()
}

fn message_turn() -> Promise {
    Promise::new(&mut |done, _| {
        let Ok(channel) = web_sys::MessageChannel::new() else {
            let _ = done.call0(&JsValue::NULL);
            return;
        };
        let port = channel.port1();
        let heard = port.clone();
        let on_message = Closure::once_into_js(move |_: JsValue| {
            heard.close();
            let _ = done.call0(&JsValue::NULL);
        });
        port.set_onmessage(Some(on_message.unchecked_ref()));
        if channel.port2().post_message(&JsValue::NULL).is_err() {
            port.close();
        }
    })
}

/// Waits so many milliseconds.
pub async fn wait(milliseconds: i32) {
    let turn = Promise::new(&mut |done, _| {
        if let Some(window) = web_sys::window() {
            let _ =
                window.set_timeout_with_callback_and_timeout_and_arguments_0(&done, milliseconds);
        }
    });
    let _ = JsFuture::from(turn).await;
}
