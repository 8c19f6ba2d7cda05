//! Texts that cannot be read: set aside, shown, and forgotten only when asked.

use crate::keeper::{Keeper, Role};
use crate::key::{Key, PREFIX};
use crate::opened::Condition;
use crate::save::SaveError;
use crate::space::{Space, SpaceError};

/// A text set aside, exactly as it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// The key it lies under.
    pub key: String,
    /// What it was found as, for a file name: `segment/contacts/12@7` or `manifest/0`.
    pub origin: String,
    /// The text itself.
    pub text: String,
}

/// Puts a copy of the text under `key` aside, unless the same text lies there already, and reads the copy back.
/// Gives the key of the copy, or `None` if there was no text to begin with.
///
/// # Errors
/// What the space says; then no copy is left, and the text is still where it was.
pub(crate) fn set_aside(space: &mut impl Space, key: &Key) -> Result<Option<Key>, SpaceError> {
    let from = key.to_string();
    let Some(text) = space.get(&from)? else {
        return Ok(None);
    };
    let origin = key.rest();
    let mut highest = 0;
    for other in space.keys()?.iter().filter_map(|key| Key::parse(key)) {
        if let Key::Aside { number, origin: of } = &other {
            highest = highest.max(*number);
            if *of == origin && space.get(&other.to_string())?.as_ref() == Some(&text) {
                return Ok(Some(other));
            }
        }
    }
    let aside = Key::Aside {
        number: highest + 1,
        origin,
    };
    let to = aside.to_string();
    let copied = space.copy(&from, &to).and_then(|_| space.get(&to));
    if copied == Ok(Some(text)) {
        return Ok(Some(aside));
    }
    // What became of the removal makes no difference: a copy that is not whole is one text too many, not one too few.
    let _ = space.remove(&to);
    Err(copied
        .err()
        .unwrap_or_else(|| SpaceError::Failed("a copy was not kept".to_owned())))
}

impl<S: Space> Keeper<S> {
    /// All texts that were set aside or could not be, with their content, to be offered for download.
    ///
    /// # Errors
    /// What the space says, if it does not let itself be read.
    pub fn asides(&self) -> Result<Vec<Aside>, SpaceError> {
        let mut asides = Vec::new();
        for key in self.own_keys()? {
            let origin = match &key {
                Key::Aside { origin, .. } => origin.clone(),
                _ if self.lies_in_place(&key) => key.rest(),
                _ => continue,
            };
            let key = key.to_string();
            if let Some(text) = self.space.get(&key)? {
                asides.push(Aside { key, origin, text });
            }
        }
        Ok(asides)
    }

    /// Throws away one text that was set aside, by its key. It is no error if it is not there; no other key can be removed so.
    ///
    /// # Errors
    /// If this keeper may not write, or the space does not let it.
    pub fn forget_aside(&mut self, key: &str) -> Result<(), SaveError> {
        self.may_write()?;
        let Some(parsed) = Key::parse(key) else {
            return Ok(());
        };
        if matches!(parsed, Key::Aside { .. }) || self.lies_in_place(&parsed) {
            self.space.remove(key)?;
            // The manifest on disk may go on naming a kept key that is not there; the next one does not.
            self.manifest.kept.remove(&parsed);
        }
        Ok(())
    }

    /// Every text of ours under its key, readable or not: the download of last resort, whatever the condition.
    ///
    /// # Errors
    /// What the space says, if it does not let itself be read.
    pub fn raw_texts(&self) -> Result<Vec<(String, String)>, SpaceError> {
        let mut texts = Vec::new();
        for key in self
            .space
            .keys()?
            .into_iter()
            .filter(|key| key.starts_with(PREFIX))
        {
            if let Some(text) = self.space.get(&key)? {
                texts.push((key, text));
            }
        }
        texts.sort_unstable();
        Ok(texts)
    }

    fn lies_in_place(&self, key: &Key) -> bool {
        self.in_place.contains(key) || self.manifest.kept.contains(key)
    }

    /// Says no where nothing may be written.
    pub(crate) fn may_write(&self) -> Result<(), SaveError> {
        match (&self.condition, self.role) {
            (Condition::ReadOnlyNewer { schema }, _) => Err(SaveError::Newer { schema: *schema }),
            (Condition::ReadOnlyOlder { reason, .. }, _) => Err(SaveError::Older(reason.clone())),
            (Condition::Blocked { reason }, _) => Err(SaveError::Blocked(reason.clone())),
            (_, Role::Reader) => Err(SaveError::Reading),
            (Condition::Fresh | Condition::Ready, Role::Writer) => Ok(()),
        }
    }
}
