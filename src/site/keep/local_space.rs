//! The browser's `localStorage` as a space for the store.

use gloo_storage::{LocalStorage, Storage as _};
use js_sys::{Function, Reflect};
use store::{MemorySpace, Space, SpaceError};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Storage;

/// `localStorage`, once it was seen to work.
pub struct LocalSpace(());

/// The space there is: the browser's, or one that is gone with the page, with the reason.
pub fn space() -> (Box<dyn Space>, Option<SpaceError>) {
    match LocalSpace::probe() {
        Ok(space) => (Box::new(space), None),
        Err(why) => (Box::new(MemorySpace::default()), Some(why)),
    }
}

impl LocalSpace {
    /// Looks whether the browser lets this page keep anything. `gloo_storage` panics where it does not, so nothing else may
    /// touch storage before.
    ///
    /// Nothing is written for it: Chromium goes to disk once a minute, and a first write here would have a list that comes in
    /// soon after wait a minute for the second. Where there is no room at all, the first save says so.
    fn probe() -> Result<LocalSpace, SpaceError> {
        let storage = web_sys::window()
            .ok_or_else(|| SpaceError::Blocked("there is no window".to_owned()))?
            .local_storage()
            .map_err(|error| blocked(&error))?
            .ok_or_else(|| SpaceError::Blocked("it is switched off".to_owned()))?;
        storage.length().map_err(|error| blocked(&error))?;
        Ok(LocalSpace(()))
    }

    fn raw(&self) -> Storage {
        LocalStorage::raw()
    }
}

impl Space for LocalSpace {
    fn get(&self, key: &str) -> Result<Option<String>, SpaceError> {
        self.raw().get_item(key).map_err(|error| failed(&error))
    }

    fn set(&mut self, key: &str, value: &str) -> Result<(), SpaceError> {
        self.raw()
            .set_item(key, value)
            .map_err(|error| failed(&error))
    }

    fn remove(&mut self, key: &str) -> Result<(), SpaceError> {
        self.raw().remove_item(key).map_err(|error| failed(&error))
    }

    fn keys(&self) -> Result<Vec<String>, SpaceError> {
        let raw = self.raw();
        let length = raw.length().map_err(|error| failed(&error))?;
        let mut keys = Vec::with_capacity(length as usize);
        for at in 0..length {
            keys.extend(raw.key(at).map_err(|error| failed(&error))?);
        }
        Ok(keys)
    }

    /// Copies without turning the text into one of Rust's: after bit rot it may hold half a surrogate pair.
    fn copy(&mut self, from: &str, to: &str) -> Result<bool, SpaceError> {
        let raw = self.raw();
        let call = |method: &str, arguments: &js_sys::Array| {
            let method: Function = Reflect::get(&raw, &JsValue::from_str(method))?.dyn_into()?;
            method.apply(&raw, arguments)
        };
        let text = call("getItem", &js_sys::Array::of1(&JsValue::from_str(from)))
            .map_err(|error| failed(&error))?;
        if text.is_null() {
            return Ok(false);
        }
        call(
            "setItem",
            &js_sys::Array::of2(&JsValue::from_str(to), &text),
        )
        .map_err(|error| failed(&error))?;
        Ok(true)
    }
}

fn member(error: &JsValue, name: &str) -> String {
    Reflect::get(error, &JsValue::from_str(name))
        .ok()
        .and_then(|value| value.as_string())
        .unwrap_or_default()
}

fn blocked(error: &JsValue) -> SpaceError {
    let why = match member(error, "name").as_str() {
        "SecurityError" => "cookies and site data are blocked".to_owned(),
        _ => member(error, "message"),
    };
    SpaceError::Blocked(why)
}

fn failed(error: &JsValue) -> SpaceError {
    match member(error, "name").as_str() {
        "QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED" => SpaceError::Full,
        "SecurityError" => blocked(error),
        name => SpaceError::Failed(format!("{name} {}", member(error, "message"))),
    }
}

/// Room that our keys and their texts take, in UTF-16 units. Nothing is copied for it, so it is quick also where much is kept.
/// 0 where storage is blocked.
pub fn units_of_ours() -> usize {
    let measure = || -> Option<usize> {
        let storage = web_sys::window()?.local_storage().ok()??;
        let get: Function = Reflect::get(&storage, &JsValue::from_str("getItem"))
            .ok()?
            .dyn_into()
            .ok()?;
        let mut units = 0;
        for at in 0..storage.length().ok()? {
            let Some(key) = storage.key(at).ok()? else {
                continue;
            };
            if key.starts_with("leadlens/") {
                let text = get.call1(&storage, &JsValue::from_str(&key)).ok()?;
                let length = text
                    .dyn_ref::<js_sys::JsString>()
                    .map_or(0, js_sys::JsString::length);
                units += key.len() + length as usize;
            }
        }
        Some(units)
    };
    measure().unwrap_or(0)
}
