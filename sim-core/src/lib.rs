//! The heart of a deterministic simulator for message-passing protocols: time, choices, actors, nodes, events.
//!
//! A run is a pure function of the code, the scenario and a list of choices. Everything uncertain that the
//! environment does is a choice made at a named [`Site`], with a calm value. Here a shop orders and a bank
//! charges, over a wire that loses a tenth of all messages:
//!
//! ```
//! use std::{cell::Cell, ops::ControlFlow, rc::Rc};
//! use sim_core::prelude::*;
//!
//! struct Payments;
//! #[derive(Clone, Debug)]
//! enum Message { Pay, Paid }
//! #[derive(Debug)]
//! enum Fact { Charged }
//!
//! impl Protocol for Payments {
//!     type Message = Message;
//!     type Fact = Fact;
//!     type Timer = ();
//!     type Operation = ();
//!     type Outcome = ();
//!     type View = ();
//! }
//!
//! struct Shop { bank: ActorId }
//! impl Actor<Payments> for Shop {
//!     fn on_start(&mut self, ctx: &mut Context<'_, Payments>) {
//!         ctx.send(self.bank, Message::Pay);
//!         ctx.set_timer(millis(50), ());
//!     }
//!     fn on_message(&mut self, _: ActorId, _: Message, ctx: &mut Context<'_, Payments>) {
//!         ctx.cancel_timer(());
//!     }
//!     fn on_timer(&mut self, (): (), ctx: &mut Context<'_, Payments>) {
//!         self.on_start(ctx);
//!     }
//! }
//!
//! struct Bank;
//! impl Actor<Payments> for Bank {
//!     fn on_message(&mut self, from: ActorId, _: Message, ctx: &mut Context<'_, Payments>) {
//!         ctx.emit(Fact::Charged); // the bug: a repeated Pay charges again
//!         ctx.send(from, Message::Paid);
//!     }
//! }
//!
//! let wire = Wire::perfect(millis(1)).loss(Ratio::percent(10));
//! let mut world = Setup::new(wire)
//!     .node("shop", |directory| Shop { bank: directory["bank"] })
//!     .node("bank", |_| Bank)
//!     .build()?;
//!
//! // The property: an order is charged at most once.
//! let charged = Rc::new(Cell::new(0));
//! let seen = charged.clone();
//! world.observe(move |event| {
//!     seen.set(seen.get() + u32::from(event.fact().is_some()));
//!     if seen.get() > 1 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
//! });
//! let broken = (0..1_000).find(|&seed| {
//!     charged.set(0);
//!     world.reset(&Choices::drawn(seed));
//!     world.run(Stop::idle()) == Ending::Observed
//! });
//!
//! // What it takes, told over the calm world: one lost message, the Paid.
//! charged.set(0);
//! world.reset(&Choices::drawn(broken.expect("a bug that a tenth of the seeds meet")).recording());
//! world.run(Stop::idle());
//! let schedule = world.recorded_choices();
//! assert!(schedule.choices.iter().any(|choice| choice.label.starts_with("bank -> shop Paid")));
//! # Ok::<(), SetupError>(())
//! ```
//!
//! # Map
//!
//! * What a protocol's author writes: [`Protocol`], [`Actor`], [`Context`], [`Storage`], [`Part`].
//! * What a world is made of: [`Setup`], [`Mailbox`], [`Medium`], [`Fault`].
//! * What decides: [`Choices`], [`Site`], [`Schedule`]; two drivers, [`World::run`] and [`World::follow`].
//! * What comes out: [`Event`], [`Record`], [`Narrator`], [`Digest`], books and figures.
//!
//! Deliberately absent: clocks, sockets, threads, files, hash maps. They can't even be imported: the crate is
//! `no_std`, but for the one module that catches panics (feature `std`, on by default).
#![no_std]
extern crate alloc;

mod actor;
mod books;
mod channel;
#[cfg(test)]
mod chi_square;
mod choice;
mod chooser;
mod chronicle;
mod clock;
mod context;
mod decimal;
mod directory;
pub mod disk;
mod duration;
mod effect;
mod event;
mod fault;
mod fixed;
mod id;
mod key;
mod mailbox;
mod medium;
mod mix;
mod node;
mod panic;
mod part;
mod protocol;
mod queue;
mod ratio;
mod record;
mod rng;
mod scene;
mod schedule;
mod seat;
mod setup;
mod source;
mod spread;
mod stop;
mod storage;
pub mod stored;
mod stream;
mod strike;
mod tempo;
mod text;
mod time;
mod wait;
mod wide;
mod world;

pub use actor::{Actor, Exit, Signal};
pub use books::{ActorBooks, Imbalance, MailboxBook, OutboxBook, WireBook};
pub use channel::{Broken, Channel, Room};
pub use choice::{Base, Choice, Site};
pub use chooser::Choices;
pub use clock::{Clock, ClockError, ClockRate};
pub use context::Context;
pub use directory::Directory;
pub use disk::{Disk, DiskError, DiskFaults, DiskFaultsError};
pub use duration::{
    Duration, DurationTooLong, ParseDurationError, hours, micros, millis, minutes, nanos, seconds,
};
pub use event::{Digest, DropCause, Event, Payload, Place, What};
pub use fault::{Fault, Points};
pub use id::{ActorId, EventId, NodeId, OperationId};
pub use key::{Key, Kind};
pub use mailbox::{Mailbox, MailboxFigures, Overflow};
pub use medium::{Arrival, Departure, Fate, Medium, Toss, Trip, Unbreakable, Wire, WireError};
pub use mix::{TextHash, mix};
pub use node::NodeState;
pub use part::{Hosts, Part};
pub use protocol::{Protocol, flip_bit};
pub use ratio::{ParseRatioError, Ratio, RatioError};
pub use record::{Record, Recording};
pub use rng::SimRng;
pub use schedule::{Class, Listed, Schedule, StepName};
pub use setup::{Setup, SetupError};
pub use source::Source;
pub use spread::{Spread, SpreadError};
pub use stop::{Ending, Stop};
pub use storage::Storage;
pub use stored::Stored;
pub use stream::Stream;
pub use strike::Strike;
pub use tempo::Tempo;
pub use text::Narrator;
pub use time::{LocalTime, Time, WallTime};
pub use wait::{Wait, WaitEnd};
pub use world::{Enabled, FaultError, Followed, Found, NotEnabled, Panic, World};

/// What most protocols, tests and media use.
pub mod prelude {
    pub use crate::{
        Actor, ActorId, Arrival, Channel, Choices, Context, Departure, Directory, DropCause,
        Duration, Ending, Event, Fate, Fault, FaultError, Hosts, Mailbox, Medium, Narrator, NodeId,
        OperationId, Overflow, Part, Protocol, Ratio, Recording, Setup, SetupError, Signal, Source,
        Stop, Stream, Strike, Time, Trip, What, Wire, World, hours, micros, millis, minutes, nanos,
        seconds,
    };
}
