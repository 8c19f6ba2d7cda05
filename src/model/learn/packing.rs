//! Small numbers and short texts packed into numbers under 32, five bits each.

/// Packs.
#[derive(Debug, Default)]
pub(super) struct Packer {
    numbers: Vec<u8>,
    /// Bits in the last number that are taken.
    taken: usize,
}

/// Letters that take six bits; other texts take eight for each byte.
const SHORT: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 -";

/// The bits that a number takes which is at most this.
pub(super) const fn bits_of_number(most: u32) -> usize {
    let mut groups = 1;
    while groups < 11 && most >> (3 * groups) > 0 {
        groups += 1;
    }
    4 * groups
}

/// The bits that a text takes which has at most so many bytes.
#[expect(clippy::cast_possible_truncation, reason = "texts of some bytes")]
pub(super) const fn bits_of_text(most: usize) -> usize {
    1 + bits_of_number(most as u32) + 8 * most
}

impl Packer {
    /// The lowest so many bits of a number, the highest first.
    pub fn bits(&mut self, number: u32, bits: u32) {
        for bit in (0..bits).rev() {
            if self.taken.is_multiple_of(5) {
                self.numbers.push(0);
                self.taken = 0;
            }
            if let Some(last) = self.numbers.last_mut() {
                *last |= u8::from(number >> bit & 1 == 1) << (4 - self.taken);
            }
            self.taken += 1;
        }
    }

    /// A number of any size, three bits at a time; small ones take little.
    pub fn number(&mut self, number: u32) {
        let mut groups = 1;
        while groups < 11 && number >> (3 * groups) > 0 {
            groups += 1;
        }
        for group in (0..groups).rev() {
            self.bits(u32::from(group > 0), 1);
            self.bits(number >> (3 * group) & 7, 3);
        }
    }

    /// A text.
    pub fn text(&mut self, text: &str) {
        let short: Option<Vec<u32>> = text
            .bytes()
            .map(|byte| SHORT.iter().position(|known| *known == byte))
            .map(|place| place.and_then(|place| u32::try_from(place).ok()))
            .collect();
        self.bits(u32::from(short.is_none()), 1);
        self.number(u32::try_from(text.len()).unwrap_or(u32::MAX));
        match short {
            Some(places) => places.into_iter().for_each(|place| self.bits(place, 6)),
            None => text.bytes().for_each(|byte| self.bits(u32::from(byte), 8)),
        }
    }

    /// What was packed.
    pub fn finish(self) -> Vec<u8> {
        self.numbers
    }
}

/// Takes out what was packed; nothing once there is too little.
#[derive(Debug)]
pub(super) struct Unpacker<'a> {
    numbers: &'a [u8],
    at: usize,
}

impl<'a> Unpacker<'a> {
    /// From the beginning.
    pub fn new(numbers: &'a [u8]) -> Unpacker<'a> {
        Unpacker { numbers, at: 0 }
    }

    /// A number of so many bits.
    pub fn bits(&mut self, bits: u32) -> Option<u32> {
        let mut number = 0;
        for _ in 0..bits {
            let five = self.numbers.get(self.at / 5)?;
            number = number << 1 | u32::from(five >> (4 - self.at % 5) & 1);
            self.at += 1;
        }
        Some(number)
    }

    /// A number of any size.
    pub fn number(&mut self) -> Option<u32> {
        let mut number = 0u32;
        loop {
            let more = self.bits(1)?;
            number = number.checked_mul(8)?.checked_add(self.bits(3)?)?;
            if more == 0 {
                return Some(number);
            }
        }
    }

    /// A text of at most so many bytes.
    pub fn text(&mut self, most: usize) -> Option<String> {
        let long = self.bits(1)? == 1;
        let length = usize::try_from(self.number()?)
            .ok()
            .filter(|n| *n <= most)?;
        let mut bytes = Vec::new();
        for _ in 0..length {
            bytes.push(if long {
                u8::try_from(self.bits(8)?).ok()?
            } else {
                let place = usize::try_from(self.bits(6)?).ok()?;
                *SHORT.get(place)?
            });
        }
        String::from_utf8(bytes).ok()
    }

    /// How many numbers were begun.
    pub fn taken(&self) -> usize {
        self.at.div_ceil(5)
    }

    /// Whether nothing is left but the bits that fill up the last number, all of them 0.
    pub fn is_done(&mut self) -> bool {
        let left = (self.numbers.len() * 5).saturating_sub(self.at);
        left < 5 && self.bits(u32::try_from(left).unwrap_or(0)) == Some(0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Packer, Unpacker};

    #[test]
    fn what_was_packed_comes_out() {
        let mut packer = Packer::default();
        packer.bits(5, 3);
        let numbers = [0, 7, 8, 63, 64, 100_000, u32::MAX];
        for number in numbers {
            packer.number(number);
        }
        for text in ["", "Ann Lee", "Zoë Ó Briain", "名前"] {
            packer.text(text);
        }
        let packed = packer.finish();
        let mut out = Unpacker::new(&packed);
        assert_eq!(out.bits(3), Some(5));
        for number in numbers {
            assert_eq!(out.number(), Some(number));
        }
        for text in ["", "Ann Lee", "Zoë Ó Briain", "名前"] {
            assert_eq!(out.text(40).as_deref(), Some(text));
        }
        assert_eq!(out.taken(), packed.len());
        assert!(out.is_done());
        let mut short = Unpacker::new(&packed[..packed.len() - 3]);
        short.bits(3);
        for _ in numbers {
            short.number();
        }
        assert!((0..4).any(|_| short.text(40).is_none()));
    }
}
