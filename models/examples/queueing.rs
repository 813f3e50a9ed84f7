//! Compares long queues with theory: `cargo run --release -p sim-models --example queueing`, and how many jobs, if not 10,000,000.
//!
//! Each line is a kind of queue at a utilisation, from five seeds: what theory says, in mean service times or as a part of all
//! jobs, and by how much each seed is off. Nobody chose the seeds after seeing what comes of them.
#![expect(clippy::print_stdout, reason = "a table is what it is for")]
#![expect(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "the formulas to compare with are in floats; nothing is decided by them"
)]
#![expect(clippy::disallowed_types, reason = "how long it took is told, and decides nothing")]

#[path = "../tests/stage/formulas.rs"]
mod formulas;

use std::time::Instant;

use formulas::{refused_in_m_m_1_k, wait_in_m_d_1, wait_in_m_m_1, wait_in_m_m_4};
use sim_core::Ratio;
use sim_models::queueing::{Figures, Shop};

const SEEDS: [u64; 5] = [1, 2, 3, 4, 5];
const ROOM: u32 = 4;

type Kind = (&'static str, fn(Ratio) -> Shop, fn(f64) -> f64, fn(&Figures) -> f64);

fn main() {
    let jobs = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(10_000_000);
    let kinds: [Kind; 4] = [
        ("M/M/1", Shop::one_server, wait_in_m_m_1, wait),
        ("M/D/1", Shop::regular_server, wait_in_m_d_1, wait),
        ("M/M/4", Shop::four_servers, wait_in_m_m_4, wait),
        (
            "M/M/1/4 turns away",
            |load| Shop::small_shop(load, ROOM),
            |load| refused_in_m_m_1_k(load, 4),
            refused,
        ),
    ];
    println!("| queue | utilisation | theory | off from seeds 1 to 5, in % | time |");
    println!("|---|---|---|---|---|");
    for (name, shop, formula, measured) in kinds {
        for (percent, load) in [(50, 0.5), (80, 0.8)] {
            let expected = formula(load);
            let begun = Instant::now();
            let off = SEEDS.map(|seed| {
                let figures = shop(Ratio::percent(percent)).measure(jobs, seed);
                format!("{:+.2}", (measured(&figures) / expected - 1.0) * 100.0)
            });
            let took = begun.elapsed().as_secs_f64();
            println!("| {name} | {load} | {expected:.5} | {} | {took:.0} s |", off.join(", "));
        }
    }
}

// In mean service times, which are milliseconds.
fn wait(figures: &Figures) -> f64 {
    figures.waited as f64 / figures.taken as f64 / 1e6
}

fn refused(figures: &Figures) -> f64 {
    figures.refused as f64 / (figures.taken + figures.refused) as f64
}
