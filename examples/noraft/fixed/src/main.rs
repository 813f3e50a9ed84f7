//! The version in which a vote asks for the term of the last entry, too: `cargo run --release -p fixed`.

#[path = "../../raft.rs"]
mod raft;

use sim_check::check;

fn main() {
    println!("{}", check(raft::scenario()).seeds(0..10_000).report());
}
