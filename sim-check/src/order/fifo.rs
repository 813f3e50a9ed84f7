//! First in, first out: on one channel nothing overtakes.

use std::fmt::Debug;
use std::hash::Hash;

use sim_core::EventId;

use super::chain::{Chain, Links};
use crate::checker::{Checker, Conclusion, Seen};
use crate::keyed::Keyed;
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
/// Costs O(1) per item, and once more for each message that is lost. Keeps what is on its way, and what was lost, as it may still come. What is
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
    channels: Keyed<C, Channel<M>>,
    sent: Links<Sent<M>>,
    received: bool,
}

#[derive(Clone, Debug)]
struct Channel<M> {
    // What was sent after the last message that was received: nothing of it was received yet.
    coming: Chain,
    // What was sent before it, and has not come.
    passed: Chain,
    last: Option<(Sent<M>, EventId)>,
}

#[derive(Clone, Debug)]
struct Sent<M> {
    message: M,
    event: EventId,
}

impl<C, M> Default for Fifo<C, M> {
    fn default() -> Self {
        Self { reliable: false, channels: Keyed::new(), sent: Links::new(), received: false }
    }
}

impl<C, M> Fifo<C, M> {
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
        self.channels.values().map(|channel| channel.kept(&self.sent).count()).sum()
    }
}

impl<M> Default for Channel<M> {
    fn default() -> Self {
        Self { coming: Chain::default(), passed: Chain::default(), last: None }
    }
}

impl<M> Channel<M> {
    fn kept<'a>(&self, all: &'a Links<Sent<M>>) -> impl Iterator<Item = &'a Sent<M>> {
        all.iter(self.passed).chain(all.iter(self.coming))
    }
}

impl<M: Eq + Debug> Channel<M> {
    #[inline]
    fn receive<C: Debug>(
        &mut self,
        all: &mut Links<Sent<M>>,
        channel: &C,
        message: &M,
        event: EventId,
        reliable: bool,
    ) -> Result<(), Box<Violation>> {
        let Some(skipped) = all.iter(self.coming).position(|sent| sent.message == *message) else {
            return Err(self.out_of_order(all, channel, message, event).into());
        };
        if skipped > 0 && reliable {
            return Err(self.skipped(all, channel, message, event).into());
        }
        for _ in 0..skipped {
            if let Some(sent) = all.pop(&mut self.coming) {
                all.push(&mut self.passed, sent);
            }
        }
        self.last = all.pop(&mut self.coming).map(|sent| (sent, event));
        Ok(())
    }

    #[cold]
    fn skipped<C: Debug>(
        &self,
        all: &Links<Sent<M>>,
        channel: &C,
        message: &M,
        event: EventId,
    ) -> Violation {
        let first = all.iter(self.coming).next();
        let skipped = first.map(|it| Evidence::new(it.event, "skipped"));
        let same = all.iter(self.coming).find(|sent| sent.message == *message);
        let sent_later = same.map(|it| Evidence::new(it.event, "sent later"));
        let first = first.map_or_else(String::new, |it| format!("{:?}", it.message));
        let said = format!("on {channel:?}, {message:?} is received, but not {first} before it");
        Violation::new("skipped", said)
            .shown_by(skipped.into_iter().chain(sent_later))
            .shown_by([Evidence::new(event, "received")])
    }

    #[cold]
    fn out_of_order<C: Debug>(
        &self,
        all: &Links<Sent<M>>,
        channel: &C,
        message: &M,
        event: EventId,
    ) -> Violation {
        let sent = all.iter(self.passed).find(|sent| sent.message == *message);
        if let (Some(sent), Some((last, received))) = (sent, &self.last) {
            let said = format!(
                "on {channel:?}, {message:?} is received after {:?}, which was sent later",
                last.message
            );
            return Violation::new("overtaken", said).shown_by([
                Evidence::new(sent.event, "sent"),
                Evidence::new(last.event, "sent later"),
                Evidence::new(*received, "received earlier"),
                Evidence::new(event, "overtaken"),
            ]);
        }
        let said = format!(
            "on {channel:?}, {message:?} is received, but was never sent or is received already"
        );
        Violation::new("received from nowhere", said).shown_by([Evidence::new(event, "received")])
    }
}

impl<C: Eq + Hash + Clone + Debug, M: Eq + Debug> Checker for Fifo<C, M> {
    type Item = Passage<C, M>;

    fn see(&mut self, seen: Seen, item: Passage<C, M>) -> Result<(), Box<Violation>> {
        let event = seen.event;
        match item {
            Passage::Sent { channel, message } => {
                let channel = self.channels.of(&channel);
                self.sent.push(&mut channel.coming, Sent { message, event });
                Ok(())
            }
            Passage::Received { channel, message } => {
                self.received = true;
                let all = &mut self.sent;
                let it = self.channels.of(&channel);
                it.receive(all, &channel, &message, event, self.reliable)
            }
        }
    }

    fn conclude(&mut self, conclusion: &Conclusion) -> Verdict {
        let open = self.channels.iter().flat_map(|(name, channel)| {
            channel.kept(&self.sent).map(move |sent| (sent.event, name, &sent.message))
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
        self.sent.clear();
        self.received = false;
    }
}
