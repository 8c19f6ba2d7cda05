//! Finding the workspace in a space: reads everything, writes nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::ahead::Parts;
use crate::key::Key;
use crate::manifest::{Found, Manifest};
use crate::opened::Trouble;
use crate::reading::{Attempt, generations, read_manifests, read_segments};
use crate::schema::Segments;
use crate::sealed::Unreadable;
use crate::space::{Space, SpaceError};

/// What a space holds.
#[derive(Debug, Default)]
pub(crate) struct Loaded {
    /// The state the workspace stands on: that of the manifest taken, less what could not be read.
    pub manifest: Manifest,
    pub segments: Segments,
    /// The newest save any readable manifest speaks of. `None` if there is no readable manifest.
    pub found: Option<u64>,
    /// The highest number seen anywhere. Later saves count on from here, so that no key is ever used twice.
    pub highest: u64,
    /// The schema, if it is newer than the program's.
    pub newer: Option<u32>,
    /// Whether `manifest` says anything else than what is found in the space.
    pub repaired: bool,
    /// Texts that must not be lost, with the reason they could not be read, if that is why.
    pub keep: BTreeMap<Key, Option<Unreadable>>,
    pub troubles: Vec<Trouble>,
}

/// Reads the workspace for a program that knows schemas up to `schema`; of what was read ahead, nothing has to be read again.
///
/// # Errors
/// What the space says, if it does not let itself be read.
pub(crate) fn load(
    space: &impl Space,
    schema: u32,
    mut ahead: Parts,
) -> Result<Loaded, SpaceError> {
    let keys: BTreeSet<Key> = space
        .keys()?
        .iter()
        .filter_map(|key| Key::parse(key))
        .collect();
    let mut loaded = Loaded {
        manifest: Manifest {
            schema,
            ..Manifest::default()
        },
        ..Loaded::default()
    };
    loaded.highest = generations(&keys, None)
        .map(|(_, generation)| generation)
        .max()
        .unwrap_or(0);

    let (mut manifests, unread) = read_manifests(space, &keys, schema)?;
    manifests.sort_by_key(|found| std::cmp::Reverse(found.manifest().save));
    loaded.found = manifests.first().map(|newest| newest.manifest().save);
    loaded.highest = loaded.highest.max(loaded.found.unwrap_or(0));

    let newer = manifests.iter().find_map(|found| match found {
        Found::Newer(manifest) => Some(manifest.clone()),
        Found::Known(_) => None,
    });
    if let Some(manifest) = newer {
        let attempt = read_segments(space, &keys, manifest, &mut ahead)?;
        loaded.newer = Some(attempt.manifest.schema);
        loaded.manifest = attempt.manifest;
        loaded.segments = attempt.segments;
        return Ok(loaded);
    }

    let known: Vec<Manifest> = manifests
        .into_iter()
        .filter_map(|found| match found {
            Found::Known(manifest) => Some(manifest),
            Found::Newer(_) => None,
        })
        .collect();
    let kept: BTreeSet<Key> = known
        .first()
        .map(|newest| newest.kept.clone())
        .unwrap_or_default();
    for (key, why) in unread {
        if !kept.contains(&key) {
            loaded.keep.insert(key, Some(why));
        }
    }
    let copy_damaged = !loaded.keep.is_empty();

    if known.is_empty() {
        if copy_damaged || generations(&keys, None).next().is_some() {
            loaded.rebuild(space, &keys, schema)?;
        }
        return Ok(loaded);
    }
    loaded.choose(space, &keys, known, copy_damaged, &mut ahead)?;
    loaded.manifest.kept = kept.intersection(&keys).cloned().collect();
    Ok(loaded)
}

impl Loaded {
    /// Takes the newest manifest all of whose segments are whole; if there is none, the newest, with what is whole of it.
    fn choose(
        &mut self,
        space: &impl Space,
        keys: &BTreeSet<Key>,
        known: Vec<Manifest>,
        copy_damaged: bool,
        ahead: &mut Parts,
    ) -> Result<(), SpaceError> {
        let newest_save = known.first().map_or(0, |newest| newest.save);
        let mut newest: Option<Attempt> = None;
        let mut taken: Option<Attempt> = None;
        for manifest in known {
            let attempt = read_segments(space, keys, manifest, ahead)?;
            if attempt.damaged.is_empty() && attempt.missing.is_empty() {
                taken = Some(attempt);
                break;
            }
            newest.get_or_insert(attempt);
        }
        if let Some(newest) = &newest {
            for (name, why) in &newest.damaged {
                if let Some(entry) = newest.manifest.entries.get(name) {
                    self.keep
                        .insert(Key::segment(name, entry.generation), Some(*why));
                }
            }
        }
        match (taken, newest) {
            (Some(taken), _) => {
                self.repaired = taken.manifest.save != newest_save;
                if self.repaired {
                    self.troubles.push(Trouble::StateBefore);
                }
                self.manifest = taken.manifest;
                self.segments = taken.segments;
            }
            (None, Some(newest)) => {
                self.repaired = true;
                self.patch(space, keys, newest)?;
            }
            (None, None) => {}
        }
        if copy_damaged {
            self.troubles.push(Trouble::CopyDamaged);
        }
        // Where the newest state is not the one taken, or may not be, what was written after it is not to be lost.
        if self.repaired || copy_damaged {
            self.keep_unnamed(keys, self.manifest.save);
        }
        Ok(())
    }
}
