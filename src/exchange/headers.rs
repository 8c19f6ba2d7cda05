//! Every column gets a name of its own.

use std::collections::BTreeSet;

/// The headers as they are written, with "Column 3" where there is none and "Email (2)" where another column has the same.
#[must_use]
pub fn apart(written: &[String]) -> Vec<String> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    // A header that stands alone keeps its name, also where a suffix would make another one like it.
    let all: BTreeSet<&str> = written.iter().map(String::as_str).collect();
    written
        .iter()
        .enumerate()
        .map(|(at, header)| {
            let base = match header.trim().is_empty() {
                true => format!("Column {}", at + 1),
                false => header.clone(),
            };
            let mut name = base.clone();
            let mut number = 2;
            let is_suffixed = |name: &str| *name != *header;
            while taken.contains(&name) || (is_suffixed(&name) && all.contains(name.as_str())) {
                name = format!("{base} ({number})");
                number += 1;
            }
            taken.insert(name.clone());
            name
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::apart;

    #[test]
    fn headers_are_kept_apart() {
        let check = |written: &[&str], expected: &[&str]| {
            let written: Vec<String> = written.iter().map(|h| (*h).to_owned()).collect();
            assert_eq!(apart(&written), expected);
        };
        check(&["Name", "Email"], &["Name", "Email"]);
        check(
            &["Email", "Email", "Email"],
            &["Email", "Email (2)", "Email (3)"],
        );
        check(&["A", "", " ", "B"], &["A", "Column 2", "Column 3", "B"]);
        check(&["", "Column 1"], &["Column 1 (2)", "Column 1"]);
        check(&["X", "X", "X (2)"], &["X", "X (3)", "X (2)"]);
    }
}
