//! Linearizability: as if each call had taken effect at one moment between its start and its end.
//!
//! What the object does is said by a [`Specification`]; there are ready ones, a module each. [`Linear`] judges a
//! [`History`] by it:
//!
//! ```
//! use sim_check::linear::Linear;
//! use sim_check::linear::register::{Register, RegisterInput::{Read, Write}, RegisterOutput::{Value, Written}};
//! use sim_check::{Call, History, Verdict};
//! use sim_core::EventId;
//!
//! let told = [
//!     (1, Call::Invoked(Write(3))),
//!     (1, Call::Ok(Written)),
//!     (2, Call::Invoked(Write(4))),
//!     (2, Call::Unknown),
//!     (1, Call::Invoked(Read)),
//!     (1, Call::Ok(Value(4))),
//!     (1, Call::Invoked(Read)),
//!     (1, Call::Ok(Value(3))),
//! ];
//! let mut history = History::new();
//! for (number, (process, call)) in (0..).zip(told) {
//!     history.add(EventId::nth(number), process, call)?;
//! }
//! let Verdict::Violated(violation) = Linear::new(Register::new(0)).judge(&history) else {
//!     panic!("what has been overwritten doesn't come back")
//! };
//! assert_eq!(
//!     violation.said,
//!     "read 3 (#6) can't be: write 3 (#0) was over before read 4 (#4), which was over before read 3 (#6); \
//!      the 2 calls that were over before have an order"
//! );
//! # Ok::<(), sim_check::HistoryError>(())
//! ```
//!
//! [`Sequential`] asks for less: for one order of the calls to all objects in which each process keeps its own, whatever the
//! time. Its histories can't be split by key, and nothing is over before anything else: another search.

use std::collections::BTreeMap;

use crate::checker::{Checker, Conclusion, Seen};
use crate::history::{Call, History, Outcome};
use crate::verdict::{Doubt, Verdict, Violation};

#[cfg(test)]
mod brute_force;
pub mod cas_register;
mod case;
pub mod counter;
mod interleaving;
mod lives;
pub mod lock;
mod moves;
mod per_key;
mod positions;
pub mod queue;
mod reduction;
pub mod register;
mod search;
mod sequential;
pub mod set;
mod shortcut;
mod specification;
pub mod stack;
mod telling;
pub mod text;
mod timeline;

pub use per_key::PerKey;
pub use sequential::Sequential;
pub use shortcut::{CallSpan, Shortcut};
pub use specification::Specification;

use case::{CallOf, Case, Hold};
use reduction::Reduction;
use search::Found;

/// Judges whether a history is linearizable: a [`Checker`] of calls, each with its process.
///
/// A call whose end is unknown may take effect at any later time, or never; one that failed never does. For events of a
/// world as calls see [`calls`](crate::calls).
///
/// A specification may know a [shortcut](Specification::shortcut): those of queues and stacks of distinct values judge
/// histories of any concurrency in O(calls · log calls).
///
/// Reading a call takes the logarithm of the open ones. The judgement at the end is a search, and the problem is hard:
/// where no order exists, all ways to order the calls that are open at once may have to be tried. It is exponential
/// in that number, which is small, and in the number of calls of unknown end, which should be; and linear in the length
/// of the history. The search gives up after a number of steps, and then the verdict is undecided.
#[derive(Clone, Debug)]
pub struct Linear<S: Specification> {
    specification: S,
    history: History<S::Input, S::Output>,
    steps_max: u64,
    reduction_steps_max: u64,
}

/// A judgement, and what it cost.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Judgement {
    /// What is to be said of the history.
    pub verdict: Verdict,
    /// How many steps the search took. In each the specification was asked about one call in one state, or two positions
    /// of the search were compared. A shortcut counts as one for each call.
    pub steps: u64,
    /// How many it took to find the few calls that show what is wrong.
    pub reduction_steps: u64,
}

impl<S: Specification> Linear<S> {
    /// Judges by this specification, in about four million steps, and one million for a reduction.
    pub fn new(specification: S) -> Self {
        let history = History::new();
        Self { specification, history, steps_max: 4_000_000, reduction_steps_max: 1_000_000 }
    }

    /// Gives up after so many steps. A step takes some tens of nanoseconds, and keeps some tens of bytes.
    pub const fn steps_max(mut self, steps: u64) -> Self {
        self.steps_max = steps;
        self
    }

    /// Reduces what is not linearizable within so many steps; with none, the evidence is all that the search had seen.
    pub const fn reduction_steps_max(mut self, steps: u64) -> Self {
        self.reduction_steps_max = steps;
        self
    }

    /// The verdict on a history.
    pub fn judge(&self, history: &History<S::Input, S::Output>) -> Verdict {
        self.judge_counting(history).verdict
    }

    /// The verdict on a history, and what it cost.
    pub fn judge_counting(&self, history: &History<S::Input, S::Output>) -> Judgement {
        let mut judgement = Judgement { verdict: Verdict::Passed, steps: 0, reduction_steps: 0 };
        let mut keys: BTreeMap<S::Key, Vec<&CallOf<S>>> = BTreeMap::new();
        for call in history.operations() {
            if call.outcome != Outcome::Failed {
                keys.entry(self.specification.key(&call.input)).or_default().push(call);
            }
        }
        let mut keys: Vec<Vec<&CallOf<S>>> = keys.into_values().collect();
        // What nobody was told can't be wrong.
        keys.retain(|calls| calls.iter().any(|call| case::answer(call).is_some()));
        if keys.is_empty() {
            judgement.verdict = Verdict::nothing_to_judge("no call was answered");
        }
        // A hard key should not take the steps of the easy ones.
        keys.sort_by_key(Vec::len);
        for calls in keys {
            if let Some(verdict) = self.judge_key(calls, &mut judgement) {
                judgement.verdict = verdict;
                break;
            }
        }
        judgement
    }

    // What is wrong with the calls to one object, or can't be told.
    fn judge_key(&self, calls: Vec<&CallOf<S>>, judgement: &mut Judgement) -> Option<Verdict> {
        let spans: Vec<_> = calls.iter().map(|call| case::span(call)).collect();
        let of = |places: &[usize]| places.iter().map(|place| calls[*place]).collect::<Vec<_>>();
        let shortcut = self.specification.shortcut(&spans);
        if shortcut != Shortcut::Search {
            judgement.steps += calls.len() as u64;
        }
        match shortcut {
            Shortcut::Search => self.search(calls, judgement),
            Shortcut::Order => None,
            Shortcut::NoOrder(places) => Some(self.tell_part(of(&places), judgement).into()),
            Shortcut::Apart(objects) => {
                let mut objects: Vec<_> = objects.iter().map(|places| of(places)).collect();
                objects.retain(|calls| calls.iter().any(|call| case::answer(call).is_some()));
                objects.sort_by_key(Vec::len);
                objects.into_iter().find_map(|calls| self.search(calls, judgement))
            }
        }
    }

    // What is wrong with calls that have no order, whatever others there are. Where so many are needed that a search doesn't
    // come to an end, all of them are told.
    fn tell_part(&self, calls: Vec<&CallOf<S>>, judgement: &mut Judgement) -> Violation {
        let mut case = Case::new(&self.specification, calls);
        let all = vec![Hold::Whole; case.calls.len()];
        let (furthest, most) = match case.search(&all, self.steps_max, &mut judgement.steps) {
            Found::NoOrder { furthest } => (furthest, self.reduction_steps_max),
            Found::Spent => (case.returns().len() - 1, 0),
            Found::Order => panic!("a part has an order that has none by a shortcut"),
        };
        let reduction =
            reduction::reduce(&mut case, furthest, most, &mut judgement.reduction_steps);
        let mut violation = telling::tell(&case, &Reduction { ordered: 0, ..reduction });
        violation.said += "; other values don't matter";
        violation
    }

    fn search(&self, calls: Vec<&CallOf<S>>, judgement: &mut Judgement) -> Option<Verdict> {
        let mut case = Case::new(&self.specification, calls);
        let all = vec![Hold::Whole; case.calls.len()];
        let most = self.steps_max.saturating_sub(judgement.steps);
        match case.search(&all, most, &mut judgement.steps) {
            Found::Order => None,
            Found::NoOrder { furthest } => {
                Some(self.violation(&mut case, furthest, judgement).into())
            }
            Found::Spent => Some(Verdict::Undecided(Doubt::BudgetSpent { steps: judgement.steps })),
        }
    }

    fn violation(
        &self,
        case: &mut Case<'_, S>,
        furthest: usize,
        judgement: &mut Judgement,
    ) -> Violation {
        let most = self.reduction_steps_max;
        let reduction = reduction::reduce(case, furthest, most, &mut judgement.reduction_steps);
        telling::tell(case, &reduction)
    }
}

impl<S: Specification> Checker for Linear<S> {
    type Item = (u64, Call<S::Input, S::Output>);

    fn see(&mut self, seen: Seen, (process, call): Self::Item) -> Result<(), Box<Violation>> {
        self.history.add(seen.event, process, call).map_err(Violation::from)?;
        Ok(())
    }

    fn conclude(&mut self, _: &Conclusion) -> Verdict {
        self.judge(&self.history)
    }

    // What has no order gets none by further calls: those that are open may take effect or not, as it is.
    fn break_off(&mut self) -> Result<(), Box<Violation>> {
        match self.judge(&self.history) {
            Verdict::Violated(violation) => Err(violation),
            Verdict::Passed | Verdict::Undecided(_) => Ok(()),
        }
    }

    fn reset(&mut self) {
        self.history.clear();
    }
}
