//! Calling: simple objects, judged by rules that are cheaper than all orders.

use std::collections::VecDeque;

use sim_check::{
    Call, CausalReverse, Counter, CounterAsk, FinalCounter, FinalSet, LongFork, QueueAsk, SetAsk,
    SetFull, TotalQueue, UniqueIds, UnorderedQueue,
};
use sim_core::mix;

use super::clients::{Words, words};
use super::{Row, longer};

const LEAST: u64 = 2_000;
const CLIENTS: u64 = 10;

pub(super) fn rows() -> Vec<Row> {
    vec![
        longer("judge_unordered_queue", LEAST, UnorderedQueue::new, queue),
        longer("judge_total_queue", LEAST, TotalQueue::new, queue),
        longer("judge_final_set", LEAST, FinalSet::new, |size| set(size, 1)),
        longer("judge_set_full", LEAST, SetFull::new, |size| set(size, 16)),
        longer("judge_counter", LEAST, Counter::new, |size| counter(size, 2)),
        longer("judge_final_counter", LEAST, FinalCounter::new, |size| counter(size, size / 2)),
        longer("judge_unique_ids", LEAST, UniqueIds::new, identifiers),
        longer("judge_causal_reverse", LEAST, CausalReverse::new, |size| set(size, 16)),
        longer("judge_long_fork", LEAST, LongFork::new, forks),
    ]
}

/// Half of the calls put something in; what is in at the end is taken out.
fn queue(size: u64) -> Words<QueueAsk<u64>, Vec<u64>> {
    let mut queue = VecDeque::new();
    let mut count = 0;
    let mut told = words(
        size / 2,
        CLIENTS,
        |_, dice| {
            count += 1;
            if dice.below(2) == 0 { QueueAsk::Enqueue(mix(15, count)) } else { QueueAsk::Dequeue }
        },
        |asked| match asked {
            QueueAsk::Enqueue(value) => {
                queue.push_back(*value);
                vec![]
            }
            QueueAsk::Dequeue => queue.pop_front().into_iter().collect(),
        },
    );
    for value in queue {
        told.push((0, Call::Invoked(QueueAsk::Dequeue)));
        told.push((0, Call::Ok(vec![value])));
    }
    told
}

/// Additions, and so many reads of all that is in, the last one at the end.
fn set(size: u64, reads: u64) -> Words<SetAsk<u64>, Vec<u64>> {
    let calls = size / 2;
    let mut set = Vec::new();
    let mut count = 0;
    let mut told = words(
        calls - 1,
        CLIENTS,
        |_, _| {
            count += 1;
            let reads = reads > 1 && count % (calls / (reads - 1)).max(1) == 0;
            if reads { SetAsk::Read } else { SetAsk::Add(mix(16, count)) }
        },
        |asked| match asked {
            SetAsk::Add(value) => {
                set.push(*value);
                vec![]
            }
            SetAsk::Read => set.clone(),
        },
    );
    told.push((0, Call::Invoked(SetAsk::Read)));
    told.push((0, Call::Ok(set)));
    told
}

/// Additions, and each so manieth call is a read, the last one at the end.
fn counter(size: u64, each: u64) -> Words<CounterAsk, Option<i64>> {
    let mut sum = 0;
    let mut count = 0;
    let mut told = words(
        size / 2 - 1,
        CLIENTS,
        |_, _| {
            count += 1;
            if count % each == 0 { CounterAsk::Read } else { CounterAsk::Add(1) }
        },
        |asked| match asked {
            CounterAsk::Add(more) => {
                sum += more;
                None
            }
            CounterAsk::Read => Some(sum),
        },
    );
    told.push((0, Call::Invoked(CounterAsk::Read)));
    told.push((0, Call::Ok(Some(sum))));
    told
}

fn identifiers(size: u64) -> Words<(), u64> {
    let mut count = 0;
    words(
        size / 2,
        CLIENTS,
        |_, _| (),
        |()| {
            count += 1;
            mix(17, count)
        },
    )
}

/// Of groups of two keys, both are read before, between and after they are written.
fn forks(size: u64) -> Vec<Vec<(u64, Option<u64>)>> {
    let mut reads = Vec::new();
    for group in 0..size / 3 {
        let keys = [2 * group, 2 * group + 1];
        for written in 0..3 {
            let value = |(index, key): (u64, u64)| (key, (index < written).then_some(key));
            reads.push((0..).zip(keys).map(value).collect());
        }
    }
    reads
}
