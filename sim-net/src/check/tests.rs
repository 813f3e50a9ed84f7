//! For each thing that can be wrong with a plan: one that has it, and a near miss that hasn't.

mod allowed;
mod brute;
mod down;
mod healed;
mod label;
mod majority;
mod overlap;
mod target;
mod time;
mod value;

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use sim_core::{DiskFaults, Duration, Ratio, millis, seconds};

use crate::*;

const THREE: [&str; 3] = ["n1", "n2", "n3"];
const FOUR: [&str; 4] = ["n1", "n2", "n3", "n4"];
const FIVE: [&str; 5] = ["n1", "n2", "n3", "n4", "n5"];

/// The problems of a plan in a world of these nodes are these.
#[track_caller]
#[expect(clippy::needless_pass_by_value, reason = "a plan is built where it is checked")]
fn among(nodes: &[&str], plan: Plan, expected: &[&str]) {
    let told: Vec<String> = plan.problems(nodes).iter().map(ToString::to_string).collect();
    assert_eq!(told, expected, "{plan:#?}");
}

/// In a world of three nodes, nothing is wrong with that plan.
#[track_caller]
fn fine(plan: Plan) {
    among(&THREE, plan, &[]);
}

/// In a world of three nodes, exactly this is wrong with that plan.
#[track_caller]
fn wrong(plan: Plan, expected: &str) {
    among(&THREE, plan, &[expected]);
}

/// An episode that begins after a second and lasts one.
fn episode(label: &str, fault: impl Into<Family>) -> Episode {
    Episode::new(label, seconds(1), fault).lasts(seconds(1))
}

/// A plan with one such episode, called "x".
fn x(fault: impl Into<Family>) -> Plan {
    Plan::new().episode(episode("x", fault))
}

/// A node of that name.
fn node(name: &str) -> Selector {
    Selector::node(name)
}

/// A fault that any plan may have.
fn pause() -> Pause {
    Pause::of(node("n1"))
}

/// A plan with two such episodes, called "first" and "x".
fn two(first: impl Into<Family>, second: impl Into<Family>) -> Plan {
    Plan::new().episode(episode("first", first)).episode(episode("x", second))
}
