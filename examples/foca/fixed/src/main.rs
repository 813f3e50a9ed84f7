//! The version in which a node that is held for down believes it of whoever says so:
//! `cargo run --release -p fixed -- sweep foca --seeds 0..2000`.

#[path = "../../swim.rs"]
mod swim;

use std::process::ExitCode;

use sim_check::{Entry, Registry};

fn main() -> ExitCode {
    sim_cli::main(&Registry::new().with([Entry::correct(swim::scenario(10))]))
}
