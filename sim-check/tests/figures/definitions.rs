//! Each figure beside its definition, computed from all events of a run.

use std::collections::BTreeMap;

use sim_check::figures::{Availability, Distribution, Figures, Latency, Messages, Throughput};
use sim_check::prelude::*;
use sim_check::trace::{Happening, Trace, TraceEvent};
use sim_core::EventId;

use crate::office::{Message, Office, WINDOW, office};

// What is told by facts with that name, each with its question.
fn told(trace: &Trace, name: &str) -> Vec<(u64, Time)> {
    let fact = |event: &TraceEvent| {
        let rest = event.payload.strip_prefix(name)?.strip_prefix('(')?.strip_suffix(')')?;
        Some((rest.parse().ok()?, event.time))
    };
    let facts = trace.events().iter().filter(|event| matches!(event.what, Happening::Told));
    facts.filter_map(fact).collect()
}

// When a question was answered or given up, if it was.
fn end(facts: &[(u64, Time)], question: u64) -> Option<Time> {
    facts.iter().find(|(it, _)| *it == question).map(|(_, time)| *time)
}

fn distribution(numbers: impl IntoIterator<Item = u64>) -> Distribution {
    let mut seen = Distribution::new();
    numbers.into_iter().for_each(|number| seen.add(number));
    seen
}

fn questions(trace: &Trace) -> Latency {
    let (asked, answered) = (told(trace, "Asked"), told(trace, "Answered"));
    let given_up = told(trace, "GivenUp").len() as u64;
    let took = asked
        .iter()
        .filter_map(|(question, begun)| Some(end(&answered, *question)?.since(*begun).as_nanos()));
    let times = distribution(took);
    let open = asked.len() as u64 - times.count() - given_up;
    Latency { times, open, given_up }
}

// Each call with its begin, its end, and whether that was well.
fn calls(trace: &Trace) -> Vec<(Time, Option<(Time, bool)>)> {
    let operation = |event: &TraceEvent| {
        let (caller, call, well) = if let Happening::Invoked { caller, call } = event.what {
            (caller, call, None)
        } else if let Happening::Succeeded { caller, call } = event.what {
            (caller, call, Some(true))
        } else if let Happening::Failed { caller, call } | Happening::Unknown { caller, call } =
            event.what
        {
            (caller, call, Some(false))
        } else {
            return None;
        };
        Some(((caller, call), well))
    };
    let events = || trace.events().iter().filter_map(|event| Some((event.time, operation(event)?)));
    let begun = events().filter(|(_, (_, end))| end.is_none());
    begun
        .map(|(time, (call, _))| {
            let ends = events().filter(|(_, (other, _))| *other == call);
            (time, ends.into_iter().find_map(|(time, (_, end))| Some((time, end?))))
        })
        .collect()
}

fn throughput(trace: &Trace, end: Time) -> Throughput {
    let answered = told(trace, "Answered");
    let whole = end.as_nanos() / WINDOW.as_nanos();
    let within = |window: u64| {
        answered
            .iter()
            .filter(move |(_, time)| time.as_nanos() / WINDOW.as_nanos() == window)
            .count() as u64
    };
    Throughput {
        window: WINDOW,
        total: answered.len() as u64,
        elapsed: u128::from(end.as_nanos()),
        per_window: distribution((0..whole).map(within)),
        over_time: (0..whole).map(|window| (within(window), 1)).collect(),
    }
}

// Spans that begin, may end, and may end well.
fn availability(spans: &[(Time, Option<(Time, bool)>)], end: Time) -> Availability {
    let window_of = |time: Time| time.as_nanos() / WINDOW.as_nanos();
    let over_time = (0..window_of(end)).map(|window| {
        let is_open = |(begun, end): &&(Time, Option<(Time, bool)>)| {
            window_of(*begun) <= window && end.is_none_or(|(end, _)| window_of(end) >= window)
        };
        let ends = |(_, end): &&(Time, Option<(Time, bool)>)| {
            end.is_some_and(|(end, well)| well && window_of(end) == window)
        };
        (
            u64::from(spans.iter().any(|it| ends(&it))),
            u64::from(spans.iter().any(|it| is_open(&it))),
        )
    });
    Availability { window: WINDOW, over_time: over_time.collect() }
}

// How long each message waited, and how many were there when one had come, of all actors or of one.
fn queue(trace: &Trace, whose: Option<&str>) -> (Latency, Distribution) {
    let mut ages = Latency::default();
    let mut depths = Distribution::new();
    let events = trace.events();
    for (index, event) in events.iter().enumerate() {
        if whose.is_some_and(|name| trace.place_name(event.place) != name) {
            continue;
        }
        let of_it = |other: &&TraceEvent| other.cause == event.cause && other.place == event.place;
        if let Happening::Queued { depth, .. } = event.what {
            depths.add(u64::from(depth));
            let end = events[index + 1..].iter().filter(of_it).find(|other| {
                matches!(other.what, Happening::Delivered { .. } | Happening::Dropped { .. })
            });
            match end {
                Some(end) if matches!(end.what, Happening::Delivered { .. }) => {
                    ages.times.add(end.time.since(event.time).as_nanos());
                }
                Some(_) => ages.given_up += 1,
                None => ages.open += 1,
            }
        } else if let Happening::Delivered { .. } = event.what {
            let waited = events[..index].iter().filter(of_it);
            if !waited.into_iter().any(|other| matches!(other.what, Happening::Queued { .. })) {
                depths.add(0);
                ages.times.add(0);
            }
        }
    }
    (ages, depths)
}

// How many messages each call has led to: for each message one goes back from cause to cause.
fn messages_per_call(trace: &Trace) -> Distribution {
    let causes: BTreeMap<EventId, &TraceEvent> =
        trace.events().iter().map(|event| (event.id, event)).collect();
    let mut counts: BTreeMap<EventId, u64> = BTreeMap::new();
    for event in trace.events() {
        if matches!(event.what, Happening::Invoked { .. }) {
            counts.insert(event.id, 0);
        }
        if matches!(event.what, Happening::Sent { .. }) {
            let first = std::iter::successors(Some(event), |it| causes.get(&it.cause?).copied());
            let call = first.filter(|it| matches!(it.what, Happening::Invoked { .. })).last();
            if let Some(call) = call {
                *counts.entry(call.id).or_default() += 1;
            }
        }
    }
    distribution(counts.into_values())
}

#[test]
fn each_figure_of_a_run_is_what_its_definition_says() {
    let mut seen = Latency::default();
    for seed in 0..60 {
        let one = office().run_seed(seed).expect("it can run");
        let (trace, end) = (&one.trace, one.run.time);
        let measured = one.report.figures();
        assert_eq!(measured.runs(), 1);
        assert_eq!(measured.latency("question"), Some(&questions(trace)), "{seed}");
        let calls = calls(trace);
        let well = |well: bool| {
            move |(begun, end): &(Time, Option<(Time, bool)>)| {
                let (end, _) = end.filter(|(_, it)| *it == well)?;
                Some(end.since(*begun).as_nanos())
            }
        };
        let of_calls = Latency {
            times: distribution(calls.iter().filter_map(well(true))),
            open: calls.iter().filter(|(_, end)| end.is_none()).count() as u64,
            given_up: calls.iter().filter_map(well(false)).count() as u64,
        };
        assert_eq!(measured.latency("call"), Some(&of_calls), "{seed}");
        assert_eq!(measured.throughput("answers"), Some(&throughput(trace, end)), "{seed}");
        assert_eq!(measured.availability("calls"), Some(&availability(&calls, end)), "{seed}");
        let (ages, depths) = queue(trace, None);
        assert_eq!(measured.latency("queues"), Some(&ages), "{seed}");
        assert_eq!(measured.counts("in queues"), Some(&depths), "{seed}");
        let (_, depths) = queue(trace, Some("clerk"));
        assert_eq!(measured.counts("before the clerk"), Some(&depths), "{seed}");
        assert_eq!(measured.counts("for a call"), Some(&messages_per_call(trace)), "{seed}");
        let sent = trace
            .events()
            .iter()
            .filter(|event| matches!(event.what, Happening::Sent { .. }))
            .count();
        let answers = told(trace, "Answered").len() as u64;
        let expected = Messages { messages: sent as u64, operations: answers };
        assert_eq!(measured.messages("for an answer"), Some(&expected), "{seed}");
        let (answered, given_up) = (told(trace, "Answered"), told(trace, "GivenUp"));
        let spans: Vec<_> = told(trace, "Asked")
            .into_iter()
            .map(|(question, begun)| {
                let well = self::end(&answered, question).map(|time| (time, true));
                let badly = self::end(&given_up, question).map(|time| (time, false));
                (begun, well.or(badly))
            })
            .collect();
        assert_eq!(measured.availability("the clerk"), Some(&availability(&spans, end)), "{seed}");
        seen = Latency {
            times: seen.times.and(&ages.times),
            open: seen.open + ages.open,
            given_up: seen.given_up + ages.given_up,
        };
    }
    // The runs had all that there is to tell apart.
    assert!(seen.times.most() > Some(6_000_000) && seen.times.least() == Some(0), "{seen:?}");
    assert!(seen.given_up > 10, "{seen:?}");
}

struct Foreman;

impl Actor<Office> for Foreman {
    fn on_operation(&mut self, id: OperationId, _: u64, ctx: &mut Context<'_, Office>) {
        let slow = Mailbox::unbounded().service(millis(1));
        let worker = ctx.spawn_behind("worker", slow, Worker).expect("the rules can be kept");
        for question in 0..3 {
            ctx.send(worker, Message::Ask(question));
        }
        ctx.ok(id, ());
    }

    fn on_message(&mut self, _: ActorId, _: Message, _: &mut Context<'_, Office>) {}
}

struct Worker;

impl Actor<Office> for Worker {
    fn on_message(&mut self, _: ActorId, _: Message, _: &mut Context<'_, Office>) {}
}

#[test]
fn who_is_spawned_is_measured_by_its_path() {
    let figures = Figures::new()
        .queue_depth("workers", |path| path.contains("worker"))
        .queue_age("work", |path| path.starts_with("foreman/"))
        .queue_depth("nobody", |path| path == "worker");
    let works = scenario::<Office>("works")
        .node("foreman", |_| Foreman)
        .call(millis(1), "foreman", 0)
        .call(millis(1), "foreman", 1)
        .figures(figures);
    let report = check(works).seeds(0..1).report();
    let counts = |name| report.figures().counts(name).expect("it was asked for").clone();
    // The worker takes the first one into its hands at the end of the foreman's handler.
    assert_eq!(counts("workers"), distribution([1, 2, 3, 1, 2, 3]));
    let work = report.figures().latency("work").expect("it was asked for");
    let millisecond = 1_000_000;
    let times = [1, 2, 3, 1, 2, 3].map(|times| times * millisecond);
    assert_eq!(work.times, distribution(times));
    assert_eq!(counts("nobody").count(), 0);
}
