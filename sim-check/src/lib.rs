//! The judge: checkers of what happened in a run, and properties made of them.
//!
//! A [`Checker`] reads items of its own kind, one after the other, and says as soon as it can what is wrong. A protocol's
//! author says which events are such items, by a closure, and has a [`Property`]:
//!
//! ```
//! use sim_check::{Checker, Conclusion, Evidence, Property, Seen, Verdict, Violation};
//! use sim_core::prelude::*;
//!
//! /// Nothing is told twice.
//! #[derive(Default)]
//! struct Once(std::collections::BTreeMap<u32, sim_core::EventId>);
//!
//! impl Checker for Once {
//!     type Item = u32;
//!
//!     fn see(&mut self, seen: Seen, item: u32) -> Result<(), Box<Violation>> {
//!         match self.0.insert(item, seen.event) {
//!             None => Ok(()),
//!             Some(first) => Err(Violation::new("told twice", format!("{item} is told twice"))
//!                 .shown_by([Evidence::new(first, "first"), Evidence::new(seen.event, "again")])
//!                 .into()),
//!         }
//!     }
//!
//!     fn conclude(&mut self, _: &Conclusion) -> Verdict {
//!         if self.0.is_empty() { Verdict::nothing_to_judge("nothing was told") } else { Verdict::Passed }
//!     }
//!
//!     fn reset(&mut self) {
//!         self.0.clear();
//!     }
//! }
//!
//! # struct Words;
//! # impl Protocol for Words {
//! #     type Message = ();
//! #     type Fact = u32;
//! #     type Timer = ();
//! #     type Operation = ();
//! #     type Outcome = ();
//! #     type View = ();
//! # }
//! # struct Teller;
//! # impl Actor<Words> for Teller {
//! #     fn on_start(&mut self, ctx: &mut Context<'_, Words>) { ctx.emit(7); ctx.emit(7); }
//! #     fn on_message(&mut self, _: ActorId, (): (), _: &mut Context<'_, Words>) {}
//! # }
//! # let mut world = Setup::<Words, _>::new(Wire::perfect(millis(1))).node("teller", |_| Teller).build()?;
//! # world.keep(Recording::All);
//! # world.run(Stop::idle());
//! let mut property = Once::default().of_facts(|fact: &u32| Some(*fact));
//! let violation = world.record().iter().find_map(|event| property.see(&event).err());
//! assert_eq!(violation.map(|it| it.said).as_deref(), Some("7 is told twice"));
//! # Ok::<(), SetupError>(())
//! ```
//!
//! # Map
//!
//! `docs/checkers.md` says which checker answers which question, what it has to be told, and what it costs.
//!
//! * What a judge says: [`Verdict`], [`Violation`], [`Evidence`], [`Doubt`].
//! * What a judge is: [`Checker`], [`Property`].
//! * How often something is delivered: [`Delivery`], read by [`AtMostOnce`], [`AtLeastOnce`], [`NoCreation`],
//!   [`ExactlyOnce`], [`EffectivelyOnce`], [`RedeliveryBound`], [`DeadLetters`].
//! * In which order: [`Fifo`], [`CausalOrder`], [`TotalOrder`].
//! * Logs with offsets: [`LogDelivery`] reads [`LogItem`] and knows [`LogAnomaly`].
//! * Simple objects that clients call: [`UnorderedQueue`], [`TotalQueue`], [`FinalSet`], [`SetFull`], [`Counter`],
//!   [`FinalCounter`], [`UniqueIds`], [`CausalReverse`], [`LongFork`].
//! * What nodes agree on: [`Consensus`] reads [`Decision`]; [`OneLeader`], [`LogMatching`], [`LeaderCompleteness`],
//!   [`StateMachineSafety`] and [`ReplicatedLog`] read [`Replication`]; [`AtomicCommit`] reads [`Commitment`].
//! * Who may act: [`MutualExclusion`] and [`Fencing`] read [`Holding`].
//! * Whether all deliver what one sends to all: [`Broadcasting`] reads [`Broadcast`].
//! * Whether replicas become equal: [`Convergence`] and [`StrongConvergence`] read [`Replica`]; [`merge_laws`].
//! * Whether anything goes on: [`LeadsTo`], [`Eventually`] and [`AlwaysEventually`] read [`Progress`].
//! * What faults excuse: [`in_weather`] tells it to whatever is [`InWeather`].
//! * Whether something piles up or is left over, of any protocol: [`MailboxBound`], [`NoStarvation`], [`NoZombies`],
//!   [`MessagesConsumed`], [`ChildrenReaped`], [`TimerBound`], [`TrafficBound`],
//!   [`NoDeadlock`], [`DeadLettersHandled`].
//! * ... and with a word from the protocol: [`TimersCancelled`], [`NoKnot`] reads [`Waiting`], [`NoLivelock`] reads [`Activity`].
//! * How long, how much, how often: [`figures`].
//! * A rule of one's own: [`always`], [`never`](fn@never), [`refines`].
//! * What clients saw: [`History`], [`Operation`], [`Outcome`]; [`calls`] reads them from a world.
//! * Whether each call took effect at one moment, or in an order that each process keeps: [`linear`].
//! * A failure's name, and the file in which it is kept: [`FailureId`], [`Saved`].
//! * Whether transactions were isolated: [`transactions`] on lists, [`sessions`] of transactions on registers.
//! * What a run is made from, and many runs: [`Scenario`], [`check`], [`Report`], [`Finding`].
//! * What a failure needs: [`shrink`]. Why it came about: [`explain`](explain()).
//! * A run as plain data: [`trace`]. As text, as pictures, as other tools' input: [`render`].

mod broadcast;
mod calls;
mod campaign;
mod checker;
mod clients;
mod consensus;
mod convergence;
mod delivery;
mod determinism;
mod explain;
mod failure;
pub mod figures;
mod finding;
mod graph;
mod harness;
mod history;
mod judge;
mod keyed;
mod legal;
pub mod linear;
mod liveness;
mod log;
mod order;
mod own;
mod property;
#[cfg(feature = "proptest")]
pub mod proptest;
mod registry;
pub mod render;
mod replay;
mod report;
mod resources;
mod run;
mod saved;
mod scenario;
pub mod sessions;
pub mod shrink;
mod table;
pub mod trace;
pub mod transactions;
mod verdict;
mod weather;

pub use broadcast::{Broadcast, Broadcasting};
pub use calls::calls;
pub use campaign::{
    Check, Coverage, FamilyCoverage, OnProgress, OnSeed, OneRun, Order, Strategy, SweepProgress,
    check,
};
pub use checker::{Checker, Conclusion, Seen};
pub use clients::{
    CausalReverse, Counter, CounterAsk, CounterRead, FinalCounter, FinalSet, FinalSetReport,
    LongFork, QueueAsk, SetAsk, SetFull, SetFullReport, TotalQueue, TotalQueueReport, UniqueIds,
    UnorderedQueue,
};
pub use consensus::{
    AtomicCommit, CommitDecision, Commitment, Consensus, Decision, Fencing, Holding,
    LeaderCompleteness, LogMatching, MutualExclusion, OneLeader, ReplicatedLog, Replication,
    StateMachineSafety, Vote,
};
pub use convergence::{Convergence, Replica, StrongConvergence, merge_laws};
pub use delivery::{
    AtLeastOnce, AtMostOnce, DeadLetters, Delivery, EffectivelyOnce, ExactlyOnce, NoCreation,
    RedeliveryBound,
};
pub use determinism::Difference;
pub use explain::{Explanation, Freedom, Interval, May, Point, explain};
pub use failure::FailureId;
pub use finding::{Finding, Instead, Minimality, Size};
pub use harness::VARIABLES;
pub use history::{Call, History, HistoryError, Operation, Outcome};
pub use judge::{Failure, Judgement};
pub use liveness::{AlwaysEventually, Eventually, LeadsTo, Progress};
pub use log::{LogAnomaly, LogDelivery, LogFinding, LogItem, LogStep, LogWord};
pub use order::{Agreed, Causal, CausalOrder, Fifo, Passage, TotalOrder};
pub use own::{Always, AlwaysOfEvents, Never, Refines, always, always_of_events, never, refines};
pub use property::{OfEvents, OfFacts, Property};
pub use registry::{AnyScenario, Entry, Expected, Registry};
pub use replay::{Drift, Replayed, replay};
pub use report::{Commands, Report, Ruling};
pub use resources::{
    Activity, ChildrenReaped, DeadLettersHandled, MailboxBound, MessagesConsumed, NoDeadlock,
    NoKnot, NoLivelock, NoStarvation, NoZombies, TimerBound, TimersCancelled, TrafficBound,
    Waiting,
};
pub use run::{Broken, Run};
pub use saved::Saved;
pub use scenario::{Fields, ParameterError, Parameters, PlannedCall, Scenario, scenario};
pub use verdict::{Doubt, Evidence, Verdict, Violation};
pub use weather::{InWeather, WeatherNews, in_weather};

/// What most tests of protocols use.
pub mod prelude {
    pub use sim_core::prelude::*;
    pub use sim_net::{
        Crash, Episode, FaultModel, Layout, Link, Network, Partition, Plan, Selector, Swarm,
    };

    pub use crate::{
        AtLeastOnce, AtMostOnce, CausalOrder, Checker, Delivery, EffectivelyOnce, Eventually,
        ExactlyOnce, Fields, Fifo, LeadsTo, NoCreation, Parameters, Passage, PlannedCall, Progress,
        Report, Ruling, Scenario, Strategy, TotalOrder, always, check, never, scenario,
    };
}

// The listings of the guide are compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../docs/checkers.md")]
struct Guide;
