//! Transcripts: small plays, and every event of their run.
//!
//! A test is two drawings. The first is the play: who there is, what each does when something happens, what goes
//! wrong and when ([`play`]). The second is the whole text of the run. What a play says is explained in
//! [`play::check`], what an actor can be told to do in [`sim_tests::stage::puppet`].

mod play;
mod sluice;

mod chance;
mod clocks;
mod crashes;
mod deadlocks;
mod disks;
mod errors;
mod listed;
mod livelocks;
mod marks;
mod operations;
mod overflow;
mod panics;
mod parts;
mod pauses;
mod service;
mod stops;
mod supervision;
mod timers;
mod wires;
