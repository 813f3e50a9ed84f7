//! The sluice: a wire that can be shut, so that what is in flight is held or cut off.

use sim_core::{
    Arrival, Departure, DropCause, Duration, Fate, Medium, Stream, Strike, Time, Trip, Unbreakable,
    Wire,
};

use sim_tests::stage::puppet::Script;

/// What is done to the sluice.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Gate {
    /// What arrives enters.
    Open,
    /// What arrives waits.
    Hold,
    /// What leaves or arrives is dropped.
    Cut,
}

/// A wire with one gate for all.
pub(crate) struct Sluice {
    wire: Wire,
    gate: Gate,
}

impl Sluice {
    pub(crate) fn new(wire: Wire) -> Self {
        Self { wire, gate: Gate::Open }
    }
}

// The wire carries any protocol's messages, so it has to be said whose.
fn inner(wire: &mut Wire) -> &mut impl Medium<Script, Fault = Unbreakable> {
    wire
}

impl Medium<Script> for Sluice {
    type Fault = Gate;

    fn draw(
        &mut self,
        trip: &Trip,
        message: &sim_tests::stage::puppet::Word,
        stream: &mut Stream,
        fate: &mut Fate,
    ) {
        inner(&mut self.wire).draw(trip, message, stream, fate);
    }

    fn delay_max(&mut self, trip: &Trip) -> Duration {
        inner(&mut self.wire).delay_max(trip)
    }

    fn depart(
        &mut self,
        trip: &Trip,
        message: &sim_tests::stage::puppet::Word,
        fate: &Fate,
        copy: u8,
    ) -> Departure {
        match self.gate {
            Gate::Open | Gate::Hold => inner(&mut self.wire).depart(trip, message, fate, copy),
            Gate::Cut => Departure::Dropped(DropCause::Cut),
        }
    }

    fn arrive(&mut self, _: &Trip, _: Time) -> Arrival {
        match self.gate {
            Gate::Open => Arrival::Enters,
            Gate::Hold => Arrival::Held,
            Gate::Cut => Arrival::Dropped(DropCause::Cut),
        }
    }

    fn strike(&mut self, gate: &Gate, _: &mut Strike<'_>) {
        self.gate = *gate;
    }

    fn reset(&mut self) {
        self.gate = Gate::Open;
    }
}
