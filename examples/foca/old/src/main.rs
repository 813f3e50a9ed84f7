//! The version in which two nodes that hold each other for down say so for ever: `cargo run --release -p old -- sweep foca`.

#[path = "../../swim.rs"]
mod swim;

use std::process::ExitCode;

use sim_check::{Entry, Expected, Registry};

fn main() -> ExitCode {
    let expected = Expected {
        property: "a node sends few datagrams".into(),
        seeds: 50,
        choices: 52,
        events: 40,
    };
    sim_cli::main(&Registry::new().with([Entry::mutant(swim::scenario(10), expected)]))
}
