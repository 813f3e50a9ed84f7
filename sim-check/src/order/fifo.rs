//! First in, first out: on one channel nothing overtakes.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use sim_core::EventId;

use crate::checker::{Checker, Conclusion, Seen};
use crate::verdict::{Evidence, Verdict, Violation};

/// Something that happens on a channel.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Passage<C, M> {
    /// A message leaves. The same message may leave several times; it is received as often at most.
    Sent {
        /// On which channel.
        channel: C,
        /// Which message.
        message: M,
    },
    /// A message is received.
    Received {
        /// On which channel.
        channel: C,
        /// Which message.
        message: M,
    },
}

/// On each channel, messages are received in the order in which they were sent.
///
/// What a channel is, the closure that reads the events says: a pair of actors (no message overtakes between two), a key
/// or a partition (no update overtakes another of the same key, whoever sent it), a session and its receiver (no overtaking
/// within a session). Messages may be lost, unless the channels are [reliable](Self::reliable).
///
/// Messages of a channel need names of their own; of several that are equal, a received one is the earliest that fits.
///
/// Costs O(log messages on their way) per item. Keeps what is on its way, and what was lost, as it may still come. What is
/// received is forgotten, so a second copy of it comes from nowhere.
///
/// ```
/// use sim_check::{Checker, Fifo, Passage::{Received, Sent}, Seen};
/// use sim_core::{EventId, Time};
///
/// let mut checker = Fifo::new();
/// let at = |index| Seen { event: EventId::nth(index), time: Time::from_nanos(index) };
/// checker.see(at(0), Sent { channel: "a to b", message: 1 }).unwrap();
/// checker.see(at(1), Sent { channel: "a to b", message: 2 }).unwrap();
/// checker.see(at(2), Received { channel: "a to b", message: 2 }).unwrap();
/// let violation = checker.see(at(3), Received { channel: "a to b", message: 1 }).unwrap_err();
/// assert_eq!(
///     violation.to_string(),
///     "overtaken: on \"a to b\", 1 is received after 2, which was sent later \
///      (#0 sent, #1 sent later, #2 received earlier, #3 overtaken)",
/// );
/// ```
#[derive(Clone, Debug)]
pub struct Fifo<C, M> {
    reliable: bool,
    channels: BTreeMap<C, Channel<M>>,
    received: bool,
}

#[derive(Clone, Debug)]
struct Channel<M> {
    sent: u64,
    // What is on its way: by name, then place; and by place.
    by_name: BTreeSet<(M, u64)>,
    by_place: BTreeMap<u64, (M, EventId)>,
    last: Option<Last<M>>,
}

// The message that was received last.
#[derive(Clone, Debug)]
struct Last<M> {
    place: u64,
    message: M,
    sent: EventId,
    received: EventId,
}

impl<C: Ord, M: Ord> Default for Fifo<C, M> {
    fn default() -> Self {
        Self { reliable: false, channels: BTreeMap::new(), received: false }
    }
}

impl<C: Ord, M: Ord> Fifo<C, M> {
    /// Messages may be lost.
    pub fn new() -> Self {
        Self::default()
    }

    /// No message may be lost: each is received before the next one, and all are when nothing is left to happen.
    pub fn reliable(self) -> Self {
        Self { reliable: true, ..self }
    }

    /// How many messages it keeps.
    pub fn kept(&self) -> usize {
        self.channels.values().map(|channel| channel.by_place.len()).sum()
    }
}

impl<M: Ord + Clone + Debug> Channel<M> {
    const fn new() -> Self {
        Self { sent: 0, by_name: BTreeSet::new(), by_place: BTreeMap::new(), last: None }
    }

    fn send(&mut self, message: M, event: EventId) {
        self.by_name.insert((message.clone(), self.sent));
        self.by_place.insert(self.sent, (message, event));
        self.sent += 1;
    }

    // The place of the earliest such message at or after a place.
    fn find(&self, message: &M, from: u64) -> Option<u64> {
        let range = (message.clone(), from)..=(message.clone(), u64::MAX);
        self.by_name.range(range).next().map(|(_, place)| *place)
    }

    fn receive<C: Debug>(
        &mut self,
        channel: &C,
        message: M,
        event: EventId,
        reliable: bool,
    ) -> Result<(), Box<Violation>> {
        let next = self.last.as_ref().map_or(0, |last| last.place + 1);
        let Some(place) = self.find(&message, next) else {
            return Err(self.out_of_order(channel, &message, event).into());
        };
        if let Some((_, (skipped, sent))) = self.by_place.range(next..place).next()
            && reliable
        {
            let sent_later = self.by_place.get(&place).map(|(_, event)| *event);
            let said =
                format!("on {channel:?}, {message:?} is received, but not {skipped:?} before it");
            return Err(Violation::new("skipped", said)
                .shown_by([Evidence::new(*sent, "skipped"), Evidence::new(event, "received")])
                .shown_by(sent_later.map(|event| Evidence::new(event, "sent later")))
                .into());
        }
        self.by_name.remove(&(message.clone(), place));
        let (_, sent) = self.by_place.remove(&place).expect("both indices hold the same places");
        self.last = Some(Last { place, message, sent, received: event });
        Ok(())
    }

    fn out_of_order<C: Debug>(&self, channel: &C, message: &M, event: EventId) -> Violation {
        let sent = self.find(message, 0).and_then(|place| self.by_place.get(&place));
        if let (Some((_, sent)), Some(last)) = (sent, &self.last) {
            let said = format!(
                "on {channel:?}, {message:?} is received after {:?}, which was sent later",
                last.message
            );
            return Violation::new("overtaken", said).shown_by([
                Evidence::new(*sent, "sent"),
                Evidence::new(last.sent, "sent later"),
                Evidence::new(last.received, "received earlier"),
                Evidence::new(event, "overtaken"),
            ]);
        }
        let said = format!(
            "on {channel:?}, {message:?} is received, but was never sent or is received already"
        );
        Violation::new("received from nowhere", said).shown_by([Evidence::new(event, "received")])
    }
}

impl<C: Ord + Clone + Debug, M: Ord + Clone + Debug> Checker for Fifo<C, M> {
    type Item = Passage<C, M>;

    fn see(&mut self, seen: Seen, item: Passage<C, M>) -> Result<(), Box<Violation>> {
        match item {
            Passage::Sent { channel, message } => {
                let channel = self.channels.entry(channel).or_insert_with(Channel::new);
                channel.send(message, seen.event);
                Ok(())
            }
            Passage::Received { channel, message } => {
                self.received = true;
                let name = channel.clone();
                let channel = self.channels.entry(channel).or_insert_with(Channel::new);
                channel.receive(&name, message, seen.event, self.reliable)
            }
        }
    }

    fn conclude(&mut self, conclusion: &Conclusion) -> Verdict {
        let open = self.channels.iter().flat_map(|(name, channel)| {
            channel.by_place.values().map(move |(message, event)| (*event, name, message))
        });
        if self.reliable
            && let Some((sent, channel, message)) = open.min_by_key(|it| it.0)
        {
            if !conclusion.idle {
                let why = format!("the run was cut off before {message:?} was received");
                return Verdict::nothing_to_judge(why);
            }
            let said = format!("on {channel:?}, {message:?} is never received");
            return Violation::new("never received", said)
                .shown_by([Evidence::new(sent, "sent")])
                .into();
        }
        if self.received {
            Verdict::Passed
        } else {
            Verdict::nothing_to_judge("nothing was received")
        }
    }

    fn reset(&mut self) {
        self.channels.clear();
        self.received = false;
    }
}
