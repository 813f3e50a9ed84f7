//! The world: one simulation.
//!
//! It pops a step, lets an actor handle it and applies what the actor asked for. Each of these is a file of
//! its own below; here is what a user sees of a world.

mod apply;
mod drive;
mod handle;
mod held;
mod leave;
mod listed;
mod listing;
mod mail;
mod naming;
mod pending;
mod perform;
mod send;
mod streams;
mod strike;
mod ties;
mod timed;

pub use listed::{Enabled, Followed, Found, NotEnabled};
pub use strike::FaultError;

use alloc::boxed::Box;
use alloc::collections::{BTreeMap, VecDeque};
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::ops::ControlFlow;

use crate::actor::Actor;
use crate::books::{ActorBooks, Imbalance, WireBook};
use crate::chooser::Choices;
use crate::chronicle::{Chronicle, Given};
use crate::directory::Directory;
use crate::disk::Disk;
use crate::effect::{Effects, Sending};
use crate::event::{Digest, Event, Place, What};
use crate::id::{ActorId, EventId, NodeId};
use crate::key::Lineage;
use crate::mailbox::{Mailbox, MailboxFigures};
use crate::medium::{Fate, Medium, Wire};
use crate::node::NodeState;
use crate::panic::Catcher;
use crate::protocol::Protocol;
use crate::queue::Queue;
use crate::record::{Record, Recording};
use crate::scene::Scene;
use crate::seat::{Reasons, Seat};
use crate::setup::{Factory, Rules};
use crate::stop::Ending;
use crate::tempo::Pace;
use crate::time::Time;
use crate::wait::Waits;

use held::Held;
use listing::{Subject, Taken};
use pending::{Limbo, Parked, Pending, Tags};
use strike::Planned;
use ties::Ties;

/// One simulation: nodes and actors over a medium, in virtual time.
///
/// A world is built once and runs as often as asked: [`reset`](World::reset) says where the choices of the next
/// run come from and forgets the last one.
///
/// ```
/// use sim_core::prelude::*;
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
/// #         ctx.send(pong, 3);
/// #     }
/// #     fn on_message(&mut self, from: ActorId, left: u8, ctx: &mut Context<'_, Words>) {
/// #         if left > 0 { ctx.send(from, left - 1); }
/// #     }
/// # }
/// # struct Pong;
/// # impl Actor<Words> for Pong {
/// #     fn on_message(&mut self, from: ActorId, left: u8, ctx: &mut Context<'_, Words>) {
/// #         ctx.send(from, left);
/// #     }
/// # }
/// let mut world = Setup::<Words, _>::new(Wire::perfect(millis(1)))
///     .node("ping", |_| Ping)
///     .node("pong", |_| Pong)
///     .build()?;
///
/// world.reset(&Choices::drawn(42));
/// assert_eq!(world.run(Stop::idle()), Ending::Idle);
/// let digest = world.digest();
///
/// world.reset(&Choices::drawn(42));
/// world.run(Stop::idle());
/// assert_eq!(world.digest(), digest);
/// # Ok::<(), SetupError>(())
/// ```
pub struct World<P: Protocol, M: Medium<P> = Wire, A = Box<dyn Actor<P>>> {
    scene: Scene,
    medium: M,
    queue: Queue<Pending<P>>,
    seats: Vec<Seat<P, A>>,
    factories: Vec<(usize, Factory<A>)>,
    rules: Rules,
    chronicle: Chronicle<P>,
    wire: WireBook,
    catcher: Catcher,
    // The list that a running handler writes; empty between steps.
    effects: Effects<P>,
    // What chance does to the message that is just leaving.
    fate: Fate,
    faults: Vec<Planned<M::Fault>>,
    held: Held<P>,
    // The message for which a stream has no room; it goes back to the list that it was taken from.
    stalled: Option<Sending<P>>,
    // Actors that found room and go on before the next step.
    resuming: VecDeque<ActorId>,
    parked: Vec<Parked<P>>,
    yielding: bool,
    pace: Pace,
    ties: Ties,
    // While keys are computed: what is known of each message in the queue, and how many there were of a kind.
    tags: Tags,
    ranks: BTreeMap<u64, u32>,
    // In a silent world: the messages that a step may deliver.
    limbo: BTreeMap<crate::key::Key, Limbo<P>>,
    listing: Vec<Taken<P>>,
    waits: Waits,
    // The messages that recorded choices are about.
    kept: Vec<Subject<P>>,
    begun: bool,
    finished: bool,
    over: Option<Ending>,
    steps: u64,
    instant_steps: u64,
    // How many steps had been pushed when the instant began.
    instant_pushed: u64,
    suspects: Vec<ActorId>,
    panics: Vec<Panic>,
}

/// A handler's panic.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Panic {
    /// The event that tells it.
    pub event: EventId,
    /// Whose handler.
    pub actor: ActorId,
    /// What it said.
    pub message: String,
    /// Where in the code, if it could be had.
    pub location: String,
}

impl<P: Protocol, M: Medium<P>, A: Actor<P>> World<P, M, A> {
    // The setup has checked everything.
    pub(crate) fn new(
        medium: M,
        directory: Directory,
        factories: Vec<(usize, Factory<A>)>,
        mailboxes: Vec<(ActorId, Mailbox)>,
        rules: Rules,
    ) -> Self {
        let mut seats: Vec<Seat<P, A>> = Vec::with_capacity(directory.declared());
        for actor in directory.actors() {
            let node = directory.node_of(actor).expect("every declared actor has a node");
            seats.push(Seat::new(node, 0));
        }
        let mut world = Self {
            scene: Scene::new(directory),
            medium,
            queue: Queue::new(),
            seats,
            factories,
            rules,
            chronicle: Chronicle::new(),
            wire: WireBook::default(),
            catcher: Catcher::new(),
            effects: Effects::new(),
            fate: Fate::CALM,
            faults: Vec::new(),
            held: Held::new(),
            stalled: None,
            resuming: VecDeque::new(),
            parked: Vec::new(),
            yielding: false,
            pace: Pace::new(),
            ties: Ties::default(),
            tags: Tags::default(),
            ranks: BTreeMap::new(),
            limbo: BTreeMap::new(),
            listing: Vec::new(),
            waits: Waits::default(),
            kept: Vec::new(),
            begun: false,
            finished: false,
            over: None,
            steps: 0,
            instant_steps: 0,
            instant_pushed: 0,
            suspects: Vec::new(),
            panics: Vec::new(),
        };
        for (actor, mailbox) in mailboxes {
            world.rule(actor, mailbox);
        }
        world.reset(&Choices::calm());
        world
    }

    // Gives a seat's mailbox its rules.
    fn rule(&mut self, actor: ActorId, mailbox: Mailbox) {
        let dead_letters = match &mailbox.overflow {
            crate::mailbox::Overflow::DeadLetter(path) => self.scene.directory.get(path),
            crate::mailbox::Overflow::Block
            | crate::mailbox::Overflow::DropNewest
            | crate::mailbox::Overflow::DropOldest
            | crate::mailbox::Overflow::Fail
            | crate::mailbox::Overflow::Spill { .. } => None,
        };
        let seat = &mut self.seats[actor.index()];
        if !mailbox.is_plain() {
            seat.reasons.set(Reasons::RULED);
            let extras = seat.extras();
            extras.dead_letters = dead_letters;
            extras.rules = Some(Rc::new(mailbox));
        }
    }

    /// Forgets the last run and says where the choices of the next one come from.
    ///
    /// Observers stay, and so does what is to be recorded; planned faults and operations don't.
    pub fn reset(&mut self, choices: &Choices) {
        self.queue.clear();
        self.seats.truncate(self.scene.directory.declared());
        for seat in &mut self.seats {
            let ruled = seat.extras.as_ref().is_some_and(|extras| extras.rules.is_some());
            seat.reset();
            if ruled {
                seat.reasons.set(Reasons::RULED);
            }
        }
        self.scene.reset(choices);
        self.medium.reset();
        let (tempo, seed) = choices.pace();
        self.pace.reset(tempo, seed);
        self.ties.clear();
        self.chronicle.reset(self.pace.chains().is_some());
        self.wire = WireBook::default();
        self.effects.clear();
        self.faults.clear();
        self.held.clear();
        self.stalled = None;
        self.resuming.clear();
        self.parked.clear();
        self.yielding = choices.yields();
        self.tags.clear();
        self.ranks.clear();
        self.limbo.clear();
        self.listing.clear();
        self.waits.reset(self.scene.chooser.recording() && self.scene.chooser.silent());
        self.kept.clear();
        self.begun = false;
        self.finished = false;
        self.over = None;
        self.steps = 0;
        self.instant_steps = 0;
        self.instant_pushed = 0;
        self.fate = Fate::CALM;
        self.suspects.clear();
        self.panics.clear();
    }

    /// Shows each event to an observer as it happens; one that breaks stops the run.
    pub fn observe(&mut self, observer: impl FnMut(&Event<'_, P>) -> ControlFlow<()> + 'static) {
        self.chronicle.observe(Box::new(observer));
    }

    /// Sends all observers away.
    pub fn unobserve(&mut self) {
        self.chronicle.unobserve();
    }

    /// Says which events are kept from now on, and hands out what was kept so far.
    pub fn keep(&mut self, recording: Recording) -> Record<P> {
        self.chronicle.keep(recording)
    }

    /// The events that were kept.
    pub const fn record(&self) -> &Record<P> {
        self.chronicle.record()
    }

    /// The digest of all events so far: equal for equal runs of one build.
    ///
    /// It sees when and where what kind of event happened and why, and not what messages say: to find out whether a
    /// protocol is deterministic, compare the texts of two runs.
    pub const fn digest(&self) -> Digest {
        self.chronicle.digest()
    }

    /// The number of events so far.
    pub const fn events(&self) -> u64 {
        self.chronicle.count()
    }

    /// The number of steps so far.
    pub const fn steps(&self) -> u64 {
        self.steps
    }

    /// The time.
    pub const fn now(&self) -> Time {
        self.scene.now
    }

    /// The names.
    pub const fn directory(&self) -> &Directory {
        &self.scene.directory
    }

    /// What lies between the nodes.
    pub const fn medium(&self) -> &M {
        &self.medium
    }

    /// Whether a node runs.
    ///
    /// # Panics
    /// If the node is one of another world.
    #[track_caller]
    pub fn node_state(&self, node: NodeId) -> NodeState {
        *self.scene.states.get(node.index()).expect("the node is one of this world")
    }

    /// A node's disk: what its actors would read, and [what would survive a crash](Disk::durable).
    ///
    /// # Panics
    /// If the node is one of another world.
    #[track_caller]
    pub fn disk(&self, node: NodeId) -> &Disk {
        &self.scene.nodes.get(node.index()).expect("the node is one of this world").disk
    }

    /// What an actor lets see of itself, if it is there.
    pub fn view(&self, actor: ActorId) -> Option<P::View> {
        self.seat(actor)?.occupant.get()?.view()
    }

    /// A number that is equal for equal states of all actors; `None` if one of them doesn't tell.
    pub fn fingerprint(&self) -> Option<u64> {
        let mut print = 0;
        for (index, seat) in self.seats.iter().enumerate() {
            if let Some(actor) = seat.occupant.get() {
                print = crate::mix::mix(print ^ index as u64, actor.fingerprint()?);
            }
        }
        Some(print)
    }

    /// The panics of handlers so far.
    pub fn panics(&self) -> &[Panic] {
        &self.panics
    }

    /// The books of an actor that is there, or was declared.
    pub fn books(&self, actor: ActorId) -> Option<ActorBooks> {
        let seat = self.seats.get(actor.index())?;
        (seat.generation == actor.generation).then(|| seat.books())
    }

    /// The book of the wire.
    pub fn wire(&self) -> WireBook {
        let mut wire = self.wire;
        wire.held = self.held.count();
        let mut in_flight = 0;
        self.queue.visit(|_, pending| in_flight += u64::from(pending.is_in_flight()));
        for parked in &self.parked {
            in_flight += u64::from(parked.pending.is_in_flight());
        }
        for limbo in self.limbo.values() {
            in_flight += limbo.in_flight();
        }
        wire.in_flight = in_flight;
        wire
    }

    /// What an actor's mailbox went through.
    pub fn mailbox(&self, actor: ActorId) -> Option<MailboxFigures> {
        let Some(extras) = &self.seat(actor)?.extras else {
            return Some(MailboxFigures::default());
        };
        let oldest_age = extras
            .queue
            .front()
            .map(|letter| self.scene.now.since(letter.since))
            .unwrap_or_default();
        Some(MailboxFigures { depth: extras.queue.len(), oldest_age, ..extras.figures })
    }

    /// Checks that no message was lost track of.
    ///
    /// # Errors
    /// The book that doesn't balance: a bug of the framework. Each run asserts that there is none.
    pub fn check_books(&self) -> Result<(), Imbalance> {
        self.wire().check()?;
        for (index, seat) in (0..).zip(&self.seats) {
            seat.books().check(ActorId { seat: index, generation: seat.generation })?;
        }
        Ok(())
    }

    /// The forced choices, by their place in the list, that named nothing in this run.
    pub fn stale(&self) -> Vec<usize> {
        self.scene.chooser.stale()
    }

    /// The forced choices, by their place in the list, whose value was not allowed where they occurred; the calm
    /// or drawn one was taken.
    pub fn out_of_range(&self) -> &[usize] {
        self.scene.chooser.out_of_range()
    }

    fn seat(&self, actor: ActorId) -> Option<&Seat<P, A>> {
        let seat = self.seats.get(actor.index())?;
        (seat.generation == actor.generation && !seat.reasons.has(Reasons::VACANT)).then_some(seat)
    }

    #[inline(always)]
    fn tell(
        &mut self,
        place: Place,
        cause: Option<EventId>,
        what: What,
        given: Given<'_, P>,
    ) -> EventId {
        self.chronicle.tell(self.scene.now, place, cause, what, given)
    }

    // Where an actor is, for events.
    #[inline]
    fn place(&self, actor: ActorId) -> Place {
        // An id of another world may lead nowhere.
        self.seats.get(actor.index()).map_or(Place::World, |seat| Place::Actor(seat.node, actor))
    }

    fn is_up(&self, node: NodeId) -> bool {
        self.scene.states[node.index()] == NodeState::Up
    }

    fn lineage(&mut self) -> Option<&mut Lineage> {
        self.scene.chooser.keyed().then_some(&mut self.scene.lineage)
    }
}

impl<P: Protocol, M: Medium<P>, A> fmt::Debug for World<P, M, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("World")
            .field("now", &self.scene.now)
            .field("steps", &self.steps)
            .field("events", &self.chronicle.count())
            .field("digest", &self.chronicle.digest())
            .finish_non_exhaustive()
    }
}
