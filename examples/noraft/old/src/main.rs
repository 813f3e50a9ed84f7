//! The version in which a vote is granted by the length of a log alone: `cargo run --release -p old -- sweep noraft`.

#[path = "../../raft.rs"]
mod raft;

use std::process::ExitCode;

use sim_check::{Entry, Expected, Registry};

fn main() -> ExitCode {
    let expected =
        Expected { property: "logs are replicated".into(), seeds: 500, choices: 60, events: 26 };
    sim_cli::main(&Registry::new().with([Entry::mutant(raft::scenario(), expected)]))
}
