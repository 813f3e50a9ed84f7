//! Orders in small notations, told at each `check`.

mod brute_force;

use sim_check::{Agreed, Causal, CausalOrder, Checker, Fifo, Passage, TotalOrder};

use crate::stage::{at, brief, play_anew};

fn digit(word: &str, place: usize) -> u64 {
    word[place..=place].parse().expect("it is a digit")
}

#[track_caller]
fn judged<C: Checker>(checker: C, history: &str, item: impl FnMut(&str) -> C::Item, expected: &str)
where
    C::Item: Clone,
{
    let idle = !history.ends_with("...");
    let words = history.trim_end_matches("...").split_whitespace();
    let items: Vec<_> = words.map(item).collect();
    assert_eq!(brief(&play_anew(checker, &items, idle)), expected, "{history}");
}

// `sa1`: message 1 is sent on channel a; `ra1`: it is received.
#[track_caller]
fn check_fifo(checker: Fifo<String, u64>, history: &str, expected: &str) {
    let item = |word: &str| {
        let (channel, message) = (word[1..2].to_string(), digit(word, 2));
        match &word[..1] {
            "s" => Passage::Sent { channel, message },
            _ => Passage::Received { channel, message },
        }
    };
    judged(checker, history, item, expected);
}

// `a>bc1`: a sends message 1 to b and c; `b1`: b receives it.
#[track_caller]
fn check_causal(checker: CausalOrder<char, u64>, history: &str, expected: &str) {
    let item = |word: &str| {
        let message = digit(word, word.len() - 1);
        let names: Vec<char> = word.chars().filter(char::is_ascii_lowercase).collect();
        if word.contains('>') {
            Causal::Sent { by: names[0], message, to: names[1..].to_vec() }
        } else {
            Causal::Received { by: names[0], message }
        }
    };
    judged(checker, history, item, expected);
}

// `a1`: a receives message 1; `a@3`: it begins after 3; `a!`: it leaves.
#[track_caller]
fn check_total(checker: TotalOrder<char, u64>, history: &str, expected: &str) {
    let item = |word: &str| {
        let by = word.chars().next().expect("a word isn't empty");
        match &word[1..2] {
            "@" => Agreed::Begins { receiver: by, after: digit(word, 2) },
            "!" => Agreed::Leaves { receiver: by },
            _ => Agreed::Received { by, message: digit(word, 1) },
        }
    };
    judged(checker, history, item, expected);
}

#[test]
fn what_overtakes_on_a_channel_is_caught() {
    check_fifo(Fifo::new(), "sa1 sa2 ra2 ra1", "overtaken #0 #1 #2 #3");
    check_fifo(Fifo::new(), "sa1 sb1 sa2 rb1 ra2 ra1", "overtaken #0 #2 #4 #5");
    check_fifo(Fifo::new(), "sa1 sb2 rb2 ra1", "passed");
    check_fifo(Fifo::new(), "sa1 sa2 ra2", "passed");
    check_fifo(Fifo::new(), "sa1 sa2 sa1 ra2 ra1", "passed");
}

#[test]
fn what_a_channel_never_carried_is_caught() {
    check_fifo(Fifo::new(), "sa1 rb1", "received from nowhere #1");
    check_fifo(Fifo::new(), "sa1 ra1 ra1", "received from nowhere #2");
    check_fifo(Fifo::new(), "sa1 sa1 ra1 ra1", "passed");
}

#[test]
fn a_reliable_channel_skips_nothing() {
    check_fifo(Fifo::new().reliable(), "sa1 sa2 ra2", "skipped #0 #1 #2");
    check_fifo(Fifo::new().reliable(), "sa1 sa2 ra1", "never received #1");
    check_fifo(Fifo::new().reliable(), "sa1 sa2 ra1 ...", "undecided");
    check_fifo(Fifo::new().reliable(), "sa1 sa2 ra1 ra2", "passed");
}

#[test]
fn an_effect_before_its_cause_is_caught() {
    let new = CausalOrder::new;
    check_causal(new(), "a>bc1 a>bc2 b2", "effect before cause #0 #1 #2");
    check_causal(new(), "a>bc1 b1 b>c2 c2", "effect before cause #0 #2 #3");
    check_causal(new(), "a>bd1 b1 b>c2 c2 c>d3 d3", "effect before cause #0 #4 #5");
    check_causal(new(), "a>bc1 b1 b>c2 c1 c2", "passed");
    // Nobody who got 1 sent 2.
    check_causal(new(), "a>bc1 b>c2 c2 c1", "passed");
    // 1 isn't for c.
    check_causal(new(), "a>b1 b1 b>c2 c2", "passed");
}

#[test]
fn a_cause_after_its_effect_is_caught_although_messages_may_be_lost() {
    let lossy = CausalOrder::lossy;
    check_causal(lossy(), "a>bc1 b1 b>c2 c2 c1", "cause after effect #0 #3 #4");
    check_causal(lossy(), "a>bc1 a>bc2 b2 b1", "cause after effect #0 #2 #3");
    check_causal(lossy(), "a>bc1 b1 b>c2 c2", "passed");
    check_causal(lossy(), "a>bc1 b>c2 c2 c1", "passed");
}

#[test]
fn what_nobody_sent_to_the_receiver_is_caught() {
    check_causal(CausalOrder::new(), "a>b1 c1", "received from nowhere #1");
    check_causal(CausalOrder::new(), "a>bc1 b1 b1", "received from nowhere #2");
    check_causal(CausalOrder::new(), "a>b1 c>b1", "sent twice #0 #1");
    check_causal(CausalOrder::new(), "a>bc1 b1 c1", "passed");
    check_causal(CausalOrder::new(), "a>bb1 b1", "passed");
}

#[test]
fn receivers_that_disagree_are_caught() {
    let new = TotalOrder::new;
    check_total(new(), "a1 a2 b1 b3", "orders differ #1 #3");
    check_total(new(), "a1 a2 b2", "gap #0 #1 #2");
    check_total(new(), "a1 a2 b1 b1", "repeated #0 #1 #3");
    check_total(new(), "a1 a2 b1 b2", "passed");
    check_total(new(), "a1 a1 b1 b1", "passed");
    check_total(new(), "a1 b1 b2 a2", "passed");
}

#[test]
fn a_receiver_that_is_left_behind_is_caught() {
    check_total(TotalOrder::new(), "a1 a2 b1", "left behind #1");
    check_total(TotalOrder::among(['a', 'b']), "a1", "left behind #0");
    check_total(TotalOrder::new(), "a1 a2 b1 ...", "undecided");
    check_total(TotalOrder::new(), "a1 a2 b1 b!", "passed");
    check_total(TotalOrder::new(), "a1", "passed");
}

#[test]
fn a_receiver_may_begin_elsewhere() {
    check_total(TotalOrder::new(), "a1 a2 b@1 b2 a@0 a1 a2", "passed");
    check_total(TotalOrder::new(), "a1 a2 b@1 b1", "repeated #0 #1 #3");
    check_total(TotalOrder::new(), "a1 b@2", "gap #1");
    check_total(TotalOrder::among(['a']), "a1 b1", "unknown receiver #1");
    check_total(TotalOrder::among(['a']), "a1 b@1", "passed");
    // What came first is forgotten, what came then isn't.
    check_total(TotalOrder::among(['a', 'b']), "a1 b1 a2 b@0 b3 b2", "passed");
    check_total(TotalOrder::among(['a', 'b']), "a1 b1 a2 b@0 b3 b4", "orders differ #2 #5");
}

#[test]
fn where_nothing_was_received_no_order_is_judged() {
    check_fifo(Fifo::new(), "sa1", "undecided");
    check_causal(CausalOrder::new(), "a>b1", "undecided");
    check_total(TotalOrder::new(), "", "undecided");
}

#[test]
fn what_was_received_is_forgotten() {
    let mut fifo = Fifo::new();
    let mut causal = CausalOrder::new();
    let mut total = TotalOrder::among([0, 1]);
    for index in 0..1_000 {
        let channel = index % 3;
        fifo.see(at(index), Passage::Sent { channel, message: index }).unwrap();
        assert!(fifo.kept() <= 1);
        fifo.see(at(index), Passage::Received { channel, message: index }).unwrap();
        let (by, to) = (index % 3, vec![(index + 1) % 3, (index + 2) % 3]);
        causal.see(at(index), Causal::Sent { by, message: index, to: to.clone() }).unwrap();
        assert!(causal.kept() <= 1);
        for by in to {
            causal.see(at(index), Causal::Received { by, message: index }).unwrap();
        }
        total.see(at(index), Agreed::Received { by: index % 2, message: index / 2 }).unwrap();
        assert!(total.kept() <= 1);
    }
    assert_eq!((fifo.kept(), causal.kept(), total.kept()), (0, 0, 0));
}
