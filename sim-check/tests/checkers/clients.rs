//! Words of clients in a small notation: `1+5`: process 1 asks to add, write or enqueue 5; `1r`: to read or dequeue; `1=35`: it is
//! told 3 and 5, or of a counter 35; `1!`: it has failed; `1?`: nobody knows. `...` at the end: the run is cut off.

mod brute_force;

use sim_check::{
    Call, CausalReverse, Checker, Counter, CounterAsk, FinalCounter, FinalSet, LongFork, QueueAsk,
    SetAsk, SetFull, SetFullReport, TotalQueue, UniqueIds, UnorderedQueue, Verdict,
};

use crate::stage::{at, brief, play, play_anew};

fn call<I, O>(
    word: &str,
    ask: impl Fn(&str) -> I,
    answer: impl Fn(&str) -> O,
) -> (u64, Call<I, O>) {
    let process = word[..1].parse().expect("a process is a digit");
    let call = match &word[1..2] {
        "=" => Call::Ok(answer(&word[2..])),
        "!" => Call::Failed,
        "?" => Call::Unknown,
        _ => Call::Invoked(ask(&word[1..])),
    };
    (process, call)
}

fn digits(text: &str) -> Vec<u8> {
    text.bytes().map(|byte| byte - b'0').collect()
}

#[track_caller]
fn judged<C: Checker>(checker: C, history: &str, item: impl Fn(&str) -> C::Item, expected: &str)
where
    C::Item: Clone,
{
    let idle = !history.ends_with("...");
    let words = history.trim_end_matches("...").split_whitespace();
    let items: Vec<_> = words.map(item).collect();
    assert_eq!(brief(&play_anew(checker, &items, idle)), expected, "{history}");
}

fn set_word(word: &str) -> (u64, Call<SetAsk<u8>, Vec<u8>>) {
    let ask =
        |text: &str| text.strip_prefix('+').map_or(SetAsk::Read, |it| SetAsk::Add(digits(it)[0]));
    call(word, ask, digits)
}

#[track_caller]
fn check_set(
    checker: impl Checker<Item = (u64, Call<SetAsk<u8>, Vec<u8>>)>,
    history: &str,
    expected: &str,
) {
    judged(checker, history, set_word, expected);
}

#[track_caller]
fn check_queue(
    checker: impl Checker<Item = (u64, Call<QueueAsk<u8>, Vec<u8>>)>,
    history: &str,
    expected: &str,
) {
    let ask = |text: &str| match text.strip_prefix('+') {
        Some(value) => QueueAsk::Enqueue(digits(value)[0]),
        None => QueueAsk::Dequeue,
    };
    judged(checker, history, |word| call(word, ask, digits), expected);
}

#[track_caller]
fn check_counter(
    checker: impl Checker<Item = (u64, Call<CounterAsk, Option<i64>>)>,
    history: &str,
    expected: &str,
) {
    let ask = |text: &str| match text.strip_prefix('+') {
        Some(amount) => CounterAsk::Add(amount.parse().expect("a number")),
        None => CounterAsk::Read,
    };
    judged(checker, history, |word| call(word, ask, |it| it.parse().ok()), expected);
}

#[test]
fn what_comes_out_of_a_queue_went_in() {
    for total in [false, true] {
        let check = |history: &str, expected: &str| {
            if total {
                check_queue(TotalQueue::new(), history, expected);
            } else {
                check_queue(UnorderedQueue::new(), history, expected);
            }
        };
        check("1r 1=5", "dequeued from nowhere #1");
        check("1+5 1= 1r 1=5 1r 1=5", "dequeued twice #0 #3 #5");
        check("1+5 1! 1r 1=5", "failed but dequeued #0 #1 #3");
        check("1+5 2r 2=5 1!", "failed but dequeued #0 #2 #3");
        check("1+5 1= 1+5 1! 1r 1=55", "failed but dequeued #0 #2 #3 #5");
        check("1+5 2r 2=5", "passed");
        check("1+5 1? 2r 2=5", "passed");
        check("1+5 1= 1+5 1= 1r 1=55", "passed");
        check("1+5 1= 1+6 1= 1r 1=6 1r 1=5", "passed");
    }
}

#[test]
fn what_went_into_a_queue_comes_out_of_it() {
    check_queue(TotalQueue::new(), "1+5 1= 1r 1=", "lost #1");
    check_queue(TotalQueue::new(), "1+5 1= 1+5 1= 1r 1=5", "lost #1 #3 #5");
    check_queue(TotalQueue::new(), "1+5 1= 1r 1?", "lost #1");
    check_queue(TotalQueue::new(), "1+5 1= ...", "undecided");
    check_queue(TotalQueue::new(), "1+5 1? 1r 1=", "passed");
    check_queue(TotalQueue::new(), "1+5 1= 1r 1=5", "passed");
    check_queue(TotalQueue::new().duplicates_allowed(), "1+5 1= 1r 1=5 1r 1=5", "passed");
    check_queue(UnorderedQueue::new(), "1+5 1= 1r 1=", "passed");
}

#[test]
fn what_was_added_to_a_set_is_read_in_the_end() {
    check_set(FinalSet::new(), "1+5 1= 1r 1=", "lost #1 #3");
    check_set(FinalSet::new(), "1+5 1= 1r 1=5 1r 1=", "lost #1 #5");
    check_set(FinalSet::new(), "1+5 1= 1r 1= ...", "undecided");
    check_set(FinalSet::new(), "1r 1=5 1+5", "read from nowhere #1");
    check_set(FinalSet::new(), "1+5 1! 1r 1=5", "failed but read #1 #3");
    check_set(FinalSet::new(), "1+5 1= 1r 1= 1r 1=5", "passed");
    check_set(FinalSet::new(), "2r 1+5 1= 2=", "passed");
    check_set(FinalSet::new(), "1+5 1? 1r 1=5", "passed");
    check_set(FinalSet::new(), "1+5 1? 1r 1=", "passed");
    check_set(FinalSet::new(), "1+5 1! 1+5 1? 1r 1=5", "passed");
}

#[test]
fn what_is_known_to_be_in_a_set_stays_there() {
    check_set(SetFull::new(), "1+5 1= 1r 1=", "lost #1 #2 #3");
    check_set(SetFull::new(), "1+5 2r 2=5 2r 2=", "lost #2 #3 #4");
    check_set(SetFull::new(), "1+5 1= 1r 1= ...", "undecided");
    check_set(SetFull::new(), "1+5 1= 1r 1= 1r 1=5", "passed");
    // Of two reads that miss it, the one that began last ends first.
    check_set(SetFull::new(), "1+5 1= 2r 3r 3=5 3r 3= 2=", "lost #1 #5 #6");
    // The read that has it began first, and ended last.
    check_set(SetFull::new(), "1+5 1= 1r 2r 2= 1=5", "passed");
    check_set(SetFull::new(), "1+5 2r 1= 2= 2r 2=5", "passed");
}

#[test]
fn a_linearizable_set_is_never_stale() {
    let new = || SetFull::new().linearizable();
    check_set(new(), "1+5 1= 1r 1= 1r 1=5", "stale #1 #2 #3");
    check_set(new(), "1+5 2r 2=5 2r 2= 2r 2=5", "stale #2 #3 #4");
    check_set(new(), "1+5 1= 1r 1= ...", "lost #1 #2 #3");
    check_set(new(), "1+5 2r 1= 2= 2r 2=5", "passed");
}

#[test]
fn a_read_of_a_set_tells_what_was_added_once() {
    check_set(SetFull::new(), "1+5 1= 1r 1=55", "read twice #3");
    check_set(SetFull::new(), "1r 1=5", "read from nowhere #1");
    check_set(SetFull::new(), "1+5 1! 1r 1=5", "failed but read #1 #3");
    check_set(SetFull::new(), "1+5 2r 2=5 1!", "failed but read #2 #3");
    check_set(SetFull::new(), "1+5 1+6 1= 1r 1=5", "broken history #1");
    check_set(SetFull::new(), "1+5 2+6 1= 2= 1r 1=56", "passed");
}

#[test]
fn a_counter_shows_only_sums_that_are_possible() {
    check_counter(Counter::new(), "1+5 1= 1r 1=0", "impossible read #2 #3");
    check_counter(Counter::new(), "1+5 2+3 3r 3=4", "impossible read #2 #3");
    check_counter(Counter::new(), "1+5 1! 1r 1=5", "impossible read #2 #3");
    check_counter(Counter::new(), "1+5 3r 3=5 1!", "impossible read #1 #2");
    check_counter(Counter::new(), "1r 1=1", "impossible read #0 #1");
    check_counter(Counter::new(), "1+5 2+3 3r 3=8", "passed");
    check_counter(Counter::new(), "1+5 3r 1= 3=0", "passed");
    check_counter(Counter::new(), "1+5 1? 1+-2 1= 1r 1=3 1r 1=-2", "passed");
}

#[test]
fn a_counter_shows_all_that_is_certain_in_the_end() {
    check_counter(FinalCounter::new(), "1+5 1= 1r 1=0", "impossible read #3");
    check_counter(FinalCounter::new(), "1+5 1! 1r 1=5", "impossible read #3");
    check_counter(FinalCounter::new(), "1+5 1= 1+3 1? 2r 2=8 1r 1=5", "passed");
    check_counter(FinalCounter::new(), "1+5 1= 1+3 1? 2r 2=7", "impossible read #5");
}

#[test]
fn a_counter_says_what_would_be_possible() {
    let says = |history: &str, expected: &str| {
        let ask = |text: &str| match text.strip_prefix('+') {
            Some(amount) => CounterAsk::Add(amount.parse().expect("a number")),
            None => CounterAsk::Read,
        };
        let words = history.split_whitespace();
        let items = words.map(|word| call(word, ask, |told: &str| told.parse().ok()));
        let Verdict::Violated(violation) = play(&mut Counter::new(), items, true).1 else {
            panic!("nothing is wrong with {history}")
        };
        assert_eq!(violation.said, expected);
    };
    says("1r 1=1", "1 is read, but only 0 is possible");
    says("1+1 2r 2=3", "3 is read, but only 0 to 1 are possible");
    says("1+5 2r 2=3", "3 is read, but only 0, 5 are possible");
    let (asked, few) = ("1+2 2+4 3+8 4+16 ", "0, 2, 4, 6, 8, 10, 12, 14");
    says(&format!("{asked} 5r 5=1"), &format!("1 is read, but only {few}, ... are possible"));
    says("1+2 2+4 3+8 5r 5=1", &format!("1 is read, but only {few} are possible"));
}

#[test]
fn a_set_reports_what_became_of_each_value() {
    let report = |history: &str| {
        let mut checker = SetFull::new();
        play(&mut checker, history.split_whitespace().map(set_word), true);
        let SetFullReport { lost, stable, stale, never_read } = checker.report();
        [lost, stable, stale, never_read]
    };
    let nothing = Vec::new;
    assert_eq!(report("1+5 1= 1r 1="), [vec![5], nothing(), nothing(), nothing()]);
    assert_eq!(report("1+5 1= 1r 1=5 1r 1="), [vec![5], nothing(), nothing(), nothing()]);
    assert_eq!(report("1+5 1= 1r 1= 1r 1=5"), [nothing(), vec![5], vec![5], nothing()]);
    assert_eq!(report("1+5 1= 1r 1=5"), [nothing(), vec![5], nothing(), nothing()]);
    assert_eq!(report("1+5 1? 1r 1="), [nothing(), nothing(), nothing(), vec![5]]);
    assert_eq!(report("1+5 1! 1r 1="), [nothing(), nothing(), nothing(), nothing()]);
}

#[test]
fn an_identifier_that_is_given_twice_is_caught() {
    let check = |history: &str, expected: &str| {
        judged(UniqueIds::new(), history, |word| call(word, |_| (), str::to_string), expected);
    };
    check("1r 2r 1=7 2=7", "given twice #2 #3");
    check("1r 2r 1=7 2=8", "passed");
    check("1r 1!", "undecided");
}

#[test]
fn a_write_is_not_seen_without_those_before_it() {
    check_set(CausalReverse::new(), "1+1 1= 2+2 3r 3=2", "effect without cause #1 #2 #4");
    check_set(CausalReverse::new(), "3r 3=1", "read from nowhere #1");
    check_set(CausalReverse::new(), "1+1 2+2 1= 2= 3r 3=2", "passed");
    check_set(CausalReverse::new(), "1+1 1= 2+2 2= 3r 3=1 3r 3= 3r 3=12", "passed");
    check_set(CausalReverse::new(), "1+1 1? 2+2 2= 3r 3=2", "passed");
}

// `x1y.`: x is 1, y is not written.
#[track_caller]
fn check_fork(history: &str, expected: &str) {
    let item = |word: &str| {
        let letters: Vec<char> = word.chars().collect();
        letters.chunks(2).map(|pair| (pair[0], pair[1].to_digit(10))).collect::<Vec<_>>()
    };
    judged(LongFork::new(), history, item, expected);
}

#[test]
fn two_reads_that_see_writes_in_opposite_orders_are_caught() {
    check_fork("x1y. x.y1", "long fork #0 #1");
    check_fork("x1y1z. z1x1y.", "long fork #0 #1");
    check_fork("x.y.z. x1y1z1 x1y.z. y1x.z.", "long fork #2 #3");
    check_fork("x1y. x2y.", "two values #0 #1");
    check_fork("x1y. y1x1 x.y. x1y.", "passed");
    // Reads of other keys aren't compared.
    check_fork("x1y. x.y1z.", "passed");
}

#[test]
fn of_many_reads_a_few_are_kept() {
    let mut checker = LongFork::new();
    let read = |seen: u32| (0..3).map(|key| (key, (key < seen).then_some(1))).collect::<Vec<_>>();
    let items = (0..1_000).map(|index| read(index % 4));
    assert_eq!(brief(&play(&mut checker, items, true).1), "passed");
    assert_eq!(checker.kept(), 4);
    assert_eq!(checker.forks(), 0);
}

#[test]
fn forks_are_counted() {
    let read = |seen: [bool; 2]| (0..).zip(seen.map(|it| it.then_some(1))).collect::<Vec<_>>();
    let mut checker = LongFork::new();
    for (index, seen) in (0..).zip([[true, false], [false, true], [false, true], [true, true]]) {
        let verdict = checker.see(at(index), read(seen));
        assert_eq!(verdict.is_err(), index == 1 || index == 2, "{verdict:?}");
    }
    assert_eq!(checker.forks(), 2);
    checker.reset();
    assert_eq!((checker.forks(), checker.kept()), (0, 0));
}

#[test]
fn where_nothing_was_told_nothing_is_decided() {
    check_queue(UnorderedQueue::new(), "", "undecided");
    check_queue(TotalQueue::new(), "", "undecided");
    check_set(FinalSet::new(), "1+5 1=", "undecided");
    check_set(FinalSet::new(), "1r 1=", "undecided");
    check_set(SetFull::new(), "1+5 1=", "undecided");
    check_set(CausalReverse::new(), "1+5 1=", "undecided");
    check_counter(Counter::new(), "1+5 1=", "undecided");
    check_counter(FinalCounter::new(), "", "undecided");
    check_fork("", "undecided");
}

#[test]
fn a_word_that_no_client_can_have_is_told() {
    check_queue(UnorderedQueue::new(), "1=5", "broken history #0");
    check_set(FinalSet::new(), "1r 1r", "broken history #1");
    check_counter(Counter::new(), "1r 2=5", "broken history #1");
}
