//! Messages sent: their fate is settled, and they are launched, each copy for itself.

use alloc::boxed::Box;

use super::World;
use super::apply::Flow;
use super::listing::Subject;
use super::pending::{Flight, Lane, Limbo, Origin, Parcel, Pending, Tag};
use crate::actor::Actor;
use crate::channel::Channel;
use crate::choice::Site;
use crate::chooser::Words;
use crate::chronicle::Given;
use crate::duration::Duration;
use crate::effect::Sending;
use crate::event::{DropCause, Place, What};
use crate::id::{ActorId, EventId, NodeId};
use crate::key::{Key, Kind};
use crate::medium::{Departure, Medium, Trip};
use crate::mix::mix;
use crate::protocol::Protocol;
use crate::schedule::Class;
use crate::stop::Ending;

impl<P: Protocol, M: Medium<P>, A: Actor<P>> World<P, M, A> {
    #[inline(always)]
    pub(super) fn send(
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
        if P::channel(&message) == Channel::Stream && !self.has_room(from, event, to, &message) {
            self.stalled = Some(Sending { to, after, key, message: Some(message) });
            return Flow::Waits;
        }
        self.send_remote((from, source), event, (to, target), after, key, message);
        Flow::On
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
        message: P::Message,
    ) {
        self.seats[from.index()].sent += 1;
        self.wire.sent += 1;
        let place = Place::Actor(source, from);
        let cause = self.tell(place, Some(event), What::Sent { to }, Given::Message(&message));
        let departs = self.scene.now.saturating_add(after);
        let channel = P::channel(&message);
        let trip = Trip { source, target, from, to, channel, departs, message: cause };
        if let Some(way) = self.medium.route(&trip) {
            self.tell(place, Some(cause), What::Routed { to }, Given::Text(&way));
        }
        self.fate.calm_down();
        if let Some(stream) = self.scene.chooser.drawing(Site::Copies) {
            self.medium.draw(&trip, &message, stream, &mut self.fate);
            // What a medium draws has to be what a schedule could ask for.
            self.fate.copies = self.fate.copies.min(Site::COPIES_MAX);
            let most = self.medium.delay_max(&trip);
            let most = most.min(Duration::from_nanos(Site::Delay.largest()));
            for delay in &mut self.fate.delays[..usize::from(self.fate.copies)] {
                *delay = (*delay).min(most);
            }
        }
        let tag = if self.scene.chooser.attentive() {
            Some(self.settle_fate(&trip, from, to, key, &message))
        } else {
            None
        };
        let lane = if after == Duration::ZERO {
            Lane::Wire
        } else {
            self.scene.nodes[source.index()].delays = true;
            Lane::DelayedWire
        };
        let origin = Origin::new(cause, 0);
        let mut flight = Flight { from, to, origin, departs, lane, message };
        if lane == Lane::DelayedWire && !self.medium.departs_anytime() {
            self.keep_parcel(flight, after, tag);
            return;
        }
        self.medium.tamper(&trip, &flight.message, &mut self.fate);
        if self.fate.damage != 0 && self.fate.copies > 0 {
            self.damage(event, &mut flight);
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
        let Parcel { mut flight, fate, tag } = parcel;
        let node_of = |actor| self.scene.directory.node_of(actor);
        let (Some(source), Some(target)) = (node_of(flight.from), node_of(flight.to)) else {
            unreachable!("a message for another node has two nodes");
        };
        self.fate = fate;
        let trip = flight.trip(source, target);
        self.medium.tamper(&trip, &flight.message, &mut self.fate);
        if self.fate.damage != 0 && self.fate.copies > 0 {
            self.damage(flight.origin.event(), &mut flight);
        }
        self.send_copies(&trip, flight, Duration::ZERO, tag);
    }

    // The protocol's own code, which may panic like a handler.
    #[cold]
    fn damage(&mut self, event: EventId, flight: &mut Flight<P>) {
        let seed = self.fate.damage;
        let &mut Flight { from, to, origin, ref mut message, .. } = flight;
        if let Err(caught) = self.catcher.catch(|| P::damage(message, seed)) {
            self.panicked(from, Some(event), caught);
            return;
        }
        // Its sender can't know.
        let place = self.place(to);
        let what = What::Damaged { from, to };
        self.tell(place, Some(origin.event()), what, Given::Message(message));
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
                // How late it was counts only where a list has to tell it; elsewhere it may be as late as may be.
                let weighs = self.medium.lateness_weighs(trip);
                let spare = if weighs { Duration::ZERO } else { self.medium.delay_max(trip) };
                let range = (takes[0], takes[0].saturating_add(spare));
                self.linger(flight, tag, takes.len(), range);
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
        self.rest_chain(flight.origin.event());
        let what = What::Dropped { from: flight.from, to: flight.to, cause };
        let place = self.place(flight.from);
        self.tell(place, Some(flight.origin.event()), what, Given::Message(&flight.message));
    }

    #[inline(always)]
    pub(super) fn launch(&mut self, flight: Flight<P>, takes: Duration, tag: Option<Tag>) {
        let released = flight.lane == Lane::Released;
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
        if released && self.waits.on() {
            self.begin_wait(handle, Class::Arrive, (takes, takes));
        }
    }

    fn linger(
        &mut self,
        flight: Flight<P>,
        tag: Tag,
        travelling: usize,
        range: (Duration, Duration),
    ) {
        let travelling = u8::try_from(travelling).unwrap_or(Site::COPIES_MAX);
        let (since, begun) = (self.scene.now, self.last_step());
        let limbo = Limbo { flight, tag, since, begun, range, travelling, arrived: 0 };
        let before = self.limbo.insert(tag.key, limbo);
        assert!(before.is_none(), "no two messages of a run have one key");
    }

    // How late a message is drawn to be, if the medium hasn't the last word on that.
    #[cold]
    #[inline(never)]
    fn set_pace(&mut self, trip: &Trip) {
        if self.scene.chooser.drawing(Site::Copies).is_some() {
            let most = self.medium.delay_max(trip);
            let most = most.min(Duration::from_nanos(Site::Delay.largest()));
            let delays = &mut self.fate.delays[..usize::from(self.fate.copies)];
            self.pace.delay(trip.message, self.chronicle.causes(), most, delays);
        }
    }

    // What chance did to a message, as a schedule says or as it is recorded, under the message's key; where nobody asks for
    // keys, as the tempo says, and the tag is nothing.
    fn settle_fate(
        &mut self,
        trip: &Trip,
        from: ActorId,
        to: ActorId,
        key: Key,
        message: &P::Message,
    ) -> Tag {
        self.set_pace(trip);
        if !self.scene.chooser.keyed() {
            return Tag { key, kind: Kind(0), rank: 0, released: 0 };
        }
        let tag = self.tag(from, to, key, message);
        let is_drawn = self.scene.chooser.drawing(Site::Copies).is_some();
        let drawn = |value: u64| is_drawn.then_some(value);
        let fate = &mut self.fate;
        let chooser = &mut self.scene.chooser;
        let before = chooser.recorded().len();
        let kept = self.kept.len();
        let words = |copy, weighs| Words::Message { kept, copy, weighs };
        let copies = usize::from(fate.copies.min(Site::COPIES_MAX));
        fate.delays[..copies].sort_unstable();
        let largest = Site::Copies.largest();
        let times = drawn(fate.copies.into());
        let times = chooser.settle((Site::Copies, key), largest, 1, times, || words(0, false));
        fate.copies = u8::try_from(times).unwrap_or(Site::COPIES_MAX);
        if fate.copies > 0 {
            let aside = drawn(fate.aside.into());
            let name = (Site::Aside, key);
            fate.aside = chooser.settle(name, 1, 0, aside, || words(0, false)) == 1;
            let damage = drawn(fate.damage.into());
            let largest = Site::Damage.largest();
            let damage =
                chooser.settle((Site::Damage, key), largest, 0, damage, || words(0, false));
            fate.damage = u32::try_from(damage).unwrap_or(u32::MAX);
        }
        let weighs = self.medium.lateness_weighs(trip);
        let max = self.medium.delay_max(trip).as_nanos().min(Site::Delay.largest());
        for copy in 0..fate.copies {
            let delay = &mut fate.delays[usize::from(copy)];
            let late = drawn(if usize::from(copy) < copies { delay.as_nanos() } else { 0 });
            let name = (Site::Delay, key.copy(copy));
            *delay =
                Duration::from_nanos(chooser.settle(name, max, 0, late, || words(copy, weighs)));
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
        let seat = &mut self.seats[from.index()];
        seat.local_sent += 1;
        self.scene.nodes[seat.node.index()].delays = true;
        let cause = self.tell(place, Some(event), What::Sent { to }, Given::Message(&message));
        let departs = self.scene.now.saturating_add(after);
        let tag = self.scene.chooser.keyed().then(|| self.tag(from, to, key, &message));
        let origin = Origin::new(cause, 0);
        let flight = Flight { from, to, origin, departs, lane: Lane::Local, message };
        match tag {
            Some(tag) if self.scene.chooser.silent() => self.linger(flight, tag, 1, (after, after)),
            tag => self.launch(flight, after, tag),
        }
        Flow::On
    }
}
