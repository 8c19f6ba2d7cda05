//! Links: which may stand in a quiz.

use crate::spot::Spot;

const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// Checks a link; one without a scheme only where that is allowed.
pub(super) fn link(spot: &Spot<'_, '_>, relative: bool) {
    let expected = if relative {
        "a link with http or https, or one relative to the page"
    } else {
        "a link with http, https, mailto or tel"
    };
    let text = spot.filled_text(expected);
    let scheme = scheme(text);
    let known = match scheme {
        Some(scheme) => SCHEMES
            .iter()
            .take(if relative { 2 } else { 4 })
            .any(|known| scheme.eq_ignore_ascii_case(known)),
        None => relative,
    };
    // Browsers leave out line breaks and tabs and what stands at the ends, and see another link than we did.
    if !known || text.bytes().any(|byte| byte <= b' ') {
        spot.refuse(expected);
    }
}

/// What stands before the first colon, if that comes before any other part of an address.
fn scheme(text: &str) -> Option<&str> {
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b':' => return text.get(..at),
            b'/' | b'?' | b'#' => return None,
            _ => {}
        }
    }
    None
}
