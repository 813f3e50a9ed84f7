//! A front: an episode that has begun, with what it reaches and when it is in force.

use alloc::collections::BTreeSet;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;

use sim_core::{Duration, EventId, NodeId, Time, Trip};

use super::party::Party;
use super::reach::{NodeSet, Reach};
use super::summary::Fired;
use super::ways::Ways;
use crate::family::{Aim, Family};
use crate::plan::{Episode, Flapping};

/// In which way a fault of the network touches a message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Touch {
    /// It adds to what chance does.
    Chance,
    /// It drops it.
    Cut,
    /// It slows it down.
    Slow,
    /// It holds it back.
    Hold,
    /// It does something to it for certain, if it is one of certain messages.
    Rule,
}

impl Touch {
    pub(crate) const COUNT: usize = 5;
}

/// An episode that has begun. It stays after its end: messages that were on their way meanwhile are still hit.
#[derive(Debug)]
pub(crate) struct Front {
    pub(crate) episode: Rc<Episode>,
    /// Of a fault of the network.
    pub(crate) reach: Reach,
    // Of a fault of nodes: whom it hit, in that order, and the same as bits.
    nodes: Vec<NodeId>,
    hit: NodeSet,
    pub(crate) begun: Time,
    /// How many had begun before.
    pub(crate) number: usize,
    pub(crate) ended: Option<Time>,
    /// Of a rule: who it is about.
    pub(crate) parties: (Party, Party),
    /// How many messages matched its rule.
    pub(crate) matched: u64,
    /// How many messages it hit.
    pub(crate) hits: u64,
    // The messages that it has held back or cut off on their way: each is hit once, however often it is asked.
    caught: BTreeSet<EventId>,
    // The message that it hit last at its departure, of which each copy departs.
    departed: Option<EventId>,
}

impl Front {
    pub(crate) fn new(episode: Rc<Episode>, begun: Time, number: usize) -> Self {
        Self {
            episode,
            reach: Reach::All,
            nodes: Vec::new(),
            hit: NodeSet::default(),
            begun,
            number,
            ended: None,
            parties: (Party::Anybody, Party::Anybody),
            matched: 0,
            hits: 0,
            caught: BTreeSet::new(),
            departed: None,
        }
    }

    /// It hits these nodes.
    pub(crate) fn aim_at(&mut self, nodes: Vec<NodeId>) {
        self.hit = NodeSet::of(&nodes);
        self.nodes = nodes;
    }

    /// The nodes that it hit.
    pub(crate) fn nodes(&self) -> &[NodeId] {
        &self.nodes
    }

    /// Whether it hit this node.
    pub(crate) fn has_hit(&self, node: NodeId) -> bool {
        self.hit.has(node.index())
    }

    /// Whether nodes that it hit stay down when all is healed.
    pub(crate) fn is_for_good(&self) -> bool {
        matches!(self.episode.fault, Family::Crash(_)) && self.episode.end.is_none()
    }

    /// Whether a node that is down may have crashed for good because of it.
    pub(crate) fn dooms(&self, node: NodeId) -> bool {
        match self.episode.fault.aim() {
            Aim::Nodes(fault) => fault.lasting() && self.has_hit(node),
            Aim::Network(_) => false,
        }
    }

    /// Whether it reaches messages from one node to another, whenever they travel.
    #[inline]
    pub(crate) fn reaches(&self, source: NodeId, target: NodeId, ways: &mut Ways) -> bool {
        if let Reach::Edge { edge, .. } = self.reach {
            edge.is_some_and(|edge| ways.crosses(source, target, edge))
        } else {
            self.reach.concerns(source, target)
        }
    }

    /// Whether it is in force at the departure of this trip and reaches it.
    #[inline]
    pub(crate) fn is_over(&self, trip: &Trip, ways: &mut Ways) -> bool {
        self.in_force(trip.departs) && self.reaches(trip.source, trip.target, ways)
    }

    /// It meets a message on its way, or a copy of one.
    pub(crate) fn catch(&mut self, message: EventId) {
        self.hits += u64::from(self.caught.insert(message));
    }

    /// It meets a message that leaves, or a copy of one.
    pub(crate) fn meet(&mut self, message: EventId) {
        self.hits += u64::from(self.departed != Some(message));
        self.departed = Some(message);
    }

    /// What it did so far.
    pub(crate) fn fired(&self, name: impl Fn(NodeId) -> String) -> Fired {
        Fired {
            label: self.episode.label.clone(),
            family: self.episode.fault.name(),
            begun: self.begun,
            ended: self.ended,
            nodes: self.nodes.iter().map(|node| name(*node)).collect(),
            messages: self.hits,
        }
    }

    /// Its family, and whether it hit anything.
    pub(crate) fn bit(&self) -> (&'static str, bool) {
        (self.episode.fault.name(), self.hits > 0 || !self.nodes.is_empty())
    }

    /// Whether it is in force at this time. It is at its begin, and not any more at its end.
    #[inline]
    pub(crate) fn in_force(&self, at: Time) -> bool {
        self.begun <= at
            && self.ended.is_none_or(|ended| at < ended)
            && self.episode.flapping.is_none_or(|flapping| is_on(flapping, self.begun, at))
    }

    /// After how long it is over for a while, if it is in force now and comes and goes.
    pub(crate) fn on_for(&self, now: Time) -> Option<Duration> {
        let flapping = self.episode.flapping?;
        let into = now.since(self.begun).as_nanos() % flapping.cycle();
        Some(flapping.on.saturating_sub(Duration::from_nanos(into)))
    }

    /// Since when it is in force without a break, if it is in force now.
    pub(crate) fn on_since(&self, now: Time) -> Time {
        let Some(flapping) = self.episode.flapping else { return self.begun };
        let into = now.since(self.begun).as_nanos() % flapping.cycle();
        Time::from_nanos(now.as_nanos() - into)
    }

    /// Whether it is in force at any time between these, both included.
    pub(crate) fn in_force_between(&self, from: Time, to: Time) -> bool {
        let from = from.max(self.begun);
        if from > to || self.ended.is_some_and(|ended| from >= ended) {
            return false;
        }
        let Some(flapping) = self.episode.flapping else { return true };
        if is_on(flapping, self.begun, from) {
            return true;
        }
        // It is off: is it on again by then?
        let cycle = flapping.cycle();
        let into = from.since(self.begun).as_nanos() % cycle;
        let next = from.as_nanos().saturating_add(cycle - into);
        next <= to.as_nanos() && self.ended.is_none_or(|ended| next < ended.as_nanos())
    }
}

fn is_on(flapping: Flapping, begun: Time, at: Time) -> bool {
    at.since(begun).as_nanos() % flapping.cycle() < flapping.on.as_nanos()
}

impl Flapping {
    // In nanoseconds; at least one, also where it makes no sense.
    fn cycle(self) -> u64 {
        self.on.saturating_add(self.off).as_nanos().max(1)
    }
}
