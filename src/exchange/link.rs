//! Data in a link: JSON that travels behind the `#` of an address, where no server sees it.
//!
//! `2.` and, in base64url without padding (RFC 4648, section 5), the JSON in UTF-8 in the ZLIB format (RFC 1950), whose checksum tells a link
//! that was changed on its way. Links of version 1, raw DEFLATE (RFC 1951) without a checksum, are still opened. All characters are ones that
//! an address may hold as they are.

use miniz_oxide::deflate::compress_to_vec_zlib;
use miniz_oxide::inflate::{
    TINFLStatus, decompress_to_vec_with_limit, decompress_to_vec_zlib_with_limit,
};
use serde_json::Value;
use thiserror::Error;

/// What stands before the data, up to the point.
const VERSION: &str = "2";
/// The version without a checksum.
const UNCHECKED: &str = "1";

/// Deflates harder than usual: a link is made once and sent many times.
const LEVEL: u8 = 9;

/// Why a link could not be opened. The sentence is meant for the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum LinkError {
    /// It is cut, changed, or never was one.
    #[error(
        "This link is damaged: a part of it is missing or was changed on its way. Ask for the link again, or for a file."
    )]
    Damaged,
    /// A later version of the program wrote it.
    #[error(
        "This link was made by a newer version of Leadlens. Reload this page to get that version, then open the link again."
    )]
    Newer,
    /// What it holds is larger than so many bytes.
    #[error("This link holds more than {} kB of data. Ask for a file instead.", most_bytes.div_ceil(1000))]
    TooLarge {
        /// The bound that was given.
        most_bytes: usize,
    },
}

/// Packs data for the fragment of an address. What comes out has only letters, digits, `-`, `_` and one `.`.
#[must_use]
pub fn pack_link(data: &Value) -> String {
    let deflated = compress_to_vec_zlib(data.to_string().as_bytes(), LEVEL);
    let mut link = format!("{VERSION}.");
    encode(&deflated, &mut link);
    link
}

/// Opens what [`pack_link`] packed; the `#` is not part of it. Data that inflates to more than `most_bytes` is refused without being
/// inflated further.
///
/// # Errors
/// When the link is damaged, was made by a newer version, or holds too much.
pub fn open_link(link: &str, most_bytes: usize) -> Result<Value, LinkError> {
    let (version, packed) = link.split_once('.').ok_or(LinkError::Damaged)?;
    if ![VERSION, UNCHECKED].contains(&version) {
        let number = !version.is_empty() && version.bytes().all(|b| b.is_ascii_digit());
        return Err(match number && !version.starts_with('0') {
            true => LinkError::Newer,
            false => LinkError::Damaged,
        });
    }
    let deflated = decode(packed).ok_or(LinkError::Damaged)?;
    let inflate = match version {
        UNCHECKED => decompress_to_vec_with_limit,
        _ => decompress_to_vec_zlib_with_limit,
    };
    let bytes = inflate(&deflated, most_bytes).map_err(|e| match e.status {
        TINFLStatus::HasMoreOutput => LinkError::TooLarge { most_bytes },
        _ => LinkError::Damaged,
    })?;
    let text = String::from_utf8(bytes).map_err(|_| LinkError::Damaged)?;
    model::json::parse(&text).map_err(|_| LinkError::Damaged)
}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Writes bytes as base64url: three of them are four digits.
fn encode(bytes: &[u8], out: &mut String) {
    for three in bytes.chunks(3) {
        let group = three
            .iter()
            .zip([16, 8, 0])
            .fold(0, |sum, (byte, shift)| sum | u32::from(*byte) << shift);
        for shift in [18, 12, 6, 0].iter().take(three.len() + 1) {
            let digit = DIGITS.get((group >> shift & 63) as usize);
            out.extend(digit.map(|digit| char::from(*digit)));
        }
    }
}

/// Reads base64url; `None` where a character is none of its digits, or the text was not written by [`encode`].
fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    for four in text.as_bytes().chunks(4) {
        let mut group = 0;
        for (byte, shift) in four.iter().zip([18, 12, 6, 0]) {
            let digit = match byte {
                b'A'..=b'Z' => byte - b'A',
                b'a'..=b'z' => byte - b'a' + 26,
                b'0'..=b'9' => byte - b'0' + 52,
                b'-' => 62,
                b'_' => 63,
                _ => return None,
            };
            group |= u32::from(digit) << shift;
        }
        let [_, high, middle, low] = group.to_be_bytes();
        // One digit is no whole byte, and what is left over of the last digit must be empty.
        match four.len() {
            4 => bytes.extend([high, middle, low]),
            3 if low == 0 => bytes.extend([high, middle]),
            2 if middle == 0 && low == 0 => bytes.push(high),
            _ => return None,
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{LinkError, decode, encode, open_link, pack_link};
    use miniz_oxide::deflate::{compress_to_vec, compress_to_vec_zlib};
    use proptest::prelude::*;
    use serde_json::{Value, json};

    const MOST: usize = 100_000;

    #[test]
    fn base64url_as_the_standard_has_it() {
        // RFC 4648, section 10, without the padding; the last two need the digits that differ from base64.
        let check = |bytes: &[u8], expected: &str| {
            let mut text = String::new();
            encode(bytes, &mut text);
            assert_eq!(text, expected);
            assert_eq!(decode(expected).as_deref(), Some(bytes), "{expected}");
        };
        check(b"", "");
        check(b"f", "Zg");
        check(b"fo", "Zm8");
        check(b"foo", "Zm9v");
        check(b"foob", "Zm9vYg");
        check(b"fooba", "Zm9vYmE");
        check(b"foobar", "Zm9vYmFy");
        check(&[0xfb, 0xef, 0xbe], "----");
        check(&[0xff, 0xff, 0xff], "____");
        for refused in [
            "Z", "Zm9vY", "Zh", "Zm9", "Zg==", "Zm 9", "Zm9+", "Zm9/", "é",
        ] {
            assert_eq!(decode(refused), None, "{refused}");
        }
    }

    #[test]
    fn what_is_no_link_is_refused() {
        let check = |link: &str, expected: LinkError| {
            assert_eq!(open_link(link, MOST), Err(expected), "{link}");
        };
        for damaged in [
            "", "1", "1.", ".", "a.b", "-1.AA", "01.AA", "1.%20", "1.q1Y", "1.Ä", "2", "2.",
            "2.q1Y", "2.AA",
        ] {
            check(damaged, LinkError::Damaged);
        }
        check("3.AA", LinkError::Newer);
        check("10.anything at all", LinkError::Newer);
        // Whole, but not JSON, or more than one value, or not UTF-8.
        for bytes in [&b"{"[..], b"1 2", b"\"\xff\""] {
            for (version, packed) in [
                ("1.", compress_to_vec(bytes, 9)),
                ("2.", compress_to_vec_zlib(bytes, 9)),
            ] {
                let mut link = version.to_owned();
                encode(&packed, &mut link);
                check(&link, LinkError::Damaged);
            }
        }
    }

    #[test]
    fn links_without_a_checksum_are_still_opened() {
        let mut link = "1.".to_owned();
        encode(&compress_to_vec(b"{\"id\":\"first\"}", 9), &mut link);
        assert_eq!(open_link(&link, MOST), Ok(json!({ "id": "first" })));
    }

    #[test]
    fn a_bomb_is_not_inflated() {
        let link = pack_link(&Value::String(" ".repeat(50_000_000)));
        assert!(link.len() < 100_000, "{}", link.len());
        let error = open_link(&link, 1_000_000).unwrap_err();
        assert_eq!(
            error,
            LinkError::TooLarge {
                most_bytes: 1_000_000
            }
        );
        assert_eq!(
            error.to_string(),
            "This link holds more than 1000 kB of data. Ask for a file instead."
        );
        // The bound itself is not too much.
        let link = pack_link(&json!("12345678"));
        assert_eq!(open_link(&link, 10), Ok(json!("12345678")));
        assert_eq!(
            open_link(&link, 9),
            Err(LinkError::TooLarge { most_bytes: 9 })
        );
    }

    fn data() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            (-1e300..1e300_f64).prop_map(Value::from),
            ".{0,30}".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 60, 8, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
                prop::collection::vec((".{0,8}", inner), 0..8)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn data_comes_back(data in data()) {
            let link = pack_link(&data);
            prop_assert!(link.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b)));
            prop_assert_eq!(open_link(&link, MOST), Ok(data));
        }

        #[test]
        fn a_cut_link_is_refused(data in data(), cut in any::<prop::sample::Index>()) {
            let link = pack_link(&data);
            let cut = &link[..cut.index(link.len())];
            prop_assert!(open_link(cut, MOST).is_err());
        }

        #[test]
        fn a_changed_link_is_refused(data in data(), at in any::<prop::sample::Index>(), other in "[A-Za-z0-9_-]|.") {
            let link = pack_link(&data);
            let at = 2 + at.index(link.len() - 2);
            let changed: String = link.chars().enumerate().map(|(i, c)| if i == at { other.clone() } else { c.to_string() }).collect();
            // Bits that the format does not use may change.
            match open_link(&changed, MOST) {
                Ok(opened) => prop_assert_eq!(opened, data),
                Err(_) => prop_assert_ne!(changed, link),
            }
        }

        #[test]
        fn any_text_does_no_harm(text in ".{0,200}", packed in "[A-Za-z0-9_-]{0,200}") {
            let _ = open_link(&text, MOST);
            let _ = open_link(&format!("1.{packed}"), MOST);
            let _ = open_link(&format!("2.{packed}"), MOST);
        }
    }
}
