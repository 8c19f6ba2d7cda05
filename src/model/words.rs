//! Conditions and facts in words: labels where a rulebook gives none, and the fact that a verdict stands on.

use crate::bits::counted_day;
use crate::compare::number;
use crate::condition::{Condition, Did, Kinds, Scalar, Test};
use crate::day::Day;
use crate::facts::{attribute_label, signal_label};
use crate::host::lower;
use crate::host::number_text as text;
use crate::rulebook::Rulebook;
use crate::table::Table;

/// Texts, one behind the other. Formatting by the standard library takes kilobytes that every embedding page would load.
#[must_use]
pub(crate) fn joined(parts: &[&str]) -> String {
    let mut out = String::new();
    for part in parts {
        out.push_str(part);
    }
    out
}

/// A whole number in digits.
#[must_use]
pub(crate) fn whole(number: u64) -> String {
    padded(number, 1)
}

/// A whole number in at least so many digits.
#[must_use]
pub(crate) fn padded(number: u64, digits: usize) -> String {
    let mut backwards = Vec::new();
    let mut rest = number;
    while rest > 0 || backwards.len() < digits {
        backwards.push(b'0' + u8::try_from(rest % 10).unwrap_or(0));
        rest /= 10;
    }
    let mut digits = String::new();
    while let Some(digit) = backwards.pop() {
        digits.push(char::from(digit));
    }
    digits
}

/// Parts of a sentence: "a, b and c".
#[must_use]
pub fn list(parts: &[String], last: &str) -> String {
    let mut out = String::new();
    for (at, part) in parts.iter().enumerate() {
        if at > 0 && at + 1 == parts.len() {
            out.push_str(&joined(&[" ", last, " "]));
        } else if at > 0 {
            out.push_str(", ");
        }
        out.push_str(part);
    }
    out
}

/// What a condition says, in words: the label of a criterion, else made from the facts it names.
#[must_use]
pub fn label(rulebook: &Rulebook, condition: &Condition) -> String {
    let parts = |conditions: &[Condition], last: &str| {
        let mut labels = Vec::new();
        for condition in conditions {
            labels.push(label(rulebook, condition));
        }
        list(&labels, last)
    };
    if let Condition::Attribute { .. } | Condition::Did(_) = condition {
        // The rulebook's own word for just this test, if it has one.
        for criterion in &rulebook.criteria {
            if criterion.when == *condition {
                return criterion.label.clone();
            }
        }
    }
    match condition {
        Condition::Criterion(i) => match rulebook.criteria.get(*i) {
            Some(criterion) => criterion.label.clone(),
            None => String::new(),
        },
        Condition::Attribute { id, test } => attribute_words(id, test),
        Condition::Did(did) => did_words(did),
        Condition::FitAtLeast(x) => joined(&["fit is ", &text(*x), " or more"]),
        Condition::EngagementAtLeast(x) => joined(&["engagement is ", &text(*x), " or more"]),
        Condition::All(list) => parts(list, "and"),
        Condition::Any(list) => parts(list, "or"),
        Condition::None(list) => joined(&["none of: ", &parts(list, "or")]),
        Condition::AtLeast(n, list) => {
            joined(&["at least ", &whole(*n), " of: ", &parts(list, "and")])
        }
    }
}

/// What a condition on a fact or a score looks at, whatever a criterion calls it; `None` for what is made of others.
#[cfg(feature = "workspace")]
#[must_use]
pub fn own_words(condition: &Condition) -> Option<String> {
    match condition {
        Condition::Attribute { id, test } => Some(attribute_words(id, test)),
        Condition::Did(did) => Some(did_words(did)),
        Condition::FitAtLeast(x) => Some(joined(&["fit is ", &text(*x), " or more"])),
        Condition::EngagementAtLeast(x) => Some(joined(&["engagement is ", &text(*x), " or more"])),
        _ => None,
    }
}

fn attribute_words(id: &str, test: &Test) -> String {
    let name = attribute_label(id);
    let (between, what, after) = match test {
        Test::Is(values) => {
            let mut texts: Vec<String> = Vec::new();
            for value in values {
                texts.push(match value {
                    Scalar::Text(value) => spaced(value),
                    Scalar::Number(n) => text(*n),
                });
            }
            (": ", list(&texts, "or"), "")
        }
        Test::Number { low, high } => (": ", range(low.map(text), high.map(text)), ""),
        Test::Date { low, high } => {
            let words = |day: Day| day.written();
            (": ", range(low.map(words), high.map(words)), "")
        }
        Test::DaysAgoAtMost(d) => (": at most ", text(*d), " days ago"),
        Test::DaysAgoAtLeast(d) => (": at least ", text(*d), " days ago"),
        Test::Known(true) => (" is known", String::new(), ""),
        Test::Known(false) => (" is not known", String::new(), ""),
    };
    joined(&[name, between, &what, after])
}

/// With blanks for what stands for them in ids.
fn spaced(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        out.push(if letter == '_' { ' ' } else { letter });
    }
    out
}

fn range(low: Option<String>, high: Option<String>) -> String {
    match (low, high) {
        (Some(low), Some(high)) => joined(&[&low, " to ", &high]),
        (Some(low), None) => joined(&[&low, " or more"]),
        (None, Some(high)) => joined(&[&high, " or less"]),
        (None, None) => "anything".to_owned(),
    }
}

fn did_words(did: &Did) -> String {
    let mut words = match &did.kinds {
        Kinds::Interest => "shows interest".to_owned(),
        Kinds::These(kinds) => {
            let mut labels = Vec::new();
            for kind in kinds {
                labels.push(lower_first(signal_label(kind)));
            }
            list(&labels, "or")
        }
    };
    if did.times > 1 {
        words.push_str(&joined(&[", ", &whole(did.times), " times"]));
    }
    match did.within_days {
        Some(0) => words.push_str(", today"),
        Some(days) => words.push_str(&joined(&[", within ", &whole(days), " days"])),
        None => {}
    }
    words
}

/// With a small first letter, for the middle of a sentence.
#[must_use]
pub fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => lower(first.encode_utf8(&mut [0; 4])) + letters.as_str(),
        None => String::new(),
    }
}

/// The fact that the verdict of an attribute or a `did` stands on, in words; empty for conditions that are made of others.
#[must_use]
pub fn fact(table: &Table, row: u32, as_of: Day, condition: &Condition) -> String {
    match condition {
        Condition::Attribute { id, test } => {
            let Some(column) = table.column(id) else {
                return "not recorded".to_owned();
            };
            let value = column.get(row).trim();
            if value.is_empty() {
                return "not recorded".to_owned();
            }
            let shown = spaced(value);
            let unreadable = match test {
                Test::Number { .. } if number(value, column.kind(row)).is_none() => {
                    Some("not a number")
                }
                Test::Date { .. } | Test::DaysAgoAtMost(_) | Test::DaysAgoAtLeast(_)
                    if Day::parse(value).is_none() =>
                {
                    Some("not a date")
                }
                _ => None,
            };
            match unreadable {
                Some(why) => format!("“{value}” is {why}"),
                None if column.inferred.contains(&row) => format!("{shown}, worked out"),
                None => shown,
            }
        }
        Condition::Did(did) => done(table, row, as_of, did),
        _ => String::new(),
    }
}

/// What was done of one kind.
struct Done<'a> {
    kind: &'a str,
    count: u64,
    last: Day,
    dated: bool,
}

/// Kinds of which each is told by itself; of further ones it is said how many times.
const MOST_KINDS: usize = 3;

/// What was done of the kinds that count, each with its own number of times, the latest first.
fn done(table: &Table, row: u32, as_of: Day, did: &Did) -> String {
    let mut all: Vec<Done> = Vec::new();
    for (kind, entry) in table.signals_of(row) {
        if !did.kinds.contains(kind) {
            continue;
        }
        let (last, dated) = (counted_day(&entry, table, as_of), entry.day().is_some());
        let count = u64::from(entry.count);
        match all.iter_mut().find(|done| done.kind == kind) {
            Some(done) => {
                done.count = done.count.saturating_add(count);
                if last > done.last {
                    (done.last, done.dated) = (last, dated);
                }
            }
            None => all.push(Done {
                kind,
                count,
                last,
                dated,
            }),
        }
    }
    if all.is_empty() {
        return "not yet".to_owned();
    }
    all.sort_by_key(|done| std::cmp::Reverse(done.last));
    let alone = matches!(&did.kinds, Kinds::These(kinds) if kinds.len() == 1);
    let (told, others) = all.split_at(all.len().min(MOST_KINDS));
    let mut parts: Vec<String> = Vec::new();
    for done in told {
        parts.push(done.in_words(!alone));
    }
    let more = others
        .iter()
        .fold(0u64, |sum, done| sum.saturating_add(done.count));
    if more > 0 {
        parts.push(format!("{more} more of these"));
    }
    parts.join("; ")
}

impl Done<'_> {
    fn in_words(&self, named: bool) -> String {
        let what = if named {
            format!("{}, ", lower_first(signal_label(self.kind)))
        } else {
            String::new()
        };
        let times = if self.count > 1 {
            format!("{} times, last ", self.count)
        } else {
            String::new()
        };
        let day = if self.dated {
            self.last.in_words()
        } else {
            "day not known".to_owned()
        };
        format!("{what}{times}{day}")
    }
}
