//! How many nodes are down.

use super::*;

#[test]
fn not_more_nodes_are_down_at_once_than_may_be() {
    let model = FaultModel::new().crash_restart(1).paused();
    let plan = two(Crash::of(node("n1")), Pause::of(node("n2")));
    fine(plan.clone().model(model.down(2)));
    wrong(
        plan.model(model),
        "episode \"x\": 2 nodes may be down at once, and the fault model allows 1; \
         at the same time there may be \"first\"",
    );
    let all = x(Crash::of(Selector::All));
    fine(all.clone().model(model.down(3)));
    wrong(
        all.model(model.down(2)),
        "episode \"x\": 3 nodes may be down at once, and the fault model allows 2; `down: 3` would allow it",
    );
}

#[test]
fn who_is_down_by_name_counts_once_and_who_is_drawn_always() {
    let model = FaultModel::new().crash_restart(1);
    let points = |nodes| Points::of(nodes, Ratio::percent(1)).restarting(millis(1));
    fine(two(Crash::of(node("n1")), points(node("n1"))).model(model));
    let told = "episode \"x\": 2 nodes may be down at once, and the fault model allows 1; \
                at the same time there may be \"first\"";
    wrong(two(Crash::of(node("n1")), points(Selector::Random(1))).model(model), told);
    wrong(two(Crash::of(node("n1")), points(Selector::last_to_tell("Elected"))).model(model), told);
    wrong(two(points(Selector::Minority), Crash::of(node("n1"))).model(model), told);
    let majority = two(points(Selector::Majority), Crash::of(node("n1")));
    fine(majority.clone().model(model.down(3)));
    // No more are down than there are.
    fine(two(points(Selector::All), Crash::of(Selector::Random(2))).model(model.down(3)));
    wrong(
        majority.model(model.down(2)),
        "episode \"x\": 3 nodes may be down at once, and the fault model allows 2; \
         at the same time there may be \"first\"",
    );
}

#[test]
fn who_crashed_at_a_point_is_down_until_the_latest_restart() {
    let points = |restart| Points::of(node("n1"), Ratio::percent(1)).restarting(restart);
    let plan = |restart| {
        let first = episode("first", points(restart));
        let crash = Episode::new("x", seconds(3), Crash::of(node("n2"))).lasts(seconds(1));
        let plan = Plan::new().episode(first).episode(crash);
        plan.model(FaultModel::new().crash_restart(1))
    };
    fine(plan(Within::new(millis(1), millis(999))));
    wrong(
        plan(Within::new(millis(1), millis(1_000))),
        "episode \"x\": 2 nodes may be down at once, and the fault model allows 1; \
         at the same time there may be \"first\"",
    );
}

#[test]
fn who_crashed_for_good_stays_down() {
    let plan = |stop: Selector| {
        let stop = Episode::new("first", seconds(1), Crash::of(stop));
        let crash = Episode::new("x", seconds(9), Crash::of(node("n2"))).lasts(seconds(1));
        Plan::new().episode(stop).episode(crash).heal(seconds(20))
    };
    let model = FaultModel::new().crash_stop(1).crash_restart(1);
    fine(plan(node("n1")).model(model.down(2)));
    wrong(
        plan(node("n1")).model(model),
        "episode \"x\": 2 nodes may be down at once, and the fault model allows 1; \
         at the same time there may be \"first\"",
    );
}

#[test]
fn not_more_nodes_crash_for_good_than_may() {
    let stop = |label, name| Episode::new(label, seconds(1), Crash::of(node(name)));
    let plan = Plan::new().episode(stop("first", "n1")).episode(stop("x", "n2"));
    let model = FaultModel::new().crash_stop(1).down(3);
    fine(plan.clone().model(model.crash_stop(2)));
    wrong(
        plan.model(model),
        "episode \"x\": 2 nodes may crash for good, and the fault model allows 1; `crash_stop: 2` would allow it",
    );
    let points = x(Points::of(Selector::Random(2), Ratio::percent(1)));
    fine(points.clone().model(model.crash_stop(2)));
    wrong(
        points.model(model),
        "episode \"x\": 2 nodes may crash for good, and the fault model allows 1; `crash_stop: 2` would allow it",
    );
}
