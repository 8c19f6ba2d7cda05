//! The segment of quizzes: an object with the text of each quiz under its key. Without quizzes there is no segment.

use super::{Damage, QUIZZES, keep, read_object};
use model::{KeptQuiz, json};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The segment's bytes; `None` when there are no quizzes.
pub(super) fn write(quizzes: &[KeptQuiz]) -> Option<Vec<u8>> {
    if quizzes.is_empty() {
        return None;
    }
    // Texts within a text, as rulebooks are kept: an object of them could be nested too deeply to be read again.
    let texts: Map<String, Value> = quizzes
        .iter()
        .map(|quiz| (quiz.key.clone(), quiz.json.to_string().into()))
        .collect();
    Some(Value::Object(texts).to_string().into_bytes())
}

/// The quizzes that are kept. What cannot be read is named, and kept as it is.
pub(super) fn read(
    segments: &BTreeMap<String, Vec<u8>>,
    extra: &mut Map<String, Value>,
    damage: &mut Vec<Damage>,
) -> Vec<KeptQuiz> {
    let Some(bytes) = segments.get(QUIZZES) else {
        return Vec::new();
    };
    let texts = read_object(bytes).unwrap_or_else(|problem| {
        damage.push(Damage::Quiz(problem));
        keep(extra, String::from_utf8_lossy(bytes).into());
        Map::new()
    });
    let mut quizzes = Vec::new();
    for (key, text) in texts {
        match read_one(&key, &text) {
            Ok(quiz) => quizzes.push(quiz),
            Err(problem) => {
                damage.push(Damage::Quiz(problem));
                keep(extra, text);
            }
        }
    }
    quizzes
}

fn read_one(key: &str, text: &Value) -> Result<KeptQuiz, String> {
    let text = text.as_str().ok_or("it is not text")?;
    let json = json::parse(text).map_err(|error| error.to_string())?;
    if !json.is_object() || key.is_empty() {
        return Err("it is no quiz".to_owned());
    }
    Ok(KeptQuiz {
        key: key.to_owned(),
        json,
    })
}
