//! A merged report in the words of a report.

use std::fmt::Write;

use serde_json::Value;
use sim_check::Ruling;

use super::marks;
use crate::part::number;

/// What is said of a sweep that met no failure.
pub(super) fn heading(record: &Value, ruling: Ruling) -> String {
    let scenario = record["scenario"].as_str().unwrap_or_default();
    let bound = |name| number(&record["seeds"][name]).unwrap_or(0);
    let (start, end) = (bound("start"), bound("end"));
    let (runs, total) = (number(&record["runs"]).unwrap_or(0), end.saturating_sub(start));
    let count = match (runs, total) {
        (1, 1) => format!("seed {start}"),
        (runs, total) if runs == total => counted(runs),
        (runs, total) => format!("{runs} of {total} runs"),
    };
    let word = match ruling {
        Ruling::Failed => "FAIL",
        Ruling::Passed => "PASS",
        Ruling::Undecided | Ruling::Nondeterministic | Ruling::Broken => "UNDECIDED",
    };
    let mut told = format!("{word}  {scenario}    {count}\n");
    let undecided = record["coverage"]["undecided"].as_object().into_iter().flatten();
    let most = undecided.max_by_key(|(_, count)| number(count));
    let why = match (ruling, most) {
        (Ruling::Undecided, _) if runs == 0 => Some("no seed was run".to_owned()),
        (Ruling::Undecided, _) if record["interrupted"] == true => {
            Some(format!("interrupted after {}", counted(runs)))
        }
        (Ruling::Undecided, Some((why, count))) => {
            Some(format!("{} of {runs} runs: {why}", number(count).unwrap_or(0)))
        }
        _ => None,
    };
    let missed = record["missed_marks"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let missed = missed.map(|mark| format!("mark {mark:?} was never reached in {}", counted(runs)));
    for line in why.into_iter().chain(missed) {
        writeln!(told, "  {line}").expect("a string takes all");
    }
    told
}

/// What the runs have seen besides.
pub(super) fn seen(record: &Value, ruling: Ruling) -> String {
    let reached = marks(record).filter(|(_, count)| *count > 0);
    let reached =
        reached.map(|(mark, count)| format!("mark {mark:?} reached in {}", counted(count)));
    let undecided = record["coverage"]["undecided"].as_object().into_iter().flatten();
    let undecided = undecided
        .filter(|_| ruling != Ruling::Undecided)
        .map(|(why, count)| format!("{} undecided: {why}", counted(number(count).unwrap_or(0))));
    let tolerated = record["tolerated"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let tolerated = tolerated.map(|it| format!("tolerated: {it}"));
    let mut told = String::new();
    for line in reached.chain(undecided).chain(tolerated) {
        writeln!(told, "  {line}").expect("a string takes all");
    }
    told
}

fn counted(runs: u64) -> String {
    if runs == 1 { "1 run".to_owned() } else { format!("{runs} runs") }
}
