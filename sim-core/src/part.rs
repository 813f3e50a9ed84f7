//! Components: a retry, a dedup, a reorder buffer, written once and hosted by many protocols.

use crate::context::Context;
use crate::directory::Directory;
use crate::duration::Duration;
use crate::id::ActorId;
use crate::protocol::Protocol;
use crate::rng::SimRng;
use crate::scene::Scene;
use crate::time::{LocalTime, WallTime};

/// A protocol that can carry another one's messages, timers and facts.
///
/// ```
/// use sim_core::prelude::*;
///
/// /// A component: it counts what it saw.
/// struct Counting;
/// impl Protocol for Counting {
///     type Message = ();
///     type Fact = u32;
///     type Timer = ();
///     type Operation = ();
///     type Outcome = ();
///     type View = ();
/// }
///
/// struct Counter { seen: u32 }
/// impl Counter {
///     fn saw(&mut self, part: &mut Part<'_, Counting>) {
///         self.seen += 1;
///         part.emit(self.seen);
///     }
/// }
///
/// /// The host: its facts say whose count it is.
/// struct Shop;
/// #[derive(Debug)]
/// enum Fact { Visitors(u32) }
/// impl Protocol for Shop {
///     type Message = ();
///     type Fact = Fact;
///     type Timer = ();
///     type Operation = ();
///     type Outcome = ();
///     type View = ();
/// }
/// impl Hosts<Counting> for Shop {
///     fn lift_message((): ()) {}
///     fn lift_timer((): ()) {}
///     fn lift_fact(count: u32) -> Fact { Fact::Visitors(count) }
/// }
///
/// struct Door { counter: Counter }
/// impl Actor<Shop> for Door {
///     fn on_message(&mut self, _: ActorId, (): (), ctx: &mut Context<'_, Shop>) {
///         ctx.lift(|part| self.counter.saw(part));
///     }
/// }
/// # assert_eq!(format!("{:?}", Shop::lift_fact(3)), "Visitors(3)");
/// ```
pub trait Hosts<C: Protocol>: Protocol {
    /// A message of the component as one of the host.
    fn lift_message(message: C::Message) -> Self::Message;
    /// A timer of the component as one of the host.
    fn lift_timer(timer: C::Timer) -> Self::Timer;
    /// A fact of the component as one of the host.
    fn lift_fact(fact: C::Fact) -> Self::Fact;
}

/// What a component can see and do: a smaller [`Context`].
pub struct Part<'a, C: Protocol> {
    host: &'a mut dyn Host<C>,
}

// Erases the host's protocol, so that a component is not generic over who hosts it.
trait Host<C: Protocol> {
    fn send_after(&mut self, after: Duration, to: ActorId, message: C::Message);
    fn set_timer_between(&mut self, least: Duration, most: Duration, timer: C::Timer);
    fn cancel_timer(&mut self, timer: C::Timer);
    fn emit(&mut self, fact: C::Fact);
    fn mark(&mut self, name: &'static str);
    fn choose(&mut self, name: &'static str, count: u64) -> u64;
    fn now(&self) -> LocalTime;
    fn wall(&self) -> WallTime;
    fn scene(&mut self) -> &mut Scene;
}

impl<C: Protocol, P: Hosts<C>> Host<C> for Context<'_, P> {
    fn send_after(&mut self, after: Duration, to: ActorId, message: C::Message) {
        Context::send_after(self, after, to, P::lift_message(message));
    }

    fn set_timer_between(&mut self, least: Duration, most: Duration, timer: C::Timer) {
        let timer = P::lift_timer(timer);
        if least == most {
            Context::set_timer(self, least, timer);
        } else {
            Context::set_timer_between(self, least, most, timer);
        }
    }

    fn cancel_timer(&mut self, timer: C::Timer) {
        Context::cancel_timer(self, P::lift_timer(timer));
    }

    fn emit(&mut self, fact: C::Fact) {
        Context::emit(self, P::lift_fact(fact));
    }

    fn mark(&mut self, name: &'static str) {
        Context::mark(self, name);
    }

    fn choose(&mut self, name: &'static str, count: u64) -> u64 {
        Context::choose(self, name, count)
    }

    fn now(&self) -> LocalTime {
        Context::now(self)
    }

    fn wall(&self) -> WallTime {
        Context::wall(self)
    }

    fn scene(&mut self) -> &mut Scene {
        self.scene
    }
}

impl<C: Protocol> core::fmt::Debug for Part<'_, C> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Part").finish_non_exhaustive()
    }
}

impl<'a, C: Protocol> Part<'a, C> {
    pub(crate) fn new<P: Hosts<C>>(context: &'a mut Context<'_, P>) -> Self {
        Self { host: context }
    }

    /// As [`Context::me`].
    pub fn me(&mut self) -> ActorId {
        self.host.scene().me
    }

    /// As [`Context::directory`].
    pub fn directory(&mut self) -> &Directory {
        &self.host.scene().directory
    }

    /// As [`Context::now`].
    pub fn now(&self) -> LocalTime {
        self.host.now()
    }

    /// As [`Context::wall`].
    pub fn wall(&self) -> WallTime {
        self.host.wall()
    }

    /// As [`Context::rng`]: the component shares the random numbers of its actor.
    pub fn rng(&mut self) -> &mut SimRng {
        self.host.scene().rng()
    }

    /// As [`Context::choose`].
    pub fn choose(&mut self, name: &'static str, count: u64) -> u64 {
        self.host.choose(name, count)
    }

    /// As [`Context::send`].
    pub fn send(&mut self, to: ActorId, message: C::Message) {
        self.host.send_after(Duration::ZERO, to, message);
    }

    /// As [`Context::send_after`].
    pub fn send_after(&mut self, after: Duration, to: ActorId, message: C::Message) {
        self.host.send_after(after, to, message);
    }

    /// As [`Context::set_timer`].
    pub fn set_timer(&mut self, after: Duration, timer: C::Timer) {
        self.host.set_timer_between(after, after, timer);
    }

    /// As [`Context::set_timer_between`].
    pub fn set_timer_between(&mut self, least: Duration, most: Duration, timer: C::Timer) {
        self.host.set_timer_between(least, most, timer);
    }

    /// As [`Context::cancel_timer`].
    pub fn cancel_timer(&mut self, timer: C::Timer) {
        self.host.cancel_timer(timer);
    }

    /// As [`Context::emit`].
    pub fn emit(&mut self, fact: C::Fact) {
        self.host.emit(fact);
    }

    /// As [`Context::mark`].
    pub fn mark(&mut self, name: &'static str) {
        self.host.mark(name);
    }
}
