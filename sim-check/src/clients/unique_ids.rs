//! A source of identifiers: it gives none twice.

use std::collections::BTreeMap;
use std::fmt::Debug;

use sim_core::EventId;

use super::calls::{Calls, Told};
use crate::checker::{Checker, Conclusion, Seen};
use crate::history::{Call, Outcome};
use crate::verdict::{Evidence, Verdict, Violation};

/// No identifier is given twice.
///
/// Costs O(log identifiers) per call. Keeps them all.
///
/// ```
/// use sim_check::{Call, Checker, Seen, UniqueIds};
/// use sim_core::{EventId, Time};
///
/// let mut checker = UniqueIds::new();
/// let at = |index| Seen { event: EventId::nth(index), time: Time::from_nanos(index) };
/// checker.see(at(0), (1, Call::Invoked(()))).unwrap();
/// checker.see(at(1), (2, Call::Invoked(()))).unwrap();
/// checker.see(at(2), (1, Call::Ok("x1"))).unwrap();
/// assert_eq!(
///     checker.see(at(3), (2, Call::Ok("x1"))).unwrap_err().to_string(),
///     "given twice: \"x1\" is given twice (#2 first, #3 again)",
/// );
/// ```
#[derive(Clone, Debug)]
pub struct UniqueIds<V> {
    calls: Calls<()>,
    given: BTreeMap<V, EventId>,
}

impl<V: Ord> Default for UniqueIds<V> {
    fn default() -> Self {
        Self { calls: Calls::default(), given: BTreeMap::new() }
    }
}

impl<V: Ord> UniqueIds<V> {
    /// Nothing is given yet.
    pub fn new() -> Self {
        Self::default()
    }
}

impl<V: Ord + Clone + Debug> Checker for UniqueIds<V> {
    type Item = (u64, Call<(), V>);

    fn see(&mut self, seen: Seen, (process, call): Self::Item) -> Result<(), Box<Violation>> {
        let Told::Ended((), _, Outcome::Ok(id)) = self.calls.add(seen, process, call)? else {
            return Ok(());
        };
        let Some(first) = self.given.get(&id) else {
            self.given.insert(id, seen.event);
            return Ok(());
        };
        let evidence = [Evidence::new(*first, "first"), Evidence::new(seen.event, "again")];
        Err(Violation::new("given twice", format!("{id:?} is given twice"))
            .shown_by(evidence)
            .into())
    }

    fn conclude(&mut self, _: &Conclusion) -> Verdict {
        if self.given.is_empty() {
            return Verdict::nothing_to_judge("no identifier was given");
        }
        Verdict::Passed
    }

    fn reset(&mut self) {
        self.calls.clear();
        self.given.clear();
    }
}
