//! The script interface: what `leadlens.js` calls.
//!
//! Text goes in and out as JSON; `leadlens.js` has checked that it is plain data and has brought it to NFC. Everything that
//! decides anything lies in `model`; this crate only carries it over, and stays small.

mod assess;

use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

/// Assesses one contact. `input` is JSON: `{ "rulebook": id or object, "contact": object, "as_of": "YYYY-MM-DD" }`; the result is
/// the assessment object of the stage model, section 9, as JSON.
///
/// # Errors
/// Names the member that is wrong by its path and says what was expected there.
#[wasm_bindgen]
pub fn assess(input: &str) -> Result<String, JsError> {
    assess::assess(input).map_err(|message| JsError::new(&message))
}

/// The published rulebooks as JSON: a list of `{ "id", "name", "summary" }`.
#[wasm_bindgen]
#[must_use]
pub fn rulebooks() -> String {
    assess::rulebooks()
}

/// The version of this build.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
