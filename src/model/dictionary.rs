//! Each distinct value of a column once; rows hold small integers.

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
    /// The codes, each at the place that its value's hash says or at one of the next. A power of two long, never over half full.
    index: Vec<u32>,
    /// A byte of the hash for each place of the index, 0 for a free one. So little of it stays near the processor that a new value
    /// mostly finds its place without waiting for memory.
    tags: Vec<u8>,
}

/// Places in an index that is made four times as long when it is full; a longer one is made twice as long.
const SMALL: usize = 32_768;

impl Default for Dictionary {
    fn default() -> Self {
        Dictionary {
            text: String::new(),
            ends: vec![0],
            numbers: Vec::new(),
            index: Vec::new(),
            tags: Vec::new(),
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

    /// Makes room for so many times as many values, to spare making it step by step. Changes nothing else.
    pub fn reserve_times(&mut self, times: usize) {
        let more = |len: usize| len.saturating_mul(times.saturating_sub(1));
        self.text.reserve(more(self.text.len()));
        self.ends.reserve(more(self.ends.len()));
        let wanted = self.ends.len().saturating_mul(times).saturating_mul(2);
        if wanted > self.index.len() {
            self.lengthen(wanted.next_power_of_two());
        }
    }

    /// Makes the index anew, this long. It goes by the values and not by the places: which of those are free, no processor foretells.
    fn lengthen(&mut self, to: usize) {
        self.index = vec![0; to];
        self.tags = vec![0; to];
        let last = to.wrapping_sub(1);
        for code in (1..).take(self.ends.len().saturating_sub(1)) {
            let hash = hash(self.bytes(code));
            let mut at = hash as usize & last;
            while self.tags.get(at).is_some_and(|tag| *tag != 0) {
                at = (at + 1) & last;
            }
            self.put(at, hash, code);
        }
    }

    #[inline]
    fn put(&mut self, at: usize, hash: u32, code: u32) {
        if let (Some(tag), Some(place)) = (self.tags.get_mut(at), self.index.get_mut(at)) {
            *tag = tag_of(hash);
            *place = code;
        }
    }

    /// The code of a text, made if it is new.
    #[inline]
    pub fn intern(&mut self, value: &str) -> u32 {
        if value.is_empty() {
            return 0;
        }
        self.code_of(value, Kind::Text)
    }

    /// The code of a value, made if it is new. A number and the same digits as text have codes of their own.
    pub fn intern_kind(&mut self, value: &str, kind: Kind) -> u32 {
        if value.is_empty() {
            return 0;
        }
        self.code_of(value, kind)
    }

    /// The code of a value that is not empty, made if it is new.
    #[inline]
    fn code_of(&mut self, value: &str, kind: Kind) -> u32 {
        // Room for one more comes first, so that the place where the search ends is the place to put it.
        if self.index.len() <= self.ends.len() * 2 {
            let times = if self.index.len() < SMALL { 4 } else { 2 };
            self.lengthen((self.index.len() * times).max(8));
        }
        let hash = hash(value.as_bytes());
        let (code, at) = self.look_up(hash, value, kind);
        if code > 0 {
            return code;
        }
        // More than four thousand million distinct values do not fit in any memory that this runs in.
        let code = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        self.put(at, hash, code);
        self.text.push_str(value);
        self.ends.push(self.text.len());
        if kind == Kind::Number {
            self.numbers.push(code);
        }
        code
    }

    /// The code of a value and its place in the index; 0 and the place to put it for one that is not there.
    #[inline]
    fn look_up(&self, hash: u32, value: &str, kind: Kind) -> (u32, usize) {
        let last = self.tags.len().wrapping_sub(1);
        let wanted = tag_of(hash);
        let mut at = hash as usize & last;
        loop {
            match self.tags.get(at) {
                None | Some(0) => return (0, at),
                Some(tag) if *tag == wanted => {
                    let code = self.index.get(at).copied().unwrap_or(0);
                    if is_same(self.bytes(code), value.as_bytes()) && self.is_kind(code, kind) {
                        return (code, at);
                    }
                }
                Some(_) => {}
            }
            at = (at + 1) & last;
        }
    }

    /// Mostly there are no numbers to be looked for.
    #[inline]
    fn is_kind(&self, code: u32, kind: Kind) -> bool {
        (kind == Kind::Text && self.numbers.is_empty()) || self.kind(code) == kind
    }

    /// The value of a code that is there.
    #[inline]
    fn bytes(&self, code: u32) -> &[u8] {
        let code = code as usize;
        let start = self.ends.get(code.wrapping_sub(1)).copied().unwrap_or(0);
        let end = self.ends.get(code).copied().unwrap_or(0);
        self.text.as_bytes().get(start..end).unwrap_or(&[])
    }

    /// The code of a text that is already there.
    #[must_use]
    pub fn find(&self, value: &str) -> Option<u32> {
        if value.is_empty() {
            return Some(0);
        }
        let (code, _) = self.look_up(hash(value.as_bytes()), value, Kind::Text);
        (code > 0).then_some(code)
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
            + self.index.capacity() * 4
            + self.tags.capacity()
    }
}

/// Spreads values over 32 bits. Not safe against those who choose values to collide; a list is its owner's own.
#[inline]
fn hash(bytes: &[u8]) -> u32 {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut hash = bytes.len() as u64;
    let mut mix = |word: u64| {
        hash = (hash ^ word).wrapping_mul(FACTOR);
        hash ^= hash >> 32;
    };
    let (words, _) = bytes.as_chunks::<8>();
    for word in words {
        mix(u64::from_le_bytes(*word));
    }
    mix(last_word(bytes));
    (hash.wrapping_mul(FACTOR) >> 32) as u32
}

/// The byte that stands for a hash; the bits that say the place come from its other end.
#[inline]
fn tag_of(hash: u32) -> u8 {
    (hash >> 24) as u8 | 1
}

/// Whether two values are the same, by words of eight bytes. Most values are short, and for those a call to compare them takes
/// longer than comparing them.
#[inline]
fn is_same(one: &[u8], other: &[u8]) -> bool {
    let ((words, _), (others, _)) = (one.as_chunks::<8>(), other.as_chunks::<8>());
    one.len() == other.len()
        && last_word(one) == last_word(other)
        && words
            .iter()
            .zip(others)
            .all(|(a, b)| u64::from_le_bytes(*a) == u64::from_le_bytes(*b))
}

/// The last eight bytes of a value, or all of a shorter one: with its length and the words before, it tells all of it.
#[inline]
fn last_word(bytes: &[u8]) -> u64 {
    if let Some(word) = bytes.last_chunk::<8>() {
        return u64::from_le_bytes(*word);
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        return u64::from(u32::from_le_bytes(*first)) << 32 | u64::from(u32::from_le_bytes(*last));
    }
    let byte = |at: usize| u64::from(bytes.get(at).copied().unwrap_or(0));
    byte(0) << 16 | byte(1) << 8 | byte(2)
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
