//! The same verdicts from the definitions, over the operations of a history.

use std::collections::BTreeSet;
use std::fmt::Debug;

use sim_check::{
    Call, CausalReverse, Checker, Counter, CounterAsk, FinalCounter, FinalSet, History, LongFork,
    Operation, Outcome, QueueAsk, SetAsk, SetFull, TotalQueue, UnorderedQueue,
};

use sim_core::EventId;

use crate::stage::{Dice, at, each_sequence, kind, play};

type Words<I, O> = [(u64, Call<I, O>)];
type Operations<I, O> = Vec<Operation<I, O>>;

fn operations<I: Clone, O: Clone>(words: &Words<I, O>) -> Operations<I, O> {
    let mut history = History::new();
    for (index, (process, call)) in (0..).zip(words) {
        history.add(at(index).event, *process, call.clone()).expect("it is well-formed");
    }
    history.operations().to_vec()
}

// Each history of two processes up to a length, in which each asks and is answered in turn.
fn each_history<I: Copy, O: Clone>(
    words: &mut Vec<(u64, Call<I, O>)>,
    left: usize,
    asks: &[I],
    answers: &dyn Fn(I) -> Vec<Call<I, O>>,
    with: &mut dyn FnMut(&Words<I, O>),
) {
    with(words);
    if left == 0 {
        return;
    }
    for process in 0..2 {
        let last = words.iter().rfind(|(it, _)| *it == process);
        let next = match last {
            Some((_, Call::Invoked(input))) => answers(*input),
            _ => asks.iter().copied().map(Call::Invoked).collect(),
        };
        for call in next {
            words.push((process, call));
            each_history(words, left - 1, asks, answers, with);
            words.pop();
        }
    }
}

fn random_history<I: Copy, O: Clone>(
    dice: &mut Dice,
    asks: &[I],
    answers: &dyn Fn(I) -> Vec<Call<I, O>>,
) -> Vec<(u64, Call<I, O>)> {
    let mut words: Vec<(u64, Call<I, O>)> = Vec::new();
    for _ in 0..dice.index(24) {
        let process = dice.below(3);
        let call = match words.iter().rfind(|(it, _)| *it == process) {
            Some((_, Call::Invoked(input))) => {
                let answers = answers(*input);
                answers[dice.index(answers.len())].clone()
            }
            _ => Call::Invoked(asks[dice.index(asks.len())]),
        };
        words.push((process, call));
    }
    words
}

// What is said of the first prefix of which something is said, else in the end; and where.
fn agree<I: Clone + Debug, O: Clone + Debug>(
    checker: &mut impl Checker<Item = (u64, Call<I, O>)>,
    words: &Words<I, O>,
    idle: bool,
    online: impl Fn(&Operations<I, O>) -> BTreeSet<&'static str>,
    end: impl Fn(&Operations<I, O>, bool) -> &'static str,
) {
    let first = (1..=words.len()).find_map(|length| {
        let said = online(&operations(&words[..length]));
        (!said.is_empty()).then_some((length - 1, said))
    });
    let expected =
        first.unwrap_or_else(|| (words.len(), BTreeSet::from([end(&operations(words), idle)])));
    let (index, verdict) = play(checker, words.iter().cloned(), idle);
    let said = kind(&verdict);
    assert!(index == expected.0 && expected.1.contains(said), "{words:?}: {said}, {expected:?}");
}

fn ok_reads(all: &Operations<SetAsk<u8>, Vec<u8>>) -> Vec<(u64, u64, &Vec<u8>)> {
    all.iter()
        .filter(|it| it.input == SetAsk::Read)
        .filter_map(|it| match (&it.outcome, it.returned) {
            (Outcome::Ok(values), Some(end)) => Some((it.invoked.index(), end.index(), values)),
            _ => None,
        })
        .collect()
}

fn adds(all: &Operations<SetAsk<u8>, Vec<u8>>, value: u8) -> Vec<&Operation<SetAsk<u8>, Vec<u8>>> {
    all.iter().filter(|it| it.input == SetAsk::Add(value)).collect()
}

fn acknowledged(all: &Operations<SetAsk<u8>, Vec<u8>>, value: u8) -> Option<u64> {
    let ends = adds(all, value).into_iter().filter(|it| matches!(it.outcome, Outcome::Ok(_)));
    ends.filter_map(|it| it.returned).map(EventId::index).min()
}

fn failed(all: &Operations<SetAsk<u8>, Vec<u8>>, value: u8) -> bool {
    let adds = adds(all, value);
    !adds.is_empty() && adds.iter().all(|it| it.outcome == Outcome::Failed)
}

fn nowhere(all: &Operations<SetAsk<u8>, Vec<u8>>) -> bool {
    ok_reads(all).into_iter().any(|(_, end, values)| {
        let added = |value: u8| adds(all, value).iter().any(|it| it.invoked.index() < end);
        values.iter().any(|value| !added(*value))
    })
}

fn values() -> std::ops::Range<u8> {
    0..4
}

fn final_set(all: &Operations<SetAsk<u8>, Vec<u8>>, idle: bool) -> &'static str {
    let Some((began, _, read)) = ok_reads(all).into_iter().max() else { return "undecided" };
    let lost =
        |value: u8| acknowledged(all, value).is_some_and(|it| it < began) && !read.contains(&value);
    if read.iter().any(|value| failed(all, *value)) {
        "failed but read"
    } else if values().any(lost) {
        if idle { "lost" } else { "undecided" }
    } else if values().all(|value| adds(all, value).is_empty()) {
        "undecided"
    } else {
        "passed"
    }
}

fn set_full_online(all: &Operations<SetAsk<u8>, Vec<u8>>) -> BTreeSet<&'static str> {
    let reads = ok_reads(all);
    let revived = reads.iter().any(|it| it.2.iter().any(|value| failed(all, *value)));
    let twice = reads.iter().any(|it| it.2.windows(2).any(|pair| pair[0] == pair[1]));
    let said = [
        nowhere(all).then_some("read from nowhere"),
        revived.then_some("failed but read"),
        twice.then_some("read twice"),
    ];
    said.into_iter().flatten().collect()
}

fn set_full(all: &Operations<SetAsk<u8>, Vec<u8>>, idle: bool, linearizable: bool) -> &'static str {
    let reads = ok_reads(all);
    let with = |value: u8| reads.iter().filter(move |it| it.2.contains(&value));
    // Reads that miss it, though it was known before they began.
    let missing = |value: u8| {
        let known = with(value).map(|it| it.1).chain(acknowledged(all, value)).min();
        let missing = reads.iter().filter(move |it| !it.2.contains(&value));
        missing.filter(move |it| known.is_some_and(|known| known < it.0))
    };
    let lost = |value: u8| missing(value).any(|read| with(value).all(|it| it.1 < read.0));
    if values().any(lost) {
        if idle || linearizable { "lost" } else { "undecided" }
    } else if linearizable && values().any(|value| missing(value).next().is_some()) {
        "stale"
    } else if values().any(|value| with(value).next().is_some()) {
        "passed"
    } else {
        "undecided"
    }
}

fn causal_reverse(all: &Operations<SetAsk<u8>, Vec<u8>>) -> BTreeSet<&'static str> {
    let mut said = BTreeSet::new();
    if nowhere(all) {
        said.insert("read from nowhere");
    }
    for (_, read_end, read) in ok_reads(all) {
        for (cause, effect) in values().flat_map(|cause| values().map(move |it| (cause, it))) {
            let ended = acknowledged(all, cause).filter(|it| *it < read_end);
            let began = adds(all, effect).iter().map(|it| it.invoked.index()).min();
            if read.contains(&effect)
                && !read.contains(&cause)
                && ended.zip(began).is_some_and(|(ended, began)| ended < began)
            {
                said.insert("effect without cause");
            }
        }
    }
    said
}

fn sets_agree(words: &Words<SetAsk<u8>, Vec<u8>>, idle: bool) {
    let online = |all: &_| nowhere(all).then_some("read from nowhere").into_iter().collect();
    agree(&mut FinalSet::new(), words, idle, online, final_set);
    agree(&mut SetFull::new(), words, idle, set_full_online, |all, idle| {
        set_full(all, idle, false)
    });
    let mut linearizable = SetFull::new().linearizable();
    agree(&mut linearizable, words, idle, set_full_online, |all, idle| set_full(all, idle, true));
    // Writes have values of their own.
    let writes: Vec<_> = words
        .iter()
        .filter_map(|(_, call)| match call {
            Call::Invoked(SetAsk::Add(value)) => Some(value),
            Call::Invoked(SetAsk::Read) | Call::Ok(_) | Call::Failed | Call::Unknown => None,
        })
        .collect();
    if writes.iter().collect::<BTreeSet<_>>().len() == writes.len() {
        agree(&mut CausalReverse::new(), words, idle, causal_reverse, |all, _| {
            if ok_reads(all).is_empty() { "undecided" } else { "passed" }
        });
    }
}

fn set_answers(limit: u8) -> impl Fn(SetAsk<u8>) -> Vec<Call<SetAsk<u8>, Vec<u8>>> {
    move |ask| match ask {
        SetAsk::Add(_) => vec![Call::Ok(vec![]), Call::Failed, Call::Unknown],
        SetAsk::Read => (0..1_u8 << limit)
            .map(|mask| Call::Ok((0..limit).filter(|it| mask >> it & 1 == 1).collect()))
            .collect(),
    }
}

#[test]
fn all_small_histories_of_a_set_are_judged_as_defined() {
    let asks = [SetAsk::Add(0), SetAsk::Add(1), SetAsk::Read];
    each_history(&mut Vec::new(), 6, &asks, &set_answers(2), &mut |words| {
        sets_agree(words, words.len() % 2 == 0);
    });
}

#[test]
fn random_histories_of_a_set_are_judged_as_defined() {
    let mut dice = Dice::new(6);
    let adds = (0..3).map(SetAsk::Add);
    let asks: Vec<_> = adds.chain([SetAsk::Read; 4]).collect();
    for _ in 0..3_000 {
        let words = random_history(&mut dice, &asks, &set_answers(3));
        // What is from nowhere ends most histories: begin some with additions.
        let mut begun: Vec<_> =
            (0..3).map(|it| (u64::from(it), Call::Invoked(SetAsk::Add(it)))).collect();
        begun.extend((0..3).map(|it| (it, Call::Ok(vec![]))));
        begun.extend(words.iter().cloned());
        sets_agree(&words, true);
        sets_agree(&begun, dice.index(2) == 0);
    }
}

fn queue_online(
    all: &Operations<QueueAsk<u8>, Vec<u8>>,
    duplicates: bool,
) -> BTreeSet<&'static str> {
    let mut said = BTreeSet::new();
    for value in values() {
        let (asked, failed, _, out) = queue_counts(all, value);
        let wrong = match () {
            () if out == 0 => continue,
            () if asked == 0 => "dequeued from nowhere",
            () if failed == asked => "failed but dequeued",
            () if duplicates || out <= asked - failed => continue,
            () if out <= asked => "failed but dequeued",
            () => "dequeued twice",
        };
        said.insert(wrong);
    }
    said
}

fn queue_counts(
    all: &Operations<QueueAsk<u8>, Vec<u8>>,
    value: u8,
) -> (usize, usize, usize, usize) {
    let mut counts = (0, 0, 0, 0);
    for operation in all {
        match (&operation.input, &operation.outcome) {
            (QueueAsk::Enqueue(it), outcome) if *it == value => {
                counts.0 += 1;
                counts.1 += usize::from(*outcome == Outcome::Failed);
                counts.2 += usize::from(matches!(outcome, Outcome::Ok(_)));
            }
            (QueueAsk::Dequeue, Outcome::Ok(values)) => {
                counts.3 += values.split(|it| *it == value).count() - 1;
            }
            _ => {}
        }
    }
    counts
}

fn queues_agree(words: &Words<QueueAsk<u8>, Vec<u8>>, idle: bool) {
    let any = |all: &Operations<_, _>| if all.is_empty() { "undecided" } else { "passed" };
    let total = |all: &Operations<QueueAsk<u8>, Vec<u8>>, idle| {
        let lost = |value: u8| {
            let (_, _, acknowledged, out) = queue_counts(all, value);
            out < acknowledged
        };
        match (values().any(lost), idle) {
            (true, true) => "lost",
            (true, false) => "undecided",
            (false, _) => any(all),
        }
    };
    let once = |all: &_| queue_online(all, false);
    agree(&mut UnorderedQueue::new(), words, idle, once, |all, _| any(all));
    agree(&mut TotalQueue::new(), words, idle, once, total);
    let mut again = TotalQueue::new().duplicates_allowed();
    agree(&mut again, words, idle, |all| queue_online(all, true), total);
}

fn queue_answers(ask: QueueAsk<u8>) -> Vec<Call<QueueAsk<u8>, Vec<u8>>> {
    match ask {
        QueueAsk::Enqueue(_) => vec![Call::Ok(vec![]), Call::Failed, Call::Unknown],
        QueueAsk::Dequeue => [vec![], vec![0], vec![1], vec![0, 1]].map(Call::Ok).to_vec(),
    }
}

#[test]
fn all_small_histories_of_a_queue_are_judged_as_defined() {
    let asks = [QueueAsk::Enqueue(0), QueueAsk::Enqueue(1), QueueAsk::Dequeue];
    each_history(&mut Vec::new(), 6, &asks, &queue_answers, &mut |words| {
        queues_agree(words, words.len() % 2 == 0);
    });
}

#[test]
fn random_histories_of_a_queue_are_judged_as_defined() {
    let mut dice = Dice::new(7);
    let asks =
        [QueueAsk::Enqueue(0), QueueAsk::Enqueue(1), QueueAsk::Enqueue(1), QueueAsk::Dequeue];
    for _ in 0..3_000 {
        let words = random_history(&mut dice, &asks, &queue_answers);
        queues_agree(&words, dice.index(2) == 0);
    }
}

// Whether a value is the sum of the certain amounts and some of the others.
fn is_sum(value: i64, certain: i64, others: &[i64]) -> bool {
    (0..1_u32 << others.len()).any(|ways| {
        let chosen = others.iter().enumerate().filter(|(bit, _)| ways >> bit & 1 == 1);
        value == certain + chosen.map(|it| it.1).sum::<i64>()
    })
}

type Counted = Operations<CounterAsk, Option<i64>>;

fn reads(all: &Counted) -> Vec<(u64, u64, i64)> {
    let mut reads = Vec::new();
    for it in all.iter().filter(|it| it.input == CounterAsk::Read) {
        if let (Outcome::Ok(Some(value)), Some(end)) = (&it.outcome, it.returned) {
            reads.push((it.invoked.index(), end.index(), *value));
        }
    }
    reads
}

// Whether all reads are possible, from what is known now; a read that is to be final may have seen all.
fn possible(all: &Counted, is_final: bool) -> bool {
    reads(all).into_iter().all(|(began, end, value)| {
        let (mut certain, mut others) = (0, Vec::new());
        for it in all {
            let CounterAsk::Add(amount) = it.input else { continue };
            let over = is_final || it.returned.is_some_and(|end| end.index() < began);
            match it.outcome {
                Outcome::Ok(_) if over => certain += amount,
                Outcome::Ok(_) | Outcome::Unknown if is_final || it.invoked.index() < end => {
                    others.push(amount);
                }
                Outcome::Ok(_) | Outcome::Unknown | Outcome::Failed => {}
            }
        }
        is_sum(value, certain, &others)
    })
}

fn counters_agree(words: &Words<CounterAsk, Option<i64>>, idle: bool) {
    let any = |all: &Counted| if reads(all).is_empty() { "undecided" } else { "passed" };
    let online =
        |all: &Counted| (!possible(all, false)).then_some("impossible read").into_iter().collect();
    agree(&mut Counter::new(), words, idle, online, |all, _| any(all));
    agree(
        &mut FinalCounter::new(),
        words,
        idle,
        |_| BTreeSet::new(),
        |all, _| {
            if possible(all, true) { any(all) } else { "impossible read" }
        },
    );
}

fn counter_answers(ask: CounterAsk) -> Vec<Call<CounterAsk, Option<i64>>> {
    match ask {
        CounterAsk::Add(_) => vec![Call::Ok(None), Call::Failed, Call::Unknown],
        CounterAsk::Read => [0, 1, 2, 3, -1].map(|it| Call::Ok(Some(it))).to_vec(),
    }
}

#[test]
fn all_small_histories_of_a_counter_are_judged_as_defined() {
    let asks = [CounterAsk::Add(1), CounterAsk::Add(-2), CounterAsk::Read];
    each_history(&mut Vec::new(), 6, &asks, &counter_answers, &mut |words| {
        counters_agree(words, true);
    });
}

#[test]
fn random_histories_of_a_counter_are_judged_as_defined() {
    let mut dice = Dice::new(8);
    let asks = [CounterAsk::Add(1), CounterAsk::Add(2), CounterAsk::Add(-3), CounterAsk::Read];
    for _ in 0..2_000 {
        counters_agree(&random_history(&mut dice, &asks, &counter_answers), true);
    }
}

fn forks_agree(reads: &[Vec<(usize, Option<u8>)>]) {
    let sees = |read: &[(usize, Option<u8>)], key: usize| {
        read.iter().any(|(it, value)| *it == key && value.is_some())
    };
    let fork = |one: &[(usize, Option<u8>)], other: &[(usize, Option<u8>)]| {
        let only = |a: &[_], b: &[_]| (0..3).any(|key| sees(a, key) && !sees(b, key));
        only(one, other) && only(other, one)
    };
    let first = (0..reads.len())
        .find(|index| reads[..*index].iter().any(|earlier| fork(earlier, &reads[*index])));
    let end = if reads.is_empty() { "undecided" } else { "passed" };
    let expected = first.map_or((reads.len(), end), |index| (index, "long fork"));
    let (index, verdict) = play(&mut LongFork::new(), reads.iter().cloned(), true);
    assert_eq!((index, kind(&verdict)), expected, "{reads:?}");
}

#[test]
fn all_small_histories_of_reads_are_judged_as_defined() {
    for length in 0..=5 {
        each_sequence(length, 8, |masks| {
            let read = |mask: &usize| {
                (0..3).map(|key| (key, (mask >> key & 1 == 1).then_some(1))).collect::<Vec<_>>()
            };
            forks_agree(&masks.iter().map(read).collect::<Vec<_>>());
        });
    }
}
