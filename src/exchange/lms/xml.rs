//! XML, written: what goes in as text comes out as text.

/// An XML text in the making. What XML 1.0 cannot hold is left out and counted.
pub(super) struct Xml {
    out: String,
    open: Vec<&'static str>,
    pub(super) dropped: u64,
}

impl Xml {
    /// A document that begins with this element.
    pub(super) fn new(name: &'static str, attributes: &[(&str, &str)]) -> Xml {
        let mut xml = Xml {
            out: String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"),
            open: Vec::new(),
            dropped: 0,
        };
        xml.begin(name, attributes);
        xml
    }

    /// Begins an element.
    pub(super) fn begin(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes);
        self.out.push('>');
        self.open.push(name);
    }

    /// Ends the element begun last.
    pub(super) fn end(&mut self) {
        if let Some(name) = self.open.pop() {
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push_str(">\n");
        }
    }

    /// An element with nothing in it.
    pub(super) fn empty(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes);
        self.out.push_str("/>\n");
    }

    /// An element with text in it.
    pub(super) fn text(&mut self, name: &'static str, attributes: &[(&str, &str)], text: &str) {
        self.begin(name, attributes);
        self.escaped(text, false);
        self.end();
    }

    /// The document, all elements ended.
    pub(super) fn finish(mut self) -> (String, u64) {
        while !self.open.is_empty() {
            self.end();
        }
        (self.out, self.dropped)
    }

    fn tag(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.out.push('<');
        self.out.push_str(name);
        for (key, value) in attributes {
            self.out.push(' ');
            self.out.push_str(key);
            self.out.push_str("=\"");
            self.escaped(value, true);
            self.out.push('"');
        }
    }

    fn escaped(&mut self, text: &str, attribute: bool) {
        for letter in text.chars() {
            match letter {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' if attribute => self.out.push_str("&quot;"),
                '\n' if attribute => self.out.push_str("&#10;"),
                '\t' if attribute => self.out.push_str("&#9;"),
                '\r' => self.out.push_str("&#13;"),
                '\n' | '\t' => self.out.push(letter),
                _ if is_left_out(letter) => self.dropped += 1,
                _ => self.out.push(letter),
            }
        }
    }
}

/// Whether XML 1.0 has no place for a character.
pub(super) fn is_left_out(letter: char) -> bool {
    let space = matches!(letter, '\t' | '\n' | '\r');
    (letter < ' ' && !space) || matches!(letter, '\u{FFFE}' | '\u{FFFF}')
}
