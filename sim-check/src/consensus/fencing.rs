//! Fencing: what a lock guards takes nothing from holders of old.

use std::collections::BTreeMap;
use std::fmt::Debug;

use sim_core::EventId;

use super::Holding;
use crate::checker::{Checker, Conclusion, Seen};
use crate::verdict::{Evidence, Verdict, Violation};

/// Each grant of a lock has a greater token than those before; and whoever guards something by the lock accepts tokens that
/// were granted, none after a greater one.
///
/// A token that is granted again to the same holder, before anybody else got one, is a renewal.
///
/// Costs O(log grants) per item. Keeps every grant: its token may be used at any later time.
///
/// ```
/// use sim_check::{Checker, Fencing, Holding::{Accepted, Granted}, Seen};
/// use sim_core::{EventId, Time};
///
/// let mut checker = Fencing::new();
/// let at = |index| Seen { event: EventId::nth(index), time: Time::from_nanos(index) };
/// checker.see(at(0), Granted { lock: "file", to: "ann", token: 33 }).unwrap();
/// checker.see(at(1), Granted { lock: "file", to: "bob", token: 34 }).unwrap();
/// checker.see(at(2), Accepted { lock: "file", by: "disk", token: 34 }).unwrap();
/// assert_eq!(
///     checker.see(at(3), Accepted { lock: "file", by: "disk", token: 33 }).unwrap_err().to_string(),
///     "stale token accepted: \"disk\" accepts 33 for \"file\", but has accepted 34 \
///      (#0 granted, #2 accepted, #3 accepted although stale)",
/// );
/// ```
#[derive(Clone, Debug)]
pub struct Fencing<L, N, T> {
    locks: BTreeMap<L, Lock<N, T>>,
    judged: bool,
}

#[derive(Clone, Debug)]
struct Lock<N, T> {
    granted: BTreeMap<T, (N, EventId)>,
    // The greatest token that each guard has accepted.
    accepted: BTreeMap<N, (T, EventId)>,
}

impl<L: Ord, N, T> Default for Fencing<L, N, T> {
    fn default() -> Self {
        Self { locks: BTreeMap::new(), judged: false }
    }
}

impl<L: Ord, N, T> Fencing<L, N, T> {
    /// Nothing is granted yet.
    pub fn new() -> Self {
        Self::default()
    }
}

impl<N: Ord + Debug, T: Ord + Clone + Debug> Lock<N, T> {
    const fn new() -> Self {
        Self { granted: BTreeMap::new(), accepted: BTreeMap::new() }
    }

    fn grant<L: Debug>(
        &mut self,
        lock: &L,
        to: N,
        token: T,
        event: EventId,
    ) -> Result<(), Violation> {
        if let Some((greatest, (holder, first))) = self.granted.last_key_value()
            && *greatest >= token
        {
            if *greatest == token && *holder == to {
                return Ok(());
            }
            let said = format!(
                "{token:?} is granted to {to:?} for {lock:?} after {greatest:?} was to {holder:?}"
            );
            return Err(Violation::new("token not greater", said).shown_by([
                Evidence::new(*first, "granted"),
                Evidence::new(event, "granted later"),
            ]));
        }
        self.granted.insert(token, (to, event));
        Ok(())
    }

    fn accept<L: Debug>(
        &mut self,
        lock: &L,
        by: N,
        token: T,
        event: EventId,
    ) -> Result<(), Violation> {
        let Some((_, granted)) = self.granted.get(&token) else {
            let said = format!("{by:?} accepts {token:?} for {lock:?}, which was never granted");
            return Err(Violation::new("token from nowhere", said)
                .shown_by([Evidence::new(event, "accepted")]));
        };
        match self.accepted.get(&by) {
            Some((greatest, earlier)) if *greatest > token => {
                let said =
                    format!("{by:?} accepts {token:?} for {lock:?}, but has accepted {greatest:?}");
                Err(Violation::new("stale token accepted", said).shown_by([
                    Evidence::new(*granted, "granted"),
                    Evidence::new(*earlier, "accepted"),
                    Evidence::new(event, "accepted although stale"),
                ]))
            }
            Some((greatest, _)) if *greatest == token => Ok(()),
            Some(_) | None => {
                self.accepted.insert(by, (token, event));
                Ok(())
            }
        }
    }
}

impl<L, N, T> Checker for Fencing<L, N, T>
where
    L: Ord + Debug,
    N: Ord + Debug,
    T: Ord + Clone + Debug,
{
    type Item = Holding<L, N, T>;

    fn see(&mut self, seen: Seen, item: Holding<L, N, T>) -> Result<(), Box<Violation>> {
        match item {
            Holding::Granted { lock: name, to, token } => {
                self.judged = true;
                if let Some(lock) = self.locks.get_mut(&name) {
                    return Ok(lock.grant(&name, to, token, seen.event)?);
                }
                let mut lock = Lock::new();
                lock.grant(&name, to, token, seen.event)?;
                self.locks.insert(name, lock);
                Ok(())
            }
            Holding::Accepted { lock: name, by, token } => {
                self.judged = true;
                let mut unknown = Lock::new();
                let lock = self.locks.get_mut(&name).unwrap_or(&mut unknown);
                Ok(lock.accept(&name, by, token, seen.event)?)
            }
            Holding::Acquired { .. } | Holding::Released { .. } | Holding::Gone { .. } => Ok(()),
        }
    }

    fn conclude(&mut self, _: &Conclusion) -> Verdict {
        if self.judged { Verdict::Passed } else { Verdict::nothing_to_judge("nothing was granted") }
    }

    fn reset(&mut self) {
        self.locks.clear();
        self.judged = false;
    }
}
