//! Residue: after the heal a world goes on as if nothing had been.

use sim_core::NodeState;
use sim_core::prelude::*;
use sim_tests::stage::text::time;

use super::play::{rehearse, stage};

// What goes on after the heal, without the numbers of events.
fn after_the_heal(plan: &str) -> Vec<String> {
    let told = rehearse(&format!(
        r#"
        link (latency: "1ms", spread: Uniform("300us"))
        seed 1
        node a
          start: set Go 1ms; set Tick 10ms
          timer Go: send b Early; send b Early~
          timer Tick: send b Tick; send c Tick~; clocks; write log tick; sync; read log; set Tick 3ms
          again: set Tick 4ms
        node b mailbox any service 100us
          Tick: send a Tock; work 200us; send c Tock~
        node c
          start: set Tick 11ms
          timer Tick: send a Tock; point tick; set Tick 3ms
        node d
        {plan}
        heal 9ms
        run until 25ms
        "#
    ));
    let bare = |line: &str| {
        let words = line.split_whitespace().skip(1);
        words.take_while(|word| *word != "from").collect::<Vec<_>>().join(" ")
    };
    let healed = told.lines().position(|line| line.contains("all is healed")).expect("a heal");
    // What the heal itself says is about what it ended.
    let later = told.lines().skip(healed + 1).filter(|line| !line.contains("  9.000ms  "));
    later.map(bare).collect()
}

#[track_caller]
fn check(fault: &str) {
    let plan = format!("(label: \"it\", at: \"3ms\", fault: {fault})");
    let (healed, expected) = (after_the_heal(&plan), after_the_heal(""));
    let parts = healed.iter().zip(&expected).find(|(one, other)| one != other);
    assert_eq!(parts, None);
    assert_eq!(healed.len(), expected.len());
    // The same, but it ends before the heal.
    let ending = after_the_heal(&plan.replace("fault", "lasts: \"2ms\", fault"));
    assert_eq!(ending, expected);
}

#[test]
fn no_partition_leaves_any() {
    for kind in ["Halves", "Majority", "Bridge", "MajorityRing", r#"Isolate("a")"#, "Cut(All)"] {
        check(&format!("Partition({kind})"));
    }
    check(r#"Partition(OneWay("a", "b"))"#);
    check(r#"Partition(Groups([["a"], ["b"]]))"#);
}

#[test]
fn nothing_that_chance_does_leaves_any() {
    check(r#"Loss(chance: "50%")"#);
    check(r#"Duplicates(chance: "50%", behind: "1ms")"#);
    check(r#"Reorder(chance: "50%", behind: "1ms")"#);
    check(r#"Corruption(chance: "50%")"#);
}

#[test]
fn slowness_and_holds_leave_none() {
    check(r#"SlowLink(factor: 3, extra: "1ms")"#);
    check("Hold");
    check("SlowNode(nodes: All, factor: 3)");
    check("Pause(nodes: All)");
}

#[test]
fn rules_leave_none() {
    for action in ["Drop", r#"Delay("1s")"#, "Duplicate(3)", "Hold", "Corrupt(7)"] {
        check(&format!("Rule(action: {action})"));
    }
}

#[test]
fn disks_and_points_leave_none() {
    check(r#"Disk(nodes: All, write_error: "50%", sync_lost: "50%", latency: "1ms", capacity: 1)"#);
    check(r#"Points(nodes: All, chance: "100%")"#);
}

#[test]
fn jumps_of_clocks_leave_none() {
    check(r#"ClockJump(nodes: All, by: "1h")"#);
}

#[test]
fn whatever_went_on_nothing_is_held_and_nobody_stands_still_or_waits() {
    let mut world = stage(
        r#"
        link (latency: "1ms", spread: Uniform("300us"), loss: "5%", bandwidth: (rate: 100000))
        streams window 3 resend 1ms patience 2ms
        seed 1
        node a
          start: set Tick 1ms
          timer Tick: send b Tick/10; send c More~/10; send b More~/10; work 100us; set Tick 2ms
        node b mailbox any service 200us
          start: set Tick 1ms
          timer Tick: send c Tick/10; send a Back/10; write log x; sync; set Tick 2ms
        node c mailbox 4 newest
          start: set Tick 1ms
          timer Tick: send a Tick/10; send b More~/10; point tick; set Tick 2ms
        node d
        (at: "2ms", lasts: "3ms", fault: Partition(Isolate("c")))
        (at: "4ms", fault: Partition(Halves), flapping: (on: "1ms", off: "1ms"))
        (at: "5ms", fault: Hold(links: Of("a")))
        (at: "6ms", fault: Rule(kind: "Tick", action: Hold))
        (at: "6ms", fault: SlowNode(nodes: ["a", "b"], factor: 2))
        (at: "6ms", fault: SlowLink(factor: 4))
        (at: "7ms", lasts: "1ms", fault: Pause(nodes: "b"))
        (at: "7ms", lasts: "9ms", fault: Crash(nodes: "c"))
        (label: "gone", at: "9ms", fault: Crash(nodes: "d"))
        heal 12ms
        "#,
    );
    world.run(Stop::at(time("40500us")));
    world.check_books().expect("the books balance");
    assert_eq!(world.wire().held, 0);
    let nodes: Vec<_> = world.directory().nodes().collect();
    let states: Vec<NodeState> = nodes.iter().map(|&node| world.node_state(node)).collect();
    assert_eq!(states, [NodeState::Up, NodeState::Up, NodeState::Up, NodeState::Down]);
    let actors: Vec<ActorId> = world.directory().actors().collect();
    for actor in actors {
        let books = world.books(actor).expect("it is there");
        assert_eq!(books.outbox.waiting, 0, "{:?}", world.directory().path(actor));
        assert!(world.mailbox(actor).is_none_or(|figures| figures.depth < 3));
    }
    let summary = world.medium().summary();
    assert!(summary.fired.iter().all(sim_net::Fired::bit), "{summary}");
}
