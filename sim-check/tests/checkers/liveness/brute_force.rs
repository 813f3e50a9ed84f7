//! The same verdicts from the definition: what has been owed for too long without a break is late.

use sim_check::{LeadsTo, Progress};
use sim_core::{NodeId, nanos};

use super::some_node;
use crate::stage::{Dice, each_sequence, kind, play};

type Item = Progress<usize>;

fn is_calm(items: &[Item]) -> bool {
    let last = items.iter().rev().find(|it| matches!(it, Progress::Disturbed | Progress::Healed));
    !matches!(last, Some(Progress::Disturbed))
}

fn is_up(items: &[Item]) -> bool {
    let last = items.iter().rev().find(|it| matches!(it, Progress::Down(_) | Progress::Up(_)));
    !matches!(last, Some(Progress::Down(_)))
}

// Where a key was owed for what has not come, and whether by the node.
fn owed(items: &[Item], key: usize, waived_by_crashes: bool) -> Option<(usize, bool)> {
    let mut owed = None;
    for (index, item) in items.iter().enumerate() {
        match item {
            Progress::Owed { key: k, node } if *k == key && owed.is_none() => {
                owed = Some((index, node.is_some()));
            }
            Progress::Met(k) | Progress::Waived(k) if *k == key => owed = None,
            Progress::Down(_) if waived_by_crashes => owed = owed.filter(|(_, node)| !node),
            Progress::Owed { .. }
            | Progress::Met(_)
            | Progress::Waived(_)
            | Progress::Disturbed
            | Progress::Healed
            | Progress::Down(_)
            | Progress::Up(_) => {}
        }
    }
    owed
}

// How long a key has been owed without a break, after these items: one lasts a nanosecond.
fn lasting(items: &[Item], key: usize, waived: bool) -> Option<usize> {
    let (since, by_node) = owed(items, key, waived)?;
    let runs = |end: usize| is_calm(&items[..end]) && (!by_node || is_up(&items[..end]));
    // After `end` items it is the time of the next one; what ends a break counts from its own time.
    let unbroken = (since + 1..=items.len()).rev().take_while(|end| runs(*end)).last()?;
    Some(items.len() - (unbroken - 1))
}

fn judge(items: &[Item], within: Option<usize>, waived: bool, idle: bool) -> (usize, &'static str) {
    let keys = 0..2;
    let late = |before: &[Item]| {
        let lasting = |key| lasting(before, key, waived);
        within.is_some_and(|within| keys.clone().any(|key| lasting(key) > Some(within)))
    };
    for index in 0..items.len() {
        if late(&items[..index]) {
            return (index, "not in time");
        }
    }
    let met = |end: usize| match items[end] {
        Progress::Met(key) => owed(&items[..end], key, waived).is_some(),
        Progress::Owed { .. }
        | Progress::Waived(_)
        | Progress::Disturbed
        | Progress::Healed
        | Progress::Down(_)
        | Progress::Up(_) => false,
    };
    let running = keys.clone().any(|key| lasting(items, key, waived).is_some());
    let said = match (late(items), running, idle) {
        (true, _, _) => "not in time",
        (false, true, true) => "never",
        (false, true, false) if within.is_none() => "undecided",
        _ if (0..items.len()).any(met) => "passed",
        _ => "undecided",
    };
    (items.len(), said)
}

fn agree(items: &[Item], idle: bool) {
    for within in [None, Some(0), Some(1), Some(2)] {
        for waived in [false, true] {
            let mut checker = LeadsTo::new();
            if let Some(within) = within {
                checker = checker.within(nanos(within as u64));
            }
            if waived {
                checker = checker.waived_by_crashes();
            }
            let (index, verdict) = play(&mut checker, items.iter().copied(), idle);
            let expected = judge(items, within, waived, idle);
            assert_eq!((index, kind(&verdict)), expected, "{items:?} {within:?} {waived} {idle}");
        }
    }
}

fn item(digit: usize, node: NodeId) -> Item {
    let key = digit / 8;
    match digit % 8 {
        0 => Progress::owed(key),
        1 => Progress::owed_by(key, node),
        2 => Progress::Met(key),
        3 => Progress::Waived(key),
        4 => Progress::Disturbed,
        5 => Progress::Healed,
        6 => Progress::Down(node),
        _ => Progress::Up(node),
    }
}

#[test]
fn all_small_histories_of_progress_are_judged_as_defined() {
    let node = some_node();
    for (length, keys) in [(0, 1), (1, 2), (2, 2), (3, 2), (4, 1), (5, 1)] {
        // Of the second key only what is about it.
        each_sequence(length, 4 + 4 * keys, |digits| {
            let items: Vec<_> = digits.iter().map(|digit| item(*digit, node)).collect();
            agree(&items, true);
            agree(&items, false);
        });
    }
}

#[test]
fn random_histories_of_progress_are_judged_as_defined() {
    let node = some_node();
    let mut dice = Dice::new(7);
    for _ in 0..4_000 {
        let mut items = Vec::new();
        for _ in 0..dice.index(25) {
            // Mostly what is owed comes soon, and what is broken is repaired.
            let last = items.last();
            let next = match last {
                Some(Progress::Owed { key, .. }) if dice.index(3) > 0 => Progress::Met(*key),
                Some(Progress::Disturbed) if dice.index(2) > 0 => Progress::Healed,
                Some(Progress::Down(_)) if dice.index(2) > 0 => Progress::Up(node),
                _ => item(dice.index(12), node),
            };
            items.push(next);
        }
        agree(&items, dice.index(2) == 0);
    }
}
