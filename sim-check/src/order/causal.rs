//! Causal order: nobody receives an effect before its cause.

use std::collections::BTreeMap;
use std::fmt::Debug;

use sim_core::EventId;

use super::clock::Clock;
use crate::checker::{Checker, Conclusion, Seen};
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
/// Costs O(processes + receivers · log messages on their way) to send, O(processes · log messages on their way) to receive.
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
    numbers: BTreeMap<P, usize>,
    processes: Vec<Process<M>>,
    messages: BTreeMap<M, Message>,
    received: bool,
}

#[derive(Clone, Debug)]
struct Process<M> {
    clock: Clock,
    // What is on its way to it: by the sender and the number of the message among those of the sender.
    coming: BTreeMap<(usize, u64), M>,
    // By sender: what of theirs is in the past of what it has received, and the message that brought the most of it.
    past: BTreeMap<usize, (u64, M, EventId)>,
}

#[derive(Clone, Debug)]
struct Message {
    by: usize,
    number: u64,
    clock: Clock,
    event: EventId,
    to_come: usize,
}

impl<P: Ord, M: Ord> Default for CausalOrder<P, M> {
    fn default() -> Self {
        Self {
            lossy: false,
            numbers: BTreeMap::new(),
            processes: Vec::new(),
            messages: BTreeMap::new(),
            received: false,
        }
    }
}

impl<P: Ord, M: Ord> CausalOrder<P, M> {
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

impl<P: Ord + Clone + Debug, M: Ord + Clone + Debug> CausalOrder<P, M> {
    fn number(&mut self, process: P) -> usize {
        let next = self.numbers.len();
        let number = *self.numbers.entry(process).or_insert(next);
        if number == self.processes.len() {
            let (clock, coming, past) = (Clock::default(), BTreeMap::new(), BTreeMap::new());
            self.processes.push(Process { clock, coming, past });
        }
        number
    }

    fn send(
        &mut self,
        event: EventId,
        by: P,
        message: M,
        to: Vec<P>,
    ) -> Result<(), Box<Violation>> {
        if let Some(first) = self.messages.get(&message) {
            return Err(Violation::new("sent twice", format!("{message:?} is sent twice"))
                .shown_by([Evidence::new(first.event, "first"), Evidence::new(event, "again")])
                .into());
        }
        let by = self.number(by);
        let number = self.processes[by].clock.tick(by);
        let clock = self.processes[by].clock.clone();
        let mut to_come = 0;
        for target in to {
            let target = self.number(target);
            let coming = &mut self.processes[target].coming;
            to_come += usize::from(coming.insert((by, number), message.clone()).is_none());
        }
        if to_come > 0 {
            self.messages.insert(message, Message { by, number, clock, event, to_come });
        }
        Ok(())
    }

    fn receive(&mut self, event: EventId, name: &P, message: &M) -> Result<(), Box<Violation>> {
        let by = self.number(name.clone());
        let process = &mut self.processes[by];
        let place = self.messages.get(message).map(|it| (it.by, it.number));
        if place.and_then(|place| process.coming.remove(&place)).is_none() {
            let said = format!("{message:?} is not on its way to {name:?}");
            return Err(Violation::new("received from nowhere", said)
                .shown_by([Evidence::new(event, "received")])
                .into());
        }
        let sent = self.messages.get_mut(message).expect("it was found above");
        sent.to_come -= 1;
        if let Some((known, effect, brought)) = process.past.get(&sent.by)
            && self.lossy
            && *known >= sent.number
        {
            let said =
                format!("{name:?} receives {message:?} after {effect:?}, which has it in its past");
            return Err(Violation::new("cause after effect", said)
                .shown_by([
                    Evidence::new(sent.event, "cause sent"),
                    Evidence::new(*brought, "effect received"),
                    Evidence::new(event, "cause received"),
                ])
                .into());
        }
        if self.lossy {
            for (sender, count) in sent.clock.counts() {
                if process.past.get(&sender).is_none_or(|(known, ..)| *known < count) {
                    process.past.insert(sender, (count, message.clone(), event));
                }
            }
        } else {
            // The first message still on its way from a sender stands for all.
            let cause = sent.clock.counts().find_map(|(sender, count)| {
                process.coming.range((sender, 0)..=(sender, count)).next()
            });
            if let Some((_, cause)) = cause {
                let (cause, sent) = (cause.clone(), sent.event);
                return Err(self.missing(name, &cause, message, sent, event).into());
            }
        }
        process.clock.join(&sent.clock);
        if sent.to_come == 0 {
            self.messages.remove(message);
        }
        Ok(())
    }

    fn missing(
        &self,
        name: &P,
        cause: &M,
        message: &M,
        sent: EventId,
        received: EventId,
    ) -> Violation {
        let said = format!("{name:?} receives {message:?}, but not yet {cause:?} from its past");
        let cause = self.messages.get(cause).map(|it| Evidence::new(it.event, "missing cause"));
        Violation::new("effect before cause", said)
            .shown_by([Evidence::new(sent, "sent"), Evidence::new(received, "received")])
            .shown_by(cause)
    }
}

impl<P: Ord + Clone + Debug, M: Ord + Clone + Debug> Checker for CausalOrder<P, M> {
    type Item = Causal<P, M>;

    fn see(&mut self, seen: Seen, item: Causal<P, M>) -> Result<(), Box<Violation>> {
        match item {
            Causal::Sent { by, message, to } => self.send(seen.event, by, message, to),
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
