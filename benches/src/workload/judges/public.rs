//! Public: histories with known verdicts, in a folder beside the working copy. Each row judges all of one kind.

use sim_check::Verdict;
use sim_check::linear::cas_register::CasRegister;
use sim_check::linear::text::{Text, TextStore};
use sim_check::linear::{Linear, Specification};

use super::{Judged, Judging, Row, growth};
use reading::Known;

// The judge's own tests read them in the same way.
#[path = "../../../../sim-check/tests/histories_linear/reading.rs"]
mod reading;

pub(super) fn rows() -> Vec<Row> {
    vec![
        growth("judge_histories_register", "histories", vec![52], |count| {
            let all = reading::registers(&folder()?);
            Ok(judging(Linear::new(CasRegister::new(None)), all, count))
        }),
        growth("judge_histories_kv", "histories", vec![4], |count| {
            let all = reading::texts(&folder()?);
            Ok(judging(Linear::new(TextStore::new(Text)), all, count))
        }),
    ]
}

fn folder() -> Result<std::path::PathBuf, String> {
    reading::folder().map_err(|absent| format!("{} is not there", absent.display()))
}

fn judging<S: Specification + 'static>(
    linear: Linear<S>,
    all: Vec<Known<S::Input, S::Output>>,
    count: u64,
) -> Judging {
    assert_eq!(all.len() as u64, count, "some are missing");
    let items = all.iter().map(|known| known.history.operations().len() as u64).sum();
    Box::new(move || {
        let mut steps = (0, 0);
        for Known { name, linearizable, history } in &all {
            let judgement = linear.judge_counting(history);
            match judgement.verdict {
                Verdict::Passed => assert!(linearizable, "{name}: a violation was missed"),
                Verdict::Violated(violation) => assert!(!linearizable, "{name}: {violation}"),
                Verdict::Undecided(doubt) => panic!("{name}: {doubt}"),
            }
            steps = (steps.0 + judgement.steps, steps.1 + judgement.reduction_steps);
        }
        Judged { items, steps: Some(steps) }
    })
}
