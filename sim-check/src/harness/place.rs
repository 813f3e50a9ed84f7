//! The place: which test it is, and where its failures are saved.

use std::panic::Location;
use std::path::{Path, PathBuf};

/// Which test it is, and where its failures are saved.
pub(super) struct Place {
    // Of the crate: where its manifest is.
    root: PathBuf,
    package: Option<String>,
    file: String,
    // With its modules, as `cargo test` calls it.
    test: Option<String>,
    short: String,
}

impl Place {
    /// The test that runs on this thread; called from this place.
    #[expect(clippy::disallowed_methods, reason = "the harness reads the environment")]
    pub(super) fn of_test(caller: &Location<'_>, scenario: &str) -> Self {
        let root = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(PathBuf::new, PathBuf::from);
        let stem = Path::new(caller.file()).file_stem();
        let stem = stem.map(|stem| stem.to_string_lossy().into_owned());
        let file = match stem.as_deref() {
            // Many a test file is called so: its folder has the name.
            Some("main" | "mod" | "lib") | None => folder_of(caller.file()),
            Some(stem) => stem.to_owned(),
        };
        // Each test has a thread of its own that is called after it; with a single thread it runs on the main one.
        let thread = std::thread::current();
        let test = thread.name().filter(|name| *name != "main").map(str::to_owned);
        let short = match &test {
            Some(test) => test.rsplit("::").next().unwrap_or(test).to_owned(),
            None => scenario.to_owned(),
        };
        let package = std::env::var("CARGO_PKG_NAME").ok();
        Self { root, package, file, test, short: plain(&short) }
    }

    #[cfg(test)]
    pub(super) fn in_folder(root: PathBuf, file: &str, short: &str) -> Self {
        Self { root, package: None, file: file.into(), test: None, short: short.into() }
    }

    // The folder of this test's failures.
    fn folder(&self) -> PathBuf {
        self.root.join("sim-regressions").join(plain(&self.file))
    }

    /// The failures that are saved for this test, in the order of their names.
    pub(super) fn saved(&self) -> Vec<PathBuf> {
        let Ok(entries) = std::fs::read_dir(self.folder()) else { return Vec::new() };
        let mut paths: Vec<PathBuf> = entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| self.is_own(path))
            .collect();
        paths.sort();
        paths
    }

    // `agreement-17.ron` is of `agreement`; `agreement-late-17.ron` is not.
    fn is_own(&self, path: &Path) -> bool {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let seed = name.as_deref().and_then(|name| {
            name.strip_prefix(&self.short)?.strip_prefix('-')?.strip_suffix(".ron")
        });
        seed.is_some_and(|seed| !seed.is_empty() && seed.bytes().all(|byte| byte.is_ascii_digit()))
    }

    /// What the failure of a seed is called.
    pub(super) fn name_of(&self, seed: u64) -> String {
        format!("{}-{seed}", self.short)
    }

    /// The file of the failure that is called so.
    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.folder().join(format!("{}.ron", plain(name)))
    }

    /// The command that runs this test alone.
    pub(super) fn command(&self) -> String {
        let mut command = "cargo test".to_owned();
        if let Some(package) = &self.package {
            command.push_str(" -p ");
            command.push_str(package);
        }
        if let Some(test) = &self.test {
            command.push(' ');
            command.push_str(test);
            command.push_str(" -- --exact");
        }
        command
    }
}

fn folder_of(file: &str) -> String {
    let folder = Path::new(file).parent().and_then(Path::file_name);
    folder.map_or_else(|| "tests".to_owned(), |name| name.to_string_lossy().into_owned())
}

// A name that every file system takes.
fn plain(name: &str) -> String {
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    let plain: String = name.chars().map(|c| if allowed(c) { c } else { '_' }).collect();
    // Neither this folder nor the one above.
    if plain.chars().all(|c| c == '.') { "_".repeat(plain.len().max(1)) } else { plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(short: &str) -> Place {
        Place::in_folder(PathBuf::from("/crate"), "consensus", short)
    }

    #[test]
    fn a_failure_lies_in_the_folder_of_its_test_file() {
        let path = place("agreement").file("agreement-17");
        assert_eq!(path, Path::new("/crate/sim-regressions/consensus/agreement-17.ron"));
    }

    #[test]
    fn a_test_knows_its_own_failures() {
        let own = |name: &str| place("agreement").is_own(Path::new(name));
        assert!(own("x/agreement-17.ron"));
        assert!(!own("x/agreement-late-17.ron"));
        assert!(!own("x/agreement-.ron"));
        assert!(!own("x/agreement-17.txt"));
        assert!(!own("x/disagreement-17.ron"));
    }

    #[test]
    fn a_name_never_leaves_its_folder() {
        assert_eq!(plain("../../etc"), ".._.._etc");
        assert_eq!(plain(".."), "__");
        assert_eq!(plain("raft/lost vote"), "raft_lost_vote");
    }

    #[test]
    fn a_command_names_the_test() {
        let mut place = place("agreement");
        assert_eq!(place.command(), "cargo test");
        place.package = Some("consensus".into());
        place.test = Some("paxos::agreement".into());
        assert_eq!(place.command(), "cargo test -p consensus paxos::agreement -- --exact");
    }
}
