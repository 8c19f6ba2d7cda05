//! Writing the manifest: the one moment at which a save comes to count.
//!
//! There are two places for it, and both hold the same text. The one with the older state is written first, so that at
//! every moment one of them is whole; the segments of the older state are still there until both are written.

use std::collections::BTreeSet;

use crate::aside::set_aside;
use crate::keeper::Keeper;
use crate::key::Key;
use crate::manifest::Manifest;
use crate::packed::PackError;
use crate::reading::read_manifests;
use crate::space::{Space, SpaceError, units};

/// The manifest is kept this many times.
const COPIES: usize = 2;

/// Why a text could not be written.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum WriteError {
    /// The space refused a text of this many units, key included.
    Refused { error: SpaceError, units: usize },
    /// The space took the text, but did not give it back as it was.
    NotKept,
    /// There was more of it than fits a value.
    Packing(PackError),
}

impl From<SpaceError> for WriteError {
    fn from(error: SpaceError) -> Self {
        WriteError::Refused { error, units: 0 }
    }
}

/// Writes a text and reads it back.
pub(crate) fn write(space: &mut impl Space, key: &Key, text: &str) -> Result<usize, WriteError> {
    let key = key.to_string();
    let units = units(&key) + units(text);
    space
        .set(&key, text)
        .map_err(|error| WriteError::Refused { error, units })?;
    if space.get(&key)?.as_deref() == Some(text) {
        Ok(units)
    } else {
        Err(WriteError::NotKept)
    }
}

impl<S: Space> Keeper<S> {
    /// The keys of the space that are ours and that we understand, in order.
    pub(crate) fn own_keys(&self) -> Result<BTreeSet<Key>, SpaceError> {
        Ok(self
            .space
            .keys()?
            .iter()
            .filter_map(|key| Key::parse(key))
            .collect())
    }

    /// Makes `manifest` the state of the workspace. Its segments must have been written. Says whether both copies hold it.
    ///
    /// # Errors
    /// Why not; then the state is the one before.
    pub(crate) fn commit(&mut self, mut manifest: Manifest) -> Result<bool, WriteError> {
        let first = self
            .places(&mut manifest.kept)?
            .into_iter()
            .next()
            .ok_or(WriteError::NotKept)?;
        let text = manifest.write().map_err(WriteError::Packing)?;
        let before = self.space.get(&first.to_string())?;
        if let Err(error) = write(&mut self.space, &first, &text) {
            self.put_back(&first, before.as_deref());
            return Err(error);
        }
        self.found = Some(manifest.save);
        self.highest = self.highest.max(manifest.save);
        self.manifest = manifest;
        self.settled = true;
        Ok(self.mirror())
    }

    /// Writes the manifest to the copies that do not hold it, and removes those that are one too many. Says whether all hold it.
    pub(crate) fn mirror(&mut self) -> bool {
        let mut kept = self.manifest.kept.clone();
        let (Ok(places), Ok(text)) = (self.places(&mut kept), self.manifest.write()) else {
            return false;
        };
        let mut mirrored = kept == self.manifest.kept;
        for place in &places {
            let name = place.to_string();
            if self
                .space
                .get(&name)
                .is_ok_and(|found| found.as_ref() == Some(&text))
            {
                continue;
            }
            if write(&mut self.space, place, &text).is_err() {
                mirrored = false;
                // An outdated copy would be worse than none: the segments it names are about to go.
                let _ = self.space.remove(&name);
            }
        }
        for key in self.own_keys().unwrap_or_default() {
            if !matches!(key, Key::Manifest(_)) || places.contains(&key) || kept.contains(&key) {
                continue;
            }
            let readable = read_manifests(&self.space, [&key], self.format.schema)
                .is_ok_and(|(_, unread)| unread.is_empty());
            if readable || set_aside(&mut self.space, &key).is_ok() {
                let _ = self.space.remove(&key.to_string());
            }
        }
        mirrored
    }

    /// The places of the manifest, the one with the oldest state first. A text in one of them that cannot be read is set
    /// aside; if that cannot be done, it is added to the kept keys and the place is left out.
    fn places(&mut self, kept: &mut BTreeSet<Key>) -> Result<Vec<Key>, SpaceError> {
        let mut places = Vec::new();
        for place in (0..).map(Key::Manifest) {
            if kept.contains(&place) {
                continue;
            }
            let (found, unread) = read_manifests(&self.space, [&place], self.format.schema)?;
            if !unread.is_empty() && set_aside(&mut self.space, &place).is_err() {
                kept.insert(place);
                continue;
            }
            let save = found.first().map(|found| found.manifest().save);
            places.push((save, place));
            if places.len() == COPIES {
                break;
            }
        }
        places.sort();
        Ok(places.into_iter().map(|(_, place)| place).collect())
    }

    /// After a write that went wrong: what was there before is there again, as far as the space allows.
    fn put_back(&mut self, key: &Key, before: Option<&str>) {
        let key = key.to_string();
        if self
            .space
            .get(&key)
            .is_ok_and(|now| now.as_deref() == before)
        {
            return;
        }
        let _ = match before {
            Some(text) => self.space.set(&key, text),
            None => self.space.remove(&key),
        };
    }
}
