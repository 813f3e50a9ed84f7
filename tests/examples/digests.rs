//! Digests of many runs, one a line: equal wherever, whenever and however this was compiled.
//!
//! `cargo run -p sim-tests --example digests`. What it prints is compared between builds; here it only makes sure that
//! another thread, in which another world has just run, gives the same.
#![expect(clippy::print_stdout, reason = "its output is compared between builds")]

use std::fmt::Write;

use sim_core::Choices;
use sim_tests::golden::WORLDS;

fn main() {
    let here = digests();
    assert_eq!(here, on_another_thread(), "a run depends on its thread");
    print!("{here}");
}

fn digests() -> String {
    let mut lines = String::new();
    for world in WORLDS {
        for seed in 0..100 {
            let told = (world.run)(&Choices::drawn(seed));
            let events = told.text.lines().count();
            writeln!(
                lines,
                "{:<9} seed {seed:>2}  {events:>4} events  digest {}  text {:016x}  {}",
                world.name,
                told.digest,
                told.text_digest(),
                told.ending
            )
            .expect("a string takes all");
        }
    }
    lines
}

#[expect(clippy::disallowed_methods, reason = "that a run doesn't notice its thread is the point")]
fn on_another_thread() -> String {
    std::thread::spawn(digests).join().expect("it didn't panic on this thread either")
}
