//! A text that says what it is and proves that it is whole: the form of every value of ours.
//!
//! `leadlens1 SCHEMA LABEL@NUMBER CHECK PACKED`, for instance `leadlens1 1 segment/settings@7 0123456789abcdef =theme dark`.
//! The label binds a text to its key, so that a value under the wrong key is not taken for the right one.
//! This line and its checksum never change, whatever the schema: it is how an old program knows newer data as such.

use crc::{CRC_64_XZ, Crc};

use crate::key::NUMBER_LIMIT;
use crate::packed::{PackError, pack, unpack};

const MAGIC: &str = "leadlens1";
/// 64 bits, because a wrong text accepted is worse than eight characters more; one lane, because the table is 2 kB then.
static CRC: Crc<u64> = Crc::<u64>::new(&CRC_64_XZ);

/// Why a text that was kept cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It is not in the form this program writes.
    #[error("it is not in the form this program writes")]
    Form,
    /// What was packed does not unpack.
    #[error(transparent)]
    Packing(#[from] PackError),
    /// The content is not what the checksum says it was.
    #[error("its checksum does not fit")]
    Checksum,
    /// It is whole, but belongs under another key.
    #[error("it belongs somewhere else")]
    Misplaced,
}

/// What a sealed text holds.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Sealed {
    pub schema: u32,
    pub label: String,
    pub number: u64,
    pub check: u64,
    pub bytes: Vec<u8>,
}

/// The checksum over everything a sealed text says.
pub(crate) fn check(schema: u32, label: &str, number: u64, bytes: &[u8]) -> u64 {
    let mut digest = CRC.digest();
    digest.update(format!("{schema} {label}@{number} ").as_bytes());
    digest.update(bytes);
    digest.finalize()
}

/// Seals bytes. Gives the text and its checksum.
///
/// # Errors
/// [`PackError::TooLarge`].
pub(crate) fn seal(
    schema: u32,
    label: &str,
    number: u64,
    bytes: &[u8],
) -> Result<(String, u64), PackError> {
    let check = check(schema, label, number, bytes);
    let packed = pack(bytes)?;
    Ok((
        format!("{MAGIC} {schema} {label}@{number} {check:016x} {packed}"),
        check,
    ))
}

/// Opens a sealed text of any schema, and vouches for its content.
///
/// # Errors
/// Why it is not one, or not whole.
pub(crate) fn unseal(text: &str) -> Result<Sealed, Unreadable> {
    let (schema, label, number, check_said, packed) = header(text).ok_or(Unreadable::Form)?;
    let bytes = unpack(packed)?;
    let found = check(schema, label, number, &bytes);
    // Compared as text: another spelling of the same checksum was not written by us either.
    if format!("{found:016x}") != check_said {
        return Err(Unreadable::Checksum);
    }
    Ok(Sealed {
        schema,
        label: label.to_owned(),
        number,
        check: found,
        bytes,
    })
}

fn header(text: &str) -> Option<(u32, &str, u64, &str, &str)> {
    let mut parts = text.splitn(5, ' ');
    let magic = parts.next()?;
    let schema = parts.next()?.parse().ok()?;
    let (label, number) = parts.next()?.rsplit_once('@')?;
    let number = number
        .parse()
        .ok()
        .filter(|&number| number < NUMBER_LIMIT)?;
    let check = parts.next()?;
    let packed = parts.next()?;
    (magic == MAGIC).then_some((schema, label, number, check, packed))
}
