//! Logs in a small notation: transactions between `|`, each with its process, its end (`ok`, `no`, `??`) and its steps:
//! `sx:a@0` sends a to partition x where it gets offset 0; `px:a@0,b@1` polls; `=x,y` asks for partitions; `~` is a rebalance.

mod brute_force;

use sim_check::LogStep::{Assign, Poll, Rebalance, Send};
use sim_check::{LogAnomaly, LogDelivery, LogFinding, LogItem, LogStep, LogWord};

use crate::stage::{brief, play, play_anew};

type Item = LogItem<char, char>;
type Step = LogStep<char, char>;

fn first(text: &str) -> char {
    text.chars().next().expect("it isn't empty")
}

fn record(text: &str) -> (char, Option<u64>) {
    let offset = text.split_once('@').map(|(_, offset)| offset.parse().expect("a number"));
    (first(text), offset)
}

fn step(word: &str) -> Step {
    match &word[..1] {
        "s" => {
            let (value, offset) = record(&word[3..]);
            Send { key: first(&word[1..]), value, offset }
        }
        "p" => {
            let records = word[3..].split(',').map(record);
            let records = records.map(|(value, offset)| (offset.expect("it was polled"), value));
            Poll { records: vec![(first(&word[1..]), records.collect())] }
        }
        "=" => Assign { keys: word[1..].split(',').map(first).collect() },
        _ => Rebalance,
    }
}

fn asked(step: &Step) -> Step {
    match step {
        Send { key, value, .. } => Send { key: *key, value: *value, offset: None },
        Poll { .. } => Poll { records: vec![] },
        Assign { keys } => Assign { keys: keys.clone() },
        Rebalance => Rebalance,
    }
}

fn items(history: &str) -> Vec<Item> {
    let transactions = history.split('|').filter(|it| !it.trim().is_empty());
    let both = transactions.flat_map(|transaction| {
        let mut words = transaction.split_whitespace();
        let process = words.next().expect("a process").parse().expect("a number");
        let word = match words.next() {
            Some("ok") => LogWord::Ok,
            Some("no") => LogWord::Failed,
            _ => LogWord::Unknown,
        };
        let steps: Vec<Step> = words.map(step).collect();
        let asked = steps.iter().map(asked).collect();
        [LogItem { process, word: LogWord::Asked, steps: asked }, LogItem { process, word, steps }]
    });
    both.collect()
}

#[track_caller]
fn judge(checker: LogDelivery<char, char>, history: &str, expected: &str) {
    let idle = !history.ends_with("...");
    let items = items(history.trim_end_matches("..."));
    assert_eq!(brief(&play_anew(checker, &items, idle)), expected, "{history}");
}

#[track_caller]
fn check(history: &str, expected: &str) {
    judge(LogDelivery::new(), history, expected);
}

fn findings(items: Vec<Item>) -> Vec<LogFinding<char, char>> {
    let mut checker = LogDelivery::new();
    play(&mut checker, items, true);
    checker.findings()
}

#[test]
fn a_committed_value_that_was_passed_by_is_lost() {
    check("0 ok sx:a@0 sx:b@1 | 1 ok px:b@1", "lost write #1 #3");
    // What is seen of an unknown transaction commits all of it.
    check("0 ?? sx:a sy:b@0 | 1 ok px:a@0 | 1 ok py:c@1", "lost write #1 #5");
    check("0 ?? sx:a@0 | 0 ok sx:b@1 | 1 ok px:b@1", "passed");
    check("0 no sx:a@0 | 0 ok sx:b@1 | 1 ok px:b@1", "passed");
    check("0 ok sx:a@0 sx:b@1 | 1 ok px:a@0", "passed");
    check("0 ok sx:a@0 sx:b@1 | 1 ok px:b@1 | 2 ok px:a@0,b@1", "passed");
    check("0 ok sx:a@0 sx:b@1 | 1 ok px:b@1 ...", "undecided");
}

#[test]
fn a_log_that_was_drained_leaves_nothing_unseen() {
    let drained = || LogDelivery::new().drained();
    judge(drained(), "0 ok sx:a@0 sx:b@1 | 1 ok px:a@0", "unseen #1");
    judge(drained(), "0 ok sx:a@0 sx:b@1 | 1 ok px:a@0 ...", "undecided");
    judge(drained(), "0 ok sx:a@0 sx:b@1 | 1 ok px:a@0,b@1", "passed");
    judge(drained(), "0 ok sx:a@0 | 0 ?? sx:b@1 | 1 ok px:a@0", "passed");
}

#[test]
fn two_values_at_one_offset_are_caught() {
    check("0 ok sx:a@0 | 1 ok px:b@0", "inconsistent offsets #1 #3");
    check("0 ?? sx:a@0 | 1 ok sx:b@0 px:b@0", "inconsistent offsets #1 #3");
    check("0 no sx:a@0 | 1 ok px:b@0", "passed");
    check("0 ok sx:a@0 | 1 ok py:b@0", "passed");
}

#[test]
fn one_value_at_two_offsets_is_caught() {
    check("0 ok sx:a@0 | 1 ok px:a@0,a@1", "duplicate #1 #3");
    check("0 ok sx:a@0 | 1 no px:a@3", "duplicate #1 #3");
    check("0 ok sx:a@0 | 1 ok px:a@0 | 2 ok px:a@0", "passed");
}

#[test]
fn what_was_aborted_is_not_polled() {
    check("0 no sx:a@0 | 1 ok px:a@0", "aborted read #1 #3");
    check("0 no sx:a@0 | 1 no px:a@0 | 1 ok px:b@1", "passed");
    // An unknown send may surface at any later time.
    check("0 ?? sx:a | 1 ok px:b@0 | 1 ok px:a@1", "passed");
}

#[test]
fn what_is_not_committed_yet_is_not_polled_by_its_sender() {
    check("0 ok sx:a@0 px:a@0", "precommitted read #1");
    check("0 ok sx:a@0 | 0 ok px:a@0", "passed");
}

#[test]
fn transactions_do_not_see_each_other_in_a_circle() {
    check("0 ok sx:a@0 py:b@0 | 1 ok sy:b@0 px:a@0", "circular reads #1 #3");
    check(
        "0 ok sx:a@0 pz:c@0 | 1 ok sy:b@0 px:a@0 | 2 ok sz:c@0 py:b@0",
        "circular reads #1 #3 #5",
    );
    check("0 ok sx:a@0 | 1 ok sy:b@0 px:a@0 | 2 ok py:b@0", "passed");
    check("0 ?? sx:a@0 py:b@0 | 1 ok sy:b@0 px:a@0", "passed");
}

#[test]
fn a_consumer_skips_nothing_that_is_there() {
    let sent = "0 ok sx:a@0 sx:b@1 sx:c@2 | 9 ok px:a@0,b@1,c@2";
    check(&format!("{sent} | 1 ok px:a@0 | 1 ok px:c@2"), "poll skip #5 #7");
    check(&format!("{sent} | 1 ok px:a@0,c@2"), "internal poll skip #5");
    check(&format!("{sent} | 1 ok px:a@0 | 1 ok px:b@1,c@2"), "passed");
    check(&format!("{sent} | 1 ok px:a@0 | 2 ok px:c@2"), "passed");
    // What never was there is not skipped.
    check("0 ok sx:a@0 | 0 ?? sx:b@1 | 0 ok sx:c@2 | 1 ok px:a@0 | 1 ok px:c@2", "passed");
}

#[test]
fn a_consumer_does_not_go_back() {
    let sent = "0 ok sx:a@0 sx:b@1";
    check(&format!("{sent} | 1 ok px:a@0,b@1 | 1 ok px:b@1"), "nonmonotonic poll #3 #5");
    check(&format!("{sent} | 1 ok px:b@1,a@0"), "internal nonmonotonic poll #3");
    check(&format!("{sent} | 1 ok px:a@0,b@1 | 2 ok px:a@0"), "passed");
}

#[test]
fn a_new_assignment_may_begin_anywhere() {
    let sent = "0 ok sx:a@0 sx:b@1 sx:c@2 | 9 ok px:a@0,b@1,c@2";
    check(&format!("{sent} | 1 ok px:a@0 | 1 ok =y | 1 ok px:c@2"), "passed");
    check(&format!("{sent} | 1 ok px:b@1 | 1 ?? =y | 1 ok px:a@0"), "passed");
    check(&format!("{sent} | 1 ok px:b@1 | 1 ok ~ | 1 ok px:a@0"), "passed");
    check(&format!("{sent} | 1 ok px:a@0 | 1 ok =x,y | 1 ok px:c@2"), "poll skip #5 #9");
    check(&format!("{sent} | 1 ok px:a@0 | 1 no =y | 1 ok px:c@2"), "poll skip #5 #9");
}

#[test]
fn an_aborted_poll_goes_back_and_an_unknown_one_may() {
    let sent = "0 ok sx:a@0 sx:b@1 sx:c@2 | 9 ok px:a@0,b@1,c@2 | 1 ok px:a@0";
    check(&format!("{sent} | 1 no px:b@1 | 1 ok px:b@1"), "passed");
    check(&format!("{sent} | 1 no px:b@1 | 1 ok px:c@2"), "poll skip #5 #9");
    check(&format!("{sent} | 1 ?? px:b@1 | 1 ok px:b@1"), "passed");
    check(&format!("{sent} | 1 ?? px:b@1 | 1 ok px:c@2"), "passed");
    check(&format!("{sent} | 1 ?? px:b@1 | 1 ok px:a@0"), "nonmonotonic poll #7 #9");
}

#[test]
fn what_a_producer_sends_is_in_its_order() {
    let polled = "9 ok px:a@0,b@1,c@2";
    check(&format!("0 ok sx:b@1 | 0 ok sx:a@0 | {polled}"), "nonmonotonic send #1 #3");
    check(&format!("0 ok sx:b@1 sx:a@0 | {polled}"), "internal nonmonotonic send #1");
    check(&format!("0 ok sx:a@0 sx:c | {polled}"), "internal send skip #1");
    check(&format!("0 ok sx:a@0 | 0 ok sx:b@1 sx:c | {polled}"), "passed");
    check(&format!("0 ok sx:b@1 | 1 ok sx:a@0 | {polled}"), "passed");
    // It may have taken effect after what was sent later.
    check(&format!("0 ?? sx:b | 0 ok sx:a@0 | {polled}"), "passed");
}

#[test]
fn what_is_allowed_is_still_found() {
    let history = "0 ok sx:a@0 sx:c | 9 ok px:a@0,b@1,c@2";
    judge(LogDelivery::new().allowing(LogAnomaly::InternalSendSkip), history, "passed");
    let found = findings(items(history));
    assert_eq!(found.len(), 1);
    assert_eq!((&found[0].values, &found[0].skipped), (&vec!['a', 'c'], &vec!['b']));
}

#[test]
fn where_nothing_was_polled_nothing_is_decided() {
    check("", "undecided");
    check("0 ok sx:a@0", "undecided");
}

#[test]
fn a_history_that_no_client_can_have_is_told() {
    let asked = |process| LogItem { process, word: LogWord::Asked, steps: vec![] };
    let ended = LogItem { process: 1, word: LogWord::Ok, steps: vec![] };
    let mut checker = LogDelivery::<char, char>::new();
    let (_, twice) = play(&mut checker, [asked(0), asked(1), asked(0)], true);
    assert_eq!(brief(&twice), "broken history #2");
    assert_eq!(brief(&play(&mut checker, [asked(0), ended], true).1), "broken history #1");
}
