//! Bytes to text and back: deflate, then 15 bits to a UTF-16 code unit.
//!
//! Browsers count their quota in UTF-16 code units whatever these hold, so a unit should carry as many bits as it can.
//! 32,768 units are taken from two runs of the basic plane that no Unicode normalisation changes, that hold no surrogate,
//! no control, no blank and no combining mark: U+3400–U+9FFF (ideographs, hexagrams) and U+E000–U+F3FF (private use).
//! Short ASCII text is left as it is where that takes no more room on disk, so that people can read it there.

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

/// No packed text is read, and none is made, that would inflate to more than this many bytes.
pub const INFLATED_LIMIT: usize = 64 << 20;

/// Text up to this many bytes may stay plain.
const PLAIN_LIMIT: usize = 1024;
/// On contact lists, 6 takes a third longer for two per cent of room, and 9 twice as long for three.
const LEVEL: u8 = 5;
const PLAIN: char = '=';
const DEFLATED: char = '~';

/// Why a text is not one that [`pack`] made, or bytes are not ones it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// The text does not begin as packed text does.
    #[error("it does not begin as it should")]
    Start,
    /// The text is shorter or longer than it says it is.
    #[error("it is not as long as it says it is")]
    Length,
    /// A character that packing never writes.
    #[error("it holds a character that does not belong there")]
    Character,
    /// The bytes do not inflate.
    #[error("it cannot be unpacked")]
    Deflate,
    /// More than [`INFLATED_LIMIT`] bytes.
    #[error("it is too large")]
    TooLarge,
}

/// Makes text of any bytes, the shorter the better. [`unpack`] gives exactly these bytes back.
///
/// The same bytes give the same text, always.
///
/// # Errors
/// [`PackError::TooLarge`] above [`INFLATED_LIMIT`].
pub fn pack(bytes: &[u8]) -> Result<String, PackError> {
    if bytes.len() > INFLATED_LIMIT {
        return Err(PackError::TooLarge);
    }
    let deflated = compress_to_vec(bytes, LEVEL);
    // A plain ASCII unit takes one byte on disk, any other two.
    if bytes.len() <= PLAIN_LIMIT.min(2 * units_for(deflated.len()))
        && let Some(plain) = plain(bytes)
    {
        return Ok(format!("{PLAIN}{plain}"));
    }
    let mut text = format!("{DEFLATED}{},{}:", bytes.len(), deflated.len());
    write_units(&deflated, &mut text);
    Ok(text)
}

/// Reads what [`pack`] wrote. Inflating stops at the length the text names and at [`INFLATED_LIMIT`], so a text made to
/// burst does no harm.
///
/// # Errors
/// A [`PackError`] for any text that packing cannot have written. That the bytes are those once packed is for a checksum to say.
pub fn unpack(text: &str) -> Result<Vec<u8>, PackError> {
    if let Some(rest) = text.strip_prefix(PLAIN) {
        return plain(rest.as_bytes())
            .map(|plain| plain.as_bytes().to_vec())
            .ok_or(PackError::Character);
    }
    let rest = text.strip_prefix(DEFLATED).ok_or(PackError::Start)?;
    let (lengths, body) = rest.split_once(':').ok_or(PackError::Start)?;
    let (inflated, deflated) = lengths.split_once(',').ok_or(PackError::Start)?;
    let inflated = canonical_number(inflated).ok_or(PackError::Start)?;
    let deflated = canonical_number(deflated).ok_or(PackError::Start)?;
    if inflated > INFLATED_LIMIT {
        return Err(PackError::TooLarge);
    }
    let bytes = decompress_to_vec_with_limit(&read_units(body, deflated)?, inflated)
        .map_err(|_| PackError::Deflate)?;
    if bytes.len() == inflated {
        Ok(bytes)
    } else {
        Err(PackError::Length)
    }
}

/// The bytes as text if they are printable ASCII and line ends throughout.
fn plain(bytes: &[u8]) -> Option<&str> {
    let printable = bytes.iter().all(|byte| matches!(byte, b' '..=b'~' | b'\n'));
    std::str::from_utf8(bytes).ok().filter(|_| printable)
}

fn canonical_number(digits: &str) -> Option<usize> {
    let number: usize = digits.parse().ok()?;
    (number.to_string() == digits).then_some(number)
}

fn units_for(bytes: usize) -> usize {
    (bytes * 8).div_ceil(15)
}

const FIRST_RUN: u32 = 0x3400;
const FIRST_RUN_LENGTH: u32 = 0x6C00;
const SECOND_RUN: u32 = 0xE000;

/// The unit for a value of 15 bits.
fn unit(value: u32) -> char {
    let code = if value < FIRST_RUN_LENGTH {
        FIRST_RUN + value
    } else {
        SECOND_RUN + (value - FIRST_RUN_LENGTH)
    };
    // Both runs lie clear of the surrogates, so the replacement is never taken.
    char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
}

fn value(unit: char) -> Option<u32> {
    match u32::from(unit) {
        code @ 0x3400..=0x9FFF => Some(code - FIRST_RUN),
        code @ 0xE000..=0xF3FF => Some(code - SECOND_RUN + FIRST_RUN_LENGTH),
        _ => None,
    }
}

/// Appends the bytes, 15 bits to a unit, the highest bits first; the last unit is filled up with zeros.
fn write_units(bytes: &[u8], text: &mut String) {
    text.reserve(units_for(bytes.len()) * 3);
    let (mut bits, mut held) = (0_u32, 0_u32);
    for &byte in bytes {
        bits = bits << 8 | u32::from(byte);
        held += 8;
        if held >= 15 {
            held -= 15;
            text.push(unit(bits >> held & 0x7FFF));
            bits &= (1 << held) - 1;
        }
    }
    if held > 0 {
        text.push(unit(bits << (15 - held) & 0x7FFF));
    }
}

fn read_units(text: &str, length: usize) -> Result<Vec<u8>, PackError> {
    // A unit takes three bytes of UTF-8, so a length that lies asks for no memory.
    if length > text.len() {
        return Err(PackError::Length);
    }
    let mut bytes = Vec::with_capacity(length + 2);
    let (mut bits, mut held) = (0_u32, 0_u32);
    for unit in text.chars() {
        bits = bits << 15 | value(unit).ok_or(PackError::Character)?;
        held += 15;
        while held >= 8 {
            held -= 8;
            bytes.push((bits >> held & 0xFF) as u8);
        }
        bits &= (1 << held) - 1;
    }
    // The filling of the last unit may have made one byte too many, and is zeros.
    if bytes.len() < length || bytes.len() - length > 1 || units_for(length) * 3 != text.len() {
        return Err(PackError::Length);
    }
    if bits != 0 || bytes.iter().skip(length).any(|&byte| byte != 0) {
        return Err(PackError::Character);
    }
    bytes.truncate(length);
    Ok(bytes)
}
