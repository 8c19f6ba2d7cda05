//! The segment of a shelf, such as `quizzes`: an object with the text of each thing under its key. An empty shelf has no segment.

use super::{Damage, keep, read_object};
use model::{Kept, Shelf, Workspace, json};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The segment's bytes; `None` when nothing is on the shelf.
pub(super) fn write(workspace: &Workspace, shelf: Shelf) -> Option<Vec<u8>> {
    let all = workspace.shelf(shelf);
    if all.is_empty() {
        return None;
    }
    // Texts within a text, as rulebooks are kept: an object of them could be nested too deeply to be read again.
    let texts: Map<String, Value> = all
        .iter()
        .map(|kept| (kept.key.clone(), kept.json.to_string().into()))
        .collect();
    Some(Value::Object(texts).to_string().into_bytes())
}

/// What is kept on the shelf. What cannot be read is named, and kept as it is.
pub(super) fn read(
    shelf: Shelf,
    segments: &BTreeMap<String, Vec<u8>>,
    extra: &mut Map<String, Value>,
    damage: &mut Vec<Damage>,
) -> Vec<Kept> {
    let Some(bytes) = segments.get(shelf.id()) else {
        return Vec::new();
    };
    let texts = read_object(bytes).unwrap_or_else(|problem| {
        damage.push(Damage::Kept { shelf, problem });
        keep(extra, String::from_utf8_lossy(bytes).into());
        Map::new()
    });
    let mut all = Vec::new();
    for (key, text) in texts {
        match read_one(&key, &text) {
            Ok(kept) => all.push(kept),
            Err(problem) => {
                damage.push(Damage::Kept { shelf, problem });
                keep(extra, text);
            }
        }
    }
    all
}

fn read_one(key: &str, text: &Value) -> Result<Kept, String> {
    let text = text.as_str().ok_or("it is not text")?;
    let json = json::parse(text).map_err(|error| error.to_string())?;
    if !json.is_object() || key.is_empty() {
        return Err("it is no JSON object".to_owned());
    }
    Ok(Kept {
        key: key.to_owned(),
        json,
    })
}
