//! The same verdicts from the definitions.

use std::collections::BTreeSet;

use sim_check::{Agreed, Causal, CausalOrder, Fifo, Passage, TotalOrder};

use crate::stage::{Dice, each_sequence, kind, play};

type Passages = [Passage<usize, usize>];
type Causals = [Causal<usize, usize>];
type Receipts = [Agreed<usize, usize>];

fn fifo_item(digit: usize) -> Passage<usize, usize> {
    let (channel, message) = (digit / 2 % 2, digit / 4);
    match digit % 2 {
        0 => Passage::Sent { channel, message },
        _ => Passage::Received { channel, message },
    }
}

// Whether what is received can be told apart as ever later ones of what had been sent by then.
fn in_order(items: &Passages, channel: usize, from: usize, after: Option<usize>) -> bool {
    let receipt = items.iter().enumerate().skip(from).find_map(|(index, it)| match it {
        Passage::Received { channel: c, message } if *c == channel => Some((index, *message)),
        Passage::Received { .. } | Passage::Sent { .. } => None,
    });
    let Some((index, message)) = receipt else { return true };
    (after.map_or(0, |after| after + 1)..index).any(|sent| {
        items[sent] == Passage::Sent { channel, message }
            && in_order(items, channel, index + 1, Some(sent))
    })
}

fn messages(items: &Passages, channel: usize, sent: bool) -> Vec<usize> {
    let of = |it: &Passage<usize, usize>| match *it {
        Passage::Sent { channel: c, message } => (c == channel && sent).then_some(message),
        Passage::Received { channel: c, message } => (c == channel && !sent).then_some(message),
    };
    items.iter().filter_map(of).collect()
}

fn fifo(items: &Passages, reliable: bool, idle: bool) -> (usize, &'static str) {
    for (index, item) in items.iter().enumerate() {
        let prefix = &items[..=index];
        let Passage::Received { channel, message } = *item else { continue };
        let (sent, received) = (messages(prefix, channel, true), messages(prefix, channel, false));
        let copies = |of: &[usize]| of.iter().filter(|it| **it == message).count();
        if copies(&received) > copies(&sent) {
            return (index, "received from nowhere");
        }
        if reliable && !sent.starts_with(&received) {
            return (index, "skipped");
        }
        if !in_order(prefix, channel, 0, None) {
            return (index, "overtaken");
        }
    }
    let count = |sent| (0..2).map(|channel| messages(items, channel, sent).len()).sum::<usize>();
    let said = match (count(true) > count(false), count(false)) {
        (true, _) if reliable && idle => "never received",
        (true, _) if reliable => "undecided",
        (_, 0) => "undecided",
        _ => "passed",
    };
    (items.len(), said)
}

fn fifo_agrees(items: &Passages, idle: bool) {
    for (mut checker, reliable) in [(Fifo::new(), false), (Fifo::new().reliable(), true)] {
        let (index, verdict) = play(&mut checker, items.iter().copied(), idle);
        assert_eq!((index, kind(&verdict)), fifo(items, reliable, idle), "{items:?} {reliable}");
    }
}

#[test]
fn all_small_histories_of_two_channels_are_judged_as_defined() {
    for length in 0..=5 {
        each_sequence(length, 8, |digits| {
            let items: Vec<_> = digits.iter().map(|digit| fifo_item(*digit)).collect();
            fifo_agrees(&items, length % 2 == 0);
            fifo_agrees(&items, length % 2 == 1);
        });
    }
}

#[test]
fn all_small_histories_of_a_channel_with_equal_messages_are_judged_as_defined() {
    // One channel, two messages, seven items.
    each_sequence(7, 4, |digits| {
        let items: Vec<_> = digits.iter().map(|it| fifo_item(it % 2 + it / 2 * 4)).collect();
        fifo_agrees(&items, true);
    });
}

#[test]
fn random_histories_of_channels_are_judged_as_defined() {
    let mut dice = Dice::new(2);
    for _ in 0..2_000 {
        // Mostly in order: what is received next is one of the next few on their way.
        let mut ways = [Vec::new(), Vec::new()];
        let mut items = Vec::new();
        for _ in 0..dice.index(40) {
            let channel = dice.index(2);
            if ways[channel].is_empty() || dice.index(2) == 0 {
                let message = dice.index(9);
                ways[channel].push(message);
                items.push(Passage::Sent { channel, message });
            } else {
                let skipped =
                    dice.index(ways[channel].len().min(3)) * usize::from(dice.index(6) == 0);
                let message = ways[channel].remove(skipped);
                items.push(Passage::Received { channel, message });
            }
        }
        fifo_agrees(&items, dice.index(2) == 0);
    }
}

// Which item reaches which: by the process that did both, or from a sent message to the same when received.
fn reaches(items: &Causals) -> Vec<Vec<bool>> {
    let who = |it: &Causal<usize, usize>| match it {
        Causal::Sent { by, .. } | Causal::Received { by, .. } => *by,
    };
    let carried = |from: &Causal<usize, usize>, to: &Causal<usize, usize>| match (from, to) {
        (Causal::Sent { message: sent, .. }, Causal::Received { message, .. }) => sent == message,
        _ => false,
    };
    let mut reach = vec![vec![false; items.len()]; items.len()];
    for to in 0..items.len() {
        for from in (0..to).rev() {
            let direct = who(&items[from]) == who(&items[to]) || carried(&items[from], &items[to]);
            let between = (from + 1..to).any(|middle| reach[from][middle] && reach[middle][to]);
            reach[from][to] = direct || between;
        }
    }
    reach
}

fn causal(items: &Causals, lossy: bool) -> (usize, &'static str) {
    let reach = reaches(items);
    let sent = |message: usize| {
        items.iter().position(|it| matches!(it, Causal::Sent { message: m, .. } if *m == message))
    };
    let is_to = |place: usize, target: usize| matches!(&items[place], Causal::Sent { to, .. } if to.contains(&target));
    for (index, item) in items.iter().enumerate() {
        let Causal::Received { by, message } = *item else { continue };
        let receipts: Vec<usize> = items[..index]
            .iter()
            .filter_map(|it| match it {
                Causal::Received { by: other, message } if *other == by => Some(*message),
                Causal::Received { .. } | Causal::Sent { .. } => None,
            })
            .collect();
        let place = sent(message).filter(|place| *place < index && is_to(*place, by));
        let Some(place) = place.filter(|_| !receipts.contains(&message)) else {
            return (index, "received from nowhere");
        };
        if lossy {
            let effect = |it: &usize| sent(*it).is_some_and(|effect| reach[place][effect]);
            if receipts.iter().any(effect) {
                return (index, "cause after effect");
            }
            continue;
        }
        let missing = (0..place).any(|cause| {
            let Causal::Sent { message: cause_message, .. } = &items[cause] else { return false };
            reach[cause][place] && is_to(cause, by) && !receipts.contains(cause_message)
        });
        if missing {
            return (index, "effect before cause");
        }
    }
    let any = items.iter().any(|it| matches!(it, Causal::Received { .. }));
    (items.len(), if any { "passed" } else { "undecided" })
}

fn causal_agrees(items: &Causals) {
    for (mut checker, lossy) in [(CausalOrder::new(), false), (CausalOrder::lossy(), true)] {
        let (index, verdict) = play(&mut checker, items.iter().cloned(), true);
        assert_eq!((index, kind(&verdict)), causal(items, lossy), "{items:?} {lossy}");
    }
}

// All histories of three processes in which only what is on its way is received.
fn each_causal(
    items: &mut Vec<Causal<usize, usize>>,
    left: usize,
    with: &mut impl FnMut(&Causals),
) {
    with(items);
    if left == 0 {
        return;
    }
    let count = items.iter().filter(|it| matches!(it, Causal::Sent { .. })).count();
    let mut next: Vec<_> = items
        .iter()
        .flat_map(|it| match it {
            Causal::Sent { message, to, .. } => {
                to.iter().map(|by| Causal::Received { by: *by, message: *message }).collect()
            }
            Causal::Received { .. } => Vec::new(),
        })
        .filter(|it| !items.contains(it))
        .collect();
    for by in 0..3 {
        let (one, two) = ((by + 1) % 3, (by + 2) % 3);
        for to in [vec![one], vec![two], vec![one, two]] {
            next.push(Causal::Sent { by, message: count, to });
        }
    }
    for item in next {
        items.push(item);
        each_causal(items, left - 1, with);
        items.pop();
    }
}

#[test]
fn all_small_histories_of_three_processes_are_judged_as_defined() {
    each_causal(&mut Vec::new(), 5, &mut causal_agrees);
}

#[test]
fn random_histories_of_four_processes_are_judged_as_defined() {
    let mut dice = Dice::new(3);
    for _ in 0..2_000 {
        let mut items: Vec<Causal<usize, usize>> = Vec::new();
        let mut way: Vec<(usize, usize)> = Vec::new();
        let mut count = 0;
        for _ in 0..dice.index(30) {
            if way.is_empty() || dice.index(3) == 0 {
                let by = dice.index(4);
                let mask = 1 + dice.index(14);
                let to: Vec<_> = (0..4).filter(|it| mask >> it & 1 == 1).collect();
                way.extend(to.iter().map(|target| (*target, count)));
                items.push(Causal::Sent { by, message: count, to });
                count += 1;
            } else {
                // Mostly the oldest.
                let chosen = dice.index(way.len()) * usize::from(dice.index(4) == 0);
                let (by, message) = way.remove(chosen);
                items.push(Causal::Received { by, message });
            }
        }
        causal_agrees(&items);
    }
}

// At which item it is wrong first, if at any, and whether all have got the same in the end.
fn total(items: &Receipts, among: usize) -> (usize, bool, bool) {
    let mut places = [None; 3];
    places[..among].fill(Some(0));
    let mut told = BTreeSet::new();
    let mut end = 0;
    for (index, item) in items.iter().enumerate() {
        match *item {
            Agreed::Received { by, message } => {
                let place = places[by].unwrap_or(0);
                places[by] = Some(place + 1);
                told.insert((place, message));
                end = end.max(place + 1);
                if told.iter().filter(|(it, _)| *it == place).count() > 1 {
                    return (index, true, false);
                }
            }
            Agreed::Begins { after, .. } if after > end => return (index, true, false),
            Agreed::Begins { receiver, after } => places[receiver] = Some(after),
            Agreed::Leaves { receiver } => places[receiver] = None,
        }
    }
    (items.len(), false, places.iter().flatten().all(|place| *place == end))
}

fn total_agrees(items: &Receipts, among: usize) {
    let mut checker = if among > 0 { TotalOrder::among(0..among) } else { TotalOrder::new() };
    let (index, wrong, same) = total(items, among);
    for idle in [true, false] {
        let (judged, verdict) = play(&mut checker, items.iter().copied(), idle);
        let any = items.iter().any(|it| matches!(it, Agreed::Received { .. }));
        let expected = match (wrong, same) {
            (true, _) => "violated",
            (false, _) if !any => "undecided",
            (false, true) => "passed",
            (false, false) if idle => "violated",
            (false, false) => "undecided",
        };
        let kind = match kind(&verdict) {
            "passed" => "passed",
            "undecided" => "undecided",
            _ => "violated",
        };
        assert_eq!((judged, kind), (index, expected), "{items:?} idle {idle}, among {among}");
    }
}

#[test]
fn all_small_sequences_of_three_receivers_are_judged_as_defined() {
    for length in 0..=6 {
        each_sequence(length, 6, |digits| {
            let item = |digit: &usize| Agreed::Received { by: digit % 3, message: digit / 3 };
            let items: Vec<_> = digits.iter().map(item).collect();
            total_agrees(&items, 0);
            total_agrees(&items, 3);
        });
    }
}

#[test]
fn all_small_histories_of_receivers_that_come_and_go_are_judged_as_defined() {
    let item = |digit: usize| match digit {
        0..4 => Agreed::Received { by: digit % 2, message: digit / 2 },
        4..8 => Agreed::Begins { receiver: digit % 2, after: digit as u64 / 2 - 2 },
        _ => Agreed::Leaves { receiver: digit % 2 },
    };
    for length in 0..=5 {
        each_sequence(length, 10, |digits| {
            let items: Vec<_> = digits.iter().map(|digit| item(*digit)).collect();
            total_agrees(&items, 0);
        });
    }
}

#[test]
fn random_sequences_of_three_receivers_are_judged_as_defined() {
    let mut dice = Dice::new(4);
    for _ in 0..2_000 {
        let sequence: Vec<_> = (0..12).map(|_| dice.index(3)).collect();
        let mut next = [0; 3];
        let mut items = Vec::new();
        for _ in 0..dice.index(36) {
            let by = dice.index(3);
            next[by] += usize::from(dice.index(40) == 0);
            if let Some(message) = sequence.get(next[by]) {
                items.push(Agreed::Received { by, message: *message });
                next[by] += 1;
            }
        }
        total_agrees(&items, 0);
        total_agrees(&items, 3);
    }
}
