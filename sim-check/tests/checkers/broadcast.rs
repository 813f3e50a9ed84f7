//! Broadcasts among a, b and c in a small notation: `sa1` a sends 1, `a1` a delivers 1, `a-` and `a+` a goes down or comes back,
//! `!` something goes wrong, `ok` all is healed; `...` at the end: cut off.

mod brute_force;

use sim_check::{Broadcast, Broadcasting};

use crate::stage::{brief, play_anew};

fn parse(word: &str) -> Broadcast<char, char> {
    let letters: Vec<char> = word.chars().collect();
    match letters[..] {
        ['!'] => Broadcast::Disturbed,
        ['o', 'k'] => Broadcast::Healed,
        ['s', by, message] => Broadcast::Sent { by, message },
        [by, '-'] => Broadcast::Down(by),
        [by, '+'] => Broadcast::Up(by),
        [by, message] => Broadcast::Delivered { by, message },
        _ => panic!("no word is {word}"),
    }
}

#[track_caller]
fn check(checker: Broadcasting<char, char>, history: &str, expected: &str) {
    let items: Vec<_> = history.trim_end_matches("...").split_whitespace().map(parse).collect();
    let idle = !history.ends_with("...");
    assert_eq!(brief(&play_anew(checker, &items, idle)), expected, "{history}");
}

const NODES: [char; 3] = ['a', 'b', 'c'];

#[test]
fn what_is_delivered_twice_or_from_nowhere_is_caught() {
    let check = |history, expected| check(Broadcasting::best_effort(NODES), history, expected);
    check("sa1 a1 a1", "delivered twice #1 #2");
    check("sa1 a1 b2", "delivered from nowhere #2");
    check("sa1 a1 a- a+ a1", "delivered twice #1 #4");
    check("sa1 sb2 a1 b1 c1 a2 b2 c2", "passed");
    check("", "undecided");
}

#[test]
fn what_a_correct_node_sends_all_deliver() {
    let check = |history, expected| check(Broadcasting::best_effort(NODES), history, expected);
    check("sa1 b1 c1", "not delivered by its sender #0");
    check("sa1 a1 c1", "not delivered by all #0");
    check("sb2 sa1 a1 b1 c1", "not delivered by its sender #0");
    // The sender is not correct, so nobody need deliver it.
    check("sa1 b1 a-", "passed");
    check("sa1 a1 b1 c-", "passed");
}

#[test]
fn what_a_correct_node_delivers_all_deliver() {
    let check = |history, expected| check(Broadcasting::reliable(NODES), history, expected);
    check("sa1 b1 a-", "not delivered by all #0 #1");
    check("sa1 a1 b1", "not delivered by all #0 #1");
    check("sa1 a1 a- b1 c1", "passed");
    check("sa1 a1 a-", "passed");
    check("sa1 b1 a- c- c+", "passed");
}

#[test]
fn what_anybody_delivers_all_deliver_if_the_broadcast_is_uniform() {
    let check = |history, expected| check(Broadcasting::uniform(NODES), history, expected);
    check("sa1 a1 a-", "not delivered by all #0 #1");
    check("sa1 a1 a- b1 c1", "passed");
    check("sa1 a-", "undecided");
}

#[test]
fn nodes_that_recover_deliver_what_they_missed() {
    let check =
        |history, expected| check(Broadcasting::reliable(NODES).recovering(), history, expected);
    check("sa1 a1 b1 c- c+", "not delivered by all #0 #1");
    check("sa1 a1 a1", "delivered twice #1 #2");
    check("sa1 a1 b1 c- c+ c1", "passed");
    check("sa1 a1 b1 a- a+ a1 c1", "passed");
    check("sa1 a1 b1 c-", "passed");
}

#[test]
fn what_is_missing_before_all_is_healed_is_no_violation() {
    let check = |history, expected| check(Broadcasting::reliable(NODES), history, expected);
    check("sa1 a1 !", "undecided");
    check("sa1 a1 ...", "undecided");
    check("! sa1 a1 ok", "not delivered by all #1 #2");
    check("! sa1 a1 b1 c1 ...", "passed");
}
