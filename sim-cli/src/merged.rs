//! The merged report: what the shards of a sweep have found, as if one sweep had found it.

mod telling;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde_json::{Map, Value};
use sim_check::Ruling;

use crate::part::{Part, number};
use crate::record;

/// What the shards of a sweep have found together.
pub(crate) struct Merged {
    /// As a sweep tells it to programs.
    pub(crate) record: Value,
    pub(crate) ruling: Ruling,
    /// Where the failures are saved.
    pub(crate) files: Vec<PathBuf>,
    // What was told of it, in words; of each failure, if there are some.
    told: Vec<String>,
}

// What is only for joining, and no part of what a sweep tells.
const JOINTS: [&str; 7] =
    ["format", "version", "shard", "keep_going", "marks", "marks_within", "told"];

impl Merged {
    /// As a sweep tells it to people.
    pub(crate) fn told(&self) -> String {
        self.told.concat()
    }
}

/// Joins the shards of one sweep: all that there are, in their order.
pub(crate) fn merged(parts: &[Part]) -> Merged {
    let failed = |part: &Part| list(&part.record["findings"]).next().is_some();
    // A sweep that doesn't go on would not have come to what lies beyond the first failure.
    let counted = match parts.iter().position(failed) {
        Some(place) if !parts[place].keep_going => &parts[..=place],
        Some(_) | None => parts,
    };
    let first = &parts[0];
    let mut record = Value::Object(first.record.clone());
    let end = parts.last().map_or(first.seeds.end, |last| last.seeds.end);
    record["seeds"]["end"] = end.to_string().into();
    let runs: u64 = counted.iter().filter_map(|part| number(&part.record["runs"])).sum();
    record["runs"] = runs.to_string().into();
    let interrupted = counted.iter().any(|part| part.record["interrupted"] == true);
    record["interrupted"] = interrupted.into();
    record["coverage"] = coverage(counted);
    for name in ["difference", "broken"] {
        let known = counted.iter().map(|part| &part.record[name]).find(|it| !it.is_null());
        record[name] = known.cloned().unwrap_or(Value::Null);
    }
    let findings = findings(counted);
    let missed = if findings.is_empty() {
        missed_marks(&record, first.marks_within, runs)
    } else {
        Vec::new()
    };
    let ruling = ruling(&record, &findings, &missed);
    record["ruling"] = record::ruling(ruling).into();
    record["missed_marks"] = missed.into();
    let files = findings.iter().map(Found::file).collect();
    let mut told: Vec<String> =
        findings.iter().map(|found| found.told(first.seeds.start, end)).collect();
    if matches!(ruling, Ruling::Nondeterministic | Ruling::Broken) {
        let ruled = |part: &&Part| part.record["ruling"] == record::ruling(ruling);
        let said = counted.iter().find(ruled).and_then(|part| part.record["told"].as_str());
        told = said.map(str::to_owned).into_iter().collect();
    }
    let without_told = findings.into_iter().map(|found| {
        let mut finding = found.record.clone();
        finding.remove("told");
        Value::Object(finding)
    });
    record["findings"] = without_told.collect();
    if told.is_empty() {
        told.push(telling::heading(&record, ruling));
    }
    if !matches!(ruling, Ruling::Nondeterministic | Ruling::Broken) {
        told.push(telling::seen(&record, ruling));
    }
    if let Value::Object(fields) = &mut record {
        fields.retain(|name, _| !JOINTS.contains(&name.as_str()));
    }
    Merged { record, ruling, files, told }
}

fn list(value: &Value) -> impl Iterator<Item = &Map<String, Value>> {
    value.as_array().into_iter().flatten().filter_map(Value::as_object)
}

// A failure, and the shard that met it.
struct Found<'p> {
    part: &'p Part,
    record: &'p Map<String, Value>,
}

impl Found<'_> {
    fn seed(&self) -> u64 {
        self.record.get("seed").and_then(number).unwrap_or(self.part.seeds.start)
    }

    // Beside the report of the shard.
    fn file(&self) -> PathBuf {
        self.part.path.with_extension(format!("{}.ron", self.seed()))
    }

    // As the shard has told it, but for which run it was.
    fn told(&self, start: u64, end: u64) -> String {
        let told = self.record.get("told").and_then(Value::as_str).unwrap_or_default();
        let (heading, rest) = told.split_once('\n').unwrap_or((told, ""));
        let before = heading.rsplit_once(" · run ").map_or(heading, |(before, _)| before);
        match end.saturating_sub(start) {
            1 => format!("{before}\n{rest}"),
            total => {
                let run = self.seed().saturating_sub(start) + 1;
                format!("{before} · run {run} of {total}\n{rest}")
            }
        }
    }
}

// Each kind of failure once, as the first shard has told it that met it.
fn findings(parts: &[Part]) -> Vec<Found<'_>> {
    let mut known = BTreeSet::new();
    let all = parts
        .iter()
        .flat_map(|part| list(&part.record["findings"]).map(move |record| Found { part, record }));
    let mut findings: Vec<_> = all.filter(|it| known.insert(failure_id(it.record))).collect();
    if parts.iter().any(|part| !part.keep_going) {
        findings.truncate(1);
    }
    findings
}

fn failure_id(failure: &Map<String, Value>) -> (String, String, Vec<String>) {
    let text = |name| failure.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let roles = failure.get("roles").and_then(Value::as_array).into_iter().flatten();
    let roles = roles.filter_map(|role| role.as_str().map(str::to_owned)).collect();
    (text("property"), text("anomaly"), roles)
}

fn coverage(parts: &[Part]) -> Value {
    let mut sum = Map::new();
    let mut failures: BTreeMap<_, Map<String, Value>> = BTreeMap::new();
    let mut states = BTreeSet::new();
    for part in parts {
        let coverage = &part.record["coverage"];
        if let Some(coverage) = coverage.as_object() {
            add(&mut sum, coverage);
        }
        for failure in list(&coverage["failures"]) {
            let known = failures.entry(failure_id(failure));
            // The first seed stays: shards come in the order of their seeds.
            known
                .and_modify(|known| {
                    let runs = total(known.get("runs"), failure.get("runs"));
                    known.insert("runs".into(), runs);
                })
                .or_insert_with(|| failure.clone());
        }
        let told = coverage["end_states"].as_array().into_iter().flatten();
        states.extend(told.filter_map(Value::as_str));
    }
    sum.insert("failures".into(), failures.into_values().map(Value::Object).collect());
    sum.insert("end_states".into(), states.len().into());
    Value::Object(sum)
}

// Adds up what is counted, however deep it lies.
fn add(sum: &mut Map<String, Value>, more: &Map<String, Value>) {
    for (name, value) in more {
        match (sum.get_mut(name), value) {
            (None, _) => {
                sum.insert(name.clone(), value.clone());
            }
            (Some(Value::Object(sum)), Value::Object(more)) => add(sum, more),
            (Some(known), _) => {
                if number(known).is_some() {
                    *known = total(Some(known), Some(value));
                }
            }
        }
    }
}

fn total(one: Option<&Value>, other: Option<&Value>) -> Value {
    let read = |value: Option<&Value>| value.and_then(number).unwrap_or(0);
    read(one).saturating_add(read(other)).to_string().into()
}

// Of a sweep that found nothing.
fn missed_marks(record: &Value, within: u64, runs: u64) -> Vec<String> {
    let counts = record["mark"].is_null() && runs >= within && record["interrupted"] == false;
    let missed = marks(record).filter(|(_, count)| counts && *count == 0);
    missed.map(|(mark, _)| mark.to_owned()).collect()
}

// The declared marks in their order, each with how many runs reached it.
fn marks(record: &Value) -> impl Iterator<Item = (&str, u64)> {
    let declared = record["marks"].as_array().into_iter().flatten().filter_map(Value::as_str);
    declared.map(|mark| (mark, number(&record["coverage"]["marks"][mark]).unwrap_or(0)))
}

fn ruling(record: &Value, findings: &[Found<'_>], missed: &[String]) -> Ruling {
    let coverage = &record["coverage"];
    let failed = list(&coverage["failures"]).filter_map(|it| number(it.get("runs")?)).sum::<u64>();
    let useful = number(&coverage["passed"]).unwrap_or(0).saturating_add(failed);
    if !record["broken"].is_null() {
        Ruling::Broken
    } else if !record["difference"].is_null() {
        Ruling::Nondeterministic
    } else if !findings.is_empty() || !missed.is_empty() {
        Ruling::Failed
    } else if useful == 0 || record["interrupted"] == true {
        Ruling::Undecided
    } else {
        Ruling::Passed
    }
}
