//! Reading segments ahead, one at a time, so that a page can open what it keeps without standing still.
//!
//! What is read ahead only spares the opening the work: the opening itself still happens in one go, on the space as it is then,
//! and takes from here just what the manifest then names, to the generation and checksum. So it does not matter what another tab
//! did in between, and whatever cannot be read ahead is met by the opening as if nobody had looked before.

use std::collections::{BTreeMap, BTreeSet};

use crate::key::Key;
use crate::manifest::{Entry, Found};
use crate::reading::{Part, read_manifests, read_part};
use crate::schema::Format;
use crate::space::Space;

/// Segments read ahead of [`crate::Keeper::open_from`] and its kin. An empty one reads nothing ahead.
#[derive(Debug, Default)]
pub struct Ahead {
    schema: u32,
    /// What is still to be read, the last first.
    left: Vec<(String, Entry)>,
    all: usize,
    pub(crate) parts: Parts,
}

/// Whole segments by name, each with its schema and entry.
#[derive(Debug, Default)]
pub(crate) struct Parts(BTreeMap<String, (u32, Entry, Vec<u8>)>);

impl Ahead {
    /// Looks what the newest manifest of a space names. Nothing, where that cannot be read.
    pub fn new(space: &impl Space, format: Format) -> Ahead {
        let keys: BTreeSet<Key> = space
            .keys()
            .unwrap_or_default()
            .iter()
            .filter_map(|key| Key::parse(key))
            .collect();
        let manifests = read_manifests(space, &keys, format.schema)
            .map(|(found, _)| found)
            .unwrap_or_default();
        let newest = manifests
            .iter()
            .map(Found::manifest)
            .max_by_key(|manifest| manifest.save);
        let left: Vec<(String, Entry)> = newest
            .into_iter()
            .flat_map(|manifest| manifest.entries.iter().rev())
            .map(|(name, entry)| (name.clone(), *entry))
            .collect();
        Ahead {
            schema: newest.map_or(format.schema, |manifest| manifest.schema),
            all: left.len(),
            left,
            parts: Parts::default(),
        }
    }

    /// Reads one segment, and says whether there are more. One that is not whole is left to the opening.
    pub fn read_one(&mut self, space: &impl Space) -> bool {
        let Some((name, entry)) = self.left.pop() else {
            return false;
        };
        let expected = Some((self.schema, entry.check));
        if let Ok(Part::Whole(_, sealed)) = read_part(space, &name, entry.generation, expected) {
            let part = (self.schema, entry, sealed.bytes);
            self.parts.0.insert(name, part);
        }
        !self.left.is_empty()
    }

    /// Segments looked at so far, and all there are.
    pub fn progress(&self) -> (usize, usize) {
        (self.all - self.left.len(), self.all)
    }
}

impl Parts {
    /// Hands a segment out if it was read ahead exactly so, and its key is still there.
    pub(crate) fn take(
        &mut self,
        keys: &BTreeSet<Key>,
        name: &str,
        schema: u32,
        entry: Entry,
    ) -> Option<Vec<u8>> {
        let (of, known, _) = self.0.get(name)?;
        let same = *of == schema && *known == entry;
        if !same || !keys.contains(&Key::segment(name, entry.generation)) {
            return None;
        }
        self.0.remove(name).map(|(_, _, bytes)| bytes)
    }
}
