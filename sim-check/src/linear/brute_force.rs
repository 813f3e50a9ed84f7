//! The search and the reduction beside a check that tries every order.

use crate::history::{History, Outcome};

use super::Specification;
use super::case::{Case, Hold, answer, end};
use super::reduction::reduce;
use super::search::Found;

mod distinct;
mod exhaustive;
mod random;
mod sequential;

/// A call as the naive check sees it: between `begin` and `end` if it has them.
struct Naive<'h, S: Specification> {
    begin: Option<u64>,
    end: Option<u64>,
    input: &'h S::Input,
    output: Option<&'h S::Output>,
}

/// Whether there is an order: every one is tried.
fn has_order<S: Specification>(
    specification: &S,
    state: &S::State,
    left: &mut Vec<Naive<'_, S>>,
) -> bool {
    if left.iter().all(|call| call.end.is_none()) {
        return true;
    }
    for index in 0..left.len() {
        let begin = left[index].begin;
        // A call that was over before this one began comes first.
        if left.iter().any(|other| other.end.is_some_and(|end| begin.is_some_and(|it| end < it))) {
            continue;
        }
        let call = left.remove(index);
        let ordered = specification
            .step(state, call.input, call.output)
            .into_iter()
            .any(|next| has_order(specification, &next, left));
        left.insert(index, call);
        if ordered {
            return true;
        }
    }
    false
}

fn naive<'h, S: Specification>(case: &Case<'h, S>, holds: &[Hold]) -> Vec<Naive<'h, S>> {
    let calls = case.calls.iter().zip(holds).filter(|&(_, &hold)| hold != Hold::Gone);
    let naive = calls.map(|(call, &hold)| Naive {
        begin: (hold != Hold::Nothing).then_some(call.invoked.index()),
        end: end(call).filter(|_| hold == Hold::Whole),
        input: &call.input,
        output: answer(call).filter(|_| hold <= Hold::Told),
    });
    naive.collect()
}

/// The calls that may have taken effect.
fn case<'h, S: Specification>(
    specification: &'h S,
    history: &'h History<S::Input, S::Output>,
) -> Case<'h, S> {
    let calls = history.operations().iter().filter(|call| call.outcome != Outcome::Failed);
    Case::new(specification, calls.collect())
}

/// Whether there is an order, which the search and the naive check agree about.
#[track_caller]
fn has_order_both_ways<S: Specification>(
    specification: &S,
    history: &History<S::Input, S::Output>,
) -> bool {
    let mut case = case(specification, history);
    let whole = vec![Hold::Whole; case.calls.len()];
    let initial = specification.initial();
    let expected = has_order(specification, &initial, &mut naive(&case, &whole));
    let found = case.search(&whole, u64::MAX, &mut 0);
    assert_eq!(found == Found::Order, expected, "{found:?}: {:#?}", history.operations());
    expected
}

/// What the reduction holds is enough that there is no order, and all of it is needed.
#[track_caller]
fn check_reduction<S: Specification>(specification: &S, history: &History<S::Input, S::Output>) {
    let mut case = case(specification, history);
    let whole = vec![Hold::Whole; case.calls.len()];
    let initial = specification.initial();
    let Found::NoOrder { furthest } = case.search(&whole, u64::MAX, &mut 0) else { return };
    let holds = reduce(&mut case, furthest, u64::MAX / 2, &mut 0).holds;
    let is_enough = !has_order(specification, &initial, &mut naive(&case, &holds));
    assert!(is_enough, "{holds:?} is not enough: {:#?}", history.operations());
    for index in (0..holds.len()).filter(|&index| holds[index] < Hold::Nothing) {
        let mut less = holds.clone();
        less[index] = Hold::Nothing;
        let is_needed = has_order(specification, &initial, &mut naive(&case, &less));
        assert!(is_needed, "{index} of {holds:?} is not needed: {:#?}", history.operations());
    }
}
