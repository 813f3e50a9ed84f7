//! Eventual convergence: in the end all replicas show the same.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use sim_core::{Duration, EventId, Time};

use super::Replica;
use crate::checker::{Checker, Conclusion, Seen};
use crate::verdict::{Evidence, Verdict, Violation};

/// When nothing is left to happen and all is healed, all replicas that are up show equal states.
///
/// Of each it counts what it has shown last, so a replica shows its state when it begins and whenever that changes. A run that
/// is cut off, or never healed, is undecided unless the states are equal anyway. For replicas that never fall silent there is
/// [a time](Self::within) after which they should have become equal.
///
/// Costs O(log replicas) per item, O(replicas) at the end. Keeps a state for each replica.
///
/// ```
/// use sim_check::{Checker, Conclusion, Convergence, Replica::{self, Shows}, Seen};
/// use sim_core::{EventId, Time};
///
/// let mut checker = Convergence::new();
/// let at = |index| Seen { event: EventId::nth(index), time: Time::from_nanos(index) };
/// let items: [Replica<&str, (), u32>; 3] =
///     [Shows { by: "a", state: 1 }, Shows { by: "b", state: 1 }, Shows { by: "a", state: 2 }];
/// for (index, item) in (0..).zip(items) {
///     checker.see(at(index), item).unwrap();
/// }
/// assert_eq!(
///     checker.conclude(&Conclusion { time: at(9).time, idle: true }).to_string(),
///     "violated: replicas differ: in the end \"a\" shows 2, but \"b\" 1 (#1 shown last, #2 shown last)",
/// );
/// ```
#[derive(Clone, Debug)]
pub struct Convergence<R, U, S> {
    shown: BTreeMap<R, (S, EventId)>,
    down: BTreeSet<R>,
    // Since when nothing is wrong.
    calm: Option<Time>,
    within: Option<Duration>,
    updates: std::marker::PhantomData<fn(&U)>,
}

impl<R: Ord, U, S> Default for Convergence<R, U, S> {
    fn default() -> Self {
        let (shown, down) = (BTreeMap::new(), BTreeSet::new());
        let calm = Some(Time::ZERO);
        Self { shown, down, calm, within: None, updates: std::marker::PhantomData }
    }
}

impl<R: Ord, U, S> Convergence<R, U, S> {
    /// Nothing is shown yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A run that is cut off counts as well, when for so long nothing was wrong, and no replica came back.
    pub fn within(self, within: Duration) -> Self {
        Self { within: Some(within), ..self }
    }
}

impl<R: Ord + Debug, U, S: Eq + Debug> Checker for Convergence<R, U, S> {
    type Item = Replica<R, U, S>;

    fn see(&mut self, seen: Seen, item: Replica<R, U, S>) -> Result<(), Box<Violation>> {
        match item {
            Replica::Shows { by, state } => {
                self.shown.insert(by, (state, seen.event));
            }
            Replica::Down(by) => {
                self.down.insert(by);
            }
            Replica::Up(by) => {
                self.down.remove(&by);
                self.calm = self.calm.map(|_| seen.time);
            }
            Replica::Disturbed => self.calm = None,
            Replica::Healed => self.calm = Some(seen.time),
            Replica::Applies { .. } | Replica::Forgets(_) => {}
        }
        Ok(())
    }

    fn conclude(&mut self, conclusion: &Conclusion) -> Verdict {
        let mut up = self.shown.iter().filter(|(by, _)| !self.down.contains(by));
        let Some((first, (state, event))) = up.next() else {
            return Verdict::nothing_to_judge("no replica showed its state");
        };
        let rest: Vec<_> = up.collect();
        if rest.is_empty() {
            return Verdict::nothing_to_judge("only one replica showed its state");
        }
        let Some((other, (theirs, shown))) = rest.into_iter().find(|(_, it)| it.0 != *state) else {
            return Verdict::Passed;
        };
        let Some(calm) = self.calm else {
            let why = format!("{first:?} and {other:?} differ, but not all is healed");
            return Verdict::nothing_to_judge(why);
        };
        let is_late = self.within.is_some_and(|within| conclusion.time.since(calm) >= within);
        if !conclusion.idle && !is_late {
            let why = format!("the run was cut off before {first:?} and {other:?} were equal");
            return Verdict::nothing_to_judge(why);
        }
        let said = format!("in the end {first:?} shows {state:?}, but {other:?} {theirs:?}");
        Violation::new("replicas differ", said)
            .involving(["replica"])
            .shown_by([Evidence::new(*event, "shown last"), Evidence::new(*shown, "shown last")])
            .into()
    }

    fn reset(&mut self) {
        self.shown.clear();
        self.down.clear();
        self.calm = Some(Time::ZERO);
    }
}
