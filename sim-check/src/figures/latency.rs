//! Latency: how long things take from their begin to their end.

use std::collections::BTreeMap;

use sim_core::{Event, OperationId, Protocol, Time, What};

use super::{Distribution, Figure, Meter};
use crate::checker::Conclusion;

/// What is told of something that takes time. The key says which thing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Span<K> {
    /// It begins, unless it has already.
    Begun(K),
    /// It ends well.
    Ended(K),
    /// It won't end well any more.
    GivenUp(K),
}

/// How long things took, in virtual time.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Latency {
    /// How many nanoseconds each took that ended well.
    pub times: Distribution,
    /// How many had no end when their runs were over. What they would have taken is missing above.
    pub open: u64,
    /// How many were given up.
    pub given_up: u64,
}

impl Latency {
    pub(super) fn and(self, other: &Self) -> Self {
        Self {
            times: self.times.and(&other.times),
            open: self.open + other.open,
            given_up: self.given_up + other.given_up,
        }
    }
}

/// The calls of clients: those that fail are given up, and those of which nobody knows how they ended.
pub(super) fn call<P: Protocol>(event: &Event<'_, P>) -> Option<Span<OperationId>> {
    if let What::Invoked { operation } = event.what {
        Some(Span::Begun(operation))
    } else if let What::Succeeded { operation } = event.what {
        Some(Span::Ended(operation))
    } else if let What::Failed { operation } | What::Unknown { operation } = event.what {
        Some(Span::GivenUp(operation))
    } else {
        None
    }
}

/// Costs O(log open) per item. Keeps what is open.
pub(super) struct LatencyMeter<K, F> {
    read: F,
    open: BTreeMap<K, Time>,
    measured: Latency,
}

impl<K, F> LatencyMeter<K, F> {
    pub(super) const fn new(read: F) -> Self {
        let measured = Latency { times: Distribution::new(), open: 0, given_up: 0 };
        Self { read, open: BTreeMap::new(), measured }
    }
}

impl<P, K, F> Meter<P> for LatencyMeter<K, F>
where
    P: Protocol,
    K: Ord,
    F: FnMut(&Event<'_, P>) -> Option<Span<K>>,
{
    fn see(&mut self, event: &Event<'_, P>) {
        match (self.read)(event) {
            Some(Span::Begun(key)) => {
                self.open.entry(key).or_insert(event.time);
            }
            Some(Span::Ended(key)) => {
                if let Some(begun) = self.open.remove(&key) {
                    self.measured.times.add(event.time.since(begun).as_nanos());
                }
            }
            Some(Span::GivenUp(key)) => {
                self.measured.given_up += u64::from(self.open.remove(&key).is_some());
            }
            None => {}
        }
    }

    fn conclude(&mut self, _: &Conclusion) -> Figure {
        self.measured.open = self.open.len() as u64;
        Figure::Latency(std::mem::take(&mut self.measured))
    }

    fn reset(&mut self) {
        self.open.clear();
        self.measured = Latency::default();
    }
}
