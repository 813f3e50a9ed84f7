//! The checker of broadcasts.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use sim_core::EventId;

use super::Broadcast;
use crate::checker::{Checker, Conclusion, Seen};
use crate::verdict::{Evidence, Verdict, Violation};

/// Who must deliver a message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Strength {
    // All, if its sender is correct.
    BestEffort,
    // And all, if somebody who is correct delivers it.
    Reliable,
    // And all, if anybody delivers it.
    Uniform,
}

/// When nothing is left to happen and all is healed, all correct nodes have delivered the same messages, each once and none that
/// nobody has sent.
///
/// * [Best effort](Self::best_effort): what a correct node sends, all correct nodes deliver (validity).
/// * [Reliable](Self::reliable): so do they what some correct node delivers (agreement).
/// * [Uniform](Self::uniform): so do they what any node delivers, also one that crashes then.
///
/// A node is correct if it never goes down, or, where nodes [recover](Self::recovering), if it is up in the end. A message of which
/// something is missing leaves a run undecided that is cut off, or never healed.
///
/// | anomaly | who breaks it |
/// |---|---|
/// | `delivered twice`, `delivered from nowhere` | any node (integrity) |
/// | `not delivered by its sender` | a correct node doesn't deliver what it has sent |
/// | `not delivered by all` | a correct node doesn't deliver what another has delivered, or sent |
///
/// Costs O(log messages + log nodes) per item, O(messages) when a node goes down that may recover, O(messages · nodes) at the end.
/// Keeps all messages, with who delivered them.
///
/// ```
/// use sim_check::{Broadcast::{Delivered, Sent}, Broadcasting, Checker, Conclusion, Seen};
/// use sim_core::{EventId, Time};
///
/// let mut checker = Broadcasting::reliable(["a", "b"]);
/// let at = |index| Seen { event: EventId::nth(index), time: Time::from_nanos(index) };
/// checker.see(at(0), Sent { by: "a", message: 7 }).unwrap();
/// checker.see(at(1), Delivered { by: "a", message: 7 }).unwrap();
/// assert_eq!(
///     checker.conclude(&Conclusion { time: at(2).time, idle: true }).to_string(),
///     "violated: not delivered by all: \"b\" doesn't deliver 7, which \"a\" has delivered (#0 sent, #1 delivered)",
/// );
/// ```
#[derive(Clone, Debug)]
pub struct Broadcasting<N, M> {
    nodes: BTreeSet<N>,
    strength: Strength,
    recovering: bool,
    messages: BTreeMap<M, Message<N>>,
    down: BTreeSet<N>,
    // Who went down at least once.
    crashed: BTreeSet<N>,
    disturbed: bool,
    delivered: bool,
}

#[derive(Clone, Debug)]
struct Message<N> {
    by: N,
    sent: EventId,
    delivered: BTreeMap<N, EventId>,
    // Who has delivered it since it came up.
    now: BTreeSet<N>,
}

impl<N: Ord, M: Ord> Broadcasting<N, M> {
    fn new(nodes: impl IntoIterator<Item = N>, strength: Strength) -> Self {
        Self {
            nodes: nodes.into_iter().collect(),
            strength,
            recovering: false,
            messages: BTreeMap::new(),
            down: BTreeSet::new(),
            crashed: BTreeSet::new(),
            disturbed: false,
            delivered: false,
        }
    }

    /// What a correct one of these nodes sends, all correct ones deliver.
    pub fn best_effort(nodes: impl IntoIterator<Item = N>) -> Self {
        Self::new(nodes, Strength::BestEffort)
    }

    /// What a correct one of these nodes sends or delivers, all correct ones deliver.
    pub fn reliable(nodes: impl IntoIterator<Item = N>) -> Self {
        Self::new(nodes, Strength::Reliable)
    }

    /// What a correct one of these nodes sends, or any one delivers, all correct ones deliver.
    pub fn uniform(nodes: impl IntoIterator<Item = N>) -> Self {
        Self::new(nodes, Strength::Uniform)
    }

    /// Nodes that come back are correct again. They may deliver again what they had delivered before they went down.
    pub fn recovering(self) -> Self {
        Self { recovering: true, ..self }
    }

    fn is_correct(&self, node: &N) -> bool {
        let gone = if self.recovering { &self.down } else { &self.crashed };
        self.nodes.contains(node) && !gone.contains(node)
    }
}

impl<N: Ord + Clone + Debug, M: Ord + Debug> Broadcasting<N, M> {
    fn deliver(&mut self, event: EventId, by: N, name: &M) -> Result<(), Box<Violation>> {
        self.delivered = true;
        let Some(message) = self.messages.get_mut(name) else {
            let said = format!("{by:?} delivers {name:?}, which nobody has sent");
            return Err(Violation::new("delivered from nowhere", said)
                .shown_by([Evidence::new(event, "delivered")])
                .into());
        };
        if let Some(first) = message.delivered.get(&by).filter(|_| message.now.contains(&by)) {
            let said = format!("{by:?} delivers {name:?} twice");
            return Err(Violation::new("delivered twice", said)
                .shown_by([Evidence::new(*first, "first"), Evidence::new(event, "again")])
                .into());
        }
        message.now.insert(by.clone());
        message.delivered.insert(by, event);
        Ok(())
    }

    // Who doesn't deliver a message although it must, and because of whom.
    fn missing(&self, name: &M, message: &Message<N>) -> Option<Violation> {
        let sender = self.is_correct(&message.by);
        let delivered = || message.delivered.iter();
        let witness = match self.strength {
            Strength::BestEffort => None,
            Strength::Reliable => delivered().find(|(node, _)| self.is_correct(node)),
            Strength::Uniform => delivered().next(),
        };
        if !sender && witness.is_none() {
            return None;
        }
        let lacks = |node: &&N| self.is_correct(node) && !message.delivered.contains_key(*node);
        let sent = Evidence::new(message.sent, "sent");
        if lacks(&&message.by) {
            let said = format!("{:?} doesn't deliver {name:?}, which it has sent", message.by);
            return Some(Violation::new("not delivered by its sender", said).shown_by([sent]));
        }
        let node = self.nodes.iter().find(lacks)?;
        let (why, shown) = match witness {
            Some((other, event)) => {
                (format!("{other:?} has delivered"), Some(Evidence::new(*event, "delivered")))
            }
            None => (format!("{:?} has sent", message.by), None),
        };
        let said = format!("{node:?} doesn't deliver {name:?}, which {why}");
        Some(Violation::new("not delivered by all", said).shown_by([sent]).shown_by(shown))
    }
}

impl<N: Ord + Clone + Debug, M: Ord + Debug> Checker for Broadcasting<N, M> {
    type Item = Broadcast<N, M>;

    fn see(&mut self, seen: Seen, item: Broadcast<N, M>) -> Result<(), Box<Violation>> {
        match item {
            Broadcast::Sent { by, message } => {
                let (delivered, now) = (BTreeMap::new(), BTreeSet::new());
                let sent = seen.event;
                self.messages.entry(message).or_insert(Message { by, sent, delivered, now });
            }
            Broadcast::Delivered { by, message } => return self.deliver(seen.event, by, &message),
            Broadcast::Down(node) => {
                if self.recovering {
                    for message in self.messages.values_mut() {
                        message.now.remove(&node);
                    }
                }
                self.crashed.insert(node.clone());
                self.down.insert(node);
            }
            Broadcast::Up(node) => {
                self.down.remove(&node);
            }
            Broadcast::Disturbed => self.disturbed = true,
            Broadcast::Healed => self.disturbed = false,
        }
        Ok(())
    }

    fn conclude(&mut self, conclusion: &Conclusion) -> Verdict {
        let mut missing = self
            .messages
            .iter()
            .filter_map(|(name, message)| Some((message.sent, name, self.missing(name, message)?)));
        let first = missing.next();
        let first = missing.fold(first, |first, next| {
            first.map(|first| if next.0 < first.0 { next } else { first })
        });
        match first {
            Some((_, name, _)) if self.disturbed => {
                let why = format!("not all deliver {name:?}, but not all is healed");
                Verdict::nothing_to_judge(why)
            }
            Some((_, name, _)) if !conclusion.idle => {
                let why = format!("the run was cut off before all had delivered {name:?}");
                Verdict::nothing_to_judge(why)
            }
            Some((_, _, violation)) => violation.into(),
            None if self.delivered => Verdict::Passed,
            None => Verdict::nothing_to_judge("nothing was delivered"),
        }
    }

    fn reset(&mut self) {
        self.messages.clear();
        self.down.clear();
        self.crashed.clear();
        (self.disturbed, self.delivered) = (false, false);
    }
}
