//! A space that fails on purpose, for tests here and in other crates.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::memory::MemorySpace;
use crate::space::{Space, SpaceError, units};

/// What goes wrong with one write. A write is a `set` or a `remove`; they are counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The write is refused, and changes nothing.
    Refuse(SpaceError),
    /// The write is done, and with it the page dies: every later call fails.
    Kill,
    /// Only so many UTF-16 code units of the value are written, and the page dies.
    Torn(usize),
    /// Only so many UTF-16 code units of the value are written, and nobody is told.
    Truncate(usize),
    /// One bit of one UTF-16 code unit is written wrong, and nobody is told.
    Flip {
        /// Which unit, counted from 0; taken modulo the length.
        unit: usize,
        /// Which bit, 0 to 15.
        bit: u32,
    },
}

/// A space in memory with faults. Clones are views on the same values, as tabs are on one `localStorage`; a clone shares
/// the count of writes, the faults and the death too, [`FaultySpace::reopened`] only the values.
#[derive(Clone, Debug, Default)]
pub struct FaultySpace {
    values: Rc<RefCell<MemorySpace>>,
    page: Rc<RefCell<Page>>,
}

#[derive(Debug, Default)]
struct Page {
    faults: BTreeMap<usize, Fault>,
    always: Option<SpaceError>,
    writes: usize,
    dead: bool,
}

impl FaultySpace {
    /// A space over given values, without faults so far.
    pub fn new(values: MemorySpace) -> Self {
        Self {
            values: Rc::new(RefCell::new(values)),
            page: Rc::default(),
        }
    }

    /// Adds a fault for the `nth` write from now, counted from 1.
    #[must_use]
    pub fn with(self, nth: usize, fault: Fault) -> Self {
        {
            let mut page = self.page.borrow_mut();
            let write = page.writes + nth;
            page.faults.insert(write, fault);
        }
        self
    }

    /// From now on every write is refused so, or, with `None`, no longer.
    pub fn refuse_all(&self, error: Option<SpaceError>) {
        self.page.borrow_mut().always = error;
    }

    /// The page dies now: every later call fails.
    pub fn kill(&self) {
        self.page.borrow_mut().dead = true;
    }

    /// Another page on the same values, alive and without faults.
    #[must_use]
    pub fn reopened(&self) -> Self {
        Self {
            values: Rc::clone(&self.values),
            page: Rc::default(),
        }
    }

    /// How many writes there were, refused ones included.
    pub fn writes(&self) -> usize {
        self.page.borrow().writes
    }

    /// A copy of the values as they are.
    pub fn values(&self) -> MemorySpace {
        self.values.borrow().clone()
    }

    /// Changes the text under a key behind everybody's back. Does nothing if there is none.
    pub fn rot(&self, key: &str, change: impl FnOnce(&str) -> String) {
        let mut values = self.values.borrow_mut();
        if let Ok(Some(text)) = values.get(key) {
            // A rotten value counts against no quota.
            let quota = values.quota();
            values.set_quota(None);
            let _ = values.set(key, &change(&text));
            values.set_quota(quota);
        }
    }

    fn write(&mut self, key: &str, value: Option<&str>) -> Result<(), SpaceError> {
        let mut page = self.page.borrow_mut();
        page.alive()?;
        page.writes += 1;
        if let Some(error) = &page.always {
            return Err(error.clone());
        }
        let write = page.writes;
        let fault = page.faults.remove(&write);
        let mut values = self.values.borrow_mut();
        let mut put = |text: Option<String>| match text {
            Some(text) => values.set(key, &text),
            None => values.remove(key),
        };
        match fault {
            None => put(value.map(str::to_owned)),
            Some(Fault::Refuse(error)) => Err(error),
            Some(Fault::Truncate(length)) => put(value.map(|text| truncated(text, length))),
            Some(Fault::Flip { unit, bit }) => put(value.map(|text| flipped(text, unit, bit))),
            Some(Fault::Kill) => {
                put(value.map(str::to_owned))?;
                page.dead = true;
                page.alive()
            }
            Some(Fault::Torn(length)) => {
                put(value.map(|text| truncated(text, length)))?;
                page.dead = true;
                page.alive()
            }
        }
    }
}

impl Page {
    fn alive(&self) -> Result<(), SpaceError> {
        if self.dead {
            Err(SpaceError::Failed("the page was killed".to_owned()))
        } else {
            Ok(())
        }
    }
}

impl Space for FaultySpace {
    fn get(&self, key: &str) -> Result<Option<String>, SpaceError> {
        self.page.borrow().alive()?;
        self.values.borrow().get(key)
    }

    fn set(&mut self, key: &str, value: &str) -> Result<(), SpaceError> {
        self.write(key, Some(value))
    }

    fn remove(&mut self, key: &str) -> Result<(), SpaceError> {
        self.write(key, None)
    }

    fn keys(&self) -> Result<Vec<String>, SpaceError> {
        self.page.borrow().alive()?;
        self.values.borrow().keys()
    }
}

/// The first `length` UTF-16 code units of a text.
pub fn truncated(text: &str, length: usize) -> String {
    let units: Vec<u16> = text.encode_utf16().take(length).collect();
    String::from_utf16_lossy(&units)
}

/// A text with one bit of one UTF-16 code unit turned over. Should that make half a surrogate pair, it arrives as U+FFFD,
/// as it does in Rust from a browser.
pub fn flipped(text: &str, unit: usize, bit: u32) -> String {
    let length = units(text).max(1);
    let turned = text.encode_utf16().enumerate().map(|(at, found)| {
        if at == unit % length {
            found ^ (1 << (bit % 16))
        } else {
            found
        }
    });
    String::from_utf16_lossy(&turned.collect::<Vec<u16>>())
}
