//! Deliveries in a small notation: `a1` attempt, `w1` arrives, `e1` takes effect, `k1` acknowledged, `f1` given up, `u1` unknown,
//! `d1` dead letter; `...` at the end: the run is cut off.

mod brute_force;

use sim_check::Delivery::{
    self, Acknowledged, Arrived, Attempt, DeadLettered, Effect, GivenUp, Unknown,
};
use sim_check::{
    AtLeastOnce, AtMostOnce, Checker, DeadLetters, EffectivelyOnce, ExactlyOnce, NoCreation,
    RedeliveryBound,
};
use sim_core::nanos;

use crate::stage::{at, brief, play, play_anew};

fn parse(history: &str) -> (Vec<Delivery<u32>>, bool) {
    let item = |word: &str| {
        let key = word[1..].parse().expect("a key is a number");
        match &word[..1] {
            "a" => Attempt(key),
            "w" => Arrived(key),
            "e" => Effect(key),
            "k" => Acknowledged(key),
            "f" => GivenUp(key),
            "u" => Unknown(key),
            "d" => DeadLettered(key),
            other => panic!("no word begins with {other}"),
        }
    };
    let cut = history.ends_with("...");
    (history.trim_end_matches("...").split_whitespace().map(item).collect(), !cut)
}

#[track_caller]
fn check(checker: impl Checker<Item = Delivery<u32>>, history: &str, expected: &str) {
    let (items, idle) = parse(history);
    assert_eq!(brief(&play_anew(checker, &items, idle)), expected, "{history}");
}

#[test]
fn what_is_delivered_twice_is_caught() {
    check(AtMostOnce::new(), "a1 e1 e1", "delivered twice #1 #2");
    check(ExactlyOnce::new(), "a1 e1 e1", "delivered twice #1 #2");
    check(EffectivelyOnce::new(), "a1 w1 e1 w1 e1", "delivered twice #2 #4");
    check(AtMostOnce::new(), "a1 e1 a1 a2 e2", "passed");
    check(ExactlyOnce::new(), "a1 e1 a1 a2 e2", "passed");
}

#[test]
fn two_copies_are_one_too_many_unless_only_effects_count() {
    check(AtMostOnce::new(), "a1 w1 e1 w1", "arrived twice #1 #3");
    check(ExactlyOnce::new(), "a1 w1 e1 w1", "arrived twice #1 #3");
    check(EffectivelyOnce::new(), "a1 w1 e1 w1", "passed");
    check(ExactlyOnce::new(), "a1 w1 e1", "passed");
}

#[test]
fn what_has_failed_is_not_delivered() {
    check(AtMostOnce::new(), "a1 f1 e1", "failed but delivered #1 #2");
    check(AtMostOnce::new(), "a1 e1 f1", "failed but delivered #1 #2");
    check(ExactlyOnce::new(), "a1 f1 a1 f1 e1", "failed but delivered #3 #4");
    check(AtMostOnce::new(), "a1 f1 a1 e1", "passed");
    check(ExactlyOnce::new(), "a1 u1 a1 f1 e1 a2 e2", "passed");
    check(ExactlyOnce::new(), "a1 f1 a2 e2", "passed");
}

#[test]
fn what_is_missing_when_nothing_is_left_to_happen_is_caught() {
    check(AtLeastOnce::new(), "a1 e1 a2", "not delivered #2");
    check(AtLeastOnce::new(), "a1 d1", "not delivered #0");
    check(AtLeastOnce::new(), "a1 w1", "not delivered #0");
    check(AtLeastOnce::new(), "a1 e1 u2 a2", "not delivered #3");
    check(AtLeastOnce::new(), "a1 e1 a2 ...", "undecided");
    check(AtLeastOnce::new(), "a1 e1 a2 u2", "passed");
    check(AtLeastOnce::new(), "a1 e1 a2 f2", "passed");
    check(AtLeastOnce::new(), "e1 a1", "passed");
}

#[test]
fn what_was_acknowledged_is_delivered() {
    check(AtLeastOnce::new(), "a1 k1", "acknowledged but not delivered #0 #1");
    check(AtLeastOnce::new(), "k1", "acknowledged but not delivered #0");
    check(AtLeastOnce::new(), "a1 k1 a1 u1", "acknowledged but not delivered #0 #1");
    check(ExactlyOnce::new(), "a2 a1 k1", "acknowledged but not delivered #1 #2");
    check(AtLeastOnce::new(), "a1 k1 e1", "passed");
    check(AtLeastOnce::new(), "a1 k1 ...", "undecided");
}

#[test]
fn what_comes_late_is_caught_as_soon_as_it_is_late() {
    let within = || AtLeastOnce::new().within(nanos(2));
    check(within(), "a1 a2 e2 e1", "not delivered in time #0 #3");
    check(within(), "a1 a2 e2 w2 e1", "not delivered in time #0");
    check(within(), "a1 a1 a1 e1", "not delivered in time #0 #3");
    check(within(), "a1 k1 a1 ...", "not delivered in time #0 #1");
    check(within(), "a1 w1 e1", "passed");
    check(within(), "a1 e1 a2 ...", "undecided");
    check(within(), "a1 e1 a2", "not delivered #2");
    check(ExactlyOnce::new().within(nanos(1)), "a1 w1 e1", "not delivered in time #0 #2");
    check(EffectivelyOnce::new().within(nanos(1)), "a1 w1 w1 e1", "not delivered in time #0");
}

#[test]
fn what_comes_from_nowhere_is_caught() {
    check(NoCreation::new(), "a1 e2", "delivered from nowhere #1");
    check(NoCreation::new(), "w1", "delivered from nowhere #0");
    check(ExactlyOnce::new(), "e1 a1", "delivered from nowhere #0");
    check(EffectivelyOnce::new(), "a2 w1", "delivered from nowhere #1");
    check(NoCreation::new(), "a1 e1 e1 w1", "passed");
}

#[test]
fn a_redelivery_past_the_bound_is_caught() {
    check(RedeliveryBound::at_most(1), "e1 e1 e1", "redelivered too often #0 #1 #2");
    check(RedeliveryBound::at_most(0), "w1 w2 w1", "redelivered too often #0 #2");
    check(RedeliveryBound::at_most(1), "e1 w1 e2 w1 e1", "passed");
}

#[test]
fn dead_letters_are_accounted_for() {
    check(DeadLetters::new(), "a1 e1 a2 u2", "unaccounted #2");
    check(DeadLetters::new(), "a1 e1 a2 k2", "unaccounted #2");
    check(DeadLetters::new(), "a1 e1 d1", "accounted twice #1 #2");
    check(DeadLetters::new(), "a1 f1 e1", "accounted twice #1 #2");
    check(DeadLetters::new(), "d1", "accounted from nowhere #0");
    check(DeadLetters::new(), "a1 e1 a2 d2 a3 f3 a2", "passed");
    check(DeadLetters::new(), "a1 f1 a1 e1", "passed");
    check(DeadLetters::new(), "a1 f1 a1", "unaccounted #2");
    check(DeadLetters::new(), "a1 ...", "undecided");
}

#[test]
fn where_nothing_happened_nothing_is_decided() {
    check(AtMostOnce::new(), "", "undecided");
    check(AtMostOnce::new(), "a1", "undecided");
    check(AtLeastOnce::new(), "", "undecided");
    check(AtLeastOnce::new(), "e1", "undecided");
    check(AtLeastOnce::new(), "a1 f1 a2 u2", "undecided");
    check(NoCreation::new(), "a1", "undecided");
    check(ExactlyOnce::new(), "", "undecided");
    check(EffectivelyOnce::new(), "a1 f1", "undecided");
    check(RedeliveryBound::at_most(0), "a1", "undecided");
    check(DeadLetters::new(), "", "undecided");
}

#[test]
fn what_is_delivered_and_acknowledged_can_be_forgotten() {
    let mut checker = AtLeastOnce::new().forgetting().within(nanos(10));
    let mut index = 0;
    for key in 0..1_000_u32 {
        let words = if key % 2 == 0 {
            [Attempt(key), Acknowledged(key), Effect(key)]
        } else {
            [Attempt(key), Effect(key), Acknowledged(key)]
        };
        for item in words {
            checker.see(at(index), item).unwrap();
            assert!(checker.kept() <= 1);
            index += 1;
        }
    }
    check(AtLeastOnce::new().forgetting(), "a1 e1 k1 a1", "not delivered #3");
    check(AtLeastOnce::new(), "a1 e1 k1 a1", "passed");
}

#[test]
fn what_is_delivered_is_kept_by_name_only() {
    let mut checker = AtLeastOnce::new();
    let (items, _) = parse("a1 e1 a2 f2 a3 u3 a4 e4 e5");
    play(&mut checker, items, true);
    assert_eq!(checker.kept(), 3, "1, 4 and 5");
}
