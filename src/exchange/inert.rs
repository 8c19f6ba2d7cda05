//! Cells that a spreadsheet would run as a formula are made inert in the files we write, and made whole again in the files we read back.
//!
//! The rule: a cell that begins with any number of `'` and then one of `= + - @`, their full-width twins, tab, CR or LF gets one more `'` in front. Undoing takes one
//! `'` away where at least one stands before such a character. Both are exact opposites, and no other cell is touched. Our files are told by their last column, whose header is
//! [`MARK`] and whose cells are empty: unlike a mark in the first bytes it survives a spreadsheet that opens the file and saves it.

use crate::raw::RawTable;

/// Header of the last column in the CSV files this program writes.
pub const MARK: &str = "leadlens-csv/1";

fn is_live(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// Whether a `'` is put before this text in our files.
#[must_use]
pub fn needs_quote(text: &str) -> bool {
    is_live(text.trim_start_matches('\''))
}

/// The text of a cell of our files, without the `'` that kept it inert.
#[must_use]
pub fn without_quote(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if needs_quote(rest) => rest,
        _ => text,
    }
}

/// Makes the cells of one of our own files whole again and takes the mark away; leaves any other file alone.
pub(crate) fn undo(table: &mut RawTable) {
    let Some(at) = table.columns.iter().position(|c| c.header == MARK) else {
        return;
    };
    table.is_ours = true;
    table.columns.remove(at);
    for column in &mut table.columns {
        column.header = without_quote(&column.header).to_owned();
        if column.dictionary().iter().any(|v| without_quote(v) != v) {
            column.rewrite(|value| without_quote(value).to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{needs_quote, without_quote};
    use proptest::prelude::*;

    fn quoted(text: &str) -> String {
        match needs_quote(text) {
            true => format!("'{text}"),
            false => text.to_owned(),
        }
    }

    proptest! {
        #[test]
        fn undoing_is_exact(text in "'{0,3}[=+@a\t-]?\\PC{0,5}") {
            let written = quoted(&text);
            prop_assert!(!written.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']));
            prop_assert_eq!(without_quote(&written), text);
        }
    }

    #[test]
    fn only_live_cells_are_quoted() {
        let check = |text: &str, expected: &str| assert_eq!(quoted(text), expected);
        check("=1+1", "'=1+1");
        check("-5", "'-5");
        check("'=1", "''=1");
        check("'hello", "'hello");
        check("", "");
        check("'", "'");
        check("＝1", "'＝1");
    }
}
