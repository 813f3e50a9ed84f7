//! `sim`: the command over the zoo.

use std::process::ExitCode;

fn main() -> ExitCode {
    sim_cli::main(&sim_models::zoo())
}
