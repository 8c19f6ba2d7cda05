//! Saving: at once, or one segment at a time so that the page never stands still.

use std::collections::{BTreeMap, BTreeSet};

use crate::commit::{WriteError, write};
use crate::keeper::Keeper;
use crate::key::{Key, is_name};
use crate::manifest::Entry;
use crate::opened::Condition;
use crate::packed::INFLATED_LIMIT;
use crate::reading::label;
use crate::sealed::{check, seal};
use crate::space::{Space, SpaceError};

/// Why nothing was saved. What was saved before is whole in every case. The sentences are fit for a person to read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SaveError {
    /// The quota does not allow it.
    #[error(
        "There is no more room for your changes in this browser ({needed} more characters did not fit). What was saved before is still there. Download your data, then delete what you no longer need."
    )]
    Full {
        /// UTF-16 code units, key included, of the one value that did not fit. Others may come after it.
        needed: usize,
    },
    /// The space does not let itself be read or written, and says why.
    #[error("Your changes could not be saved. {0}")]
    Blocked(String),
    /// The space took a value but did not give it back as it was.
    #[error(
        "This browser did not keep your changes as they were written, so they were not saved. What was saved before is still there. Download your data."
    )]
    NotKept,
    /// Another tab saved in the meantime: [`Keeper::reload`], then save again what still applies.
    #[error(
        "Your data was changed in another tab since this one read it. Nothing was written over; load it again to go on."
    )]
    SavedElsewhere,
    /// What this keeper stands on is gone, or older than it was: storage was emptied or put back. [`Keeper::reload`], then
    /// save everything.
    #[error(
        "The data kept in this browser was emptied or put back to an older state. Your changes are not saved yet; download your data."
    )]
    ChangedBeneath,
    /// This save was overtaken by another one, a reload, or an error. Begin again.
    #[error("This save was overtaken by another. Your changes are not saved yet.")]
    Superseded,
    /// This tab only reads along.
    #[error("Another tab is open and does the saving. Take over here to make changes.")]
    Reading,
    /// What is kept was written by a later version.
    #[error(
        "This data was saved by a newer version of Leadlens, so changes are not saved. Reload the page to get the newer version."
    )]
    Newer {
        /// The schema it was written with.
        schema: u32,
    },
    /// What is kept is of an older form that cannot be brought up to date; the text says why.
    #[error("This data cannot be brought up to date, so changes are not saved. {0}")]
    Older(String),
    /// A segment cannot be called so; see [`Save::put`].
    #[error("“{0}” cannot be the name of a part of the data.")]
    BadName(String),
    /// A segment is larger than [`INFLATED_LIMIT`].
    #[error("The part “{0}” of the data is too large to be saved.")]
    TooLarge(String),
}

impl From<SpaceError> for SaveError {
    fn from(error: SpaceError) -> Self {
        match error {
            SpaceError::Full => SaveError::Full { needed: 0 },
            other => SaveError::Blocked(other.to_string()),
        }
    }
}

impl SaveError {
    fn of(error: WriteError, name: &str) -> Self {
        match error {
            WriteError::Refused {
                error: SpaceError::Full,
                units,
            } => SaveError::Full { needed: units },
            WriteError::Refused { error, .. } => error.into(),
            WriteError::NotKept => SaveError::NotKept,
            WriteError::Packing(_) => SaveError::TooLarge(name.to_owned()),
        }
    }
}

/// What a save did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SaveReport {
    /// The number of the state that is kept now.
    pub save: u64,
    /// Segments written.
    pub written: usize,
    /// Segments removed from the workspace.
    pub removed: usize,
    /// Segments given that were kept already, byte for byte, and were not written again.
    pub unchanged: usize,
    /// UTF-16 code units written for segments, keys included.
    pub units: usize,
    /// Whether both copies of the manifest hold this state. If not, the next save tries again.
    pub mirrored: bool,
    /// Replaced keys that could not be removed. The next save tries again.
    pub left_over: usize,
}

/// A save under way. Until [`Save::finish`] the workspace in the space is the one before; a save that is dropped leaves
/// keys behind that the next [`Keeper::begin`] or [`Keeper::open`] removes.
///
/// It does not hold on to its keeper, so that a page can let go of both between slices.
#[derive(Debug)]
#[must_use = "nothing is saved before `finish`"]
pub struct Save {
    attempt: u64,
    number: u64,
    /// What differs from the keeper's manifest: the new entry, or `None` for a segment that goes.
    changes: BTreeMap<String, Option<Entry>>,
    /// The names put so far. A migration does not touch them any more.
    put: BTreeSet<String>,
    report: SaveReport,
}

impl<S: Space> Keeper<S> {
    /// Saves changes at once: bytes for a segment that is new or changed, `None` for one that goes. Segments not named stay.
    ///
    /// # Errors
    /// Why nothing was saved; the state before is whole, and new keys written so far are removed again.
    pub fn save<N: AsRef<str>>(
        &mut self,
        changes: impl IntoIterator<Item = (N, Option<Vec<u8>>)>,
    ) -> Result<SaveReport, SaveError> {
        let mut save = self.begin()?;
        for (name, bytes) in changes {
            save.put(self, name.as_ref(), bytes.as_deref())?;
        }
        save.finish(self)
    }

    /// Begins a save in slices. One begun before and not finished is void.
    ///
    /// # Errors
    /// If this keeper may not write, or the space holds another state than the one it knows.
    pub fn begin(&mut self) -> Result<Save, SaveError> {
        self.may_write()?;
        self.still_current()?;
        self.attempt += 1;
        self.sweep();
        Ok(Save {
            attempt: self.attempt,
            number: self.highest.max(self.manifest.save) + 1,
            changes: BTreeMap::new(),
            put: BTreeSet::new(),
            report: SaveReport::default(),
        })
    }

    /// Whether a segment's bytes are in the space already, in this schema.
    fn holds(&self, name: &str, bytes: &[u8]) -> bool {
        self.manifest.schema == self.format.schema
            && self.manifest.entries.get(name).is_some_and(|entry| {
                entry.check == check(self.format.schema, &label(name), entry.generation, bytes)
            })
    }
}

impl Save {
    /// Writes one segment beside its old generation, or notes that it goes. Bytes the space holds already are not written.
    /// A name has 1 to 100 of `A-Z a-z 0-9 / _ . -`. The last put for a name counts.
    ///
    /// # Errors
    /// Why it could not be; the whole save is void then, and its keys are removed again.
    pub fn put<S: Space>(
        &mut self,
        keeper: &mut Keeper<S>,
        name: &str,
        bytes: Option<&[u8]>,
    ) -> Result<(), SaveError> {
        if self.attempt != keeper.attempt {
            return Err(SaveError::Superseded);
        }
        let done = self.try_put(keeper, name, bytes);
        if done.is_err() {
            self.undo(keeper);
        }
        done
    }

    fn try_put<S: Space>(
        &mut self,
        keeper: &mut Keeper<S>,
        name: &str,
        bytes: Option<&[u8]>,
    ) -> Result<(), SaveError> {
        if !is_name(name) {
            return Err(SaveError::BadName(name.to_owned()));
        }
        if bytes.is_some_and(|bytes| bytes.len() > INFLATED_LIMIT) {
            return Err(SaveError::TooLarge(name.to_owned()));
        }
        self.put.insert(name.to_owned());
        let key = Key::segment(name, self.number);
        if let Some(Some(_)) = self.changes.remove(name) {
            keeper.space.remove(&key.to_string())?;
        }
        let named = keeper.manifest.entries.contains_key(name);
        match bytes {
            None if named => {
                self.changes.insert(name.to_owned(), None);
            }
            None => {}
            Some(bytes) if keeper.holds(name, bytes) => self.report.unchanged += 1,
            Some(bytes) => {
                if keeper.found.is_none() {
                    // Segments without any manifest mean that it was lost. So the very first thing written is an empty one.
                    keeper
                        .commit(keeper.manifest.clone())
                        .map_err(|error| SaveError::of(error, name))?;
                }
                let (text, check) = seal(keeper.format.schema, &label(name), self.number, bytes)
                    .map_err(|_| SaveError::TooLarge(name.to_owned()))?;
                // Noted before it is written: a write that fails may have left something.
                self.changes.insert(
                    name.to_owned(),
                    Some(Entry {
                        generation: self.number,
                        check,
                    }),
                );
                self.report.units += write(&mut keeper.space, &key, &text)
                    .map_err(|error| SaveError::of(error, name))?;
            }
        }
        Ok(())
    }

    /// After an update of the program changed the form of the data, every segment has to be written anew: writes one that
    /// was not put yet, and says whether there are more. [`Save::finish`] writes what is left at once.
    ///
    /// # Errors
    /// As [`Save::put`].
    pub fn carry_over_one<S: Space>(&mut self, keeper: &mut Keeper<S>) -> Result<bool, SaveError> {
        let mut waiting = keeper
            .migrated
            .iter()
            .flatten()
            .filter(|(name, _)| !self.put.contains(*name));
        let next = waiting
            .next()
            .map(|(name, bytes)| (name.clone(), bytes.clone()));
        let more = waiting.next().is_some();
        if let Some((name, bytes)) = next {
            self.put(keeper, &name, Some(&bytes))?;
        }
        Ok(more)
    }

    /// Makes what was put the state of the workspace, and removes what it replaces. If nothing changed, nothing is written.
    ///
    /// # Errors
    /// Why the state is still the one before; the keys of this save are removed again.
    pub fn finish<S: Space>(mut self, keeper: &mut Keeper<S>) -> Result<SaveReport, SaveError> {
        while self.carry_over_one(keeper)? {}
        if self.attempt != keeper.attempt {
            return Err(SaveError::Superseded);
        }
        if let Err(error) = self.try_finish(keeper) {
            self.undo(keeper);
            return Err(error);
        }
        Ok(self.report)
    }

    fn try_finish<S: Space>(&mut self, keeper: &mut Keeper<S>) -> Result<(), SaveError> {
        keeper.may_write()?;
        keeper.still_current()?;
        let mut manifest = keeper.manifest.clone();
        if manifest.schema != keeper.format.schema {
            // Every segment was written anew; what is not among them, the migration or the caller left out.
            let gone = |name: &&String| !matches!(self.changes.get(*name), Some(Some(_)));
            self.report.removed = manifest.entries.keys().filter(gone).count();
            manifest.entries.clear();
            manifest.schema = keeper.format.schema;
        } else if self.changes.is_empty() && keeper.settled {
            self.report.save = manifest.save;
            self.report.mirrored = true;
            return Ok(());
        }
        let keys = keeper.own_keys()?;
        for (name, entry) in &self.changes {
            match entry {
                Some(entry) if keys.contains(&Key::segment(name, entry.generation)) => {
                    manifest.entries.insert(name.clone(), *entry);
                    self.report.written += 1;
                }
                // Another tab swept it away.
                Some(_) => return Err(SaveError::Superseded),
                None => {
                    if manifest.entries.remove(name).is_some() {
                        self.report.removed += 1;
                    }
                }
            }
        }
        manifest.save = self.number;
        self.report.save = self.number;
        self.report.mirrored = keeper
            .commit(manifest)
            .map_err(|error| SaveError::of(error, "manifest"))?;
        keeper.condition = Condition::Ready;
        keeper.migrated = None;
        self.report.left_over = keeper.sweep();
        if !self.report.mirrored {
            // Removing the old generations may have made the room that was missing.
            self.report.mirrored = keeper.mirror();
        }
        keeper.attempt += 1;
        Ok(())
    }

    /// Gives the save up and removes what it wrote.
    pub fn cancel<S: Space>(self, keeper: &mut Keeper<S>) {
        if self.attempt == keeper.attempt {
            self.undo(keeper);
        }
    }

    /// Removes the keys of this save, as far as the space allows (the next save sweeps the rest), and makes it void.
    fn undo<S: Space>(&self, keeper: &mut Keeper<S>) {
        for (name, entry) in &self.changes {
            if let Some(entry) = entry {
                let _ = keeper
                    .space
                    .remove(&Key::segment(name, entry.generation).to_string());
            }
        }
        keeper.attempt += 1;
    }
}
