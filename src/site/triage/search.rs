//! Which contacts hold a text. Distinct values are searched once, then rows by their codes.

use crate::session::Session;
use crate::slice::{Cancel, Slice};

/// Values between two looks at the clock.
const STEP: usize = 4_096;
/// Rows between two looks at the clock.
const ROWS: usize = 65_536;

/// For each row whether some value of it holds the text, upper and lower case alike. `None` when called off.
pub async fn rows_with(
    session: Session,
    text: &str,
    slice: &mut Slice,
    cancel: &Cancel,
) -> Option<Vec<bool>> {
    let needle = text.trim().to_lowercase();
    let (rows, columns) = session.look(|desk| {
        let table = desk.workspace.table();
        (table.rows() as usize, table.columns().len())
    });
    let mut found = vec![false; rows];
    for column in 0..columns {
        let len = session.look(|desk| {
            let columns = desk.workspace.table().columns();
            columns.get(column).map_or(0, |c| c.dictionary().len())
        });
        let mut hits = vec![false; len];
        let mut any = false;
        for start in (1..len).step_by(STEP) {
            session.look(|desk| {
                let columns = desk.workspace.table().columns();
                let Some(column) = columns.get(column) else {
                    return;
                };
                for (code, hit) in hits.iter_mut().enumerate().skip(start).take(STEP) {
                    let code = u32::try_from(code).unwrap_or(u32::MAX);
                    *hit = holds(column.dictionary().get(code), &needle);
                    any |= *hit;
                }
            });
            slice.pause().await;
            if cancel.is_cancelled() {
                return None;
            }
        }
        if !any {
            continue;
        }
        for start in (0..rows).step_by(ROWS) {
            session.look(|desk| {
                let columns = desk.workspace.table().columns();
                let Some(column) = columns.get(column) else {
                    return;
                };
                let rows = found.iter_mut().zip(column.codes()).skip(start).take(ROWS);
                for (found, code) in rows {
                    *found |= hits.get(*code as usize).copied().unwrap_or(false);
                }
            });
            slice.pause().await;
            if cancel.is_cancelled() {
                return None;
            }
        }
    }
    Some(found)
}

/// Whether a value holds a text that is in lower case already.
fn holds(value: &str, needle: &str) -> bool {
    if !value.is_ascii() {
        return value.to_lowercase().contains(needle);
    }
    let (value, needle) = (value.as_bytes(), needle.as_bytes());
    let Some((first, rest)) = needle.split_first() else {
        return true;
    };
    let mut left = value;
    while let Some(at) = left.iter().position(|b| b.to_ascii_lowercase() == *first) {
        left = left.get(at + 1..).unwrap_or(&[]);
        if left.len() < rest.len() {
            return false;
        }
        if left
            .get(..rest.len())
            .is_some_and(|l| l.eq_ignore_ascii_case(rest))
        {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::holds;

    #[test]
    fn a_value_holds_a_text_in_any_case() {
        let check = |value: &str, needle: &str, expected: bool| {
            assert_eq!(holds(value, needle), expected, "{value} {needle}");
        };
        check("Acme Inc", "acme", true);
        check("Acme Inc", "inc", true);
        check("aaab", "aab", true);
        check("Acme", "acmee", false);
        check("ACME ÉTOILE", "étoile", true);
        check("", "a", false);
        check("a", "", true);
        check("abc", "é", false);
    }
}
