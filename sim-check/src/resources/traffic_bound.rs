//! The traffic bound: nobody floods the network.

use std::collections::{BTreeMap, VecDeque};

use sim_core::{Duration, Event, EventId, NodeId, Protocol, Time, What, seconds};

use crate::checker::Conclusion;
use crate::property::Property;
use crate::verdict::{Evidence, Verdict, Violation};

/// No node sends more than so many messages within a time: a second, unless said otherwise.
///
/// Nodes that answer each other's answers for ever, and retries that multiply, pass any bound. A run in which nothing was sent is
/// undecided. Costs O(log nodes) per message sent. Keeps the messages of that time.
///
/// ```
/// use sim_check::{Property, TrafficBound};
/// use sim_core::seconds;
/// # use sim_core::Protocol;
/// # fn some<P: Protocol>() -> impl Property<P> {
/// let property = TrafficBound::at_most(100).within(seconds(10));
/// # property
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct TrafficBound {
    limit: usize,
    within: Duration,
    // Invariant: of each node what it has sent within that time before its last message, in order.
    sent: BTreeMap<NodeId, VecDeque<(Time, EventId)>>,
}

impl TrafficBound {
    /// At most so many.
    pub const fn at_most(limit: usize) -> Self {
        Self { limit, within: seconds(1), sent: BTreeMap::new() }
    }

    /// What is sent exactly that much later counts no more.
    pub fn within(self, within: Duration) -> Self {
        Self { within, ..self }
    }
}

impl<P: Protocol> Property<P> for TrafficBound {
    fn see(&mut self, event: &Event<'_, P>) -> Result<(), Box<Violation>> {
        let (What::Sent { .. }, Some(node)) = (event.what, event.node()) else { return Ok(()) };
        let (limit, within) = (self.limit, self.within);
        let sent = self.sent.entry(node).or_default();
        while sent.front().is_some_and(|(time, _)| event.time.since(*time) >= within) {
            sent.pop_front();
        }
        sent.push_back((event.time, event.id));
        let count = sent.len();
        if count <= limit {
            return Ok(());
        }
        let said = format!("a node sends {count} messages within {within}, at most {limit} should");
        let evidence = sent.iter().map(|(_, event)| Evidence::new(*event, "sent"));
        Err(Violation::new("too much traffic", said).shown_by(evidence).into())
    }

    fn conclude(&mut self, _: &Conclusion) -> Verdict {
        if self.sent.is_empty() {
            return Verdict::nothing_to_judge("nothing was sent");
        }
        Verdict::Passed
    }

    fn reset(&mut self) {
        self.sent.clear();
    }
}
