//! The ways: what links do to a message on its route, as chance and as mechanism.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use sim_core::{Departure, DropCause, Duration, Fate, NodeId, Stream, Trip, Wire};

use crate::link::dice::Dice;
use crate::link::state::LinkState;
use crate::link::{Bandwidth, Link, Order};
use crate::topology::{Edge, Hop, Topology};

/// The routes of a network with the state of their links.
#[derive(Debug)]
pub(crate) struct Ways {
    topology: Topology,
    // By the numbers that the topology gives to links.
    stretches: Vec<Stretch>,
    // Of those links that remember something, once they are used.
    states: BTreeMap<u64, LinkState>,
    // There if any two nodes are connected by one and the same link, which remembers nothing.
    plain: Option<Stretch>,
    // Whether there is a full queue to be met behind the first stretch of a way.
    chokes: bool,
}

/// A link, ready to be used often.
#[derive(Clone, Debug)]
struct Stretch {
    latency: Duration,
    dice: Dice,
    bandwidth: Option<Bandwidth>,
    ordered: bool,
    // Whether what happens to a message depends on what happened to others.
    remembers: bool,
}

impl Stretch {
    fn new(link: &Link) -> Self {
        let dice = Dice::new(link);
        let ordered = link.order == Order::Kept;
        let puts_aside = !link.reordering.chance.is_zero();
        let remembers = dice.is_stateful() || link.bandwidth.is_some() || ordered || puts_aside;
        Self { latency: link.latency, dice, bandwidth: link.bandwidth, ordered, remembers }
    }
}

impl Ways {
    pub(crate) fn new(topology: Topology) -> Self {
        let stretches: Vec<Stretch> = topology.links().iter().map(Stretch::new).collect();
        let plain = topology.uniform().map(|number| stretches[number as usize].clone());
        let plain = plain.filter(|stretch| !stretch.remembers);
        let has_queue = |stretch: &Stretch| stretch.bandwidth.is_some_and(|it| it.queue.is_some());
        let chokes = topology.uniform().is_none() && stretches.iter().any(has_queue);
        Self { topology, stretches, states: BTreeMap::new(), plain, chokes }
    }

    /// Forgets a run, keeping allocations.
    pub(crate) fn reset(&mut self) {
        self.states.values_mut().for_each(LinkState::clear);
    }

    /// The wire between any two nodes and how long it takes, if it is the same everywhere and remembers nothing.
    pub(crate) fn wire(&self) -> Option<(Wire, Duration)> {
        let plain = self.plain.as_ref()?;
        Some((plain.dice.wire()?.clone(), plain.latency))
    }

    /// How many links have come to remember something.
    pub(crate) fn state_count(&self) -> usize {
        self.states.values().filter(|state| state.used).count()
    }

    /// Draws what chance does to a message on its way.
    #[inline]
    pub(crate) fn draw(&mut self, trip: &Trip, stream: &mut Stream, fate: &mut Fate) {
        match &self.plain {
            Some(plain) => plain.dice.throw(&mut false, stream, fate),
            None => self.draw_along(trip, stream, fate),
        }
    }

    #[inline(never)]
    fn draw_along(&mut self, trip: &Trip, stream: &mut Stream, fate: &mut Fate) {
        let Some(route) = self.topology.route(trip.source.index(), trip.target.index()) else {
            return;
        };
        let mut reached = trip.departs;
        for hop in route {
            let link = &self.stretches[hop.link as usize];
            if link.remembers {
                let state = state_of(&mut self.states, hop);
                // An early drop is chance, so it is drawn here and recorded as a loss.
                if let Some(early) = link.bandwidth.and_then(|bandwidth| bandwidth.early) {
                    let waiting = state.timetable.waiting(reached);
                    if early.chance_at(waiting).draw(stream) {
                        fate.copies = 0;
                        return;
                    }
                }
                link.dice.throw(&mut state.foul, stream, fate);
            } else {
                link.dice.throw(&mut false, stream, fate);
            }
            if fate.copies == 0 {
                return;
            }
            reached = reached.saturating_add(link.latency);
        }
    }

    /// The most that chance can add on a way.
    #[inline]
    pub(crate) fn delay_max(&mut self, trip: &Trip) -> Duration {
        if let Some(plain) = &self.plain {
            return plain.dice.delay_max();
        }
        let route = self.topology.route(trip.source.index(), trip.target.index());
        let most = |hop: &Hop| self.stretches[hop.link as usize].dice.delay_max();
        route.unwrap_or_default().iter().map(most).fold(Duration::ZERO, Duration::saturating_add)
    }

    /// Whether how late a message is decides when it, or one that waits for it, reaches a queue that may be full.
    pub(crate) fn lateness_weighs(&mut self, trip: &Trip) -> bool {
        if !self.chokes {
            return false;
        }
        let route = self.topology.route(trip.source.index(), trip.target.index());
        match route.unwrap_or_default() {
            [] => false,
            [only] => self.stretches[only.link as usize].ordered,
            [_, ..] => true,
        }
    }

    /// Sends a copy on its way: after how long it arrives, without what chance adds.
    #[inline]
    pub(crate) fn depart(
        &mut self,
        trip: &Trip,
        bytes: u64,
        late: Duration,
        aside: bool,
    ) -> Departure {
        match &self.plain {
            Some(plain) => Departure::Travels(plain.latency),
            None => self.depart_along(trip, bytes, late, aside),
        }
    }

    // What chance adds is added on the first stretch, so that what is late there is late everywhere behind it.
    #[inline(never)]
    fn depart_along(&mut self, trip: &Trip, bytes: u64, added: Duration, aside: bool) -> Departure {
        let now = trip.departs;
        let mut late = added;
        let mut reached = now;
        let Some(route) = self.topology.route(trip.source.index(), trip.target.index()) else {
            return Departure::Dropped(DropCause::NoRoute);
        };
        for hop in route {
            let link = &self.stretches[hop.link as usize];
            let crossing = link.latency.saturating_add(core::mem::take(&mut late));
            if !link.remembers {
                reached = reached.saturating_add(crossing);
                continue;
            }
            let state = state_of(&mut self.states, hop);
            if let Some(bandwidth) = &link.bandwidth {
                match state.timetable.enter(bandwidth, now, reached, bytes) {
                    Some(sent) => reached = sent,
                    None => return Departure::Dropped(DropCause::LinkFull),
                }
            }
            reached = reached.saturating_add(crossing);
            if link.ordered {
                reached = state.horizon.wait(reached, aside);
            }
        }
        Departure::Travels(reached.since(now).saturating_sub(added))
    }

    /// A copy has arrived. Counts inversions where links keep their order or put messages aside.
    #[inline]
    pub(crate) fn arrived(&mut self, trip: &Trip) {
        if !self.states.is_empty() {
            self.count_arrival(trip);
        }
    }

    fn count_arrival(&mut self, trip: &Trip) {
        let route = self.topology.route(trip.source.index(), trip.target.index());
        if let Some(hop) = route.and_then(<[_]>::last)
            && let Some(state) = self.states.get_mut(&hop.way.key())
        {
            state.horizon.arrived(trip.message.index());
        }
    }

    /// How many copies arrived that were sent before one that had already arrived, over all links that keep state.
    pub(crate) fn inversions(&self) -> u64 {
        self.states.values().map(|state| state.horizon.inversions()).sum()
    }

    /// How long the way from one node to another takes at least; zero if there is none.
    pub(crate) fn latency(&mut self, source: NodeId, target: NodeId) -> Duration {
        match &self.plain {
            Some(plain) => plain.latency,
            None => self.topology.latency(source.index(), target.index()).unwrap_or_default(),
        }
    }

    /// What lies between two neighbours.
    pub(crate) fn edge(&self, one: &str, other: &str) -> Option<Edge> {
        self.topology.edge(one, other)
    }

    /// Whether the way from one node to another leads over an edge.
    pub(crate) fn crosses(&mut self, source: NodeId, target: NodeId, edge: Edge) -> bool {
        self.topology.crosses(source.index(), target.index(), edge)
    }

    /// The way of a message, in words.
    pub(crate) fn words(&mut self, trip: &Trip) -> String {
        let route = self.topology.describe(trip.source.index(), trip.target.index());
        route.unwrap_or_else(|| String::from("no way"))
    }
}

// What the link of a hop remembers, which is in use from now on.
#[inline]
fn state_of<'a>(states: &'a mut BTreeMap<u64, LinkState>, hop: &Hop) -> &'a mut LinkState {
    let state = states.entry(hop.way.key()).or_default();
    state.used = true;
    state
}
