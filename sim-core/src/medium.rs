//! The medium: what lies between nodes and decides the fate of messages.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt::{self, Debug};

use crate::channel::{Broken, Channel, Room};
use crate::choice::Site;
use crate::directory::Directory;
use crate::duration::Duration;
use crate::event::DropCause;
use crate::id::{ActorId, EventId, NodeId};
use crate::protocol::Protocol;
use crate::ratio::Ratio;
use crate::source::Source;
use crate::stream::Stream;
use crate::strike::Strike;
use crate::time::Time;
use crate::wide;

/// A journey of one message from a node to another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Trip {
    /// The sender's node.
    pub source: NodeId,
    /// The receiver's node.
    pub target: NodeId,
    /// The sender.
    pub from: ActorId,
    /// The receiver.
    pub to: ActorId,
    /// In which way.
    pub channel: Channel,
    /// When it leaves.
    pub departs: Time,
    /// The event that tells that it was sent: no two messages of a run have the same.
    pub message: EventId,
}

/// What chance does to a message: the decoded outcome, in which no draw is left.
#[derive(Clone, Debug)]
pub struct Fate {
    /// How many copies travel; 0 is a loss.
    pub copies: u8,
    /// Whether it is put aside, so that later ones may overtake it where messages keep their order.
    pub aside: bool,
    /// The seed of a damage; 0 is none.
    pub damage: u32,
    /// How much longer than the base delay each copy takes; only the first `copies` count.
    pub delays: [Duration; Site::COPIES_MAX as usize],
}

impl Fate {
    /// One copy, on time, undamaged, in its place.
    pub const CALM: Self = Self {
        copies: 1,
        aside: false,
        damage: 0,
        delays: [Duration::ZERO; Site::COPIES_MAX as usize],
    };

    /// Whatever was decided before is forgotten.
    #[inline]
    pub fn calm_down(&mut self) {
        if self.copies != 1 {
            self.delays = Self::CALM.delays;
        }
        self.copies = 1;
        self.aside = false;
        self.damage = 0;
        self.delays[0] = Duration::ZERO;
    }
}

/// What the medium says of a copy that leaves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Departure {
    /// It is on its way and takes at least so long, without what chance adds.
    Travels(Duration),
    /// It goes no further.
    Dropped(DropCause),
}

/// What the medium says of a copy that is about to arrive.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Arrival {
    /// It arrives.
    Enters,
    /// It goes no further.
    Dropped(DropCause),
    /// It waits; the medium is asked again after each fault that strikes it.
    Held,
    /// It waits for so long; the medium is asked again then.
    Late(Duration),
}

/// What lies between nodes.
///
/// Chance and mechanism are apart: [`draw`](Medium::draw) is the only place where a medium may be random,
/// and it is not called where the outcome comes from a schedule; everything else follows from the outcome.
///
/// ```
/// use sim_core::prelude::*;
///
/// /// A wire that can be cut between one node and all others.
/// struct Cuttable { wire: Wire, cut_off: Option<NodeId> }
///
/// #[derive(Debug)]
/// enum Cut { Off(NodeId), Healed }
///
/// impl Cuttable {
///     fn is_cut(&self, trip: &Trip) -> bool {
///         self.cut_off == Some(trip.source) || self.cut_off == Some(trip.target)
///     }
/// }
///
/// impl<P: Protocol> Medium<P> for Cuttable {
///     type Fault = Cut;
///
///     fn draw(&mut self, _: &Trip, _: &P::Message, stream: &mut Stream, fate: &mut Fate) {
///         self.wire.roll(stream, fate);
///     }
///
///     fn delay_max(&mut self, _: &Trip) -> Duration {
///         self.wire.jitter_max()
///     }
///
///     fn depart(&mut self, trip: &Trip, _: &P::Message, _: &Fate, _: u8) -> Departure {
///         if self.is_cut(trip) {
///             return Departure::Dropped(DropCause::Cut);
///         }
///         Departure::Travels(self.wire.latency())
///     }
///
///     fn arrive(&mut self, trip: &Trip, _: Time) -> Arrival {
///         if self.is_cut(trip) { Arrival::Dropped(DropCause::Cut) } else { Arrival::Enters }
///     }
///
///     fn strike(&mut self, fault: &Cut, _: &mut Strike<'_>) {
///         self.cut_off = match fault {
///             Cut::Off(node) => Some(*node),
///             Cut::Healed => None,
///         };
///     }
///
///     fn reset(&mut self) {
///         self.cut_off = None;
///     }
/// }
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
/// # let mut world = Setup::<Words, _>::new(Cuttable { wire: Wire::perfect(millis(2)), cut_off: None })
/// #     .node("ping", |_| Ping)
/// #     .node("pong", |_| Ping)
/// #     .build()?;
/// # let pong = world.directory().node("pong").expect("it is there");
/// # world.plan_fault(millis(1), "cut", Fault::Weather(Cut::Off(pong)))?;
/// # world.run(Stop::idle());
/// # assert_eq!(world.wire().dropped[DropCause::Cut as usize], 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Medium<P: Protocol> {
    /// What can be done to this medium from outside: a partition, a heal.
    type Fault: Debug;

    /// Draws what chance does to a message. `fate` is calm when this is called.
    fn draw(&mut self, trip: &Trip, message: &P::Message, stream: &mut Stream, fate: &mut Fate);

    /// The most that chance can add to the base delay on this trip.
    fn delay_max(&mut self, trip: &Trip) -> Duration;

    /// Whether how late this message is changes what becomes of it or of others, besides when it arrives. A list of steps
    /// tells when messages arrive; where lateness weighs, it has to tell how late they were as well.
    fn lateness_weighs(&mut self, trip: &Trip) -> bool {
        let _ = trip;
        false
    }

    /// Whether what [`depart`](Medium::depart) says doesn't depend on when it is asked. Then a message that its sender
    /// hands over with a delay needs no step of its own to leave.
    fn departs_anytime(&self) -> bool {
        false
    }

    /// The way that a message takes, in words, if it is to be told: as an event after that of its sending.
    #[inline]
    fn route(&mut self, trip: &Trip) -> Option<String> {
        let _ = trip;
        None
    }

    /// The fate of a message is settled, by chance or by a schedule. Whatever happens to it for certain is put into the
    /// fate here: what a rule duplicates or damages. It is asked at the departure, before each copy leaves.
    #[inline]
    fn tamper(&mut self, trip: &Trip, message: &P::Message, fate: &mut Fate) {
        let _ = (trip, message, fate);
    }

    /// Sends one copy on its way. It is asked at the departure, after what left before.
    fn depart(&mut self, trip: &Trip, message: &P::Message, fate: &Fate, copy: u8) -> Departure;

    /// Asked when a copy is about to arrive, so that faults hit what is in flight. What is held back is asked again, so
    /// an answer changes nothing.
    fn arrive(&mut self, trip: &Trip, now: Time) -> Arrival;

    /// A copy has reached the receiver's node.
    #[inline]
    fn arrived(&mut self, trip: &Trip) {
        let _ = trip;
    }

    /// Whether a stream takes one more message now. If not, its sender waits. The trip knows no message yet: it bears the
    /// event of the handler that asked.
    #[inline]
    fn room(&mut self, trip: &Trip) -> Room {
        let _ = trip;
        Room::Free
    }

    /// A message of a stream has been taken in, which was sent by this event: after how long its sender knows, if there
    /// still is that stream.
    fn taken_in(
        &mut self,
        from: ActorId,
        to: ActorId,
        message: EventId,
        now: Time,
    ) -> Option<Duration> {
        let _ = (from, to, message, now);
        None
    }

    /// An actor ended or crashed, or a message of a stream found it gone.
    fn gone(&mut self, actor: ActorId) {
        let _ = actor;
    }

    /// The ends of streams that broke and can hear of it now; each is told once.
    fn broken(&mut self, now: Time) -> Vec<Broken> {
        let _ = now;
        Vec::new()
    }

    /// A fault strikes the medium, or is repaired. It may hit nodes as well.
    fn strike(&mut self, fault: &Self::Fault, strike: &mut Strike<'_>);

    /// Forgets a run, keeping allocations.
    fn reset(&mut self);

    /// Learns which nodes there are, and says what is wrong with its numbers, if anything is: a world is not built over
    /// a medium that makes no sense.
    ///
    /// # Errors
    /// The field and its value, in words.
    fn join(&mut self, directory: &Directory) -> Result<(), String> {
        let _ = directory;
        Ok(())
    }
}

/// The same for all: one latency between any two nodes, with loss, duplicates and jitter if asked for.
///
/// ```
/// use sim_core::{Ratio, Wire, millis};
///
/// let wire = Wire::perfect(millis(1)).jitter(millis(9)).loss(Ratio::percent(10));
/// assert!(wire.check().is_ok());
/// ```
#[derive(Clone, Debug)]
pub struct Wire {
    latency: Duration,
    jitter: Duration,
    loss: Ratio,
    duplication: Ratio,
    // Derived from the ratios when they are set: each fate costs one draw and two comparisons.
    lost_below: u64,
    doubled_below: u64,
}

impl Wire {
    /// Every message arrives once, after this latency.
    pub const fn perfect(latency: Duration) -> Self {
        Self {
            latency,
            jitter: Duration::ZERO,
            loss: Ratio::ZERO,
            duplication: Ratio::ZERO,
            lost_below: 0,
            doubled_below: 0,
        }
    }

    /// Each copy takes up to so much longer, uniformly.
    pub const fn jitter(mut self, jitter: Duration) -> Self {
        self.jitter = jitter;
        self
    }

    /// The chance that a message is lost.
    pub fn loss(mut self, loss: Ratio) -> Self {
        self.loss = loss;
        self.derive();
        self
    }

    /// The chance that a message which isn't lost arrives twice.
    pub fn duplication(mut self, duplication: Ratio) -> Self {
        self.duplication = duplication;
        self.derive();
        self
    }

    /// Says what is wrong with the numbers, if anything is.
    ///
    /// # Errors
    /// A ratio above one, or a jitter of more than a century.
    pub fn check(&self) -> Result<(), WireError> {
        for (field, value) in [("loss", self.loss), ("duplication", self.duplication)] {
            if value > Ratio::ONE {
                return Err(WireError::AboveOne { field, value });
            }
        }
        if self.jitter.as_nanos() > Site::Delay.largest() {
            return Err(WireError::TooLong { jitter: self.jitter });
        }
        Ok(())
    }

    // Loss, duplication and delay come from one draw: its low half decides the first two, its high half the
    // delay. Chances are so exact to 2^-32, and a jitter above four seconds is a little coarse.
    fn derive(&mut self) {
        self.lost_below = self.loss.multiply(1 << 32);
        let delivered = (1 << 32) - self.lost_below.min(1 << 32);
        self.doubled_below = self.lost_below + self.duplication.multiply(delivered);
    }

    /// Draws what becomes of one message.
    #[inline]
    pub fn toss(&self, source: &mut impl Source) -> Toss {
        if self.doubled_below == 0 && self.jitter == Duration::ZERO {
            return Toss::Once(Duration::ZERO);
        }
        let draw = source.next_u64();
        let low = draw & u64::from(u32::MAX);
        if low < self.lost_below {
            return Toss::Lost;
        }
        let first = self.jitter_from(draw >> 32);
        if low < self.doubled_below {
            return Toss::Twice(first, self.jitter_from(source.next_u64() >> 32));
        }
        Toss::Once(first)
    }

    /// As [`toss`](Wire::toss), into a fate that is calm.
    #[inline]
    pub fn roll(&self, source: &mut impl Source, fate: &mut Fate) {
        match self.toss(source) {
            Toss::Lost => fate.copies = 0,
            Toss::Once(delay) => fate.delays[0] = delay,
            Toss::Twice(first, second) => {
                fate.copies = 2;
                fate.delays[0] = first;
                fate.delays[1] = second;
            }
        }
    }

    /// How long every copy takes at least.
    pub const fn latency(&self) -> Duration {
        self.latency
    }

    /// How much longer a copy may take.
    pub const fn jitter_max(&self) -> Duration {
        self.jitter
    }

    #[inline]
    fn jitter_from(&self, half: u64) -> Duration {
        let scaled = wide::product(half, self.jitter.as_nanos()) + u128::from(half);
        Duration::from_nanos(wide::low(scaled >> 32))
    }
}

/// What a [`Wire`] does to a message, with how much longer than the latency each copy takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Toss {
    /// It is lost.
    Lost,
    /// It arrives once.
    Once(Duration),
    /// It arrives twice.
    Twice(Duration, Duration),
}

/// What is wrong with a [`Wire`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WireError {
    /// A ratio is above one.
    AboveOne {
        /// The field.
        field: &'static str,
        /// Its value.
        value: Ratio,
    },
    /// A message could be late by more than a century.
    TooLong {
        /// How late.
        jitter: Duration,
    },
}

impl fmt::Display for WireError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AboveOne { field, value } => write!(f, "{field} {value} is above one"),
            Self::TooLong { jitter } => write!(f, "jitter {jitter} is more than a century"),
        }
    }
}

impl core::error::Error for WireError {}

/// A [`Wire`] can't be struck.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unbreakable {}

impl<P: Protocol> Medium<P> for Wire {
    type Fault = Unbreakable;

    #[inline]
    fn draw(&mut self, _: &Trip, _: &P::Message, stream: &mut Stream, fate: &mut Fate) {
        self.roll(stream, fate);
    }

    #[inline]
    fn delay_max(&mut self, _: &Trip) -> Duration {
        self.jitter
    }

    #[inline]
    fn departs_anytime(&self) -> bool {
        true
    }

    #[inline]
    fn depart(&mut self, _: &Trip, _: &P::Message, _: &Fate, _: u8) -> Departure {
        Departure::Travels(self.latency)
    }

    #[inline]
    fn arrive(&mut self, _: &Trip, _: Time) -> Arrival {
        Arrival::Enters
    }

    fn strike(&mut self, fault: &Unbreakable, _: &mut Strike<'_>) {
        match *fault {}
    }

    fn reset(&mut self) {}

    fn join(&mut self, _: &Directory) -> Result<(), String> {
        self.check().map_err(|error| error.to_string())
    }
}
