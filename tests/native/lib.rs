//! The made-up list and rulebooks of the bench in the browser, for benches without one.

#[path = "../bench/list.rs"]
mod list;
#[path = "../bench/variants.rs"]
mod variants;

pub use list::contacts;
pub use variants::variants;

use model::Day;

/// The as-of day of the made-up list.
pub const AS_OF: Day = Day(20_769);
