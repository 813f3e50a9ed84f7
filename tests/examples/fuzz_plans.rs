//! Changes texts of plans, layouts, links and saved failures for a while: each is read, or refused with a mistake that
//! lies in it.
//!
//! `cargo run -p sim-tests --example fuzz_plans -- --seconds 10 --seed 1`. A text that a reader can't bear is printed
//! with the panic; the seed makes it come again.
#![expect(clippy::print_stdout, reason = "its output is one line, for whoever runs it")]
#![expect(clippy::disallowed_types, reason = "how long it runs is measured, not what it does")]

use std::time::{Duration, Instant};

use sim_core::{Source, Stream};
use sim_tests::mutation::{check, corpus, mutated};

// Texts that were read after a change are changed further, so that changes add up.
const KEPT_MAX: usize = 2_000;

fn main() {
    let [seconds, seed] = arguments();
    let began = Instant::now();
    let mut texts = corpus();
    let given = texts.len();
    let mut source = Stream::new(seed, 0);
    let (mut count, mut read) = (0_u64, 0_u64);
    while began.elapsed() < Duration::from_secs(seconds) {
        // Every other one is a given one: what was changed often has little left that could go wrong.
        let first = if source.between(0, 1) == 0 { &texts[..given] } else { &texts[..] };
        let (Some(text), Some(other)) = (source.pick(first), source.pick(&texts)) else { return };
        let text = mutated(text, other, &mut source);
        count += 1;
        if check(&text) == 0 {
            continue;
        }
        read += 1;
        if texts.len() < KEPT_MAX {
            texts.push(text);
        } else {
            let kept = texts.len() as u64;
            let place = usize::try_from(source.between(given as u64, kept - 1)).unwrap_or(given);
            texts[place] = text;
        }
    }
    println!("seed {seed}: {count} texts, {read} of them read, {} refused, 0 panics", count - read);
}

// The seconds and the seed, both as numbers.
fn arguments() -> [u64; 2] {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    ["--seconds", "--seed"].map(|name| {
        let place = arguments.iter().position(|argument| argument == name);
        let given = place.and_then(|place| arguments.get(place + 1));
        let default = if name == "--seconds" { 10 } else { 1 };
        given.map_or(default, |number| number.parse().expect("a whole number behind its name"))
    })
}
