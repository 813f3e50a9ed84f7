//! Progress in a small notation, one item a nanosecond: `o1` 1 is owed, `n1` 1 is owed by node 0, `m1` it comes, `w1` it is
//! waived, `!` something goes wrong, `ok` all is healed, `down` and `up` node 0, `.` nothing; `...` at the end: cut off.

mod brute_force;
mod worlds;

use worlds::{Idle, Quiet};

use sim_check::{
    AlwaysEventually, Checker, Conclusion, Eventually, LeadsTo, Progress, Seen, Verdict,
};
use sim_core::{NodeId, Wire, millis, nanos};
use sim_core::{Setup, Time};

use crate::stage::{at, brief};

// The first node of any world; a judge can't make a name for one.
pub(crate) fn some_node() -> NodeId {
    let world = Setup::<Quiet, _>::new(Wire::perfect(millis(1))).node("n", |_| Idle).build();
    let world = world.expect("a world of one node can be built");
    world.directory().nodes().next().expect("it has one node")
}

fn parse(history: &str, node: NodeId) -> Vec<(Seen, Progress<char>)> {
    let words = history.trim_end_matches("...").split_whitespace();
    let item = |word: &str| {
        let key = || word.chars().nth(1).unwrap_or('1');
        Some(match word {
            "." => return None,
            "!" => Progress::Disturbed,
            "ok" => Progress::Healed,
            "down" => Progress::Down(node),
            "up" => Progress::Up(node),
            _ if word.starts_with('o') => Progress::owed(key()),
            _ if word.starts_with('n') => Progress::owed_by(key(), node),
            _ if word.starts_with('m') => Progress::Met(key()),
            _ if word.starts_with('w') => Progress::Waived(key()),
            other => panic!("no word is {other}"),
        })
    };
    words.zip(0..).filter_map(|(word, index)| Some((at(index), item(word)?))).collect()
}

fn only(item: Progress<char>) -> Progress<()> {
    match item {
        Progress::Owed { node, .. } => Progress::Owed { key: (), node },
        Progress::Met(_) => Progress::Met(()),
        Progress::Waived(_) => Progress::Waived(()),
        Progress::Disturbed => Progress::Disturbed,
        Progress::Healed => Progress::Healed,
        Progress::Down(node) => Progress::Down(node),
        Progress::Up(node) => Progress::Up(node),
    }
}

fn judge<C: Checker>(
    mut checker: C,
    history: &str,
    read: fn(Progress<char>) -> C::Item,
) -> Verdict {
    let count = history.trim_end_matches("...").split_whitespace().count() as u64;
    let idle = !history.ends_with("...");
    let items = parse(history, some_node());
    let mut once = || {
        for (seen, item) in &items {
            if let Err(violation) = checker.see(*seen, read(*item)) {
                checker.reset();
                return Verdict::Violated(violation);
            }
        }
        let verdict = checker.conclude(&Conclusion { time: Time::from_nanos(count), idle });
        // Another run, in bad weather.
        checker.reset();
        let node = some_node();
        for item in
            [Progress::owed('9'), Progress::Met('8'), Progress::Disturbed, Progress::Down(node)]
        {
            checker.see(at(0), read(item)).expect("nothing of it is wrong");
        }
        checker.reset();
        verdict
    };
    let first = once();
    assert_eq!(once(), first, "something is left of the first time");
    first
}

#[track_caller]
fn check(checker: LeadsTo<char>, history: &str, expected: &str) {
    assert_eq!(brief(&judge(checker, history, |item| item)), expected, "{history}");
}

#[track_caller]
fn check_one(checker: impl Checker<Item = Progress<()>>, history: &str, expected: &str) {
    assert_eq!(brief(&judge(checker, history, only)), expected, "{history}");
}

#[test]
fn what_never_comes_is_caught_when_nothing_is_left_to_happen() {
    check(LeadsTo::new(), "o1 o2 m1", "never #1");
    check(LeadsTo::new(), "m1 o1", "never #1");
    check(LeadsTo::new(), "o1 m1 o1", "never #2");
    check(LeadsTo::new(), "o1 o2 m1 ...", "undecided");
    check(LeadsTo::new(), "o1 o2 m1 m2", "passed");
    check(LeadsTo::new(), "o1 o1 m1", "passed");
    check(LeadsTo::new(), "o1 w1 o2 m2", "passed");
    check(LeadsTo::new(), "o1 w1", "undecided");
    check(LeadsTo::new(), "m1", "undecided");
}

#[test]
fn what_comes_late_is_caught() {
    let within = || LeadsTo::new().within(nanos(2));
    check(within(), "o1 . . m1", "not in time #0 #3");
    check(within(), "o1 . . m2", "not in time #0");
    check(within(), "o1 o2 m2 ...", "not in time #0");
    check(within(), "o1 . m1", "passed");
    // Too little of its time is left at the end of the run.
    check(within(), "o1 m1 . o2 . ...", "passed");
    check(within(), "o1 . ...", "undecided");
    check(within(), "o1 m1 o2", "never #2");
}

#[test]
fn the_time_runs_only_while_the_world_is_calm() {
    let within = || LeadsTo::new().within(nanos(2));
    check(within(), "o1 ! . . . ok . . m1", "not in time #0 #5 #8");
    check(within(), "! o1 . . . ok . m1", "passed");
    check(within(), "o1 . ! . . ok . ! . ok m1", "passed");
    check(within(), "o1 . . . ! m1", "not in time #0");
    // To heal what isn't broken gives no time.
    check(within(), "o1 . ok m1", "not in time #0 #3");
    check(within(), "! ok o1 . . m1", "not in time #2 #5");
}

#[test]
fn a_stall_in_a_world_that_is_never_healed_is_no_violation() {
    check(LeadsTo::new(), "o1 m1 o2 !", "passed");
    check(LeadsTo::new(), "o2 !", "undecided");
    check(LeadsTo::new(), "o1 m1 o2 ! ok", "never #2 #4");
    check(LeadsTo::new().within(nanos(1)), "o1 m1 o2 ! . . . .", "passed");
}

#[test]
fn a_node_that_is_down_owes_nothing() {
    let within = || LeadsTo::new().within(nanos(2));
    check(LeadsTo::new(), "o1 m1 n2 down", "passed");
    check(LeadsTo::new(), "o1 m1 o2 down", "never #2");
    check(LeadsTo::new(), "n2 down up", "never #0");
    check(within(), "n1 down . . . up . m1", "passed");
    check(within(), "n1 down . . . up . . m1", "not in time #0 #8");
    check(LeadsTo::new().waived_by_crashes(), "o1 m1 n2 down up", "passed");
    check(LeadsTo::new().waived_by_crashes(), "o2 n1 down up m1", "never #0");
}

#[test]
fn what_should_happen_once_does() {
    check_one(Eventually::new(), "", "never");
    check_one(Eventually::new(), ". ...", "undecided");
    check_one(Eventually::new(), "m", "passed");
    check_one(Eventually::new(), "m o", "never #1");
    check_one(Eventually::new(), "! . .", "undecided");
    check_one(Eventually::new(), "! . ok", "never #2");
    check_one(Eventually::new().within(nanos(2)), ". . . m", "not in time #3");
    check_one(Eventually::new().within(nanos(2)), "! . . ok . m", "passed");
    check_one(Eventually::new().after(nanos(3)), ". m .", "never");
    check_one(Eventually::new().after(nanos(3)), ". m ...", "undecided");
    check_one(Eventually::new().after(nanos(3)).within(nanos(1)), ". m . . m", "passed");
    check_one(Eventually::new().after(nanos(3)).within(nanos(1)), ". m . . . m", "not in time #5");
}

#[test]
fn what_should_happen_again_does() {
    let within = || AlwaysEventually::within(nanos(2));
    check_one(within(), ". m . m . . m ...", "not in time #3 #6");
    check_one(within(), ". . . m ...", "not in time #3");
    check_one(within(), "m . . . ...", "not in time #0");
    check_one(within(), "m . m . ...", "passed");
    check_one(within(), "m ! . . . ok . m ...", "passed");
    check_one(within(), "m . ! . . . . ...", "passed");
    check_one(within(), "m . m", "never #2");
    check_one(within(), "m . m w . . .", "passed");
    check_one(within(), "m w . . . o . . m ...", "not in time #5 #8");
    check_one(within(), ". ...", "undecided");
    check_one(within(), ". . . ...", "not in time");
    check_one(within(), ".", "never");
}
