//! HTML as the words it shows.

/// Elements that begin a line of their own.
const LINES: [&str; 16] = [
    "p",
    "div",
    "br",
    "li",
    "ul",
    "ol",
    "tr",
    "table",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "pre",
    "blockquote",
];

const NAMED: [(&str, &str); 20] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", "\u{a0}"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("hellip", "…"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("euro", "€"),
    ("pound", "£"),
    ("copy", "©"),
    ("reg", "®"),
    ("trade", "™"),
    ("rarr", "→"),
    ("larr", "←"),
];

/// Searches that may end in nothing; after that quotation marks and what is hidden are no longer looked for, so that a hostile text costs
/// no more than its length.
const PATIENCE: u32 = 20;

/// The text of a piece of HTML. What is no tag and no reference stays as it is.
pub(super) fn words(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut patience = PATIENCE;
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        let (before, from) = rest.split_at(at);
        push(before, &mut out);
        let taken = match from.starts_with('<') {
            true => tag(from, &mut patience, &mut out),
            false => reference(from, &mut out),
        };
        match taken {
            Some(length) => rest = from.get(length..).unwrap_or(""),
            None => {
                out.push_str(from.get(..1).unwrap_or(""));
                rest = from.get(1..).unwrap_or("");
            }
        }
    }
    push(rest, &mut out);
    tidy(&out)
}

/// Takes over text; no more than one blank on end, as browsers show it, but line breaks stay.
fn push(text: &str, out: &mut String) {
    for letter in text.chars() {
        let blank = matches!(letter, ' ' | '\t');
        if !blank {
            out.push(letter);
        } else if !out.ends_with([' ', '\n']) && !out.is_empty() {
            out.push(' ');
        }
    }
}

/// Passes over a tag or a comment; gives its length.
fn tag(from: &str, patience: &mut u32, out: &mut String) -> Option<usize> {
    if let Some(comment) = from.strip_prefix("<!--") {
        return search(patience, &|| comment.find("-->")).map(|at| at + 7);
    }
    let inner = from.get(1..)?;
    let name = inner.strip_prefix('/').unwrap_or(inner);
    let length = name
        .bytes()
        .take(12)
        .position(|b| !b.is_ascii_alphanumeric());
    let name = name.get(..length?)?.to_ascii_lowercase();
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let end = search(patience, &|| end_of_tag(from));
    let end = end.or_else(|| search(patience, &|| from.find('>').map(|at| at + 1)))?;
    if (name == "script" || name == "style") && !inner.starts_with('/') {
        // What stands within is not for readers.
        let rest = from.get(end..).unwrap_or("");
        return Some(end + search(patience, &|| past(rest, &name)).unwrap_or(0));
    }
    if LINES.contains(&name.as_str()) && !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
    if name == "li" && !inner.starts_with('/') {
        out.push_str("- ");
    }
    Some(end)
}

/// What a search finds, as long as there is patience for one that finds nothing.
fn search(patience: &mut u32, look: &dyn Fn() -> Option<usize>) -> Option<usize> {
    if *patience == 0 {
        return None;
    }
    let found = look();
    *patience -= u32::from(found.is_none());
    found
}

/// The length of a tag, past the `>` that no quotation holds.
fn end_of_tag(from: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in from.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

/// The length up to and with the tag that closes an element.
fn past(text: &str, name: &str) -> Option<usize> {
    for (at, _) in text.match_indices("</") {
        let from = text.get(at + 2..)?;
        if from
            .get(..name.len())
            .is_some_and(|n| n.eq_ignore_ascii_case(name))
        {
            return from.find('>').map(|end| at + 2 + end + 1);
        }
    }
    None
}

/// Takes over the character that `&...;` stands for; gives its length.
fn reference(from: &str, out: &mut String) -> Option<usize> {
    let end = from.bytes().take(12).position(|b| b == b';')?;
    let name = from.get(1..end)?;
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => number.parse().ok(),
        };
        out.push(code.and_then(char::from_u32)?);
    } else {
        let (_, text) = NAMED.iter().find(|(known, _)| *known == name)?;
        out.push_str(text);
    }
    Some(end + 1)
}

/// Lines without blanks around them, and no more than one empty line on end.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.split('\n').map(str::trim) {
        if line.is_empty() {
            empty += 1;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if empty > 0 { "\n\n" } else { "\n" });
        }
        empty = 0;
        out.push_str(line);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::words;
    use proptest::prelude::*;

    #[test]
    fn html_is_the_words_it_shows() {
        let check = |html: &str, expected: &str| assert_eq!(words(html), expected, "{html}");
        check("plain", "plain");
        check("<p>One</p><p>Two  <b>three</b></p>", "One\nTwo three");
        check("a<br>b<br/>c", "a\nb\nc");
        check("<ul><li>x</li><li>y</li></ul>", "- x\n- y");
        check(
            "a &lt;b&gt; &amp;c &#233;&#x20AC; &unknown; & d",
            "a <b> &c é€ &unknown; & d",
        );
        check("2 < 3 and 4 > 1", "2 < 3 and 4 > 1");
        check("<a title=\"x > y\" href='z'>link</a>", "link");
        check("a<!-- b > c -->d", "ad");
        check("a<script>alert(1 < 2)</script>b<style>p{}</style>c", "abc");
        check("<p", "<p");
        check("<script>x", "x");
        check("&#xD800;&#0x;", "&#xD800;&#0x;");
    }

    proptest! {
        #[test]
        fn anything_does_no_harm(html in "([<>&;/'\"=! ]|p|script|--|#|[a-zé\n]){0,60}") {
            let text = words(&html);
            prop_assert!(text.len() <= html.len() * 3 + 2);
        }
    }
}
