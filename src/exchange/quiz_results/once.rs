//! A result counts once, however often it was logged: as the result, as what was submitted, and each time it was sent again.

use super::QuizResult;
use super::detail::ResultKind;
use serde_json::{Map, Value};
use std::collections::HashMap;

/// What is known of the results so far.
#[derive(Debug, Default)]
pub(super) struct Once {
    by_submission: HashMap<String, usize>,
    /// The last result that says so and so.
    by_content: HashMap<u128, Last>,
    /// The place of the result that was told last.
    last: Option<usize>,
}

/// How the last result of some content was told.
#[derive(Debug)]
struct Last {
    place: usize,
    as_result: bool,
    as_submit: bool,
}

impl Once {
    /// Whether a result is one of those so far, told again. If it is not, it is about to come behind them.
    pub fn is_repeated(
        &mut self,
        kind: ResultKind,
        result: &QuizResult,
        so_far: &mut [QuizResult],
    ) -> bool {
        let content = result.content;
        let sent = &result.submission;
        let mut known = self.by_submission.get(sent).copied();
        if let Some(last) = self.by_content.get_mut(&content)
            && known.is_none()
        {
            let other = so_far.get(last.place).map_or("", |r| r.submission.as_str());
            let may_be = sent.is_empty() || other.is_empty();
            let follows = match kind {
                ResultKind::Result => last.as_submit && !last.as_result,
                ResultKind::Submit => last.as_result && !last.as_submit,
                ResultKind::SubmitError => true,
                // Nobody can tell the submit of one visitor from the result of the next who says the same.
                ResultKind::NotSaid => self.last == Some(last.place),
            };
            if may_be && follows {
                known = Some(last.place);
                last.as_result |= kind == ResultKind::Result;
                last.as_submit |= kind == ResultKind::Submit;
            }
        }
        let place = known.unwrap_or(so_far.len());
        self.last = Some(place);
        if !sent.is_empty() {
            self.by_submission.insert(sent.clone(), place);
            if let Some(known) = so_far.get_mut(place)
                && known.submission.is_empty()
            {
                known.submission.clone_from(sent);
            }
        }
        if known.is_none() {
            let last = Last {
                place,
                as_result: kind == ResultKind::Result,
                as_submit: kind == ResultKind::Submit,
            };
            self.by_content.insert(content, last);
        }
        known.is_some()
    }

    /// Gives a name to each result that came without one: made of what it says and, of several that say the same, which one it is. A log
    /// that goes on growing so has the same names again.
    pub fn name(self, results: &mut [QuizResult]) {
        let mut times: HashMap<u128, u32> = HashMap::new();
        for result in results {
            let content = result.content;
            let time = times.entry(content).or_default();
            *time = time.saturating_add(1);
            result.derived = format!("made-{content:032x}-{time}");
            if result.submission.is_empty() {
                result.submission.clone_from(&result.derived);
            }
        }
    }
}

/// What a result says, as a number: FNV-1a of 128 bits over the quiz, the answers and the contact.
pub(super) fn content(
    quiz: &str,
    variant: Option<&str>,
    answers: &Map<String, Value>,
    contact: &Value,
) -> u128 {
    let mut parts = vec![quiz.to_owned(), variant.unwrap_or("").to_owned()];
    for (question, answer) in answers {
        parts.push(question.clone());
        parts.push(answer.to_string());
    }
    parts.push(contact.to_string());
    let mut hash = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d_u128;
    // A byte that no text has parts them.
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0xff]));
    for byte in bytes {
        hash = (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
    }
    hash
}
