//! Chrome: trace events for Perfetto and `chrome://tracing`.

use sim_core::{Duration, Time};

use super::json::Object;
use super::quoted::cut;
use crate::trace::{
    Happening, Highlights, SpanKind, Trace, TraceEvent, TracePlace, journeys, spans,
};

// A name is shown within its slice; all of it is among the arguments.
const NAME: usize = 80;

/// The JSON that [Perfetto](https://ui.perfetto.dev) and `chrome://tracing` read: nodes are processes, actors are
/// threads, messages are flows from slice to slice, and what lasts (a node that is down, an episode) is a slice as long.
///
/// Times are microseconds with three decimals, as these tools have them.
pub fn chrome(trace: &Trace, highlights: &Highlights) -> String {
    let mut items = names(trace);
    let mut sending = vec![false; trace.events().len()];
    let mut receiving: Vec<Option<usize>> = vec![None; trace.events().len()];
    for journey in journeys(trace) {
        if let Some(sent) = journey.sent {
            sending[sent] = true;
            receiving[journey.end] = Some(sent);
        }
    }
    for (position, event) in trace.events().iter().enumerate() {
        let lasts = lasts(event);
        let mut object = slice(&event.told, trace, event.place, (event.time, lasts));
        // One flow for each message, named by its sending; a copy more ends in the same flow.
        let flow = if sending[position] { Some(position) } else { receiving[position] };
        if let Some(sent) = flow {
            object.text("bind_id", &format!("{:#x}", trace.events()[sent].id.index() + 1));
            object.flag(if sending[position] { "flow_out" } else { "flow_in" }, true);
        }
        if let Some(colour) = highlights.note(event.id).map(|_| "terrible") {
            object.text("cname", colour);
        }
        object.raw("args", &arguments(event, highlights));
        items.push(object.end());
    }
    let end = trace.events().last().map_or(Time::ZERO, |event| event.time);
    for span in spans(trace) {
        let begin = &trace.events()[span.begin];
        let until = span.end.map_or(end, |end| trace.events()[end].time);
        let (name, place) = match span.kind {
            SpanKind::Down(node) => ("down".to_string(), TracePlace::Node(node)),
            SpanKind::Paused(node) => ("paused".to_string(), TracePlace::Node(node)),
            SpanKind::Episode { said, .. } => (said, TracePlace::World),
        };
        // Not slices: episodes may overlap without being within each other.
        let mut object = entry("b", &name, trace, place);
        object.text("cat", "fault");
        object.text("id", &format!("{:#x}", begin.id.index() + 1));
        object.raw("ts", &micros(begin.time.as_nanos()));
        items.push(object.end());
        let mut object = entry("e", &name, trace, place);
        object.text("cat", "fault");
        object.text("id", &format!("{:#x}", begin.id.index() + 1));
        object.raw("ts", &micros(until.as_nanos()));
        items.push(object.end());
    }
    format!("{{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n{}\n]}}\n", items.join(",\n"))
}

// What processes and threads are called.
fn names(trace: &Trace) -> Vec<String> {
    let mut items = Vec::new();
    let mut name = |what: &str, place: TracePlace, name: &str, order: u64| {
        let mut arguments = Object::new();
        arguments.text("name", name);
        let mut object = entry("M", what, trace, place);
        object.raw("args", &arguments.end());
        items.push(object.end());
        if what == "process_name" {
            let mut arguments = Object::new();
            arguments.number("sort_index", order);
            let mut object = entry("M", "process_sort_index", trace, place);
            object.raw("args", &arguments.end());
            items.push(object.end());
        }
    };
    name("process_name", TracePlace::World, "world", 0);
    name("thread_name", TracePlace::World, "world", 0);
    for (node, title) in trace.nodes().iter().enumerate() {
        name("process_name", TracePlace::Node(node), title, node as u64 + 1);
        name("thread_name", TracePlace::Node(node), "node", 0);
    }
    for (who, actor) in (0..).zip(trace.actors()) {
        name("thread_name", TracePlace::Actor(crate::trace::Who(who)), &actor.path, 0);
    }
    items
}

// The process of the world is number 0, nodes come after it; whoever is on no node is there too.
fn entry(phase: &str, name: &str, trace: &Trace, place: TracePlace) -> Object {
    let thread = match place {
        TracePlace::World | TracePlace::Node(_) => 0,
        TracePlace::Actor(who) => who.0 as u64 + 1,
    };
    let mut object = Object::new();
    object.text("ph", phase);
    object.text("name", &cut(name, NAME));
    object.number("pid", trace.node_of(place).map_or(0, |node| node as u64 + 1));
    object.number("tid", thread);
    object
}

fn slice(name: &str, trace: &Trace, place: TracePlace, (at, lasts): (Time, Duration)) -> Object {
    let mut object = entry("X", name, trace, place);
    object.raw("ts", &micros(at.as_nanos()));
    object.raw("dur", &micros(lasts.as_nanos()));
    object
}

const fn lasts(event: &TraceEvent) -> Duration {
    if let Happening::Working { lasts } = event.what { lasts } else { Duration::ZERO }
}

fn arguments(event: &TraceEvent, highlights: &Highlights) -> String {
    let mut object = Object::new();
    object.text("event", &event.id.to_string());
    object.text("what", event.what.name());
    if let Some(cause) = event.cause {
        object.text("cause", &cause.to_string());
    }
    event.what.write(&mut object);
    if !event.payload.is_empty() {
        object.text("payload", &event.payload);
    }
    if let Some(late) = event.late {
        object.text("late", &late.to_string());
    }
    if let Some(note) = highlights.note(event.id) {
        object.text("note", &note);
    }
    object.end()
}

// Microseconds with three decimals, of nanoseconds.
fn micros(nanos: u64) -> String {
    format!("{}.{:03}", nanos / 1_000, nanos % 1_000)
}
