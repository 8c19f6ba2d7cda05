//! Whether a text may hold letters in pieces: an “é” of two characters, as some systems write it.

/// Bytes looked at together. Text without accents goes by in such blocks.
const BLOCK: usize = 32;

/// Whether there may be something to compose in UTF-8 text: accents of their own (U+0300 to U+036F begin with CC or CD), Korean
/// letters one by one (E1 84 to E1 87), Japanese voice marks (E3 82 99 and 9A), and the rarer ones among E0, E1 and F0. True for
/// every text that is not in Unicode's NFC, and for few others.
#[must_use]
pub fn has_pieces(text: &[u8]) -> bool {
    let mut before = 0;
    text.chunks(BLOCK).any(|block| {
        // No early end, so that it is one comparison of vectors.
        let plain = block
            .iter()
            .fold(true, |plain, byte| plain & (*byte < 0xC4));
        if plain && before < 0xE0 {
            before = 0;
            return false;
        }
        block.iter().any(|&byte| {
            let pair = (std::mem::replace(&mut before, byte), byte);
            matches!(byte, 0xCC | 0xCD)
                || matches!(pair, (0xE0 | 0xE1, _) | (0xE3, 0x82) | (0xF0, 0x91))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, has_pieces};

    #[test]
    fn only_texts_with_letters_in_pieces_are_suspect() {
        for (text, expected) in [
            ("", false),
            ("plain", false),
            ("Müller, São, Łódź", false),
            ("東京", false),
            ("Mu\u{308}ller", true),
            ("\u{1112}\u{1161}", true),
            ("か\u{3099}", true),
        ] {
            // Wherever it stands, across the edges of blocks too.
            for before in 0..2 * BLOCK {
                let padded = "-".repeat(before) + text;
                assert_eq!(has_pieces(padded.as_bytes()), expected, "{padded}");
                let followed = padded + &"-".repeat(2 * BLOCK);
                assert_eq!(has_pieces(followed.as_bytes()), expected, "{followed}");
            }
        }
    }
}
