//! What an edit changes, so that views and the store refresh that and no more.

use std::ops::Range;

/// What changed in a workspace.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Rows whose facts changed, in order, without overlaps. Includes rows that came; of rows that went, what is past the end.
    pub rows: Vec<Range<u32>>,
    /// Contacts came or went: what was made for the table has to be made anew.
    pub rows_came_or_went: bool,
    /// What the rulebook in use says may have changed: another one, other rules, another profile.
    pub rules: bool,
    /// The day looked at changed.
    pub as_of: bool,
    /// What is kept about the lists and the workspace itself changed: names, answers, days.
    pub settings: bool,
    /// The team's own rulebooks changed.
    pub rulebooks: bool,
    /// The team's quizzes changed.
    pub quizzes: bool,
    /// What belongs to learning changed.
    pub learning: bool,
}

impl Change {
    /// A change of the facts of these rows.
    #[must_use]
    pub fn of_rows(rows: Range<u32>) -> Change {
        let mut change = Change::default();
        change.add_rows(rows);
        change
    }

    /// Whether every assessment has to be made anew.
    #[must_use]
    pub fn all(&self) -> bool {
        self.rows_came_or_went || self.rules || self.as_of
    }

    /// Adds rows whose facts changed.
    pub fn add_rows(&mut self, rows: Range<u32>) {
        if rows.is_empty() {
            return;
        }
        // Mostly they come in order and touch the last.
        if let Some(last) = self.rows.last_mut()
            && last.start <= rows.start
            && rows.start <= last.end
        {
            last.end = last.end.max(rows.end);
            return;
        }
        let in_order = self.rows.last().is_none_or(|last| last.end < rows.start);
        self.rows.push(rows);
        if !in_order {
            self.rows.sort_by_key(|r| r.start);
            let all = std::mem::take(&mut self.rows);
            for rows in all {
                match self.rows.last_mut() {
                    Some(last) if rows.start <= last.end => last.end = last.end.max(rows.end),
                    _ => self.rows.push(rows),
                }
            }
        }
    }

    /// Adds what another change changes.
    pub fn add(&mut self, other: Change) {
        for rows in other.rows {
            self.add_rows(rows);
        }
        self.rows_came_or_went |= other.rows_came_or_went;
        self.rules |= other.rules;
        self.as_of |= other.as_of;
        self.settings |= other.settings;
        self.rulebooks |= other.rulebooks;
        self.quizzes |= other.quizzes;
        self.learning |= other.learning;
    }
}

#[cfg(test)]
mod tests {
    use super::Change;

    #[test]
    fn rows_are_put_together() {
        let check = |rows: &[(u32, u32)], expected: &[(u32, u32)]| {
            let mut change = Change::default();
            for (start, end) in rows {
                change.add_rows(*start..*end);
            }
            let got: Vec<_> = change.rows.iter().map(|r| (r.start, r.end)).collect();
            assert_eq!(got, expected);
        };
        check(&[(1, 2), (2, 3), (5, 6)], &[(1, 3), (5, 6)]);
        check(&[(5, 6), (1, 2), (2, 3)], &[(1, 3), (5, 6)]);
        check(&[(5, 9), (1, 2), (0, 7)], &[(0, 9)]);
        check(&[(3, 3)], &[]);
        check(&[(0, 9), (2, 3)], &[(0, 9)]);
    }
}
