//! Errors: plans that a world refuses.

use sim_core::prelude::*;
use sim_net::Plan;

use super::play::stage;

// Two nodes, with a plan applied.
const TWO: &str = r#"
    node a
    node b
    (label: "one", at: "1ms", lasts: "1ms", fault: Pause(nodes: "a"))
"#;

#[track_caller]
fn check(plan: &str, expected: &str) {
    let mut world = stage(TWO);
    let plan = Plan::read("plan", plan).unwrap_or_else(|mistake| panic!("{mistake}"));
    let error = plan.apply(&mut world).expect_err("a plan that makes no sense here");
    assert_eq!(error.to_string(), expected);
    // Nothing of it was planned.
    assert_eq!(world.run(Stop::idle()), Ending::Idle);
    assert_eq!(world.medium().summary().fired.len(), 1);
}

#[test]
fn a_node_that_is_none() {
    check(
        r#"(episodes: [(at: "1ms", fault: Hold), (at: "1ms", lasts: "1ms", fault: Crash(nodes: "c"))])"#,
        "episode \"crash\": no node is called \"c\"; expected one of a, b",
    );
}

#[test]
fn an_edge_that_is_none() {
    check(
        r#"(episodes: [(label: "x", at: "1ms", fault: Hold(links: Edge("a", "nowhere")))])"#,
        "episode \"x\": nothing connects \"a\" with \"nowhere\"; routes may lead there by way of others",
    );
}

#[test]
fn a_plan_is_applied_once() {
    check(
        r#"(episodes: [(label: "new", at: "1ms", fault: Hold), (label: "one", at: "1ms", lasts: "1ms", fault: Hold)])"#,
        "\"one\": another fault is called so",
    );
}

#[test]
fn a_pause_that_comes_and_goes() {
    check(
        r#"(episodes: [(at: "1ms", fault: Pause(nodes: "a"), flapping: (on: "1ms", off: "1ms"))])"#,
        "episode \"pause\": pause can't come and go; partition, slow-link, loss, duplicates, reorder and corruption can",
    );
}

#[test]
fn a_node_that_is_down_already() {
    check(
        r#"(episodes: [(at: "1ms", lasts: "3ms", fault: Pause(nodes: "a")), (at: "2ms", lasts: "1ms", fault: Crash(nodes: ["a", "b"]))])"#,
        "episode \"crash\": \"a\" may still be down, in \"pause\" (line 1)",
    );
}

#[test]
fn a_plan_for_a_world_that_is_over() {
    let mut world = stage(TWO);
    world.run(Stop::idle());
    let plan = Plan::read("plan", r#"(episodes: [(at: "1s", fault: Hold)])"#).expect("a plan");
    plan.apply(&mut world).expect("it goes on");
    world.finish();
    let plan = Plan::read("plan", r#"(heal: "9s")"#).expect("a plan");
    let error = plan.apply(&mut world).expect_err("it is over");
    assert_eq!(error.to_string(), "\"heal\": the run is over");
}
