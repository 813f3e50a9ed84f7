//! What should hold, and under which faults.

use sim_check::prelude::*;
use sim_check::{Entry, Expected};

use super::message::{Fact, FifoChannel};
use super::receiver::Receiver;
use super::sender::Sender;
use super::window::{Mutant, Window};

const MESSAGES: &[&str] = &[
    "ant", "bee", "cat", "dog", "elk", "fox", "gnu", "hen", "ibis", "jay", "kiwi", "lynx", "mole",
    "newt", "owl", "pig", "quail", "rat", "seal", "toad",
];

/// How many messages there are.
#[derive(Clone, Debug)]
pub struct Messages {
    /// So many, of twenty.
    pub count: u64,
}

impl Parameters for Messages {
    fn fields(&mut self, fields: &mut Fields<'_>) {
        fields.number("messages", &mut self.count, 1..=MESSAGES.len() as u64);
    }
}

/// Twenty messages over a link that loses, duplicates, reorders and is cut for two seconds.
pub fn fifo_channel(name: &str, mutant: Mutant) -> Scenario<FifoChannel> {
    let name = name.to_owned();
    let all = Messages { count: MESSAGES.len() as u64 };
    Scenario::of(&all, move |messages| channel(&name, mutant, messages.count))
}

fn channel(name: &str, mutant: Mutant, count: u64) -> Scenario<FifoChannel> {
    let window = Window::new(mutant);
    let messages = usize::try_from(count).ok().and_then(|count| MESSAGES.get(..count));
    let messages = messages.unwrap_or(MESSAGES);
    scenario(name)
        .node("sender", move |directory| Sender::new(directory["receiver"], messages, window))
        .node("receiver", move |_| Receiver::new(window))
        .network(Link::new(millis(10)).jitter(millis(40)))
        .fault_model(FaultModel::new().lost().duplicated().reordered().partitioned())
        .property(
            "messages are delivered in order",
            Fifo::new().reliable().of_facts(|fact: &Fact| {
                Some(match *fact {
                    Fact::Sends(text) => Passage::Sent { channel: "the channel", message: text },
                    Fact::Delivers(text) => {
                        Passage::Received { channel: "the channel", message: text }
                    }
                })
            }),
        )
        .property(
            "each message is delivered once",
            ExactlyOnce::new().within(seconds(4)).of_facts(|fact: &Fact| {
                Some(match *fact {
                    Fact::Sends(text) => Delivery::Attempt(text),
                    Fact::Delivers(text) => Delivery::Effect(text),
                })
            }),
        )
        .sometimes("a message comes too early")
        .sometimes("a message is sent again")
        .sometimes("all is acknowledged")
        .chaos(seconds(2))
        .then_heal(seconds(4))
}

/// The correct version and its mutants.
pub fn entries() -> Vec<Entry> {
    let expected = Expected {
        property: "messages are delivered in order".into(),
        seeds: 10,
        choices: 1,
        events: 1,
    };
    let mutant = |name, mutant| Entry::mutant(fifo_channel(name, mutant), expected.clone());
    vec![
        Entry::correct(fifo_channel("fifo_channel", Mutant::None)),
        mutant("fifo_channel/no-reorder-buffer", Mutant::NoReorderBuffer),
        mutant("fifo_channel/window-off-by-one", Mutant::WindowOffByOne),
    ]
}
