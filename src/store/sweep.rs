//! Removing what no state names any more, and, when asked, everything.

use crate::keeper::Keeper;
use crate::key::{Key, PREFIX};
use crate::manifest::Manifest;
use crate::opened::Condition;
use crate::save::SaveError;
use crate::space::Space;

impl<S: Space> Keeper<S> {
    /// Removes segments that the manifest does not name: replaced ones, and those of saves that were not finished.
    /// Keys that are kept, or that are not understood, stay. Gives the number of keys that could not be removed.
    pub(crate) fn sweep(&mut self) -> usize {
        // Before the manifest is written as it should be, nobody knows what the next opening will need.
        if !self.settled {
            return 0;
        }
        let mut left = 0;
        for key in self.own_keys().unwrap_or_default() {
            if !self.is_named(&key) && self.space.remove(&key.to_string()).is_err() {
                left += 1;
            }
        }
        left
    }

    fn is_named(&self, key: &Key) -> bool {
        let Key::Segment { name, generation } = key else {
            return true;
        };
        self.manifest
            .entries
            .get(name)
            .is_some_and(|entry| entry.generation == *generation)
            || self.manifest.kept.contains(key)
    }

    /// Removes everything of ours from the space: the workspace, what was set aside, and keys of later versions too.
    /// Keys of other programs stay. Gives the number of keys removed. Afterwards the keeper is as if freshly opened.
    ///
    /// # Errors
    /// [`SaveError::Reading`] in a tab that only reads; otherwise what the space says, or [`SaveError::NotKept`] if
    /// something is still there afterwards. What is left then is no workspace any more.
    pub fn delete_everything(&mut self) -> Result<usize, SaveError> {
        match self.may_write() {
            // The person asking knows better than a version number.
            Ok(()) | Err(SaveError::Newer { .. } | SaveError::Older(_)) => {}
            Err(error) => return Err(error),
        }
        let schema = self.format.schema;
        if matches!(self.condition, Condition::Ready) {
            // An empty state first: cut off half-way, the rest is then no workspace with parts missing, but left-overs.
            let save = self.highest.max(self.manifest.save) + 1;
            let _ = self.commit(Manifest {
                schema,
                save,
                ..Manifest::default()
            });
        }
        let mut keys: Vec<String> = self
            .space
            .keys()?
            .into_iter()
            .filter(|key| key.starts_with(PREFIX))
            .collect();
        keys.sort_by_key(|key| matches!(Key::parse(key), Some(Key::Manifest(_))));
        for key in &keys {
            self.space.remove(key)?;
        }
        if self.space.keys()?.iter().any(|key| key.starts_with(PREFIX)) {
            return Err(SaveError::NotKept);
        }
        self.attempt += 1;
        self.condition = Condition::Fresh;
        self.manifest = Manifest {
            schema,
            ..Manifest::default()
        };
        self.found = None;
        self.highest = 0;
        self.settled = true;
        self.in_place.clear();
        self.migrated = None;
        Ok(keys.len())
    }
}
