//! What must hold on every network in every weather, tested on many random ones.
#![expect(clippy::wildcard_enum_match_arm, reason = "each test looks at a few events only")]

mod books;
mod replay;
mod same;
