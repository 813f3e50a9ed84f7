//! The same verdicts from the definitions.

use std::collections::BTreeSet;

use sim_check::{Convergence, Replica, StrongConvergence, Verdict, merge_laws};

use sim_core::nanos;

use crate::stage::{Dice, by_prefix, each_sequence, kind, play};

type Item = Replica<usize, usize, usize>;

// What a replica has applied.
fn applied(items: &[Item], by: usize) -> BTreeSet<usize> {
    let mut applied = BTreeSet::new();
    for item in items {
        match *item {
            Replica::Applies { by: b, update } if b == by => {
                applied.insert(update);
            }
            Replica::Forgets(b) if b == by => applied.clear(),
            Replica::Applies { .. }
            | Replica::Shows { .. }
            | Replica::Forgets(_)
            | Replica::Down(_)
            | Replica::Up(_)
            | Replica::Disturbed
            | Replica::Healed => {}
        }
    }
    applied
}

fn shown(items: &[Item]) -> Vec<(usize, usize, usize)> {
    let shown = items.iter().enumerate().filter_map(|(index, it)| match *it {
        Replica::Shows { by, state } => Some((index, by, state)),
        Replica::Applies { .. }
        | Replica::Forgets(_)
        | Replica::Down(_)
        | Replica::Up(_)
        | Replica::Disturbed
        | Replica::Healed => None,
    });
    shown.collect()
}

fn strong(items: &[Item]) -> (usize, &'static str) {
    let pairs = |prefix: &[Item], alike: &dyn Fn(usize, usize) -> bool| {
        let shown = shown(prefix);
        let after = |(index, by, _): (usize, usize, usize)| applied(&prefix[..index], by);
        shown.iter().any(|one| {
            let mut others = shown.iter().filter(|other| other.0 < one.0);
            others.any(|other| after(*one) == after(*other) && alike(one.2, other.2))
        })
    };
    let wrong = |prefix: &[Item]| {
        pairs(prefix, &|one, other| one != other).then_some("equal updates, different states")
    };
    by_prefix(items, wrong, || if pairs(items, &|_, _| true) { "passed" } else { "undecided" })
}

fn eventual(items: &[Item], idle: bool, within: Option<usize>) -> &'static str {
    let last = |yes: &dyn Fn(&Item) -> Option<bool>| items.iter().rev().find_map(yes);
    let is_up = |by: usize| {
        let word = |it: &Item| match *it {
            Replica::Down(b) if b == by => Some(false),
            Replica::Up(b) if b == by => Some(true),
            Replica::Down(_)
            | Replica::Up(_)
            | Replica::Applies { .. }
            | Replica::Shows { .. }
            | Replica::Forgets(_)
            | Replica::Disturbed
            | Replica::Healed => None,
        };
        last(&word).unwrap_or(true)
    };
    let calm = last(&|it: &Item| {
        (*it == Replica::Healed || *it == Replica::Disturbed).then_some(*it == Replica::Healed)
    });
    // How long ago the world became calm, or the last one came back.
    let since = items.iter().rposition(|it| matches!(it, Replica::Healed | Replica::Up(_)));
    let over = idle || within.is_some_and(|within| items.len() - since.unwrap_or(0) >= within);
    let shown = shown(items);
    let state = |by: usize| shown.iter().rev().find(|it| it.1 == by).map(|it| it.2);
    let states: Vec<usize> = (0..3).filter(|by| is_up(*by)).filter_map(state).collect();
    match (states.len() > 1, states.windows(2).all(|pair| pair[0] == pair[1])) {
        (true, true) => "passed",
        (true, false) if over && calm.unwrap_or(true) => "replicas differ",
        (false, _) | (true, false) => "undecided",
    }
}

fn agree(items: &[Item], idle: bool) {
    let (index, verdict) = play(&mut StrongConvergence::new(), items.iter().copied(), idle);
    assert_eq!((index, kind(&verdict)), strong(items), "{items:?}");
    let (_, verdict) = play(&mut Convergence::new(), items.iter().copied(), idle);
    assert_eq!(kind(&verdict), eventual(items, idle, None), "{items:?} {idle}");
    let (_, verdict) = play(&mut Convergence::new().within(nanos(3)), items.iter().copied(), idle);
    assert_eq!(kind(&verdict), eventual(items, idle, Some(3)), "{items:?} {idle}");
}

fn item(digit: usize) -> Item {
    let by = digit % 2;
    match digit / 2 {
        0 | 1 => Replica::Applies { by, update: digit / 2 },
        2 | 3 => Replica::Shows { by, state: digit / 2 - 2 },
        4 => Replica::Forgets(by),
        5 if by == 0 => Replica::Down(0),
        5 => Replica::Up(0),
        _ if by == 0 => Replica::Disturbed,
        _ => Replica::Healed,
    }
}

#[test]
fn all_small_histories_of_replicas_are_judged_as_defined() {
    for length in 0..=4 {
        each_sequence(length, 14, |digits| {
            let items: Vec<_> = digits.iter().map(|it| item(*it)).collect();
            agree(&items, true);
            agree(&items, false);
        });
    }
}

#[test]
fn random_histories_of_replicas_are_judged_as_defined() {
    let mut dice = Dice::new(8);
    for _ in 0..4_000 {
        let mut items: Vec<Item> = Vec::new();
        for _ in 0..dice.index(25) {
            let by = dice.index(3);
            let next = match dice.index(12) {
                0 => item(8 + dice.index(6)),
                1..7 => Replica::Applies { by, update: dice.index(4) },
                // Mostly the state follows from the updates.
                _ if dice.index(20) > 0 => {
                    let state = applied(&items, by).iter().map(|update| 1 << update).sum();
                    Replica::Shows { by, state }
                }
                _ => Replica::Shows { by, state: dice.index(16) },
            };
            items.push(next);
        }
        agree(&items, dice.index(4) > 0);
    }
}

#[test]
fn all_functions_on_two_states_and_many_on_three_are_judged_by_the_laws_as_written() {
    let mut merging = 0;
    for (states, functions) in [(2, 16), (3, 19_683)] {
        for function in (0..functions).step_by(if states == 2 { 1 } else { 7 }) {
            // A digit for each pair.
            let merge = |one: usize, other: usize| {
                let place = u32::try_from(one * states + other).expect("there are nine pairs");
                function / states.pow(place) % states
            };
            let mut all = (0..states)
                .flat_map(|a| (0..states).flat_map(move |b| (0..states).map(move |c| (a, b, c))));
            let merges = all.all(|(a, b, c)| {
                merge(a, a) == a
                    && merge(a, b) == merge(b, a)
                    && merge(merge(a, b), c) == merge(a, merge(b, c))
            });
            let samples: Vec<usize> = (0..states).collect();
            let verdict = merge_laws(&samples, |one, other| merge(*one, *other));
            assert_eq!(verdict == Verdict::Passed, merges, "{states} {function}");
            merging += usize::from(merges);
        }
    }
    assert!(merging > 2, "{merging}");
}
