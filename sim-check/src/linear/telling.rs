//! The telling: a reduction in words.

use std::fmt::Write as _;

use crate::verdict::{Evidence, Violation};

use super::case::{Case, Hold, answer};
use super::reduction::Reduction;
use super::specification::Specification;

/// That there is no order, in words and events.
pub(super) fn tell<S: Specification>(case: &Case<'_, S>, reduction: &Reduction) -> Violation {
    let telling = Telling { case, reduction };
    Violation::new("not linearizable", telling.said()).shown_by(telling.evidence())
}

struct Telling<'a, 'h, S: Specification> {
    case: &'a Case<'h, S>,
    reduction: &'a Reduction,
}

impl<S: Specification> Telling<'_, '_, S> {
    fn said(&self) -> String {
        const MANY: usize = 16;
        let held = self.held();
        let culprit = self.reduction.culprit;
        if held.len() > MANY {
            let (name, others) = (self.name(culprit), held.len() - 1);
            return format!("{name} can't be: no order of it and {others} others explains it");
        }
        let mut said = format!("{} can't be", self.name(culprit));
        let chains = chains(&held, |a, b| self.precedes(a, b));
        let beside: Vec<String> = held
            .iter()
            .filter(|&&index| index != culprit && !chains.iter().flatten().any(|&it| it == index))
            .map(|&index| self.name(index))
            .collect();
        if !beside.is_empty() {
            let _ = write!(said, " beside {}", beside.join(" and "));
        }
        for (rank, chain) in chains.iter().enumerate() {
            said += if rank == 0 { ": " } else { ", and " };
            said += &self.name(chain[0]);
            for (rank, &index) in chain[1..].iter().enumerate() {
                said += if rank == 0 { " was over before " } else { ", which was over before " };
                said += &self.name(index);
            }
        }
        if held.len() == 1 {
            said += ": no order of the calls made by then explains it";
        }
        match self.reduction.ordered {
            0 => {}
            1 => said += "; the call that was over before has its place",
            many => {
                let _ = write!(said, "; the {many} calls that were over before have an order");
            }
        }
        said
    }

    fn evidence(&self) -> Vec<Evidence> {
        let mut evidence = Vec::new();
        for index in self.held() {
            let call = self.case.calls[index];
            let words = self.words(index);
            evidence.push(Evidence::new(call.invoked, format!("{words} called")));
            if let Some(returned) = call.returned.filter(|_| self.hold(index) == Hold::Whole) {
                evidence.push(Evidence::new(returned, format!("{words} over")));
            }
        }
        evidence
    }

    // In the order in which they were made.
    fn held(&self) -> Vec<usize> {
        (0..self.case.calls.len()).filter(|&index| self.hold(index) < Hold::Nothing).collect()
    }

    fn hold(&self, index: usize) -> Hold {
        self.reduction.holds[index]
    }

    fn words(&self, index: usize) -> String {
        let call = self.case.calls[index];
        let output = answer(call).filter(|_| self.hold(index) <= Hold::Told);
        self.case.specification.describe(&call.input, output)
    }

    fn name(&self, index: usize) -> String {
        format!("{} ({})", self.words(index), self.case.calls[index].invoked)
    }

    fn precedes(&self, a: usize, b: usize) -> bool {
        self.hold(a) == Hold::Whole
            && self.case.calls[a].returned.is_some_and(|end| end < self.case.calls[b].invoked)
    }
}

// Chains of what precedes what, in which each direct precedence stands once.
fn chains(held: &[usize], precedes: impl Fn(usize, usize) -> bool) -> Vec<Vec<usize>> {
    let mut chains: Vec<Vec<usize>> = Vec::new();
    for &a in held {
        for &b in held {
            let between = || held.iter().any(|&c| precedes(a, c) && precedes(c, b));
            if precedes(a, b) && !between() {
                match chains.iter_mut().find(|chain| chain.last() == Some(&a)) {
                    Some(chain) => chain.push(b),
                    None => chains.push(vec![a, b]),
                }
            }
        }
    }
    chains
}
