//! Each distinct value of a column once; rows hold small integers.

use hashbrown::HashTable;
use std::hash::{BuildHasher, Hasher};

/// What a value was in the JSON or the file it came from. The rules read both alike; files are written back as they came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text, also yes and no.
    Text,
    /// A JSON number, held as the text JSON writes it with.
    Number,
}

/// The distinct values of one column, each with a code. Code 0 is the empty text: nothing recorded.
#[derive(Clone, Debug)]
pub struct Dictionary {
    text: String,
    /// Where each value ends in `text`; the lowest value is the empty one.
    ends: Vec<usize>,
    numbers: Vec<u32>,
    index: HashTable<u32>,
}

impl Default for Dictionary {
    fn default() -> Self {
        Dictionary {
            text: String::new(),
            ends: vec![0],
            numbers: Vec::new(),
            index: HashTable::new(),
        }
    }
}

impl Dictionary {
    /// The number of distinct values, the empty one included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether nothing but the empty value is there.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.len() == 1
    }

    /// The value of a code; empty for a code that is not there.
    #[must_use]
    #[inline]
    pub fn get(&self, code: u32) -> &str {
        let code = code as usize;
        let end = self.ends.get(code).copied().unwrap_or(0);
        let start = match code {
            0 => 0,
            _ => self.ends.get(code - 1).copied().unwrap_or(end),
        };
        self.text.get(start..end).unwrap_or("")
    }

    /// Whether the value of a code was a JSON number.
    #[must_use]
    pub fn kind(&self, code: u32) -> Kind {
        if self.numbers.binary_search(&code).is_ok() {
            Kind::Number
        } else {
            Kind::Text
        }
    }

    /// The code of a text, made if it is new.
    #[inline]
    pub fn intern(&mut self, value: &str) -> u32 {
        self.intern_kind(value, Kind::Text)
    }

    /// The code of a value, made if it is new. A number and the same digits as text have codes of their own.
    pub fn intern_kind(&mut self, value: &str, kind: Kind) -> u32 {
        if value.is_empty() {
            return 0;
        }
        let hash = hash(value.as_bytes());
        // Borrow apart: the closures read text and ends while the index is changed.
        let Dictionary {
            text,
            ends,
            numbers,
            index,
        } = self;
        let slice = |code: u32| -> &[u8] {
            let code = code as usize;
            let end = ends.get(code).copied().unwrap_or(0);
            let start = ends.get(code.wrapping_sub(1)).copied().unwrap_or(0);
            text.as_bytes().get(start..end).unwrap_or(&[])
        };
        let is_number = |code: u32| numbers.binary_search(&code).is_ok();
        let found = index.find(hash, |&code| {
            slice(code) == value.as_bytes() && is_number(code) == (kind == Kind::Number)
        });
        if let Some(&code) = found {
            return code;
        }
        // More than four thousand million distinct values do not fit in any memory that this runs in.
        let code = u32::try_from(ends.len()).unwrap_or(u32::MAX);
        index.insert_unique(hash, code, |&code| self::hash(slice(code)));
        text.push_str(value);
        ends.push(text.len());
        if kind == Kind::Number {
            numbers.push(code);
        }
        code
    }

    /// The code of a text that is already there.
    #[must_use]
    pub fn find(&self, value: &str) -> Option<u32> {
        if value.is_empty() {
            return Some(0);
        }
        self.index
            .find(hash(value.as_bytes()), |&code| {
                self.get(code) == value && self.kind(code) == Kind::Text
            })
            .copied()
    }

    /// All values in the order of their codes, the empty one first.
    pub fn iter(&self) -> impl Iterator<Item = &str> + '_ {
        (0..self.ends.len()).map(|code| self.get(u32::try_from(code).unwrap_or(0)))
    }

    /// Bytes of memory held, about.
    #[must_use]
    pub fn memory(&self) -> usize {
        self.text.capacity()
            + self.ends.capacity() * size_of::<usize>()
            + self.numbers.capacity() * 4
            + self.index.capacity() * 5
    }
}

#[inline]
fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = rustc_hash::FxBuildHasher.build_hasher();
    hasher.write(bytes);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::{Dictionary, Kind};

    #[test]
    fn each_value_has_one_code() {
        let mut d = Dictionary::default();
        let codes: Vec<u32> = ["a", "", "b", "a", "ab", "b"]
            .into_iter()
            .map(|v| d.intern(v))
            .collect();
        assert_eq!(codes, [1, 0, 2, 1, 3, 2]);
        assert_eq!(d.iter().collect::<Vec<_>>(), ["", "a", "b", "ab"]);
        assert_eq!(d.find("ab"), Some(3));
        assert_eq!(d.find("c"), None);
        assert_eq!(d.get(9), "");
    }

    #[test]
    fn a_number_is_not_its_digits() {
        let mut d = Dictionary::default();
        let text = d.intern("120");
        let number = d.intern_kind("120", Kind::Number);
        assert_ne!(text, number);
        assert_eq!(d.intern("120"), text);
        assert_eq!(d.intern_kind("120", Kind::Number), number);
        assert_eq!((d.kind(text), d.kind(number)), (Kind::Text, Kind::Number));
    }
}
