//! The network: what lies between the nodes of a world, and the faults that strike it.
//!
//! Chance is drawn along the route of a message, by its links and by the episodes that are in force. Mechanism, what
//! is cut, slowed down, held back or queued, follows from the fate alone and is the same in every base world.

mod ailment;
mod clause;
mod front;
mod fronts;
mod party;
mod quick;
mod reach;
mod rules;
mod streams;
mod summary;
mod walls;
mod ways;
mod weather;

pub use clause::{Clause, Glimpse};
pub use streams::StreamRules;
pub use summary::{Fired, Summary};
pub use weather::Weather;

pub(crate) use ailment::Ailment;
pub(crate) use front::Touch;
pub(crate) use reach::{NodeSet, Reach};

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use sim_core::{
    ActorId, Arrival, Broken, Channel, Departure, Directory, DropCause, Duration, EventId, Fate,
    Medium, NodeId, Protocol, Room, Site, Stream, Strike, Time, Trip,
};

use crate::layout::Layout;
use crate::link::Link;
use fronts::Fronts;
use quick::Quick;
use rules::Rules;
use streams::Streams;
use ways::Ways;

/// What lies between the nodes of a world: links in some layout, and the faults that strike them.
///
/// ```
/// use sim_core::prelude::*;
/// use sim_net::{Link, Network};
///
/// # struct Words;
/// # impl Protocol for Words {
/// #     type Message = u8;
/// #     type Fact = ();
/// #     type Timer = ();
/// #     type Operation = ();
/// #     type Outcome = ();
/// #     type View = ();
/// # }
/// # struct Ping;
/// # impl Actor<Words> for Ping {
/// #     fn on_start(&mut self, ctx: &mut Context<'_, Words>) {
/// #         let pong = ctx.directory()["pong"];
/// #         ctx.send(pong, 1);
/// #     }
/// #     fn on_message(&mut self, _: ActorId, _: u8, _: &mut Context<'_, Words>) {}
/// # }
/// let mut world = Setup::<Words, _>::new(Network::mesh(Link::lan()))
///     .node("ping", |_| Ping)
///     .node("pong", |_| Ping)
///     .build()?;
/// assert_eq!(world.run(Stop::idle()), sim_core::Ending::Idle);
/// assert_eq!(world.wire().arrived, 1);
/// # Ok::<(), SetupError>(())
/// ```
pub struct Network<P: Protocol> {
    layout: Layout,
    // There once the nodes are known.
    ways: Option<Ways>,
    quick: Quick,
    fronts: Fronts,
    rules: Rules<P>,
    streams: Streams,
    healed: bool,
    showing_routes: bool,
    nodes: Vec<NodeId>,
    names: Vec<String>,
}

impl<P: Protocol> Network<P> {
    /// Links in this layout.
    pub const fn new(layout: Layout) -> Self {
        Self {
            layout,
            ways: None,
            quick: Quick::never(),
            fronts: Fronts::new(),
            rules: Rules::new(),
            streams: Streams::new(StreamRules::DEFAULT),
            healed: false,
            showing_routes: false,
            nodes: Vec::new(),
            names: Vec::new(),
        }
    }

    /// Each node is connected with each other by a link of its own, all alike.
    pub const fn mesh(link: Link) -> Self {
        Self::new(Layout::Mesh(link))
    }

    /// Adds a rule for certain messages, told by a closure. Rules of a plan are data: see [`Rule`](crate::Rule).
    pub fn clause(mut self, clause: Clause<P>) -> Self {
        self.rules.add(clause);
        self
    }

    /// How the streams of the network behave.
    pub const fn streams(mut self, rules: StreamRules) -> Self {
        self.streams.rules = rules;
        self
    }

    /// Tells the route of each message, as an event after that of its sending.
    pub const fn show_routes(mut self) -> Self {
        self.showing_routes = true;
        self
    }

    /// What each episode of the run did so far.
    pub fn summary(&self) -> Summary {
        let name = |node: NodeId| self.names.get(node.index()).cloned().unwrap_or_default();
        let clauses =
            self.rules.clauses().iter().map(|clause| (clause.name().to_string(), clause.hits()));
        Summary { clauses: clauses.collect(), ..self.fronts.summary(name) }
    }

    /// Each family of faults of which an episode has begun in this run, and whether any of these hit something.
    pub fn families(&self) -> Vec<(&'static str, bool)> {
        self.fronts.families()
    }

    /// How often a clause of this name hit a message in this run.
    pub fn clause_hits(&self, name: &str) -> Option<u64> {
        self.rules.clauses().iter().find(|clause| clause.name() == name).map(Clause::hits)
    }

    /// Whether something lies between these two: an edge, or a segment to which both are attached.
    pub fn has_edge(&self, one: &str, other: &str) -> bool {
        self.ways.as_ref().is_some_and(|ways| ways.edge(one, other).is_some())
    }

    /// How many links have come to remember something in this run: bursts, queues or an order.
    pub fn links_with_state(&self) -> usize {
        self.ways.as_ref().map_or(0, Ways::state_count)
    }

    /// How many copies arrived that had been sent before one that was already there, over links that keep an order.
    pub fn inversions(&self) -> u64 {
        self.ways.as_ref().map_or(0, Ways::inversions)
    }

    #[inline]
    fn ways(&mut self) -> &mut Ways {
        self.ways.as_mut().expect("a world is built only over a network that has joined it")
    }

    // By a stream, what is lost is late: it is sent again until it gets through.
    fn draw_resends(&mut self, trip: &Trip, stream: &mut Stream, fate: &mut Fate) {
        let ways = self.ways.as_mut().expect("a world is built only over a network that joined it");
        let mut late = Duration::ZERO;
        for resends in 0..=StreamRules::RESENDS_MAX {
            fate.calm_down();
            ways.draw(trip, stream, fate);
            self.fronts.draw(trip, ways, stream, fate);
            if fate.copies > 0 || resends == StreamRules::RESENDS_MAX {
                break;
            }
            late = late.saturating_add(self.streams.rules.resend);
        }
        let delay = fate.delays[0].saturating_add(late);
        fate.calm_down();
        fate.delays[0] = delay;
    }

    // The streams that were cut off for too long break, at the latest when the weather changes.
    fn give_up(&mut self, strike: &Strike<'_>) {
        let Some(ways) = &mut self.ways else { return };
        let node_of = |actor| strike.directory().node_of(actor);
        let fronts = &self.fronts;
        self.streams.give_up(strike.now(), |from, to| {
            fronts.cut_since((node_of(from)?, node_of(to)?), ways, strike.now())
        });
    }
}

// What most messages don't need. A trip comes by value: were it lent, it would have to be in memory on the quick way.
impl<P: Protocol> Network<P> {
    // The weather has changed, or a rule holds something back.
    fn look_again(&mut self) {
        let ruled = self.rules.are_any();
        if let Some(ways) = &self.ways {
            self.quick.look(ways, &self.fronts, &self.nodes, self.healed, ruled);
        }
    }

    #[cold]
    #[inline(never)]
    fn draw_along(&mut self, trip: Trip, stream: &mut Stream, fate: &mut Fate) {
        if self.healed {
            return;
        }
        if trip.channel == Channel::Stream {
            self.draw_resends(&trip, stream, fate);
            return;
        }
        let Some(ways) = &mut self.ways else { return };
        ways.draw(&trip, stream, fate);
        self.fronts.draw(&trip, ways, stream, fate);
    }

    #[cold]
    #[inline(never)]
    fn delay_max_along(&mut self, trip: Trip) -> Duration {
        let Some(ways) = self.ways.as_mut().filter(|_| !self.healed) else { return Duration::ZERO };
        let most = ways.delay_max(&trip).saturating_add(self.fronts.delay_max(&trip, ways));
        match trip.channel {
            Channel::Datagram => most,
            Channel::Stream => most.saturating_add(self.streams.rules.late_max()),
        }
    }

    #[cold]
    #[inline(never)]
    fn look_and_rule(&mut self, trip: Trip, message: &P::Message, fate: &mut Fate) {
        if let Some(ways) = &mut self.ways {
            self.fronts.look(&trip, ways, fate);
        }
        self.rules.forget();
        if self.rules.are_any() || !self.fronts.spare(Touch::Rule) {
            let resend = self.streams.rules.resend;
            self.rules.apply(&mut self.fronts, &trip, message, fate, &self.names, resend);
        }
        if trip.channel == Channel::Stream {
            // Whatever a schedule or a rule asks for: a stream loses, repeats and damages nothing.
            (fate.copies, fate.aside, fate.damage) = (1, false, 0);
        }
    }

    #[cold]
    #[inline(never)]
    fn depart_along(&mut self, trip: Trip, bytes: u64, late: Duration, aside: bool) -> Departure {
        let Some(ways) = &mut self.ways else { return Departure::Dropped(DropCause::NoRoute) };
        if trip.channel == Channel::Datagram {
            // What is cut off or dropped takes no room on any link.
            if self.fronts.cut_departing(&trip, ways) {
                return Departure::Dropped(DropCause::Cut);
            }
            if self.rules.drops() {
                return Departure::Dropped(DropCause::Rule);
            }
        }
        let departure = ways.depart(&trip, bytes, late, aside);
        let base = match (departure, trip.channel) {
            (Departure::Travels(base), _) => base,
            // What a link has no room for is sent again by a stream.
            (Departure::Dropped(DropCause::LinkFull), Channel::Stream) => {
                ways.latency(trip.source, trip.target).saturating_add(self.streams.rules.resend)
            }
            (Departure::Dropped(_), _) => return departure,
        };
        let base = base.saturating_add(self.rules.longer());
        let base = base.saturating_add(self.fronts.slow_down(&trip, ways, base));
        if trip.channel == Channel::Datagram {
            return Departure::Travels(base);
        }
        let latency = ways.latency(trip.source, trip.target);
        let arrives = trip.departs.saturating_add(base).saturating_add(late);
        let arrives = self.streams.depart(&trip, arrives, latency);
        Departure::Travels(arrives.since(trip.departs).saturating_sub(late))
    }

    #[cold]
    #[inline(never)]
    fn arrive_along(&mut self, trip: Trip, now: Time) -> Arrival {
        let Some(ways) = &mut self.ways else { return Arrival::Enters };
        match trip.channel {
            Channel::Datagram if self.fronts.cut_arriving(&trip, ways, now) => {
                return Arrival::Dropped(DropCause::Cut);
            }
            Channel::Datagram => {}
            Channel::Stream => {
                if let Some(cut) = self.fronts.cut_streaming(&trip, ways, now) {
                    return cut;
                }
            }
        }
        if self.fronts.hold(&trip, ways, now) || self.rules.holds(trip.message) {
            return Arrival::Held;
        }
        match trip.channel {
            Channel::Datagram => Arrival::Enters,
            Channel::Stream => self.streams.arrive(&trip),
        }
    }

    #[cold]
    #[inline(never)]
    fn note_arrival(&mut self, trip: Trip) {
        if let Some(ways) = &mut self.ways {
            ways.arrived(&trip);
        }
        if trip.channel == Channel::Stream {
            self.streams.arrived(&trip);
        }
    }
}

impl<P: Protocol> Medium<P> for Network<P> {
    type Fault = Weather;

    #[inline(always)]
    fn draw(&mut self, trip: &Trip, _: &P::Message, stream: &mut Stream, fate: &mut Fate) {
        if self.quick.chance && trip.channel == Channel::Datagram {
            self.quick.wire.roll(stream, fate);
        } else {
            self.draw_along(*trip, stream, fate);
        }
    }

    #[inline(always)]
    fn delay_max(&mut self, trip: &Trip) -> Duration {
        if self.quick.chance && trip.channel == Channel::Datagram {
            self.quick.wire.jitter_max()
        } else {
            self.delay_max_along(*trip)
        }
    }

    fn lateness_weighs(&mut self, trip: &Trip) -> bool {
        self.ways.as_mut().is_some_and(|ways| ways.lateness_weighs(trip))
    }

    #[inline(always)]
    fn tamper(&mut self, trip: &Trip, message: &P::Message, fate: &mut Fate) {
        if !(self.quick.chance && self.quick.exit && trip.channel == Channel::Datagram) {
            self.look_and_rule(*trip, message, fate);
        }
    }

    #[inline(always)]
    fn depart(&mut self, trip: &Trip, message: &P::Message, fate: &Fate, copy: u8) -> Departure {
        if !self.quick.exit || trip.channel == Channel::Stream {
            let late = fate.delays[usize::from(copy % Site::COPIES_MAX)];
            return self.depart_along(*trip, P::size(message), late, fate.aside);
        }
        if self.quick.walls.between(trip.source, trip.target) {
            // Who has built the wall counts it.
            return self.depart_along(*trip, 0, Duration::ZERO, false);
        }
        Departure::Travels(self.quick.latency)
    }

    #[inline(always)]
    fn arrive(&mut self, trip: &Trip, now: Time) -> Arrival {
        let settled = self.fronts.spare(Touch::Cut) || self.fronts.is_settled(trip.departs);
        if self.quick.entry && settled && trip.channel == Channel::Datagram {
            return Arrival::Enters;
        }
        self.arrive_along(*trip, now)
    }

    #[inline(always)]
    fn arrived(&mut self, trip: &Trip) {
        if !self.quick.entry || trip.channel == Channel::Stream {
            self.note_arrival(*trip);
        }
    }

    fn room(&mut self, trip: &Trip) -> Room {
        let Some(ways) = &mut self.ways else { return Room::Free };
        let cut = self.fronts.cut_since((trip.source, trip.target), ways, trip.departs);
        self.streams.room(trip.from, trip.to, trip.departs, cut)
    }

    fn taken_in(
        &mut self,
        from: ActorId,
        to: ActorId,
        message: EventId,
        now: Time,
    ) -> Option<Duration> {
        self.streams.taken_in(from, to, message, now)
    }

    fn gone(&mut self, actor: ActorId) {
        if !self.streams.is_empty() {
            self.streams.gone(actor);
        }
    }

    fn broken(&mut self, now: Time) -> Vec<Broken> {
        let Some(ways) = self.ways.as_mut().filter(|_| self.streams.has_news()) else {
            return Vec::new();
        };
        let fronts = &self.fronts;
        self.streams.take_news(|one, other| fronts.cut_since((one, other), ways, now).is_some())
    }

    fn route(&mut self, trip: &Trip) -> Option<String> {
        self.showing_routes.then(|| self.ways().words(trip))
    }

    fn strike(&mut self, weather: &Weather, strike: &mut Strike<'_>) {
        self.give_up(strike);
        match weather {
            Weather::Begins(episode) => {
                let ways = self.ways.as_ref().expect("a world is built over a network that joined");
                self.fronts.begin(episode, ways, strike);
            }
            Weather::Ends(episode) => self.fronts.end(episode, strike),
            Weather::Released(name) => {
                self.rules.release(name);
                strike.say(|_| format!("{name} is released"));
            }
            Weather::Healed => {
                self.fronts.heal(strike);
                self.rules.release_all();
                self.healed = true;
            }
        }
        self.rules.let_go(&self.fronts, self.healed);
        self.look_again();
    }

    fn reset(&mut self) {
        if let Some(ways) = &mut self.ways {
            ways.reset();
        }
        self.rules.reset();
        self.fronts.clear();
        self.streams.clear();
        self.healed = false;
        self.look_again();
    }

    fn join(&mut self, directory: &Directory) -> Result<(), String> {
        self.streams.rules.check()?;
        let name = |node| directory.node_name(node).map_or_else(String::new, ToString::to_string);
        self.names = directory.nodes().map(name).collect();
        let names: Vec<&str> = self.names.iter().map(String::as_str).collect();
        let topology = self.layout.build(&names).map_err(|error| error.to_string())?;
        for link in topology.links() {
            link.check().map_err(|error| error.to_string())?;
        }
        let ways = Ways::new(topology);
        self.quick.join(&ways);
        self.ways = Some(ways);
        self.nodes = directory.nodes().collect();
        self.look_again();
        Ok(())
    }
}

impl<P: Protocol> fmt::Debug for Network<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Network")
            .field("layout", &self.layout)
            .field("fronts", &self.fronts)
            .field("healed", &self.healed)
            .finish_non_exhaustive()
    }
}
