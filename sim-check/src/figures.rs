//! Figures: how long, how much, how often, over all runs of a campaign.
//!
//! A scenario says which [`Figures`] it wants; a meter each reads the events of every run, as a checker does. What the runs
//! gave is added up: [`Measured`] is the same for any number of threads, and for runs in any order, because adding up loses
//! nothing.
//!
//! | figure | what it is told | what it says |
//! |---|---|---|
//! | [`Figures::latency`] | [`Span`]: begun, ended, given up | how long each took, and how many didn't end |
//! | [`Figures::throughput`] | what counts | how many there are in a window of time, over time |
//! | [`Figures::availability`] | [`Span`] | in which share of the windows in which somebody waits something ends |
//! | [`Figures::queue_depth`], [`Figures::queue_age`] | whose mailboxes | what is found there, and for how long it waits |
//! | [`Figures::messages_per`], [`Figures::messages_per_call`] | what an operation is | how many messages are sent for one |
//!
//! Deliberately absent: floats. Shares and means are fractions of whole numbers until they are printed.

mod availability;
mod decimal;
mod distribution;
mod latency;
mod measured;
mod messages;
mod meter;
mod queues;
mod text;
mod throughput;

pub use availability::Availability;
pub use distribution::Distribution;
pub use latency::{Latency, Span};
pub use measured::{Figure, FiguresDiffer, Measured};
pub use messages::Messages;
pub use meter::Meter;
pub use throughput::Throughput;

pub(crate) use decimal::{fraction, percent, short};

use std::fmt;
use std::sync::Arc;

use sim_core::{Directory, Duration, Event, Protocol};

use availability::AvailabilityMeter;
use latency::LatencyMeter;
use messages::{PerCallMeter, PerOperationMeter};
use queues::{AgeMeter, DepthMeter};
use throughput::ThroughputMeter;

/// Makes a meter for a world with these actors.
type Make<P> = Arc<dyn Fn(&Directory) -> Box<dyn Meter<P>> + Send + Sync>;

/// What is to be measured in the runs of a scenario: see [`Scenario::figures`](crate::Scenario::figures).
///
/// ```
/// use sim_check::figures::{Figures, Span};
/// use sim_check::prelude::*;
/// use sim_core::Ratio;
///
/// # struct Orders;
/// # #[derive(Clone, Debug)]
/// # struct Order(u64);
/// #[derive(Debug)]
/// enum Fact { Ordered(u64), Booked(u64) }
/// # impl Protocol for Orders {
/// #     type Message = Order;
/// #     type Fact = Fact;
/// #     type Timer = u64;
/// #     type Operation = ();
/// #     type Outcome = ();
/// #     type View = ();
/// # }
/// # struct Shop;
/// # impl Actor<Orders> for Shop {
/// #     fn on_start(&mut self, ctx: &mut Context<'_, Orders>) { ctx.set_timer(millis(1), 1); }
/// #     fn on_timer(&mut self, order: u64, ctx: &mut Context<'_, Orders>) {
/// #         ctx.emit(Fact::Ordered(order));
/// #         ctx.send(ctx.directory()["bank"], Order(order));
/// #         if order < 100 { ctx.set_timer(millis(1), order + 1); }
/// #     }
/// #     fn on_message(&mut self, _: ActorId, _: Order, _: &mut Context<'_, Orders>) {}
/// # }
/// # struct Bank;
/// # impl Actor<Orders> for Bank {
/// #     fn on_message(&mut self, _: ActorId, Order(order): Order, ctx: &mut Context<'_, Orders>) { ctx.emit(Fact::Booked(order)); }
/// # }
/// let orders = scenario("orders")
///     .node("shop", |_| Shop)
///     .node("bank", |_| Bank)
///     .network(Link::new(millis(2)).jitter(millis(3)))
///     .figures(Figures::new().latency("order", |fact: &Fact| Some(match fact {
///         Fact::Ordered(order) => Span::Begun(*order),
///         Fact::Booked(order) => Span::Ended(*order),
///     })));
/// let report = check(orders).seeds(0..20).report();
///
/// let order = report.figures().latency("order").expect("it was asked for");
/// assert_eq!((order.times.count(), order.open), (2_000, 0));
/// assert!(order.times.quantile(Ratio::percent(99)) <= Some(millis(5).as_nanos()));
/// ```
pub struct Figures<P: Protocol> {
    meters: Vec<(String, Make<P>)>,
    mistake: Option<String>,
}

impl<P: Protocol> Clone for Figures<P> {
    fn clone(&self) -> Self {
        Self { meters: self.meters.clone(), mistake: self.mistake.clone() }
    }
}

impl<P: Protocol> Default for Figures<P> {
    fn default() -> Self {
        Self { meters: Vec::new(), mistake: None }
    }
}

impl<P: Protocol> Figures<P> {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// How long each thing takes that facts tell of.
    pub fn latency<K, F>(self, name: impl Into<String>, read: F) -> Self
    where
        K: Ord + Clone + Send + Sync + 'static,
        F: FnMut(&P::Fact) -> Option<Span<K>> + Clone + Send + Sync + 'static,
    {
        self.latency_of_events(name, of_facts(read))
    }

    /// How long each thing takes that events tell of.
    pub fn latency_of_events<K, F>(self, name: impl Into<String>, read: F) -> Self
    where
        K: Ord + Clone + Send + Sync + 'static,
        F: FnMut(&Event<'_, P>) -> Option<Span<K>> + Clone + Send + Sync + 'static,
    {
        self.meter(name, move |_| LatencyMeter::new(read.clone()))
    }

    /// How long each call of a client takes that succeeds. One that fails, or of which nobody knows how it ended, is given up.
    pub fn call_latency(self, name: impl Into<String>) -> Self {
        self.latency_of_events(name, latency::call)
    }

    /// How many facts of a kind there are in a window of time.
    ///
    /// Keeps a count for each window that a run has.
    pub fn throughput<F>(self, name: impl Into<String>, window: Duration, counts: F) -> Self
    where
        F: FnMut(&P::Fact) -> bool + Clone + Send + Sync + 'static,
    {
        let name = name.into();
        self.windowed(&name, window)
            .meter(name, move |_| ThroughputMeter::new(window, counts.clone()))
    }

    /// In which share of the windows of time in which something is open something ends.
    ///
    /// A window in which nobody waits for anything says nothing, and neither does the end of a run that isn't a whole window.
    /// Keeps a count for each window that a run has.
    pub fn availability<K, F>(self, name: impl Into<String>, window: Duration, read: F) -> Self
    where
        K: Ord + Clone + Send + Sync + 'static,
        F: FnMut(&P::Fact) -> Option<Span<K>> + Clone + Send + Sync + 'static,
    {
        self.availability_of_events(name, window, of_facts(read))
    }

    /// As [`availability`](Self::availability), of what events tell of.
    pub fn availability_of_events<K, F>(
        self,
        name: impl Into<String>,
        window: Duration,
        read: F,
    ) -> Self
    where
        K: Ord + Clone + Send + Sync + 'static,
        F: FnMut(&Event<'_, P>) -> Option<Span<K>> + Clone + Send + Sync + 'static,
    {
        let name = name.into();
        self.windowed(&name, window)
            .meter(name, move |_| AvailabilityMeter::new(window, read.clone()))
    }

    /// As [`availability`](Self::availability), of clients' calls that succeed.
    pub fn call_availability(self, name: impl Into<String>, window: Duration) -> Self {
        self.availability_of_events(name, window, latency::call)
    }

    /// How many messages wait when one has come to a mailbox, itself among them; none, if it is handled at once. Of the actors
    /// whose paths are such.
    pub fn queue_depth(
        self,
        name: impl Into<String>,
        whose: impl Fn(&str) -> bool + Clone + Send + Sync + 'static,
    ) -> Self {
        self.meter(name, move |directory| DepthMeter::new(directory, whose.clone()))
    }

    /// For how long each message waits in a mailbox until it has been handled; not at all, if that is at once. Of the actors
    /// whose paths are such.
    ///
    /// What is dropped there is given up.
    pub fn queue_age(
        self,
        name: impl Into<String>,
        whose: impl Fn(&str) -> bool + Clone + Send + Sync + 'static,
    ) -> Self {
        self.meter(name, move |directory| AgeMeter::new(directory, whose.clone()))
    }

    /// How many messages are sent for each operation that a fact tells of: all that are, whatever for.
    pub fn messages_per<F>(self, name: impl Into<String>, operation: F) -> Self
    where
        F: FnMut(&P::Fact) -> bool + Clone + Send + Sync + 'static,
    {
        self.meter(name, move |_| PerOperationMeter::new(operation.clone()))
    }

    /// How many messages each call of a client has led to: those that its handler sends, those that are sent because of these,
    /// and so on, also by timers.
    ///
    /// Keeps four bytes for each event of a run.
    pub fn messages_per_call(self, name: impl Into<String>) -> Self {
        self.meter(name, |_| PerCallMeter::default())
    }

    /// What a meter of one's own measures.
    pub fn meter<M: Meter<P> + 'static>(
        mut self,
        name: impl Into<String>,
        make: impl Fn(&Directory) -> M + Send + Sync + 'static,
    ) -> Self {
        self.add(name.into(), Arc::new(move |directory| Box::new(make(directory))));
        self
    }

    fn add(&mut self, name: String, make: Make<P>) {
        if self.meters.iter().any(|(known, _)| *known == name) {
            self.mistake.get_or_insert(format!("two figures are called {name:?}"));
        }
        self.meters.push((name, make));
    }

    // Nothing happens in no time.
    fn windowed(mut self, name: &str, window: Duration) -> Self {
        if window.is_zero() {
            self.mistake.get_or_insert(format!("figure {name:?} has a window of {window}"));
        }
        self
    }

    pub(crate) fn and(mut self, other: Self) -> Self {
        self.mistake = self.mistake.or(other.mistake);
        other.meters.into_iter().for_each(|(name, make)| self.add(name, make));
        self
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.meters.is_empty()
    }

    pub(crate) fn mistake(&self) -> Option<&str> {
        self.mistake.as_deref()
    }

    /// Meters for a world with these actors.
    pub(crate) fn make(&self, directory: &Directory) -> Vec<(String, Box<dyn Meter<P>>)> {
        self.meters.iter().map(|(name, make)| (name.clone(), make(directory))).collect()
    }
}

impl<P: Protocol> fmt::Debug for Figures<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.meters.iter().map(|(name, _)| name)).finish()
    }
}

fn of_facts<P: Protocol, T>(
    mut read: impl FnMut(&P::Fact) -> Option<T> + Clone,
) -> impl FnMut(&Event<'_, P>) -> Option<T> + Clone {
    move |event| event.fact().and_then(&mut read)
}
