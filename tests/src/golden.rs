//! Golden worlds: small worlds whose runs are told in full, to be compared with what they were before.
//!
//! Between them they use every way in which a run could come to differ between two platforms or two builds: draws
//! of all kinds, timers, crashes, a disk, clocks, service times and blocked senders.

mod ledger;
mod ping_pong;
mod pipeline;

use sim_core::{
    Choices, Digest, Ending, Medium, Narrator, Protocol, Recording, Stop, TextHash, World,
};

/// A world by its name.
#[derive(Clone, Copy, Debug)]
pub struct Golden {
    /// Its name, and that of the file with its runs.
    pub name: &'static str,
    /// Runs it with these choices.
    pub run: fn(&Choices) -> Told,
}

/// All of them.
pub const WORLDS: [Golden; 3] = [
    Golden { name: "ledger", run: ledger::run },
    Golden { name: "ping_pong", run: ping_pong::run },
    Golden { name: "pipeline", run: pipeline::run },
];

/// What came out of a run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    /// Its events, one a line.
    pub text: String,
    /// The rolling digest.
    pub digest: Digest,
    /// Why it ended.
    pub ending: Ending,
}

impl Told {
    /// The digest of the text, which is stable across platforms and builds.
    pub fn text_digest(&self) -> u64 {
        TextHash::of(&self.text)
    }
}

// Runs a world whose faults and operations have been planned.
fn tell<P: Protocol, M: Medium<P>>(mut world: World<P, M>, stop: Stop) -> Told {
    let ending = world.run(stop);
    world.finish();
    Told { text: Narrator::text(world.directory(), world.record()), digest: world.digest(), ending }
}

// A world as built, about to be run with these choices and kept in full.
fn prepare<P: Protocol, M: Medium<P>>(world: &mut World<P, M>, choices: &Choices) {
    world.keep(Recording::All);
    world.reset(choices);
}
