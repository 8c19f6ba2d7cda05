//! The classes that are kept: a name and the codes as they were typed, under `class/`.

use crate::learn::records;
use crate::session::Session;
use crate::{clock, words};
use leptos::prelude::*;
use model::learn::{TestResult, read_class};
use serde_json::{Map, Value, json};

const PREFIX: &str = "class/";
const FORMAT: &str = "leadlens.class/1";

/// A class that is kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KeptClass {
    /// What tells it apart here and stands in addresses.
    pub key: String,
    /// Its name; may be blank while it is typed.
    pub name: String,
    /// The codes, and whatever else was pasted.
    pub text: String,
    json: Map<String, Value>,
}

/// All classes, ordered by key. Listens to what is kept.
pub fn classes(session: Session) -> Vec<KeptClass> {
    let all = records::records(session, PREFIX).into_iter();
    all.filter_map(|kept| {
        let key = kept.key.strip_prefix(PREFIX)?.to_owned();
        let Value::Object(json) = kept.json else {
            return None;
        };
        let text = |member: &str| {
            let text = json.get(member).and_then(Value::as_str);
            text.unwrap_or_default().to_owned()
        };
        Some(KeptClass {
            key,
            name: text("name"),
            text: text("text"),
            json,
        })
    })
    .collect()
}

/// The class of this key; one that is not kept yet where there is none. Listens to what is kept.
pub fn class(session: Session, key: &str) -> KeptClass {
    let found = classes(session).into_iter().find(|class| class.key == key);
    found.unwrap_or_else(|| KeptClass {
        key: key.to_owned(),
        name: format!("Class of {}", words::day(clock::today())),
        ..KeptClass::default()
    })
}

/// A key that no class has yet: a number.
pub fn new_key(session: Session) -> String {
    let all = untrack(|| classes(session));
    let numbers = all.iter().filter_map(|class| class.key.parse::<u32>().ok());
    numbers
        .max()
        .map_or(1, |most| most.saturating_add(1))
        .to_string()
}

impl KeptClass {
    /// How it is called on the screen.
    pub fn title(&self) -> String {
        match self.name.trim() {
            "" => format!("Class {}", self.key),
            name => name.to_owned(),
        }
    }

    fn record_key(&self) -> String {
        format!("{PREFIX}{}", self.key)
    }

    fn written(&self) -> Value {
        let mut json = self.json.clone();
        for (member, text) in [
            ("format", FORMAT),
            ("name", &self.name),
            ("text", &self.text),
        ] {
            json.insert(member.to_owned(), json!(text));
        }
        Value::Object(json)
    }

    /// Keeps it under a label for the undo button. Whether it is kept now.
    pub fn keep(&self, session: Session, label: &str) -> bool {
        records::change(session, &self.record_key(), self.written(), label)
    }

    /// Keeps it while its codes are typed.
    pub fn type_text(mut self, session: Session, text: String) {
        self.text = text;
        records::type_in(
            session,
            &self.record_key(),
            "text",
            self.written(),
            "Codes of the class",
        );
    }

    /// Keeps it while its name is typed.
    pub fn type_name(mut self, session: Session, name: String) {
        self.name = name;
        records::type_in(
            session,
            &self.record_key(),
            "name",
            self.written(),
            "Name of the class",
        );
    }

    /// Removes it; undo brings it back.
    pub fn remove(&self, session: Session) {
        let label = format!("Remove “{}”", self.title());
        records::remove(session, &self.record_key(), &label);
    }

    /// Adds the codes among these texts, each on a line of its own, unless they are there already.
    pub fn add(&mut self, texts: &[String]) -> Added {
        let mut added = Added::default();
        let mut known = results(&self.text);
        for text in texts {
            let found = results(text);
            added.strange += usize::from(found.is_empty());
            for result in found {
                if known.contains(&result) {
                    added.known += 1;
                    continue;
                }
                let Ok(code) = model::learn::write_code(&result) else {
                    continue;
                };
                if !self.text.is_empty() && !self.text.ends_with('\n') {
                    self.text.push('\n');
                }
                self.text.push_str(&code);
                self.text.push('\n');
                added.names.push(result.learner.clone());
                known.push(result);
            }
        }
        added
    }
}

/// What came of adding codes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// Whose codes are new.
    pub names: Vec<String>,
    /// How many were there already.
    pub known: usize,
    /// How many texts hold no code of ours.
    pub strange: usize,
}

impl Added {
    /// What came of it, in a sentence; empty where nothing was found at all.
    pub fn sentence(&self) -> String {
        let mut parts = Vec::new();
        match self.names.as_slice() {
            [] => {}
            [name] => parts.push(format!("Added: {name}.")),
            [name, other] => parts.push(format!("Added: {name} and {other}.")),
            many => parts.push(format!("Added {} codes: {}.", many.len(), many.join(", "))),
        }
        match self.known {
            0 => {}
            1 => parts.push("1 code was there already.".to_owned()),
            known => parts.push(format!("{known} codes were there already.")),
        }
        match self.strange {
            0 => {}
            1 => parts.push("1 QR code holds no result of a test.".to_owned()),
            strange => parts.push(format!("{strange} QR codes hold no result of a test.")),
        }
        parts.join(" ")
    }
}

fn results(text: &str) -> Vec<TestResult> {
    let class = read_class(text);
    class
        .tests
        .into_iter()
        .flat_map(|test| test.results)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Added, KeptClass};
    use model::Stage::Lead;
    use model::learn::{Confusion, TestResult, write_code};

    fn code(learner: &str) -> String {
        let mut confusion = Confusion::default();
        confusion.add(Lead, Lead, 1);
        write_code(&TestResult {
            learner: learner.to_owned(),
            deck: "k7q2-after".to_owned(),
            right: vec![true],
            confusion,
            ..TestResult::default()
        })
        .unwrap()
    }

    #[test]
    fn codes_are_added_once() {
        let mut class = KeptClass {
            text: format!("Ada: {}", code("Ada")),
            ..KeptClass::default()
        };
        let before = class.text.clone();
        let found = [
            code("Bo").to_lowercase(),
            code("Ada"),
            code("Bo"),
            "WIFI:S:cafe;;".to_owned(),
        ];
        let added = class.add(&found);
        assert_eq!(added.names, ["Bo"]);
        assert_eq!((added.known, added.strange), (2, 1));
        assert_eq!(class.text, format!("{before}\n{}\n", code("Bo")));
        assert_eq!(
            added.sentence(),
            "Added: Bo. 2 codes were there already. 1 QR code holds no result of a test."
        );
        assert_eq!(Added::default().sentence(), "");
    }
}
