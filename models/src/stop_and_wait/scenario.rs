//! What should hold, and over which links.

use sim_check::prelude::*;
use sim_check::{Entry, Expected};

use super::message::{Fact, StopAndWait};
use super::receiver::Receiver;
use super::sender::{Acks, Sender};

/// What is wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mutant {
    /// Nothing.
    None,
    /// The link doesn't keep the order, and it doesn't duplicate.
    ReorderingLink,
    /// The link doesn't keep the order, and it duplicates.
    ReorderingDuplicatingLink,
    /// The sender doesn't look at acknowledgements.
    AckIgnored,
}

const MESSAGES: &[&str] = &["ant", "bee", "cat", "dog", "elk", "fox", "gnu", "hen", "ibis", "jay"];

/// Ten messages over a link that loses and duplicates for two seconds.
pub fn stop_and_wait(name: &str, mutant: Mutant) -> Scenario<StopAndWait> {
    let acks = match mutant {
        Mutant::AckIgnored => Acks::Ignored,
        Mutant::None | Mutant::ReorderingLink | Mutant::ReorderingDuplicatingLink => Acks::Awaited,
    };
    let loose = Link::new(millis(10)).jitter(millis(90));
    let link = match mutant {
        Mutant::None | Mutant::AckIgnored => loose.ordered(),
        Mutant::ReorderingLink | Mutant::ReorderingDuplicatingLink => loose,
    };
    let lossy = FaultModel::new().lost();
    let model = if mutant == Mutant::ReorderingLink { lossy } else { lossy.duplicated() };
    scenario(name)
        .node("sender", move |directory| Sender::new(directory["receiver"], MESSAGES, acks))
        .node("receiver", |_| Receiver::default())
        .network(link)
        .fault_model(model)
        .property(
            "each message is delivered once",
            ExactlyOnce::new().within(seconds(4)).of_facts(|fact: &Fact| {
                Some(match *fact {
                    Fact::Sends(text) => Delivery::Attempt(text),
                    Fact::Delivers(text) => Delivery::Effect(text),
                })
            }),
        )
        .property(
            "messages are delivered in order",
            Fifo::new().reliable().of_facts(|fact: &Fact| {
                Some(match *fact {
                    Fact::Sends(text) => Passage::Sent { channel: "the link", message: text },
                    Fact::Delivers(text) => {
                        Passage::Received { channel: "the link", message: text }
                    }
                })
            }),
        )
        .sometimes("a frame is sent again")
        .sometimes("a frame comes again")
        .sometimes("all is acknowledged")
        .chaos(seconds(2))
        .then_heal(seconds(4))
}

/// The correct version and its mutants.
pub fn entries() -> Vec<Entry> {
    let twice = |choices, events| Expected {
        property: "each message is delivered once".into(),
        seeds: 10,
        choices,
        events,
    };
    let skipped = Expected {
        property: "messages are delivered in order".into(),
        seeds: 30,
        choices: 4,
        events: 3,
    };
    let mutant = |name, mutant, expected| Entry::mutant(stop_and_wait(name, mutant), expected);
    vec![
        Entry::correct(stop_and_wait("stop_and_wait", Mutant::None)),
        mutant("stop_and_wait/reordering-link", Mutant::ReorderingLink, twice(5, 5)),
        mutant(
            "stop_and_wait/reordering-duplicating-link",
            Mutant::ReorderingDuplicatingLink,
            twice(4, 4),
        ),
        mutant("stop_and_wait/ack-ignored", Mutant::AckIgnored, skipped),
    ]
}
