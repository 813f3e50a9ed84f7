//! The context: the only way in which an actor acts.

use alloc::boxed::Box;
use core::fmt;

use crate::actor::Actor;
use crate::choice::Site;
use crate::directory::Directory;
use crate::duration::Duration;
use crate::effect::{Effect, Effects};
use crate::id::{ActorId, NodeId, OperationId};
use crate::key::Role;
use crate::mailbox::Mailbox;
use crate::part::{Hosts, Part};
use crate::protocol::Protocol;
use crate::ratio::Ratio;
use crate::rng::SimRng;
use crate::scene::Scene;
use crate::setup::SetupError;
use crate::source::Source;
use crate::storage::Storage;
use crate::time::{LocalTime, WallTime};

/// What a handler can see and do.
///
/// What it does is a list: it takes effect in order, when the handler has ended. If the handler panics, what it
/// did before counts; if the node crashes at one of its fault points, what it did after doesn't.
pub struct Context<'a, P: Protocol> {
    pub(crate) scene: &'a mut Scene,
    pub(crate) effects: &'a mut Effects<P>,
}

impl<P: Protocol> fmt::Debug for Context<'_, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context")
            .field("me", &self.scene.me)
            .field("node", &self.scene.node)
            .finish_non_exhaustive()
    }
}

impl<'a, P: Protocol> Context<'a, P> {
    #[inline]
    fn push(&mut self, effect: Effect<P>) {
        if !self.scene.ghost {
            self.effects.push(effect);
        }
    }

    /// The actor that acts.
    pub const fn me(&self) -> ActorId {
        self.scene.me
    }

    /// The node on which it lives.
    pub const fn node(&self) -> NodeId {
        self.scene.node
    }

    /// How often its node has been restarted.
    pub fn incarnation(&self) -> u32 {
        self.scene.nodes[self.scene.node.index()].incarnation
    }

    /// Who else there is.
    pub const fn directory(&self) -> &Directory {
        &self.scene.directory
    }

    /// The node's clock that never goes back. It may run fast or slow.
    pub fn now(&self) -> LocalTime {
        self.scene.nodes[self.scene.node.index()].clock.now(self.scene.now)
    }

    /// The node's clock on the wall. It may jump.
    pub fn wall(&self) -> WallTime {
        self.scene.nodes[self.scene.node.index()].clock.wall(self.scene.now)
    }

    /// The actor's own random numbers: the protocol's, not the environment's, so they are no choices.
    pub fn rng(&mut self) -> &mut SimRng {
        self.scene.rng()
    }

    /// Lets the environment choose one of 0 to `count - 1`; calm is 0. The choice is recorded and shrunk.
    pub fn choose(&mut self, name: &'static str, count: u64) -> u64 {
        let max = count.saturating_sub(1);
        if self.scene.ghost || max == 0 {
            return 0;
        }
        let draw = |stream: &mut crate::stream::Stream| stream.between(0, max);
        let value = self.scene.choose(Site::Choose, Role::Choose, name, max, draw);
        self.push(Effect::Chose { name, value });
        value
    }

    /// Sends a message.
    #[inline(always)]
    pub fn send(&mut self, to: ActorId, message: P::Message) {
        self.send_after(Duration::ZERO, to, message);
    }

    /// Hands a message over now that leaves after a delay. If the node crashes before, it never leaves.
    #[inline(always)]
    pub fn send_after(&mut self, after: Duration, to: ActorId, message: P::Message) {
        if !self.scene.ghost {
            let key = self.scene.message_key(to, || P::kind(&message));
            self.effects.push_send(to, after, key, message);
        }
    }

    /// Sets a timer. If an equal one is set already, it is set anew.
    pub fn set_timer(&mut self, after: Duration, timer: P::Timer) {
        self.push(Effect::SetTimer { least: after, most: after, extra: Duration::ZERO, timer });
    }

    /// Sets a timer that fires somewhere between two bounds: the environment chooses.
    ///
    /// That is how a randomised timeout is asked for: search can steer it, and shrinking knows what is legal.
    pub fn set_timer_between(&mut self, least: Duration, most: Duration, timer: P::Timer) {
        if self.scene.ghost {
            return;
        }
        let (least, most) = (least.min(most), least.max(most));
        let extra = self.scene.timer_extra(most.saturating_sub(least), &timer);
        self.effects.push(Effect::SetTimer { least, most, extra, timer });
    }

    /// Cancels the timer that is equal to this one, if it is set.
    pub fn cancel_timer(&mut self, timer: P::Timer) {
        self.push(Effect::CancelTimer(timer));
    }

    /// Makes a new actor on the same node, called `parent/name#n`. It starts at once, after this handler.
    pub fn spawn(&mut self, name: &'static str, actor: impl Actor<P> + 'static) -> ActorId {
        self.spawn_boxed(name, None, Box::new(actor))
    }

    /// Makes a new actor behind a mailbox with rules.
    ///
    /// # Errors
    /// The rules can't be kept; nothing is spawned.
    pub fn spawn_behind(
        &mut self,
        name: &'static str,
        mailbox: Mailbox,
        actor: impl Actor<P> + 'static,
    ) -> Result<ActorId, SetupError> {
        crate::setup::check_mailbox(name, Some(self.scene.node), &mailbox, &self.scene.directory)?;
        Ok(self.spawn_boxed(name, Some(Box::new(mailbox)), Box::new(actor)))
    }

    fn spawn_boxed(
        &mut self,
        name: &'static str,
        rules: Option<Box<Mailbox>>,
        actor: Box<dyn Actor<P>>,
    ) -> ActorId {
        if self.scene.ghost {
            return ActorId::NOBODY;
        }
        let child = self.scene.reserve_child(name);
        self.effects.push(Effect::Spawn { child, rules, actor });
        child
    }

    /// Ends this actor after this handler. What waits in its mailbox is dropped.
    pub const fn stop(&mut self) {
        self.scene.stopping = true;
    }

    /// Asks for a [`Signal::Down`](crate::Signal::Down) when an actor of this node ends.
    ///
    /// An actor that can't be watched (it has ended, or lives elsewhere, where only messages tell) is down at once.
    pub fn monitor(&mut self, actor: ActorId) {
        self.push(Effect::Monitor(actor));
    }

    /// Ties two actors of this node together: if one ends by a panic or by such a link, so does the other.
    pub fn link(&mut self, actor: ActorId) {
        self.push(Effect::Link(actor));
    }

    /// Tells the judges something.
    pub fn emit(&mut self, fact: P::Fact) {
        self.push(Effect::Tell(fact));
    }

    /// Reaches a mark: a state that a campaign should see sometimes.
    pub fn mark(&mut self, name: &'static str) {
        self.push(Effect::Mark(name));
    }

    /// Calls, as a client: from now on the operation is on record as invoked.
    ///
    /// The first word about its end counts: a reply that comes twice, or after a crash of the client, changes nothing.
    pub fn invoke(&mut self, asked: P::Operation) -> OperationId {
        let operation = if self.scene.ghost {
            OperationId { actor: self.scene.me, number: u32::MAX }
        } else {
            self.scene.next_operation(self.scene.me)
        };
        self.push(Effect::Invoke { operation, asked });
        operation
    }

    /// The operation succeeded.
    pub fn ok(&mut self, operation: OperationId, outcome: P::Outcome) {
        self.push(Effect::Succeed { operation, outcome });
    }

    /// The operation certainly took no effect.
    pub fn failed(&mut self, operation: OperationId) {
        self.push(Effect::Fail(operation));
    }

    /// Nobody knows whether the operation took effect, or will. Open ones become so at a crash and at the end.
    pub fn unknown(&mut self, operation: OperationId) {
        self.push(Effect::Forget(operation));
    }

    /// Works: what the handler does from here on takes effect after this time, and the actor handles nothing
    /// else meanwhile.
    pub fn work(&mut self, time: Duration) {
        self.push(Effect::Work(time));
    }

    /// A place where the node may crash. What the handler did before it has happened, what it does after has not.
    pub fn fault_point(&mut self, name: &str) {
        if self.scene.ghost {
            return;
        }
        let points = &self.scene.nodes[self.scene.node.index()].points;
        let elsewhere = points.at.as_deref().is_some_and(|at| at != name);
        let chance = if elsewhere { Ratio::ZERO } else { points.chance };
        if self.scene.happens(Site::Crash, Role::Point, name, chance) {
            self.effects.push(Effect::CrashHere { point: name.into() });
            self.scene.ghost = true;
        }
    }

    /// The node's disk.
    pub const fn storage<'c>(&'c mut self) -> Storage<'c, 'a, P> {
        Storage::new(self)
    }

    /// A smaller context for a component of this actor, whose protocol this one [hosts](Hosts).
    pub fn lift<C: Protocol, R>(&mut self, act: impl FnOnce(&mut Part<'_, C>) -> R) -> R
    where
        P: Hosts<C>,
    {
        act(&mut Part::new(self))
    }
}
