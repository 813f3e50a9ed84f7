//! Transactions on lists: whether they were isolated from each other as their store promises.
//!
//! Clients append elements to lists and read whole lists, several steps to a transaction. If each element is appended once,
//! a list tells in which order its elements came, and so who came before whom; what can't be brought into an order is an
//! [`Anomaly`], and a [`Level`] says which of them a store may show. The method is that of the checker Elle (Kingsbury and
//! Alvaro, 2020), with its names.
//!
//! ```
//! use sim_check::transactions::{Level, Step::{Append, Read}, Transactions, anomalies, judge};
//! use sim_check::{Call, Verdict};
//! use sim_core::EventId;
//!
//! // Two doctors go off duty, each because the other is still there: write skew.
//! let mut history = Transactions::new();
//! let went = [
//!     (1, vec![Read("anne", vec![]), Append("bert", "off")]),
//!     (2, vec![Read("bert", vec![]), Append("anne", "off")]),
//! ];
//! for (process, steps) in went.clone() {
//!     history.add(EventId::nth(process), process, Call::Invoked(steps))?;
//! }
//! for (process, steps) in went {
//!     history.add(EventId::nth(process + 2), process, Call::Ok(steps))?;
//! }
//! assert_eq!(judge(&history, Level::SnapshotIsolation), Verdict::Passed);
//! let Verdict::Violated(violation) = judge(&history, Level::Serializable) else { panic!() };
//! assert_eq!(
//!     violation.to_string(),
//!     "G2-item: T1 (#3) read anne without off, which T2 (#4) appended; \
//!      T2 read bert without off, which T1 appended; so none of them comes first \
//!      (#3 T1 of process 1, #4 T2 of process 2)"
//! );
//! # Ok::<(), sim_check::HistoryError>(())
//! ```
//!
//! What counts: a transaction that ended well; one whose end is unknown only if something it appended was read; one that
//! failed never, and if something it appended was read, that is an anomaly.
//!
//! Everything found is there. Not everything that is there is found: elements that nobody read have no order among
//! themselves, so let the last transactions of a run read all lists.
//!
//! Time and memory grow with the history (all steps, and all elements of all lists that were read), times a logarithm. Only
//! what lies on cycles costs more: see [`judge`].

mod anomaly;
mod cycle;
mod dependency;
mod direct;
mod ledger;
mod level;
mod list_append;
mod step;
mod telling;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt::Display;

pub use anomaly::{Anomaly, Shape, Ties};
pub use level::Level;
pub use list_append::ListAppend;
pub use step::{Step, Transaction, Transactions, Word};

use crate::verdict::{Doubt, Verdict, Violation};
use ledger::Ledger;

/// Whether transactions were isolated as a level promises; otherwise the first anomaly that it forbids.
///
/// A history in which no transaction read anything and ended well is undecided, and one in which an element was appended
/// twice to a list.
///
/// Only if there are cycles it takes more steps than the history is long: for n transactions of a component of the graph
/// and r of their read-write edges n times r/64, and at most some millions to find a short cycle to tell.
pub fn judge<K, V>(history: &Transactions<K, V>, level: Level) -> Verdict
where
    K: Ord + Display,
    V: Ord + Display,
{
    let ledger = match open(history) {
        Ok(ledger) => ledger,
        Err(doubt) => return Verdict::Undecided(doubt),
    };
    let forbidden = direct::find(&ledger).into_iter().find(|(anomaly, _)| level.forbids(*anomaly));
    if let Some((_, violation)) = forbidden {
        return violation.into();
    }
    let graph = dependency::graph(&ledger, level.ties());
    for ties in Ties::ALL.into_iter().filter(|ties| *ties <= level.ties()) {
        // A cycle that is allowed with few ties doesn't hide one that is forbidden with more.
        let mut explained = vec![false; graph.node_count()];
        let found = cycle::cycles(&graph, ties, level.shape(), &mut explained);
        if let Some((shape, cycle)) = found.into_iter().next() {
            return telling::tell(&ledger, Anomaly::Cycle(ties, shape), &cycle).into();
        }
    }
    Verdict::Passed
}

/// All anomalies, each with one violation that shows it.
///
/// Transactions that make cycles without regard to processes and time aren't searched for cycles with them; of each set of
/// transactions that all reach each other G-nonadjacent is told only where there is no worse cycle, and G2 only where there
/// is no other.
///
/// # Errors
/// The history says nothing, as for [`judge`].
pub fn anomalies<K, V>(history: &Transactions<K, V>) -> Result<BTreeMap<Anomaly, Violation>, Doubt>
where
    K: Ord + Display,
    V: Ord + Display,
{
    let ledger = open(history)?;
    let mut found = direct::find(&ledger);
    let graph = dependency::graph(&ledger, Ties::Realtime);
    let mut explained = vec![false; graph.node_count()];
    for ties in Ties::ALL {
        for (shape, cycle) in cycle::cycles(&graph, ties, Shape::G2, &mut explained) {
            let anomaly = Anomaly::Cycle(ties, shape);
            found.insert(anomaly, telling::tell(&ledger, anomaly, &cycle));
        }
    }
    Ok(found)
}

/// The ledger of a history that says something.
fn open<K, V>(history: &Transactions<K, V>) -> Result<Ledger<'_, K, V>, Doubt>
where
    K: Ord + Display,
    V: Ord + Display,
{
    let ledger = Ledger::new(history.operations())?;
    if ledger.is_silent() {
        let count = history.operations().len();
        return Err(Doubt::NothingToJudge(format!(
            "of {count} transactions none read anything and ended well"
        )));
    }
    Ok(ledger)
}
