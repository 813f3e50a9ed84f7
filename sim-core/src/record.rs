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
        self.chunks.iter().map(Vec::len).sum::<usize>() + self.ring.len()
    }

    /// Whether none was kept.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The events that were kept, in the order in which they happened.
    pub fn iter(&self) -> impl Iterator<Item = Event<'_, P>> {
        self.chunks.iter().flatten().chain(&self.ring).map(|entry| Event {
            id: entry.id,
            time: entry.time,
            place: entry.place,
            cause: entry.cause,
            what: entry.what,
            payload: entry.kept.as_payload(),
        })
    }
}

impl<P: Protocol> fmt::Debug for Record<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
