//! What the framework finds in the version whose nodes believe whoever says that they are held for down: nothing.

#[path = "../../swim.rs"]
mod swim;

use sim_check::check;

#[test]
fn nobody_floods_the_network_and_after_the_heal_all_know_each_other() {
    let report = check(swim::scenario(10)).seeds(0..2_000).report();
    assert!(report.passed(), "{report}");
}
