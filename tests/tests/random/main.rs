//! What must hold in every world, tested on many random ones.
#![expect(clippy::wildcard_enum_match_arm, reason = "each test looks at a few events only")]

mod books;
mod names;
mod order;
mod removal;
mod replay;
mod same;
mod sense;
mod stopping;
mod survival;
mod walks;
