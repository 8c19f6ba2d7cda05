//! A deck as GIFT, which Moodle and [`super::read_gift`] read.

use super::marks::escaped;
use crate::deck::{Deck, DeckCase, option_label};

/// The cases of a deck as questions with one right answer each. All texts are marked as plain, so that nothing in them is taken for
/// markup. What GIFT has no place for (facts, the definition, the pass mark) stays in the deck's own file.
#[must_use]
pub fn write_gift(deck: &Deck) -> String {
    let mut out = String::from("// Made with Leadlens.\n\n$CATEGORY: $course$/top/");
    // A slash parts categories; two are the character.
    let title = deck.title.replace('/', "//");
    escaped(&one_line(&title), &mut out);
    out.push('\n');
    for case in &deck.cases {
        question(deck, case, &mut out);
    }
    out
}

fn question(deck: &Deck, case: &DeckCase, out: &mut String) {
    out.push_str("\n::");
    escaped(&one_line(&case.id), out);
    out.push_str("::[plain]");
    escaped(&lines(&case.text), out);
    out.push_str("{\n");
    for option in deck.options(case) {
        let right = option == case.answer;
        out.push_str(if right { "\t=" } else { "\t~" });
        let label = lines(option_label(option));
        // What looks like a weight or a format would be taken for one.
        if !right && label.starts_with('%') {
            out.push_str("%0%");
        }
        marked(&label, out);
        out.push('\n');
    }
    let explanation = lines(&case.explanation);
    if !explanation.is_empty() {
        out.push_str("\t####");
        marked(&explanation, out);
        out.push('\n');
    }
    out.push_str("}\n");
}

/// A text that says its format where it begins like one.
fn marked(text: &str, out: &mut String) {
    if text.starts_with('[') {
        out.push_str("[plain]");
    }
    escaped(text, out);
}

/// A text as a reader of GIFT gives it: no blanks around it, one kind of line break.
fn lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.trim().to_owned()
}

/// A text on one line.
fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}
