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

#[cfg(test)]
mod tests {
    use sim_core::{EventId, Time};

    use super::{SpanKind, spans};
    use crate::trace::{Happening, Trace, TraceEvent, TracePlace};

    const CRASH: Happening = Happening::Crashed { wiped: false, survivors: 0, torn: 0 };

    // What lasts, in a run of these events on two nodes: each is a place, what happens there, and its cause.
    #[track_caller]
    fn check(events: &[(&str, Option<usize>)], expected: &[&str]) {
        let mut trace = Trace::new(vec!["a".into(), "b".into()], Vec::new()).expect("no actors");
        for (id, (words, cause)) in events.iter().enumerate() {
            let (place, said) = words.split_once(' ').expect("a place, and what happens");
            let place = match place {
                "a" => TracePlace::Node(0),
                "b" => TracePlace::Node(1),
                _ => TracePlace::World,
            };
            let what = match said {
                "CRASH" => CRASH,
                "RESTART" => Happening::Restarted { incarnation: 1 },
                "PAUSE" => Happening::Paused,
                "RESUME" => Happening::Resumed,
                "ADJUST" => Happening::Adjusted,
                _ => Happening::Struck { fault: 0 },
            };
            let event = TraceEvent {
                id: EventId::nth(id as u64),
                time: Time::ZERO,
                place,
                cause: cause.map(|cause| EventId::nth(cause as u64)),
                what,
                payload: said.to_string(),
                told: String::new(),
                late: None,
            };
            trace.push(event).expect("an event in its place");
        }
        let told = spans(&trace).into_iter().map(|span| {
            let what = match span.kind {
                SpanKind::Down(node) => format!("{node} down"),
                SpanKind::Paused(node) => format!("{node} paused"),
                SpanKind::Episode { said, nodes } => format!("{said} {nodes:?}"),
            };
            format!(
                "{}..{}: {what}",
                span.begin,
                span.end.map_or(String::new(), |end| end.to_string())
            )
        });
        assert_eq!(told.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_node_is_down_until_it_restarts() {
        check(
            &[("a CRASH", None), ("b CRASH", None), ("a RESTART", None)],
            &["0..2: 0 down", "1..: 1 down"],
        );
    }

    #[test]
    fn a_crash_ends_a_pause() {
        check(
            &[
                ("a PAUSE", None),
                ("a CRASH", None),
                ("a RESTART", None),
                ("a PAUSE", None),
                ("a RESUME", None),
            ],
            &["0..1: 0 paused", "1..2: 0 down", "3..4: 0 paused"],
        );
    }

    #[test]
    fn an_episode_lasts_until_its_label_ends_or_all_is_healed() {
        check(
            &[
                ("world cut: partition a | b", None),
                ("world rain: loss everywhere", None),
                ("world cut ends: partition a | b", None),
                ("world heal: all is healed", None),
            ],
            &["0..2: cut: partition a | b []", "1..3: rain: loss everywhere []"],
        );
    }

    #[test]
    fn an_episode_that_changes_nodes_knows_them() {
        check(
            &[
                ("world slow: slow-node b", None),
                ("b ADJUST", Some(0)),
                ("world slow ends: slow-node b", None),
            ],
            &["0..2: slow: slow-node b [1]"],
        );
    }

    #[test]
    fn one_that_makes_nodes_crash_or_stand_still_is_told_by_them() {
        check(
            &[
                ("world power: crash a", None),
                ("a CRASH", Some(0)),
                ("world power ends: crash a", None),
                ("a RESTART", Some(2)),
            ],
            &["1..3: 0 down"],
        );
    }

    #[test]
    fn an_end_without_a_beginning_is_the_beginning_of_something() {
        check(&[("world it ends: so", None)], &["0..: it ends: so []"]);
    }
}
