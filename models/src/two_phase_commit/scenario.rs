//! Twelve bookings through weather, and after it.

use sim_check::prelude::*;
use sim_check::{Entry, Expected};
use sim_core::mix;

use super::properties::{PARTNERS, all_or_nothing};
use super::{Agency, Book, Mutant, Partner, TwoPhaseCommit};

const PROPERTY: &str = "all or nothing";

/// The correct protocol, and its mutants.
pub fn entries() -> Vec<Entry> {
    let expected =
        |seeds, choices, events| Expected { property: PROPERTY.into(), seeds, choices, events };
    vec![
        Entry::correct(scenario(Mutant::None)),
        Entry::mutant(scenario(Mutant::DecidesAlone), expected(200, 13, 10)),
        Entry::mutant(scenario(Mutant::ForgetsDecision), expected(1_000, 13, 13)),
    ]
}

/// An agency, an airline and a hotel: everything goes wrong with messages, and any one of them may be down at a time.
pub fn scenario(mutant: Mutant) -> Scenario<TwoPhaseCommit> {
    let name = match mutant {
        Mutant::None => "two_phase_commit",
        Mutant::DecidesAlone => "two_phase_commit/decides-alone",
        Mutant::ForgetsDecision => "two_phase_commit/forgets-decision",
    };
    let model =
        FaultModel::new().lost().duplicated().reordered().partitioned().crash_restart(1).paused();
    let mut scenario = sim_check::scenario(name).node("agency", move |directory| {
        Agency::new(PARTNERS.map(|partner| directory[partner]).to_vec(), mutant)
    });
    for partner in PARTNERS {
        scenario = scenario
            .node(partner, move |directory| Partner::new(partner, directory["agency"], mutant));
    }
    scenario
        .network(Link::new(millis(5)).jitter(millis(10)))
        .calls(|seed| (1..=12).map(|booking| call(seed, booking)).collect())
        // Who has begun a booking is the agency.
        .swarm(Swarm::new(model).leaders("Begins"))
        .chaos(seconds(1))
        .then_heal(seconds(2))
        .property(PROPERTY, all_or_nothing())
        .sometimes("committed")
        .sometimes("aborted")
        .sometimes("blocked")
        .marks_within(100)
}

// At any time in which things go wrong, or shortly after.
fn call(seed: u64, booking: u32) -> PlannedCall<TwoPhaseCommit> {
    let at = micros(mix(seed, booking.into()) % 1_300_000);
    PlannedCall::new(at, "agency", Book(booking))
}
