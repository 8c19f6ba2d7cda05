//! Letters composed one way: “é” from a Mac, written as two characters, is the “é” of everybody else (Unicode's NFC).

use crate::slice::Slice;
use exchange::has_pieces;
use js_sys::JsString;

/// Bytes composed between two looks at the clock.
const CHUNK: usize = 256 * 1024;

/// The same text with its letters composed. Anything but UTF-8 comes back as it is; so does text without letters to compose,
/// which is nearly all.
pub async fn compose(bytes: Vec<u8>) -> Vec<u8> {
    let mut composed: Option<Vec<u8>> = None;
    let mut slice = Slice::new();
    let mut rest = &bytes[..];
    while !rest.is_empty() {
        let (chunk, after) = rest.split_at(cut(rest));
        let Ok(text) = str::from_utf8(chunk) else {
            return bytes;
        };
        if has_pieces(chunk) {
            let normal: String = JsString::from(text).normalize("NFC").into();
            let begun = composed.get_or_insert_with(|| {
                let mut begun = Vec::with_capacity(bytes.len());
                begun.extend_from_slice(bytes.get(..bytes.len() - rest.len()).unwrap_or_default());
                begun
            });
            begun.extend_from_slice(normal.as_bytes());
        } else if let Some(composed) = &mut composed {
            composed.extend_from_slice(chunk);
        }
        rest = after;
        slice.pause().await;
    }
    composed.unwrap_or(bytes)
}

/// Where to cut a text: before a character of ASCII, as these stand for themselves or begin what is composed.
fn cut(text: &[u8]) -> usize {
    text.get(CHUNK..)
        .and_then(|behind| behind.iter().position(u8::is_ascii))
        .map_or(text.len(), |at| CHUNK + at)
}

#[cfg(test)]
mod tests {
    use super::{CHUNK, cut};

    #[test]
    fn cuts_are_before_letters_with_all_that_belongs_to_them() {
        let check = |text: &str, expected: usize| assert_eq!(cut(text.as_bytes()), expected);
        let letter = "e\u{301}";
        check(&letter.repeat(CHUNK), CHUNK.next_multiple_of(letter.len()));
        check(&"東".repeat(CHUNK), "東".len() * CHUNK);
        check(&"-".repeat(CHUNK + 1), CHUNK);
        check("short", 5);
        check("", 0);
    }
}
