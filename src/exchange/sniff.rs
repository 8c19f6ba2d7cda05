//! The first bytes of a file tell what it is, whatever its name says.

use crate::inert::MARK;
use thiserror::Error;

/// How the text of a file is written as bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, also plain ASCII; falls back to windows-1252 where the bytes are not valid.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// UTF-32, low byte first.
    Utf32Le,
    /// UTF-32, high byte first.
    Utf32Be,
    /// Western European, as older Excel writes it.
    Windows1252,
}

impl Encoding {
    /// Its name as people know it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16Le | Encoding::Utf16Be => "UTF-16",
            Encoding::Utf32Le | Encoding::Utf32Be => "UTF-32",
            Encoding::Windows1252 => "windows-1252",
        }
    }
}

/// Why a file is not read. The sentence is meant for the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// No bytes, or nothing but blanks.
    #[error("This file is empty. Nothing was imported.")]
    Empty,
    /// A web page.
    #[error(
        "This looks like a web page (HTML), not a table. Export the list as CSV and drop that."
    )]
    Html,
    /// A PDF.
    #[error("This looks like a PDF, not a table. Export the list as CSV and drop that.")]
    Pdf,
    /// A ZIP archive or an office file, which is one inside.
    #[error(
        "This looks like an Excel workbook or a ZIP archive. Save the sheet as CSV and drop that."
    )]
    Zip,
    /// An old Excel file.
    #[error("This looks like an old Excel workbook (.xls). Save the sheet as CSV and drop that.")]
    OldExcel,
    /// A picture, a video or a sound.
    #[error(
        "This looks like a picture or a recording, not a table. Export the list as CSV and drop that."
    )]
    Media,
    /// A rich text document.
    #[error("This looks like a text document, not a table. Export the list as CSV and drop that.")]
    Document,
    /// JSON.
    #[error(
        "This looks like JSON, not a table. A saved workspace goes in under “Restore”; a list goes in as CSV."
    )]
    Json,
    /// Anything else that is no text.
    #[error(
        "This is not a text file, so there is no table in it. Export the list as CSV and drop that."
    )]
    Binary,
    /// More bytes than fit in a browser tab.
    #[error("This file is larger than 256 MB. Split it and drop the parts one after another.")]
    TooLarge,
}

/// The most bytes a list may have.
pub const MAX_BYTES: usize = 256 * 1024 * 1024;

/// Bytes looked at.
const HEAD: usize = 8 * 1024;

/// What a file looks like by its first bytes: how its text is encoded and how many bytes its mark takes, or why it is refused.
///
/// # Errors
/// A [`Refusal`] where it is no text.
pub fn sniff(whole: &[u8]) -> Result<(Encoding, usize), Refusal> {
    if whole.len() > MAX_BYTES {
        return Err(Refusal::TooLarge);
    }
    let marked = [
        (&[0xFF, 0xFE, 0, 0][..], Encoding::Utf32Le),
        (&[0, 0, 0xFE, 0xFF], Encoding::Utf32Be),
        (&[0xEF, 0xBB, 0xBF], Encoding::Utf8),
        (&[0xFF, 0xFE], Encoding::Utf16Le),
        (&[0xFE, 0xFF], Encoding::Utf16Be),
    ];
    for (mark, encoding) in marked {
        if let Some(rest) = whole.strip_prefix(mark) {
            // Some programs put the mark of UTF-16 before UTF-32.
            let encoding = utf32_by_zeros(rest).unwrap_or(encoding);
            return match whole.len() - mark.len() {
                0 => Err(Refusal::Empty),
                _ => Ok((encoding, mark.len())),
            };
        }
    }
    let head = whole.get(..HEAD).unwrap_or(whole);
    if whole.is_empty() {
        return Err(Refusal::Empty);
    }
    if let Some(refusal) = known_format(head) {
        return Err(refusal);
    }
    // A file of ours is text, whatever control characters its cells hold.
    let ours = head.windows(MARK.len()).any(|part| part == MARK.as_bytes());
    if !ours {
        if let Some(encoding) = utf32_by_zeros(head).or_else(|| utf16_by_zeros(head)) {
            return Ok((encoding, 0));
        }
        if looks_binary(head) {
            return Err(Refusal::Binary);
        }
    }
    if let Some(refusal) = known_text(head) {
        return Err(refusal);
    }
    Ok((Encoding::Utf8, 0))
}

fn known_format(head: &[u8]) -> Option<Refusal> {
    let formats: [(&[u8], Refusal); 20] = [
        (b"%PDF-", Refusal::Pdf),
        (b"PK\x03\x04", Refusal::Zip),
        (b"PK\x05\x06", Refusal::Zip),
        (b"Rar!", Refusal::Zip),
        (b"7z\xBC\xAF\x27\x1C", Refusal::Zip),
        (b"\x1F\x8B", Refusal::Zip),
        (b"BZh", Refusal::Zip),
        (b"\xFD7zXZ\0", Refusal::Zip),
        (b"\x28\xB5\x2F\xFD", Refusal::Zip),
        (b"\xD0\xCF\x11\xE0", Refusal::OldExcel),
        (b"\x89PNG", Refusal::Media),
        (b"\xFF\xD8\xFF", Refusal::Media),
        (b"GIF8", Refusal::Media),
        (b"RIFF", Refusal::Media),
        (b"ID3", Refusal::Media),
        (b"OggS", Refusal::Media),
        (b"{\\rtf", Refusal::Document),
        (b"\x7FELF", Refusal::Binary),
        (b"\0asm", Refusal::Binary),
        (b"SQLite format 3", Refusal::Binary),
    ];
    let found = formats.iter().find(|(magic, _)| head.starts_with(magic));
    // Three letters may also begin an honest list: "ID3,Name", "BZh;…". Then no control characters follow.
    found
        .filter(|(magic, _)| magic.len() > 3 || has_controls(head))
        .or_else(|| found.filter(|(magic, _)| magic.len() == 2))
        .map(|(_, refusal)| *refusal)
}

/// The first characters that are no blanks, in lower case.
fn known_text(head: &[u8]) -> Option<Refusal> {
    let start = head.iter().position(|b| !b.is_ascii_whitespace());
    let Some(text) = start.and_then(|at| head.get(at..)) else {
        return (head.len() < HEAD).then_some(Refusal::Empty);
    };
    let begin: String = text
        .iter()
        .take(512)
        .map(|b| char::from(b.to_ascii_lowercase()))
        .collect();
    let html = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<script",
        "<table",
        "<!--",
        "<?xml",
        "<svg",
    ];
    if html.iter().any(|tag| begin.starts_with(tag)) {
        return Some(Refusal::Html);
    }
    let json = |open: char, next: &[char]| {
        begin
            .strip_prefix(open)
            .is_some_and(|rest| rest.trim_start().starts_with(next))
    };
    (json('{', &['"', '}']) || json('[', &['{', ']'])).then_some(Refusal::Json)
}

fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1B)
}

fn has_controls(head: &[u8]) -> bool {
    head.iter().any(|b| is_control(*b))
}

/// A few NUL bytes are damage; one byte in ten that no keyboard makes is no text.
fn looks_binary(head: &[u8]) -> bool {
    let controls = head.iter().filter(|b| is_control(**b)).count();
    controls * 10 > head.len()
}

/// Text in UTF-32 has zeros in two or three bytes of four.
fn utf32_by_zeros(bytes: &[u8]) -> Option<Encoding> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let fours = head.len() / 4;
    if fours < 2 {
        return None;
    }
    let (mut big, mut little) = (0, 0);
    for four in head.chunks_exact(4) {
        big += usize::from(matches!(four, [0, 0, 0, x] if *x != 0));
        little += usize::from(matches!(four, [x, 0, 0, 0] if *x != 0));
    }
    if big * 10 > fours * 7 {
        Some(Encoding::Utf32Be)
    } else if little * 10 > fours * 7 {
        Some(Encoding::Utf32Le)
    } else {
        None
    }
}

/// Latin text in UTF-16 has a zero in every other byte.
fn utf16_by_zeros(head: &[u8]) -> Option<Encoding> {
    let pairs = head.len() / 2;
    if pairs < 4 {
        return None;
    }
    let (mut first, mut second) = (0, 0);
    for pair in head.chunks_exact(2) {
        if let [a, b] = pair {
            first += usize::from(*a == 0 && *b != 0);
            second += usize::from(*a != 0 && *b == 0);
        }
    }
    if second * 10 > pairs * 7 && first * 20 < pairs {
        Some(Encoding::Utf16Le)
    } else if first * 10 > pairs * 7 && second * 20 < pairs {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{Encoding, Refusal, sniff};

    #[test]
    fn files_are_known_by_their_first_bytes() {
        let check = |bytes: &[u8], expected: Result<(Encoding, usize), Refusal>| {
            assert_eq!(
                sniff(bytes),
                expected,
                "{:?}",
                String::from_utf8_lossy(bytes)
            );
        };
        check(b"", Err(Refusal::Empty));
        check(b" \r\n\t ", Err(Refusal::Empty));
        check(b"\xEF\xBB\xBF", Err(Refusal::Empty));
        check(b"%PDF-1.7\n%\xE2", Err(Refusal::Pdf));
        check(b"PK\x03\x04\x14\0", Err(Refusal::Zip));
        check(b"\x1F\x8B\x08\0", Err(Refusal::Zip));
        check(b"\xD0\xCF\x11\xE0\xA1", Err(Refusal::OldExcel));
        check(b"\x89PNG\r\n\x1A\n", Err(Refusal::Media));
        check(b"GIF89a\x01\0", Err(Refusal::Media));
        check(b"ID3,Name\r\n1,Ann", Ok((Encoding::Utf8, 0)));
        check(b"ID3\x04\0\0", Err(Refusal::Media));
        check(b"\n <!DOCTYPE html><html>", Err(Refusal::Html));
        check(b"<table><tr><td>x", Err(Refusal::Html));
        check(b"<b>Name</b>,Email", Ok((Encoding::Utf8, 0)));
        check(b"{ \"format\": 1}", Err(Refusal::Json));
        check(b"[{\"a\":1}]", Err(Refusal::Json));
        check(b"[Name],[Email]", Ok((Encoding::Utf8, 0)));
        check(&[1, 2, 3, 4, 0, 0, 9, 200], Err(Refusal::Binary));
        check(b"a,leadlens-csv/1\r\n\0\0\0\0\0,", Ok((Encoding::Utf8, 0)));
        check(b"Name,Email\nAnn\0,a@b.example\n", Ok((Encoding::Utf8, 0)));
        check(b"\xEF\xBB\xBFName", Ok((Encoding::Utf8, 3)));
        check(b"\xFF\xFEN\0", Ok((Encoding::Utf16Le, 2)));
        check(b"\xFE\xFF\0N", Ok((Encoding::Utf16Be, 2)));
        check(b"\xFF\xFE\0\0N\0\0\0", Ok((Encoding::Utf32Le, 4)));
        check(b"\0\0\xFE\xFF\0\0\0N", Ok((Encoding::Utf32Be, 4)));
        check(b"\xFE\xFF\0\0\0N\0\0\0a", Ok((Encoding::Utf32Be, 2)));
        check(b"\xFE\xFFN\0\0\0a\0\0\0", Ok((Encoding::Utf32Le, 2)));
        check(b"N\0a\0m\0e\0,\0", Ok((Encoding::Utf16Le, 0)));
        check(b"\0N\0a\0m\0e\0,", Ok((Encoding::Utf16Be, 0)));
        check(b"Stra\xDFe,Ort\n", Ok((Encoding::Utf8, 0)));
    }
}
