//! The text of plays and transcripts: how it is read and compared.

use sim_core::{Duration, Ratio, Time};

/// `5ms`.
///
/// # Panics
/// If it is no duration.
pub fn duration(text: &str) -> Duration {
    text.parse().unwrap_or_else(|error| panic!("{text:?}: {error}"))
}

/// `5ms` after the start.
///
/// # Panics
/// If it is no duration.
pub fn time(text: &str) -> Time {
    Time::after(duration(text))
}

/// `5`.
///
/// # Panics
/// If it is no number.
pub fn number(text: &str) -> u64 {
    text.parse().unwrap_or_else(|error| panic!("{text:?}: {error}"))
}

/// `5%`.
///
/// # Panics
/// If it is no ratio.
pub fn ratio(text: &str) -> Ratio {
    text.parse().unwrap_or_else(|error| panic!("{text:?}: {error}"))
}

/// A text without the indentation that all its lines share, and without empty lines.
pub fn dedent(text: &str) -> String {
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    let indent = |line: &str| line.len() - line.trim_start().len();
    let least = lines().map(indent).min().unwrap_or(0);
    lines().fold(String::new(), |text, line| text + &line[least..] + "\n")
}

/// Asserts that a transcript is the one that a drawing shows, however it is indented.
///
/// # Panics
/// If it isn't, with the transcript.
#[track_caller]
pub fn check_drawing(actual: &str, expected: &str) {
    let clean = |text: &str| -> Vec<String> {
        let lines = text.lines().map(|line| line.trim().to_string());
        lines.filter(|line| !line.is_empty()).collect()
    };
    assert!(
        clean(actual) == clean(expected),
        "the run is another one:\n\n        {}\n",
        dedent(actual).replace('\n', "\n        "),
    );
}

/// Asserts that two ways to tell a run are the same.
///
/// # Panics
/// If they aren't, with the place where they part.
#[track_caller]
pub fn check_same(what: &str, told: &str, expected: &str) {
    let same = told.lines().zip(expected.lines()).take_while(|(one, other)| one == other).count();
    let rest = |text: &str| {
        text.lines()
            .skip(same.saturating_sub(5))
            .take(9)
            .fold(String::new(), |text, line| text + line + "\n")
    };
    assert!(
        told == expected,
        "{what} is another one:\n\n{}\ninstead of\n\n{}",
        rest(told),
        rest(expected)
    );
}
