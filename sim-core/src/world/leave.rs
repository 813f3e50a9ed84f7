//! Leaving: how actors end, nodes crash and come back, and what goes with them.

use alloc::string::String;
use alloc::vec::Vec;

use super::listed::Spot;
use super::pending::{Flight, Origin, Pending};
use super::{Panic, World};
use crate::actor::{Actor, Exit, Signal};
use crate::choice::Site;
use crate::chronicle::Given;
use crate::duration::Duration;
use crate::effect::Effect;
use crate::event::{DropCause, Place, What};
use crate::id::{ActorId, EventId, NodeId, OperationId};
use crate::key::{Key, Role, text_hash};
use crate::medium::Medium;
use crate::node::NodeState;
use crate::panic::Caught;
use crate::protocol::Protocol;
use crate::schedule::Class;
use crate::seat::{Arrears, Due, Notice, Occupant, Reasons};
use crate::setup::OnPanic;
use crate::source::Source;
use crate::stop::Ending;

/// How an actor leaves its seat.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Leaving {
    Ended,
    Crashed,
}

impl<P: Protocol, M: Medium<P>, A: Actor<P>> World<P, M, A> {
    // The actor ends, and those that asked to know are told.
    pub(super) fn exit(&mut self, actor: ActorId, cause: Option<EventId>, exit: Exit) {
        let place = self.place(actor);
        let event = self.tell(place, cause, What::Exited { exit }, Given::None);
        let extras = self.seats[actor.index()].extras();
        let monitors = core::mem::take(&mut extras.monitors);
        let links = core::mem::take(&mut extras.links);
        self.vacate(actor, event, Leaving::Ended);
        for watcher in monitors {
            self.push_signal(watcher, event, Notice::Tell(Signal::Down { actor, exit }));
        }
        for peer in links {
            if self.seat(peer).is_some() {
                self.seats[peer.index()].extras().links.retain(|&other| other != actor);
                if exit != Exit::Stopped {
                    self.push_signal(peer, event, Notice::Broken);
                }
            }
        }
        if actor.generation > 0 {
            let node = self.seats[actor.index()].node;
            self.scene.nodes[node.index()].spawned.remove(&actor);
        }
        self.forget(actor);
    }

    // An actor that this one is linked to has ended by a panic or such a link.
    pub(super) fn broken(&mut self, actor: ActorId, cause: Option<EventId>) {
        self.exit(actor, cause, Exit::Linked);
    }

    pub(super) fn panicked(&mut self, actor: ActorId, cause: Option<EventId>, caught: Caught) {
        let place = self.place(actor);
        let Caught { message, location } = caught;
        let event = self.tell(place, cause, What::Panicked, Given::Text(&message));
        self.panics.push(Panic { event, actor, message, location });
        let there = self.seat(actor).is_some();
        match self.rules.on_panic {
            OnPanic::EndRun | OnPanic::EndActor => {
                if there {
                    self.exit(actor, Some(event), Exit::Panicked);
                }
                if self.rules.on_panic == OnPanic::EndRun {
                    self.end(Ending::Panicked(actor));
                }
            }
            OnPanic::CrashNode(restart) => {
                let node = self.seats[actor.index()].node;
                let crash = self.crash(node, false, Some(event), "");
                if let (Some(cause), Some(after)) = (crash, restart) {
                    self.restart_after(after, (after, after), node, cause);
                }
            }
        }
    }

    // The node crashes at a fault point of this actor's handler, and restarts if its points say so.
    pub(super) fn crash_at(&mut self, actor: ActorId, cause: EventId, point: &str) {
        let node = self.seats[actor.index()].node;
        let restart = self.scene.nodes[node.index()].points.restart;
        let Some(cause) = self.crash(node, false, Some(cause), point) else { return };
        let Some((least, most)) = restart else { return };
        let max = most.saturating_sub(least).as_nanos();
        let later =
            self.scene.choose_of(node, Site::Restart, Role::Restart, point, max, |stream| {
                stream.between(0, max)
            });
        let after = least.saturating_add(Duration::from_nanos(later));
        self.restart_after(after, (least, most), node, cause);
    }

    // Within this range others could have been chosen.
    fn restart_after(
        &mut self,
        after: Duration,
        range: (Duration, Duration),
        node: NodeId,
        cause: EventId,
    ) {
        let name = self.node_name_hash(node);
        let key = self.lineage().map_or(Key::NONE, |lineage| lineage.root(Role::Restart, name, 0));
        let restart = self.push_after(after, Pending::Restart { node, cause, key });
        self.scene.nodes[node.index()].restart = restart;
        if let (Some(handle), true) = (restart, self.waits.on()) {
            self.begin_wait(handle, Class::Fault, range);
        }
    }

    // The node crashes, unless it is down: all that its actors have in memory is gone, and what was not synced.
    pub(super) fn crash(
        &mut self,
        node: NodeId,
        wipe: bool,
        cause: Option<EventId>,
        point: &str,
    ) -> Option<EventId> {
        if self.scene.states[node.index()] == NodeState::Down {
            return None;
        }
        self.scene.states[node.index()] = NodeState::Down;
        let (survivors, torn) = self.crash_disk(node, wipe);
        let what = What::Crashed { wiped: wipe, survivors, torn };
        let given = if point.is_empty() { Given::None } else { Given::Text(point) };
        let event = self.tell(Place::Node(node), cause, what, given);
        self.drop_undeparted(node);
        let spawned = core::mem::take(&mut self.scene.nodes[node.index()].spawned);
        for index in 0..self.scene.nodes[node.index()].declared.len() {
            let actor = self.scene.nodes[node.index()].declared[index];
            self.vacate(actor, event, Leaving::Crashed);
            self.forget(actor);
        }
        for actor in spawned {
            self.vacate(actor, event, Leaving::Crashed);
            self.forget(actor);
        }
        Some(event)
    }

    // What the node's actors handed over with a delay that isn't over never leaves. It goes in the order in which
    // it was handed over, which is the same whichever driver has planned its arrival, or hasn't.
    fn drop_undeparted(&mut self, node: NodeId) {
        // To look for it takes a pass over all that is pending: too much for each node of a large world.
        if !core::mem::take(&mut self.scene.nodes[node.index()].delays) {
            return;
        }
        let now = self.scene.now;
        let directory = &self.scene.directory;
        let is_here = |flight: &Flight<P>| directory.node_of(flight.from) == Some(node);
        let dies = |flight: &Flight<P>| flight.is_still_home(now) && is_here(flight);
        let mut found: Vec<(Origin, Spot)> = Vec::new();
        let mut look = |handle, pending: &Pending<P>| match pending {
            Pending::Arrive(flight) if dies(flight) => {
                found.push((flight.origin, Spot::Queue(handle)));
            }
            Pending::Depart(parcel) if parcel.flight.departs > now && is_here(&parcel.flight) => {
                found.push((parcel.flight.origin, Spot::Queue(handle)));
            }
            Pending::Arrive(_)
            | Pending::Depart(_)
            | Pending::Timer { .. }
            | Pending::Task { .. }
            | Pending::Turn(_)
            | Pending::Fault(_)
            | Pending::Restart { .. } => {}
        };
        self.queue.visit(&mut look);
        self.parked.iter().for_each(|parked| look(parked.handle, &parked.pending));
        let lingering = self.limbo.iter().filter(|(_, limbo)| limbo.arrived == 0);
        let lingering = lingering.filter(|(_, limbo)| dies(&limbo.flight));
        found.extend(lingering.map(|(key, limbo)| (limbo.flight.origin, Spot::Limbo(*key))));
        found.sort_unstable_by_key(|(origin, _)| *origin);
        for (_, spot) in found {
            match spot {
                Spot::Queue(handle) => {
                    let flight = match self.withdraw(handle) {
                        Some(Pending::Arrive(flight)) => flight,
                        Some(Pending::Depart(parcel)) => parcel.flight,
                        _ => unreachable!("only messages were looked for"),
                    };
                    self.drop_flight(flight, DropCause::SenderCrashed);
                }
                Spot::Limbo(key) => {
                    let Some(limbo) = self.limbo.remove(&key) else { continue };
                    for copy in 0..limbo.travelling {
                        let flight = limbo.flight.clone().copy(copy);
                        self.drop_flight(flight, DropCause::SenderCrashed);
                    }
                }
            }
        }
    }

    fn crash_disk(&mut self, node: NodeId, wipe: bool) -> (u32, u32) {
        let count = self.scene.nodes[node.index()].disk.unsynced_count() as u64;
        let chance = self.scene.nodes[node.index()].disk_faults.torn;
        let (mut survivors, mut torn) = (0, 0);
        if !wipe && count > 0 && !chance.is_zero() {
            let name = "disk";
            survivors =
                self.scene.choose_of(node, Site::Survivors, Role::Crash, name, count, |stream| {
                    if stream.chance(chance) { stream.between(0, count) } else { 0 }
                });
            let index = usize::try_from(survivors).unwrap_or(usize::MAX);
            let next = self.scene.nodes[node.index()].disk.unsynced_len(index) as u64;
            torn = self.scene.choose_of(node, Site::Torn, Role::Crash, name, next, |stream| {
                if next > 0 && stream.chance(chance) { stream.between(0, next) } else { 0 }
            });
        }
        let disk = &mut self.scene.nodes[node.index()].disk;
        if wipe {
            disk.wipe();
        } else {
            let size = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
            disk.crash(size(survivors), size(torn));
        }
        let word = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
        (word(survivors), word(torn))
    }

    // The node comes back, unless it is up.
    pub(super) fn restart(&mut self, node: NodeId, cause: Option<EventId>) {
        if self.scene.states[node.index()] != NodeState::Down {
            return;
        }
        self.scene.states[node.index()] = NodeState::Up;
        // Had it come back otherwise, the restart would cut the next crash short.
        if let Some(restart) = self.scene.nodes[node.index()].restart.take() {
            self.withdraw(restart);
        }
        let restarted = &mut self.scene.nodes[node.index()];
        restarted.incarnation += 1;
        let what = What::Restarted { incarnation: restarted.incarnation };
        let event = self.tell(Place::Node(node), cause, what, Given::None);
        self.start_declared(node, Some(event));
    }

    // Empties a seat. What waited there is lost, who waited for it goes on, what was asked of it is unknown.
    fn vacate(&mut self, actor: ActorId, event: EventId, leaving: Leaving) {
        self.take_leave(actor, event, leaving);
        self.announce_breaks(event);
    }

    fn take_leave(&mut self, actor: ActorId, event: EventId, leaving: Leaving) {
        self.forget_operations(actor, Some(event));
        self.medium.gone(actor);
        let seat = &mut self.seats[actor.index()];
        let occupant = core::mem::replace(&mut seat.occupant, Occupant::Nobody);
        let ruled = seat.reasons.has(Reasons::RULED);
        seat.reasons = Reasons::VACANT;
        if ruled {
            seat.reasons.set(Reasons::RULED);
        }
        // What an actor does when it is dropped is its own code as well.
        if let Err(caught) = self.catcher.catch(|| drop(occupant)) {
            self.panicked(actor, Some(event), caught);
        }
        let Some(extras) = &mut self.seats[actor.index()].extras else { return };
        let timers = core::mem::take(&mut extras.timers).into_iter().map(|(handle, _)| handle);
        for step in timers.chain(extras.turn.take()) {
            self.withdraw(step);
        }
        let extras = self.seats[actor.index()].extras();
        let lost: Vec<_> =
            extras.serving.take().into_iter().chain(extras.queue.drain(..)).collect();
        let waiting: Vec<_> = extras.waiting.drain(..).collect();
        let rest: Vec<Effect<P>> = extras.rest.drain(..).collect();
        let blocked_on = extras.blocked_on.take();
        let late: Vec<Due<P>> = extras.late.drain(..).collect();
        let count = lost.len() as u64;
        let cause = match leaving {
            Leaving::Crashed => {
                extras.books.mailbox.lost += count;
                DropCause::ReceiverCrashed
            }
            Leaving::Ended => {
                extras.books.mailbox.ended += count;
                DropCause::ReceiverEnded
            }
        };
        if blocked_on.is_some() {
            extras.books.outbox.lost += 1;
        }
        extras.clear();
        if let Some(on) = blocked_on {
            let queue = &mut self.seats[on.index()].extras().waiting;
            queue.retain(|waiting| {
                waiting.from != actor || !matches!(waiting.arrears, Arrears::Sending(_))
            });
        }
        for letter in lost {
            self.tell_dropped(actor, &letter, cause);
        }
        late.into_iter().for_each(|due| self.never_called(actor, due));
        for waiting in waiting {
            match waiting.arrears {
                // It waited for itself, and has been counted.
                Arrears::Sending(_) if waiting.from == actor => {}
                // Senders live on the same node: in a crash they are gone as well, else they go on.
                Arrears::Sending(asked) if leaving == Leaving::Ended => {
                    self.unblock(waiting.from, asked);
                    self.post(waiting.from, asked, actor, waiting.key, waiting.message);
                }
                Arrears::Sending(_) => {
                    let sender = self.seats[waiting.from.index()].extras();
                    if sender.blocked_on.take().is_some() {
                        sender.books.outbox.lost += 1;
                    }
                }
                Arrears::Nothing(departure) | Arrears::Stream(departure) => {
                    let what = What::Dropped { from: waiting.from, to: actor, cause };
                    let place = self.place(actor);
                    self.tell(place, Some(departure), what, Given::Message(&waiting.message));
                }
            }
        }
        rest.iter().for_each(|effect| self.discard(effect));
    }

    // What the scene knows of the actor; a spawned one never comes back.
    fn forget(&mut self, actor: ActorId) {
        self.scene.forget(actor);
        if actor.generation > 0 {
            let books = self.seats[actor.index()].books();
            if let Err(imbalance) = books.check(actor) {
                panic!("the books of an actor balance when it ends: {imbalance}");
            }
            self.seats[actor.index()].extras = None;
            self.seats[actor.index()].close_books();
        }
    }

    // Whether the operation was open, which it is no more.
    pub(super) fn close(&mut self, actor: ActorId, operation: OperationId) -> bool {
        let Some(extras) = &mut self.seats[actor.index()].extras else { return false };
        let found = extras.open.iter().position(|&open| open == operation);
        found.map(|index| extras.open.remove(index)).is_some()
    }

    // Nobody will know how they end.
    pub(super) fn forget_operations(&mut self, actor: ActorId, cause: Option<EventId>) {
        let seat = &mut self.seats[actor.index()];
        let place = Place::Actor(seat.node, actor);
        let Some(extras) = &mut seat.extras else { return };
        for operation in core::mem::take(&mut extras.open) {
            self.tell(place, cause, What::Unknown { operation }, Given::None);
        }
    }

    // A name for what is done to a node.
    pub(super) fn node_name_hash(&self, node: NodeId) -> u64 {
        self.scene.directory.node_name(node).map_or(0, text_hash)
    }

    pub(super) fn describe_node(&self, node: NodeId) -> String {
        String::from(self.scene.directory.node_name(node).unwrap_or("?"))
    }
}
