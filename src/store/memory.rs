//! A space that lives as long as the page.

use std::collections::BTreeMap;

use crate::space::{Space, SpaceError, units};

/// A space in memory: used where the browser blocks storage, and in tests. It may have a quota, counted as browsers do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemorySpace {
    values: BTreeMap<String, String>,
    quota: Option<usize>,
}

impl MemorySpace {
    /// An empty space without a quota.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty space for at most `quota` UTF-16 code units, keys and values together.
    pub fn with_quota(quota: usize) -> Self {
        Self {
            values: BTreeMap::new(),
            quota: Some(quota),
        }
    }

    /// Sets or lifts the quota, in UTF-16 code units. What is already there stays.
    pub fn set_quota(&mut self, quota: Option<usize>) {
        self.quota = quota;
    }

    /// The quota in UTF-16 code units, if there is one.
    pub fn quota(&self) -> Option<usize> {
        self.quota
    }

    /// What the space holds now, in UTF-16 code units, keys and values together.
    pub fn used(&self) -> usize {
        self.values
            .iter()
            .map(|(key, value)| units(key) + units(value))
            .sum()
    }
}

impl Space for MemorySpace {
    fn get(&self, key: &str) -> Result<Option<String>, SpaceError> {
        Ok(self.values.get(key).cloned())
    }

    fn set(&mut self, key: &str, value: &str) -> Result<(), SpaceError> {
        if let Some(quota) = self.quota {
            let replaced = self
                .values
                .get(key)
                .map_or(0, |old| units(key) + units(old));
            if self.used() - replaced + units(key) + units(value) > quota {
                return Err(SpaceError::Full);
            }
        }
        self.values.insert(key.to_owned(), value.to_owned());
        Ok(())
    }

    fn remove(&mut self, key: &str) -> Result<(), SpaceError> {
        self.values.remove(key);
        Ok(())
    }

    fn keys(&self) -> Result<Vec<String>, SpaceError> {
        Ok(self.values.keys().cloned().collect())
    }
}
