//! What the medium holds back: when it goes on, and when it is dropped.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use super::World;
use super::pending::{Flight, Lane, Tag};
use crate::actor::Actor;
use crate::channel::Channel;
use crate::chronicle::Given;
use crate::duration::Duration;
use crate::event::What;
use crate::id::ActorId;
use crate::medium::{Arrival, Medium, Trip};
use crate::protocol::Protocol;

/// The copies that the medium holds back, in the order in which they would have arrived.
pub(super) struct Held<P: Protocol> {
    flights: Vec<(Flight<P>, Option<Tag>)>,
    // How many there are of each stream: what arrives by another one needn't look for any.
    of_streams: BTreeMap<(ActorId, ActorId), u32>,
}

impl<P: Protocol> Held<P> {
    pub(super) const fn new() -> Self {
        Self { flights: Vec::new(), of_streams: BTreeMap::new() }
    }

    pub(super) fn clear(&mut self) {
        self.flights.clear();
        self.of_streams.clear();
    }

    pub(super) fn count(&self) -> u64 {
        self.flights.len() as u64
    }

    pub(super) fn has_of_stream(&self, from: ActorId, to: ActorId) -> bool {
        !self.of_streams.is_empty() && self.of_streams.contains_key(&(from, to))
    }

    fn push(&mut self, flight: Flight<P>, tag: Option<Tag>) {
        if P::channel(&flight.message) == Channel::Stream {
            *self.of_streams.entry((flight.from, flight.to)).or_default() += 1;
        }
        self.flights.push((flight, tag));
    }

    fn take(&mut self) -> Vec<(Flight<P>, Option<Tag>)> {
        self.of_streams.clear();
        core::mem::take(&mut self.flights)
    }

    // Takes one out that is of a stream.
    fn remove(&mut self, index: usize) -> (Flight<P>, Option<Tag>) {
        let (flight, tag) = self.flights.remove(index);
        let stream = (flight.from, flight.to);
        if let Some(count) = self.of_streams.get_mut(&stream) {
            *count -= 1;
            if *count == 0 {
                self.of_streams.remove(&stream);
            }
        }
        (flight, tag)
    }

    // The next one of this stream, from that place on.
    fn next_of_stream(&self, from: ActorId, to: ActorId, place: usize) -> Option<usize> {
        let is_it = |(flight, _): &(Flight<P>, Option<Tag>)| {
            (flight.from, flight.to) == (from, to) && P::channel(&flight.message) == Channel::Stream
        };
        Some(place + self.flights.get(place..)?.iter().position(is_it)?)
    }
}

impl<P: Protocol, M: Medium<P>, A: Actor<P>> World<P, M, A> {
    #[cold]
    #[inline(never)]
    pub(super) fn hold(&mut self, flight: Flight<P>, tag: Option<Tag>) {
        self.tell_held(&flight);
        self.held.push(flight, tag);
    }

    #[cold]
    #[inline(never)]
    pub(super) fn delay(&mut self, flight: Flight<P>, after: Duration, tag: Option<Tag>) {
        self.tell_held(&flight);
        self.release(flight, after, tag);
    }

    fn tell_held(&mut self, flight: &Flight<P>) {
        let what = What::Held { from: flight.from, to: flight.to };
        let place = self.place(flight.to);
        self.tell(place, Some(flight.origin.event()), what, Given::Message(&flight.message));
    }

    // A fault has struck: what is held back may go on now, or be dropped, or be held still.
    pub(super) fn ask_held(&mut self) {
        for (flight, tag) in self.held.take() {
            let trip = self.trip(&flight);
            match self.wait(trip) {
                None => self.held.push(flight, tag),
                Some(after) => self.release(flight, after, tag),
            }
        }
    }

    // A message has arrived by a stream, and what follows in it may go on: for all others nothing has changed.
    pub(super) fn ask_next(&mut self, from: ActorId, to: ActorId) {
        let mut place = 0;
        while let Some(index) = self.held.next_of_stream(from, to, place) {
            let trip = self.trip(&self.held.flights[index].0);
            if let Some(after) = self.wait(trip) {
                let (flight, tag) = self.held.remove(index);
                self.release(flight, after, tag);
                place = index;
            } else {
                place = index + 1;
            }
        }
    }

    fn trip(&self, flight: &Flight<P>) -> Option<Trip> {
        let node_of = |actor| self.scene.directory.node_of(actor);
        Some(flight.trip(node_of(flight.from)?, node_of(flight.to)?))
    }

    // After how long it goes on, to arrive or to be dropped; none while it is held.
    fn wait(&mut self, trip: Option<Trip>) -> Option<Duration> {
        let Some(trip) = trip else { return Some(Duration::ZERO) };
        match self.medium.arrive(&trip, self.scene.now) {
            Arrival::Held => None,
            Arrival::Late(after) => Some(after),
            Arrival::Enters | Arrival::Dropped(_) => Some(Duration::ZERO),
        }
    }

    // What was held back is about to arrive again. It is a step of its own, also at this instant: it can be listed, and
    // ends with the run.
    fn release(&mut self, flight: Flight<P>, after: Duration, tag: Option<Tag>) {
        let tag = tag.map(|tag| Tag { released: tag.released.saturating_add(1), ..tag });
        self.launch(Flight { lane: Lane::Released, ..flight }, after, tag);
    }
}
