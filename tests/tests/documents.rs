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
    let folder = root().join(document).parent().expect("a file is in a folder").to_path_buf();
    for (start, _) in text.match_indices("](") {
        let target = text[start + 2..].split([')', '#']).next().unwrap_or_default();
        // A place in the same document, or a page of somebody else's.
        if !target.is_empty() && !target.contains("://") {
            assert!(folder.join(target).exists(), "{document} links to {target}");
        }
    }
}

#[test]
fn the_code_in_the_readme_is_that_of_the_example() {
    let example = read("sim-check/examples/payments.rs");
    let shown = blocks(&read("README.md"), "rust");
    assert!(!shown.is_empty(), "the README shows code");
    for code in shown {
        assert!(example.contains(&code), "not in the example:\n{code}");
    }
}

#[test]
fn the_code_in_the_guide_is_compiled() {
    let compiled = read("tests/tests/guide.rs") + &read("tests/tests/first_test.rs");
    for page in ["docs/first-test.md", "docs/property-tests.md", "docs/snapshots.md"] {
        let shown = blocks(&read(page), "rust");
        assert!(!shown.is_empty(), "{page} shows code");
        for code in shown {
            assert!(compiled.contains(code.trim_end()), "{page}: not in the test:\n{code}");
        }
    }
}

#[test]
fn the_code_on_models_is_that_of_a_model() {
    let compiled = read("models/src/ping_pong/partner.rs") + &read("models/tests/ping_pong.rs");
    for code in blocks(&read("docs/adding-a-model.md"), "rust") {
        assert!(compiled.contains(code.trim_end()), "not in the model:\n{code}");
    }
}

#[test]
fn the_report_in_the_guide_is_that_of_the_readme() {
    let readme = read("README.md");
    let reports = blocks(&read("docs/property-tests.md"), "text");
    assert!(!reports.is_empty(), "the guide shows a report");
    for report in reports {
        assert!(readme.contains(&report), "not in the README:\n{report}");
    }
}

#[test]
fn the_plan_in_the_readme_reads() {
    let plans = blocks(&read("README.md"), "ron");
    assert!(!plans.is_empty(), "the README shows a plan");
    for plan in plans {
        let read = sim_net::Plan::read_for("README.md", &plan, &["shop", "bank"]);
        assert!(read.is_ok(), "{read:?}\n{plan}");
    }
}

#[test]
fn every_link_leads_somewhere() {
    check_links("README.md");
    check_links("ARCHITECTURE.md");
    check_links("CHANGELOG.md");
    for page in fs::read_dir(root().join("docs")).expect("the guide is there") {
        let page = page.expect("an entry of the folder").file_name();
        check_links(&format!("docs/{}", page.to_str().expect("plain names")));
    }
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
    let table = table.expect("the code map");
    let (core, rest) = table.split_once("`sim-net/src`:").expect("the map of the net");
    let (net, check) = rest.split_once("`sim-check/src`:").expect("the map of the judge");
    for (map, folder) in [(core, "sim-core/src"), (net, "sim-net/src"), (check, "sim-check/src")] {
        for row in map.lines().filter(|line| line.starts_with("| `")) {
            let files = row.split('|').nth(1).unwrap_or_default();
            for name in files.split('`').skip(1).step_by(2) {
                let file = root().join(format!("{folder}/{name}.rs"));
                assert!(file.exists(), "ARCHITECTURE.md names {name}");
            }
        }
    }
}

#[test]
fn the_code_map_names_every_module_of_the_net() {
    let map = read("ARCHITECTURE.md");
    let map = map.split_once("`sim-net/src`:").expect("the map of the net").1;
    for entry in fs::read_dir(root().join("sim-net/src")).expect("a folder of the source") {
        let path = entry.expect("an entry of the source").path();
        let name = path.file_stem().and_then(|name| name.to_str()).expect("plain names");
        assert!(name == "lib" || map.contains(&format!("`{name}`")), "no {name} in the map");
    }
}
