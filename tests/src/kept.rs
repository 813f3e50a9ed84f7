//! Texts that are kept in files, to be compared with what comes out today.

use std::fs;
use std::path::{Path, PathBuf};

/// A file or a directory among those that are kept.
pub fn place(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("testdata").join(name)
}

/// Compares a text with the one that is kept, or keeps it if whoever runs the test says `SIM_GOLDEN=write`.
///
/// # Errors
/// There is no such file, or it says something else: the first line in which the two differ.
///
/// # Panics
/// The text is to be written and can't be.
pub fn compare(file: &Path, actual: &str) -> Result<(), String> {
    if writes() {
        fs::write(file, actual).expect("the test's own directory can be written");
        return Ok(());
    }
    let Ok(expected) = fs::read_to_string(file) else {
        return Err(format!("{}: there is no such file; it would be\n{actual}", file.display()));
    };
    // A checkout may have other line ends.
    let expected = expected.replace("\r\n", "\n");
    if expected == actual {
        return Ok(());
    }
    let mut lines = (1..).zip(expected.lines().zip(actual.lines()));
    if let Some((number, (was, is))) = lines.find(|(_, (was, is))| was != is) {
        return Err(format!("{}:{number} differs\n  was  {was}\n  is   {is}", file.display()));
    }
    let (was, is) = (expected.lines().count(), actual.lines().count());
    Err(format!("{} differs: it was {was} lines long, and is {is}", file.display()))
}

/// Whether whoever runs a test wants what is kept to be written anew.
#[expect(clippy::disallowed_methods, reason = "whoever runs a test says so by hand")]
pub fn writes() -> bool {
    std::env::var_os("SIM_GOLDEN").is_some_and(|value| value == "write")
}
