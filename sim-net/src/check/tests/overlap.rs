//! Two faults of the same node.

use super::*;

#[test]
fn a_node_that_may_be_down_is_not_taken_down() {
    let first = || Plan::new().episode(episode("first", Crash::of(node("n1"))));
    let second = |at: Duration, fault: Family| {
        first().episode(Episode::new("x", at, fault).lasts(seconds(1)))
    };
    let crash = |name| Crash::of(node(name)).into();
    fine(second(millis(2_001), crash("n1")));
    fine(second(seconds(2), crash("n2")));
    let down = "episode \"x\": \"n1\" may still be down, in \"first\"";
    // They touch: nobody says that the first ends before the second begins.
    wrong(second(seconds(2), crash("n1")), down);
    wrong(second(seconds(1), pause().into()), down);
    wrong(second(millis(1_500), Pause::of(Selector::All).into()), down);
    wrong(second(millis(1_500), Pause::of(Selector::nodes(["n3", "n1"])).into()), down);
    // Nobody knows whom these hit, or whether a point is met.
    fine(second(millis(1_500), Pause::of(Selector::Random(2)).into()));
    let points = Points::of(node("n1"), Ratio::ONE).restarting(millis(1));
    fine(second(millis(1_500), points.into()));
    fine(second(millis(1_500), ClockJump::back(node("n1"), millis(1)).into()));
}

#[test]
fn of_two_that_overlap_the_one_that_begins_later_is_told() {
    let late = Episode::new("late", seconds(3), Crash::of(node("n1"))).lasts(seconds(1));
    let early = Episode::new("early", seconds(1), Crash::of(node("n1"))).until(seconds(4));
    wrong(
        Plan::new().episode(late).episode(early),
        "episode \"late\": \"n1\" may still be down, in \"early\"",
    );
}

#[test]
fn a_range_overlaps_with_what_it_may_reach() {
    let plan = |lasts| {
        let first = Episode::new("first", seconds(1), Crash::of(node("n1"))).lasts(lasts);
        Plan::new().episode(first).episode(Episode::new("x", seconds(3), pause()))
    };
    fine(plan(Within::new(seconds(1), millis(1_999))));
    wrong(
        plan(Within::new(seconds(1), seconds(2))),
        "episode \"x\": \"n1\" may still be down, in \"first\"",
    );
}

#[test]
fn nothing_is_done_to_a_node_that_crashed_for_good() {
    let gone = || Episode::new("gone", seconds(5), Crash::of(node("n1")));
    let jump = |at| Episode::new("x", at, ClockJump::back(node("n1"), millis(1)));
    let told = "episode \"x\": \"n1\" may have crashed for good by then, in \"gone\"";
    fine(Plan::new().episode(gone()).episode(jump(seconds(4).into())));
    wrong(Plan::new().episode(gone()).episode(jump(seconds(6).into())), told);
    wrong(Plan::new().episode(jump(Within::new(seconds(4), seconds(6)))).episode(gone()), told);
    wrong(Plan::new().episode(gone()).episode(Episode::new("x", seconds(6), gone().fault)), told);
    let all =
        |fault: Family| Plan::new().episode(gone()).episode(Episode::new("x", seconds(6), fault));
    fine(all(SlowNode::of(Selector::All, Ratio::percent(200)).into()));
    wrong(all(Pause::of(Selector::All).into()), told);
    // What is done to the network around it is done to others as well.
    let cut = Episode::new("x", seconds(6), Partition::Isolate(node("n1")));
    fine(Plan::new().episode(gone()).episode(cut));
    // It would still be down if it came back.
    let crash = Episode::new("x", seconds(4), Crash::of(node("n1"))).lasts(seconds(2));
    wrong(
        Plan::new().episode(gone()).episode(crash),
        "episode \"gone\": \"n1\" may still be down, in \"x\"",
    );
}
