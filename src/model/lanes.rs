//! Three-valued logic on many contacts at once: a bit each in two words, one for met and one for unknown.

use crate::stage::Verdict;

/// Machine words in a block: for lists as many as the widest vectors repay; a page that embeds the engine has one contact, and should
/// not load what many need.
pub(crate) const WORDS: usize = if cfg!(feature = "workspace") { 8 } else { 1 };
/// Contacts in a block.
pub(crate) const LANES: usize = WORDS * 64;
/// A bit for each contact of a block.
pub(crate) type Words = [u64; WORDS];

/// The verdicts of one condition for the contacts of a block. No bit stands in both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lanes {
    /// Contacts that meet it.
    pub met: Words,
    /// Contacts of whom it is not known.
    pub unknown: Words,
}

impl Lanes {
    /// The same verdict for all.
    #[inline]
    pub fn splat(verdict: Verdict) -> Lanes {
        let all = |yes: bool| [if yes { u64::MAX } else { 0 }; WORDS];
        Lanes {
            met: all(verdict == Verdict::Met),
            unknown: all(verdict == Verdict::Unknown),
        }
    }

    /// The verdict of one contact of the block.
    pub fn verdict(&self, lane: usize) -> Verdict {
        Verdict::from_bits(bit(&self.met, lane), bit(&self.unknown, lane))
    }

    /// Sets the verdict of one contact of the block.
    pub fn set(&mut self, lane: usize, verdict: Verdict) {
        let word = lane / 64;
        let mask = 1u64 << (lane % 64);
        let put = |words: &mut Words, yes: bool| {
            if let Some(w) = words.get_mut(word) {
                *w = if yes { *w | mask } else { *w & !mask };
            }
        };
        put(&mut self.met, verdict == Verdict::Met);
        put(&mut self.unknown, verdict == Verdict::Unknown);
    }

    /// Bits of those that meet it or may.
    #[inline]
    pub fn possible(&self) -> Words {
        zip(&self.met, &self.unknown, |m, u| m | u)
    }

    /// Kleene's and.
    #[inline]
    pub fn and(&self, other: &Lanes) -> Lanes {
        let met = zip(&self.met, &other.met, |a, b| a & b);
        let possible = zip(&self.possible(), &other.possible(), |a, b| a & b);
        Lanes {
            met,
            unknown: zip(&possible, &met, |p, m| p & !m),
        }
    }

    /// Kleene's or.
    #[inline]
    pub fn or(&self, other: &Lanes) -> Lanes {
        let met = zip(&self.met, &other.met, |a, b| a | b);
        let possible = zip(&self.possible(), &other.possible(), |a, b| a | b);
        Lanes {
            met,
            unknown: zip(&possible, &met, |p, m| p & !m),
        }
    }

    /// Kleene's not.
    #[inline]
    pub fn not(&self) -> Lanes {
        Lanes {
            met: zip(&self.met, &self.unknown, |m, u| !(m | u)),
            unknown: self.unknown,
        }
    }
}

/// The bit of one contact of the block.
#[inline]
pub(crate) fn bit(words: &Words, lane: usize) -> bool {
    words
        .get(lane / 64)
        .is_some_and(|word| word >> (lane % 64) & 1 == 1)
}

/// Word by word.
#[inline]
pub(crate) fn zip(a: &Words, b: &Words, f: impl Fn(u64, u64) -> u64) -> Words {
    let mut out = *a;
    for place in 0..WORDS {
        if let (Some(o), Some(b)) = (out.get_mut(place), b.get(place)) {
            *o = f(*o, *b);
        }
    }
    out
}

/// Adds, contact by contact, numbers held as bit planes, the lowest first. Planes that `sum` lacks are lost.
#[inline]
pub(crate) fn add(sum: &mut [Words], addend: &[Words]) {
    let mut carry = [0; WORDS];
    let zero = [0; WORDS];
    for (place, s) in sum.iter_mut().enumerate() {
        let a = addend.get(place).unwrap_or(&zero);
        let half = zip(s, a, |s, a| s ^ a);
        let both = zip(s, a, |s, a| s & a);
        *s = zip(&half, &carry, |h, c| h ^ c);
        carry = zip(&both, &zip(&half, &carry, |h, c| h & c), |b, c| b | c);
    }
}

/// Where the number held as bit planes is at least `floor`.
#[inline]
pub(crate) fn at_least(planes: &[Words], floor: u64) -> Words {
    let bits = 64 - floor.leading_zeros() as usize;
    if bits > planes.len() {
        return [0; WORDS];
    }
    let mut ge = [u64::MAX; WORDS];
    for (place, plane) in planes.iter().enumerate() {
        let one = place < 64 && floor >> place & 1 == 1;
        ge = zip(&ge, plane, |g, p| if one { g & p } else { g | p });
    }
    ge
}

/// Where each of 512 bytes is at least `floor`.
#[inline]
pub(crate) fn bytes_at_least(bytes: &[u8; LANES], floor: u8) -> Words {
    let mut out = [0; WORDS];
    for (word, chunk) in out.iter_mut().zip(bytes.chunks_exact(64)) {
        for (lane, &byte) in chunk.iter().enumerate() {
            *word |= u64::from(byte >= floor) << lane;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Lanes, WORDS, Words, add, at_least, bytes_at_least};
    use crate::stage::Verdict::{self, Met, NotMet, Unknown};

    #[test]
    fn logic_is_kleenes() {
        let check = |a: Verdict, b: Verdict, and: Verdict, or: Verdict| {
            let (x, y) = (Lanes::splat(a), Lanes::splat(b));
            assert_eq!(x.and(&y).verdict(77), and, "{a:?} and {b:?}");
            assert_eq!(y.and(&x).verdict(77), and, "{b:?} and {a:?}");
            assert_eq!(x.or(&y).verdict(77), or, "{a:?} or {b:?}");
            assert_eq!(y.or(&x).verdict(77), or, "{b:?} or {a:?}");
        };
        check(Met, Met, Met, Met);
        check(Met, NotMet, NotMet, Met);
        check(Met, Unknown, Unknown, Met);
        check(NotMet, NotMet, NotMet, NotMet);
        check(NotMet, Unknown, NotMet, Unknown);
        check(Unknown, Unknown, Unknown, Unknown);
        for (v, not) in [(Met, NotMet), (NotMet, Met), (Unknown, Unknown)] {
            assert_eq!(Lanes::splat(v).not().verdict(0), not);
        }
    }

    fn planes(values: &[u64]) -> Vec<Words> {
        let mut out = vec![[0; WORDS]; 10];
        for (lane, value) in values.iter().enumerate() {
            for (place, plane) in out.iter_mut().enumerate() {
                plane[lane / 64] |= (value >> place & 1) << (lane % 64);
            }
        }
        out
    }

    #[test]
    fn planes_add_and_compare() {
        let a: Vec<u64> = (0..512).map(|i| i * 7 % 500).collect();
        let b: Vec<u64> = (0..512).map(|i| i * 13 % 500).collect();
        let mut sum = planes(&a);
        add(&mut sum, &planes(&b));
        assert_eq!(
            sum,
            planes(&a.iter().zip(&b).map(|(a, b)| a + b).collect::<Vec<_>>())
        );
        for floor in [0, 1, 499, 500, 501, 1023, 1024, u64::MAX] {
            let ge = at_least(&planes(&a), floor);
            for (lane, value) in a.iter().enumerate() {
                assert_eq!(ge[lane / 64] >> (lane % 64) & 1 == 1, *value >= floor);
            }
        }
    }

    #[test]
    fn bytes_compare() {
        let mut bytes = [0u8; 512];
        for (i, b) in bytes.iter_mut().enumerate() {
            *b = (i % 101) as u8;
        }
        let ge = bytes_at_least(&bytes, 25);
        for (lane, value) in bytes.iter().enumerate() {
            assert_eq!(ge[lane / 64] >> (lane % 64) & 1 == 1, *value >= 25);
        }
    }
}
