//! Strong convergence: equal updates give equal states.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use sim_core::EventId;

use super::Replica;
use crate::checker::{Checker, Conclusion, Seen};
use crate::verdict::{Evidence, Verdict, Violation};

/// Replicas that have applied equal sets of updates, in whatever order and however often, show equal states, at whatever times.
///
/// Costs O(log updates + log shown states) per item, and O(updates · log updates) once, where something is wrong. Keeps what
/// each replica has applied, and the states that were shown, those after equal sets once.
///
/// ```
/// use sim_check::{Checker, Replica::{Applies, Shows}, Seen, StrongConvergence};
/// use sim_core::{EventId, Time};
///
/// let mut checker = StrongConvergence::new();
/// let at = |index| Seen { event: EventId::nth(index), time: Time::from_nanos(index) };
/// checker.see(at(0), Applies { by: "a", update: "x" }).unwrap();
/// checker.see(at(1), Applies { by: "a", update: "y" }).unwrap();
/// checker.see(at(2), Shows { by: "a", state: "xy" }).unwrap();
/// checker.see(at(3), Applies { by: "b", update: "y" }).unwrap();
/// checker.see(at(4), Applies { by: "b", update: "x" }).unwrap();
/// assert_eq!(
///     checker.see(at(5), Shows { by: "b", state: "yx" }).unwrap_err().to_string(),
///     "equal updates, different states: \"b\" shows \"yx\" after the same 2 updates after which \"a\" has shown \"xy\" \
///      (#2 shown, #5 shown otherwise)",
/// );
/// ```
#[derive(Clone, Debug)]
pub struct StrongConvergence<R, U, S> {
    // Updates have numbers, so that sets of them can be hashed.
    numbers: BTreeMap<U, usize>,
    replicas: BTreeMap<R, Applied>,
    shown: BTreeMap<u64, Vec<Shown<R, S>>>,
    compared: bool,
}

// What a replica has applied, each once, in its order; what it had applied at a time is a prefix. A life ends when it forgets.
#[derive(Clone, Default, Debug)]
struct Applied {
    lives: Vec<Vec<usize>>,
    known: BTreeSet<usize>,
    hash: u64,
}

#[derive(Clone, Debug)]
struct Shown<R, S> {
    by: R,
    life: usize,
    count: usize,
    state: S,
    event: EventId,
}

impl<R: Ord, U: Ord, S> Default for StrongConvergence<R, U, S> {
    fn default() -> Self {
        let (numbers, replicas, shown) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        Self { numbers, replicas, shown, compared: false }
    }
}

impl<R: Ord, U: Ord, S> StrongConvergence<R, U, S> {
    /// Nothing is applied yet.
    pub fn new() -> Self {
        Self::default()
    }
}

// Sums of these are equal for equal sets, and hardly ever for others.
const fn mixed(number: usize) -> u64 {
    let mut word = (number as u64).wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}

impl Applied {
    fn life(&mut self) -> usize {
        if self.lives.is_empty() {
            self.lives.push(Vec::new());
        }
        self.lives.len() - 1
    }

    fn apply(&mut self, number: usize) {
        let life = self.life();
        if self.known.insert(number) {
            self.lives[life].push(number);
            self.hash = self.hash.wrapping_add(mixed(number));
        }
    }

    fn forget(&mut self) {
        self.lives.push(Vec::new());
        self.known.clear();
        self.hash = 0;
    }
}

impl<R: Ord + Clone + Debug, U: Ord, S: Eq + Debug> StrongConvergence<R, U, S> {
    fn show(&mut self, event: EventId, by: R, state: S) -> Result<(), Box<Violation>> {
        let replica = self.replicas.entry(by.clone()).or_default();
        let life = replica.life();
        let (count, hash) = (replica.known.len(), replica.hash);
        let replica = &self.replicas[&by];
        let same = |shown: &&Shown<R, S>| {
            // Equal hashes mean equal sets only almost always: that is looked at before anything is said to be wrong.
            let theirs = || &self.replicas[&shown.by].lives[shown.life][..shown.count];
            let equal = || theirs().iter().all(|number| replica.known.contains(number));
            shown.count == count && (shown.state == state || equal())
        };
        let Some(first) = self.shown.get(&hash).and_then(|shown| shown.iter().find(same)) else {
            self.shown.entry(hash).or_default().push(Shown { by, life, count, state, event });
            return Ok(());
        };
        self.compared = true;
        if first.state == state {
            return Ok(());
        }
        let (other, theirs) = (&first.by, &first.state);
        let updates = if count == 1 { "1 update".into() } else { format!("{count} updates") };
        let said = format!(
            "{by:?} shows {state:?} after the same {updates} after which {other:?} has shown {theirs:?}"
        );
        Err(Violation::new("equal updates, different states", said)
            .involving(["replica"])
            .shown_by([
                Evidence::new(first.event, "shown"),
                Evidence::new(event, "shown otherwise"),
            ])
            .into())
    }
}

impl<R, U, S> Checker for StrongConvergence<R, U, S>
where
    R: Ord + Clone + Debug,
    U: Ord,
    S: Eq + Debug,
{
    type Item = Replica<R, U, S>;

    fn see(&mut self, seen: Seen, item: Replica<R, U, S>) -> Result<(), Box<Violation>> {
        match item {
            Replica::Applies { by, update } => {
                let next = self.numbers.len();
                let number = *self.numbers.entry(update).or_insert(next);
                self.replicas.entry(by).or_default().apply(number);
            }
            Replica::Shows { by, state } => return self.show(seen.event, by, state),
            Replica::Forgets(by) => self.replicas.entry(by).or_default().forget(),
            Replica::Down(_) | Replica::Up(_) | Replica::Disturbed | Replica::Healed => {}
        }
        Ok(())
    }

    fn conclude(&mut self, _: &Conclusion) -> Verdict {
        if self.compared {
            Verdict::Passed
        } else {
            Verdict::nothing_to_judge("no two states were shown after equal updates")
        }
    }

    fn reset(&mut self) {
        self.numbers.clear();
        self.replicas.clear();
        self.shown.clear();
        self.compared = false;
    }
}
