//! Chains: the messages of a run, each with the one that it led to first, and their priorities.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;
use core::num::NonZeroU64;
use core::ops::Bound;

use crate::duration::Duration;
use crate::id::EventId;
use crate::mix::mix;
use crate::source::Source;
use crate::stream::Stream;
use crate::wide;

/// How urgent a chain is: greater ones are earlier.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Priority(u64);

impl Priority {
    // From here on up stand the chains that haven't fallen.
    const UPRIGHT: u64 = 1 << 63;

    const fn upright(random: u64) -> Self {
        Self(random | Self::UPRIGHT)
    }

    // One of so many places below all upright chains; in the lowest one a message is as late as may be.
    const fn fallen(place: u64, of: NonZeroU64) -> Self {
        Self(Self::UPRIGHT / of.get() * place)
    }
}

#[derive(Clone, Copy, Debug)]
struct Link {
    chain: usize,
    extended: bool,
}

// What led to an event.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Origin {
    Unknown,
    // No message: it came from outside.
    Nothing,
    Message(usize),
}

/// The chains of one run, as they have grown so far.
#[derive(Debug)]
pub(crate) struct Chains {
    // For what is in no chain.
    salt: u64,
    // When a chain falls, counted in messages, and how deep. The next one is last.
    changes: Vec<(u64, Priority)>,
    messages: Vec<Link>,
    priorities: Vec<Priority>,
    // The chains of which a message is on its way.
    running: BTreeSet<(Priority, usize)>,
    // Of each event, as far as somebody has asked.
    origins: Vec<Origin>,
}

impl Chains {
    pub(crate) const fn new() -> Self {
        Self {
            salt: 0,
            changes: Vec::new(),
            messages: Vec::new(),
            priorities: Vec::new(),
            running: BTreeSet::new(),
            origins: Vec::new(),
        }
    }

    pub(crate) fn clear(&mut self) {
        self.changes.clear();
        self.messages.clear();
        self.priorities.clear();
        self.running.clear();
        self.origins.clear();
    }

    // Draws when chains fall.
    pub(crate) fn plan(&mut self, changes: u32, horizon: u64, stream: &mut Stream) {
        self.salt = stream.next_u64();
        let (Some(horizon), Some(count)) =
            (NonZeroU64::new(horizon), NonZeroU64::new(changes.into()))
        else {
            return;
        };
        let mut times: Vec<u64> = (0..count.get()).map(|_| stream.below(horizon)).collect();
        times.sort_unstable_by(|one, other| other.cmp(one));
        // Who falls last lies lowest: above one that has fallen before, it would simply go on.
        let change = |(place, when)| (when, Priority::fallen(place, count));
        self.changes.extend((0..).zip(times).map(change));
    }

    // A message is sent: it extends a chain or begins one.
    pub(crate) fn join(
        &mut self,
        message: EventId,
        causes: &[EventId],
        most: Duration,
        stream: &mut Stream,
    ) -> Duration {
        let chain = match self.origin(message, causes) {
            Origin::Message(number) if !self.messages[number].extended => {
                self.messages[number].extended = true;
                self.messages[number].chain
            }
            Origin::Message(_) | Origin::Nothing | Origin::Unknown => {
                self.priorities.push(Priority::upright(stream.next_u64()));
                self.priorities.len() - 1
            }
        };
        let number = self.messages.len();
        self.messages.push(Link { chain, extended: false });
        self.set_origin(message, Origin::Message(number));
        let mut falls = false;
        while let Some((_, low)) = self.changes.pop_if(|(when, _)| *when <= number as u64) {
            self.running.remove(&(self.priorities[chain], chain));
            self.priorities[chain] = low;
            falls = true;
        }
        self.running.insert((self.priorities[chain], chain));
        // There may be nobody else on the way yet whom it could let pass.
        if falls { most } else { self.late(chain, most) }
    }

    // How late a message of a chain is. A priority as such says nothing: who is slow goes on at full speed once those
    // before it have come to their end or fallen, as a thread does that the scheduler now prefers.
    fn late(&self, chain: usize, most: Duration) -> Duration {
        let priority = self.priorities[chain];
        let own = (priority, chain);
        let above = self.running.range((Bound::Excluded(own), Bound::Unbounded)).take(63).count();
        let most = most.as_nanos();
        let late = if above == 0 {
            0
        } else if priority.0 < Priority::UPRIGHT {
            // Behind all that can be late without having fallen.
            most - wide::high(wide::product(most, priority.0))
        } else if self.running.first() == Some(&own) {
            most / 2
        } else {
            most / 2 - ((most / 2) >> above)
        };
        Duration::from_nanos(late)
    }

    // A message has arrived, or never will.
    pub(crate) fn rest(&mut self, message: EventId) {
        if let Origin::Message(number) = self.known(message)
            && !self.messages[number].extended
        {
            let chain = self.messages[number].chain;
            self.running.remove(&(self.priorities[chain], chain));
        }
    }

    // The priority of a step: that of its message's chain, or one that is as good as any.
    pub(crate) fn priority(&self, message: Option<EventId>, step: u64) -> Priority {
        match message.map(|message| self.known(message)) {
            Some(Origin::Message(number)) => self.priorities[self.messages[number].chain],
            Some(Origin::Nothing | Origin::Unknown) | None => {
                Priority::upright(mix(self.salt, step))
            }
        }
    }

    fn known(&self, event: EventId) -> Origin {
        let place = usize::try_from(event.index()).ok();
        place.and_then(|place| self.origins.get(place)).copied().unwrap_or(Origin::Unknown)
    }

    fn set_origin(&mut self, event: EventId, origin: Origin) {
        let place = usize::try_from(event.index()).expect("the causes of all events are in memory");
        if self.origins.len() <= place {
            self.origins.resize(place + 1, Origin::Unknown);
        }
        self.origins[place] = origin;
    }

    // The last message that led to an event. Whatever is asked on the way is known from then on.
    fn origin(&mut self, event: EventId, causes: &[EventId]) -> Origin {
        let cause = |event: EventId| {
            let cause = usize::try_from(event.index()).ok().and_then(|place| causes.get(place));
            cause.copied().filter(|cause| *cause != event)
        };
        let mut found = Origin::Nothing;
        let ancestors = || core::iter::successors(Some(event), |event| cause(*event));
        for ancestor in ancestors() {
            match self.known(ancestor) {
                Origin::Unknown => {}
                origin @ (Origin::Nothing | Origin::Message(_)) => {
                    found = origin;
                    break;
                }
            }
        }
        for ancestor in ancestors() {
            if self.known(ancestor) != Origin::Unknown {
                break;
            }
            self.set_origin(ancestor, found);
        }
        found
    }
}

#[cfg(test)]
mod tests;
