//! Messages: how many are sent for an operation.

use sim_core::{Event, Protocol, What};

use super::{Distribution, Figure, Meter};
use crate::checker::Conclusion;

/// How many messages were sent, and how many operations there were.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Messages {
    /// How many messages were sent: those within a node as well, and one once, however many copies arrive.
    pub messages: u64,
    /// How many operations there were.
    pub operations: u64,
}

impl Messages {
    pub(super) const fn and(self, other: &Self) -> Self {
        let messages = self.messages + other.messages;
        Self { messages, operations: self.operations + other.operations }
    }
}

/// Costs O(1) per event.
pub(super) struct PerOperationMeter<F> {
    operation: F,
    measured: Messages,
}

impl<F> PerOperationMeter<F> {
    pub(super) const fn new(operation: F) -> Self {
        Self { operation, measured: Messages { messages: 0, operations: 0 } }
    }
}

impl<P, F> Meter<P> for PerOperationMeter<F>
where
    P: Protocol,
    F: FnMut(&P::Fact) -> bool,
{
    fn see(&mut self, event: &Event<'_, P>) {
        self.measured.messages += u64::from(matches!(event.what, What::Sent { .. }));
        let is_operation = event.fact().is_some_and(&mut self.operation);
        self.measured.operations += u64::from(is_operation);
    }

    fn conclude(&mut self, _: &Conclusion) -> Figure {
        Figure::Messages(std::mem::take(&mut self.measured))
    }

    fn reset(&mut self) {
        self.measured = Messages::default();
    }
}

/// Costs O(1) per event. Keeps four bytes for each event, and eight for each call.
#[derive(Default)]
pub(super) struct PerCallMeter {
    // For each event the call that has led to it, counted from one; zero, if none has.
    calls: Vec<u32>,
    // How many messages each call has led to.
    sent: Vec<u64>,
}

impl<P: Protocol> Meter<P> for PerCallMeter {
    fn see(&mut self, event: &Event<'_, P>) {
        let place = |id: sim_core::EventId| usize::try_from(id.index()).unwrap_or(usize::MAX);
        let call = if let What::Invoked { .. } = event.what {
            self.sent.push(0);
            u32::try_from(self.sent.len()).unwrap_or(0)
        } else {
            let cause = event.cause.and_then(|cause| self.calls.get(place(cause)));
            cause.copied().unwrap_or(0)
        };
        // Whoever observes a run sees each of its events; if not, nothing has led to those that were missed.
        if place(event.id) >= self.calls.len() {
            self.calls.resize(place(event.id), 0);
            self.calls.push(call);
        }
        if matches!(event.what, What::Sent { .. })
            && let Some(place) = call.checked_sub(1)
            && let Some(sent) = self.sent.get_mut(place as usize)
        {
            *sent += 1;
        }
    }

    fn conclude(&mut self, _: &Conclusion) -> Figure {
        let mut counts = Distribution::new();
        self.sent.iter().for_each(|sent| counts.add(*sent));
        Figure::Counts(counts)
    }

    fn reset(&mut self) {
        self.calls.clear();
        self.sent.clear();
    }
}
