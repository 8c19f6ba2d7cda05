//! What the segments' bytes mean, by number, and how older ones become today's.

use std::collections::BTreeMap;

/// The segments of a workspace by name, as bytes.
pub type Segments = BTreeMap<String, Vec<u8>>;

/// The schema this program writes. Raise it by one, and add a migration, when older programs must not write what newer ones wrote.
pub const SCHEMA: u32 = 1;

/// One step from a schema to the one after it.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// The schema this step reads; it makes `from + 1`.
    pub from: u32,
    /// Turns all segments of the one schema into those of the next, or says in a sentence why it cannot.
    pub migrate: fn(Segments) -> Result<Segments, String>,
}

/// The schema a program reads and writes, with the steps that lead to it.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// The schema read and written. Anything higher is opened read-only.
    pub schema: u32,
    /// The steps from older schemas, in any order.
    pub migrations: &'static [Migration],
}

impl Format {
    /// What this program reads and writes. There is no older schema yet.
    pub const CURRENT: Format = Format {
        schema: SCHEMA,
        migrations: &[],
    };

    /// Brings segments of an older schema up to this one, step by step.
    ///
    /// # Errors
    /// A sentence, if a step is missing or gives up.
    pub(crate) fn migrate(&self, from: u32, segments: Segments) -> Result<Segments, String> {
        (from..self.schema).try_fold(segments, |segments, schema| {
            let step = self.migrations.iter().find(|step| step.from == schema);
            let step =
                step.ok_or_else(|| format!("This version no longer reads data of form {schema}."))?;
            (step.migrate)(segments)
        })
    }
}
