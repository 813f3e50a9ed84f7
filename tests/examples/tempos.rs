//! How many seeds of each tempo show a bug of order: `cargo run --release -p sim-tests --example tempos 100000`.
//!
//! The bugs are those of the relay: as deep as it says, and the farther one runner has to fall behind the other, the
//! longer the turns are.
#![expect(clippy::print_stdout, reason = "an example is there to be read")]

use sim_core::Tempo;
use sim_tests::relay::Race;

const CHANGES: [u32; 7] = [0, 1, 2, 3, 5, 8, 12];

fn main() {
    let seeds = std::env::args().nth(1).and_then(|seeds| seeds.parse().ok()).unwrap_or(2_000);
    println!("of {seeds} seeds each                       chains, by their changes");
    print!("depth  turns  runners  natural  scattered");
    CHANGES.iter().for_each(|changes| print!("{changes:7}"));
    println!();
    for (depth, runners) in [(1, 3), (2, 3), (3, 3), (4, 2)] {
        for turn in [2, 3, 4] {
            let mut race = Race::new(depth, turn, runners);
            let horizon = race.messages();
            let natural = race.hits(Tempo::Natural, 0..seeds);
            let scattered = race.hits(Tempo::Scattered, 0..seeds);
            print!("{depth:5}  {turn:5}  {runners:7}  {natural:7}  {scattered:9}");
            for changes in CHANGES {
                print!("{:7}", race.hits(Tempo::Chains { changes, horizon }, 0..seeds));
            }
            println!();
        }
    }
}
