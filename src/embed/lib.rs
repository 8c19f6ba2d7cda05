//! The script interface: what `leadlens.js` calls.
//!
//! Everything that decides anything lies in `model`; this crate only carries it over ([`door`]), and stays small: the browser reads and
//! writes JSON, knows lower case and how numbers are written, and nothing that only the app needs is linked. `leadlens.js` has checked
//! that values are plain data and has brought texts to NFC.

mod assess;
mod door;
#[cfg(any(test, target_family = "wasm"))]
mod heap;
mod quiz;

pub use door::{assess, put, quiz, take};

/// The engine's memory, in the browser.
#[cfg(target_family = "wasm")]
#[global_allocator]
static HEAP: heap::Heap = heap::Heap::new(heap::grow);
