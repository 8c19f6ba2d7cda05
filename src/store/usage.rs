//! How much of the space is used, and by what.

use std::collections::BTreeMap;

use crate::keeper::Keeper;
use crate::key::{Key, PREFIX};
use crate::space::{Space, SpaceError, units};

/// Room taken, in UTF-16 code units, keys and values together. Browsers allow about 5,242,880 of them to a site;
/// WebKit half of that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// The segments by name; one being replaced counts with all its generations.
    pub segments: BTreeMap<String, usize>,
    /// The copies of the manifest.
    pub manifest: usize,
    /// Texts set aside.
    pub asides: usize,
    /// Keys of ours that this version does not know.
    pub unknown: usize,
    /// Keys of other programs on the same site. They share the quota.
    pub elsewhere: usize,
}

impl Usage {
    /// What is ours, all together.
    pub fn ours(&self) -> usize {
        self.segments.values().sum::<usize>() + self.manifest + self.asides + self.unknown
    }

    /// Everything that counts against the quota.
    pub fn total(&self) -> usize {
        self.ours() + self.elsewhere
    }
}

impl<S: Space> Keeper<S> {
    /// Measures the space.
    ///
    /// # Errors
    /// What the space says, if it does not let itself be read.
    pub fn usage(&self) -> Result<Usage, SpaceError> {
        let mut usage = Usage::default();
        for key in self.space.keys()? {
            let size = units(&key) + self.space.get(&key)?.map_or(0, |text| units(&text));
            let part = match Key::parse(&key) {
                Some(Key::Manifest(_)) => &mut usage.manifest,
                Some(Key::Segment { name, .. }) => usage.segments.entry(name).or_default(),
                Some(Key::Aside { .. }) => &mut usage.asides,
                None if key.starts_with(PREFIX) => &mut usage.unknown,
                None => &mut usage.elsewhere,
            };
            *part += size;
        }
        Ok(usage)
    }
}
