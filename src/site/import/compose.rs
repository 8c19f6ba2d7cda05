//! Letters composed one way: “é” from a Mac, written as two characters, is the “é” of everybody else (Unicode's NFC).

use crate::slice::Slice;
use js_sys::JsString;

/// Bytes composed between two looks at the clock.
const CHUNK: usize = 64 * 1024;

/// The same text with its letters composed. Anything but UTF-8 comes back as it is; so does text without letters to compose,
/// which is nearly all.
pub async fn compose(bytes: Vec<u8>) -> Vec<u8> {
    if !is_suspect(&bytes) {
        return bytes;
    }
    let Ok(text) = str::from_utf8(&bytes) else {
        return bytes;
    };
    let mut composed = Vec::with_capacity(bytes.len());
    let mut slice = Slice::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (chunk, after) = rest.split_at(cut(rest));
        if is_suspect(chunk.as_bytes()) {
            let normal: String = JsString::from(chunk).normalize("NFC").into();
            composed.extend_from_slice(normal.as_bytes());
        } else {
            composed.extend_from_slice(chunk.as_bytes());
        }
        rest = after;
        slice.pause().await;
    }
    composed
}

/// Where to cut a text: behind a line, so that no letter is cut off from its accent.
fn cut(text: &str) -> usize {
    match text.as_bytes().get(CHUNK..) {
        None => text.len(),
        Some(behind) => behind
            .iter()
            .position(|byte| *byte == b'\n')
            .map_or(text.len(), |at| CHUNK + at + 1),
    }
}

/// Whether there may be something to compose: accents of their own (U+0300 to U+036F begin with CC or CD), Korean letters one by
/// one (E1 84 to E1 87), Japanese voice marks (E3 82 99 and 9A), and the rarer ones among E0, E1 and F0.
fn is_suspect(bytes: &[u8]) -> bool {
    let mut before = 0;
    bytes.iter().any(|&byte| {
        let pair = (std::mem::replace(&mut before, byte), byte);
        matches!(byte, 0xCC | 0xCD)
            || matches!(pair, (0xE0 | 0xE1, _) | (0xE3, 0x82) | (0xF0, 0x91))
    })
}

#[cfg(test)]
mod tests {
    use super::{CHUNK, cut, is_suspect};

    #[test]
    fn only_texts_with_letters_in_pieces_are_suspect() {
        for (text, expected) in [
            ("plain", false),
            ("Müller, São, Łódź", false),
            ("東京", false),
            ("Mu\u{308}ller", true),
            ("\u{1112}\u{1161}", true),
            ("か\u{3099}", true),
        ] {
            assert_eq!(is_suspect(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn cuts_are_behind_lines() {
        let line = "e\u{301}".repeat(CHUNK / 2);
        let text = format!("{line}\n{line}");
        assert_eq!(cut(&text), line.len() + 1);
        assert_eq!(cut(&line), line.len());
        assert_eq!(cut("short"), 5);
    }
}
