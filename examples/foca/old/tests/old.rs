//! What the framework finds in the version whose nodes don't believe those whom they hold for down.

#[path = "../../swim.rs"]
mod swim;

use sim_check::check;

#[test]
fn a_flood_is_found_and_made_small() {
    let report = check(swim::scenario(10)).seeds(0..50).report();
    let found = report.failure().expect("there is a flood");
    assert_eq!(found.id.to_string(), "a node sends few datagrams: too much traffic");
    assert!(found.minimality.is_minimal(), "{report}");
    assert!(found.after.events <= 40, "{report}");
}

#[test]
fn in_a_flood_a_node_sends_more_than_sixty_datagrams_a_second() {
    let report = check(swim::scenario(60)).seeds(0..50).shrink_runs(0).report();
    let found = report.failure().expect("there is a flood");
    assert_eq!(found.id.to_string(), "a node sends few datagrams: too much traffic");
}
