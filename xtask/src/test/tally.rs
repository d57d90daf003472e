//! Adds up the results of many test programs.

use std::{fmt, process::ExitCode};

/// How many tests passed and failed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    passed: u64,
    failed: u64,
    /// The failures when the current run began.
    before: u64,
}

impl Tally {
    /// Reads a line of output; most say nothing about results.
    pub(crate) fn read(&mut self, line: &str) {
        let Some((_, counts)) = line.split_once("test result: ") else {
            return;
        };
        self.passed += count(counts, "passed");
        self.failed += count(counts, "failed");
    }

    /// Notes that a run of cargo ended. One that fails and names no failure did not compile or
    /// broke off, which must not look like success.
    pub(crate) fn end_of_run(&mut self, success: bool) {
        if !success && self.failed == self.before {
            self.failed += 1;
        }
        self.before = self.failed;
    }

    pub(crate) fn exit_code(&self) -> ExitCode {
        if self.failed == 0 && self.passed > 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// Reads the number before a word: 12 from `ok. 12 passed; 0 failed`.
fn count(counts: &str, word: &str) -> u64 {
    let words: Vec<_> = counts.split([' ', ';']).collect();
    let pairs = words.windows(2).find_map(|pair| match pair {
        [number, label] if *label == word => number.parse().ok(),
        _ => None,
    });
    pairs.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(lines: &[&str]) -> Tally {
        let mut tally = Tally::default();
        for line in lines {
            tally.read(line);
        }
        tally
    }

    #[test]
    fn results_are_added_up() {
        let mut tally = tally(&[
            "running 3 tests",
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            "test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out",
        ]);
        tally.end_of_run(false);
        assert_eq!(tally.to_string(), "4 passed, 2 failed");
    }

    #[test]
    fn a_run_that_breaks_off_counts_as_a_failure() {
        let mut tally = tally(&["test result: ok. 3 passed; 0 failed; 0 ignored"]);
        tally.end_of_run(true);
        tally.end_of_run(false);
        assert_eq!(tally.to_string(), "3 passed, 1 failed");
    }
}
