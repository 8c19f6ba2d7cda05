//! JSON data as the engine reads it: a value of the app's, or the words that `leadlens.js` hands over.
//!
//! A value in words: `z` null, `t` true, `f` false, `s` and a text, `n` and a number as JSON writes it; `[` and a count before so many
//! values; `{` and a count before so many names, each followed by a value. Browsers read JSON anyway, and words need neither a parser
//! nor a tree: that spares a page that embeds the engine some kilobytes.

use crate::host;
use crate::refusal::quoted;
#[cfg(feature = "workspace")]
use serde_json::{Map, Value};

/// A place in JSON data: a value with all that lies in it.
#[derive(Clone, Copy, Debug)]
pub enum Node<'v> {
    /// A value in memory.
    #[cfg(feature = "workspace")]
    Value(&'v Value),
    /// Words that begin with those of the value; what follows belongs to others.
    Words(&'v [&'v str]),
}

impl<'v> Node<'v> {
    /// The word of this value, parted from its first letter; nothing where it is no word or missing.
    fn word(self) -> (u8, &'v str) {
        match self {
            Node::Words(words) => {
                let word = words.first().copied().unwrap_or("");
                let form = word.as_bytes().first().copied().unwrap_or(0);
                (form, word.get(1..).unwrap_or(""))
            }
            #[cfg(feature = "workspace")]
            Node::Value(_) => (0, ""),
        }
    }

    /// Whether it is null.
    #[must_use]
    pub fn is_null(self) -> bool {
        match self {
            #[cfg(feature = "workspace")]
            Node::Value(value) => value.is_null(),
            Node::Words(_) => self.word().0 == b'z',
        }
    }

    /// True or false, if it is one of them.
    #[must_use]
    pub fn boolean(self) -> Option<bool> {
        match self {
            #[cfg(feature = "workspace")]
            Node::Value(value) => value.as_bool(),
            Node::Words(_) => match self.word().0 {
                b't' => Some(true),
                b'f' => Some(false),
                _ => None,
            },
        }
    }

    /// The text, if it is one.
    #[must_use]
    pub fn text(self) -> Option<&'v str> {
        match self {
            #[cfg(feature = "workspace")]
            Node::Value(value) => value.as_str(),
            Node::Words(_) => match self.word() {
                (b's', text) => Some(text),
                _ => None,
            },
        }
    }

    /// The number, if it is one.
    #[must_use]
    pub fn number(self) -> Option<f64> {
        match self {
            #[cfg(feature = "workspace")]
            Node::Value(value) => value.as_f64(),
            Node::Words(_) => match self.word() {
                (b'n', text) => host::parse_number(text),
                _ => None,
            },
        }
    }

    /// The number as JSON writes it, if it is one.
    pub(crate) fn number_text(self) -> Option<String> {
        match self {
            #[cfg(feature = "workspace")]
            Node::Value(Value::Number(number)) => Some(crate::decimal::json_text(number)),
            #[cfg(feature = "workspace")]
            Node::Value(_) => None,
            Node::Words(_) => match self.word() {
                (b'n', text) => Some(text.to_owned()),
                _ => None,
            },
        }
    }

    /// The elements, if it is a list.
    #[must_use]
    pub fn list(self) -> Option<Vec<Node<'v>>> {
        match self {
            #[cfg(feature = "workspace")]
            Node::Value(value) => Some(value.as_array()?.iter().map(Node::Value).collect()),
            Node::Words(words) => {
                let (b'[', count) = self.word() else {
                    return None;
                };
                let mut rest = words.get(1..).unwrap_or(&[]);
                let mut list = Vec::new();
                for _ in 0..small(count) {
                    if rest.is_empty() {
                        break;
                    }
                    list.push(Node::Words(rest));
                    rest = after(rest);
                }
                Some(list)
            }
        }
    }

    /// The members, if it is an object.
    #[must_use]
    pub fn members(self) -> Option<Vec<(&'v str, Node<'v>)>> {
        match self {
            #[cfg(feature = "workspace")]
            Node::Value(value) => {
                let members = value.as_object()?.iter();
                Some(members.map(|(k, v)| (k.as_str(), Node::Value(v))).collect())
            }
            Node::Words(words) => {
                let (b'{', count) = self.word() else {
                    return None;
                };
                let mut rest = words.get(1..).unwrap_or(&[]);
                let mut members = Vec::new();
                for _ in 0..small(count) {
                    if rest.is_empty() {
                        break;
                    }
                    let name = rest.first().copied().unwrap_or("");
                    rest = rest.get(1..).unwrap_or(&[]);
                    members.push((name, Node::Words(rest)));
                    rest = after(rest);
                }
                Some(members)
            }
        }
    }

    /// The member with this name, of an object that has it.
    #[must_use]
    pub fn member(self, name: &str) -> Option<Node<'v>> {
        #[cfg(feature = "workspace")]
        if let Node::Value(value) = self {
            return value.get(name).map(Node::Value);
        }
        for (known, value) in self.members()? {
            if known == name {
                return Some(value);
            }
        }
        None
    }

    /// The members of an object that are none of these, to be kept as they are.
    #[cfg(feature = "workspace")]
    pub(crate) fn others(self, known: &[&str]) -> Map<String, Value> {
        let Node::Value(Value::Object(members)) = self else {
            return Map::new();
        };
        let mut others = Map::new();
        for (key, value) in members {
            if !known.contains(&key.as_str()) {
                others.insert(key.clone(), value.clone());
            }
        }
        others
    }

    /// In a few words, shortened.
    #[must_use]
    pub fn describe(self) -> String {
        if let Some(text) = self.text() {
            return quoted(text);
        }
        if let Some(number) = self.number_text() {
            return number;
        }
        let words = match self.boolean() {
            Some(true) => "true",
            Some(false) => "false",
            None if self.is_null() => "null",
            None => match self.list() {
                Some(list) if list.is_empty() => "an empty list",
                Some(_) => "a list",
                None => "an object",
            },
        };
        words.to_owned()
    }
}

/// The words behind those of the first value.
fn after<'w, 'v>(words: &'w [&'v str]) -> &'w [&'v str] {
    let Some((word, mut rest)) = words.split_first() else {
        return words;
    };
    let (names, count) = match word.as_bytes().first() {
        Some(b'[') => (0, word.get(1..)),
        Some(b'{') => (1, word.get(1..)),
        _ => return rest,
    };
    for _ in 0..small(count.unwrap_or("")) {
        if rest.is_empty() {
            break;
        }
        rest = after(rest.get(names..).unwrap_or(&[]));
    }
    rest
}

/// A count, as far as it can be one.
fn small(digits: &str) -> u32 {
    let mut count = 0u32;
    for digit in digits.bytes() {
        count = count
            .wrapping_mul(10)
            .wrapping_add(u32::from(digit.wrapping_sub(b'0')));
    }
    count
}

#[cfg(test)]
mod tests {
    use super::Node;

    fn words(text: &str) -> Vec<&str> {
        text.split(' ').collect()
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(Node::Words(&words(text)).describe(), expected, "{text}");
    }

    #[test]
    fn words_are_values() {
        check("z", "null");
        check("t", "true");
        check("f", "false");
        check("n-1.5", "-1.5");
        check("smany", "\"many\"");
        check("[0", "an empty list");
        check("[2 z z", "a list");
        check("{1 a z", "an object");
    }

    #[test]
    fn what_lies_in_a_value_is_found() {
        let all = words("{3 a [2 {1 [9 s[2 n7 b {0 c t f");
        let root = Node::Words(&all);
        let list = root.member("a").and_then(Node::list).unwrap();
        let inner = list.first().unwrap().members().unwrap();
        assert_eq!(
            inner.first().map(|m| (m.0, m.1.text())),
            Some(("[9", Some("[2")))
        );
        assert_eq!(list.get(1).and_then(|n| n.number()), Some(7.0));
        assert_eq!(root.member("c").and_then(Node::boolean), Some(true));
        assert!(root.member("d").is_none());
        assert_eq!(root.members().unwrap().len(), 3);
    }

    #[test]
    fn words_that_end_early_end_a_list() {
        for text in [
            "",
            "[4000000000",
            "{4000000000",
            "[3 z",
            "{2 a",
            "{2 a z b",
            "[2 [2 z",
        ] {
            let all = words(text);
            let node = Node::Words(&all);
            assert!(node.list().map_or(0, |l| l.len()) < 3, "{text}");
            assert!(node.members().map_or(0, |m| m.len()) < 3, "{text}");
        }
    }
}
