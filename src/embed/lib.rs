//! The script interface: what `leadlens.js` calls.
//!
//! Values go in and out as words ([`wire`]): `leadlens.js` has checked that they are plain data and has brought texts to NFC.
//! Everything that decides anything lies in `model`; this crate only carries it over, and stays small: the browser reads and writes
//! JSON, and nothing that only the app needs is linked.

mod assess;
mod wire;

use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsError, JsValue};

#[wasm_bindgen]
extern "C" {
    /// A text of the browser's, which has the tables for lower case.
    #[wasm_bindgen(js_name = String)]
    type JsString;

    #[wasm_bindgen(method, js_name = toLowerCase)]
    fn to_lower_case(this: &JsString) -> String;
}

/// Assesses one contact. The request is `{ "rulebook": object, "contact": object, "as_of": "YYYY-MM-DD" }`, the answer the
/// assessment object of the stage model, section 9.
///
/// # Errors
/// Names the member that is wrong by its path and says what was expected there.
#[wasm_bindgen]
pub fn assess(request: &str) -> Result<String, JsError> {
    model::lower_with(|text| {
        JsValue::from_str(text)
            .unchecked_into::<JsString>()
            .to_lower_case()
    });
    assess::assess(request).map_err(|message| JsError::new(&message))
}

/// The published rulebooks, a list, as JSON.
#[wasm_bindgen]
#[must_use]
pub fn rulebooks() -> String {
    assess::rulebooks()
}
