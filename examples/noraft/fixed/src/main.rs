//! The version in which a vote asks for the term of the last entry, too:
//! `cargo run --release -p fixed -- sweep noraft --seeds 0..10000`.

#[path = "../../raft.rs"]
mod raft;

use std::process::ExitCode;

use sim_check::{Entry, Registry};

fn main() -> ExitCode {
    sim_cli::main(&Registry::new().with([Entry::correct(raft::scenario())]))
}
