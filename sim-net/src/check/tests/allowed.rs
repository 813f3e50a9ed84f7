//! What a fault model allows.

use super::*;

/// The model doesn't allow what the plan does, and does with that switch.
#[track_caller]
fn switch(plan: &Plan, what: &str, name: &str, allowing: FaultModel) {
    let value = if name == "crash_stop" { "1" } else { "true" };
    let said = alloc::format!(
        "episode \"x\": the fault model doesn't allow {what}; `{name}: {value}` would allow it"
    );
    wrong(plan.clone().model(FaultModel::new().down(3)), &said);
    fine(plan.clone().model(allowing.down(3)));
    fine(plan.clone().model(FaultModel::everything()));
}

#[test]
fn each_family_has_a_switch() {
    let (model, half) = (FaultModel::new(), Ratio::percent(50));
    switch(&x(Partition::Halves), "a partition", "partitioned", model.partitioned());
    switch(&x(Loss::of(half)), "loss", "lost", model.lost());
    switch(&x(Duplicates::of(half)), "duplicates", "duplicated", model.duplicated());
    switch(&x(SlowLink::by(millis(1))), "slow links", "reordered", model.reordered());
    switch(&x(Reorder::of(half, millis(1))), "reordering", "reordered", model.reordered());
    switch(&x(Hold::on(Links::All)), "messages to be held", "reordered", model.reordered());
    switch(&x(Corruption::of(half)), "corruption", "corrupted", model.corrupted());
    switch(&x(pause()), "a pause", "paused", model.paused());
    let slow = SlowNode::of(node("n1"), Ratio::percent(200));
    switch(&x(slow), "slow nodes", "paused", model.paused());
    let jump = ClockJump::back(node("n1"), millis(1));
    switch(&x(jump), "clocks to jump", "clock_skew", model.clock_skew());
    let drift = ClockDrift::of(node("n1"), Ratio::percent(101));
    switch(&x(drift), "clocks to drift", "clock_skew", model.clock_skew());
    let rot = Episode::new("x", seconds(1), BitRot::of(node("n1"), 1));
    switch(&Plan::new().episode(rot), "bit rot", "lying_disk", model.lying_disk());
}

#[test]
fn each_action_of_a_rule_has_a_switch() {
    let (model, rule) = (FaultModel::new(), |action| x(Rule::new(action)));
    switch(&rule(RuleAction::Drop), "a dropped message", "lost", model.lost());
    let delay = RuleAction::Delay(millis(1));
    switch(&rule(delay), "a delayed message", "reordered", model.reordered());
    let duplicate = RuleAction::Duplicate(1);
    switch(&rule(duplicate), "a duplicated message", "duplicated", model.duplicated());
    switch(&rule(RuleAction::Hold), "a held message", "reordered", model.reordered());
    switch(&rule(RuleAction::Corrupt(1)), "a damaged message", "corrupted", model.corrupted());
}

#[test]
fn a_crash_comes_back_or_not() {
    let model = FaultModel::new();
    let (back, good) = ("a crash with a restart", "a crash for good");
    switch(&x(Crash::of(node("n1"))), back, "crash_restart", model.crash_restart(1));
    let stop = Plan::new().episode(Episode::new("x", seconds(1), Crash::of(node("n1"))));
    switch(&stop, good, "crash_stop", model.crash_stop(1));
    let points = Points::of(node("n1"), Ratio::percent(1));
    switch(&x(points.clone()), good, "crash_stop", model.crash_stop(1));
    let restarting = x(points.restarting(millis(1)));
    switch(&restarting, back, "crash_restart", model.crash_restart(1));
}

#[test]
fn a_wiped_disk_is_amnesia() {
    let model = FaultModel::new().crash_restart(1);
    let plan = x(Crash::of(node("n1")).wiping());
    fine(plan.clone().model(model.amnesia()));
    wrong(
        plan.model(model),
        "episode \"x\": the fault model doesn't allow a wiped disk; `amnesia: true` would allow it",
    );
}

#[test]
fn a_disk_fails_or_lies() {
    let (model, calm, half) = (FaultModel::new(), DiskFaults::CALM, Ratio::percent(50));
    let disk = |faults| x(DiskTrouble::of(node("n1"), faults));
    let failing = |faults, what| switch(&disk(faults), what, "failing_disk", model.failing_disk());
    failing(DiskFaults { write_error: half, ..calm }, "failing writes");
    failing(DiskFaults { read_error: half, ..calm }, "failing reads");
    failing(DiskFaults { torn: half, ..calm }, "torn writes");
    failing(DiskFaults { capacity: Some(1), ..calm }, "a full disk");
    failing(DiskFaults { latency: millis(1), ..calm }, "a slow disk");
    let lying = disk(DiskFaults { sync_lost: half, ..calm });
    switch(&lying, "lost syncs", "lying_disk", model.lying_disk());
    let both = disk(DiskFaults { sync_lost: half, torn: half, ..calm });
    wrong(
        both.clone().model(model.failing_disk()),
        "episode \"x\": the fault model doesn't allow lost syncs; `lying_disk: true` would allow it",
    );
    fine(both.model(model.failing_disk().lying_disk()));
}
