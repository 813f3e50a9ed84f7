//! Shrinking: from a list that makes a run fail to the entries that are needed for it.
//!
//! What is shrunk is a [`Subject`]: it knows how to make a run of a list of entries, and whether that run fails in the same
//! way. [`shrink`] leaves out and plains down entries as long as the run fails, and says whether each that is left is needed:
//!
//! ```
//! use sim_check::shrink::{Answer, Certificate, Failing, Subject, shrink};
//!
//! /// A run fails if three numbers of ten or more are among its entries.
//! struct ThreeLarge;
//!
//! impl Subject for ThreeLarge {
//!     type Entry = u64;
//!     type Note = &'static str;
//!
//!     fn attempt(&mut self, candidate: &[u64]) -> Answer<u64, &'static str> {
//!         if candidate.iter().filter(|number| **number >= 10).count() < 3 {
//!             return Answer::Otherwise("passes");
//!         }
//!         Answer::Fails(Failing { entries: candidate.to_vec(), size: 0 })
//!     }
//!
//!     fn digest(&self, entry: &u64) -> u64 {
//!         *entry
//!     }
//!
//!     fn value(&self, entry: &u64) -> Option<u64> {
//!         Some(*entry)
//!     }
//!
//!     fn with_value(&self, _: &u64, value: u64) -> Option<u64> {
//!         Some(value)
//!     }
//! }
//!
//! let failing = Failing { entries: (0..1_000).rev().collect(), size: 0 };
//! let shrunk = shrink(&mut ThreeLarge, failing, 500);
//! assert_eq!(shrunk.failing.entries, [10, 10, 10]);
//! assert_eq!(shrunk.certificate, Certificate::Minimal { without: vec!["passes"; 3], pairs: true });
//! assert!(shrunk.finished);
//! ```
//!
//! # Passes
//!
//! A [`Pass`] tries candidates made of the best list so far; [`Shrinking`] runs them, remembers the answers, counts the runs
//! and keeps what is better. Better is: fewer entries, then a smaller size, then an order that the subject prefers, then
//! smaller values, the first entry's first. With n entries, of which k are left, v of them with values below m:
//!
//! | pass | tries | runs |
//! |---|---|---|
//! | [`deletion`] | without a chunk: all, half, a quarter, ..., one | 2 k log (n / k) if k is small, 2 n if all are needed |
//! | [`singles`] | without one, until none can go | k, if all are needed |
//! | [`renumbering`] | without one entry, with all values lowered by one | k |
//! | [`replacement`] | one value as large as can be, without a chunk of the others | 2 k v, if few are left |
//! | [`middle`] | without all between the first few entries and the last one | k, or log n in long lists |
//! | [`values`] | each value smaller | 7 v, 2 log m + 2 more for each that gets smaller |
//! | [`order`] | entries, or their values, where they should rather be | k log k + v² / 2 |
//! | [`couples`] | two values lowered, or one for the other, by as much; equal ones together | 3 v², 2 log m more if it helps |
//! | [`lineages`] | without an entry and all that it led to, or what came of it in up to three steps | k, 3 more for each that came from outside |
//! | [`units`] | without chunks of what came from outside, with all that it led to | 2 k log (n / k), k and n of these |
//! | [`exchange`] | without one of these, with something that wasn't listed in its place | k for each such thing, if few are left |
//! | [`pairs`] | without any two | k² / 2, if few are left |
//!
//! That is for one sweep. [`shrink`] begins again with the first pass when entries went, otherwise with what came of a whole
//! round, until a round changes nothing. Each change is strictly for the better, so there is an end; what is asked again is
//! answered from memory. Apart from runs a candidate costs time in the length of its list, and two numbers are remembered.
//!
//! What is tried is known from others: halved chunks from delta debugging; lowering two values together, redistributing
//! among two, probing by powers of two from Hypothesis.
//!
//! Deliberately absent: chance, so equal subjects give equal answers; what entries mean, which is the subject's; a second
//! opinion on whether a failure is the same, and what else was found on the way, which are the subject's too.

mod certificate;
mod couples;
mod deletion;
mod exchange;
mod largest;
mod lineages;
mod middle;
mod order;
mod pairs;
mod preference;
mod renumbering;
mod replacement;
mod shrinking;
mod subject;
mod units;
mod values;

pub use certificate::{Certificate, certificate};
pub use couples::couples;
pub use deletion::{deletion, singles};
pub use exchange::exchange;
pub use lineages::lineages;
pub use middle::middle;
pub use order::order;
pub use pairs::pairs;
pub use renumbering::renumbering;
pub use replacement::replacement;
pub use shrinking::{Pass, Shrinking};
pub use subject::{Answer, Failing, Subject};
pub use units::units;
pub use values::values;

/// Few enough entries that any two of them can be tried together.
const FEW: usize = 15;

/// What is left of a list after shrinking.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shrunk<E, N> {
    /// The best list.
    pub failing: Failing<E>,
    /// How many runs it took.
    pub runs: u64,
    /// Whether all passes came to their end; with more runs there may be something better otherwise.
    pub finished: bool,
    /// Whether each entry is needed, which may be known without that.
    pub certificate: Certificate<N>,
}

/// Shrinks a list that is known to fail with all passes, in at most so many runs.
pub fn shrink<S: Subject>(
    subject: &mut S,
    failing: Failing<S::Entry>,
    runs_max: u64,
) -> Shrunk<S::Entry, S::Note> {
    let mut shrinking = Shrinking::new(subject, failing, runs_max);
    shrinking.settle(&[deletion, renumbering, replacement, values, order, couples, pairs]);
    let certificate = certificate(&mut shrinking);
    let (runs, finished) = (shrinking.runs(), !shrinking.is_spent());
    Shrunk { failing: shrinking.into_best(), runs, finished, certificate }
}

#[cfg(test)]
mod tests;
