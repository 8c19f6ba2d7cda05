//! Columns are recognised by their headers, whatever program wrote them and in whichever case and punctuation.

use crate::header_names::{Guess, NAMES};
use crate::meaning::Meaning;
use crate::raw::{RawColumn, RawTable};
use crate::words;

/// A header with letters and digits only, in lower case.
#[must_use]
pub(crate) fn plain_name(header: &str) -> String {
    let header = header.trim();
    // Salesforce marks its custom fields.
    let header = header
        .strip_suffix("__c")
        .or(header.strip_suffix("__C"))
        .unwrap_or(header);
    header
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether a header is one we know.
#[must_use]
pub(crate) fn is_known(header: &str) -> bool {
    guess(header).is_some()
}

/// A text without the blanks around it. Most have none, and that is soon seen.
#[must_use]
#[inline]
pub(crate) fn trimmed(value: &str) -> &str {
    let is_graphic = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    match is_graphic(value.as_bytes().first()) && is_graphic(value.as_bytes().last()) {
        true => value,
        false => value.trim(),
    }
}

/// Whether a text means that nothing was chosen, in any column.
#[must_use]
#[inline]
pub(crate) fn is_not_chosen(value: &str) -> bool {
    match value.as_bytes().first() {
        // Most values begin like none of those that mean nothing.
        Some(b'S') => value == "Select",
        Some(first) if first.is_ascii_graphic() => false,
        _ => value.trim().is_empty(),
    }
}

/// Whether a text means that nothing is known, in a column whose values we read.
#[must_use]
pub(crate) fn is_blank(value: &str) -> bool {
    const BLANKS: [&str; 16] = [
        "",
        "select",
        "n/a",
        "#n/a",
        "-",
        "--",
        "—",
        "–",
        "null",
        "(null)",
        "unknown",
        "(blank)",
        "unbekannt",
        "not available",
        "#ref!",
        "undefined",
    ];
    let begins = value
        .as_bytes()
        .first()
        .is_none_or(|first| !first.is_ascii_graphic() || b"sSnNuU#-(".contains(first));
    let value = match begins {
        true => value.trim(),
        false => return false,
    };
    value.len() <= 13 && BLANKS.iter().any(|b| b.eq_ignore_ascii_case(value))
}

fn guess(header: &str) -> Option<Guess> {
    let name = plain_name(header);
    if name.is_empty() {
        return None;
    }
    let by_name = NAMES
        .iter()
        .find(|(names, _)| names.split_ascii_whitespace().any(|n| n == name));
    by_name
        .map(|(_, guess)| *guess)
        .or_else(|| own_label(&name))
}

/// The labels that our own files carry.
fn own_label(name: &str) -> Option<Guess> {
    use model::facts::{ATTRIBUTES, SIGNALS};
    let attribute = ATTRIBUTES
        .iter()
        .find(|(id, label)| plain_name(id) == name || plain_name(label) == name);
    if let Some((id, _)) = attribute {
        return Some(Guess::Attribute(id));
    }
    SIGNALS
        .iter()
        .find(|(kind, label, _)| plain_name(kind) == name || plain_name(label) == name)
        .map(|(kind, _, _)| Guess::Signal(kind))
}

/// What each column of a list is, and what should be known about it.
#[must_use]
pub(crate) fn columns(raw: &RawTable) -> Vec<(Meaning, Option<String>)> {
    let guesses: Vec<Option<Guess>> = raw.columns.iter().map(|c| guess(&c.header)).collect();
    let mut taken: Vec<(Meaning, &str)> = Vec::new();
    let mut found: Vec<Option<(Meaning, Option<String>)>> = vec![None; guesses.len()];
    // Names that leave no doubt go first, so that "OwnerId" does not take the place of "Lead Owner".
    for weak in [false, true] {
        for ((column, guess), place) in raw.columns.iter().zip(&guesses).zip(&mut found) {
            let is_weak = matches!(guess, Some(Guess::Weak(_)));
            if is_weak == weak && place.is_none() {
                let (meaning, note) = settle(column, *guess, &taken);
                if meaning != Meaning::Keep {
                    taken.push((meaning.clone(), &column.header));
                }
                *place = Some((meaning, note));
            }
        }
    }
    found
        .into_iter()
        .map(|f| f.unwrap_or((Meaning::Keep, None)))
        .collect()
}

/// What one column is, given what its name suggests, its values, and the columns before it.
fn settle(
    column: &RawColumn,
    guess: Option<Guess>,
    taken: &[(Meaning, &str)],
) -> (Meaning, Option<String>) {
    let note = |text: &str| Some(text.to_owned());
    if column.dictionary().iter().all(is_not_chosen) {
        return (Meaning::Ignore, note("This column is empty."));
    }
    let Some(guess) = guess else {
        return (Meaning::Keep, None);
    };
    let meaning = match guess {
        Guess::Attribute(id) | Guess::Weak(id) => Meaning::attribute(id),
        Guess::First => Meaning::FirstName,
        Guess::Last => Meaning::LastName,
        Guess::Signal(kind) => Meaning::signal(kind),
        Guess::Activity => Meaning::Activity,
        Guess::ActivityDate => Meaning::ActivityDate,
        Guess::Status => Meaning::Status,
        Guess::Keep => Meaning::Keep,
        Guess::Ours => {
            return (
                Meaning::Ignore,
                note("Leadlens wrote this column; it works it out anew."),
            );
        }
        Guess::Leak => {
            return (
                Meaning::Keep,
                note(
                    "People filled this in after they had talked to the contact: it tells how the story ended, so do not judge by it.",
                ),
            );
        }
        Guess::Title if mostly(column, is_salutation) => {
            return (
                Meaning::Keep,
                note("These are forms of address, not job titles."),
            );
        }
        Guess::Title => Meaning::attribute("title"),
        Guess::Budget if mostly(column, |v| words::yes_no(v).is_some()) => {
            Meaning::attribute("budget")
        }
        Guess::Budget => Meaning::attribute("budget_amount"),
    };
    let before = taken.iter().find(|(m, _)| *m == meaning);
    match (&meaning, before) {
        (_, None) => (meaning, None),
        // Several statuses, activities and counts add up.
        (Meaning::Status | Meaning::Activity | Meaning::Signal(_) | Meaning::Keep, _) => {
            (meaning, None)
        }
        (Meaning::Attribute(id), Some((_, first))) if id == "email" || id == "phone" => {
            (meaning, Some(format!("Used where “{first}” is empty.")))
        }
        (_, Some((_, first))) => (
            Meaning::Keep,
            Some(format!(
                "“{first}” was taken for {} already.",
                meaning.label()
            )),
        ),
    }
}

/// Whether most of the first distinct values pass a test.
fn mostly(column: &RawColumn, test: impl Fn(&str) -> bool) -> bool {
    let values = column.dictionary().iter().filter(|v| !is_blank(v)).take(50);
    let (mut all, mut passed) = (0, 0);
    for value in values {
        all += 1;
        passed += usize::from(test(value));
    }
    all > 0 && passed * 2 > all
}

fn is_salutation(value: &str) -> bool {
    let word = plain_name(value);
    matches!(
        word.as_str(),
        "mr" | "mrs"
            | "ms"
            | "miss"
            | "mx"
            | "dr"
            | "prof"
            | "herr"
            | "frau"
            | "m"
            | "mme"
            | "mlle"
            | "sr"
            | "sra"
            | "srta"
            | "sir"
            | "madam"
    )
}

#[cfg(test)]
mod tests {
    use super::{is_blank, is_known, is_not_chosen, plain_name};

    #[test]
    fn headers_are_compared_by_their_letters() {
        let check = |header: &str, expected: &str| assert_eq!(plain_name(header), expected);
        check("# Employees", "employees");
        check("Country/Region", "countryregion");
        check("Person - Email (Work)", "personemailwork");
        check("Lead_Score__c", "leadscore");
        check("E-mail 1 - Value", "email1value");
        check("¿País?", "país");
    }

    #[test]
    fn every_label_of_ours_is_known() {
        for (id, label) in model::facts::ATTRIBUTES {
            assert!(is_known(id) && is_known(label), "{id}");
        }
        for (kind, label, _) in model::facts::SIGNALS {
            assert!(is_known(kind) && is_known(label), "{kind}");
        }
        assert!(!is_known("Favourite colour"));
    }

    #[test]
    fn words_for_nothing_are_nothing() {
        for blank in ["", " ", "N/A", "-", "NULL", "#N/A", "Unknown", "Select"] {
            assert!(is_blank(blank), "{blank}");
        }
        assert!(!is_blank("0") && !is_blank("None") && !is_blank("no"));
        assert!(is_not_chosen("Select") && !is_not_chosen("null") && !is_not_chosen("-"));
    }
}
