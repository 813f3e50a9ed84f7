//! Causal reverse: a write is seen, but not one that was over before it began.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use sim_core::EventId;

use super::calls::{Calls, Told};
use super::final_set::SetAsk;
use crate::checker::{Checker, Conclusion, Seen};
use crate::history::{Call, Outcome};
use crate::verdict::{Evidence, Verdict, Violation};

/// Whoever sees a write sees all writes that had ended before it began.
///
/// A write adds a value of its own ([`SetAsk::Add`]); a read tells which of them it sees. This is less than that reads are up to
/// date: a read that sees nothing is always right.
///
/// Costs O(writes · log writes) per read. Keeps the writes.
///
/// ```
/// use sim_check::{Call, CausalReverse, Checker, Seen, SetAsk};
/// use sim_core::{EventId, Time};
///
/// let mut checker = CausalReverse::new();
/// let at = |index| Seen { event: EventId::nth(index), time: Time::from_nanos(index) };
/// for (index, value) in [(0, "a"), (2, "b")] {
///     checker.see(at(index), (1, Call::Invoked(SetAsk::Add(value)))).unwrap();
///     checker.see(at(index + 1), (1, Call::Ok(vec![]))).unwrap();
/// }
/// checker.see(at(4), (2, Call::Invoked(SetAsk::Read))).unwrap();
/// assert_eq!(
///     checker.see(at(5), (2, Call::Ok(vec!["b"]))).unwrap_err().to_string(),
///     "effect without cause: \"b\" is seen, but not \"a\", which had ended before it began \
///      (#1 unseen write ended, #2 seen write began, #5 read)",
/// );
/// ```
#[derive(Clone, Debug)]
pub struct CausalReverse<V> {
    calls: Calls<SetAsk<V>>,
    // When each write began, and when it ended well.
    writes: BTreeMap<V, (EventId, Option<EventId>)>,
    read: bool,
}

impl<V: Ord> Default for CausalReverse<V> {
    fn default() -> Self {
        Self { calls: Calls::default(), writes: BTreeMap::new(), read: false }
    }
}

impl<V: Ord + Clone + Debug> CausalReverse<V> {
    /// Nothing is written yet.
    pub fn new() -> Self {
        Self::default()
    }

    fn read(&self, event: EventId, values: Vec<V>) -> Result<(), Box<Violation>> {
        let seen: BTreeSet<V> = values.into_iter().collect();
        let read = Evidence::new(event, "read");
        if let Some(unknown) = seen.iter().find(|value| !self.writes.contains_key(*value)) {
            let said = format!("{unknown:?} is read, but nobody has written it");
            return Err(Violation::new("read from nowhere", said).shown_by([read]).into());
        }
        let (visible, missing): (Vec<_>, Vec<_>) =
            self.writes.iter().partition(|(value, _)| seen.contains(*value));
        // Of all pairs, the one that lies furthest apart.
        let latest = visible.into_iter().max_by_key(|(_, (began, _))| *began);
        let missing =
            missing.into_iter().filter_map(|(value, (_, ended))| Some((value, (*ended)?)));
        let earliest = missing.min_by_key(|(_, ended)| *ended);
        match (latest, earliest) {
            (Some((effect, (began, _))), Some((cause, ended))) if ended < *began => {
                let said = format!(
                    "{effect:?} is seen, but not {cause:?}, which had ended before it began"
                );
                Err(Violation::new("effect without cause", said)
                    .shown_by([
                        Evidence::new(ended, "unseen write ended"),
                        Evidence::new(*began, "seen write began"),
                        read,
                    ])
                    .into())
            }
            _ => Ok(()),
        }
    }
}

impl<V: Ord + Clone + Debug> Checker for CausalReverse<V> {
    type Item = (u64, Call<SetAsk<V>, Vec<V>>);

    fn see(&mut self, seen: Seen, (process, call): Self::Item) -> Result<(), Box<Violation>> {
        match self.calls.add(seen, process, call)? {
            Told::Asked(SetAsk::Add(value)) => {
                self.writes.entry(value).or_insert((seen.event, None));
            }
            Told::Ended(SetAsk::Add(value), _, Outcome::Ok(_)) => {
                let (_, ended) = self.writes.entry(value).or_insert((seen.event, None));
                ended.get_or_insert(seen.event);
            }
            Told::Ended(SetAsk::Read, _, Outcome::Ok(values)) => {
                self.read = true;
                return self.read(seen.event, values);
            }
            Told::Asked(SetAsk::Read) | Told::Ended(_, _, Outcome::Failed | Outcome::Unknown) => {}
        }
        Ok(())
    }

    fn conclude(&mut self, _: &Conclusion) -> Verdict {
        if self.read { Verdict::Passed } else { Verdict::nothing_to_judge("nothing was read") }
    }

    fn reset(&mut self) {
        self.calls.clear();
        self.writes.clear();
        self.read = false;
    }
}
