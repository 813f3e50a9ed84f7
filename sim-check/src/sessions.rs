//! Sessions of transactions on registers: how weakly they are isolated.
//!
//! Clients read and write registers, several accesses to a transaction; each value is written once to a register, so that
//! it tells from whom it was read. An [`Isolation`] says what a transaction must have seen; the order of transactions that
//! follows from it must have no cycle. Levels are those of Biswas and Enea (2019), algorithms those of the checker AWDIT
//! (Møldrup and Pavlogiannis, 2025).
//!
//! ```
//! use sim_check::Call;
//! use sim_check::sessions::{Access::{Read, Write}, Isolation, Sessions, strongest};
//! use sim_core::EventId;
//!
//! // A reader sees half of what a writer wrote at once.
//! let mut history = Sessions::new();
//! let sessions = [
//!     (1, vec![Write("x", 1), Write("y", 1)]),
//!     (2, vec![Read("x", Some(1)), Read("z", None)]),
//!     (3, vec![Read("y", None), Read("x", Some(1))]),
//! ];
//! for (process, accesses) in sessions {
//!     history.add(EventId::nth(2 * process), process, Call::Invoked(accesses.clone()))?;
//!     history.add(EventId::nth(2 * process + 1), process, Call::Ok(accesses))?;
//! }
//! assert_eq!(strongest(&history), Ok(Some(Isolation::ReadCommitted)));
//! # Ok::<(), sim_check::HistoryError>(())
//! ```
//!
//! What sessions see of their own past, one register at a time, is a [`Guarantee`] each, judged by [`SessionGuarantees`].
//!
//! What counts: a transaction that ended well; one whose end is unknown only if something it wrote was read, and then nothing
//! of its session follows it; one that failed never.
//!
//! For n accesses in k sessions, each times a logarithm: read committed and read atomic take n times the root of n steps,
//! causal n times k, and as much memory for each transaction as there are sessions.

mod access;
mod book;
mod guarantee;
mod infer;
mod isolation;
mod session_guarantees;
mod telling;
mod versions;
mod weak_isolation;

#[cfg(test)]
mod tests;

use std::fmt::Display;

pub use access::{Access, Sessions, Transaction, Word};
pub use guarantee::Guarantee;
pub use isolation::Isolation;
pub use session_guarantees::SessionGuarantees;
pub use weak_isolation::WeakIsolation;

use crate::graph::Graph;
use crate::verdict::{Doubt, Verdict, Violation};
use book::Book;
use infer::Order;

/// Whether sessions are isolated as a level promises; otherwise what breaks the weakest level that doesn't hold.
///
/// A history in which no transaction read anything and ended well is undecided, and one in which a value was written twice
/// to a register.
pub fn judge<K, V>(history: &Sessions<K, V>, level: Isolation) -> Verdict
where
    K: Ord + Display,
    V: Ord + Display,
{
    match first_broken(history) {
        Err(doubt) => Verdict::Undecided(doubt),
        Ok(Some((broken, violation))) if broken <= level => violation.into(),
        Ok(_) => Verdict::Passed,
    }
}

/// The strongest level that holds, if any does.
///
/// # Errors
/// The history says nothing, as for [`judge`].
pub fn strongest<K, V>(history: &Sessions<K, V>) -> Result<Option<Isolation>, Doubt>
where
    K: Ord + Display,
    V: Ord + Display,
{
    let broken = first_broken(history)?;
    let holds = |level: &Isolation| broken.as_ref().is_none_or(|(broken, _)| level < broken);
    Ok(Isolation::ALL.into_iter().rfind(holds))
}

/// The weakest level that doesn't hold, and why.
fn first_broken<K, V>(history: &Sessions<K, V>) -> Result<Option<(Isolation, Violation)>, Doubt>
where
    K: Ord + Display,
    V: Ord + Display,
{
    let mut book = Book::new(history.operations())?;
    if let Some(violation) = book.broken.take() {
        return Ok(Some((Isolation::ReadCommitted, violation)));
    }
    let nodes = book.first() + 1;
    let known: Order = Graph::new(nodes, infer::known(&book));
    if let Some(violation) = telling::cycle(&book, &known, "causal cycle") {
        return Ok(Some((Isolation::ReadCommitted, violation)));
    }
    for level in Isolation::ALL {
        let unrepeated =
            (level > Isolation::ReadCommitted).then(|| telling::unrepeated(&book)).flatten();
        let violation = unrepeated.or_else(|| {
            let mut edges = known.edges().to_vec();
            edges.extend(infer::inferred(&book, &known, level));
            telling::cycle(&book, &Graph::new(nodes, edges), level.anomaly())
        });
        if let Some(violation) = violation {
            return Ok(Some((level, violation)));
        }
    }
    Ok(None)
}
