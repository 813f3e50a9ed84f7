//! The versions: what sessions did to one register, and in which order its values must have been written.

use std::collections::BTreeMap;

use sim_core::EventId;

use super::guarantee::Guarantee;
use crate::graph::Edge;

/// Something that a session did to a register. Values are named by their place among those of the register; 0 is there at first.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deed {
    pub(super) process: u64,
    pub(super) value: usize,
    pub(super) does: Does,
    pub(super) event: EventId,
}

/// What it did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Does {
    Reads,
    Writes,
    /// It writes at any later time, or never.
    MayWrite,
}

/// Why one value must be before another, or before all that a session goes on to do.
#[derive(Clone, Copy, Debug)]
pub(super) enum Why {
    /// Nothing is before what was there at first.
    Beginning,
    /// A session did something with the earlier value, and something with the later one.
    Rule { guarantee: Guarantee, earlier: Option<Deed>, later: Option<Deed> },
}

/// What must be before what: values, and after them nodes that each stand for all that a session had written, or read, so far.
#[derive(Debug)]
pub(super) struct Versions {
    pub(super) values: usize,
    pub(super) nodes: usize,
    pub(super) edges: Vec<Edge<Why>>,
}

// What a session has done to the register so far.
#[derive(Default)]
struct Session {
    written: Vec<Deed>,
    // Of each written value, its place in the list; and how far it was already compared with those after it.
    places: BTreeMap<usize, (usize, usize)>,
    // For each written value the node that stands for it and all before it.
    written_nodes: Vec<usize>,
    read: Option<Deed>,
    read_node: Option<usize>,
}

impl Versions {
    /// The order that the guarantees ask for, of what all sessions did to one register, each in its order.
    pub(super) fn new(values: usize, deeds: &[Deed], guarantees: &[Guarantee]) -> Self {
        let mut versions = Self { values, nodes: values, edges: Vec::new() };
        let beginning = |target| Edge { source: 0, target, label: Why::Beginning };
        versions.edges.extend((1..values).map(beginning));
        let mut sessions: BTreeMap<u64, Session> = BTreeMap::new();
        for deed in deeds {
            let session = sessions.entry(deed.process).or_default();
            for guarantee in guarantees {
                versions.ask(*guarantee, session, *deed);
            }
            versions.note(session, *deed, guarantees);
        }
        versions
    }

    fn ask(&mut self, guarantee: Guarantee, session: &mut Session, deed: Deed) {
        match (guarantee, deed.does) {
            (Guarantee::ReadYourWrites, Does::Reads) => self.see_own(session, deed),
            (Guarantee::MonotonicReads, Does::Reads) => {
                if let Some(before) = session.read.filter(|before| before.value != deed.value) {
                    self.order(guarantee, before, deed);
                }
            }
            (Guarantee::WritesFollowReads, Does::Writes | Does::MayWrite) => {
                if let Some(node) = session.read_node {
                    self.after(guarantee, node, deed);
                }
            }
            (Guarantee::MonotonicWrites, Does::Writes | Does::MayWrite) => {
                if let Some(before) = session.written.last() {
                    self.order(guarantee, *before, deed);
                }
            }
            (
                Guarantee::ReadYourWrites | Guarantee::MonotonicReads,
                Does::Writes | Does::MayWrite,
            )
            | (Guarantee::WritesFollowReads | Guarantee::MonotonicWrites, Does::Reads) => {}
        }
    }

    // What is read is after all others that the session has written.
    fn see_own(&mut self, session: &mut Session, deed: Deed) {
        let guarantee = Guarantee::ReadYourWrites;
        let Some((place, compared)) = session.places.get_mut(&deed.value) else {
            if let Some(node) = session.written_nodes.last() {
                self.after(guarantee, *node, deed);
            }
            return;
        };
        if let Some(before) = place.checked_sub(1) {
            self.after(guarantee, session.written_nodes[before], deed);
        }
        for other in &session.written[*compared..] {
            self.order(guarantee, *other, deed);
        }
        *compared = session.written.len();
    }

    // What later deeds are compared with.
    fn note(&mut self, session: &mut Session, deed: Deed, guarantees: &[Guarantee]) {
        match deed.does {
            Does::Reads => {
                if guarantees.contains(&Guarantee::WritesFollowReads) {
                    let guarantee = Guarantee::WritesFollowReads;
                    session.read_node = Some(self.gather(guarantee, session.read_node, deed));
                }
                session.read = Some(deed);
            }
            Does::Writes => {
                if guarantees.contains(&Guarantee::ReadYourWrites) {
                    let before = session.written_nodes.last().copied();
                    let node = self.gather(Guarantee::ReadYourWrites, before, deed);
                    session.written_nodes.push(node);
                }
                let place = session.written.len();
                session.places.insert(deed.value, (place, place + 1));
                session.written.push(deed);
            }
            // What may never be isn't before anything.
            Does::MayWrite => {}
        }
    }

    fn order(&mut self, guarantee: Guarantee, earlier: Deed, later: Deed) {
        let label = Why::Rule { guarantee, earlier: Some(earlier), later: Some(later) };
        self.edges.push(Edge { source: earlier.value, target: later.value, label });
    }

    fn after(&mut self, guarantee: Guarantee, node: usize, later: Deed) {
        let label = Why::Rule { guarantee, earlier: None, later: Some(later) };
        self.edges.push(Edge { source: node, target: later.value, label });
    }

    // A node after a value and all that another node stands for.
    fn gather(&mut self, guarantee: Guarantee, before: Option<usize>, deed: Deed) -> usize {
        let target = self.nodes;
        self.nodes += 1;
        let label = Why::Rule { guarantee, earlier: Some(deed), later: None };
        self.edges.push(Edge { source: deed.value, target, label });
        if let Some(source) = before {
            let label = Why::Rule { guarantee, earlier: None, later: None };
            self.edges.push(Edge { source, target, label });
        }
        target
    }
}
