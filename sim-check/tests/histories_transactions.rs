//! Public histories of transactions with known verdicts, where they are at hand.

#![expect(clippy::unwrap_used, reason = "a file that can't be read fails the test")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;
use sim_check::sessions::{self, Access, Isolation, Sessions};
use sim_check::transactions::{Anomaly, Level, Step, Transactions, anomalies, judge};
use sim_check::{Call, Verdict};
use sim_core::EventId;

/// The folder with histories of a kind, if it is there: where everything is to be checked, it must be.
#[expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "whether this machine checks everything is for its environment to say, and a test that does nothing says so"
)]
fn folder(kind: &str) -> Option<PathBuf> {
    // Beside the workspace, or beside whatever holds it.
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().skip(2);
    let mut places = workspace.map(|it| it.join("shared/histories").join(kind));
    let found = places.find(|it| it.is_dir());
    if found.is_none() {
        assert!(std::env::var_os("CI").is_none(), "the histories of {kind} aren't there");
        println!("SKIPPED: the histories of {kind} aren't there");
    }
    found
}

fn read(path: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// `ax1rx12`: append 1 to x, read x as 1, 2.
fn steps(text: &str) -> Vec<Step<char, char>> {
    let mut steps = Vec::new();
    let mut rest = text.chars().peekable();
    while let Some(verb) = rest.next() {
        let key = rest.next().unwrap();
        let elements: Vec<_> = std::iter::from_fn(|| rest.next_if(char::is_ascii_digit)).collect();
        steps.push(match verb {
            'a' => Step::Append(key, elements[0]),
            _ => Step::Read(key, elements),
        });
    }
    steps
}

/// A case as a history: whatever has no process gets its own, whatever has no times lies beside everything.
fn lists(case: &Value) -> Transactions<char, char> {
    let mut words = Vec::new();
    for (index, transaction) in (0_u64..).zip(case["txns"].as_array().unwrap()) {
        let invoke = transaction["invoke"].as_u64();
        // Without times, a process would have two calls open.
        let process = transaction["process"].as_u64().filter(|_| invoke.is_some());
        let process = process.unwrap_or(1000 + index);
        let steps = steps(transaction["txn"].as_str().unwrap());
        let end = match transaction["type"].as_str().unwrap() {
            "ok" => Call::Ok(steps.clone()),
            "fail" => Call::Failed,
            _ => Call::Unknown,
        };
        words.push((invoke.unwrap_or(index), process, Call::Invoked(steps)));
        words.push((transaction["complete"].as_u64().unwrap_or(2000 + index), process, end));
    }
    words.sort_by_key(|(time, ..)| *time);
    let mut history = Transactions::new();
    for (time, process, call) in words {
        history.add(EventId::nth(time), process, call).unwrap();
    }
    history
}

/// A level by its name in the literature, if we have it.
fn level(name: &str) -> Option<Level> {
    Some(match name {
        "read-uncommitted" => Level::ReadUncommitted,
        "read-committed" => Level::ReadCommitted,
        "strong-session-read-committed" => Level::StrongSessionReadCommitted,
        "cursor-stability" => Level::CursorStability,
        "consistent-view" => Level::ConsistentView,
        "snapshot-isolation" => Level::SnapshotIsolation,
        "strong-session-snapshot-isolation" => Level::StrongSessionSnapshotIsolation,
        "strong-snapshot-isolation" => Level::StrongSnapshotIsolation,
        _ => return None,
    })
}

#[test]
fn list_append_histories_show_exactly_the_expected_anomalies() {
    let Some(folder) = folder("list-append") else { return };
    let cases = read(&folder.join("cases.json"));
    let cases = cases.as_array().unwrap();
    assert_eq!(cases.len(), 13);
    for case in cases {
        let expected = case["expected_anomalies"].as_array().unwrap();
        let expected: BTreeSet<_> = expected.iter().map(|it| it.as_str().unwrap()).collect();
        let mut found = anomalies(&lists(case)).unwrap();
        // One case is a transaction cut out of its history. Its origin takes what nobody appended for older than the
        // history; for us each history begins with empty lists.
        let cut_out = found.remove(&Anomaly::UnwrittenRead).is_some();
        assert_eq!(cut_out, case["id"] == "int-stale", "{}", case["id"]);
        let found: BTreeSet<_> = found.into_keys().map(Anomaly::name).collect();
        assert_eq!(found, expected, "{}", case["id"]);
    }
}

#[test]
fn list_append_histories_violate_the_named_levels_and_no_weaker_ones() {
    let Some(folder) = folder("list-append") else { return };
    let mut checked = 0;
    for case in read(&folder.join("cases.json")).as_array().unwrap() {
        let named = case["weakest_models_violated"].as_array().unwrap();
        let named: Vec<_> = named.iter().filter_map(|it| level(it.as_str().unwrap())).collect();
        let Some(weakest) = named.first() else { continue };
        let history = lists(case);
        let violated = |level| matches!(judge(&history, level), Verdict::Violated(_));
        for level in Level::ALL {
            let weaker = level < *weakest;
            assert!(!(weaker && violated(level)), "{}: {level:?}", case["id"]);
        }
        for level in named {
            assert!(violated(level), "{}: {level:?}", case["id"]);
            checked += 1;
        }
    }
    assert_eq!(checked, 12);
}

/// A case as a history: each session a process, all beside each other.
fn registers(case: &Value) -> Sessions<u64, u64> {
    let mut history = Sessions::new();
    let mut event = (0..).map(EventId::nth);
    for (process, session) in (0..).zip(case["ops"].as_array().unwrap()) {
        for transaction in session.as_array().unwrap() {
            let access = |it: &Value| {
                let (key, value) = (it[1].as_u64().unwrap(), it[2].as_u64().unwrap());
                match it[0].as_str().unwrap() {
                    "w" => Access::Write(key, value),
                    _ => Access::Read(key, Some(value)),
                }
            };
            let accesses: Vec<_> = transaction.as_array().unwrap().iter().map(access).collect();
            for call in [Call::Invoked(accesses.clone()), Call::Ok(accesses)] {
                history.add(event.next().unwrap(), process, call).unwrap();
            }
        }
    }
    history
}

#[test]
fn histories_of_sessions_have_the_expected_strongest_level() {
    let Some(folder) = folder("weak-isolation") else { return };
    let mut checked = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let case = read(&path);
        let expected = match case["verdict"].as_str().unwrap() {
            "causal" => Some(Isolation::Causal),
            "read-atomic" => Some(Isolation::ReadAtomic),
            "read-committed" => Some(Isolation::ReadCommitted),
            _ => None,
        };
        let history = registers(&case);
        assert_eq!(sessions::strongest(&history), Ok(expected), "{}", path.display());
        for level in Isolation::ALL {
            let holds = sessions::judge(&history, level) == Verdict::Passed;
            assert_eq!(holds, Some(level) <= expected, "{}: {level:?}", path.display());
        }
        checked += 1;
    }
    assert_eq!(checked, 11);
}
