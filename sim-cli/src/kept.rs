//! Kept failures: where saved failures lie, and how they are found again by name.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sim_check::{AnyScenario, Finding, Saved};
use sim_net::{Mistake, nearest};

use crate::refusal::Refusal;

/// The folder of all saved failures, beside the manifest of a crate: `cargo test` looks there as well.
const FOLDER: &str = "sim-regressions";

/// Where a failure is kept: `sim-regressions/raft/lost-vote-7.ron`.
pub(crate) fn place(finding: &Finding) -> PathBuf {
    let scenario = &finding.saved.scenario;
    let parts: Vec<String> = scenario.split('/').map(plain).collect();
    let (last, folders) = parts.split_last().expect("a split has a last part");
    let mut path = PathBuf::from(FOLDER);
    // A scenario that stands alone has a folder of its own, as the tests of a file have.
    path.extend(if folders.is_empty() { std::slice::from_ref(last) } else { folders });
    path.join(format!("{last}-{}.ron", finding.seed))
}

/// A name that every file system takes, and that never leaves its folder.
pub(crate) fn plain(name: &str) -> String {
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    let plain: String = name.chars().map(|c| if allowed(c) { c } else { '_' }).collect();
    if plain.chars().all(|c| c == '.') { "_".repeat(plain.len().max(1)) } else { plain }
}

/// Keeps a failure, unless another one of the same seed is kept there.
pub(crate) fn keep(path: &Path, saved: &Saved) -> Result<(), Refusal> {
    if let Ok(text) = fs::read_to_string(path)
        && Saved::read(&path.display().to_string(), &text)
            .is_ok_and(|other| other.failure != saved.failure)
    {
        let said = format!("{} is another failure of this seed; it stays", path.display());
        return Err(Refusal::new(said));
    }
    write(path, &saved.to_string())
}

/// Writes a file, and the folders that it lies in.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), Refusal> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| fs::write(path, text))
        .map_err(|error| Refusal::unwritable(path, &error))
}

/// The text of a file.
pub(crate) fn text(path: &Path) -> Result<String, Refusal> {
    fs::read_to_string(path).map_err(|error| Refusal::unreadable(path, &error))
}

/// The file that is meant: a path, or the name of a failure that is kept here, as `lost-vote-7`.
pub(crate) fn find(word: &Path) -> Result<PathBuf, Refusal> {
    if word.exists() {
        return Ok(word.to_owned());
    }
    let kept = kept();
    let name = |path: &Path| path.file_stem().map(|name| name.to_string_lossy().into_owned());
    let wanted = if word.extension().is_some_and(|it| it == "ron") {
        name(word)
    } else {
        Some(word.display().to_string())
    };
    let mut found: Vec<&PathBuf> = Vec::new();
    if word.components().count() == 1 {
        found.extend(kept.iter().filter(|path| name(path) == wanted));
    }
    match found[..] {
        [path] => return Ok(path.clone()),
        [first, second, ..] => {
            let said = format!("there are several files of the name {}", word.display());
            let help = format!("one is {}, another {}", first.display(), second.display());
            return Err(Refusal::new(said).help(help));
        }
        [] => {}
    }
    let refusal = Refusal::new(format!("there is no file {}", word.display()));
    let names: Vec<String> = kept.iter().filter_map(|path| name(path)).collect();
    let near = wanted.as_deref().and_then(|it| nearest(it, names.iter().map(String::as_str)));
    Err(match near {
        Some(near) => refusal.help(format!("did you mean {near}?")),
        None => refusal,
    })
}

/// What to type for this file: its name alone, where that is enough.
pub(crate) fn word(path: &Path) -> String {
    let name = path.file_stem().map(PathBuf::from).unwrap_or_default();
    let is_enough = find(&name).is_ok_and(|found| found == path);
    let word = if is_enough { &name } else { path };
    word.display().to_string()
}

/// Reads a saved failure.
pub(crate) fn read(path: &Path) -> Result<Saved, Refusal> {
    Ok(Saved::read(&path.display().to_string(), &text(path)?)?)
}

/// Whether the plan of a saved failure makes sense among the nodes of its scenario.
pub(crate) fn check_nodes(path: &Path, scenario: &dyn AnyScenario) -> Result<(), Refusal> {
    let nodes = scenario.nodes()?;
    let nodes: Vec<&str> = nodes.iter().map(String::as_str).collect();
    let checked: Result<Saved, Vec<Mistake>> =
        Saved::read_for(&path.display().to_string(), &text(path)?, &nodes);
    checked.map(drop).map_err(Refusal::from)
}

// All files that are kept here, in the order of their paths.
fn kept() -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![PathBuf::from(FOLDER)];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).into_iter().flatten();
        for path in entries.filter_map(io::Result::ok).map(|entry| entry.path()) {
            // A link could lead in a circle.
            if path.is_dir() && !path.is_symlink() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "ron") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_never_leaves_its_folder() {
        assert_eq!(plain(".."), "__");
        assert_eq!(plain("lost vote"), "lost_vote");
        assert_eq!(plain(""), "_");
    }
}
