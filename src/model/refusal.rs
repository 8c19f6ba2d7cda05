//! Why JSON was refused: the member, what was expected and what was found.

#[cfg(feature = "workspace")]
use crate::node::Node;
use crate::words::{joined, whole};
#[cfg(feature = "workspace")]
use serde_json::Value;
use std::borrow::Cow;
use std::fmt;
use std::ops::{Deref, DerefMut};

/// The way to a member of a JSON text, written `stages.prospect.gate.all[2].did`; empty for the whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemberPath(Vec<Step>);

/// One step of a [`MemberPath`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the member with this key.
    Key(Box<str>),
    /// To the element with this number, from 0.
    Index(usize),
}

/// Steps written before the middle is left out, and after it.
const SHOWN: (usize, usize) = (12, 6);

/// Characters of a found text that are shown.
const SHOWN_TEXT: usize = 40;

impl MemberPath {
    /// The path of the whole.
    #[must_use]
    pub fn root() -> MemberPath {
        MemberPath::default()
    }

    /// The path of a member of the value at this path.
    #[must_use]
    pub fn key(&self, key: &str) -> MemberPath {
        let mut path = self.clone();
        path.0.push(Step::Key(key.into()));
        path
    }

    /// The path of an element of the list at this path.
    #[must_use]
    pub fn index(&self, index: usize) -> MemberPath {
        let mut path = self.clone();
        path.0.push(Step::Index(index));
        path
    }

    /// The steps, outermost first.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    pub(crate) fn push(&mut self, step: Step) {
        self.0.push(step);
    }

    pub(crate) fn pop(&mut self) {
        self.0.pop();
    }
}

impl MemberPath {
    /// As people write it, short enough to read: of a deep path the middle is left out.
    #[must_use]
    pub fn written(&self) -> String {
        let (before, after) = SHOWN;
        let left_out = self.0.len().saturating_sub(before + after);
        let mut out = String::new();
        for (at, step) in self.0.iter().enumerate() {
            if left_out > 1 && (before..before + left_out).contains(&at) {
                if at == before {
                    out.push('…');
                }
                continue;
            }
            match step {
                Step::Key(key) if is_plain(key) => {
                    if at > 0 {
                        out.push('.');
                    }
                    out.push_str(key);
                }
                Step::Index(index) => out.push_str(&joined(&["[", &whole(*index as u64), "]"])),
                Step::Key(key) => out.push_str(&joined(&["[", &quoted(key), "]"])),
            }
        }
        out
    }
}

impl fmt::Display for MemberPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written())
    }
}

fn is_plain(key: &str) -> bool {
    !key.is_empty()
        && key.chars().count() <= SHOWN_TEXT
        && key
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-' || is_foreign(c))
}

/// Letters beyond ASCII, and whatever else stands there but space: to tell them apart takes tables.
fn is_foreign(c: char) -> bool {
    !c.is_ascii() && !c.is_whitespace() && !c.is_control()
}

/// A member that could not be taken as it is. Shown as one sentence. As small as a pointer, since nearly all that reads JSON hands it
/// on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal(Box<Refused>);

/// What a [`Refusal`] says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Which member.
    pub path: MemberPath,
    /// What should stand there: "a whole number from 1".
    pub expected: Cow<'static, str>,
    /// What stands there, shortened: "the text \"many\"", "nothing".
    pub found: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence())
    }
}

impl std::error::Error for Refusal {}

impl Refusal {
    /// One sentence: where, what was expected, what was found.
    #[must_use]
    pub fn sentence(&self) -> String {
        let path = self.path.written();
        let between = if path.is_empty() { "" } else { ": " };
        joined(&[
            &path,
            between,
            "expected ",
            &self.expected,
            ", found ",
            &self.found,
        ])
    }

    /// A refusal of the value found at a path; `None` when there is none.
    #[cfg(feature = "workspace")]
    #[must_use]
    pub fn new(
        path: &MemberPath,
        expected: impl Into<Cow<'static, str>>,
        found: Option<&Value>,
    ) -> Refusal {
        let found = found.map_or_else(|| "nothing".to_owned(), describe);
        Refusal::saying(path.clone(), expected, found)
    }

    /// A refusal that says in its own words what was found.
    #[must_use]
    pub fn saying(
        path: MemberPath,
        expected: impl Into<Cow<'static, str>>,
        found: String,
    ) -> Refusal {
        Refusal(Box::new(Refused {
            path,
            expected: expected.into(),
            found,
        }))
    }
}

impl Deref for Refusal {
    type Target = Refused;

    fn deref(&self) -> &Refused {
        &self.0
    }
}

impl DerefMut for Refusal {
    fn deref_mut(&mut self) -> &mut Refused {
        &mut self.0
    }
}

/// A JSON value in a few words, shortened.
#[cfg(feature = "workspace")]
#[must_use]
pub fn describe(value: &Value) -> String {
    Node::Value(value).describe()
}

/// A text between quotation marks, shortened, control characters escaped.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for (place, letter) in text.chars().enumerate() {
        if place == SHOWN_TEXT {
            out.push('…');
            break;
        }
        match letter {
            '"' | '\\' => {
                out.push('\\');
                out.push(letter);
            }
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            control if control < ' ' => {
                out.push_str("\\u00");
                for half in [u32::from(control) / 16, u32::from(control) % 16] {
                    out.extend(char::from_digit(half, 16));
                }
            }
            _ => out.push(letter),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::{MemberPath, quoted};

    #[test]
    fn a_path_is_written_as_people_write_it() {
        let gate = MemberPath::root().key("stages").key("prospect").key("gate");
        assert_eq!(
            gate.key("all").index(2).key("did").to_string(),
            "stages.prospect.gate.all[2].did"
        );
        let odd = MemberPath::root().key("attributes").key("Größe").key("a b");
        assert_eq!(odd.to_string(), "attributes.Größe[\"a b\"]");
        let mut deep = gate;
        for _ in 0..5000 {
            deep = deep.key("all").index(0);
            if deep.steps().len() > 40 {
                break;
            }
        }
        assert_eq!(
            deep.to_string(),
            "stages.prospect.gate.all[0].all[0].all[0].all[0].all….all[0].all[0].all[0]"
        );
    }

    #[test]
    fn a_long_text_is_shortened() {
        assert_eq!(quoted("a\"\n\u{1}"), r#""a\"\n\u0001""#);
        assert_eq!(quoted(&"é".repeat(41)), format!("\"{}…\"", "é".repeat(40)));
    }
}
