//! What somebody brings to the desk: a file with a deck or with GIFT questions, or a link as text.

use super::{Deck, DeckLinkError};
use crate::gift::{CasesFromGift, MOST_GIFT_BYTES, cases_from_gift, read_gift};
use serde_json::Value;

/// What a file holds.
#[derive(Clone, Debug, PartialEq)]
pub enum BroughtDeck {
    /// A deck's JSON, which [`super::read_deck`] reads.
    Deck(Value),
    /// GIFT questions, with all that was wrong in them, in the order of lines.
    Gift(CasesFromGift),
}

/// The most bytes of a file with a deck, wherever it is opened.
pub const MOST_DECK_BYTES: usize = 20_000_000;

/// Reads a file that should hold a deck or GIFT questions.
///
/// # Errors
/// A sentence for the screen: what kind of file it is instead, or what is wrong with it.
pub fn bring_deck(bytes: &[u8]) -> Result<BroughtDeck, String> {
    if bytes.is_empty() {
        return Err("The file is empty.".to_owned());
    }
    if let Some(what) = other_kind(bytes) {
        return Err(format!(
            "This is {what}. The desk reads decks (.json) and questions in Moodle’s GIFT format (.gift or .txt)."
        ));
    }
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let first = text.iter().find(|byte| !byte.is_ascii_whitespace());
    if first == Some(&b'{') && looks_like_json(text) {
        if text.len() > MOST_DECK_BYTES {
            return Err(format!(
                "The file is larger than {} MB, too large for a deck.",
                MOST_DECK_BYTES / 1_000_000
            ));
        }
        let text = str::from_utf8(text)
            .map_err(|_| "The file is damaged: it is not in UTF-8 as decks are.".to_owned())?;
        let deck = Deck::from_text(text).map_err(|error| error.to_string())?;
        return Ok(BroughtDeck::Deck(deck.to_json()));
    }
    if bytes.len() > MOST_GIFT_BYTES {
        return Err(format!(
            "The file is larger than {} MB. Split it and bring the parts.",
            MOST_GIFT_BYTES / 1_000_000
        ));
    }
    let (questions, problems) = read_gift(bytes);
    let mut made = cases_from_gift(&questions);
    let mut all = problems;
    all.append(std::mem::take(&mut made.problems));
    all.sort_by_line();
    made.problems = all;
    Ok(BroughtDeck::Gift(made))
}

/// The deck of a link, pasted whole or as what stands behind the last slash.
///
/// # Errors
/// A sentence for the screen.
pub fn deck_of_link(text: &str) -> Result<Value, String> {
    let text: String = text.split_whitespace().collect();
    let link = match text.rsplit_once("#/learn/deck/") {
        Some((_, link)) => link,
        None if text.contains("#/learn/course/") => {
            return Err("This link is a course. Open it in the browser’s address bar.".to_owned());
        }
        None if text.contains("://") || !text.contains('.') => {
            return Err(
                "This is no link to a deck. Such a link has “#/learn/deck/” in it.".to_owned(),
            );
        }
        None => &text,
    };
    match Deck::from_link(link) {
        Ok(deck) => Ok(deck.to_json()),
        Err(error @ (DeckLinkError::Link(_) | DeckLinkError::Deck(_))) => Err(error.to_string()),
    }
}

/// What a file is that is neither text of a deck nor of questions.
fn other_kind(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [b'P', b'K', 3 | 5 | 7, ..] => {
            return Some("an archive (ZIP) or an office document; unpack or export it first");
        }
        [b'%', b'P', b'D', b'F', ..] => return Some("a PDF"),
        [0x89, b'P', b'N', b'G', ..] | [0xFF, 0xD8, 0xFF, ..] | [b'G', b'I', b'F', b'8', ..] => {
            return Some("a picture");
        }
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => return None,
        _ => {}
    }
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = text.trim_ascii_start();
    if text.starts_with(b"<?xml") || text.starts_with(b"<quiz") {
        return Some("an XML file; in Moodle, export the questions as GIFT instead");
    }
    let start = bytes.get(..4_096).unwrap_or(bytes);
    start.contains(&0).then_some("no text")
}

/// Whether what begins with a brace goes on as JSON does: an answer in braces may begin a GIFT file too.
fn looks_like_json(text: &[u8]) -> bool {
    let inside = text.trim_ascii_start().get(1..).unwrap_or_default();
    matches!(inside.trim_ascii_start().first(), Some(b'"' | b'}') | None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn deck() -> Value {
        json!({ "format": "leadlens.deck/1", "id": "a", "title": "A", "as_of": "2026-11-26", "rulebook": "house",
            "cases": [{ "id": "a", "text": "A", "answer": "lead" }] })
    }

    #[test]
    fn decks_and_questions_are_told_apart() {
        for start in ["", "\u{feff}", "\n\n "] {
            let text = format!("{start}{}", deck());
            assert_eq!(
                bring_deck(text.as_bytes()),
                Ok(BroughtDeck::Deck(deck())),
                "{start:?}"
            );
        }
        let gift = "Who is it?{=Lead ~Prospect}\n\nNone{\n\nAlso?{T}\n\nSay{}";
        let Ok(BroughtDeck::Gift(made)) = bring_deck(gift.as_bytes()) else {
            panic!("no questions");
        };
        assert_eq!((made.cases.len(), made.about_stages), (2, 1));
        let lines: Vec<u32> = made.problems.kept().iter().map(|p| p.line).collect();
        assert_eq!(lines, [3, 7]);
        let wide: Vec<u8> = format!("\u{feff}{gift}")
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert!(matches!(bring_deck(&wide), Ok(BroughtDeck::Gift(made)) if made.cases.len() == 2));
    }

    #[test]
    fn what_is_neither_is_refused_with_a_sentence() {
        let check = |bytes: &[u8], part: &str| {
            let said = bring_deck(bytes).unwrap_err();
            assert!(said.contains(part), "{said}");
        };
        check(b"", "The file is empty.");
        check(b"PK\x03\x04rest", "an archive (ZIP)");
        check(b"%PDF-1.7", "a PDF");
        check(b"\x89PNG\r\n", "a picture");
        check(b"abc\0def", "This is no text.");
        check(
            b" <?xml version=\"1.0\"?><quiz>",
            "export the questions as GIFT",
        );
        check(
            b"{\"format\": \"leadlens.deck/9\"}",
            "newer version of Leadlens",
        );
        check(b"{\"format\": ", "not JSON");
        check(
            b"{\"format\": \"leadlens.quiz/1\"}",
            "expected \"leadlens.deck/1\"",
        );
        check(b"{\"a\": \"\xff\"}", "not in UTF-8");
        check(&vec![b'a'; MOST_GIFT_BYTES + 1], "larger than 10 MB");
        let huge = [b"{\"".as_slice(), &vec![b' '; MOST_DECK_BYTES]].concat();
        check(&huge, "larger than 20 MB");
    }

    #[test]
    fn links_are_found_in_what_was_pasted() {
        let link = Deck::from_text(&deck().to_string()).unwrap().to_link();
        for text in [
            link.clone(),
            format!("https://a.example/x/#/learn/deck/{link}"),
            format!("  #/learn/deck/{}\n{} ", &link[..20], &link[20..]),
        ] {
            assert_eq!(deck_of_link(&text), Ok(deck()), "{text}");
        }
        let check = |text: &str, part: &str| {
            let said = deck_of_link(text).unwrap_err();
            assert!(said.contains(part), "{said}");
        };
        check("https://a.example/", "This is no link to a deck.");
        check("hello", "This is no link to a deck.");
        check("https://a.example/#/learn/course/1.AA", "is a course");
        check(&link[..link.len() - 5], "This link is damaged");
        check("#/learn/deck/3.AA", "newer version");
    }
}
