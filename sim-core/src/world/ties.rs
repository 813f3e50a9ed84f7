//! Ties: who goes first among the steps of one actor and one instant, while chains have priorities.

use alloc::vec::Vec;

use super::World;
use super::pending::Pending;
use crate::actor::Actor;
use crate::id::{ActorId, EventId};
use crate::medium::Medium;
use crate::protocol::Protocol;
use crate::queue::Handle;
use crate::tempo::Priority;

/// What an instant still had in store when somebody last looked, by actors and in order.
#[derive(Debug, Default)]
pub(super) struct Ties(Vec<(ActorId, Handle)>);

impl Ties {
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    fn has(&self, actor: ActorId, handle: Handle) -> bool {
        self.0.binary_search(&(actor, handle)).is_ok()
    }

    // Those of the same actor that come after this one.
    fn after(&self, actor: ActorId, handle: Handle) -> impl Iterator<Item = Handle> {
        let first = self.0.partition_point(|tie| *tie <= (actor, handle));
        let ties = self.0[first..].iter().take_while(move |(other, _)| *other == actor);
        ties.map(|(_, handle)| *handle)
    }
}

impl<P: Protocol, M: Medium<P>, A: Actor<P>> World<P, M, A> {
    // How many steps for this actor, of the instant of the one that is about to go, are more urgent.
    pub(super) fn more_urgent(
        &mut self,
        handle: Handle,
        actor: ActorId,
        pending: &Pending<P>,
    ) -> u64 {
        let own = self.priority(handle, pending);
        let waiting = self.parked.iter().filter(|parked| {
            parked.pending.judge() == Some(actor)
                && self.priority(parked.handle, &parked.pending) > own
        });
        let waiting = waiting.count();
        if self.queue.peek_time() != Some(handle.time()) {
            return waiting as u64;
        }
        if !self.ties.has(actor, handle) {
            self.look_for_ties(handle, actor);
        }
        let coming = self.ties.after(actor, handle).filter(|&other| {
            self.queue.get(other).is_some_and(|pending| self.priority(other, pending) > own)
        });
        (waiting + coming.count()) as u64
    }

    // A message is no longer on its way, and neither is its chain until it is extended.
    pub(super) fn rest_chain(&mut self, message: EventId) {
        if let Some(chains) = self.pace.chains_mut() {
            chains.rest(message);
        }
    }

    fn look_for_ties(&mut self, handle: Handle, actor: ActorId) {
        let ties = &mut self.ties.0;
        ties.clear();
        ties.push((actor, handle));
        self.queue.visit(|other, pending| {
            if other.time() == handle.time()
                && let Some(actor) = pending.judge()
            {
                ties.push((actor, other));
            }
        });
        ties.sort_unstable();
    }

    fn priority(&self, handle: Handle, pending: &Pending<P>) -> Option<Priority> {
        let message = match pending {
            Pending::Arrive(flight) => Some(flight.origin.event()),
            Pending::Depart(_)
            | Pending::Timer { .. }
            | Pending::Task { .. }
            | Pending::Turn(_)
            | Pending::Fault(_)
            | Pending::Restart { .. } => None,
        };
        Some(self.pace.chains()?.priority(message, handle.number()))
    }
}
