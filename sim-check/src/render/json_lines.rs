//! JSON Lines: a trace to be read again, by this crate or by scripts.

use super::json::{Object, list, string};
use crate::trace::{Trace, TraceEvent, TracePlace, VERSION};

/// One object a line: a header with the names, then the events.
///
/// The header has `format`, `version`, `nodes` (names), `actors` (each `path` and, if known, `node`, a place in that
/// list) and, if something is missing, `left_out`. An event has `id`, `time` (nanoseconds), `actor` or `node` or neither
/// (places in the lists of the header), `cause` if there is one, `what` (as [`Happening`](crate::trace::Happening) calls
/// it) and what belongs to that, `late` if it is, `payload` unless it is empty, and `told`: all of it in words. Numbers
/// of 64 bits are in quotes.
///
/// [`Trace::read_json_lines`] reads it again.
pub fn json_lines(trace: &Trace) -> String {
    let mut text = header(trace);
    text.push('\n');
    for event in trace.events() {
        text.push_str(&line(event));
        text.push('\n');
    }
    text
}

fn header(trace: &Trace) -> String {
    let mut object = Object::new();
    object.text("format", "sim-trace");
    object.number("version", u64::from(VERSION));
    object.raw("nodes", &list(trace.nodes().iter().map(|name| string(name))));
    let actors = trace.actors().iter().map(|actor| {
        let mut object = Object::new();
        object.text("path", &actor.path);
        if let Some(node) = actor.node {
            object.number("node", node as u64);
        }
        object.end()
    });
    object.raw("actors", &list(actors));
    let left_out = trace.left_out();
    if left_out.total() > 0 {
        let mut counts = Object::new();
        counts.wide("deliveries", left_out.deliveries);
        counts.wide("losses", left_out.losses);
        counts.wide("timers", left_out.timers);
        counts.wide("calls", left_out.calls);
        counts.wide("faults", left_out.faults);
        counts.wide("facts", left_out.facts);
        counts.wide("others", left_out.others);
        object.raw("left_out", &counts.end());
    }
    object.end()
}

fn line(event: &TraceEvent) -> String {
    let mut object = Object::new();
    object.wide("id", event.id.index());
    object.wide("time", event.time.as_nanos());
    match event.place {
        TracePlace::World => {}
        TracePlace::Node(node) => object.number("node", node as u64),
        TracePlace::Actor(who) => object.number("actor", who.0 as u64),
    }
    if let Some(cause) = event.cause {
        object.wide("cause", cause.index());
    }
    object.text("what", event.what.name());
    event.what.write(&mut object);
    if let Some(late) = event.late {
        object.wide("late", late.as_nanos());
    }
    if !event.payload.is_empty() {
        object.text("payload", &event.payload);
    }
    object.text("told", &event.told);
    object.end()
}
