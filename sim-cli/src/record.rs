//! Records: what is told to other programs, as JSON. Numbers that may need 64 bits are strings: jq and JavaScript round
//! them.

use serde_json::{Map, Value, json};
use sim_check::{
    Coverage, Difference, Drift, Explanation, FailureId, Finding, Freedom, May, Minimality, OneRun,
    Point, Report, Ruling, Size,
};

use crate::seeds::Shard;

/// What came of a campaign.
pub(crate) fn report(report: &Report) -> Value {
    let Report { scenario, mark, seeds, runs, interrupted, coverage, findings, .. } = report;
    json!({
        "scenario": scenario,
        "ruling": ruling(report.ruling()),
        "mark": mark,
        "seeds": { "start": text(&seeds.start), "end": text(&seeds.end) },
        "runs": text(&runs),
        "interrupted": interrupted,
        "coverage": self::coverage(coverage),
        "missed_marks": report.missed_marks().collect::<Vec<_>>(),
        "findings": findings.iter().map(finding).collect::<Vec<_>>(),
        "difference": report.difference.as_ref().map(|(seed, it)| difference(*seed, it)),
        "broken": report.broken.as_ref().map(text),
        "tolerated": report.tolerated,
    })
}

/// What came of a shard, with all that is needed to join it with others.
pub(crate) fn shard(report: &Report, shard: Shard, keep_going: bool) -> Value {
    let mut record = self::report(report);
    record["shard"] = json!({ "number": text(&shard.number), "count": text(&shard.count) });
    record["keep_going"] = keep_going.into();
    record["marks"] = report.coverage.marks.iter().map(|(mark, _)| mark.as_str()).collect();
    record["marks_within"] = text(&report.marks_within()).into();
    record["told"] = text(report).into();
    for (place, finding) in report.findings.iter().enumerate() {
        record["findings"][place]["told"] = text(&report.about(finding)).into();
    }
    record["format"] = "sim-report".into();
    record["version"] = 1.into();
    // Shards may have ended in the same states: only a set of them tells how many there are.
    let states = report.coverage.end_states.iter().map(|state| format!("{state:016x}"));
    record["coverage"]["end_states"] = states.collect::<Vec<_>>().into();
    record
}

/// A single run.
pub(crate) fn one_run(one: &OneRun) -> Value {
    let run = &one.run;
    let mut record = report(&one.report);
    record["run"] = json!({
        "ending": text(&run.ending),
        "events": text(&run.events),
        "steps": text(&run.steps),
        "nanoseconds": text(&run.time.as_nanos()),
        "digest": text(&run.digest),
    });
    record["plan"] = Value::String(text(&one.plan));
    record
}

/// In what a replay differs from what was saved.
pub(crate) fn drift(drift: &Drift) -> Value {
    let Drift { vanished, relinked, supplied, taken, listed, text_differs, impossible } = drift;
    json!({
        "vanished": vanished,
        "relinked": relinked,
        "supplied": supplied,
        "taken": taken,
        "listed": listed,
        "text_differs": text_differs,
        "impossible": impossible,
    })
}

/// Why a saved failure comes about.
pub(crate) fn explanation(explanation: &Explanation) -> Value {
    let Explanation { points, no_return, freedom, runs, spent } = explanation;
    let points = points.iter().map(|point| {
        let Point { entries, label, failed, runs, .. } = point;
        json!({ "entries": entries, "label": label, "failed": text(failed), "runs": text(runs) })
    });
    let freedom = freedom.iter().map(|Freedom { label, without, may }| {
        let may = match may {
            May::Nothing => json!("just so"),
            May::Between(from, to) => {
                json!({ "from": text(&from.as_nanos()), "to": text(&to.as_nanos()) })
            }
            May::BeOther(values) => json!(values.iter().map(text).collect::<Vec<_>>()),
        };
        json!({ "label": label, "without": without.as_ref().map(text), "may_be": may })
    });
    json!({
        "entries": freedom.collect::<Vec<_>>(),
        "points": points.collect::<Vec<_>>(),
        "no_return": no_return,
        "runs": text(runs),
        "spent": spent,
    })
}

/// What is to be said of a campaign, in a word.
pub(crate) const fn ruling(ruling: Ruling) -> &'static str {
    match ruling {
        Ruling::Passed => "passed",
        Ruling::Failed => "failed",
        Ruling::Undecided => "undecided",
        Ruling::Nondeterministic => "nondeterministic",
        Ruling::Broken => "broken",
    }
}

fn text(value: &impl ToString) -> String {
    value.to_string()
}

fn coverage(coverage: &Coverage) -> Value {
    let counts = |counts: &mut dyn Iterator<Item = (&str, u64)>| -> Value {
        counts
            .map(|(name, count)| (name.to_owned(), Value::String(text(&count))))
            .collect::<Map<_, _>>()
            .into()
    };
    let failures = coverage.failures.iter().map(|(id, (runs, first))| {
        let mut record = failure(id);
        record["runs"] = Value::String(text(&runs));
        record["first_seed"] = Value::String(text(&first));
        record
    });
    let families = coverage.families.iter().map(|(name, family)| {
        let counts = json!({ "began": text(&family.began), "hit": text(&family.hit) });
        ((*name).to_owned(), counts)
    });
    json!({
        "passed": text(&coverage.passed),
        "undecided": counts(&mut coverage.undecided.iter().map(|(why, count)| (why.as_str(), *count))),
        "failures": failures.collect::<Vec<_>>(),
        "marks": counts(&mut coverage.marks.iter().map(|(mark, count)| (mark.as_str(), *count))),
        "faults": families.collect::<Map<_, _>>(),
        "end_states": coverage.end_states.len(),
        "untold_end_states": text(&coverage.untold_end_states),
        "steps": text(&coverage.steps),
        "events": text(&coverage.events),
    })
}

fn failure(id: &FailureId) -> Value {
    json!({ "property": id.property, "anomaly": id.anomaly, "roles": id.roles })
}

fn finding(finding: &Finding) -> Value {
    let mut record = failure(&finding.id);
    record["seed"] = Value::String(text(&finding.seed));
    record["said"] = Value::String(finding.violation.said.clone());
    record["before"] = size(finding.before);
    record["after"] = size(finding.after);
    record["choices"] =
        (finding.saved.schedule.choices.len() + finding.saved.schedule.steps.len()).into();
    record["shrink_runs"] = Value::String(text(&finding.runs));
    record["minimality"] = minimality(&finding.minimality).into();
    record["faults"] = finding.faults.clone().into();
    record["faults_minimality"] = minimality(&finding.faults_minimality).into();
    record["by_catch"] = finding.by_catch.iter().map(failure).collect::<Vec<_>>().into();
    record["saved"] = Value::String(finding.saved.to_string());
    record
}

fn size(size: Size) -> Value {
    let Size { faults, events, nodes } = size;
    json!({ "faults": faults, "events": events, "nodes": nodes })
}

const fn minimality(minimality: &Minimality) -> &'static str {
    match minimality {
        Minimality::Minimal { pairs: true, .. } => "2-minimal",
        Minimality::Minimal { pairs: false, .. } => "1-minimal",
        Minimality::Replaceable => "replaceable",
        Minimality::Spent => "runs used up",
        Minimality::Untried => "untried",
    }
}

fn difference(seed: u64, difference: &Difference) -> Value {
    let Difference { equal, time, place, first, second } = difference;
    json!({
        "seed": text(&seed),
        "equal": text(&equal),
        "time": text(&time),
        "place": place,
        "first": first,
        "second": second,
    })
}
