//! Causal order: nobody receives an effect before its cause.

use std::collections::VecDeque;
use std::fmt::Debug;
use std::hash::Hash;

use sim_core::EventId;

use super::clock::Clock;
use crate::checker::{Checker, Conclusion, Seen};
use crate::keyed::Keyed;
use crate::verdict::{Evidence, Verdict, Violation};

/// Something that happens to a message.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Causal<P, M> {
    /// A process sends a message. Each message is sent once.
    Sent {
        /// Who sends it.
        by: P,
        /// Which message.
        message: M,
        /// To whom: one, or all.
        to: Vec<P>,
    },
    /// A process receives a message.
    Received {
        /// Who receives it.
        by: P,
        /// Which message.
        message: M,
    },
}

/// A message that was sent after another, as far as messages can tell, is received after it by whoever gets both.
///
/// One message is in another's past if its sender sent it before, or if it was received by somebody who then sent
/// something in the other's past. The checker computes vector clocks of its own; the protocol needs none.
///
/// If messages are [never lost](Self::new), a cause that is still missing is wrong already (`effect before cause`). If they
/// [may be lost](Self::lossy), it is wrong only if the cause comes after all (`cause after effect`).
///
/// Costs O(processes + receivers) to send, O(processes) to receive, and the logarithm of the messages from the same sender on
/// their way where they come in another order.
/// Keeps messages until all to whom they were sent have received them, with a clock each.
///
/// ```
/// use sim_check::{Causal::{Received, Sent}, CausalOrder, Checker, Seen};
/// use sim_core::{EventId, Time};
///
/// let mut checker = CausalOrder::new();
/// let at = |index| Seen { event: EventId::nth(index), time: Time::from_nanos(index) };
/// checker.see(at(0), Sent { by: "ann", message: "lost my ring", to: vec!["bob", "cid"] }).unwrap();
/// checker.see(at(1), Sent { by: "ann", message: "found it", to: vec!["bob", "cid"] }).unwrap();
/// checker.see(at(2), Received { by: "bob", message: "lost my ring" }).unwrap();
/// checker.see(at(3), Received { by: "bob", message: "found it" }).unwrap();
/// checker.see(at(4), Sent { by: "bob", message: "how nice", to: vec!["cid"] }).unwrap();
/// assert_eq!(
///     checker.see(at(5), Received { by: "cid", message: "how nice" }).unwrap_err().to_string(),
///     "effect before cause: \"cid\" receives \"how nice\", but not yet \"lost my ring\" from its past \
///      (#0 missing cause, #4 sent, #5 received)",
/// );
/// ```
#[derive(Clone, Debug)]
pub struct CausalOrder<P, M> {
    lossy: bool,
    numbers: Keyed<P, usize>,
    processes: Vec<Process<M>>,
    messages: Keyed<M, Message>,
    // Clocks of messages that all have received: the next ones need no allocation.
    spare: Vec<Clock>,
    received: bool,
}

#[derive(Clone, Debug)]
struct Process<M> {
    clock: Clock,
    // By sender: the numbers of the messages that are on their way to it, among all of the sender, in their order.
    coming: Vec<VecDeque<u32>>,
    // By sender: the first of these numbers, or one that no message has.
    earliest: Vec<u32>,
    // How many messages these are.
    awaited: usize,
    past: Past<M>,
}

// By sender: how much of theirs is in the past of what was received, and the message that brought the most of it. Only where
// messages may be lost.
#[derive(Clone, Debug)]
struct Past<M> {
    known: Vec<u32>,
    brought: Vec<Option<(M, EventId)>>,
}

#[derive(Clone, Debug)]
struct Message {
    by: usize,
    number: u32,
    clock: Clock,
    event: EventId,
    to_come: usize,
}

impl<P, M> Default for CausalOrder<P, M> {
    fn default() -> Self {
        Self {
            lossy: false,
            numbers: Keyed::new(),
            processes: Vec::new(),
            messages: Keyed::new(),
            spare: Vec::new(),
            received: false,
        }
    }
}

impl<P, M> CausalOrder<P, M> {
    /// Messages are never lost.
    pub fn new() -> Self {
        Self::default()
    }

    /// Messages may be lost.
    pub fn lossy() -> Self {
        Self { lossy: true, ..Self::default() }
    }

    /// How many messages it keeps.
    pub fn kept(&self) -> usize {
        self.messages.len()
    }
}

impl<M> Process<M> {
    fn new() -> Self {
        let past = Past { known: Vec::new(), brought: Vec::new() };
        Self { clock: Clock::default(), coming: Vec::new(), earliest: Vec::new(), awaited: 0, past }
    }

    // Whether the message isn't on its way to it already.
    fn expect(&mut self, by: usize, number: u32) -> bool {
        if self.earliest.len() <= by {
            self.earliest.resize(by + 1, u32::MAX);
            self.coming.resize(by + 1, VecDeque::new());
        }
        let coming = &mut self.coming[by];
        if coming.back() == Some(&number) {
            return false;
        }
        if coming.is_empty() {
            self.earliest[by] = number;
        }
        coming.push_back(number);
        self.awaited += 1;
        true
    }

    // Whether the message was on its way to it.
    fn take(&mut self, by: usize, number: u32) -> bool {
        let Some(coming) = self.coming.get_mut(by) else { return false };
        let place =
            if coming.front() == Some(&number) { Ok(0) } else { coming.binary_search(&number) };
        if place.is_ok_and(|place| coming.remove(place).is_some()) {
            self.earliest[by] = coming.front().copied().unwrap_or(u32::MAX);
            self.awaited -= 1;
            return true;
        }
        false
    }

    // A message on its way to it that is in a past; the first one from a sender stands for all.
    fn missing(&self, past: &Clock) -> Option<(usize, u32)> {
        if self.awaited == 0 {
            return None;
        }
        let mut pairs = self.earliest.iter().zip(past.counts());
        // Nothing is missing almost always: so this counts to the end, several at a time, instead of stopping.
        if pairs.clone().filter(|(earliest, count)| earliest <= count).count() == 0 {
            return None;
        }
        let sender = pairs.position(|(earliest, count)| earliest <= count)?;
        Some((sender, self.earliest[sender]))
    }
}

impl<M: Clone> Past<M> {
    // The message that has brought this one, if it did not come itself.
    fn brought(&self, by: usize, number: u32) -> Option<&(M, EventId)> {
        let known = self.known.get(by).is_some_and(|known| *known >= number);
        if known { self.brought[by].as_ref() } else { None }
    }

    fn learn(&mut self, past: &Clock, message: &M, event: EventId) {
        if self.known.len() < past.counts().len() {
            self.known.resize(past.counts().len(), 0);
            self.brought.resize(past.counts().len(), None);
        }
        let places = self.known.iter_mut().zip(&mut self.brought);
        for ((known, brought), count) in places.zip(past.counts()) {
            if *known < *count {
                *known = *count;
                *brought = Some((message.clone(), event));
            }
        }
    }
}

impl<P: Eq + Hash + Clone + Debug, M: Eq + Hash + Clone + Debug> CausalOrder<P, M> {
    fn number(&mut self, process: &P) -> usize {
        let next = self.numbers.len();
        let number = *self.numbers.of_or_with(process, || next);
        if number == self.processes.len() {
            self.processes.push(Process::new());
        }
        number
    }

    fn send(
        &mut self,
        event: EventId,
        by: &P,
        message: &M,
        to: &[P],
    ) -> Result<(), Box<Violation>> {
        let by = self.number(by);
        let number = self.processes[by].clock.tick(by);
        let mut to_come = 0;
        for target in to {
            let target = self.number(target);
            to_come += usize::from(self.processes[target].expect(by, number));
        }
        let sent = || {
            let mut clock = self.spare.pop().unwrap_or_default();
            clock.copy(&self.processes[by].clock);
            Message { by, number, clock, event, to_come }
        };
        let there = match to_come {
            0 => self.messages.get(message),
            _ => self.messages.add_new(message, sent).err(),
        };
        there.map_or(Ok(()), |first| {
            Err(Violation::new("sent twice", format!("{message:?} is sent twice"))
                .shown_by([Evidence::new(first.event, "first"), Evidence::new(event, "again")])
                .into())
        })
    }

    fn receive(&mut self, event: EventId, name: &P, message: &M) -> Result<(), Box<Violation>> {
        let by = self.number(name);
        let process = &mut self.processes[by];
        let sent = self.messages.get_mut(message);
        let Some(sent) = sent.filter(|sent| process.take(sent.by, sent.number)) else {
            let said = format!("{message:?} is not on its way to {name:?}");
            return Err(Violation::new("received from nowhere", said)
                .shown_by([Evidence::new(event, "received")])
                .into());
        };
        sent.to_come -= 1;
        if self.lossy {
            if let Some((effect, brought)) = process.past.brought(sent.by, sent.number) {
                let said = format!(
                    "{name:?} receives {message:?} after {effect:?}, which has it in its past"
                );
                return Err(Violation::new("cause after effect", said)
                    .shown_by([
                        Evidence::new(sent.event, "cause sent"),
                        Evidence::new(*brought, "effect received"),
                        Evidence::new(event, "cause received"),
                    ])
                    .into());
            }
            process.past.learn(&sent.clock, message, event);
        } else if let Some(cause) = process.missing(&sent.clock) {
            let sent = sent.event;
            return Err(self.missing(name, cause, message, sent, event).into());
        }
        process.clock.join(&sent.clock);
        if sent.to_come == 0 {
            self.spare.extend(self.messages.remove(message).map(|sent| sent.clock));
        }
        Ok(())
    }

    fn missing(
        &self,
        name: &P,
        cause: (usize, u32),
        message: &M,
        sent: EventId,
        received: EventId,
    ) -> Violation {
        let mut messages = self.messages.iter();
        let (cause, it) = messages
            .find(|(_, it)| (it.by, it.number) == cause)
            .expect("what is on its way to somebody is kept");
        let said = format!("{name:?} receives {message:?}, but not yet {cause:?} from its past");
        Violation::new("effect before cause", said).shown_by([
            Evidence::new(it.event, "missing cause"),
            Evidence::new(sent, "sent"),
            Evidence::new(received, "received"),
        ])
    }
}

impl<P: Eq + Hash + Clone + Debug, M: Eq + Hash + Clone + Debug> Checker for CausalOrder<P, M> {
    type Item = Causal<P, M>;

    fn see(&mut self, seen: Seen, item: Causal<P, M>) -> Result<(), Box<Violation>> {
        match item {
            Causal::Sent { by, message, to } => self.send(seen.event, &by, &message, &to),
            Causal::Received { by, message } => {
                self.received = true;
                self.receive(seen.event, &by, &message)
            }
        }
    }

    // What is still missing is no matter of order.
    fn conclude(&mut self, _: &Conclusion) -> Verdict {
        if self.received {
            Verdict::Passed
        } else {
            Verdict::nothing_to_judge("nothing was received")
        }
    }

    fn reset(&mut self) {
        self.numbers.clear();
        self.processes.clear();
        self.messages.clear();
        self.received = false;
    }
}
