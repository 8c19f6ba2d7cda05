//! The keys this crate uses, and no others.

use std::fmt;

/// Every key of ours begins so; what begins otherwise belongs to another program.
pub(crate) const PREFIX: &str = "leadlens/";

/// Generations and save numbers stay below this, so that adding one never overflows and scripts can read them exactly.
pub(crate) const NUMBER_LIMIT: u64 = 1 << 53;

/// A key whose meaning is known. Keys of ours that do not parse are left alone: a later version may know them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key {
    /// `leadlens/manifest/0`: one of the places of the manifest.
    Manifest(u32),
    /// `leadlens/segment/contacts/12@7`: one generation of one segment.
    Segment { name: String, generation: u64 },
    /// `leadlens/aside/3/segment/contacts/12@7`: a text set aside, with the key it was found under, less the prefix.
    Aside { number: u64, origin: String },
}

impl Key {
    pub(crate) fn segment(name: &str, generation: u64) -> Self {
        Key::Segment {
            name: name.to_owned(),
            generation,
        }
    }

    /// The key a full text stands for. Exact: printing the key again gives the same text.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::parse_rest(text.strip_prefix(PREFIX)?)
    }

    /// As [`Key::parse`], for a text without the prefix.
    pub(crate) fn parse_rest(rest: &str) -> Option<Self> {
        let key = if let Some(slot) = rest.strip_prefix("manifest/") {
            Key::Manifest(slot.parse().ok()?)
        } else if let Some(segment) = rest.strip_prefix("segment/") {
            let (name, generation) = segment.rsplit_once('@')?;
            let generation = generation
                .parse()
                .ok()
                .filter(|&number| number < NUMBER_LIMIT)?;
            Key::Segment {
                name: is_name(name).then(|| name.to_owned())?,
                generation,
            }
        } else {
            let (number, origin) = rest.strip_prefix("aside/")?.split_once('/')?;
            let number = number
                .parse()
                .ok()
                .filter(|&number| number < NUMBER_LIMIT)?;
            Key::Aside {
                number,
                origin: origin.to_owned(),
            }
        };
        (key.rest() == rest).then_some(key)
    }

    /// The key without the prefix.
    pub(crate) fn rest(&self) -> String {
        match self {
            Key::Manifest(slot) => format!("manifest/{slot}"),
            Key::Segment { name, generation } => format!("segment/{name}@{generation}"),
            Key::Aside { number, origin } => format!("aside/{number}/{origin}"),
        }
    }

    /// The segment this key or the text set aside under it is about.
    pub(crate) fn segment_name(&self) -> Option<String> {
        match self {
            Key::Manifest(_) => None,
            Key::Segment { name, .. } => Some(name.clone()),
            Key::Aside { origin, .. } => Key::parse_rest(origin)?.segment_name(),
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{PREFIX}{}", self.rest())
    }
}

/// Whether a segment may be called so: 1 to 100 of `A-Z a-z 0-9 / _ . -`.
pub(crate) fn is_name(name: &str) -> bool {
    (1..=100).contains(&name.len())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'_' | b'.' | b'-'))
}
