//! What the framework finds in the version whose voters don't ask for terms.

#[path = "../../raft.rs"]
mod raft;

use sim_check::check;

#[test]
fn a_leader_without_a_committed_entry_is_found_and_made_small() {
    let report = check(raft::scenario()).seeds(0..500).report();
    let found = report.failure().expect("a leader lacks an entry");
    let id = "logs are replicated: leader without a committed entry (leader)";
    assert_eq!(found.id.to_string(), id);
    assert!(found.minimality.is_minimal(), "{report}");
    assert!(found.after.events <= 26, "{report}");
}
