//! The keeper of a workspace: opens a space, and knows what is in it.

use std::collections::BTreeSet;

use crate::ahead::Ahead;
use crate::key::Key;
use crate::load::{Loaded, load};
use crate::manifest::{Found, Manifest};
use crate::opened::{Condition, Opened, SetAside};
use crate::reading::read_manifests;
use crate::save::SaveError;
use crate::schema::{Format, Segments};
use crate::sealed::Unreadable;
use crate::space::{Space, SpaceError};

/// What a keeper may do with the space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The one tab that writes: puts the space in order when it opens it, and saves. The page must see to it that there is
    /// but one, with the browser's lock manager; where there is none, a save that comes too late is refused
    /// ([`SaveError::SavedElsewhere`]), so the last edits of one tab are lost, but never what was saved.
    Writer,
    /// A tab that reads along, and writes nothing at all.
    Reader,
}

/// Keeps a workspace in a space. See the crate's description for how.
#[derive(Debug)]
pub struct Keeper<S> {
    pub(crate) space: S,
    pub(crate) format: Format,
    pub(crate) role: Role,
    pub(crate) condition: Condition,
    /// The state saves build on.
    pub(crate) manifest: Manifest,
    /// The save of the newest manifest in the space, as far as this keeper knows.
    pub(crate) found: Option<u64>,
    /// The highest number in use.
    pub(crate) highest: u64,
    /// Whether the newest manifest in the space is this keeper's.
    pub(crate) settled: bool,
    /// Unreadable texts that a reader met and leaves to the writer. What a writer cannot set aside is in the manifest.
    pub(crate) in_place: BTreeSet<Key>,
    /// The segments brought up from an older schema; the next save writes them all.
    pub(crate) migrated: Option<Segments>,
    /// Tells one unfinished save from another.
    pub(crate) attempt: u64,
}

impl<S: Space> Keeper<S> {
    /// Opens a space for writing, in the form this program knows. Never fails: what is wrong is said in [`Opened`].
    ///
    /// Reading the space, this also sets unreadable texts aside, mends the manifest and removes what unfinished saves
    /// left, so only one tab at a time may do it.
    pub fn open(space: S) -> (Self, Opened) {
        Self::open_as(space, Format::CURRENT, Role::Writer)
    }

    /// Opens a space in a given form and role. A [`Role::Reader`] writes nothing, not even repairs.
    pub fn open_as(space: S, format: Format, role: Role) -> (Self, Opened) {
        Self::open_from(space, format, role, Ahead::default())
    }

    /// As [`Keeper::open_as`], with the same outcome, after segments were read ahead in slices.
    pub fn open_from(space: S, format: Format, role: Role, ahead: Ahead) -> (Self, Opened) {
        let mut keeper = Keeper {
            space,
            format,
            role,
            condition: Condition::Fresh,
            manifest: Manifest {
                schema: format.schema,
                ..Manifest::default()
            },
            found: None,
            highest: 0,
            settled: true,
            in_place: BTreeSet::new(),
            migrated: None,
            attempt: 0,
        };
        let opened = keeper.reload_from(ahead);
        (keeper, opened)
    }

    /// Reads the space again, from the beginning: to read along with another tab, or after a save was refused because of it.
    /// An unfinished save is void afterwards.
    pub fn reload(&mut self) -> Opened {
        self.reload_from(Ahead::default())
    }

    /// As [`Keeper::reload`], with the same outcome, after segments were read ahead in slices.
    pub fn reload_from(&mut self, ahead: Ahead) -> Opened {
        self.attempt += 1;
        self.migrated = None;
        self.in_place.clear();
        match load(&self.space, self.format.schema, ahead.parts) {
            Ok(loaded) => self.take(loaded),
            Err(error) => {
                self.condition = Condition::Blocked {
                    reason: error.to_string(),
                };
                self.manifest = Manifest {
                    schema: self.format.schema,
                    ..Manifest::default()
                };
                self.found = None;
                self.opened(Segments::new(), Vec::new())
            }
        }
    }

    fn take(&mut self, loaded: Loaded) -> Opened {
        let Loaded {
            manifest,
            segments,
            found,
            highest,
            newer,
            repaired,
            keep,
            troubles,
        } = loaded;
        let fresh =
            manifest.save == 0 && segments.is_empty() && troubles.is_empty() && keep.is_empty();
        self.condition = match newer {
            Some(schema) => Condition::ReadOnlyNewer { schema },
            None if fresh => Condition::Fresh,
            None => Condition::Ready,
        };
        self.manifest = manifest;
        self.found = found;
        self.highest = highest;
        self.settled = true;

        let mut segments = segments;
        if newer.is_none() && self.manifest.schema < self.format.schema && !segments.is_empty() {
            match self.format.migrate(self.manifest.schema, segments.clone()) {
                Ok(migrated) => {
                    segments.clone_from(&migrated);
                    self.migrated = Some(migrated);
                }
                Err(reason) => {
                    self.condition = Condition::ReadOnlyOlder {
                        schema: self.manifest.schema,
                        reason,
                    };
                }
            }
        }

        let set_aside = if self.may_write().is_ok() {
            self.settle(keep, repaired)
        } else {
            let in_place = |(key, why): (&Key, &Option<Unreadable>)| SetAside {
                key: key.to_string(),
                segment: key.segment_name(),
                why: *why,
                in_place: true,
            };
            let found = keep.iter().map(in_place).collect();
            self.in_place = keep.into_keys().collect();
            found
        };
        let mut opened = self.opened(segments, set_aside);
        opened.troubles = troubles;
        opened
    }

    fn opened(&self, segments: Segments, set_aside: Vec<SetAside>) -> Opened {
        Opened {
            segments,
            condition: self.condition.clone(),
            troubles: Vec::new(),
            set_aside,
        }
    }

    /// Makes a reading keeper the writer, once the page holds the lock, and reads everything again: what was saved
    /// elsewhere in the meantime is what the writing goes on from.
    pub fn take_over(&mut self) -> Opened {
        self.take_over_from(Ahead::default())
    }

    /// As [`Keeper::take_over`], with the same outcome, after segments were read ahead in slices.
    pub fn take_over_from(&mut self, ahead: Ahead) -> Opened {
        self.role = Role::Writer;
        self.reload_from(ahead)
    }

    /// Makes a writing keeper a reader, when another tab takes over. An unfinished save is void; the next writer removes it.
    pub fn step_down(&mut self) {
        self.role = Role::Reader;
        self.attempt += 1;
    }

    /// Whether the space holds another state than the one this keeper last read or wrote. Cheap: reads the manifest only.
    ///
    /// # Errors
    /// What the space says, if it does not let itself be read.
    pub fn changed_elsewhere(&self) -> Result<bool, SpaceError> {
        Ok(self.newest_found()?.map(|(save, _)| save) != self.found)
    }

    /// Refuses to write where the space is not as this keeper knows it.
    pub(crate) fn still_current(&self) -> Result<(), SaveError> {
        match (self.newest_found()?, self.found) {
            (Some((_, schema)), _) if schema > self.format.schema => {
                Err(SaveError::Newer { schema })
            }
            (Some((theirs, _)), ours) if ours.is_none_or(|ours| theirs > ours) => {
                Err(SaveError::SavedElsewhere)
            }
            (Some((theirs, _)), Some(ours)) if theirs == ours => Ok(()),
            (None, None) => Ok(()),
            _ => Err(SaveError::ChangedBeneath),
        }
    }

    /// Save number and schema of the newest manifest in the space.
    fn newest_found(&self) -> Result<Option<(u64, u32)>, SpaceError> {
        let (manifests, _) = read_manifests(&self.space, &self.own_keys()?, self.format.schema)?;
        Ok(manifests
            .iter()
            .map(Found::manifest)
            .map(|manifest| (manifest.save, manifest.schema))
            .max())
    }

    /// How the space may be used, as of the last opening.
    pub fn condition(&self) -> &Condition {
        &self.condition
    }

    /// Whether this keeper writes.
    pub fn role(&self) -> Role {
        self.role
    }

    /// The number of the save the state stems from. Rises with every save; 0 before the first.
    pub fn save_number(&self) -> u64 {
        self.manifest.save
    }

    /// The space itself, to look at.
    pub fn space(&self) -> &S {
        &self.space
    }
}
