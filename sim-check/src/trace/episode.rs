//! Spans: from when to when a node was down or stood still, and an episode was in force.

use std::collections::{BTreeMap, BTreeSet};

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
    /// An episode is in force.
    Episode {
        /// What is said of it.
        said: String,
        /// The nodes that it changes; none, if it is about the medium.
        nodes: Vec<usize>,
    },
}

/// All that lasts, in the order of its beginnings.
///
/// An episode is told by its label: what strikes as `cut: n1 | n2` ends with what strikes as `cut ends`, or when all is
/// healed. One that makes nodes crash or stand still is no span of its own: those of the nodes say it.
pub(crate) fn spans(trace: &Trace) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut down: BTreeMap<usize, usize> = BTreeMap::new();
    let mut paused: BTreeMap<usize, usize> = BTreeMap::new();
    let mut struck: BTreeMap<&str, usize> = BTreeMap::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
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
                let ended = label.strip_suffix(" ends").filter(|label| seen.contains(label));
                if let Some(ended) = ended {
                    close(&mut spans, struck.remove(ended), position);
                } else if said.starts_with("all is healed") || label == "all is healed" {
                    struck.values().for_each(|begun| close(&mut spans, Some(*begun), position));
                    struck.clear();
                } else {
                    seen.insert(label);
                    let Some(nodes) = changed_nodes(trace, position) else { continue };
                    let kind = SpanKind::Episode { said: event.payload.clone(), nodes };
                    struck.insert(label, open(&mut spans, kind, position));
                }
            }
            _ => {}
        }
    }
    spans
}

// The nodes that are changed by what strikes, unless they crash or stand still.
fn changed_nodes(trace: &Trace, position: usize) -> Option<Vec<usize>> {
    let id = trace.events()[position].id;
    let hits = trace.events()[position + 1..].iter().take_while(|event| event.cause == Some(id));
    let mut nodes = Vec::new();
    for hit in hits {
        if matches!(hit.what, Happening::Crashed { .. } | Happening::Paused) {
            return None;
        }
        if let (Happening::Adjusted, TracePlace::Node(node)) = (hit.what, hit.place) {
            nodes.push(node);
        }
    }
    Some(nodes)
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
