//! JSON data as the engine writes it, piece by piece: to a value of the app's, or to the words that `leadlens.js` takes.

use crate::host;
#[cfg(feature = "workspace")]
use serde_json::{Map, Value};

/// Takes JSON data, the parts of a whole behind it: an object is followed by as many names, each with its value, as it says.
pub trait JsonOut {
    /// Null.
    fn null(&mut self);
    /// True or false.
    fn bool(&mut self, value: bool);
    /// A text.
    fn text(&mut self, text: &str);
    /// A number.
    fn number(&mut self, number: f64);
    /// A list of so many values.
    fn list(&mut self, count: usize);
    /// An object of so many members.
    fn object(&mut self, count: usize);
    /// The name of the member that comes next.
    fn name(&mut self, name: &str);
    /// A member that is a text.
    fn text_of(&mut self, name: &str, text: &str) {
        self.name(name);
        self.text(text);
    }
    /// A member that is a number.
    fn number_of(&mut self, name: &str, number: f64) {
        self.name(name);
        self.number(number);
    }
    /// A member that is a list of so many.
    fn list_of(&mut self, name: &str, count: usize) {
        self.name(name);
        self.list(count);
    }
}

/// What JSON data is written to: words or a value. The small build has words alone, and calls them without a detour.
#[cfg(feature = "workspace")]
pub type Out = dyn JsonOut;
/// What JSON data is written to: words.
#[cfg(not(feature = "workspace"))]
pub type Out = WordsOut;

/// Writes words, parted by U+0000; [`crate::Node`] says what they look like.
#[derive(Debug, Default)]
pub struct WordsOut(String);

impl WordsOut {
    /// What was written.
    #[must_use]
    pub fn finish(self) -> String {
        self.0
    }

    fn word(&mut self, form: &str, rest: &str) {
        if !self.0.is_empty() {
            self.0.push('\0');
        }
        self.0.push_str(form);
        self.0.push_str(rest);
    }
}

impl JsonOut for WordsOut {
    fn null(&mut self) {
        self.word("z", "");
    }

    fn bool(&mut self, value: bool) {
        self.word(if value { "t" } else { "f" }, "");
    }

    fn text(&mut self, text: &str) {
        self.word("s", text);
    }

    fn number(&mut self, number: f64) {
        self.word("n", &host::number_text(number));
    }

    fn list(&mut self, count: usize) {
        self.word("[", &crate::words::whole(count as u64));
    }

    fn object(&mut self, count: usize) {
        self.word("{", &crate::words::whole(count as u64));
    }

    fn name(&mut self, name: &str) {
        self.word("", name);
    }
}

/// Builds a value.
#[cfg(feature = "workspace")]
#[derive(Debug, Default)]
pub struct ValueOut {
    /// Lists and objects that are not full yet, the innermost last: how many parts they still lack, and the name they go by.
    open: Vec<(Value, usize, String)>,
    name: String,
    whole: Value,
}

#[cfg(feature = "workspace")]
impl ValueOut {
    /// What was written.
    #[must_use]
    pub fn finish(self) -> Value {
        self.whole
    }

    fn put(&mut self, value: Value) {
        let name = std::mem::take(&mut self.name);
        self.close(value, name);
    }

    /// Puts a value that is whole where it belongs, and what that makes whole as well.
    fn close(&mut self, mut value: Value, mut name: String) {
        while let Some((mut whole, lacks, own_name)) = self.open.pop() {
            match &mut whole {
                Value::Array(list) => list.push(value),
                Value::Object(members) => {
                    members.insert(name, value);
                }
                _ => {}
            }
            if lacks > 1 {
                self.open.push((whole, lacks - 1, own_name));
                return;
            }
            (value, name) = (whole, own_name);
        }
        self.whole = value;
    }

    fn begin(&mut self, whole: Value, count: usize) {
        let name = std::mem::take(&mut self.name);
        if count == 0 {
            self.close(whole, name);
        } else {
            self.open.push((whole, count, name));
        }
    }
}

#[cfg(feature = "workspace")]
impl JsonOut for ValueOut {
    fn null(&mut self) {
        self.put(Value::Null);
    }

    fn bool(&mut self, value: bool) {
        self.put(Value::Bool(value));
    }

    fn text(&mut self, text: &str) {
        self.put(Value::from(text));
    }

    /// 12, not 12.0.
    fn number(&mut self, number: f64) {
        #[expect(clippy::cast_possible_truncation, reason = "checked")]
        let value = if number.fract() == 0.0 && number.abs() < 9.0e15 {
            Value::from(number as i64)
        } else {
            Value::from(number)
        };
        self.put(value);
    }

    fn list(&mut self, count: usize) {
        self.begin(Value::Array(Vec::new()), count);
    }

    fn object(&mut self, count: usize) {
        self.begin(Value::Object(Map::new()), count);
    }

    fn name(&mut self, name: &str) {
        name.clone_into(&mut self.name);
    }
}

#[cfg(test)]
mod tests {
    use super::{JsonOut, ValueOut, WordsOut};
    use serde_json::json;

    fn write(out: &mut dyn JsonOut) {
        out.object(3);
        out.name("a");
        out.list(3);
        out.number(1.5);
        out.object(0);
        out.object(1);
        out.name("x");
        out.list(0);
        out.name("b");
        out.text("t");
        out.name("c");
        out.number(12.0);
    }

    #[test]
    fn both_take_the_same() {
        let mut value = ValueOut::default();
        write(&mut value);
        assert_eq!(
            value.finish(),
            json!({ "a": [1.5, {}, { "x": [] }], "b": "t", "c": 12 })
        );
        let mut words = WordsOut::default();
        write(&mut words);
        assert_eq!(
            words.finish(),
            "{3\0a\0[3\0n1.5\0{0\0{1\0x\0[0\0b\0st\0c\0n12"
        );
    }
}
