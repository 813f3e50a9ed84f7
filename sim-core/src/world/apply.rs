//! Effects applied: one after the other, in the order in which the handler asked for them.

use alloc::boxed::Box;

use super::World;
use super::listing::Subject;
use super::pending::{Flight, Lane, Limbo, Origin, Parcel, Pending, Tag};
use crate::actor::{Actor, Exit, Signal};
use crate::choice::Site;
use crate::chooser::Words;
use crate::chronicle::Given;
use crate::duration::Duration;
use crate::effect::{DiskNote, Effect, Sending};
use crate::event::{DropCause, Place, What};
use crate::id::{ActorId, EventId, NodeId};
use crate::key::{Key, Role};
use crate::mailbox::Mailbox;
use crate::medium::{Departure, Medium, Trip};
use crate::mix::mix;
use crate::protocol::Protocol;
use crate::seat::{Due, Notice, Occupant, Reasons, Seat, Task};
use crate::stop::Ending;

/// Whether the rest of the list is applied now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Flow {
    /// It is.
    On,
    /// It waits.
    Waits,
    /// The actor is gone: it never is.
    Gone,
}

impl<P: Protocol, M: Medium<P>, A: Actor<P>> World<P, M, A> {
    // Applies the list that a handler wrote. No handler runs meanwhile, so nothing is added to it.
    #[inline(always)]
    pub(super) fn apply_effects(&mut self, actor: ActorId, event: EventId) {
        loop {
            let flow = if let Some(effect) = self.effects.next_other() {
                self.apply(actor, event, effect)
            } else if let Some(&mut Sending { to, after, key, ref mut message }) =
                self.effects.next_send()
            {
                let Some(message) = message.take() else { continue };
                self.send(actor, event, to, after, key, message)
            } else {
                break;
            };
            if flow != Flow::On {
                self.break_off(actor, event, flow);
            }
        }
        self.effects.clear();
    }

    // The rest of the list waits, or never comes.
    #[cold]
    fn break_off(&mut self, actor: ActorId, event: EventId, flow: Flow) {
        let rest = self.effects.take_rest();
        if flow == Flow::Waits {
            let rest_key = self.scene.lineage.rest();
            let extras = self.seats[actor.index()].extras();
            assert!(extras.rest.is_empty(), "an actor whose list waits handles nothing");
            extras.rest_of = event;
            extras.rest_key = rest_key;
            extras.rest = rest;
        } else {
            rest.iter().for_each(|effect| self.discard(effect));
        }
    }

    // Goes on with a list that had to wait.
    pub(super) fn resume(&mut self, actor: ActorId) {
        if self.seat(actor).is_none() {
            return;
        }
        self.seats[actor.index()].reasons.clear(Reasons::BLOCKED);
        // Other handlers have run meanwhile: what these effects lead to has its name from the one that asked.
        let rest_key = self.seats[actor.index()].extras().rest_key;
        self.scene.lineage.enter(rest_key);
        self.seats[actor.index()].extras().rest_key = self.scene.lineage.rest();
        loop {
            let extras = self.seats[actor.index()].extras();
            let event = extras.rest_of;
            let Some(effect) = extras.rest.pop_front() else { break };
            match self.apply(actor, event, effect) {
                Flow::On => {}
                Flow::Waits => return,
                Flow::Gone => break,
            }
        }
        self.ensure_turn(actor);
    }

    // An effect that will never be applied.
    pub(super) fn discard(&mut self, effect: &Effect<P>) {
        if let Effect::Spawn { child, .. } = effect {
            let remember = self.scene.chooser.keyed();
            self.scene.directory.release(*child, remember);
        }
    }

    #[inline(always)]
    fn send(
        &mut self,
        from: ActorId,
        event: EventId,
        to: ActorId,
        after: Duration,
        key: Key,
        message: P::Message,
    ) -> Flow {
        let seat = &mut self.seats[from.index()];
        seat.requested += 1;
        let source = seat.node;
        // Nobody's address, a ghost's child's, is nowhere: such a message stays on its node and is dropped there.
        let target = self.scene.directory.node_of(to).unwrap_or(source);
        if target == source {
            return self.send_local(from, event, to, after, key, message);
        }
        self.send_remote((from, source), event, (to, target), after, key, message);
        Flow::On
    }

    #[inline(never)]
    fn apply(&mut self, actor: ActorId, event: EventId, effect: Effect<P>) -> Flow {
        let place = self.place(actor);
        let cause = Some(event);
        match effect {
            Effect::Send(Sending { to, after, key, message }) => {
                return match message {
                    Some(message) => self.send(actor, event, to, after, key, message),
                    None => Flow::On,
                };
            }
            Effect::SetTimer { least, most, extra, timer } => {
                self.set_timer(actor, event, (least, most, extra), timer);
            }
            Effect::CancelTimer(timer) => {
                if self.disarm(actor, &timer) {
                    self.tell(place, cause, What::TimerCancelled, Given::Timer(&timer));
                }
            }
            Effect::Spawn { child, rules, actor: body } => {
                self.spawn(actor, event, child, rules, body);
            }
            Effect::Monitor(peer) => self.monitor(actor, event, peer),
            Effect::Link(peer) => self.link(actor, event, peer),
            Effect::Tell(fact) => {
                self.tell(place, cause, What::Told, Given::Fact(fact));
            }
            Effect::Invoke { operation, asked } => {
                self.seats[actor.index()].extras().open.push(operation);
                self.tell(place, cause, What::Invoked { operation }, Given::Operation(&asked));
            }
            Effect::Succeed { operation, outcome } => {
                if self.close(actor, operation) {
                    let what = What::Succeeded { operation };
                    self.tell(place, cause, what, Given::Outcome(outcome));
                }
            }
            Effect::Fail(operation) => {
                if self.close(actor, operation) {
                    self.tell(place, cause, What::Failed { operation }, Given::None);
                }
            }
            Effect::Forget(operation) => {
                if self.close(actor, operation) {
                    self.tell(place, cause, What::Unknown { operation }, Given::None);
                }
            }
            Effect::Mark(name) => {
                self.tell(place, cause, What::Marked, Given::Text(name));
            }
            Effect::Chose { name, value } => {
                self.tell(place, cause, What::Chose { value }, Given::Text(name));
            }
            Effect::Disk { note, file } => {
                let what = match note {
                    DiskNote::Wrote(bytes) => What::Wrote { bytes },
                    DiskNote::Deleted => What::Deleted,
                    DiskNote::Synced { mark } => {
                        let node = self.seats[actor.index()].node;
                        self.scene.nodes[node.index()].disk.sync_to(mark);
                        What::Synced
                    }
                    DiskNote::Failed => What::DiskFailed,
                };
                self.tell(place, cause, what, Given::Text(&file));
            }
            Effect::Work(time) => return self.work(actor, event, time),
            Effect::CrashHere { point } => {
                self.crash_at(actor, event, &point);
                return Flow::Gone;
            }
            Effect::Exit => {
                self.exit(actor, cause, Exit::Stopped);
                return Flow::Gone;
            }
            Effect::Die(caught) => {
                self.panicked(actor, cause, *caught);
                return Flow::Gone;
            }
        }
        Flow::On
    }

    fn work(&mut self, actor: ActorId, event: EventId, time: Duration) -> Flow {
        if time == Duration::ZERO {
            return Flow::On;
        }
        let place = self.place(actor);
        self.tell(place, Some(event), What::Working { time }, Given::None);
        self.seats[actor.index()].reasons.set(Reasons::WORKING);
        self.push_turn(actor, self.slowed(actor, time));
        Flow::Waits
    }

    // Puts a pending thing into the queue, if its time can be told.
    #[inline(always)]
    pub(super) fn push_after(
        &mut self,
        after: Duration,
        pending: Pending<P>,
    ) -> Option<crate::queue::Handle> {
        let Some(time) = self.scene.now.checked_add(after) else {
            self.end(Ending::TimeOverflow);
            return None;
        };
        Some(self.queue.push(time, pending))
    }

    #[inline]
    fn set_timer(
        &mut self,
        actor: ActorId,
        event: EventId,
        (least, most, extra): (Duration, Duration, Duration),
        timer: P::Timer,
    ) {
        self.disarm(actor, &timer);
        let node = self.seats[actor.index()].node;
        let place = Place::Actor(node, actor);
        let what = What::TimerSet { least, most };
        let cause = self.tell(place, Some(event), what, Given::Timer(&timer));
        let after = least.saturating_add(extra);
        let Some(span) = self.scene.nodes[node.index()].clock.global_span(after) else {
            self.end(Ending::TimeOverflow);
            return;
        };
        if let Some(handle) = self.push_after(span, Pending::Timer { actor, cause }) {
            self.seats[actor.index()].extras().timers.push((handle, timer));
        }
    }

    // Takes back the timer that is equal to this one, whether it is still to come or late.
    fn disarm(&mut self, actor: ActorId, timer: &P::Timer) -> bool {
        let Some(extras) = &mut self.seats[actor.index()].extras else { return false };
        let late = extras
            .late
            .iter()
            .position(|due| matches!(&due.task, Task::Timer(late) if late == timer));
        if let Some(late) = late {
            extras.late.remove(late);
            return true;
        }
        let armed = extras.timers.iter().position(|(_, armed)| armed == timer);
        let Some(armed) = armed else { return false };
        let (handle, _) = extras.timers.swap_remove(armed);
        self.withdraw(handle);
        true
    }

    fn spawn(
        &mut self,
        parent: ActorId,
        event: EventId,
        child: ActorId,
        rules: Option<Box<Mailbox>>,
        body: Box<dyn Actor<P>>,
    ) {
        let node = self.seats[parent.index()].node;
        let mut seat = Seat::new(node, child.generation);
        seat.occupant = Occupant::Spawned(body);
        seat.reasons = Reasons::UNSTARTED;
        // One that was called into being later, but by a list that had not to wait, may be there already.
        while self.seats.len() <= child.index() {
            let seat = u32::try_from(self.seats.len()).expect("seats are counted in 32 bits");
            let vacant = ActorId { seat, generation: 0 };
            let node = self.scene.directory.node_of(vacant).unwrap_or(node);
            self.seats.push(Seat::new(node, 0));
        }
        self.seats[child.index()] = seat;
        if let Some(rules) = rules {
            self.rule(child, *rules);
        }
        self.scene.nodes[node.index()].spawned.insert(child);
        let path = self.scene.directory.name(child);
        let place = Place::Actor(node, parent);
        let what = What::Spawned { child };
        let event =
            self.chronicle.tell(self.scene.now, place, Some(event), what, Given::Text(path));
        let due = Due {
            cause: Some(event),
            key: Key::NONE,
            incarnation: self.incarnation(child),
            task: Task::Start,
        };
        self.push_after(Duration::ZERO, Pending::Task { actor: child, due: Box::new(due) });
    }

    // A peer can be watched if it is there, on the same node.
    fn watchable(&self, actor: ActorId, peer: ActorId) -> bool {
        self.seat(peer).is_some_and(|seat| seat.node == self.seats[actor.index()].node)
    }

    fn monitor(&mut self, actor: ActorId, event: EventId, peer: ActorId) {
        if self.watchable(actor, peer) {
            let monitors = &mut self.seats[peer.index()].extras().monitors;
            if !monitors.contains(&actor) {
                monitors.push(actor);
            }
        } else {
            let signal = Signal::Down { actor: peer, exit: Exit::Unreachable };
            self.push_signal(actor, event, Notice::Tell(signal));
        }
    }

    fn link(&mut self, actor: ActorId, event: EventId, peer: ActorId) {
        if !self.watchable(actor, peer) {
            self.push_signal(actor, event, Notice::Broken);
            return;
        }
        for (one, other) in [(actor, peer), (peer, actor)] {
            let links = &mut self.seats[one.index()].extras().links;
            if one != other && !links.contains(&other) {
                links.push(other);
            }
        }
    }

    pub(super) fn push_signal(&mut self, to: ActorId, cause: EventId, notice: Notice<P>) {
        let key = if self.scene.chooser.keyed() {
            let path = self.scene.directory.path_hash(to);
            self.scene.lineage.descend(Role::Signal, path)
        } else {
            Key::NONE
        };
        self.push_signal_as(key, to, cause, notice);
    }

    pub(super) fn push_signal_as(
        &mut self,
        key: Key,
        to: ActorId,
        cause: EventId,
        notice: Notice<P>,
    ) {
        let incarnation = self.incarnation(to);
        let due = Due { cause: Some(cause), key, incarnation, task: Task::Signal(notice) };
        self.push_after(Duration::ZERO, Pending::Task { actor: to, due: Box::new(due) });
    }

    // How often the actor's node has been restarted.
    pub(super) fn incarnation(&self, actor: ActorId) -> Option<u32> {
        let node = self.seats.get(actor.index())?.node;
        Some(self.scene.nodes[node.index()].incarnation)
    }

    // A message leaves for another node: chance decides its fate, the medium carries each copy.
    #[inline(always)]
    fn send_remote(
        &mut self,
        (from, source): (ActorId, NodeId),
        event: EventId,
        (to, target): (ActorId, NodeId),
        after: Duration,
        key: Key,
        mut message: P::Message,
    ) {
        self.seats[from.index()].sent += 1;
        self.wire.sent += 1;
        let place = Place::Actor(source, from);
        let cause = self.tell(place, Some(event), What::Sent { to }, Given::Message(&message));
        let departs = self.scene.now.saturating_add(after);
        let trip = Trip { source, target, departs };
        self.fate.calm_down();
        if let Some(stream) = self.scene.chooser.drawing(Site::Copies) {
            self.medium.draw(&trip, &message, stream, &mut self.fate);
            // What a medium draws has to be what a schedule could ask for.
            self.fate.copies = self.fate.copies.min(Site::COPIES_MAX);
            let most = self.medium.delay_max(&trip);
            for delay in &mut self.fate.delays[..usize::from(self.fate.copies)] {
                *delay = (*delay).min(most);
            }
        }
        let tag = if self.scene.chooser.keyed() {
            Some(self.settle_fate(&trip, from, to, key, &message))
        } else {
            None
        };
        if self.fate.damage != 0 {
            self.damage(from, event, &mut message);
        }
        let lane = if after == Duration::ZERO { Lane::Wire } else { Lane::DelayedWire };
        let origin = Origin::new(cause, 0);
        let flight = Flight { from, to, origin, departs, lane, message };
        if lane == Lane::DelayedWire && !self.medium.departs_anytime() {
            self.keep_parcel(flight, after, tag);
            return;
        }
        if self.fate.copies == 1 && tag.is_none() {
            match self.medium.depart(&trip, &flight.message, &self.fate, 0) {
                Departure::Travels(base) => {
                    let takes = after.saturating_add(base).saturating_add(self.fate.delays[0]);
                    self.launch(flight, takes, None);
                }
                Departure::Dropped(cause) => self.drop_departing(flight, cause),
            }
        } else {
            self.send_copies(&trip, flight, after, tag);
        }
    }

    // The message stays with its sender until it leaves: only then the medium is asked.
    #[cold]
    fn keep_parcel(&mut self, flight: Flight<P>, after: Duration, tag: Option<Tag>) {
        let flight = Flight { lane: Lane::Wire, ..flight };
        let parcel = Box::new(Parcel { flight, fate: self.fate.clone(), tag });
        if self.push_after(after, Pending::Depart(parcel)).is_none() {
            self.wire.dropped[DropCause::Never as usize] += 1;
        }
    }

    pub(super) fn depart(&mut self, parcel: Parcel<P>) {
        let Parcel { flight, fate, tag } = parcel;
        let node_of = |actor| self.scene.directory.node_of(actor);
        let (Some(source), Some(target)) = (node_of(flight.from), node_of(flight.to)) else {
            unreachable!("a message for another node has two nodes");
        };
        self.fate = fate;
        let trip = Trip { source, target, departs: flight.departs };
        self.send_copies(&trip, flight, Duration::ZERO, tag);
    }

    // The protocol's own code, which may panic like a handler.
    #[cold]
    fn damage(&mut self, from: ActorId, event: EventId, message: &mut P::Message) {
        let seed = self.fate.damage;
        if let Err(caught) = self.catcher.catch(|| P::damage(message, seed)) {
            self.panicked(from, Some(event), caught);
        }
    }

    // None, several, or one whose fate is to be told again.
    #[inline(never)]
    fn send_copies(&mut self, trip: &Trip, flight: Flight<P>, after: Duration, tag: Option<Tag>) {
        let copies = self.fate.copies.min(Site::COPIES_MAX);
        if copies == 0 {
            self.drop_departing(flight, DropCause::Lost);
            return;
        }
        self.wire.copies += u64::from(copies) - 1;
        // As where keys are computed: the n-th copy has the n-th delay.
        self.fate.delays[..usize::from(copies)].sort_unstable();
        let mut takes = [Duration::ZERO; Site::COPIES_MAX as usize];
        let mut travelling = 0;
        for copy in 0..copies {
            match self.medium.depart(trip, &flight.message, &self.fate, copy) {
                Departure::Travels(base) => {
                    let delay = self.fate.delays[usize::from(copy)];
                    takes[travelling] = after.saturating_add(base).saturating_add(delay);
                    travelling += 1;
                }
                Departure::Dropped(cause) => self.drop_departing(flight.clone(), cause),
            }
        }
        let takes = &mut takes[..travelling];
        // Copies are numbered by their arrival: otherwise a replay that lists arrivals would name them otherwise.
        takes.sort_unstable();
        if self.scene.chooser.silent() {
            if let Some(tag) = tag.filter(|_| travelling > 0) {
                self.linger(flight, tag, takes.len());
            }
            return;
        }
        let Some((last, first)) = takes.split_last() else { return };
        for (copy, &takes) in (0..).zip(first) {
            self.launch(flight.clone().copy(copy), takes, tag);
        }
        let copy = u8::try_from(first.len()).unwrap_or(Site::COPIES_MAX);
        self.launch(flight.copy(copy), *last, tag);
    }

    #[inline(never)]
    #[expect(clippy::needless_pass_by_value, reason = "the hot path must not lend it")]
    fn drop_departing(&mut self, flight: Flight<P>, cause: DropCause) {
        self.wire.dropped[cause as usize] += 1;
        let what = What::Dropped { from: flight.from, to: flight.to, cause };
        let place = self.place(flight.from);
        self.tell(place, Some(flight.origin.event()), what, Given::Message(&flight.message));
    }

    #[inline(always)]
    pub(super) fn launch(&mut self, flight: Flight<P>, takes: Duration, tag: Option<Tag>) {
        let Some(time) = self.scene.now.checked_add(takes) else {
            // Nothing has happened that could be told: the run ends here, with balanced books.
            self.end(Ending::TimeOverflow);
            if !flight.is_local() {
                self.wire.dropped[DropCause::Never as usize] += 1;
            }
            return;
        };
        let handle = self.queue.push(time, Pending::Arrive(flight));
        if let Some(tag) = tag {
            self.tags.insert(handle, tag);
        }
    }

    fn linger(&mut self, flight: Flight<P>, tag: Tag, travelling: usize) {
        let travelling = u8::try_from(travelling).unwrap_or(Site::COPIES_MAX);
        let before = self.limbo.insert(tag.key, Limbo { flight, tag, travelling, arrived: 0 });
        assert!(before.is_none(), "no two messages of a run have one key");
    }

    // What chance did to a message, as a schedule says or as it is recorded, under the message's key.
    fn settle_fate(
        &mut self,
        trip: &Trip,
        from: ActorId,
        to: ActorId,
        key: Key,
        message: &P::Message,
    ) -> Tag {
        let tag = self.tag(from, to, key, message);
        let is_drawn = self.scene.chooser.drawing(Site::Copies).is_some();
        let drawn = |value: u64| is_drawn.then_some(value);
        let fate = &mut self.fate;
        let chooser = &mut self.scene.chooser;
        let before = chooser.recorded().len();
        let kept = self.kept.len();
        let words = |copy| Words::Message { kept, copy };
        let copies = usize::from(fate.copies.min(Site::COPIES_MAX));
        fate.delays[..copies].sort_unstable();
        let largest = Site::Copies.largest();
        let times = drawn(fate.copies.into());
        let times = chooser.settle((Site::Copies, key), largest, 1, times, || words(0));
        fate.copies = u8::try_from(times).unwrap_or(Site::COPIES_MAX);
        if fate.copies > 0 {
            let overtakes = drawn(fate.overtakes.into());
            let name = (Site::Overtake, key);
            fate.overtakes = chooser.settle(name, 1, 0, overtakes, || words(0)) == 1;
            let damage = drawn(fate.damage.into());
            let largest = Site::Damage.largest();
            let damage = chooser.settle((Site::Damage, key), largest, 0, damage, || words(0));
            fate.damage = u32::try_from(damage).unwrap_or(u32::MAX);
        }
        let max = self.medium.delay_max(trip).as_nanos().min(Site::Delay.largest());
        for copy in 0..fate.copies {
            let delay = &mut fate.delays[usize::from(copy)];
            let late = drawn(if usize::from(copy) < copies { delay.as_nanos() } else { 0 });
            let name = (Site::Delay, key.copy(copy));
            *delay = Duration::from_nanos(chooser.settle(name, max, 0, late, || words(copy)));
        }
        if chooser.recorded().len() > before {
            self.kept.push(Subject::Message { from, to, message: message.clone() });
        }
        tag
    }

    // What keys and schedules know of a message.
    fn tag(&mut self, from: ActorId, to: ActorId, key: Key, message: &P::Message) -> Tag {
        let kind = P::kind(message);
        let directory = &self.scene.directory;
        let mut tag = Tag { key, kind, rank: 0, released: 0 };
        // The rank finds a message again whose key has changed: only listed steps ask for it.
        if self.scene.chooser.recording() || self.scene.chooser.silent() {
            let link = mix(directory.path_hash(from), directory.path_hash(to));
            let count = self.ranks.entry(mix(link, kind.0)).or_insert(0);
            *count += 1;
            tag.rank = *count - 1;
        }
        tag
    }

    // A message for an actor of the same node, after a delay or at once.
    #[inline(never)]
    fn send_local(
        &mut self,
        from: ActorId,
        event: EventId,
        to: ActorId,
        after: Duration,
        key: Key,
        message: P::Message,
    ) -> Flow {
        if after == Duration::ZERO {
            return self.post(from, event, to, key, message);
        }
        let place = self.place(from);
        self.seats[from.index()].local_sent += 1;
        let cause = self.tell(place, Some(event), What::Sent { to }, Given::Message(&message));
        let departs = self.scene.now.saturating_add(after);
        let tag = self.scene.chooser.keyed().then(|| self.tag(from, to, key, &message));
        let origin = Origin::new(cause, 0);
        let flight = Flight { from, to, origin, departs, lane: Lane::Local, message };
        match tag {
            Some(tag) if self.scene.chooser.silent() => self.linger(flight, tag, 1),
            tag => self.launch(flight, after, tag),
        }
        Flow::On
    }
}
