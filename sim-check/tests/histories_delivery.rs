//! Public histories of queues, sets, counters, identifiers and logs, with known verdicts.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use sim_check::{
    Call, CausalReverse, Checker, Conclusion, Counter, CounterAsk, FinalCounter, FinalSet,
    LogAnomaly, LogDelivery, LogFinding, LogItem, LogStep, LogWord, LongFork, QueueAsk, Seen,
    SetAsk, SetFull, TotalQueue, UniqueIds, UnorderedQueue, Verdict,
};
use sim_core::{EventId, Time};

// A word of a client: process, type, function, value.
struct Word<'a> {
    process: u64,
    kind: &'a str,
    function: &'a str,
    value: &'a Value,
}

fn words(case: &Value) -> Vec<Word<'_>> {
    let history = case["history"].as_array().expect("a list");
    let words = history.iter().map(|it| Word {
        process: it[0].as_u64().expect("a number"),
        kind: it[1].as_str().expect("a text"),
        function: it[2].as_str().expect("a text"),
        value: &it[3],
    });
    words.collect()
}

fn plays<C: Checker>(checker: &mut C, items: impl IntoIterator<Item = C::Item>) -> Verdict {
    let mut wrong = None;
    let mut now = 0;
    for item in items {
        let seen = Seen { event: EventId::nth(now), time: Time::from_nanos(now) };
        // What is wrong later is told as well: the origin counts everything.
        wrong = wrong.or(checker.see(seen, item).err());
        now += 1;
    }
    let verdict = checker.conclude(&Conclusion { time: Time::from_nanos(now), idle: true });
    wrong.map_or(verdict, Verdict::Violated)
}

// Each end is given a beginning, where the history tells only of the end.
fn calls<I: Clone, O>(
    case: &Value,
    ask: impl Fn(&Word<'_>) -> I,
    answer: impl Fn(&Word<'_>) -> O,
) -> Vec<(u64, Call<I, O>)> {
    let mut open = std::collections::BTreeSet::new();
    let mut calls = Vec::new();
    for word in words(case) {
        let process = word.process;
        if word.kind == "invoke" {
            open.insert(process);
            calls.push((process, Call::Invoked(ask(&word))));
            continue;
        }
        if !open.remove(&process) {
            calls.push((process, Call::Invoked(ask(&word))));
        }
        calls.push(match word.kind {
            "ok" => (process, Call::Ok(answer(&word))),
            "fail" => (process, Call::Failed),
            "info" => (process, Call::Unknown),
            other => panic!("no type is called {other}"),
        });
    }
    calls
}

fn set_ask(word: &Word<'_>) -> SetAsk<i64> {
    match word.function {
        "read" => SetAsk::Read,
        _ => SetAsk::Add(word.value.as_i64().expect("a number")),
    }
}

fn elements(word: &Word<'_>) -> Vec<i64> {
    let list = word.value.as_array().into_iter().flatten();
    list.map(|it| it.as_i64().expect("a number")).collect()
}

fn counter_ask(word: &Word<'_>) -> CounterAsk {
    match word.function {
        "add" => CounterAsk::Add(word.value.as_i64().expect("a number")),
        _ => CounterAsk::Read,
    }
}

fn sum(word: &Word<'_>) -> Option<i64> {
    word.value.as_i64().filter(|_| word.function != "add")
}

fn queue_ask(word: &Word<'_>) -> QueueAsk<String> {
    match word.function {
        "enqueue" => QueueAsk::Enqueue(word.value.to_string()),
        _ => QueueAsk::Dequeue,
    }
}

fn dequeued(word: &Word<'_>) -> Vec<String> {
    (word.function == "dequeue").then(|| word.value.to_string()).into_iter().collect()
}

fn parsed(values: &[String]) -> Value {
    values.iter().map(|it| serde_json::from_str::<Value>(it).expect("it was printed")).collect()
}

// What a checker says of a case: its verdict, and what else it can tell under the names of the origin.
fn judge(case: &Value) -> (Verdict, Value) {
    match case["checker"].as_str().expect("a text") {
        "unordered-queue" => {
            (plays(&mut UnorderedQueue::new(), calls(case, queue_ask, dequeued)), json!({}))
        }
        "total-queue" => {
            let mut checker = TotalQueue::new();
            let verdict = plays(&mut checker, calls(case, queue_ask, dequeued));
            let report = checker.report();
            let told = json!({
                "lost": parsed(&report.lost), "unexpected": parsed(&report.unexpected),
                "recovered": parsed(&report.recovered), "duplicated": parsed(&report.duplicated),
                "acknowledged_count": report.acknowledged_count,
                "attempt_count": report.attempt_count, "ok_count": report.ok_count,
            });
            (verdict, told)
        }
        "set" => {
            let mut checker = FinalSet::new();
            let verdict = plays(&mut checker, calls(case, set_ask, elements));
            let told = checker.report().map(|it| json!({
                "lost": it.lost, "recovered": it.recovered, "unexpected": it.unexpected, "ok": it.ok,
                "attempt_count": it.attempt_count, "acknowledged_count": it.acknowledged_count,
            }));
            (verdict, told.unwrap_or_default())
        }
        "set-full" => {
            let mut checker = SetFull::new();
            let verdict = plays(&mut checker, calls(case, set_ask, elements));
            let it = checker.report();
            let stable = it.stable.len();
            let told = json!({
                "lost": it.lost, "never_read": it.never_read, "stable_count": stable,
            });
            (verdict, told)
        }
        "counter" => {
            let mut checker = Counter::new();
            let verdict = plays(&mut checker, calls(case, counter_ask, sum));
            let reads = checker.reads();
            let told = |it: &sim_check::CounterRead| {
                let narrow = |it: i128| i64::try_from(it).expect("it is small");
                json!([narrow(it.lowest), it.value, narrow(it.highest)])
            };
            let errors: Value = reads.iter().filter(|it| !it.possible).map(told).collect();
            (
                verdict,
                json!({ "reads": reads.iter().map(told).collect::<Value>(), "errors": errors }),
            )
        }
        "pn-counter-final" => {
            let mut checker = FinalCounter::new();
            let verdict = plays(&mut checker, calls(case, counter_ask, sum));
            let narrow = |it: i128| i64::try_from(it).expect("it is small");
            let ranges: Value = checker
                .acceptable()
                .into_iter()
                .map(|(low, high)| json!([narrow(low), narrow(high)]))
                .collect();
            (verdict, json!({ "acceptable": ranges, "bad_reads": checker.bad_reads() }))
        }
        "unique-ids" => {
            let answer = |word: &Word<'_>| word.value.to_string();
            (plays(&mut UniqueIds::new(), calls(case, |_| (), answer)), json!({}))
        }
        "causal-reverse" => {
            (plays(&mut CausalReverse::new(), calls(case, set_ask, elements)), json!({}))
        }
        "long-fork(group=3)" => {
            let mut checker = LongFork::new();
            let reads = words(case).into_iter().filter(|it| it.kind == "ok").map(|it| {
                let read = it.value.as_array().expect("a list").iter();
                read.map(|it| (it[1].as_u64(), it[2].as_u64())).collect::<Vec<_>>()
            });
            let verdict = plays(&mut checker, reads.collect::<Vec<_>>());
            (verdict, json!({ "forks": checker.forks() }))
        }
        "log-delivery" => log_delivery(case),
        other => panic!("no checker is called {other}"),
    }
}

fn log_steps(word: &Word<'_>) -> Vec<LogStep<String, String>> {
    let steps = word.value.as_array().expect("a list");
    if matches!(word.function, "assign" | "subscribe") {
        let keys = steps.iter().map(|it| it.as_str().expect("a text").to_string()).collect();
        return vec![LogStep::Assign { keys }];
    }
    let step = |step: &Value| {
        if step[0] == "send" {
            let key = step[1].as_str().expect("a text").to_string();
            let (offset, value) = match step[2].as_array() {
                Some(both) => (both[0].as_u64(), both[1].to_string()),
                None => (None, step[2].to_string()),
            };
            return LogStep::Send { key, value, offset };
        }
        let of_key = |(key, records): (&String, &Value)| {
            let records = records.as_array().expect("a list").iter();
            let record = |it: &Value| (it[0].as_u64().expect("an offset"), it[1].to_string());
            (key.clone(), records.map(record).collect())
        };
        let records = step[1].as_object().into_iter().flatten().map(of_key).collect();
        LogStep::Poll { records }
    };
    steps.iter().map(step).collect()
}

fn log_anomaly(name: &str) -> LogAnomaly {
    match name {
        "G1a" => LogAnomaly::AbortedRead,
        "G1c" => LogAnomaly::CircularReads,
        "precommitted-read" => LogAnomaly::PrecommittedRead,
        "inconsistent-offsets" => LogAnomaly::InconsistentOffsets,
        "duplicate" => LogAnomaly::Duplicate,
        "lost-write" => LogAnomaly::LostWrite,
        "poll-skip" => LogAnomaly::PollSkip,
        "nonmonotonic-poll" => LogAnomaly::NonmonotonicPoll,
        "nonmonotonic-send" => LogAnomaly::NonmonotonicSend,
        "int-nonmonotonic-send" => LogAnomaly::InternalNonmonotonicSend,
        "int-send-skip" => LogAnomaly::InternalSendSkip,
        other => panic!("no anomaly is called {other}"),
    }
}

// A finding, in those of its parts that are expected.
fn finding(found: &LogFinding<String, String>, expected: &Value) -> Value {
    let parts = expected.as_object().expect("an object").keys().map(|part| {
        let told = match part.as_str() {
            "key" => json!(found.key),
            "value" => parsed(&found.values)[0].clone(),
            "values" => parsed(&found.values),
            "skipped" => parsed(&found.skipped),
            "offset" => json!(found.offsets[0]),
            "offsets" => json!(found.offsets),
            "count" => json!(found.offsets.len()),
            "delta" => json!(found.delta),
            other => panic!("a finding has no {other}"),
        };
        (part.clone(), told)
    });
    Value::Object(parts.collect())
}

fn log_delivery(case: &Value) -> (Verdict, Value) {
    let items = words(case).into_iter().map(|word| LogItem {
        process: word.process,
        word: match word.kind {
            "invoke" => LogWord::Asked,
            "ok" => LogWord::Ok,
            "fail" => LogWord::Failed,
            _ => LogWord::Unknown,
        },
        steps: log_steps(&word),
    });
    let mut checker = LogDelivery::new();
    let verdict = plays(&mut checker, items.collect::<Vec<_>>());
    let findings = checker.findings();
    let told = case["expect"].as_object().expect("an object").iter().map(|(name, expected)| {
        if name == "any" {
            // Whatever isn't merely unseen.
            let count = findings.iter().filter(|it| it.anomaly != LogAnomaly::Unseen).count();
            return (name.clone(), json!(vec![0; count]));
        }
        let found = findings.iter().filter(|it| it.anomaly == log_anomaly(name));
        let told = match expected.as_array() {
            Some(all) => {
                let like = all.first().cloned().unwrap_or_else(|| json!({}));
                found.map(|it| finding(it, &like)).collect()
            }
            None => json!(found.count()),
        };
        (name.clone(), told)
    });
    (verdict, Value::Object(told.collect()))
}

// An empty history is valid for its origin. Here nothing can be said of it.
fn valid(case: &Value, verdict: &Verdict) -> Value {
    let empty = case["history"].as_array().is_some_and(Vec::is_empty);
    match verdict {
        Verdict::Passed => json!(true),
        Verdict::Undecided(_) if empty => json!(true),
        Verdict::Undecided(_) => json!("unknown"),
        Verdict::Violated(_) => json!(false),
    }
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "where everything is checked, nothing may be skipped"
)]
fn public_histories_of_deliveries_have_their_known_verdicts() {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    let beside = workspace.and_then(Path::parent).expect("the workspace has a parent");
    let path = beside.join("shared/histories/delivery/cases.json");
    let Ok(text) = fs::read_to_string(&path) else {
        assert!(std::env::var_os("CI").is_none(), "{} is missing", path.display());
        println!("SKIPPED: {} is missing", path.display());
        return;
    };
    let cases: Value = serde_json::from_str(&text).expect("it is JSON");
    let mut judged = 0;
    for case in cases.as_array().expect("a list") {
        let (verdict, told) = judge(case);
        for (name, expected) in case["expect"].as_object().expect("an object") {
            let found = match name.as_str() {
                "valid" => valid(case, &verdict),
                name => told[name].clone(),
            };
            assert_eq!(found, *expected, "{}: {name}; {verdict}", case["id"]);
        }
        judged += 1;
    }
    assert_eq!(judged, 37);
}
