//! The size of a failing run: how much one has to read to understand it.

use std::collections::{BTreeMap, BTreeSet};

use sim_core::{ActorId, Event, EventId, NodeId, Place, Protocol, Record, What};

use crate::verdict::Violation;

/// How much happens in a failing run.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Size {
    /// How many things went wrong that the environment decided: losses, copies, crashes, episodes.
    pub faults: u64,
    /// Deliveries, timers, calls, crashes and restarts that may have had to do with the failure.
    pub events: u64,
    /// How many nodes they happened on.
    pub nodes: u64,
}

/// The events that may have had to do with a violation: its evidence, what led to it, and what those who took part had
/// handled before.
pub(super) fn past<P: Protocol>(record: &Record<P>, violation: &Violation) -> BTreeSet<EventId> {
    let events: Vec<Event<'_, P>> = record.iter().collect();
    let place = |id: EventId| usize::try_from(id.index()).unwrap_or(usize::MAX);
    let before = handled_before(&events);
    let mut past = BTreeSet::new();
    let mut open: Vec<EventId> = violation.evidence.iter().map(|it| it.event).collect();
    if open.is_empty() {
        open.extend(events.last().map(|event| event.id));
    }
    while let Some(id) = open.pop() {
        let Some(event) = events.get(place(id)) else { continue };
        if past.insert(id) {
            open.extend(event.cause);
            open.extend(before.get(place(id)).into_iter().flatten());
        }
    }
    past
}

// For each event the last ones before it that could have changed what the actor, or its node, is. A node that crashes or
// comes back is what all of its actors have made of it: they share its disk.
fn handled_before<P: Protocol>(events: &[Event<'_, P>]) -> Vec<Vec<EventId>> {
    let mut by_actor: BTreeMap<ActorId, EventId> = BTreeMap::new();
    let mut by_node: BTreeMap<NodeId, EventId> = BTreeMap::new();
    let mut on_node: BTreeMap<(NodeId, ActorId), EventId> = BTreeMap::new();
    let mut before = Vec::with_capacity(events.len());
    for event in events {
        match event.place {
            Place::World => before.push(Vec::new()),
            Place::Node(node) => {
                let actors = on_node.iter().filter(|((on, _), _)| *on == node);
                before.push(
                    by_node.get(&node).into_iter().chain(actors.map(|it| it.1)).copied().collect(),
                );
                if is_step(&event.what) {
                    by_node.insert(node, event.id);
                }
            }
            Place::Actor(node, actor) => {
                let last = by_actor.get(&actor).max(by_node.get(&node)).copied();
                before.push(last.into_iter().collect());
                if is_step(&event.what) {
                    on_node.insert((node, actor), event.id);
                    by_actor.insert(actor, event.id);
                }
            }
        }
    }
    before
}

/// Whether an event counts for the size of a run.
pub(super) const fn is_step(what: &What) -> bool {
    matches!(
        what,
        What::Delivered { .. }
            | What::TimerFired
            | What::Invoked { .. }
            | What::Crashed { .. }
            | What::Restarted { .. }
    )
}

/// The size of a run that failed so, without its faults.
pub(super) fn size<P: Protocol>(record: &Record<P>, violation: &Violation) -> Size {
    let past = past(record, violation);
    let mut nodes = BTreeSet::new();
    let mut events = 0;
    for event in record.iter().filter(|event| past.contains(&event.id)) {
        if is_step(&event.what) {
            events += 1;
            nodes.extend(event.node());
        }
    }
    Size { faults: 0, events, nodes: nodes.len() as u64 }
}

/// The size of a whole run, without its faults.
pub(super) fn whole<P: Protocol>(record: &Record<P>) -> Size {
    let mut nodes = BTreeSet::new();
    let mut events = 0;
    for event in record.iter().filter(|event| is_step(&event.what)) {
        events += 1;
        nodes.extend(event.node());
    }
    Size { faults: 0, events, nodes: nodes.len() as u64 }
}
