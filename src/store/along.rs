//! Following what another tab saves.

use std::collections::BTreeMap;

use crate::keeper::{Keeper, Role};
use crate::manifest::Found;
use crate::opened::Condition;
use crate::reading::{Part, read_manifests, read_part};
use crate::space::Space;

impl<S: Space> Keeper<S> {
    /// What was saved elsewhere since this reading keeper last looked: bytes for a segment that is new or changed, `None`
    /// for one that is gone, and nothing at all if nothing was saved. Reads only what changed, so a tab can call it at
    /// every `storage` event.
    ///
    /// `None` if that cannot be told so easily (this keeper writes, something cannot be read, the schema is another):
    /// then [`Keeper::reload`] is the way, and the keeper has not moved.
    pub fn read_along(&mut self) -> Option<BTreeMap<String, Option<Vec<u8>>>> {
        let ordinary = matches!(self.condition, Condition::Fresh | Condition::Ready)
            && self.in_place.is_empty();
        if self.role != Role::Reader || !ordinary || self.manifest.schema != self.format.schema {
            return None;
        }
        let (manifests, unread) =
            read_manifests(&self.space, &self.own_keys().ok()?, self.format.schema).ok()?;
        let newest = match manifests
            .into_iter()
            .max_by_key(|found| found.manifest().save)
        {
            Some(Found::Known(newest))
                if unread.is_empty() && newest.schema == self.format.schema =>
            {
                newest
            }
            _ => return None,
        };
        if self.found.is_some_and(|known| known > newest.save) {
            return None;
        }
        let mut changes = BTreeMap::new();
        for (name, entry) in &newest.entries {
            if self.manifest.entries.get(name) == Some(entry) {
                continue;
            }
            let expected = Some((newest.schema, entry.check));
            match read_part(&self.space, name, entry.generation, expected).ok()? {
                Part::Whole(_, sealed) => changes.insert(name.clone(), Some(sealed.bytes)),
                Part::Damaged(_) | Part::Missing => return None,
            };
        }
        for name in self
            .manifest
            .entries
            .keys()
            .filter(|name| !newest.entries.contains_key(*name))
        {
            changes.insert(name.clone(), None);
        }
        if newest.save > 0 {
            self.condition = Condition::Ready;
        }
        self.found = Some(newest.save);
        self.highest = self.highest.max(newest.save);
        self.manifest = newest;
        Some(changes)
    }
}
