//! Two runs of one seed that differ: where they do is chance, so no transcript can tell it.

use crate::transcript::{command, folder};

#[track_caller]
fn check(name: &str, arguments: &[&str], expected: &str) {
    let mut command = command("canaries", &folder(name));
    let output = command.args(arguments).output().expect("it can be run");
    assert_eq!(output.status.code(), Some(3));
    let told = String::from_utf8(output.stdout).expect("it is text");
    assert!(told.starts_with(expected), "{told}");
}

// Which of its facts is the first that differs is chance as well.
const SAID: &str = "NONDETERMINISM  nondeterministic    seed 0, two runs of the same binary differ\n  \
     first difference at event ";

#[test]
fn a_sweep_finds_it() {
    check("nondeterministic_sweep", &["sweep", "nondeterministic"], SAID);
}

#[test]
fn a_run_finds_it() {
    check("nondeterministic_run", &["run", "nondeterministic"], SAID);
}

#[test]
fn a_program_is_told_where() {
    let expected =
        r#"{"broken":null,"coverage":{"end_states":0,"events":"0","failures":[],"faults":{},"#;
    let sweep = ["sweep", "nondeterministic", "--format", "json"];
    check("nondeterministic_json", &sweep, expected);
}

#[test]
fn a_workflow_is_told_where() {
    let expected = "::error title=nondeterministic%3A two runs of seed 0 differ%3A the protocol is \
                    not deterministic::NONDETERMINISM  nondeterministic    seed 0, two runs";
    let run = ["run", "nondeterministic", "--format", "github"];
    check("nondeterministic_github", &run, expected);
}
