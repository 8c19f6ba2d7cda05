//! The script interface: what `leadlens.js` calls.
//!
//! Everything that decides anything lies in `model`; this crate only carries it over ([`door`]), and stays small: the browser reads and
//! writes JSON, knows lower case and how numbers are written, and nothing that only the app needs is linked. `leadlens.js` has checked
//! that values are plain data and has brought texts to NFC.

mod assess;
mod door;
mod quiz;

pub use door::{assess, put, quiz, rulebooks, take};
