//! What the documents claim is there.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().expect("the workspace is around this package").to_path_buf()
}

fn read(file: &str) -> String {
    let text = fs::read_to_string(root().join(file));
    text.unwrap_or_else(|error| panic!("{file}: {error}")).replace("\r\n", "\n")
}

// The code blocks of a document that are in this language.
fn blocks(document: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    let starts = document.match_indices(&fence).map(|(start, _)| start + fence.len());
    starts.map(|start| document[start..].split("```").next().unwrap_or_default().into()).collect()
}

#[track_caller]
fn check_links(document: &str) {
    let text = read(document);
    for (start, _) in text.match_indices("](") {
        let target = text[start + 2..].split(')').next().unwrap_or_default();
        assert!(root().join(target).exists(), "{document} links to {target}");
    }
}

#[test]
fn the_code_in_the_readme_is_that_of_the_example() {
    let example = read("sim-core/examples/charged_twice.rs");
    let shown = blocks(&read("README.md"), "rust");
    assert!(!shown.is_empty(), "the README shows code");
    for code in shown {
        assert!(example.contains(&code), "not in the example:\n{code}");
    }
}

#[test]
fn every_link_leads_somewhere() {
    check_links("README.md");
    check_links("ARCHITECTURE.md");
    check_links("CHANGELOG.md");
}

#[test]
fn the_code_map_names_every_file_of_the_core() {
    let map = read("ARCHITECTURE.md");
    let source = root().join("sim-core/src");
    let mut folders = vec![source.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of the source") {
            let path = entry.expect("an entry of the source").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(&source).expect("inside").with_extension("");
            let name = name.to_str().expect("plain names").replace('\\', "/");
            if name != "lib" && !name.ends_with("/tests") {
                assert!(map.contains(&format!("`{name}`")), "ARCHITECTURE.md doesn't name {name}");
            }
        }
    }
}

#[test]
fn the_code_map_names_only_files_that_are_there() {
    let map = read("ARCHITECTURE.md");
    let table = map.split("from the outside in:").nth(1).and_then(|rest| rest.split("## ").next());
    for row in table.expect("the code map").lines().skip(3) {
        let files = row.split('|').nth(1).unwrap_or_default();
        for name in files.split('`').skip(1).step_by(2) {
            let file = root().join(format!("sim-core/src/{name}.rs"));
            assert!(file.exists(), "ARCHITECTURE.md names {name}");
        }
    }
}
