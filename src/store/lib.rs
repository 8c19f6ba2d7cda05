//! Keeps a workspace in a small key-value space, such as a browser's `localStorage`, without ever losing it.
//!
//! A workspace comes here already cut into *segments*: named byte strings of which only a few change at a time. Each
//! segment lies under a key of its own with a generation, a schema version and a checksum ([`pack`] makes text of bytes).
//! A small *manifest*, kept twice, names the generation of each segment that belongs to the workspace as it stands.
//! Saving writes the changed segments beside the old ones, reads them back, writes the manifest, and only then removes
//! the old ones: whenever it is cut off, what is found afterwards is the state before or the state after, whole.
//! [`Keeper`] is the door: it opens what is kept and saves, both at once or in slices ([`Ahead`], [`Save`]), stands back when something newer
//! was saved elsewhere, and sets text it cannot read aside instead of writing over it.
//! The space itself is a trait ([`Space`]); [`MemorySpace`] serves where the browser blocks storage, and [`faults`]
//! holds a space that fails on purpose. Only [`segments`] and [`workspace_from_segments`] know what the bytes mean, and
//! nothing needs a browser.

mod ahead;
mod along;
mod aside;
mod commit;
mod contacts;
pub mod faults;
mod keeper;
mod key;
mod load;
mod manifest;
mod memory;
mod mend;
mod opened;
mod packed;
mod reading;
mod save;
mod schema;
mod sealed;
mod settle;
mod space;
mod sweep;
mod usage;

pub use ahead::Ahead;
pub use aside::Aside;
pub use contacts::{
    CONTACTS_A_SEGMENT, Damage, Reading, segment, segment_names, segments, segments_touched,
    workspace_from_segments,
};
pub use keeper::{Keeper, Role};
pub use memory::MemorySpace;
pub use opened::{Condition, Opened, SetAside, Trouble};
pub use packed::{INFLATED_LIMIT, PackError, pack, unpack};
pub use save::{Save, SaveError, SaveReport};
pub use schema::{Format, Migration, SCHEMA, Segments};
pub use sealed::Unreadable;
pub use space::{Space, SpaceError, units};
pub use usage::Usage;

#[cfg(test)]
mod tests;
