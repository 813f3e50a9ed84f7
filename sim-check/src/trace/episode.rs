//! Spans: from when to when a node was down or stood still, and an episode was in force.

use std::collections::BTreeMap;

use super::happening::Happening;
use super::{Trace, TracePlace};

/// Something that lasts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Span {
    pub(crate) kind: SpanKind,
    /// The position of the event with which it begins.
    pub(crate) begin: usize,
    /// The position of the event with which it ends, unless it outlasts the trace.
    pub(crate) end: Option<usize>,
}

/// What lasts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum SpanKind {
    /// A node is down.
    Down(usize),
    /// A node stands still.
    Paused(usize),
    /// An episode is in force, with what is said of it.
    Episode(String),
}

/// All that lasts, in the order of its beginnings.
///
/// An episode is told by its label: what strikes as `cut: n1 | n2` ends with what strikes as `cut ends`, or when all is
/// healed. A fault that is over at once, as a crash is, has no end of its own and is no episode.
pub(crate) fn spans(trace: &Trace) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut down: BTreeMap<usize, usize> = BTreeMap::new();
    let mut paused: BTreeMap<usize, usize> = BTreeMap::new();
    let mut struck: BTreeMap<&str, usize> = BTreeMap::new();
    for (position, event) in trace.events().iter().enumerate() {
        let node = match event.place {
            TracePlace::Node(node) => Some(node),
            TracePlace::World | TracePlace::Actor(_) => None,
        };
        match (event.what, node) {
            (Happening::Crashed { .. }, Some(node)) => {
                close(&mut spans, paused.remove(&node), position);
                down.insert(node, open(&mut spans, SpanKind::Down(node), position));
            }
            (Happening::Restarted { .. }, Some(node)) => {
                close(&mut spans, down.remove(&node), position);
            }
            (Happening::Paused, Some(node)) => {
                paused.insert(node, open(&mut spans, SpanKind::Paused(node), position));
            }
            (Happening::Resumed, Some(node)) => {
                close(&mut spans, paused.remove(&node), position);
            }
            (Happening::Struck { .. }, None) => {
                let (label, said) = event.payload.split_once(": ").unwrap_or((&event.payload, ""));
                if let Some(begun) = label.strip_suffix(" ends").and_then(|it| struck.remove(it)) {
                    close(&mut spans, Some(begun), position);
                } else if said.starts_with("all is healed") || label == "all is healed" {
                    struck.values().for_each(|begun| close(&mut spans, Some(*begun), position));
                    struck.clear();
                } else {
                    let kind = SpanKind::Episode(event.payload.clone());
                    struck.insert(label, open(&mut spans, kind, position));
                }
            }
            _ => {}
        }
    }
    // What strikes the world and never ends may be a crash, whose span is that of its node, or last to the end.
    let caused_crash = |begin: usize| {
        let id = trace.events()[begin].id;
        let later = trace.events()[begin + 1..].iter().take_while(|it| it.cause == Some(id));
        later.into_iter().any(|it| matches!(it.place, TracePlace::Node(_)))
    };
    spans.retain(|span| !matches!(span.kind, SpanKind::Episode(_)) || !caused_crash(span.begin));
    spans
}

fn open(spans: &mut Vec<Span>, kind: SpanKind, begin: usize) -> usize {
    spans.push(Span { kind, begin, end: None });
    spans.len() - 1
}

fn close(spans: &mut [Span], begun: Option<usize>, end: usize) {
    if let Some(begun) = begun {
        spans[begun].end = Some(end);
    }
}
