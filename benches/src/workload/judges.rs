//! Judges: what each checker costs per item, and how that grows.
//!
//! Each row has a checker read histories of n, 4n and 16n items (or calls of more and more clients), in which nothing is
//! wrong unless the row says so. Where the cost of an item doesn't depend on the others, all three cost the same. What is
//! timed is reading, and the judgement at the end.

mod agreeing;
mod calling;
mod clients;
mod isolating;
mod linear;
mod objects;
mod passing;
mod public;
mod replicating;
mod watching;

use sim_check::{Checker, Conclusion, Seen, Verdict};
use sim_core::{EventId, Time, mix};

use super::{Growth, Judged, Judging, Measure, Row};

/// The rows of judges.
pub(super) fn rows() -> Vec<Row> {
    let mut rows = passing::rows();
    rows.extend(replicating::rows());
    rows.extend(agreeing::rows());
    rows.extend(calling::rows());
    rows.extend(linear::rows());
    rows.extend(isolating::rows());
    rows.extend(watching::rows());
    rows.extend(public::rows());
    rows
}

fn growth(
    name: &'static str,
    over: &'static str,
    sizes: Vec<u64>,
    history: impl Fn(u64) -> Result<Judging, String> + 'static,
) -> Row {
    let growth = Growth { over, sizes, history: Box::new(history) };
    Row { name, on_request: false, measure: Measure::Growth(growth) }
}

/// A checker that reads about so many items, and four and sixteen times as many.
fn longer<C: Checker + 'static>(
    name: &'static str,
    least: u64,
    checker: impl Fn() -> C + 'static,
    items: impl Fn(u64) -> Vec<C::Item> + 'static,
) -> Row {
    let sizes = vec![least, 4 * least, 16 * least];
    growth(name, "items", sizes, move |size| Ok(judging(checker(), items(size), true)))
}

/// Has a checker read these items, a microsecond apart; then nothing is left to happen, or the run is cut off.
fn judging<C: Checker + 'static>(mut checker: C, items: Vec<C::Item>, idle: bool) -> Judging {
    let count = items.len() as u64;
    let mut items = items.into_iter();
    Box::new(move || {
        let at = |index| Time::from_nanos(1_000 * index);
        for (index, item) in (0..).zip(items.by_ref()) {
            let seen = Seen { event: EventId::nth(index), time: at(index) };
            if let Err(violation) = checker.see(seen, item) {
                panic!("{violation}");
            }
        }
        let verdict = checker.conclude(&Conclusion { time: at(count), idle });
        assert_eq!(verdict, Verdict::Passed);
        Judged { items: count, steps: None }
    })
}

/// Numbers that look random: always the same ones.
#[derive(Debug)]
struct Dice {
    seed: u64,
    thrown: u64,
}

impl Dice {
    const fn new(seed: u64) -> Self {
        Self { seed, thrown: 0 }
    }

    const fn below(&mut self, limit: u64) -> u64 {
        self.thrown += 1;
        mix(self.seed, self.thrown) % limit
    }
}
