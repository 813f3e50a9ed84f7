//! One that writes and two that read, through weather and after it.

use sim_check::linear::Linear;
use sim_check::linear::register::{Register, RegisterInput, RegisterOutput};
use sim_check::prelude::*;
use sim_check::{Entry, Expected, LeadsTo, Progress, Property, calls, in_weather};
use sim_core::mix;

use super::{AbdRegister, Client, Mutant, Replica};

const LINEAR: &str = "the register is linearizable";

/// The correct protocol, and its mutants.
pub fn entries() -> Vec<Entry> {
    let expected =
        |seeds, choices, events| Expected { property: LINEAR.into(), seeds, choices, events };
    vec![
        Entry::correct(scenario(Mutant::None)),
        Entry::mutant(scenario(Mutant::NoWriteBack), expected(1_000, 18, 18)),
        Entry::mutant(scenario(Mutant::SmallQuorum), expected(100, 15, 12)),
    ]
}

/// Three replicas, a writer and two readers: everything goes wrong with messages, and one node at a time may be down.
pub fn scenario(mutant: Mutant) -> Scenario<AbdRegister> {
    let name = match mutant {
        Mutant::None => "abd_register",
        Mutant::NoWriteBack => "abd_register/no-write-back",
        Mutant::SmallQuorum => "abd_register/small-quorum",
    };
    let client = move |directory: &Directory| {
        let replicas = ["replica1", "replica2", "replica3"].map(|replica| directory[replica]);
        Client::new(replicas.to_vec(), mutant)
    };
    let model =
        FaultModel::new().lost().duplicated().reordered().partitioned().crash_restart(1).paused();
    sim_check::scenario(name)
        .nodes("replica", 3, |_, _| Replica::default())
        .node("writer", client)
        .node("reader1", client)
        .node("reader2", client)
        .network(Link::new(millis(5)).jitter(millis(20)))
        .calls(calls_of)
        .fault_model(model)
        .chaos(millis(500))
        .then_heal(seconds(2))
        .property(LINEAR, linearizable())
        .property("each call ends", each_call_ends())
        .sometimes("asked again")
        .sometimes("replicas disagree")
        .marks_within(100)
}

// Each reads or writes now and then, at any time in which things go wrong, or shortly after.
fn calls_of(seed: u64) -> Vec<PlannedCall<AbdRegister>> {
    let at = |number| micros(mix(seed, number) % 600_000);
    let write =
        |number: u32| PlannedCall::new(at(number.into()), "writer", RegisterInput::Write(number));
    let read = |number: u64| {
        let reader = if number.is_multiple_of(2) { "reader1" } else { "reader2" };
        PlannedCall::new(at(100 + number), reader, RegisterInput::Read)
    };
    (1..=10).map(write).chain((0..20).map(read)).collect()
}

fn linearizable() -> impl Property<AbdRegister> + Clone + Send + Sync + 'static {
    Linear::new(Register::new(0)).of_events(calls::<AbdRegister, _, _>(
        |asked: &RegisterInput<u32>| Some(asked.clone()),
        RegisterOutput::clone,
    ))
}

fn each_call_ends() -> impl Property<AbdRegister> + Clone + Send + Sync + 'static {
    LeadsTo::new().within(seconds(1)).of_events(in_weather(
        |event: &Event<'_, AbdRegister>| match (event.what, event.node()) {
            (What::Invoked { operation }, node) => Some(Progress::Owed { key: operation, node }),
            (What::Succeeded { operation }, _) => Some(Progress::Met(operation)),
            // Whoever crashes, or is down when called, owes no answer.
            (What::Unknown { operation } | What::Failed { operation }, _) => {
                Some(Progress::Waived(operation))
            }
            _ => None,
        },
    ))
}
