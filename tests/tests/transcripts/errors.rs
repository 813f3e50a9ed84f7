//! What is refused, and how it is said.

use sim_core::prelude::*;
use sim_core::{
    DiskFaults, Enabled, FaultError, Listed, NotEnabled, Points, Recording, Spread, StepName,
};

use super::sluice::{Gate, Sluice};
use sim_tests::stage::puppet::{Cast, Lines, Puppet, Script, Word};
use sim_tests::stage::text::time;

type Stage = Setup<Script, Sluice>;

fn puppet(lines: &[(&str, &str)]) -> Puppet {
    let lines = lines.iter().map(|(when, what)| ((*when).to_string(), (*what).to_string()));
    Puppet::new(&Lines(lines.collect()), &Cast::default().into())
}

// Two nodes, the first with two actors.
fn stage() -> Stage {
    Setup::new(Sluice::new(Wire::perfect(millis(1))))
        .node("a", |_| puppet(&[("start", "send b Ping; set T 2ms")]))
        .actor("a", "x", |_| puppet(&[]))
        .node("b", |_| puppet(&[("Ping", "send sender Pong")]))
}

#[track_caller]
fn check(stage: Stage, expected: &str) {
    let error = stage.build().expect_err("something that is wrong");
    assert_eq!(error.to_string(), expected);
}

#[test]
fn two_nodes_of_one_name() {
    check(stage().node("b", |_| puppet(&[])), "two nodes are called \"b\"");
    check(stage().nodes("n", 1, |_, _| puppet(&[])).add_node("n1"), "two nodes are called \"n1\"");
}

#[test]
fn a_node_without_a_usable_name() {
    let expected = "node \"\": a name has at least one character, and no '/' or '#'";
    check(stage().add_node(""), expected);
    let expected = "node \"a/y\": a name has at least one character, and no '/' or '#'";
    check(stage().add_node("a/y"), expected);
    let expected = "node \"c#1\": a name has at least one character, and no '/' or '#'";
    check(stage().add_node("c#1"), expected);
}

#[test]
fn two_actors_of_one_path() {
    check(stage().actor("a", "x", |_| puppet(&[])), "two actors are called \"a/x\"");
}

#[test]
fn an_actor_on_a_node_that_is_not_there() {
    check(stage().actor("c", "x", |_| puppet(&[])), "actor \"c/x\": no node is called \"c\"");
}

#[test]
fn a_mailbox_for_nobody() {
    check(stage().mailbox("c", Mailbox::unbounded()), "mailbox of \"c\": no actor is called so");
}

#[test]
fn a_mailbox_that_is_given_twice() {
    check(
        stage().mailbox("b", Mailbox::unbounded()).mailbox("b", Mailbox::bounded(1)),
        "mailbox of \"b\": given twice",
    );
}

#[test]
fn a_mailbox_without_room() {
    check(
        stage().mailbox("b", Mailbox::bounded(0)),
        "mailbox of \"b\": capacity 0 has no room for any message",
    );
}

#[test]
fn a_mailbox_whose_senders_would_have_to_wait_from_afar() {
    check(
        stage().mailbox("b", Mailbox::bounded(1).overflow(Overflow::Block)),
        "mailbox of \"b\": overflow Block needs a sender on the same node, but other nodes can reach it \
         unless it is private",
    );
    check(
        stage().mailbox("b", Mailbox::bounded(1).overflow(Overflow::Fail)),
        "mailbox of \"b\": overflow Fail needs a sender on the same node, but other nodes can reach it \
         unless it is private",
    );
    let private = Mailbox::bounded(1).overflow(Overflow::Fail).private();
    assert!(stage().mailbox("b", private).build().is_ok());
}

#[test]
fn dead_letters_for_nobody() {
    check(
        stage().mailbox("b", Mailbox::bounded(1).overflow(Overflow::DeadLetter("c".into()))),
        "mailbox of \"b\": dead letters go to \"c\", which isn't there",
    );
}

#[test]
fn a_service_time_that_makes_no_sense() {
    check(
        stage().mailbox(
            "b",
            Mailbox::unbounded().service_spread(Spread::Empirical { table: Vec::new() }),
        ),
        "mailbox of \"b\": service time: table has no entries",
    );
}

// A world at 5 ms, with one fault planned for later.
fn world() -> World<Script, Sluice> {
    let mut world = stage().build().expect("a stage that can be built");
    world.plan_fault(time("9ms"), "later", Fault::Weather(Gate::Cut)).expect("a fault");
    world.run(Stop::at(time("5ms")));
    world
}

#[track_caller]
fn check_fault(at: &str, label: &str, fault: Fault<Gate>, expected: &str) {
    let mut world = world();
    let error = world.plan_fault(time(at), label, fault).expect_err("something that is wrong");
    assert_eq!(error.to_string(), expected);
    // Nothing was planned.
    world.keep(Recording::All);
    world.run(Stop::idle());
    assert_eq!(world.record().len(), 1);
}

#[test]
fn a_fault_in_the_past() {
    check_fault("4ms", "crash", Fault::Weather(Gate::Cut), "\"crash\": 4.000ms is past");
}

#[test]
fn two_faults_of_one_label() {
    let expected = "\"later\": another fault is called so";
    check_fault("6ms", "later", Fault::Weather(Gate::Cut), expected);
}

#[test]
fn a_fault_of_a_node_of_another_world() {
    let other = stage().node("c", |_| puppet(&[])).build().expect("a larger stage");
    let node = other.directory().node("c").expect("a node");
    let expected = "\"pause\": the node is none of this world";
    check_fault("6ms", "pause", Fault::Pause(node), expected);
}

#[test]
fn chances_above_one() {
    let node = world().directory().node("a").expect("a node");
    let chance = Ratio::percent(150);
    let faults = DiskFaults { sync_lost: chance, ..DiskFaults::CALM };
    let expected = "\"disk\": sync_lost 3/2 is above one";
    check_fault("6ms", "disk", Fault::Disk { node, faults }, expected);
    let points = Points { at: None, chance, restart: None };
    let expected = "\"points\": chance 3/2 is above one";
    check_fault("6ms", "points", Fault::Points { node, points }, expected);
}

#[test]
fn a_restart_range_the_wrong_way_round() {
    let node = world().directory().node("a").expect("a node");
    let points = Points { at: None, chance: Ratio::ONE, restart: Some((millis(2), millis(1))) };
    let expected = "\"points\": the latest restart is before the earliest, or a century later";
    check_fault("6ms", "points", Fault::Points { node, points }, expected);
}

#[test]
fn a_call_in_the_past_and_a_call_of_nobody() {
    let mut world = world();
    let actor = world.directory()["a"];
    let error = world.plan_operation(time("4ms"), actor, Word("Buy".into()));
    assert_eq!(error.expect_err("the past").to_string(), "\"Buy\": 4.000ms is past");
    let other = stage().node("c", |_| puppet(&[])).build().expect("a larger stage");
    let error = world.plan_operation(time("6ms"), other.directory()["c"], Word("Buy".into()));
    let error = error.expect_err("nobody");
    assert_eq!(error, FaultError::UnknownActor { operation: "Buy".into() });
    assert_eq!(error.to_string(), "Buy: the actor is none that was declared");
}

// The steps that a fresh silent world has to offer.
fn silent() -> (World<Script, Sluice>, StepName, StepName) {
    let mut world = stage().build().expect("a stage that can be built");
    world.reset(&Choices::silent());
    world.begin();
    let find = |enabled: &[Enabled], label: &str| {
        enabled.iter().find(|step| step.label == label).expect("such a step").step
    };
    let enabled = world.enabled();
    (world, find(&enabled, "a -> b Ping"), find(&enabled, "a timer T"))
}

#[test]
fn a_step_that_cannot_be_taken_changes_nothing() {
    let (mut world, ping, timer) = silent();
    world.take(time("3ms"), &timer).expect("a step that is enabled");
    let digest = world.digest();
    assert_eq!(world.take(time("2ms"), &ping), Err(NotEnabled::Past));
    assert_eq!(world.take(time("4ms"), &timer), Err(NotEnabled::Absent));
    assert_eq!((world.digest(), world.now()), (digest, time("3ms")));
    world.finish();
    assert_eq!(world.take(time("4ms"), &ping), Err(NotEnabled::Over));
    assert_eq!(NotEnabled::Past.to_string(), "the step's time is past");
    assert_eq!(NotEnabled::Absent.to_string(), "no such step is enabled");
    assert_eq!(NotEnabled::Over.to_string(), "the run is over");
}

#[test]
fn a_list_is_followed_as_far_as_it_goes() {
    let (mut world, ping, timer) = silent();
    let listed = |at: &str, step: StepName| Listed { time: time(at), step, label: String::new() };
    let mut renamed = ping;
    renamed.key.0 ^= 1;
    let steps = [
        listed("2ms", timer),
        // In the past, then twice, then under a name that has vanished.
        listed("1ms", ping),
        listed("3ms", timer),
        listed("3ms", renamed),
        listed("4ms", renamed),
    ];
    let followed = world.follow(&steps[..4]);
    // The message is claimed by an entry that names it, but another copy of it is nobody's.
    assert_eq!((followed.taken, followed.relinked, followed.stale), (2, vec![3], vec![1, 2]));
    let followed = world.follow(&steps[4..]);
    assert_eq!((followed.taken, followed.relinked, followed.stale), (1, vec![0], vec![]));
    assert_eq!(followed.ending, None);
}

#[test]
fn a_drawn_world_that_nobody_records_has_no_names_to_give() {
    let mut world = stage().build().expect("a stage that can be built");
    world.reset(&Choices::drawn(1));
    world.begin();
    assert!(world.enabled().is_empty());
}
