//! The script interface: what `leadlens.js` calls.
//!
//! Values go in and out as words ([`wire`]): `leadlens.js` has checked that they are plain data and has brought texts to NFC.
//! Everything that decides anything lies in `model`; this crate only carries it over, and stays small: the browser reads and writes
//! JSON, and nothing that only the app needs is linked.

mod assess;
mod wire;

use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

/// Assesses one contact. The request is `{ "rulebook": object, "contact": object, "as_of": "YYYY-MM-DD" }`, the answer the
/// assessment object of the stage model, section 9.
///
/// # Errors
/// Names the member that is wrong by its path and says what was expected there.
#[wasm_bindgen]
pub fn assess(request: &str) -> Result<String, JsError> {
    assess::assess(request).map_err(|message| JsError::new(&message))
}

/// The published rulebooks, a list, as JSON.
#[wasm_bindgen]
#[must_use]
pub fn rulebooks() -> String {
    assess::rulebooks()
}
