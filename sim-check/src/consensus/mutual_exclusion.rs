//! Mutual exclusion: one holds a lock at a time.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::marker::PhantomData;

use sim_core::EventId;

use super::Holding;
use crate::checker::{Checker, Conclusion, Seen};
use crate::verdict::{Evidence, Verdict, Violation};

/// A lock has one holder at a time, and is released by whoever holds it.
///
/// Holders tell when they begin and cease to hold it. Where a holder may believe in a lease that is over, because it stood
/// still or its clock is slow, no protocol can have this: what it can have is [`Fencing`](super::Fencing).
///
/// Costs O(log locks + log holders) per item, and per lock of a holder that is gone. Keeps the locks that are held, and who
/// has held one.
///
/// ```
/// use sim_check::{Checker, Holding::{Acquired, Released}, MutualExclusion, Seen};
/// use sim_core::{EventId, Time};
///
/// let mut checker = MutualExclusion::<_, _, ()>::new();
/// let at = |index| Seen { event: EventId::nth(index), time: Time::from_nanos(index) };
/// checker.see(at(0), Acquired { lock: "door", by: "ann" }).unwrap();
/// checker.see(at(1), Released { lock: "door", by: "ann" }).unwrap();
/// checker.see(at(2), Acquired { lock: "door", by: "bob" }).unwrap();
/// assert_eq!(
///     checker.see(at(3), Acquired { lock: "door", by: "ann" }).unwrap_err().to_string(),
///     "two holders: \"ann\" acquires \"door\", which \"bob\" holds (#2 acquired, #3 acquired as well)",
/// );
/// ```
#[derive(Clone, Debug)]
pub struct MutualExclusion<L, N, T> {
    holders: BTreeMap<L, (N, EventId)>,
    // The same by holder.
    held: BTreeMap<N, BTreeSet<L>>,
    acquired: bool,
    tokens: PhantomData<fn(&T)>,
}

impl<L: Ord, N: Ord, T> Default for MutualExclusion<L, N, T> {
    fn default() -> Self {
        let (holders, held) = (BTreeMap::new(), BTreeMap::new());
        Self { holders, held, acquired: false, tokens: PhantomData }
    }
}

impl<L: Ord, N: Ord, T> MutualExclusion<L, N, T> {
    /// Nobody holds anything.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many locks it keeps.
    pub fn kept(&self) -> usize {
        self.holders.len()
    }
}

impl<L: Ord + Clone + Debug, N: Ord + Clone + Debug, T> MutualExclusion<L, N, T> {
    fn acquire(&mut self, event: EventId, lock: L, by: N) -> Result<(), Box<Violation>> {
        self.acquired = true;
        match self.holders.get(&lock) {
            None => {
                self.held.entry(by.clone()).or_default().insert(lock.clone());
                self.holders.insert(lock, (by, event));
                Ok(())
            }
            Some((holder, _)) if *holder == by => Ok(()),
            Some((holder, first)) => {
                let said = format!("{by:?} acquires {lock:?}, which {holder:?} holds");
                Err(Violation::new("two holders", said)
                    .involving(["holder"])
                    .shown_by([
                        Evidence::new(*first, "acquired"),
                        Evidence::new(event, "acquired as well"),
                    ])
                    .into())
            }
        }
    }

    fn release(&mut self, event: EventId, lock: &L, by: &N) -> Result<(), Box<Violation>> {
        let released = Evidence::new(event, "released");
        let (said, holds) = match self.holders.get(lock) {
            Some((holder, _)) if holder == by => {
                self.holders.remove(lock);
                if let Some(held) = self.held.get_mut(by) {
                    held.remove(lock);
                }
                return Ok(());
            }
            Some((holder, first)) => {
                let holds = Evidence::new(*first, "acquired");
                (format!("{by:?} releases {lock:?}, which {holder:?} holds"), Some(holds))
            }
            None => (format!("{by:?} releases {lock:?}, which nobody holds"), None),
        };
        Err(Violation::new("released by another", said)
            .shown_by(holds.into_iter().chain([released]))
            .into())
    }
}

impl<L: Ord + Clone + Debug, N: Ord + Clone + Debug, T> Checker for MutualExclusion<L, N, T> {
    type Item = Holding<L, N, T>;

    fn see(&mut self, seen: Seen, item: Holding<L, N, T>) -> Result<(), Box<Violation>> {
        match item {
            Holding::Acquired { lock, by } => self.acquire(seen.event, lock, by),
            Holding::Released { lock, by } => self.release(seen.event, &lock, &by),
            Holding::Gone { holder } => {
                for lock in self.held.remove(&holder).unwrap_or_default() {
                    self.holders.remove(&lock);
                }
                Ok(())
            }
            Holding::Granted { .. } | Holding::Accepted { .. } => Ok(()),
        }
    }

    fn conclude(&mut self, _: &Conclusion) -> Verdict {
        if self.acquired {
            Verdict::Passed
        } else {
            Verdict::nothing_to_judge("nothing was acquired")
        }
    }

    fn reset(&mut self) {
        self.holders.clear();
        self.held.clear();
        self.acquired = false;
    }
}
