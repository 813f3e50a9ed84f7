//! A long run with many choices of which three are needed is made small in few runs.
//!
//! Here from few seeds and with fewer calls; the example `needle` does it in full.

use sim_check::prelude::*;
use sim_tests::planted::needle::{EVENTS, FAULTS, ID, scenario};

#[test]
fn shrink_finds_the_three_choices_of_a_long_run_that_matter() {
    let mut from = 0;
    for _ in 0..2 {
        let first = check(scenario(200)).seeds(from..from + 1_000).several(1).shrink_runs(0);
        let seed = first.trust_determinism().report().failure().unwrap().seed;
        let report = check(scenario(200)).seed(seed).report();
        let finding = report.failure().unwrap();
        assert_eq!(finding.id.to_string(), ID);
        assert!(finding.minimality.is_minimal(), "{report}");
        assert!(finding.faults_minimality.is_minimal(), "{report}");
        assert_eq!((finding.faults.len(), finding.after.events), (FAULTS, EVENTS), "{report}");
        // The goal is 250.
        assert!(finding.runs < 300, "{report}");
        from = seed + 1;
    }
}
