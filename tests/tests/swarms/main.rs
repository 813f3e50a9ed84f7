//! What must hold on every network in every weather, tested on many random ones.
#![expect(clippy::wildcard_enum_match_arm, reason = "each test looks at a few events only")]

mod books;
mod chat;
mod cut;
mod heal;
mod model;
mod order;
mod pipe;
mod removal;
mod replay;
mod same;
mod still;
mod stream;
mod wall;

// So many worlds go through each test: what is wrong with one in a hundred shows.
const SEEDS: u64 = 100;
