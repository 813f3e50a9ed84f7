//! The invocation: how this command was called, so that what it tells people to type works.

use std::ffi::{OsStr, OsString};
use std::path::Path;

/// How this command was called.
#[derive(Clone, Debug)]
pub(crate) struct Invocation {
    // What stands before the arguments: `sim`, or `cargo run --release --`.
    start: String,
    // The arguments as they were given.
    arguments: Vec<String>,
}

impl Invocation {
    /// From the arguments of the process; `cargo` says whether cargo started it.
    pub(crate) fn of(arguments: &[OsString], cargo: bool) -> Self {
        let path = arguments.first().map_or(Path::new("sim"), Path::new);
        let name = path.file_stem().unwrap_or(OsStr::new("sim")).to_string_lossy().into_owned();
        let parts: Vec<&OsStr> = path.iter().collect();
        let has = |folder: &str| parts.iter().rev().skip(1).take(2).any(|part| *part == folder);
        let start = if cargo {
            let release = if has("release") { " --release" } else { "" };
            let example =
                if has("examples") { format!(" --example {name}") } else { String::new() };
            format!("cargo run{release}{example} --")
        } else {
            name
        };
        let texts = arguments.iter().skip(1).map(|it| it.to_string_lossy().into_owned());
        Self { start, arguments: texts.collect() }
    }

    /// What to type for this command with other arguments.
    pub(crate) fn with<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> String {
        let mut line = self.start.clone();
        for argument in arguments {
            line.push(' ');
            line.push_str(&quoted(argument));
        }
        line
    }

    /// What was typed.
    pub(crate) fn again(&self) -> String {
        self.with(self.arguments.iter().map(String::as_str))
    }
}

/// As a shell takes it for one word.
pub(crate) fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=,@%+".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(typed: &[&str], cargo: bool, expected: &str) {
        let arguments: Vec<OsString> = typed.iter().map(OsString::from).collect();
        assert_eq!(Invocation::of(&arguments, cargo).with(["list"]), expected);
    }

    #[test]
    fn a_command_is_called_by_its_name() {
        check(&["sim", "sweep"], false, "sim list");
        check(&["/usr/local/bin/shop.exe"], false, "shop list");
    }

    #[test]
    fn a_command_under_cargo_is_called_by_cargo() {
        check(&["target/debug/sim"], true, "cargo run -- list");
        check(&["/x/target/release/sim"], true, "cargo run --release -- list");
        check(
            &["target/release/examples/shop"],
            true,
            "cargo run --release --example shop -- list",
        );
    }

    #[test]
    fn a_word_with_a_blank_is_quoted() {
        assert_eq!(quoted("raft/lost-vote"), "raft/lost-vote");
        assert_eq!(quoted("raft/*"), "'raft/*'");
        assert_eq!(quoted("it's"), r"'it'\''s'");
        assert_eq!(quoted(""), "''");
    }
}
