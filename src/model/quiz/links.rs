//! Links: which may stand in a quiz.

use crate::spot::Spot;

const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// What a link leads to.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum LinkTo {
    /// A page, a mailbox, a telephone.
    Anything,
    /// A picture; its link may be relative to the page.
    Picture,
    /// What takes answers.
    Server,
}

/// Checks the link of a member.
pub(super) fn link(spot: &Spot<'_, '_>, key: &str, to: LinkTo) {
    let expected = match to {
        LinkTo::Anything => "a link with http, https, mailto or tel",
        LinkTo::Picture => "a link with http or https, or one relative to the page",
        LinkTo::Server => "a link with http or https",
    };
    let at = spot.member(key);
    let text = at.filled_text(expected);
    let mut scheme = None;
    for (place, byte) in text.bytes().enumerate() {
        // Browsers leave out line breaks and tabs and what stands at the ends, and see another link than we did.
        if byte <= b' ' {
            at.refuse(expected);
        }
        if scheme.is_none() && matches!(byte, b':' | b'/' | b'?' | b'#') {
            scheme = text.get(..if byte == b':' { place } else { 0 });
        }
    }
    let scheme = scheme.unwrap_or("");
    let mut known = scheme.is_empty() && to == LinkTo::Picture;
    for (place, allowed) in SCHEMES.iter().enumerate() {
        known |= scheme.eq_ignore_ascii_case(allowed) && (place < 2 || to == LinkTo::Anything);
    }
    if !known {
        at.refuse(expected);
    }
}
