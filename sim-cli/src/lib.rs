//! The command: sweeps, replays, shrinks and shows the scenarios of a registry.
//!
//! `sim` is this command over the zoo. Whoever has scenarios of their own has the same command for them in a few lines, and
//! with `default-features = false` without building the zoo:
//!
//! ```no_run
//! use std::process::ExitCode;
//!
//! use sim_check::prelude::*;
//! use sim_check::{Entry, Registry};
//! # struct Greetings;
//! # impl Protocol for Greetings {
//! #     type Message = ();
//! #     type Fact = ();
//! #     type Timer = ();
//! #     type Operation = ();
//! #     type Outcome = ();
//! #     type View = ();
//! # }
//!
//! fn greetings() -> Scenario<Greetings> {
//!     scenario("greetings") // ...
//! }
//!
//! fn main() -> ExitCode {
//!     sim_cli::main(&Registry::new().with([Entry::correct(greetings())]))
//! }
//! ```
//!
//! `examples/shop.rs` is such a command as a whole: `cargo run --example shop -- sweep shop/asks-again`. So are the projects in the
//! repository's `examples`, each over a crate that others wrote.
//!
//! # What it promises
//!
//! Results go to standard output, progress and diagnostics to standard error. `--format json` prints one object a line,
//! in which numbers that may need 64 bits are strings; `--format github` prints annotations. The exit code says what
//! came of it:
//!
//! | code | |
//! |---|---|
//! | 0 | no violation |
//! | 1 | a violation |
//! | 2 | usage, or a bad plan, file or scenario |
//! | 3 | two runs of one seed differ |
//! | 4 | a stale schedule |
//! | 5 | undecided: the budget ended, or nothing ran |
//! | 101 | a bug, of `sim` or in the part of a scenario that isn't simulated |
//! | 130 | interrupted |
//!
//! # Map
//!
//! A file of `command` is a subcommand. Around them: what is asked for (`arguments`, `seeds`, `strategy`, `pick`), what is read and
//! written (`kept`, `part`, `merged`, `output`, `record`, `annotation`, `paint`, `bar`), and what may come in between (`refusal`, `exit`,
//! `interrupt`, `bug`, `invocation`,
//! `variables`, `watch`).

mod annotation;
mod arguments;
mod bar;
mod bug;
mod command;
mod exit;
mod interrupt;
mod invocation;
mod kept;
mod merged;
mod output;
mod paint;
mod part;
mod pick;
mod record;
mod refusal;
mod seeds;
mod strategy;
mod variables;
mod watch;

use std::process::ExitCode;

use sim_check::Registry;

/// The whole command over these scenarios, with the arguments of this process.
///
/// It takes the process for its own: it listens to Ctrl-C, and says how to reproduce a panic.
pub fn main(registry: &Registry) -> ExitCode {
    bug::guarded(|bugs| command::run(registry, bugs)).into()
}
