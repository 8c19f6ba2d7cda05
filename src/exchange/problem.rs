//! What could not be read as it should, and where: a list that people can look through and download.

use crate::csv_write::CsvWriter;

/// One thing that is wrong in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Line of the file, from 1; 0 when it concerns the whole file.
    pub line: u32,
    /// Cell of the line, from 1; 0 when it concerns the whole line.
    pub column: u32,
    /// Header of the column; may be empty.
    pub header: String,
    /// What stands there, cut to a readable length.
    pub value: String,
    /// What is wrong and what was made of it, one sentence.
    pub what: String,
}

/// The problems of one file: the first thousand, and how many there were.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    kept: Vec<Problem>,
    total: u64,
}

/// How many problems are kept word by word.
pub const MAX_KEPT: usize = 1_000;

/// How much of a value is shown.
const MAX_SHOWN: usize = 120;

impl Problems {
    /// Adds a problem; it is only made when there is room for it.
    pub fn add(&mut self, make: impl FnOnce() -> Problem) {
        self.total += 1;
        if self.kept.len() < MAX_KEPT {
            self.kept.push(make());
        }
    }

    /// The problems kept, in the order they were met.
    #[must_use]
    pub fn kept(&self) -> &[Problem] {
        &self.kept
    }

    /// How many there were in all.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.total
    }

    /// How many there were beyond those kept.
    #[must_use]
    pub fn more(&self) -> u64 {
        self.total - self.kept.len() as u64
    }

    /// Puts the problems of another part behind these.
    pub fn append(&mut self, other: Problems) {
        self.total += other.total;
        let room = MAX_KEPT.saturating_sub(self.kept.len());
        self.kept.extend(other.kept.into_iter().take(room));
    }

    /// Brings the problems kept into the order of lines; those of one line stay as they were met.
    pub fn sort_by_line(&mut self) {
        self.kept.sort_by_key(|problem| problem.line);
    }

    /// The list as a CSV file with a header row.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let mut csv = CsvWriter::plain(&["Line", "Column", "Header", "Value", "Problem"]);
        for p in &self.kept {
            let (line, column) = (p.line.to_string(), p.column.to_string());
            csv.row([line.as_str(), &column, &p.header, &p.value, &p.what]);
        }
        if self.more() > 0 {
            let more = format!("{} more problems are not listed.", self.more());
            csv.row(["", "", "", "", &more]);
        }
        csv.finish()
    }
}

/// The beginning of a value, with a mark when it was cut.
#[must_use]
pub(crate) fn shown(value: &str) -> String {
    match value.char_indices().nth(MAX_SHOWN) {
        Some((at, _)) => format!("{}…", value.get(..at).unwrap_or("")),
        None => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_KEPT, Problem, Problems};

    #[test]
    fn a_thousand_are_kept_and_the_rest_counted() {
        let mut problems = Problems::default();
        for line in 0..1_234 {
            problems.add(|| Problem {
                line,
                column: 1,
                header: "Phone".into(),
                value: "=1+1".into(),
                what: "Odd.".into(),
            });
        }
        assert_eq!(
            (problems.kept().len(), problems.total(), problems.more()),
            (MAX_KEPT, 1_234, 234)
        );
        let csv = problems.to_csv();
        assert!(
            csv.starts_with("Line,Column,Header,Value,Problem\r\n0,1,Phone,\"'=1+1\",Odd.\r\n")
        );
        assert!(csv.ends_with("234 more problems are not listed.\r\n"));
    }
}
