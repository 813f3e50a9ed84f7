//! The drive: how a run begins, goes on and ends.

use super::World;
use crate::actor::Actor;
use crate::chronicle::Given;
use crate::event::{Place, What};
use crate::id::{ActorId, EventId, NodeId};
use crate::medium::Medium;
use crate::node::NodeState;
use crate::protocol::Protocol;
use crate::stop::{Ending, Stop};
use crate::time::Time;

// How many of the last steps before a livelock are looked at for who made them.
const SUSPECT_STEPS: u64 = 256;

impl<P: Protocol, M: Medium<P>, A: Actor<P>> World<P, M, A> {
    /// Runs until a stop rule holds, taking the earliest step each time.
    ///
    /// The first call after a [`reset`](World::reset) starts the nodes. A run that stopped by a rule can be
    /// continued by the next call; one that ended by a finding stays ended. In a silent world nothing is left to
    /// do: its steps are taken by [`take`](World::take) and [`follow`](World::follow).
    pub fn run(&mut self, stop: Stop) -> Ending {
        self.run_until(stop, |_| false)
    }

    /// Runs until a stop rule holds or the world looks as asked, which is tested before each step.
    pub fn run_until(&mut self, stop: Stop, mut reached: impl FnMut(&Self) -> bool) -> Ending {
        let _watch = self.catcher.watch();
        self.begin();
        if self.scene.chooser.silent() {
            // Nothing happens there that isn't listed.
            return self.ended().unwrap_or(if reached(self) {
                Ending::Reached
            } else {
                Ending::Idle
            });
        }
        let last_step = self.steps.saturating_add(stop.steps);
        let last_event = self.chronicle.count().saturating_add(stop.events);
        let ending = loop {
            self.watch_time();
            if self.is_over() {
                break self.ended().unwrap_or(Ending::Idle);
            }
            if self.steps >= last_step {
                break Ending::Steps;
            }
            if self.chronicle.count() >= last_event {
                break Ending::Events;
            }
            if reached(self) {
                break Ending::Reached;
            }
            if !self.step(stop.time) {
                break self.rest(stop.time);
            }
        };
        self.assert_books();
        ending
    }

    /// Ends the run: operations that are still open become unknown, and nothing happens any more.
    pub fn finish(&mut self) {
        if core::mem::replace(&mut self.finished, true) {
            return;
        }
        if self.over.is_none() {
            self.over = Some(Ending::Idle);
        }
        // A run that ends before it began doesn't begin afterwards.
        self.begun = true;
        for seat in 0..self.seats.len() {
            let actor = self.actor_at(seat);
            self.forget_operations(actor, None);
        }
        self.tell(Place::World, None, What::Ended, Given::None);
        self.assert_books();
    }

    /// Starts the nodes, if they haven't been started yet; running does it as well.
    pub fn begin(&mut self) {
        if self.begun {
            return;
        }
        self.begun = true;
        let _watch = self.catcher.watch();
        for node in self.scene.directory.nodes() {
            if self.ended().is_some() {
                return;
            }
            self.scene.states[node.index()] = NodeState::Up;
            self.start_declared(node, None);
        }
        self.settle();
    }

    // First all of them are there, then they start: the first one may already speak to the last.
    pub(super) fn start_declared(&mut self, node: NodeId, cause: Option<EventId>) {
        for start in [Self::make, Self::start] {
            for index in 0..self.scene.nodes[node.index()].declared.len() {
                // An actor that is made or starts may end the run, or crash its node.
                if !self.is_up(node) || self.ended().is_some() {
                    return;
                }
                let actor = self.scene.nodes[node.index()].declared[index];
                start(self, actor, cause);
            }
        }
    }

    // The run ends, by the first finding; a finding counts for more than a time that can't be told.
    pub(super) fn end(&mut self, ending: Ending) {
        if self.over.as_ref().is_none_or(|over| *over == Ending::TimeOverflow) {
            self.over = Some(ending);
        }
    }

    // Nothing is due by then: nothing at all, or nothing yet.
    #[cold]
    fn rest(&mut self, until: Time) -> Ending {
        if self.queue.len() == 0 {
            return Ending::Idle;
        }
        self.scene.now = self.scene.now.max(until);
        Ending::Time
    }

    #[inline]
    fn is_over(&self) -> bool {
        self.over.is_some() || self.chronicle.satisfied()
    }

    // Why the run is over, by a finding or because an observer has seen enough.
    pub(super) fn ended(&self) -> Option<Ending> {
        if self.chronicle.satisfied() {
            return Some(Ending::Observed);
        }
        self.over.clone()
    }

    // Time goes on, or it doesn't: then the step counts against the budget of the instant, if it came about in this
    // very instant, that is, after so many others. However many had been due at it before, they are no loop.
    #[inline(always)]
    pub(super) fn advance(&mut self, time: Time, came_about_after: impl FnOnce(u64) -> bool) {
        self.steps += 1;
        if time > self.scene.now {
            self.scene.now = time;
            self.instant_steps = 0;
            self.instant_pushed = self.queue.pushed();
        } else if came_about_after(self.instant_pushed) {
            self.instant_steps += 1;
        }
    }

    // Whether time still passes.
    #[inline(always)]
    pub(super) fn watch_time(&mut self) {
        if self.instant_steps + SUSPECT_STEPS >= self.rules.instant_steps {
            self.suspect();
        }
    }

    // Whoever handled something last made this step come without time passing.
    #[cold]
    fn suspect(&mut self) {
        let actor = self.scene.me;
        // The first suspect step of this instant; those of an earlier one have nothing to do with it.
        if self.instant_steps <= self.rules.instant_steps.saturating_sub(SUSPECT_STEPS) {
            self.suspects.clear();
        }
        if self.instant_steps > 0 && !self.suspects.contains(&actor) {
            self.suspects.push(actor);
        }
        if self.instant_steps >= self.rules.instant_steps && self.over.is_none() {
            self.tell(Place::World, None, What::Livelocked, Given::None);
            let suspects = core::mem::take(&mut self.suspects);
            self.end(Ending::Livelock(suspects));
        }
    }

    // Between steps: those that found room go on.
    #[inline(always)]
    pub(super) fn settle(&mut self) {
        while let Some(actor) = self.resuming.pop_front() {
            self.resume(actor);
        }
    }

    pub(super) fn assert_books(&self) {
        if let Err(imbalance) = self.check_books() {
            panic!("the books balance after every run: {imbalance}");
        }
    }

    pub(super) fn actor_at(&self, seat: usize) -> ActorId {
        let generation = self.seats[seat].generation;
        ActorId { seat: u32::try_from(seat).expect("seats are counted in 32 bits"), generation }
    }
}
