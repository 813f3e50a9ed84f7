//! When an episode begins and ends.

use super::*;

#[test]
fn an_episode_ends_after_it_begins() {
    let at = |least, most| Episode::new("x", Within::new(millis(least), millis(most)), pause());
    let plan = |episode| Plan::new().episode(episode);
    fine(plan(at(100, 200).until(millis(201))));
    wrong(
        plan(at(100, 100).until(millis(50))),
        "episode \"x\": it ends at 50ms, but begins at 100ms",
    );
    wrong(plan(at(100, 100).until(millis(100))), "episode \"x\": it ends when it begins, at 100ms");
    wrong(
        plan(at(100, 200).until(Within::new(millis(150), millis(300)))),
        "episode \"x\": it may end at 150ms already, but may begin only at 200ms",
    );
    wrong(
        plan(at(200, 100).lasts(millis(1))),
        "episode \"x\": the range from 200ms to 100ms is backwards",
    );
    wrong(
        plan(at(1, 1).lasts(Within::new(millis(2), millis(1)))),
        "episode \"x\": the range from 2ms to 1ms is backwards",
    );
}

#[test]
fn an_episode_lasts_some_time() {
    let lasts = |least, most| {
        let range = Within::new(millis(least), millis(most));
        Plan::new().episode(Episode::new("x", seconds(1), pause()).lasts(range))
    };
    fine(lasts(1, 2));
    wrong(lasts(0, 0), "episode \"x\": it lasts no time");
    wrong(lasts(0, 2), "episode \"x\": it may last no time: its range begins at zero");
}

#[test]
fn an_episode_begins_before_all_is_healed() {
    let plan = |least, most| {
        let at = Within::new(seconds(least), seconds(most));
        Plan::new().episode(Episode::new("x", at, pause())).heal(seconds(10))
    };
    fine(plan(1, 9));
    wrong(plan(10, 10), "episode \"x\": it begins at 10s, but all is healed at 10s");
    wrong(plan(9, 11), "episode \"x\": it may begin at 11s, but all is healed at 10s");
}

#[test]
fn times_are_within_a_century() {
    let far = sim_core::hours(878_401);
    let told = "episode \"x\": 878401h is too long; expected at most 878400h";
    fine(Plan::new().episode(Episode::new("x", far - seconds(3_600), pause())));
    wrong(Plan::new().episode(Episode::new("x", far, pause())), told);
    wrong(Plan::new().episode(Episode::new("x", seconds(1), pause()).lasts(far)), told);
    wrong(Plan::new().episode(Episode::new("x", seconds(1), pause()).until(far)), told);
    let some = Ratio::percent(1);
    wrong(x(Points::of(node("n1"), some).restarting(far)), told);
    wrong(x(SlowLink::by(far)), told);
    wrong(x(Duplicates::of(some).behind(far)), told);
    wrong(x(Reorder::of(some, far)), told);
    wrong(x(ClockJump::back(node("n1"), far)), told);
    let slow = DiskFaults { latency: far, ..DiskFaults::CALM };
    wrong(x(DiskTrouble::of(node("n1"), slow)), told);
}

#[test]
fn only_what_is_done_to_the_network_comes_and_goes() {
    let flapping =
        |fault: Family| Plan::new().episode(episode("x", fault).flapping(millis(10), millis(20)));
    let half = Ratio::percent(50);
    fine(flapping(Partition::Halves.into()));
    fine(flapping(SlowLink::by(millis(1)).into()));
    fine(flapping(Loss::of(half).into()));
    fine(flapping(Duplicates::of(half).into()));
    fine(flapping(Reorder::of(half, millis(1)).into()));
    fine(flapping(Corruption::of(half).into()));
    let hold = flapping(Hold::on(Links::All).into());
    wrong(
        hold,
        "episode \"x\": hold can't come and go; \
         partition, slow-link, loss, duplicates, reorder and corruption can",
    );
    wrong(
        flapping(pause().into()),
        "episode \"x\": pause can't come and go; \
         partition, slow-link, loss, duplicates, reorder and corruption can",
    );
    wrong(
        flapping(Rule::new(RuleAction::Drop).into()),
        "episode \"x\": rule can't come and go; \
         partition, slow-link, loss, duplicates, reorder and corruption can",
    );
}

#[test]
fn what_comes_and_goes_takes_time_for_both() {
    let flapping = |on, off| {
        Plan::new().episode(episode("x", Partition::Halves).flapping(millis(on), millis(off)))
    };
    fine(flapping(1, 1));
    wrong(flapping(0, 1), "episode \"x\": it comes and goes, but is never in force: `on` is zero");
    wrong(
        flapping(1, 0),
        "episode \"x\": it comes and goes, but is always in force: `off` is zero",
    );
}

#[test]
fn only_what_hits_messages_in_flight_can_spare_them() {
    let sparing = |fault: Family| Plan::new().episode(episode("x", fault).spares_in_flight());
    fine(sparing(Partition::Halves.into()));
    fine(sparing(Hold::on(Links::All).into()));
    wrong(
        sparing(Loss::of(Ratio::percent(1)).into()),
        "episode \"x\": loss doesn't hit messages in flight, so it can't spare them; \
         partition and hold do",
    );
}

#[test]
fn bits_that_flipped_stay_flipped() {
    fine(Plan::new().episode(Episode::new("x", seconds(1), BitRot::of(Selector::All, 1))));
    wrong(
        x(BitRot::of(Selector::All, 1)),
        "episode \"x\": it has an end, but bits that flipped stay flipped",
    );
    wrong(
        Plan::new().episode(Episode::new("x", seconds(1), BitRot::of(Selector::All, 0))),
        "episode \"x\": no bit flips; expected at least 1",
    );
}
