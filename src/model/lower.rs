//! Lower case, by the tables of the standard library or by those of the browser.

use std::sync::OnceLock;

static LOWER: OnceLock<fn(&str) -> String> = OnceLock::new();

/// Lets this function bring texts to lower case from now on, as the standard library would: by Unicode's full mapping, without regard
/// to a language. For pages that already carry one; the feature `lowercase` can then be left out.
pub fn lower_with(lower: fn(&str) -> String) {
    // The first one stays; there is only one way that is right.
    let _ = LOWER.set(lower);
}

/// A text in lower case.
pub(crate) fn lower(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    match LOWER.get() {
        Some(lower) => lower(text),
        #[cfg(feature = "lowercase")]
        None => text.to_lowercase(),
        #[cfg(not(feature = "lowercase"))]
        None => text.to_ascii_lowercase(),
    }
}
