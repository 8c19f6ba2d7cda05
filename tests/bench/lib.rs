//! What the bench page calls. Skeleton: the measurements of the engine come here.

use wasm_bindgen::prelude::wasm_bindgen;

/// The version of the engine that is measured.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
