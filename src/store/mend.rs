//! Putting a workspace together where no manifest is whole: what is readable is used, what is not is kept.

use std::collections::BTreeSet;

use crate::key::Key;
use crate::load::Loaded;
use crate::manifest::{Entry, Manifest};
use crate::opened::Trouble;
use crate::reading::{Attempt, Part, generations, read_part};
use crate::space::{Space, SpaceError};

impl Loaded {
    /// Stands on a manifest that is not whole: older generations for the damaged segments, if they are still there.
    pub(crate) fn patch(
        &mut self,
        space: &impl Space,
        keys: &BTreeSet<Key>,
        newest: Attempt,
    ) -> Result<(), SpaceError> {
        let Attempt {
            mut manifest,
            mut segments,
            damaged,
            missing,
        } = newest;
        let lost = damaged.into_iter().map(|(name, why)| (name, Some(why)));
        for (name, why) in lost.chain(missing.into_iter().map(|name| (name, None))) {
            let before = manifest
                .entries
                .remove(&name)
                .map_or(0, |entry| entry.generation);
            match self.newest_whole(space, keys, &name, manifest.schema, before)? {
                Some((entry, bytes)) => {
                    manifest.entries.insert(name.clone(), entry);
                    segments.insert(name.clone(), bytes);
                    self.troubles.push(Trouble::Older { name });
                }
                None => self.troubles.push(match why {
                    Some(why) => Trouble::Damaged { name, why },
                    None => Trouble::Missing { name },
                }),
            }
        }
        self.manifest = manifest;
        self.segments = segments;
        Ok(())
    }

    /// Without any manifest: takes the newest whole generation of each segment there is.
    pub(crate) fn rebuild(
        &mut self,
        space: &impl Space,
        keys: &BTreeSet<Key>,
        schema: u32,
    ) -> Result<(), SpaceError> {
        let mut schemas = BTreeSet::new();
        for (name, generation) in generations(keys, None) {
            if let Part::Whole(_, sealed) = read_part(space, name, generation, None)? {
                schemas.insert(sealed.schema);
            }
        }
        let newest_schema = schemas.last().copied().unwrap_or(schema);
        self.newer = Some(newest_schema).filter(|&newest| newest > schema);
        self.repaired = true;
        self.troubles.push(Trouble::Rebuilt);
        self.manifest = Manifest {
            schema: newest_schema,
            save: self.highest,
            ..Manifest::default()
        };
        let names: BTreeSet<&str> = generations(keys, None).map(|(name, _)| name).collect();
        for name in names {
            match self.newest_whole(space, keys, name, newest_schema, u64::MAX)? {
                Some((entry, bytes)) => {
                    self.manifest.entries.insert(name.to_owned(), entry);
                    self.segments.insert(name.to_owned(), bytes);
                }
                None => {
                    let why = generations(keys, Some(name))
                        .filter_map(|(_, generation)| {
                            self.keep
                                .get(&Key::segment(name, generation))
                                .copied()
                                .flatten()
                        })
                        .last();
                    if let Some(why) = why {
                        self.troubles.push(Trouble::Damaged {
                            name: name.to_owned(),
                            why,
                        });
                    }
                }
            }
        }
        self.keep_unnamed(keys, 0);
        Ok(())
    }

    /// The newest whole generation of a segment before a given one. Unreadable ones met on the way are kept.
    fn newest_whole(
        &mut self,
        space: &impl Space,
        keys: &BTreeSet<Key>,
        name: &str,
        schema: u32,
        before: u64,
    ) -> Result<Option<(Entry, Vec<u8>)>, SpaceError> {
        let mut numbers: Vec<u64> = generations(keys, Some(name))
            .map(|(_, generation)| generation)
            .collect();
        numbers.sort_unstable_by(|one, other| other.cmp(one));
        for generation in numbers
            .into_iter()
            .filter(|&generation| generation < before)
        {
            match read_part(space, name, generation, None)? {
                Part::Whole(entry, sealed) if sealed.schema == schema => {
                    return Ok(Some((entry, sealed.bytes)));
                }
                Part::Whole(..) => {
                    self.keep.insert(Key::segment(name, generation), None);
                }
                Part::Damaged(why) => {
                    self.keep.insert(Key::segment(name, generation), Some(why));
                }
                Part::Missing => {}
            }
        }
        Ok(None)
    }

    /// Keeps the segments written after a save that the manifest does not name.
    pub(crate) fn keep_unnamed(&mut self, keys: &BTreeSet<Key>, after: u64) {
        for (name, generation) in
            generations(keys, None).filter(|(_, generation)| *generation > after)
        {
            if self
                .manifest
                .entries
                .get(name)
                .is_none_or(|entry| entry.generation != generation)
            {
                self.keep
                    .entry(Key::segment(name, generation))
                    .or_insert(None);
            }
        }
    }
}
