//! The words after the command.

use anyhow::{Result, bail};

/// Options and plain words of a command line, taken out one by one; what nobody took is a mistake of the caller.
#[derive(Debug)]
pub struct Arguments {
    words: Vec<String>,
}

impl Arguments {
    /// The words after the command.
    pub fn new(words: &[String]) -> Self {
        Self {
            words: words.to_vec(),
        }
    }

    /// Whether `--name` was given.
    pub fn flag(&mut self, name: &str) -> bool {
        let before = self.words.len();
        self.words.retain(|word| word != name);
        self.words.len() < before
    }

    /// The values of `--name VALUE` and `--name=VALUE`, in order.
    ///
    /// # Errors
    /// The option is the last word and has no value.
    pub fn values(&mut self, name: &str) -> Result<Vec<String>> {
        let (mut values, mut kept) = (Vec::new(), Vec::new());
        let mut words = std::mem::take(&mut self.words).into_iter();
        while let Some(word) = words.next() {
            if word == name {
                let Some(value) = words.next() else {
                    bail!("`{name}` needs a value")
                };
                values.push(value);
            } else if let Some(value) = word
                .strip_prefix(name)
                .and_then(|rest| rest.strip_prefix('='))
            {
                values.push(value.to_owned());
            } else {
                kept.push(word);
            }
        }
        self.words = kept;
        Ok(values)
    }

    /// The last value of an option that holds a number.
    ///
    /// # Errors
    /// The value is missing or is no number of this type.
    pub fn number<T: std::str::FromStr>(&mut self, name: &str) -> Result<Option<T>> {
        let Some(text) = self.values(name)?.pop() else {
            return Ok(None);
        };
        match text.parse() {
            Ok(number) => Ok(Some(number)),
            Err(_) => bail!("`{name} {text}`: a whole number was expected"),
        }
    }

    /// The one plain word that is left, if any.
    ///
    /// # Errors
    /// An option nobody knows, or more than one word.
    pub fn word(mut self) -> Result<Option<String>> {
        if let Some(option) = self.words.iter().find(|word| word.starts_with('-')) {
            bail!("there is no option `{option}` here; `cargo xtask help` lists them");
        }
        if self.words.len() > 1 {
            bail!("one word was expected, not {}", self.words.join(" "));
        }
        Ok(self.words.pop())
    }

    /// Nothing may be left.
    ///
    /// # Errors
    /// Something is.
    pub fn end(self) -> Result<()> {
        match self.word()? {
            None => Ok(()),
            Some(word) => bail!("`{word}` was not expected here"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Arguments;

    fn arguments(line: &str) -> Arguments {
        Arguments {
            words: line.split_whitespace().map(str::to_owned).collect(),
        }
    }

    #[test]
    fn options_are_taken_wherever_they_stand() {
        let mut given =
            arguments("triage --browser firefox --no-browser --browser=webkit --port 81");
        assert_eq!(given.values("--browser").unwrap(), ["firefox", "webkit"]);
        assert!(given.flag("--no-browser"));
        assert_eq!(given.number::<u16>("--port").unwrap(), Some(81));
        assert_eq!(given.word().unwrap().as_deref(), Some("triage"));
    }

    #[test]
    fn mistakes_are_told() {
        assert!(arguments("--port").number::<u16>("--port").is_err());
        assert!(arguments("--port x").number::<u16>("--port").is_err());
        assert!(arguments("--ports 1").end().is_err());
        assert!(arguments("one two").word().is_err());
        assert!(arguments("one").end().is_err());
    }
}
