//! The table of contents: which generation of which segment makes up the workspace.

use std::collections::{BTreeMap, BTreeSet};

use crate::key::{Key, is_name};
use crate::packed::PackError;
use crate::sealed::{Unreadable, seal, unseal};

const LABEL: &str = "manifest";

/// One segment as the manifest names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The save that wrote it.
    pub generation: u64,
    /// The checksum of its sealed text.
    pub check: u64,
}

/// A workspace as it stood after one save.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Manifest {
    /// The schema of all its segments.
    pub schema: u32,
    /// Rises with every save; what is higher is newer.
    pub save: u64,
    pub entries: BTreeMap<String, Entry>,
    /// Keys with unreadable text for which there was no room elsewhere: never to be written over, nor swept.
    pub kept: BTreeSet<Key>,
}

/// A manifest found in a space.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// Of a schema this program knows.
    Known(Manifest),
    /// Whole, but of a newer schema; with the entries as far as they could be made out.
    Newer(Manifest),
}

impl Found {
    /// The manifest, of whatever schema.
    pub(crate) fn manifest(&self) -> &Manifest {
        match self {
            Found::Known(manifest) | Found::Newer(manifest) => manifest,
        }
    }
}

impl Manifest {
    /// The manifest as a sealed text: a line for each segment, `NAME GENERATION CHECK`, and one for each kept key, `! KEY`.
    ///
    /// # Errors
    /// [`PackError::TooLarge`], with millions of segments.
    pub(crate) fn write(&self) -> Result<String, PackError> {
        let mut lines = String::new();
        for (name, entry) in &self.entries {
            lines.push_str(&format!(
                "{name} {} {:016x}\n",
                entry.generation, entry.check
            ));
        }
        for key in &self.kept {
            lines.push_str(&format!("! {}\n", key.rest()));
        }
        seal(self.schema, LABEL, self.save, lines.as_bytes()).map(|(text, _)| text)
    }

    /// Reads a manifest, for a program that knows schemas up to `schema`.
    ///
    /// # Errors
    /// Why the text is not a whole manifest.
    pub(crate) fn read(text: &str, schema: u32) -> Result<Found, Unreadable> {
        let sealed = unseal(text)?;
        if sealed.label != LABEL {
            return Err(Unreadable::Misplaced);
        }
        let mut manifest = Manifest {
            schema: sealed.schema,
            save: sealed.number,
            ..Manifest::default()
        };
        let whole = std::str::from_utf8(&sealed.bytes)
            .is_ok_and(|lines| lines.lines().all(|line| manifest.line(line)));
        match (sealed.schema > schema, whole) {
            (true, _) => Ok(Found::Newer(manifest)),
            (false, true) => Ok(Found::Known(manifest)),
            (false, false) => Err(Unreadable::Form),
        }
    }

    /// Takes in one line, or says that it is none.
    fn line(&mut self, line: &str) -> bool {
        let mut words = line.split(' ');
        let (Some(first), Some(second), third, None) =
            (words.next(), words.next(), words.next(), words.next())
        else {
            return false;
        };
        match third {
            None if first == "!" => {
                Key::parse_rest(second).is_some_and(|key| self.kept.insert(key))
            }
            Some(check) if is_name(first) => match (second.parse(), u64::from_str_radix(check, 16))
            {
                (Ok(generation), Ok(check)) => self
                    .entries
                    .insert(first.to_owned(), Entry { generation, check })
                    .is_none(),
                _ => false,
            },
            _ => false,
        }
    }
}
