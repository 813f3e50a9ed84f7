//! Total order: all receivers get the same messages in the same order.

use std::collections::VecDeque;
use std::fmt::Debug;

use sim_core::EventId;

use crate::checker::{Checker, Conclusion, Seen};
use crate::verdict::{Evidence, Verdict, Violation};

/// Something that happens to a receiver.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Agreed<R, M> {
    /// It receives a message.
    Received {
        /// Who.
        by: R,
        /// Which message. Two messages may be equal.
        message: M,
    },
    /// It begins, or begins again, after a place: what it receives next has so many messages before it.
    Begins {
        /// Who.
        receiver: R,
        /// How many messages come before its next.
        after: u64,
    },
    /// It has left for good: nobody expects it to catch up.
    Leaves {
        /// Who.
        receiver: R,
    },
}

/// All receivers receive prefixes of one sequence, and when nothing is left to happen the same one.
///
/// A receiver that starts from a snapshot, or replays after a crash, [says from where](Agreed::Begins). Others begin at the
/// first message.
///
/// Costs O(log receivers) per item while nothing is wrong, O(receivers) more where it keeps only what is needed. Keeps the
/// whole sequence, as a new receiver may begin at its start; [among receivers that are known](Self::among), only what the
/// slowest hasn't received yet.
///
/// ```
/// use sim_check::{Agreed::Received, Checker, Seen, TotalOrder};
/// use sim_core::{EventId, Time};
///
/// let mut checker = TotalOrder::new();
/// let at = |index| Seen { event: EventId::nth(index), time: Time::from_nanos(index) };
/// checker.see(at(0), Received { by: "a", message: "x" }).unwrap();
/// checker.see(at(1), Received { by: "a", message: "y" }).unwrap();
/// assert_eq!(
///     checker.see(at(2), Received { by: "b", message: "y" }).unwrap_err().to_string(),
///     "gap: \"b\" receives \"y\" as its message 0, where \"a\" received \"x\" and then, as its message 1, \"y\" \
///      (#0 skipped, #1 elsewhere, #2 here)",
/// );
/// ```
#[derive(Clone, Debug)]
pub struct TotalOrder<R, M> {
    among: Option<Vec<R>>,
    // The next place of each receiver. Invariant: sorted by receiver, each once.
    places: Vec<(R, u64)>,
    // Among receivers that are known: how many of them are no further than what is forgotten. While there is one, nothing more
    // can be.
    waited_for: usize,
    // Who were first to receive the messages from the place `forgotten` on.
    sequence: VecDeque<First<R, M>>,
    forgotten: u64,
}

#[derive(Clone, Debug)]
struct First<R, M> {
    message: M,
    by: R,
    event: EventId,
}

impl<R: Ord + Clone, M> Default for TotalOrder<R, M> {
    fn default() -> Self {
        Self {
            among: None,
            places: Vec::new(),
            waited_for: 0,
            sequence: VecDeque::new(),
            forgotten: 0,
        }
    }
}

impl<R: Ord + Clone, M> TotalOrder<R, M> {
    /// Receivers are whoever receives something.
    pub fn new() -> Self {
        Self::default()
    }

    /// Receivers are these, and those that say where they begin. What one of them replays from before the slowest isn't
    /// compared.
    pub fn among(receivers: impl IntoIterator<Item = R>) -> Self {
        let mut order = Self { among: Some(receivers.into_iter().collect()), ..Self::default() };
        order.begin();
        order
    }

    /// How many messages it keeps.
    pub fn kept(&self) -> usize {
        self.sequence.len()
    }

    fn begin(&mut self) {
        self.places.extend(self.among.iter().flatten().map(|receiver| (receiver.clone(), 0)));
        self.places.sort_unstable();
        self.places.dedup();
        self.waited_for = self.places.len();
    }

    fn find(&self, receiver: &R) -> Result<usize, usize> {
        self.places.binary_search_by(|(it, _)| it.cmp(receiver))
    }

    fn set(&mut self, receiver: R, place: u64) {
        match self.find(&receiver) {
            Ok(index) => self.places[index].1 = place,
            Err(index) => self.places.insert(index, (receiver, place)),
        }
    }

    fn first(&self, place: u64) -> Option<&First<R, M>> {
        let index = place.checked_sub(self.forgotten)?;
        self.sequence.get(usize::try_from(index).ok()?)
    }

    // The number of messages that somebody has received.
    fn end(&self) -> u64 {
        self.forgotten + self.sequence.len() as u64
    }

    fn forget(&mut self) {
        if self.among.is_none() {
            return;
        }
        let slowest = self.places.iter().map(|(_, place)| *place).min().unwrap_or(self.end());
        while self.forgotten < slowest && self.sequence.pop_front().is_some() {
            self.forgotten += 1;
        }
        let forgotten = self.forgotten;
        self.waited_for = self.places.iter().filter(|(_, place)| *place <= forgotten).count();
    }
}

impl<R: Ord + Clone + Debug, M: Eq + Clone + Debug> TotalOrder<R, M> {
    fn receive(&mut self, event: EventId, by: R, message: M) -> Result<(), Box<Violation>> {
        let known = self.find(&by);
        let place = match known {
            Ok(index) => self.places[index].1,
            Err(_) if self.among.is_none() => 0,
            Err(_) => {
                let said = format!("{by:?} receives {message:?}, but nobody knows where it begins");
                return Err(Violation::new("unknown receiver", said)
                    .shown_by([Evidence::new(event, "received")])
                    .into());
            }
        };
        match self.first(place) {
            Some(first) if first.message == message => {}
            Some(first) => return Err(self.differs(place, first, event, &by, &message).into()),
            // It replays what is forgotten.
            None if place < self.forgotten => {}
            None => self.sequence.push_back(First { message, by: by.clone(), event }),
        }
        match known {
            Ok(index) => self.places[index].1 += 1,
            Err(index) => self.places.insert(index, (by, 1)),
        }
        if place == self.forgotten && self.among.is_some() {
            self.waited_for -= 1;
            if self.waited_for == 0 {
                self.forget();
            }
        }
        Ok(())
    }

    fn differs(
        &self,
        place: u64,
        first: &First<R, M>,
        event: EventId,
        by: &R,
        message: &M,
    ) -> Violation {
        let other = &first.by;
        let expected = &first.message;
        let here = Evidence::new(event, "here");
        let same = |range: std::ops::Range<u64>| {
            let mut found = range.filter_map(|place| self.first(place).map(|it| (place, it)));
            found.find(|(_, it)| it.message == *message)
        };
        let head = format!(
            "{by:?} receives {message:?} as its message {place}, where {other:?} received {expected:?}"
        );
        if let Some((later, elsewhere)) = same(place + 1..self.end()) {
            let whose = if elsewhere.by == *other {
                format!("and then, as its message {later}, {message:?}")
            } else {
                format!("and {:?}, as its message {later}, {message:?}", elsewhere.by)
            };
            return Violation::new("gap", format!("{head} {whose}")).shown_by([
                Evidence::new(first.event, "skipped"),
                Evidence::new(elsewhere.event, "elsewhere"),
                here,
            ]);
        }
        let evidence = Evidence::new(first.event, "there");
        if let Some((earlier, same)) = same(self.forgotten..place) {
            let said = format!("{head}; {message:?} was message {earlier}");
            return Violation::new("repeated", said).shown_by([
                Evidence::new(same.event, "earlier"),
                evidence,
                here,
            ]);
        }
        Violation::new("orders differ", head).shown_by([evidence, here])
    }

    fn place(&mut self, event: EventId, receiver: R, after: u64) -> Result<(), Box<Violation>> {
        let end = self.end();
        if after <= end {
            self.set(receiver, after);
            self.forget();
            return Ok(());
        }
        let said = format!("{receiver:?} begins after {after} messages, of which there are {end}");
        Err(Violation::new("gap", said).shown_by([Evidence::new(event, "begins")]).into())
    }
}

impl<R: Ord + Clone + Debug, M: Eq + Clone + Debug> Checker for TotalOrder<R, M> {
    type Item = Agreed<R, M>;

    fn see(&mut self, seen: Seen, item: Agreed<R, M>) -> Result<(), Box<Violation>> {
        match item {
            Agreed::Received { by, message } => self.receive(seen.event, by, message),
            Agreed::Begins { receiver, after } => self.place(seen.event, receiver, after),
            Agreed::Leaves { receiver } => {
                if let Ok(index) = self.find(&receiver) {
                    self.places.remove(index);
                }
                self.forget();
                Ok(())
            }
        }
    }

    fn conclude(&mut self, conclusion: &Conclusion) -> Verdict {
        let end = self.end();
        if end == 0 {
            return Verdict::nothing_to_judge("nothing was received");
        }
        let slowest = self.places.iter().min_by_key(|(_, place)| *place);
        let Some((receiver, place)) = slowest.filter(|(_, place)| *place < end) else {
            return Verdict::Passed;
        };
        if !conclusion.idle {
            let why = format!("the run was cut off before {receiver:?} had received everything");
            return Verdict::nothing_to_judge(why);
        }
        let missed = self.first(*place).map(|first| Evidence::new(first.event, "missed"));
        let said = format!("{receiver:?} receives {place} messages of {end}");
        Violation::new("left behind", said).shown_by(missed).into()
    }

    fn reset(&mut self) {
        self.places.clear();
        self.sequence.clear();
        self.forgotten = 0;
        self.begin();
    }
}
