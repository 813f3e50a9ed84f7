//! Numbers that mean something.

use super::*;

#[test]
fn a_rule_counts_from_one() {
    fine(x(Rule::new(RuleAction::Drop).nth(1)));
    wrong(
        x(Rule::new(RuleAction::Drop).nth(0)),
        "episode \"x\": there is no message 0: they are counted from one",
    );
}

#[test]
fn a_rule_does_something_that_can_be_done() {
    let rule = |action| x(Rule::new(action));
    fine(rule(RuleAction::Duplicate(15)));
    wrong(
        rule(RuleAction::Duplicate(16)),
        "episode \"x\": 16 further copies are too many; expected at most 15",
    );
    wrong(rule(RuleAction::Duplicate(0)), "episode \"x\": no further copy changes nothing");
    fine(rule(RuleAction::Delay(millis(1))));
    wrong(rule(RuleAction::Delay(Duration::ZERO)), "episode \"x\": a delay of 0ns changes nothing");
    wrong(
        rule(RuleAction::Delay(Duration::MAX)),
        "episode \"x\": 18446744073.709551615s is too long; expected at most 878400h",
    );
}

#[test]
fn chances_are_above_zero_and_at_most_one() {
    let chances = |chance: Ratio| {
        [
            x(Loss::of(chance)),
            x(Duplicates::of(chance)),
            x(Reorder::of(chance, millis(1))),
            x(Corruption::of(chance)),
            x(Points::of(node("n1"), chance).restarting(millis(1))),
        ]
    };
    chances(Ratio::ONE).into_iter().for_each(fine);
    for plan in chances(Ratio::percent(150)) {
        wrong(plan, "episode \"x\": chance 3/2 is above one");
    }
    for plan in chances(Ratio::ZERO) {
        wrong(plan, "episode \"x\": chance 0: nothing would happen");
    }
}

#[test]
fn a_slow_link_is_slower() {
    fine(x(SlowLink::times(Ratio::percent(101))));
    fine(x(SlowLink::by(millis(1))));
    wrong(x(SlowLink::times(Ratio::percent(50))), "episode \"x\": factor 1/2 is below one");
    wrong(
        x(SlowLink::by(Duration::ZERO)),
        "episode \"x\": nothing takes longer: the factor is 1 and nothing is added",
    );
}

#[test]
fn what_falls_behind_does_so_by_some_time() {
    fine(x(Reorder::of(Ratio::ONE, millis(1))));
    fine(x(Duplicates::of(Ratio::ONE)));
    wrong(
        x(Reorder::of(Ratio::ONE, Duration::ZERO)),
        "episode \"x\": nothing falls behind: `behind` is zero",
    );
}

#[test]
fn a_slow_node_takes_another_time() {
    let slow = |percent| x(SlowNode::of(Selector::All, Ratio::percent(percent)));
    fine(slow(200));
    fine(slow(50));
    wrong(slow(0), "episode \"x\": factor 0 would take no time at all");
    wrong(slow(100), "episode \"x\": factor 1 changes nothing");
}

#[test]
fn a_clock_runs_at_another_rate_within_bounds() {
    let drift = |rate| x(ClockDrift::of(node("n1"), rate));
    fine(drift(Ratio::percent(101)));
    fine(drift(ClockDrift::RATE_MIN));
    fine(drift(ClockDrift::RATE_MAX));
    wrong(drift(Ratio::ZERO), "episode \"x\": rate 0: a stopped clock never reaches a timer");
    wrong(drift(Ratio::per_million(1)), "episode \"x\": rate 1/1000000 is below 1/1000");
    wrong(drift(Ratio::percent(100_100)), "episode \"x\": rate 1001 is above 1000");
    wrong(drift(Ratio::ONE), "episode \"x\": rate 1: the clock would be right");
}

#[test]
fn a_clock_jumps_some_time() {
    fine(x(ClockJump::back(node("n1"), millis(1))));
    wrong(x(ClockJump::back(node("n1"), Duration::ZERO)), "episode \"x\": the clock jumps by 0ns");
}

#[test]
fn a_disk_in_trouble_has_one() {
    let disk = |faults| x(DiskTrouble::of(node("n1"), faults));
    let calm = DiskFaults::CALM;
    fine(disk(DiskFaults { torn: Ratio::ONE, ..calm }));
    fine(disk(DiskFaults { capacity: Some(0), ..calm }));
    fine(disk(DiskFaults { latency: millis(1), ..calm }));
    wrong(disk(calm), "episode \"x\": nothing is wrong with the disk");
    let two = Ratio::percent(200);
    wrong(
        disk(DiskFaults { write_error: two, ..calm }),
        "episode \"x\": write_error 2 is above one",
    );
    wrong(disk(DiskFaults { read_error: two, ..calm }), "episode \"x\": read_error 2 is above one");
    wrong(disk(DiskFaults { sync_lost: two, ..calm }), "episode \"x\": sync_lost 2 is above one");
    wrong(disk(DiskFaults { torn: two, ..calm }), "episode \"x\": torn 2 is above one");
}

#[test]
fn a_restart_is_a_range() {
    let points = |least, most| {
        let after = Within::new(millis(least), millis(most));
        x(Points::of(node("n1"), Ratio::percent(1)).restarting(after))
    };
    fine(points(0, 10));
    wrong(points(10, 0), "episode \"x\": the range from 10ms to 0ns is backwards");
}
