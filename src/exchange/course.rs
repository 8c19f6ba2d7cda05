//! A course: one test before a lesson and one after, two decks that belong together. JSON in and out, in a file or in a link.

use crate::deck::{Deck, DeckRulebook, MOST_LINK_BYTES, read_deck};
use crate::link::{open_link, pack_link};
use model::learn::TestForms;
use model::{Day, MemberPath, Refusal, Rulebook, Step, describe, json};
use serde_json::{Map, Value};
use thiserror::Error;

#[cfg(test)]
mod tests;

/// The format of courses that this version reads and writes.
pub const COURSE_FORMAT: &str = "leadlens.course/1";

const MEMBERS: [&str; 4] = ["format", "title", "before", "after"];

/// Two tests around a lesson. Their ids are `STEM-before` and `STEM-after`, they go by the same definition as of the same day, and ask as
/// many questions.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// What the course is told by in ids, addresses and result codes: 4 to 8 small letters and digits.
    pub stem: String,
    /// Its title, not blank.
    pub title: String,
    /// The test before.
    pub before: Deck,
    /// The test after.
    pub after: Deck,
    /// Members that this version does not know.
    pub extra: Map<String, Value>,
}

/// Why a course could not be read. The sentence is meant for the screen.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum CourseError {
    /// The link itself.
    #[error(transparent)]
    Link(#[from] crate::LinkError),
    /// A file that is no JSON.
    #[error("This file is not JSON as Leadlens writes it. {0}")]
    Json(#[from] json::JsonError),
    /// A newer version wrote it.
    #[error(
        "This course was made by a newer version of Leadlens. Reload this page to get that version, then open it again."
    )]
    Newer,
    /// It is JSON, but no course.
    #[error("This course cannot be read. {0}")]
    Course(#[from] Refusal),
    /// Two tests that do not belong together.
    #[error("The two tests of this course do not belong together: {0} Ask for the course again.")]
    NotPaired(String),
}

impl Course {
    /// A course of two tests that [`model::learn::test_forms`] made for this definition and day. What it is told by follows from what is in
    /// it, so that the same course is the same everywhere and another is another.
    #[must_use]
    pub fn of_forms(forms: &TestForms, rulebook: &Rulebook, as_of: Day, title: &str) -> Course {
        let (before, after) = crate::decks_of_forms(forms, rulebook, as_of, "", title);
        Course::of_decks(before, after, title)
    }

    /// The course of two matched decks, whose ids become the course's own. The same decks and title give the same course.
    #[must_use]
    pub fn of_decks(mut before: Deck, mut after: Deck, title: &str) -> Course {
        let stem = stem(&format!("{}{}", before.to_json(), after.to_json()));
        before.id = format!("{stem}-before");
        after.id = format!("{stem}-after");
        Course {
            stem,
            title: title.to_owned(),
            before,
            after,
            extra: Map::new(),
        }
    }

    /// The definition that both tests go by.
    #[must_use]
    pub fn rulebook(&self) -> &DeckRulebook {
        &self.before.rulebook
    }

    /// The course's JSON, unknown members last. [`read_course`] makes the same course of it.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let mut members = Map::new();
        members.insert("format".to_owned(), COURSE_FORMAT.into());
        members.insert("title".to_owned(), self.title.as_str().into());
        members.insert("before".to_owned(), self.before.to_json());
        members.insert("after".to_owned(), self.after.to_json());
        members.extend(self.extra.clone());
        Value::Object(members)
    }

    /// The course for the fragment of an address.
    #[must_use]
    pub fn to_link(&self) -> String {
        pack_link(&self.to_json())
    }

    /// Opens what [`Course::to_link`] made; the `#` is not part of it.
    ///
    /// # Errors
    /// When the link is damaged, newer or larger than [`MOST_LINK_BYTES`], or holds no course.
    pub fn from_link(link: &str) -> Result<Course, CourseError> {
        read_course(&open_link(link, MOST_LINK_BYTES)?)
    }

    /// The course in a file of which it is not known what it holds; `None` where it claims to be no course.
    ///
    /// # Errors
    /// When it says that it is a course and cannot be read.
    pub fn in_file(text: &str) -> Option<Result<Course, CourseError>> {
        // Decks can be large: only what could be a course is read.
        let json = text.contains("leadlens.course/").then(|| {
            let text = text.trim_start_matches('\u{feff}');
            json::parse(text).ok()
        });
        let json = json.flatten()?;
        let format = json.get("format").and_then(Value::as_str)?;
        format
            .starts_with("leadlens.course/")
            .then(|| read_course(&json))
    }

    /// Reads a course from the text of a file.
    ///
    /// # Errors
    /// When it is no JSON, or no course that this version reads.
    pub fn from_text(text: &str) -> Result<Course, CourseError> {
        read_course(&json::parse(text.trim_start_matches('\u{feff}'))?)
    }
}

/// Reads a course. Members this version does not know are kept.
///
/// # Errors
/// When a newer version wrote it, at the first member that is not as it must be, and when the two tests do not belong together.
pub fn read_course(json: &Value) -> Result<Course, CourseError> {
    let root = MemberPath::root();
    let members = json
        .as_object()
        .ok_or_else(|| Refusal::new(&root, "a course, an object", Some(json)))?;
    let format = members.get("format");
    let version = format.and_then(Value::as_str).unwrap_or("");
    if version != COURSE_FORMAT {
        let number = version.strip_prefix("leadlens.course/").unwrap_or("");
        let number: Option<u32> = number.parse().ok();
        if number.is_some_and(|number| number > 1) {
            return Err(CourseError::Newer);
        }
        let found = format.map_or_else(|| "nothing".to_owned(), describe);
        let expected = format!("\"{COURSE_FORMAT}\"");
        return Err(Refusal::saying(root.key("format"), expected, found).into());
    }
    let title = members.get("title");
    let text = title
        .and_then(Value::as_str)
        .filter(|t| !t.trim().is_empty());
    let text =
        text.ok_or_else(|| Refusal::new(&root.key("title"), "a text that is not empty", title))?;
    let deck = |key: &str| {
        let json = members.get(key).unwrap_or(&Value::Null);
        read_deck(json).map_err(|refusal| below(root.key(key), &refusal))
    };
    let (before, after) = (deck("before")?, deck("after")?);
    let stem = paired(&before, &after).map_err(CourseError::NotPaired)?;
    let unknown = members
        .iter()
        .filter(|(key, _)| !MEMBERS.contains(&key.as_str()));
    Ok(Course {
        stem,
        title: text.to_owned(),
        before,
        after,
        extra: unknown
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect(),
    })
}

/// What both decks are told by; or a sentence that says why they are no pair.
fn paired(before: &Deck, after: &Deck) -> Result<String, String> {
    let stem = before.id.strip_suffix("-before").unwrap_or_default();
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    if !(4..=8).contains(&stem.len()) || !stem.bytes().all(plain) {
        return Err(format!(
            "the first is called “{}”, and not by 4 to 8 small letters and digits and “-before”.",
            before.id
        ));
    }
    if after.id != format!("{stem}-after") {
        return Err(format!(
            "the first is called “{}” and the second “{}”, and not “{stem}-after”.",
            before.id, after.id
        ));
    }
    if before.rulebook != after.rulebook {
        return Err("they go by different definitions.".to_owned());
    }
    if before.as_of != after.as_of {
        return Err("they look at different days.".to_owned());
    }
    if before.cases.is_empty() {
        return Err("the first has no cases.".to_owned());
    }
    if before.cases.len() != after.cases.len() {
        return Err(format!(
            "the first has {} cases and the second {}.",
            before.cases.len(),
            after.cases.len()
        ));
    }
    Ok(stem.to_owned())
}

/// A refusal of a part, told from the whole.
fn below(path: MemberPath, refusal: &Refusal) -> Refusal {
    let steps = refusal.path.steps().iter();
    let path = steps.fold(path, |path, step| match step {
        Step::Key(key) => path.key(key),
        Step::Index(at) => path.index(*at),
    });
    Refusal::saying(path, refusal.expected.clone(), refusal.found.clone())
}

/// Six letters and digits that follow from a text; no i, l, o and u, which are taken for others. Source: the hash FNV-1a of 64 bits.
fn stem(text: &str) -> String {
    const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    // The upper half is mixed best.
    hash ^= hash >> 32;
    let letter = |at: u32| {
        let place = usize::try_from(hash >> (5 * at) & 31).unwrap_or(0);
        char::from(LETTERS.get(place).copied().unwrap_or(b'0'))
    };
    (0..6).map(letter).collect()
}
