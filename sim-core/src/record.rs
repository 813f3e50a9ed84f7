//! Records: the events of a run, kept.

use alloc::collections::VecDeque;
use alloc::vec::Vec;
use core::fmt;

use crate::event::{Event, Kept, Place, What};
use crate::id::EventId;
use crate::protocol::Protocol;
use crate::time::Time;

/// Which events are kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Recording {
    /// None.
    Off,
    /// All.
    All,
    /// The last so many.
    Last(usize),
}

/// The events that were kept, in order.
pub struct Record<P: Protocol> {
    recording: Recording,
    // Chunks instead of one growing list: growing copies everything that is already there.
    chunks: Vec<Vec<Entry<P>>>,
    // Invariant: the chunks from here on are empty and wait to be used again.
    filled: usize,
    ring: VecDeque<Entry<P>>,
}

struct Entry<P: Protocol> {
    id: EventId,
    time: Time,
    place: Place,
    cause: Option<EventId>,
    what: What,
    kept: Kept<P>,
}

const CHUNK: usize = 4096;

impl<P: Protocol> Record<P> {
    pub(crate) const fn new(recording: Recording) -> Self {
        Self { recording, chunks: Vec::new(), filled: 0, ring: VecDeque::new() }
    }

    pub(crate) const fn is_on(&self) -> bool {
        !matches!(self.recording, Recording::Off)
    }

    pub(crate) fn push(
        &mut self,
        id: EventId,
        (time, place, cause, what): (Time, Place, Option<EventId>, What),
        kept: Kept<P>,
    ) {
        let entry = Entry { id, time, place, cause, what, kept };
        match self.recording {
            Recording::Off => {}
            Recording::All => self.push_chunked(entry),
            Recording::Last(count) => {
                self.ring.push_back(entry);
                while self.ring.len() > count {
                    self.ring.pop_front();
                }
            }
        }
    }

    fn push_chunked(&mut self, entry: Entry<P>) {
        if self.filled == 0 || self.chunks[self.filled - 1].len() == CHUNK {
            if self.filled == self.chunks.len() {
                self.chunks.push(Vec::with_capacity(CHUNK));
            }
            self.filled += 1;
        }
        self.chunks[self.filled - 1].push(entry);
    }

    pub(crate) fn clear(&mut self) {
        for chunk in &mut self.chunks[..self.filled] {
            chunk.clear();
        }
        self.filled = 0;
        self.ring.clear();
    }

    /// The number of events that were kept.
    pub fn len(&self) -> usize {
        let last = self.filled.checked_sub(1);
        last.map_or(0, |last| last * CHUNK + self.chunks[last].len()) + self.ring.len()
    }

    /// Whether none was kept.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The events that were kept, in the order in which they happened.
    pub fn iter(&self) -> impl Iterator<Item = Event<'_, P>> {
        self.from(0)
    }

    /// The events that were kept, from this one on. However many there are before it, none of them is looked at.
    ///
    /// ```
    /// use sim_core::EventId;
    /// use sim_core::prelude::*;
    /// # struct Words;
    /// # impl Protocol for Words {
    /// #     type Message = u8;
    /// #     type Fact = ();
    /// #     type Timer = ();
    /// #     type Operation = ();
    /// #     type Outcome = ();
    /// #     type View = ();
    /// # }
    /// # struct Ping;
    /// # impl Actor<Words> for Ping {
    /// #     fn on_start(&mut self, ctx: &mut Context<'_, Words>) {
    /// #         let me = ctx.me();
    /// #         ctx.send(me, 3);
    /// #     }
    /// #     fn on_message(&mut self, from: ActorId, left: u8, ctx: &mut Context<'_, Words>) {
    /// #         if left > 0 { ctx.send(from, left - 1); }
    /// #     }
    /// # }
    /// # let mut world = Setup::<Words, _>::new(Wire::perfect(millis(1))).node("ping", |_| Ping).build()?;
    /// world.keep(Recording::All);
    /// // Looks at each event once, before each step.
    /// let (mut read, mut told) = (0, 0);
    /// world.run_until(Stop::idle(), |world| {
    ///     for event in world.record().since(EventId::nth(read)) {
    ///         read += 1;
    ///         told += usize::from(event.message().is_some());
    ///     }
    ///     false
    /// });
    /// let all = world.record().iter().filter(|event| event.message().is_some()).count();
    /// assert!(told > 0 && told == all);
    /// # Ok::<(), SetupError>(())
    /// ```
    pub fn since(&self, id: EventId) -> impl Iterator<Item = Event<'_, P>> {
        self.from(self.place(id).unwrap_or_default())
    }

    /// The event with this number, if it was kept.
    pub fn get(&self, id: EventId) -> Option<Event<'_, P>> {
        self.from(self.place(id)?).next()
    }

    // Where an event would be; none if it was before all that was kept. Their numbers are without gaps.
    fn place(&self, id: EventId) -> Option<usize> {
        let first = self.chunks.first().and_then(|chunk| chunk.first()).or(self.ring.front())?;
        let place = id.index().checked_sub(first.id.index())?;
        Some(usize::try_from(place).unwrap_or(usize::MAX))
    }

    // The events from this place on. There are chunks or there is a ring, never both.
    fn from(&self, place: usize) -> impl Iterator<Item = Event<'_, P>> {
        let filled = &self.chunks[..self.filled];
        let (first, later) = match filled.get(place / CHUNK..) {
            Some([first, later @ ..]) => (first.get(place % CHUNK..).unwrap_or_default(), later),
            Some([]) | None => (&[][..], &[][..]),
        };
        let ring = self.ring.range(place.min(self.ring.len())..);
        first.iter().chain(later.iter().flatten()).chain(ring).map(Entry::as_event)
    }
}

impl<P: Protocol> Entry<P> {
    const fn as_event(&self) -> Event<'_, P> {
        Event {
            id: self.id,
            time: self.time,
            place: self.place,
            cause: self.cause,
            what: self.what,
            payload: self.kept.as_payload(),
        }
    }
}

impl<P: Protocol> fmt::Debug for Record<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Silence;

    impl Protocol for Silence {
        type Message = ();
        type Fact = ();
        type Timer = ();
        type Operation = ();
        type Outcome = ();
        type View = ();
    }

    fn push(record: &mut Record<Silence>, ids: core::ops::Range<u64>) {
        for id in ids {
            let event = (Time::from_nanos(id), Place::World, None, What::Marked);
            record.push(EventId(id), event, Kept::None);
        }
    }

    #[track_caller]
    fn check(record: &Record<Silence>, kept: core::ops::Range<u64>) {
        let ids = |id| record.since(EventId(id)).map(|event| event.id.0).collect::<Vec<_>>();
        assert_eq!(record.iter().map(|event| event.id.0).collect::<Vec<_>>(), ids(0));
        assert_eq!(record.len() as u64, kept.end - kept.start);
        let chunk = CHUNK as u64;
        for id in [0, 1, 99, 100, chunk - 1, chunk, chunk + 99, chunk + 100, 3 * chunk, u64::MAX] {
            assert_eq!(ids(id), (id.max(kept.start)..kept.end).collect::<Vec<_>>(), "since {id}");
            let found = record.get(EventId(id)).map(|event| event.id.0);
            assert_eq!(found, kept.contains(&id).then_some(id), "{id}");
        }
    }

    #[test]
    fn events_are_found_by_their_numbers() {
        let mut record = Record::new(Recording::All);
        check(&record, 0..0);
        let chunk = CHUNK as u64;
        for end in [1, 2, chunk - 1, chunk, chunk + 1, 2 * chunk + 7] {
            record.clear();
            push(&mut record, 0..end);
            check(&record, 0..end);
        }
    }

    #[test]
    fn events_are_found_where_keeping_began_later() {
        let mut record = Record::new(Recording::All);
        let end = 2 * CHUNK as u64 + 300;
        push(&mut record, 100..end);
        check(&record, 100..end);
    }

    #[test]
    fn the_last_events_are_found_by_their_numbers() {
        let mut record = Record::new(Recording::Last(150));
        push(&mut record, 0..250);
        check(&record, 100..250);
        record.clear();
        check(&record, 0..0);
    }

    #[test]
    fn what_was_not_kept_is_not_found() {
        let mut record = Record::new(Recording::Off);
        push(&mut record, 0..10);
        check(&record, 0..0);
    }
}
