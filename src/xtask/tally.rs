//! Counting what passed and failed over all steps, from what the test runners print.

/// How many checks passed and failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Checks that passed.
    pub passed: u32,
    /// Checks that failed.
    pub failed: u32,
}

impl Tally {
    /// A step that counts as one check.
    pub fn one(passed: bool) -> Self {
        Self {
            passed: u32::from(passed),
            failed: u32::from(!passed),
        }
    }

    /// Adds another step's counts.
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    /// The counts a test runner printed. A runner that failed without naming a failed test (it did not build, or it
    /// was stopped) counts as one failure.
    pub fn of_runner(succeeded: bool, text: &str) -> Self {
        let mut tally = Self::default();
        for line in text.lines() {
            let line = line.trim();
            // nextest: "Summary [   0.1s] 5 tests run: 4 passed, 1 failed, 2 skipped"; cargo test: "test result: ok.
            // 5 passed; 0 failed; 0 ignored"; our own: "end to end: 5 passed, 0 failed".
            let counted = line.starts_with("Summary [")
                || line.starts_with("test result: ")
                || line.starts_with("end to end: ");
            if counted {
                tally.passed += number_before(line, "passed");
                tally.failed += number_before(line, "failed") + number_before(line, "timed out");
            }
        }
        if !succeeded && tally.failed == 0 {
            tally.failed = 1;
        }
        tally
    }
}

/// The number that stands right before a word; 0 where there is none.
fn number_before(line: &str, word: &str) -> u32 {
    line.split([',', ';', ':', '.', '('])
        .filter_map(|part| part.trim().strip_suffix(word))
        .filter_map(|number| number.trim().parse::<u32>().ok())
        .sum()
}

#[cfg(test)]
mod tests {
    use super::Tally;

    #[test]
    fn reads_what_runners_print() {
        for (succeeded, text, passed, failed) in [
            (
                true,
                "     Summary [   0.131s] 12 tests run: 12 passed, 3 skipped",
                12,
                0,
            ),
            (
                false,
                "     Summary [   0.131s] 12 tests run: 9 passed (1 slow), 2 failed, 1 timed out, 3 skipped",
                9,
                3,
            ),
            (
                true,
                "test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured",
                5,
                0,
            ),
            (
                false,
                "test result: FAILED. 5 passed; 2 failed; 1 ignored",
                5,
                2,
            ),
            (true, "end to end: 7 passed, 0 failed", 7, 0),
            (false, "error: could not compile", 0, 1),
            (
                false,
                "     Summary [   0.131s] 1 test run: 1 passed, 0 skipped",
                1,
                1,
            ),
        ] {
            assert_eq!(
                Tally::of_runner(succeeded, text),
                Tally { passed, failed },
                "{text}"
            );
        }
    }
}
