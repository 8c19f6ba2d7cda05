//! The engine over many contacts at once, compiled for speed while the rest of [`model`] is compiled for size.
//!
//! What is called here is marked `#[inline]` in `model`, so the compiler makes its code in this crate, under this crate's
//! profile. Whoever stages more than a handful of contacts calls these; the results are the same either way.

use model::{Engine, Rulebook, Table};
use std::ops::Range;

/// Assesses these rows of a table; see [`Engine::assess`].
#[inline(never)]
pub fn assess(engine: &mut Engine, table: &Table, rows: Range<u32>) {
    engine.assess(table, rows);
}

/// Assesses all rows of a table; see [`Engine::assess_all`].
pub fn assess_all(engine: &mut Engine, table: &Table) {
    assess(engine, table, 0..table.rows());
}

/// Takes over a changed rulebook and assesses what that changes; see [`Engine::update`].
#[inline(never)]
pub fn update(engine: &mut Engine, rulebook: &Rulebook, table: &Table) {
    engine.update(rulebook, table);
}
