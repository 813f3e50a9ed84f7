//! Wrong plans, layouts, links and saved failures, each with what is said about it.
//!
//! Each `testdata/mistakes/<topic>/<what is wrong>.ron` begins with a line that says what somebody wanted; beside it lies
//! what is shown. Texts in `layouts` are layouts, those in `links` are links, those in `saved` are saved failures,
//! all others plans, for a world of seven nodes.
//!
//! Where a change is meant: `SIM_GOLDEN=write cargo test -p sim-tests --test mistakes`, and look at the difference.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use sim_check::Saved;
use sim_net::{Layout, Link, Mistake, Plan};
use sim_tests::kept;

const NODES: &[&str] = &["n1", "n2", "n3", "n4", "n5", "shop", "bank"];
const COLUMNS: usize = 100;

/// What is wrong with a text of that topic; nothing, if it is fine.
fn mistakes(topic: &str, file: &str, text: &str) -> Vec<Mistake> {
    match topic {
        "layouts" => Layout::read_for(file, text, NODES).err().into_iter().collect(),
        "links" => Link::read(file, text).err().into_iter().collect(),
        "saved" => Saved::read_for(file, text, NODES).err().unwrap_or_default(),
        _ => Plan::read_for(file, text, NODES).err().unwrap_or_default(),
    }
}

/// All of them as they are shown.
fn shown(mistakes: &[Mistake]) -> String {
    let shown: Vec<String> = mistakes.iter().map(|mistake| format!("{mistake}\n")).collect();
    shown.join("\n")
}

/// The files below the topics that end so, in order.
fn files(extension: &str) -> Vec<PathBuf> {
    let inside = |directory: &Path| {
        let entries = fs::read_dir(directory).expect("the test's own directory can be read");
        let mut paths: Vec<PathBuf> =
            entries.map(|entry| entry.expect("an entry can be read").path()).collect();
        paths.sort();
        paths
    };
    let all = inside(&kept::place("mistakes")).into_iter().flat_map(|topic| inside(&topic));
    all.filter(|path| path.extension() == Some(OsStr::new(extension))).collect()
}

/// The topic, and the name of the file as it is shown.
fn named(path: &Path) -> (String, String) {
    let name = |path: &Path| path.file_name().expect("a name").to_string_lossy().into_owned();
    let topic = name(path.parent().expect("a topic"));
    let file = format!("{topic}/{}", name(path));
    (topic, file)
}

/// Goes through all texts and panics with all that is wrong with any.
#[track_caller]
fn check_each(check: impl Fn(&Path, &str, &[Mistake]) -> Result<(), String>) {
    let mut wrong = Vec::new();
    for path in files("ron") {
        let text = fs::read_to_string(&path).expect("a text");
        let (topic, file) = named(&path);
        if let Err(said) = check(&path, &text, &mistakes(&topic, &file, &text)) {
            wrong.push(format!("{file}: {said}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn each_mistake_is_shown_as_it_was() {
    check_each(|path, _, mistakes| kept::compare(&path.with_extension("txt"), &shown(mistakes)));
}

#[test]
fn no_text_is_fine() {
    check_each(
        |_, _, mistakes| {
            if mistakes.is_empty() { Err("nothing is wrong with it".into()) } else { Ok(()) }
        },
    );
}

#[test]
fn each_text_says_what_was_wanted() {
    check_each(|_, text, _| {
        if text.starts_with("// ") { Ok(()) } else { Err("it has no comment on top".into()) }
    });
}

#[test]
fn no_line_is_too_long() {
    check_each(|_, _, mistakes| {
        match shown(mistakes).lines().find(|line| line.chars().count() > COLUMNS) {
            Some(line) => Err(format!("this has more than {COLUMNS} columns\n{line}")),
            None => Ok(()),
        }
    });
}

#[test]
fn what_is_marked_lies_in_the_text() {
    check_each(|_, text, mistakes| {
        for Mistake { line, column, length, source, .. } in mistakes {
            if text.lines().nth(*line as usize - 1) != Some(&**source) {
                return Err(format!("line {line} is not {source:?}"));
            }
            // What is missing at the end of a line is marked behind it.
            let (start, end) = (column - 1, column - 1 + length);
            let most = source.chars().count();
            if *length == 0 || end as usize > most && (start as usize != most || *length != 1) {
                return Err(format!("line {line} has no columns {column} to {end}\n{source}"));
            }
        }
        Ok(())
    });
}

#[test]
fn what_is_shown_belongs_to_a_text() {
    for shown in files("txt") {
        let text = shown.with_extension("ron");
        assert!(text.exists(), "{} belongs to no text", shown.display());
    }
}
