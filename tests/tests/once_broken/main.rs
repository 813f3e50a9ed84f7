//! Small worlds in which the kernel once went wrong; random ones found most of them.
#![expect(clippy::wildcard_enum_match_arm, reason = "each actor reacts to little")]

mod lists;
mod names;
mod script;
mod seats;
mod yields;
