//! Ctrl-C: the seeds that are being run are finished, and what was seen is told.
#![cfg(unix)]

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

use crate::transcript::{command, folder};

#[test]
fn a_sweep_that_is_interrupted_tells_what_it_has_seen() {
    let mut sweep = command("shop", &folder("interruption"));
    sweep.args(["sweep", "shop/remembers", "shop/asks-again", "--seeds", "0..1_000_000_000"]);
    sweep.args(["--format", "json"]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = sweep.spawn().expect("it can be run");
    let mut stderr = BufReader::new(child.stderr.take().expect("it was asked for"));
    let mut line = String::new();
    // It listens before it says that it begins.
    stderr.read_line(&mut line).expect("it says so");
    assert!(line.starts_with("sweeping shop/remembers, seeds 0..1000000000, on "), "{line}");
    let interrupted = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(interrupted.expect("it can be run").success());

    let mut rest = String::new();
    stderr.read_to_string(&mut rest).expect("it ends");
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(130));
    let told = String::from_utf8(output.stdout).expect("it is text");
    let record: serde_json::Value = serde_json::from_str(&told).expect("one scenario is told");
    assert_eq!(record["scenario"], "shop/remembers");
    assert_eq!(record["interrupted"], true);
    assert_eq!(record["ruling"], "undecided");
    assert_eq!(record["runs"], record["coverage"]["passed"]);
    assert!(rest.ends_with("not swept: 1 more of the scenarios\n"), "{rest}");
}
