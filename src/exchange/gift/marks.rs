//! Characters that stand for themselves: a backslash takes the meaning from what follows it.
//!
//! While a question is taken apart, such a character is put as one of the last private code points, so that nothing takes it for a
//! mark; [`plain`] puts it back. Where a file itself holds one of these code points, it comes out as it was.

/// The marks of GIFT, and the letters that stand for them meanwhile. `n` behind a backslash is a new line.
const MARKS: [(char, char); 8] = [
    (':', '\u{10FFF0}'),
    ('#', '\u{10FFF1}'),
    ('=', '\u{10FFF2}'),
    ('{', '\u{10FFF3}'),
    ('}', '\u{10FFF4}'),
    ('~', '\u{10FFF5}'),
    ('n', '\u{10FFF6}'),
    ('\\', '\u{10FFF7}'),
];

/// What stands before one of our own letters where the file has it.
const OWN: char = '\u{10FFF8}';

/// Puts aside what a backslash takes the meaning from.
pub(super) fn aside(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if ('\u{10FFF0}'..=OWN).contains(&letter) {
            out.push(OWN);
            out.push(letter);
            continue;
        }
        let next = letters.peek().copied();
        let put = MARKS.iter().find(|(mark, _)| next == Some(*mark));
        match put {
            Some((_, instead)) if letter == '\\' => {
                out.push(*instead);
                letters.next();
            }
            _ => out.push(letter),
        }
    }
    out
}

/// The text as it is meant.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if letter == OWN {
            out.extend(letters.next());
            continue;
        }
        let put = MARKS.iter().find(|(_, instead)| *instead == letter);
        match put {
            Some(('n', _)) => out.push('\n'),
            Some((mark, _)) => out.push(*mark),
            None => out.push(letter),
        }
    }
    out
}

/// A text as it stands in a GIFT file, on one line.
pub(super) fn escaped(text: &str, out: &mut String) {
    for letter in text.chars() {
        if letter == '\n' {
            out.push_str("\\n");
            continue;
        }
        if letter != 'n' && MARKS.iter().any(|(mark, _)| *mark == letter) {
            out.push('\\');
        }
        out.push(letter);
    }
}
