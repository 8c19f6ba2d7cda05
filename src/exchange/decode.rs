//! Bytes that are not UTF-8 become text, slice by slice.
//!
//! Three encodings in a hundred lines; `encoding_rs` would bring the tables of forty into the browser. The tests hold both side by side.

use crate::sniff::Encoding;

/// What the bytes 0x80 to 0x9F mean in windows-1252; the others are their own code points.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Appends the text of `bytes` and returns how many of them were used and how many places could not be read. All are used when they are the `last`;
/// before that a character cut in two is left for the next slice.
pub(crate) fn decode(
    encoding: Encoding,
    bytes: &[u8],
    last: bool,
    text: &mut String,
) -> (usize, u64) {
    match encoding {
        Encoding::Windows1252 => (windows_1252(bytes, text), 0),
        Encoding::Utf16Le => utf16(bytes, last, text, u16::from_le_bytes),
        Encoding::Utf16Be => utf16(bytes, last, text, u16::from_be_bytes),
        Encoding::Utf32Le => utf32(bytes, last, text, u32::from_le_bytes),
        Encoding::Utf32Be => utf32(bytes, last, text, u32::from_be_bytes),
        Encoding::Utf8 => lossy_utf8(bytes, last, text),
    }
}

fn windows_1252(bytes: &[u8], text: &mut String) -> usize {
    text.reserve(bytes.len() + bytes.len() / 8);
    let mut rest = bytes;
    while !rest.is_empty() {
        let plain = rest
            .iter()
            .position(|b| !b.is_ascii())
            .unwrap_or(rest.len());
        let (ascii, other) = rest.split_at(plain);
        text.push_str(str::from_utf8(ascii).unwrap_or(""));
        rest = match other.split_first() {
            Some((&byte, rest)) => {
                let high = HIGH.get(usize::from(byte.wrapping_sub(0x80)));
                text.push(high.copied().unwrap_or(char::from(byte)));
                rest
            }
            None => other,
        };
    }
    bytes.len()
}

fn utf16(bytes: &[u8], last: bool, text: &mut String, unit: fn([u8; 2]) -> u16) -> (usize, u64) {
    text.reserve(bytes.len() / 2 + bytes.len() / 8);
    let mut units = bytes
        .chunks_exact(2)
        .map(|pair| unit(pair.try_into().unwrap_or_default()))
        .enumerate()
        .peekable();
    let (mut used, mut bad) = (0, 0);
    while let Some((at, first)) = units.next() {
        let character = match first {
            0..=0x7F => Some(char::from(first as u8)),
            0xD800..=0xDBFF => match units.peek().copied() {
                Some((_, second)) if (0xDC00..=0xDFFF).contains(&second) => {
                    units.next();
                    char::decode_utf16([first, second])
                        .next()
                        .and_then(Result::ok)
                }
                None if !last => return (at * 2, bad),
                _ => None,
            },
            _ => char::from_u32(u32::from(first)),
        };
        bad += u64::from(character.is_none());
        text.push(character.unwrap_or(char::REPLACEMENT_CHARACTER));
        used = at * 2
            + if character.is_some_and(|c| c.len_utf16() == 2) {
                4
            } else {
                2
            };
    }
    leave_odd(bytes.len(), used, last, text, bad)
}

fn utf32(bytes: &[u8], last: bool, text: &mut String, unit: fn([u8; 4]) -> u32) -> (usize, u64) {
    let (mut used, mut bad) = (0, 0);
    for four in bytes.chunks_exact(4) {
        let character = char::from_u32(unit(four.try_into().unwrap_or_default()));
        bad += u64::from(character.is_none());
        text.push(character.unwrap_or(char::REPLACEMENT_CHARACTER));
        used += 4;
    }
    leave_odd(bytes.len(), used, last, text, bad)
}

fn lossy_utf8(bytes: &[u8], last: bool, text: &mut String) -> (usize, u64) {
    let (mut used, mut bad) = (0, 0);
    text.reserve(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        used += chunk.valid().len();
        let cut_in_two = used + chunk.invalid().len() == bytes.len() && chunk.invalid().len() < 4;
        if chunk.invalid().is_empty() || (cut_in_two && !last) {
            break;
        }
        used += chunk.invalid().len();
        bad += 1;
        text.push(char::REPLACEMENT_CHARACTER);
    }
    (used, bad)
}

/// Bytes after the last whole unit wait for the next slice, or are damage.
fn leave_odd(len: usize, used: usize, last: bool, text: &mut String, bad: u64) -> (usize, u64) {
    if used == len || !last {
        return (used, bad);
    }
    text.push(char::REPLACEMENT_CHARACTER);
    (len, bad + 1)
}

/// Whether bytes that are not valid UTF-8 are UTF-8 with some damage rather than windows-1252: good sequences outnumber the bad places.
pub(crate) fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_u64, 0_u64);
    for chunk in bytes.utf8_chunks() {
        // Two bytes or more to a character, so continuation bytes are the ones to count.
        let continued = chunk.valid().bytes().filter(|b| b & 0xC0 == 0x80);
        good += continued.count() as u64;
        bad += u64::from(!chunk.invalid().is_empty());
    }
    good > bad
}

#[cfg(test)]
mod tests {
    use super::{decode, is_damaged_utf8};
    use crate::sniff::Encoding;
    use proptest::prelude::*;

    fn in_slices(encoding: Encoding, bytes: &[u8], slice: usize) -> (String, u64) {
        let (mut text, mut at, mut bad) = (String::new(), 0, 0);
        let mut end = 0;
        while end < bytes.len() {
            end = (end + slice).min(bytes.len());
            let (used, wrong) = decode(encoding, &bytes[at..end], end == bytes.len(), &mut text);
            at += used;
            bad += wrong;
        }
        assert_eq!(at, bytes.len());
        (text, bad)
    }

    proptest! {
        #[test]
        fn decoding_agrees_with_the_reference(bytes in proptest::collection::vec(any::<u8>(), 0..200), slice in 1_usize..9) {
            let check = |encoding, reference: &'static encoding_rs::Encoding| {
                let (expected, _) = reference.decode_without_bom_handling(&bytes);
                let (text, _) = in_slices(encoding, &bytes, slice);
                prop_assert_eq!(text, expected);
                Ok(())
            };
            check(Encoding::Windows1252, encoding_rs::WINDOWS_1252)?;
            // A half unit behind half a pair counts once there and twice here.
            if bytes.len() % 2 == 0 {
                check(Encoding::Utf16Le, encoding_rs::UTF_16LE)?;
                check(Encoding::Utf16Be, encoding_rs::UTF_16BE)?;
            }
            check(Encoding::Utf8, encoding_rs::UTF_8)?;
        }

        #[test]
        fn text_comes_back(text in "\\PC*", slice in 1_usize..9) {
            let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            prop_assert_eq!(in_slices(Encoding::Utf16Le, &utf16, slice), (text.clone(), 0));
            let utf32: Vec<u8> = text.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect();
            prop_assert_eq!(in_slices(Encoding::Utf32Be, &utf32, slice), (text, 0));
        }
    }

    #[test]
    fn damage_is_told_from_another_encoding() {
        assert!(is_damaged_utf8(
            "Müller, Zoë, Çelik\u{0}"
                .replace('\0', "")
                .as_bytes()
                .iter()
                .copied()
                .chain([0xFF])
                .collect::<Vec<_>>()
                .as_slice()
        ));
        assert!(!is_damaged_utf8(b"M\xFCller, Zo\xEB"));
    }
}
