//! Keeps a workspace in a small key-value space, such as a browser's `localStorage`, without ever losing it.
//!
//! The space is a trait ([`Space`]); [`MemorySpace`] serves where the browser blocks storage, and [`faults`] holds a space
//! that fails on purpose. [`pack`] makes text of bytes.

pub mod faults;
mod memory;
mod packed;
mod space;

pub use memory::MemorySpace;
pub use packed::{INFLATED_LIMIT, PackError, pack, unpack};
pub use space::{Space, SpaceError, units};
