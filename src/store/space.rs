//! The space a workspace is kept in: text under keys, as `localStorage` has it.

/// Why a space did not do what it was asked. The sentences are fit for a person to read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SpaceError {
    /// The quota does not allow this write. Nothing was changed.
    #[error("This browser has no more room for this site.")]
    Full,
    /// The browser does not let the page keep anything; the text says why, as far as the browser told.
    #[error("This browser does not let the page keep data ({0}).")]
    Blocked(String),
    /// Anything else that went wrong, in the space's own words.
    #[error("This browser could not keep or read the data ({0}).")]
    Failed(String),
}

/// Text under keys, outliving the page. One `set` is atomic: afterwards the key has either its old text or the new one.
///
/// Other programs may keep their own keys in the same space; nothing in this crate touches a key that is not its own.
pub trait Space {
    /// The text under `key`, or `None` if there is none.
    ///
    /// # Errors
    /// Any [`SpaceError`] but `Full`.
    fn get(&self, key: &str) -> Result<Option<String>, SpaceError>;

    /// Puts `value` under `key`, in place of what was there.
    ///
    /// # Errors
    /// [`SpaceError::Full`] if the quota does not allow it; then the old text is still there.
    fn set(&mut self, key: &str, value: &str) -> Result<(), SpaceError>;

    /// Takes `key` away. It is no error if it was not there.
    ///
    /// # Errors
    /// Any [`SpaceError`] but `Full`.
    fn remove(&mut self, key: &str) -> Result<(), SpaceError>;

    /// All keys of the space, in any order, those of other programs included.
    ///
    /// # Errors
    /// Any [`SpaceError`] but `Full`.
    fn keys(&self) -> Result<Vec<String>, SpaceError>;

    /// Puts a copy of the text under `from` under `to`, and says whether there was any.
    ///
    /// A space whose texts can hold what Rust's strings cannot (a lone surrogate, after bit rot) does this its own way.
    ///
    /// # Errors
    /// As [`Space::get`] and [`Space::set`].
    fn copy(&mut self, from: &str, to: &str) -> Result<bool, SpaceError> {
        match self.get(from)? {
            Some(text) => self.set(to, &text).map(|()| true),
            None => Ok(false),
        }
    }
}

impl<S: Space + ?Sized> Space for Box<S> {
    fn get(&self, key: &str) -> Result<Option<String>, SpaceError> {
        (**self).get(key)
    }

    fn set(&mut self, key: &str, value: &str) -> Result<(), SpaceError> {
        (**self).set(key, value)
    }

    fn remove(&mut self, key: &str) -> Result<(), SpaceError> {
        (**self).remove(key)
    }

    fn keys(&self) -> Result<Vec<String>, SpaceError> {
        (**self).keys()
    }

    fn copy(&mut self, from: &str, to: &str) -> Result<bool, SpaceError> {
        (**self).copy(from, to)
    }
}

/// The length of a text in UTF-16 code units, the unit browsers count their quota in.
pub fn units(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}
