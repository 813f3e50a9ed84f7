//! The reduction: which calls are enough to see that there is no order.
//!
//! First all is dropped that came after the return that no attempt got past. Of what is left, less and less is held
//! against the object as long as there still is no order: at the end each thing that is held is needed. A call of
//! which nothing is held may have taken effect at any time, or never: so what remains is no coincidence of what was
//! left out.

use super::case::{Case, Hold, end};
use super::search::Found;
use super::specification::Specification;

/// What is enough to see that there is no order.
#[derive(Debug)]
pub(super) struct Reduction {
    /// How much of each call of the case is held.
    pub(super) holds: Vec<Hold>,
    /// The call that has no place.
    pub(super) culprit: usize,
    /// How many calls returned before it, which have an order.
    pub(super) ordered: usize,
}

/// Reduces a case that has no order, in about so many steps, and adds those it took to `steps`.
///
/// Takes at most four searches for each call, each of them in a fraction of the steps. What can't be settled in these
/// is held.
pub(super) fn reduce<S: Specification>(
    case: &mut Case<'_, S>,
    furthest: usize,
    most: u64,
    steps: &mut u64,
) -> Reduction {
    let culprit = case.returns()[furthest];
    let last = end(case.calls[culprit]).expect("it returned");
    let holds = case
        .calls
        .iter()
        .map(|call| match end(call) {
            _ if call.invoked.index() > last => Hold::Gone,
            Some(end) if end <= last => Hold::Whole,
            Some(_) => Hold::Told,
            None => Hold::Made,
        })
        .collect();
    let mut attempts = Attempts { case, culprit, holds, most, steps };
    if most > 0 {
        attempts.forget_the_past();
        attempts.forget_one_by_one();
    }
    Reduction { holds: attempts.holds, culprit, ordered: furthest }
}

struct Attempts<'a, 'h, S: Specification> {
    case: &'a mut Case<'h, S>,
    culprit: usize,
    // Invariant: there is no order.
    holds: Vec<Hold>,
    most: u64,
    steps: &'a mut u64,
}

impl<S: Specification> Attempts<'_, '_, S> {
    // The last few calls often are enough. Twice as many are tried each time, so this takes few searches.
    fn forget_the_past(&mut self) {
        let mut held: Vec<usize> =
            (0..self.holds.len()).filter(|&index| self.may_drop(index)).collect();
        held.sort_by_key(|&index| end(self.case.calls[index]).unwrap_or(u64::MAX));
        let mut kept = 0;
        while kept < held.len() {
            let past = &held[..held.len() - kept];
            if self.still_no_order(|holds| past.iter().for_each(|&it| holds[it] = Hold::Nothing)) {
                break;
            }
            kept = kept * 2 + 1;
        }
    }

    // What is left depends on where one begins, and neither end is always the better one.
    fn forget_one_by_one(&mut self) {
        let held = |holds: &[Hold]| holds.iter().filter(|&&hold| hold < Hold::Nothing).count();
        let start = self.holds.clone();
        self.forget_in(0..start.len());
        let oldest_first = std::mem::replace(&mut self.holds, start);
        self.forget_in((0..oldest_first.len()).rev());
        if held(&oldest_first) <= held(&self.holds) {
            self.holds = oldest_first;
        }
    }

    // Once through is enough: what was needed while more was held is needed now.
    fn forget_in(&mut self, order: impl Iterator<Item = usize>) {
        for index in order {
            if self.may_drop(index)
                && !self.still_no_order(|holds| holds[index] = Hold::Nothing)
                && self.holds[index] < Hold::Made
            {
                self.still_no_order(|holds| holds[index] = Hold::Made);
            }
        }
    }

    // All calls that returned before the culprit have an order, so the culprit is always needed.
    fn may_drop(&self, index: usize) -> bool {
        index != self.culprit && self.holds[index] < Hold::Nothing
    }

    fn still_no_order(&mut self, change: impl FnOnce(&mut [Hold])) -> bool {
        const PARTS: u64 = 8;
        let left = self.most.saturating_sub(*self.steps);
        let mut holds = self.holds.clone();
        change(&mut holds);
        let found = self.case.search(&holds, left.min(self.most / PARTS), self.steps);
        let reduced = matches!(found, Found::NoOrder { .. });
        if reduced {
            self.holds = holds;
        }
        reduced
    }
}
