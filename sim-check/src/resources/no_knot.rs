//! No knot: nobody waits for what only those could do who wait themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use sim_core::EventId;

use super::Waiting;
use crate::checker::{Checker, Conclusion, Seen};
use crate::verdict::{Evidence, Verdict, Violation};

/// Nobody waits for what can only be done by those who wait themselves, in a circle or a knot, however many others go on.
///
/// Whoever waits for all of some can't go on if one of them can't; whoever waits for any of some, if none of them can. The
/// evidence is a set of such waits without which none of them would be for ever; where all wait for all, it is a circle. What doesn't come
/// although somebody could do it is a matter for [`LeadsTo`](crate::LeadsTo); who waits for room in a mailbox, for
/// [`NoDeadlock`](crate::NoDeadlock), which needn't be told.
///
/// A run in which nobody waited is undecided.
///
/// Costs O(log) for each that begins to wait, and for each of those that wait and that it waits for, directly or not. Keeps
/// the waits.
///
/// ```
/// use sim_check::{Checker, NoKnot, Seen, Waiting};
/// use sim_core::{EventId, Time};
///
/// let mut checker = NoKnot::new();
/// let at = |index| Seen { event: EventId::nth(index), time: Time::from_nanos(index) };
/// checker.see(at(0), Waiting::ForAll { who: "ann", of: vec!["bob"] }).unwrap();
/// // Bob may be helped by Cid.
/// checker.see(at(1), Waiting::ForAny { who: "bob", of: vec!["ann", "cid"] }).unwrap();
/// assert_eq!(
///     checker.see(at(2), Waiting::ForAll { who: "cid", of: vec!["ann"] }).unwrap_err().to_string(),
///     "knot of waiting: \"ann\", \"bob\" and \"cid\" wait for what only they can do \
///      (#0 \"ann\" waits for \"bob\", #1 \"bob\" waits for any of \"ann\", \"cid\", #2 \"cid\" waits for \"ann\")",
/// );
/// ```
#[derive(Clone, Debug)]
pub struct NoKnot<W> {
    waits: BTreeMap<W, Wait<W>>,
    any: bool,
}

#[derive(Clone, Debug)]
struct Wait<W> {
    event: EventId,
    // Whether one of them is enough.
    any: bool,
    of: Vec<W>,
}

impl<W: Ord> Wait<W> {
    // Whether it can't end if those can't go on.
    fn is_stuck(&self, stuck: &BTreeSet<&W>) -> bool {
        let is_stuck = |whom| stuck.contains(whom);
        if self.any { self.of.iter().all(is_stuck) } else { self.of.iter().any(is_stuck) }
    }
}

impl<W> Default for NoKnot<W> {
    fn default() -> Self {
        Self { waits: BTreeMap::new(), any: false }
    }
}

impl<W: Ord + Debug> NoKnot<W> {
    /// Nobody waits yet.
    pub fn new() -> Self {
        Self::default()
    }

    // All that somebody waits for who waits, directly or not.
    fn waited_for<'a>(&'a self, who: &'a W) -> BTreeSet<&'a W> {
        let mut found = BTreeSet::from([who]);
        let mut unseen = vec![who];
        while let Some(wait) = unseen.pop().and_then(|who| self.waits.get(who)) {
            for whom in wait.of.iter().filter(|whom| self.waits.contains_key(*whom)) {
                if found.insert(whom) {
                    unseen.push(whom);
                }
            }
        }
        found
    }

    // Those of them who can't go on if the others can: all that waits for nothing but each other.
    fn stuck_among<'a>(&'a self, mut stuck: BTreeSet<&'a W>) -> BTreeSet<&'a W> {
        let mut waited_by: BTreeMap<&W, Vec<&W>> = BTreeMap::new();
        for who in &stuck {
            for whom in &self.waits[*who].of {
                waited_by.entry(whom).or_default().push(who);
            }
        }
        let mut unseen: Vec<&W> = stuck.iter().copied().collect();
        while let Some(who) = unseen.pop() {
            if stuck.contains(who) && !self.waits[who].is_stuck(&stuck) {
                stuck.remove(who);
                unseen.extend(waited_by.get(who).into_iter().flatten());
            }
        }
        stuck
    }

    // As few of them as still can't go on.
    fn fewest<'a>(&'a self, mut stuck: BTreeSet<&'a W>) -> BTreeSet<&'a W> {
        for who in stuck.clone() {
            let mut without = stuck.clone();
            without.remove(who);
            let without = self.stuck_among(without);
            if !without.is_empty() {
                stuck = without;
            }
        }
        stuck
    }

    fn accuse(&self, stuck: &BTreeSet<&W>) -> Violation {
        let waits = || stuck.iter().map(|who| (*who, &self.waits[*who]));
        let circle = waits().all(|(_, wait)| !wait.any);
        let anomaly = if circle { "circle of waiting" } else { "knot of waiting" };
        let names: Vec<String> = stuck.iter().map(|who| format!("{who:?}")).collect();
        let said = match names.split_last() {
            Some((last, [])) => format!("{last} waits for what only it can do"),
            Some((last, rest)) => {
                format!("{} and {last} wait for what only they can do", rest.join(", "))
            }
            None => String::new(),
        };
        let evidence = waits().map(|(who, wait)| {
            let of: Vec<String> = wait.of.iter().map(|whom| format!("{whom:?}")).collect();
            let (of, any) = (of.join(", "), if wait.any { "any of " } else { "" });
            Evidence::new(wait.event, format!("{who:?} waits for {any}{of}"))
        });
        Violation::new(anomaly, said).shown_by(evidence)
    }
}

impl<W: Ord + Clone + Debug> Checker for NoKnot<W> {
    type Item = Waiting<W>;

    fn see(&mut self, seen: Seen, item: Waiting<W>) -> Result<(), Box<Violation>> {
        let (who, any, of) = match item {
            Waiting::ForAll { who, of } => (who, false, of),
            Waiting::ForAny { who, of } => (who, true, of),
            Waiting::Over(who) => {
                self.waits.remove(&who);
                return Ok(());
            }
        };
        self.any = true;
        self.waits.insert(who.clone(), Wait { event: seen.event, any, of });
        // Whoever can't go on now waits for this one, or is it.
        let stuck = self.stuck_among(self.waited_for(&who));
        if stuck.is_empty() {
            return Ok(());
        }
        Err(self.accuse(&self.fewest(stuck)).into())
    }

    fn conclude(&mut self, _: &Conclusion) -> Verdict {
        if self.any { Verdict::Passed } else { Verdict::nothing_to_judge("nobody waited") }
    }

    fn reset(&mut self) {
        self.waits.clear();
        self.any = false;
    }
}
