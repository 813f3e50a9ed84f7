//! Texts that are kept in files, to be compared with what comes out today.
//!
//! Where a change is meant: `SIM_GOLDEN=write cargo test -p sim-check`, and look at the difference.

use std::fs;
use std::path::PathBuf;

/// Compares a text with the one that is kept in this file beside the tests, or keeps it if whoever runs the test says
/// `SIM_GOLDEN=write`.
#[track_caller]
pub(crate) fn is_as_kept(name: &str, actual: &str) {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests").join(name);
    if writes() {
        let folder = file.parent().expect("a file lies in a folder");
        fs::create_dir_all(folder).expect("the test's own directory can be written");
        fs::write(&file, actual).expect("the test's own directory can be written");
        return;
    }
    let Ok(expected) = fs::read_to_string(&file) else {
        panic!("{}: there is no such file; it would be\n{actual}", file.display());
    };
    // A checkout may have other line ends.
    let expected = expected.replace("\r\n", "\n");
    let mut lines = (1..).zip(expected.lines().zip(actual.lines()));
    if let Some((number, (was, is))) = lines.find(|(_, (was, is))| was != is) {
        panic!("{}:{number} differs\n  was  {was}\n  is   {is}", file.display());
    }
    assert_eq!(expected.lines().count(), actual.lines().count(), "lines of {}", file.display());
    assert_eq!(expected, actual, "{}", file.display());
}

#[expect(clippy::disallowed_methods, reason = "whoever runs a test says so by hand")]
fn writes() -> bool {
    std::env::var_os("SIM_GOLDEN").is_some_and(|value| value == "write")
}
