//! The weather: how a network and plans act on small worlds, as transcripts.
//!
//! A test is two drawings, as in `transcripts`: the play, with its links and its plan in RON, and the whole text of the
//! run. What a play says is explained in [`play::check`]; what an actor can be told to do in
//! [`sim_tests::stage::puppet`].

mod backpressure;
mod bandwidths;
mod chances;
mod clauses;
mod clocks;
mod crashes;
mod disks;
mod errors;
mod flights;
mod forced;
mod heals;
mod holds;
mod links;
mod partitions;
mod pauses;
mod play;
mod residue;
mod routes;
mod rules;
mod seeds;
mod selectors;
mod severed;
mod slowness;
mod spreads;
mod stalls;
mod streams;
mod times;
mod verdicts;
mod windows;
mod wording;
