//! Files with a quiz, chosen or dropped.

use super::QuizView;
use super::begin::add;
use super::draft::title;
use crate::session::Session;
use model::json;
use model::quiz::QUIZ_FORMAT;
use serde_json::Value;
use wasm_bindgen_futures::JsFuture;

/// The largest file that is read: a quiz is a few kilobytes.
const MOST_BYTES: f64 = 4_000_000.0;

/// Opens the quiz in a file, and says so; or why not.
pub fn open_file(session: Session, shown: QuizView, file: web_sys::File) {
    leptos::task::spawn_local(async move {
        let name = file.name();
        if file.size() > MOST_BYTES {
            session.warn(format!(
                "{name} is too large for a quiz. Nothing was changed."
            ));
            return;
        }
        let text = JsFuture::from(file.text()).await;
        let Some(text) = text.ok().and_then(|text| text.as_string()) else {
            session.warn(format!("{name} could not be read. Nothing was changed."));
            return;
        };
        match quiz_of(&text) {
            Ok(quiz) => {
                let called = title(&quiz);
                add(session, shown, quiz, &format!("Open {name}"));
                session.say(format!("“{called}” is open."));
            }
            Err(why) => session.warn(format!("{name}: {why} Nothing was changed.")),
        }
    });
}

/// The quiz that a text holds. What is not as it must be within it is for the editor to say.
fn quiz_of(text: &str) -> Result<Value, String> {
    let quiz = json::parse(text.trim_start_matches('\u{feff}'))
        .map_err(|error| format!("this is no JSON ({error})."))?;
    match quiz.get("format").and_then(Value::as_str) {
        Some(QUIZ_FORMAT) => Ok(quiz),
        Some(other) if other.starts_with("leadlens.quiz/") => Err(format!(
            "this quiz was made by a newer version of Leadlens ({other}); this version reads {QUIZ_FORMAT}."
        )),
        _ => Err(format!(
            "this is no quiz; a quiz says \"format\": \"{QUIZ_FORMAT}\"."
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::quiz_of;

    #[test]
    fn files_that_hold_no_quiz_are_refused() {
        assert!(quiz_of("\u{feff}{\"format\":\"leadlens.quiz/1\"}").is_ok());
        for (text, expected) in [
            (
                "[]",
                "this is no quiz; a quiz says \"format\": \"leadlens.quiz/1\".",
            ),
            (
                "{\"format\":\"leadlens.quiz/9\"}",
                "this quiz was made by a newer version of Leadlens (leadlens.quiz/9); this version reads leadlens.quiz/1.",
            ),
        ] {
            assert_eq!(quiz_of(text).unwrap_err(), expected);
        }
        assert!(quiz_of("{").unwrap_err().starts_with("this is no JSON ("));
    }
}
