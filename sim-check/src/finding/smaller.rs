//! Smaller parameters: whether the same fails with fewer nodes, clients, orders.

use sim_core::Protocol;

use crate::campaign::Check;
use crate::run::{Broken, Case, Runner};
use crate::scenario::Scenario;

// How many seeds are tried for each smaller scenario, the failing one first.
const SEEDS: u64 = 100;

/// The smallest scenario in which the failure of this seed is met within a few seeds, and how.
pub(super) fn variation<P: Protocol>(
    check: &Check<P>,
    seed: u64,
) -> Result<(Scenario<P>, Case), Broken> {
    let mut scenario = check.scenario.clone();
    let mut case = check.case(seed);
    if scenario.parameters().is_empty() || check.order.shrink_runs == 0 {
        return Ok((scenario, case));
    }
    let run = Runner::new(&scenario, check.goal())?.run(&case)?;
    let Some(wanted) = run.judgement.failure().map(|failure| failure.id.clone()) else {
        return Ok((scenario, case));
    };
    loop {
        let mut found = None;
        for smaller in scenario.smaller() {
            let mut runner = Runner::new(&smaller, check.goal())?;
            for offset in 0..SEEDS {
                let other = check.order.strategy.case(&smaller, seed.wrapping_add(offset));
                let run = runner.run(&other)?;
                if run.judgement.failure().is_some_and(|failure| failure.id == wanted) {
                    found = Some(other);
                    break;
                }
            }
            if let Some(case) = found.take() {
                found = Some(case);
                scenario = smaller;
                break;
            }
        }
        match found {
            Some(smaller) => case = smaller,
            None => return Ok((scenario, case)),
        }
    }
}
