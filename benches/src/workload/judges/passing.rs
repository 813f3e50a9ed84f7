//! Passing: what is sent, and how often and in which order it comes.
//!
//! About fifty things are on their way at a time, and their names look random.

use sim_check::{
    Agreed, AtLeastOnce, AtMostOnce, Broadcast, Broadcasting, Causal, CausalOrder, DeadLetters,
    Delivery, EffectivelyOnce, ExactlyOnce, Fifo, LogDelivery, LogItem, LogStep, LogWord,
    NoCreation, Passage, RedeliveryBound, TotalOrder,
};
use sim_core::{mix, seconds};

use super::{Row, longer};

const LEAST: u64 = 4_000;
const ON_THEIR_WAY: u64 = 50;
const NODES: u64 = 5;

pub(super) fn rows() -> Vec<Row> {
    vec![
        longer("judge_at_most_once", LEAST, AtMostOnce::new, deliveries),
        longer("judge_at_least_once", LEAST, AtLeastOnce::new, deliveries),
        longer("judge_at_least_once_within", LEAST, soon, deliveries),
        longer("judge_exactly_once", LEAST, ExactlyOnce::new, deliveries),
        longer("judge_effectively_once", LEAST, EffectivelyOnce::new, deliveries),
        longer("judge_no_creation", LEAST, NoCreation::new, deliveries),
        longer("judge_redelivery", LEAST, || RedeliveryBound::at_most(1), deliveries),
        longer("judge_dead_letters", LEAST, DeadLetters::new, deliveries),
        longer("judge_fifo", LEAST, || Fifo::new().reliable(), |size| passages(size, 1)),
        longer("judge_fifo_per_key", LEAST, || Fifo::new().reliable(), |size| passages(size, size)),
        longer("judge_fifo_lossy", LEAST, Fifo::new, lossy_sessions),
        longer("judge_causal", LEAST, CausalOrder::new, causal),
        longer("judge_causal_lossy", LEAST, CausalOrder::lossy, causal),
        longer("judge_total", LEAST, TotalOrder::new, agreed),
        longer("judge_total_among", LEAST, || TotalOrder::among(0..NODES), agreed),
        longer("judge_broadcast", LEAST, || Broadcasting::uniform(0..NODES), broadcasts),
        longer("judge_log", LEAST, LogDelivery::new, log),
    ]
}

fn soon() -> AtLeastOnce<u64> {
    AtLeastOnce::new().within(seconds(1))
}

/// Each thing is attempted, and after fifty others have been, it arrives, is delivered and acknowledged.
fn deliveries(size: u64) -> Vec<Delivery<u64>> {
    let things = size / 4;
    let name = |index| mix(1, index);
    let mut items = Vec::new();
    for index in 0..things + ON_THEIR_WAY {
        if index < things {
            items.push(Delivery::Attempt(name(index)));
        }
        if let Some(before) = index.checked_sub(ON_THEIR_WAY) {
            let name = name(before);
            let ends = [Delivery::Arrived(name), Delivery::Effect(name)];
            items.extend(ends.into_iter().chain([Delivery::Acknowledged(name)]));
        }
    }
    items
}

/// Messages on so many channels, by turns.
fn passages(size: u64, channels: u64) -> Vec<Passage<u64, u64>> {
    let messages = size / 2;
    let channel = |index| mix(2, index % channels);
    let mut items = Vec::new();
    for index in 0..messages + ON_THEIR_WAY {
        if index < messages {
            items.push(Passage::Sent { channel: channel(index), message: mix(3, index) });
        }
        if let Some(before) = index.checked_sub(ON_THEIR_WAY) {
            items.push(Passage::Received { channel: channel(before), message: mix(3, before) });
        }
    }
    items
}

/// Messages in fifty sessions, of which each third is lost.
fn lossy_sessions(size: u64) -> Vec<Passage<u64, u64>> {
    let mut items = passages(size, 50);
    let mut received = 0_u64;
    items.retain(|item| {
        received += u64::from(matches!(item, Passage::Received { .. }));
        matches!(item, Passage::Sent { .. }) || !received.is_multiple_of(3)
    });
    items
}

/// Each of five processes sends to all others by turns, who receive at once.
fn causal(size: u64) -> Vec<Causal<u64, u64>> {
    let mut items = Vec::new();
    for index in 0..size / NODES {
        let (by, message) = (index % NODES, mix(4, index));
        let others = (0..NODES).filter(|&other| other != by);
        items.push(Causal::Sent { by, message, to: others.clone().collect() });
        items.extend(others.map(|by| Causal::Received { by, message }));
    }
    items
}

fn agreed(size: u64) -> Vec<Agreed<u64, u64>> {
    let messages = (0..size / NODES).map(|index| mix(5, index));
    messages
        .flat_map(|message| (0..NODES).map(move |by| Agreed::Received { by, message }))
        .collect()
}

fn broadcasts(size: u64) -> Vec<Broadcast<u64, u64>> {
    let mut items = Vec::new();
    for index in 0..size / (NODES + 1) {
        let message = mix(6, index);
        items.push(Broadcast::Sent { by: index % NODES, message });
        items.extend((0..NODES).map(|by| Broadcast::Delivered { by, message }));
    }
    items
}

/// Of four partitions by turns, somebody sends a record and somebody polls it.
fn log(size: u64) -> Vec<LogItem<u64, u64>> {
    const PARTITIONS: u64 = 4;
    let mut items = Vec::new();
    for index in 0..size / 4 {
        let (key, offset, value) = (index % PARTITIONS, index / PARTITIONS, mix(7, index));
        let mut word = |process, word, step| {
            items.push(LogItem { process, word, steps: vec![step] });
        };
        word(key, LogWord::Asked, LogStep::Send { key, value, offset: None });
        word(key, LogWord::Ok, LogStep::Send { key, value, offset: Some(offset) });
        let poller = PARTITIONS + key;
        word(poller, LogWord::Asked, LogStep::Poll { records: vec![] });
        let records = vec![(key, vec![(offset, value)])];
        word(poller, LogWord::Ok, LogStep::Poll { records });
    }
    items
}
