//! Journeys: what became of the messages of a trace.

use std::collections::BTreeMap;

use sim_core::Duration;

use super::happening::{Happening, Who};
use super::{Trace, TracePlace};

/// The end of a message's way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Journey {
    /// The position of its sending, if the trace has it.
    pub(crate) sent: Option<usize>,
    /// The position of the event that ends it.
    pub(crate) end: usize,
    pub(crate) from: Who,
    pub(crate) to: Who,
    pub(crate) fate: Fate,
}

/// What became of a message.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Fate {
    /// It arrived as most do.
    Plain,
    /// It arrived late.
    Late,
    /// It arrived after one that was sent later between the same two.
    Overtaken,
    /// It is one copy more.
    Duplicate,
    /// It came, or came back, because a mailbox was full.
    Diverted,
    /// It never arrived.
    Lost,
}

/// The ends of all ways, in their order.
pub(crate) fn journeys(trace: &Trace) -> Vec<Journey> {
    let mut newest: BTreeMap<(Who, Who), usize> = BTreeMap::new();
    let mut journeys = Vec::new();
    for (end, event) in trace.events().iter().enumerate() {
        let here = match event.place {
            TracePlace::Actor(who) => Some(who),
            TracePlace::World | TracePlace::Node(_) => None,
        };
        let Some((from, to, fate)) = fate(&event.what, here) else { continue };
        let sent = sending(trace, end);
        let mut journey = Journey { sent, end, from, to, fate };
        if let (Fate::Plain, Some(sent)) = (fate, sent) {
            let newest = newest.entry((from, to)).or_insert(sent);
            if sent < *newest {
                journey.fate = Fate::Overtaken;
            } else if event.late.is_some() {
                journey.fate = Fate::Late;
            }
            *newest = sent.max(*newest);
        } else if fate == Fate::Plain && event.late.is_some() {
            journey.fate = Fate::Late;
        }
        journeys.push(journey);
    }
    journeys
}

// From whom, to whom, and how it ends, if it is the end of a message's way.
fn fate(what: &Happening, here: Option<Who>) -> Option<(Who, Who, Fate)> {
    match (*what, here) {
        (Happening::Delivered { from, copy: 0 }, Some(here)) => Some((from, here, Fate::Plain)),
        (Happening::Delivered { from, .. }, Some(here)) => Some((from, here, Fate::Duplicate)),
        (Happening::Dropped { from, to, .. }, _) => Some((from, to, Fate::Lost)),
        // Whoever refused it sends it back; whoever could not hold it hands it on.
        (Happening::Refused { to } | Happening::DeadLetter { to, .. }, Some(here)) => {
            Some((to, here, Fate::Diverted))
        }
        _ => None,
    }
}

// The sending that led to this end, if the trace has it.
fn sending(trace: &Trace, end: usize) -> Option<usize> {
    let sent = trace.position(trace.events()[end].cause?)?;
    matches!(trace.events()[sent].what, Happening::Sent { .. }).then_some(sent)
}

/// The deliveries whose sending is known, and by how much each took longer than the fastest between the same two.
pub(super) fn excesses(trace: &Trace) -> Vec<(usize, Duration)> {
    let mut fastest: BTreeMap<(Who, Who), Duration> = BTreeMap::new();
    let mut trips = Vec::new();
    for journey in journeys(trace) {
        let delivered = matches!(trace.events()[journey.end].what, Happening::Delivered { .. });
        let Some(sent) = journey.sent.filter(|_| delivered) else { continue };
        let trip = trace.events()[journey.end].time.since(trace.events()[sent].time);
        let pair = (journey.from, journey.to);
        let least = fastest.entry(pair).or_insert(trip);
        *least = trip.min(*least);
        trips.push((journey.end, pair, trip));
    }
    let excess = |(end, pair, trip): (usize, (Who, Who), Duration)| {
        (end, trip.saturating_sub(fastest[&pair]))
    };
    trips.into_iter().map(excess).collect()
}
