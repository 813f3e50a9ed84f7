//! The majority that is left.

use super::*;

/// In a world of these nodes that is never to lose its majority, it is lost, or not.
#[track_caller]
fn keeps_majority(nodes: &[&str], plan: Plan, expected: bool) {
    let alone = "episode \"x\": no majority of the # nodes may be left that is up and connected";
    let alone = alone.replace('#', &nodes.len().to_string());
    let other = alone.clone() + "; at the same time there may be \"first\"";
    let expected = match (expected, plan.episodes.len()) {
        (true, _) => Vec::new(),
        (false, 1) => [&*alone].into(),
        (false, _) => [&*other].into(),
    };
    among(nodes, plan.model(FaultModel::everything().majority()), &expected);
}

#[test]
fn a_majority_stays_up() {
    keeps_majority(&FIVE, x(Crash::of(Selector::Minority)), true);
    keeps_majority(&FIVE, x(Crash::of(Selector::Majority)), false);
    keeps_majority(&FOUR, x(Crash::of(Selector::Random(1))), true);
    keeps_majority(&FOUR, x(Pause::of(Selector::Random(2))), false);
    keeps_majority(&["a", "b"], x(Pause::of(node("a"))), false);
}

#[test]
fn a_majority_stays_connected() {
    let two = || Selector::Random(2);
    for (fault, of_three, of_four, of_five) in [
        (Partition::Halves, true, false, true),
        (Partition::Majority, true, true, true),
        (Partition::Bridge, true, true, true),
        (Partition::Isolate(node("n1")), true, true, true),
        (Partition::Isolate(two()), true, false, true),
        (Partition::Isolate(Selector::nodes(["n1", "n2"])), true, false, true),
        (Partition::OneWay(node("n1"), Selector::All), true, true, true),
        (Partition::OneWay(two(), Selector::All), false, false, true),
        (Partition::groups(&[&["n1"], &["n2"]]), false, false, true),
        (Partition::groups(&[&["n1", "n2"]]), true, false, true),
        (Partition::Cut(Links::All), false, false, false),
        (Partition::Cut(Links::Of(node("n1"))), true, true, true),
        (Partition::Cut(Links::From(two())), false, false, true),
        (Partition::Cut(Links::To(two())), false, false, true),
        (Partition::Cut(Links::OneWay(node("n1"), two())), true, true, true),
        (Partition::Cut(Links::Between(two(), two())), false, false, true),
        (Partition::Cut(Links::Edge("a".into(), "b".into())), true, false, true),
    ] {
        keeps_majority(&THREE, x(fault.clone()), of_three);
        keeps_majority(&FOUR, x(fault.clone()), of_four);
        keeps_majority(&FIVE, x(fault), of_five);
    }
    keeps_majority(&FOUR, x(Partition::MajorityRing), false);
    keeps_majority(&FIVE, x(Partition::MajorityRing), false);
}

#[test]
fn what_loses_everything_cuts_off() {
    let loss = |percent| x(Loss::of(Ratio::percent(percent)));
    keeps_majority(&THREE, loss(99), true);
    keeps_majority(&THREE, loss(100), false);
    let rule = || Rule::new(RuleAction::Drop);
    keeps_majority(&THREE, x(rule()), false);
    keeps_majority(&THREE, x(rule().kind("Pay")), true);
    keeps_majority(&THREE, x(rule().nth(1)), true);
    keeps_majority(&THREE, x(rule().from("n1/worker")), true);
    keeps_majority(&["n1", "n2"], x(rule().from("n1/worker")), false);
    keeps_majority(&THREE, x(Hold::on(Links::All)), true);
}

#[test]
fn who_is_down_may_be_on_either_side() {
    let crash = |name| Crash::of(node(name));
    keeps_majority(&FIVE, two(crash("n1"), Partition::Halves), false);
    keeps_majority(&FIVE, two(crash("n1"), Partition::Majority), false);
    keeps_majority(&FOUR, two(crash("n1"), Partition::Isolate(node("n1"))), true);
    keeps_majority(&FOUR, two(crash("n1"), Partition::Isolate(node("n2"))), false);
    keeps_majority(&FIVE, two(crash("n1"), Partition::Isolate(node("n2"))), true);
    keeps_majority(
        &FOUR,
        two(Crash::of(Selector::Random(1)), Partition::Isolate(node("n2"))),
        false,
    );
    // Either side of a cut will do, and the second one is down already.
    keeps_majority(&FOUR, two(crash("n2"), Partition::OneWay(node("n1"), node("n2"))), true);
    keeps_majority(&FOUR, two(crash("n3"), Partition::OneWay(node("n1"), node("n2"))), false);
}

#[test]
fn cuts_that_have_a_node_in_common_cost_only_that_one() {
    let between = |one, other| Partition::Cut(Links::Between(node(one), node(other)));
    keeps_majority(&THREE, two(between("n1", "n2"), between("n2", "n3")), true);
    keeps_majority(&FOUR, two(between("n1", "n2"), between("n3", "n4")), false);
}

#[test]
fn what_is_over_does_no_harm() {
    let model = FaultModel::everything().majority();
    let plan = |at: Duration| {
        let crash = Episode::new("x", at, Crash::of(node("n2"))).lasts(seconds(1));
        let first = episode("first", Partition::Isolate(node("n1")));
        Plan::new().episode(first).episode(crash).model(model)
    };
    fine(plan(millis(2_001)));
    wrong(
        plan(seconds(2)),
        "episode \"x\": no majority of the 3 nodes may be left that is up and connected; \
         at the same time there may be \"first\"",
    );
}

#[test]
fn very_many_cuts_are_refused_rather_than_thought_through() {
    let names: Vec<String> = (0..200).map(|n| alloc::format!("n{n}")).collect();
    let nodes: Vec<&str> = names.iter().map(|name| &**name).collect();
    let mut plan = Plan::new().model(FaultModel::everything().majority());
    for (n, pair) in nodes[..196].chunks(2).enumerate() {
        let cut = Partition::Cut(Links::Between(node(pair[0]), node(pair[1])));
        plan = plan.episode(episode(&n.to_string(), cut));
    }
    assert_eq!(plan.problems(&nodes).len(), 0, "98 of 200 are left out at the first attempt");
    plan = plan.episode(episode(
        "down",
        Crash::of(Selector::nodes(nodes[..96].iter().copied().step_by(2).chain(["n196", "n197"]))),
    ));
    plan = plan.episode(episode("all", Partition::Isolate(Selector::nodes(["n198"]))));
    assert_eq!(plan.problems(&nodes).len(), 1);
}
