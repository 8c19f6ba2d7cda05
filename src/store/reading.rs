//! Reading manifests and segments as they lie in a space.

use std::collections::{BTreeMap, BTreeSet};

use crate::ahead::Parts;
use crate::key::Key;
use crate::manifest::{Entry, Found, Manifest};
use crate::schema::Segments;
use crate::sealed::{Sealed, Unreadable, unseal};
use crate::space::{Space, SpaceError};

/// One segment's generation as read.
pub(crate) enum Part {
    Whole(Entry, Sealed),
    Damaged(Unreadable),
    Missing,
}

/// A manifest with what could be read of its segments.
pub(crate) struct Attempt {
    pub manifest: Manifest,
    pub segments: Segments,
    pub damaged: BTreeMap<String, Unreadable>,
    pub missing: Vec<String>,
}

/// The generations of one segment, or of all.
pub(crate) fn generations<'a>(
    keys: &'a BTreeSet<Key>,
    of: Option<&'a str>,
) -> impl Iterator<Item = (&'a str, u64)> {
    keys.iter().filter_map(move |key| match key {
        Key::Segment { name, generation } if of.is_none_or(|wanted| wanted == name) => {
            Some((name.as_str(), *generation))
        }
        _ => None,
    })
}

/// All manifests of a space, and the keys of those that cannot be read, with the reason.
pub(crate) type Manifests = (Vec<Found>, Vec<(Key, Unreadable)>);

/// Reads all manifests of a space for a program that knows schemas up to `schema`.
pub(crate) fn read_manifests<'a>(
    space: &impl Space,
    keys: impl IntoIterator<Item = &'a Key>,
    schema: u32,
) -> Result<Manifests, SpaceError> {
    let (mut found, mut unread) = (Vec::new(), Vec::new());
    for key in keys
        .into_iter()
        .filter(|key| matches!(key, Key::Manifest(_)))
    {
        if let Some(text) = space.get(&key.to_string())? {
            match Manifest::read(&text, schema) {
                Ok(manifest) => found.push(manifest),
                Err(why) => unread.push((key.clone(), why)),
            }
        }
    }
    Ok((found, unread))
}

/// Reads the segments a manifest names, less those read ahead.
pub(crate) fn read_segments(
    space: &impl Space,
    keys: &BTreeSet<Key>,
    manifest: Manifest,
    ahead: &mut Parts,
) -> Result<Attempt, SpaceError> {
    let mut attempt = Attempt {
        manifest,
        segments: Segments::new(),
        damaged: BTreeMap::new(),
        missing: Vec::new(),
    };
    let schema = attempt.manifest.schema;
    for (name, entry) in &attempt.manifest.entries {
        if let Some(bytes) = ahead.take(keys, name, schema, *entry) {
            attempt.segments.insert(name.clone(), bytes);
            continue;
        }
        match read_part(space, name, entry.generation, Some((schema, entry.check)))? {
            Part::Whole(_, sealed) => {
                attempt.segments.insert(name.clone(), sealed.bytes);
            }
            Part::Damaged(why) => {
                attempt.damaged.insert(name.clone(), why);
            }
            Part::Missing => attempt.missing.push(name.clone()),
        }
    }
    Ok(attempt)
}

/// Reads one generation of one segment; where the schema and checksum it must have are known, it must have them.
pub(crate) fn read_part(
    space: &impl Space,
    name: &str,
    generation: u64,
    expected: Option<(u32, u64)>,
) -> Result<Part, SpaceError> {
    let key = Key::segment(name, generation);
    let Some(text) = space.get(&key.to_string())? else {
        return Ok(Part::Missing);
    };
    Ok(match unseal(&text) {
        Err(why) => Part::Damaged(why),
        Ok(sealed) if sealed.label != label(name) || sealed.number != generation => {
            Part::Damaged(Unreadable::Misplaced)
        }
        Ok(sealed)
            if expected.is_some_and(|expected| expected != (sealed.schema, sealed.check)) =>
        {
            Part::Damaged(Unreadable::Misplaced)
        }
        Ok(sealed) => Part::Whole(
            Entry {
                generation,
                check: sealed.check,
            },
            sealed,
        ),
    })
}

/// The label a segment is sealed with.
pub(crate) fn label(name: &str) -> String {
    format!("segment/{name}")
}
