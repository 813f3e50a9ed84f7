//! What the framework finds in the version whose voters ask for terms: nothing.

#[path = "../../raft.rs"]
mod raft;

use sim_check::check;

#[test]
fn logs_are_replicated_and_commands_are_committed_after_the_heal() {
    let report = check(raft::scenario()).seeds(0..500).report();
    assert!(report.passed(), "{report}");
}
