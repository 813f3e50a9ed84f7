//! Locks and tokens.

use sim_check::{Fencing, Holding, MutualExclusion};

use crate::stage::{Dice, by_prefix, each_sequence, kind, play};

type Item = Holding<usize, usize, usize>;

fn holds(prefix: &[Item], lock: usize, by: usize) -> bool {
    let last = prefix.iter().rev().find_map(|it| match *it {
        Holding::Acquired { lock: l, by: n } if (l, n) == (lock, by) => Some(true),
        Holding::Released { lock: l, by: n } if (l, n) == (lock, by) => Some(false),
        Holding::Gone { holder } if holder == by => Some(false),
        Holding::Acquired { .. }
        | Holding::Released { .. }
        | Holding::Gone { .. }
        | Holding::Granted { .. }
        | Holding::Accepted { .. } => None,
    });
    last == Some(true)
}

fn mutual_exclusion(items: &[Item]) -> (usize, &'static str) {
    let wrong = |prefix: &[Item]| {
        let (last, earlier) = prefix.split_last()?;
        if let Holding::Released { lock, by } = *last
            && !holds(earlier, lock, by)
        {
            return Some("released by another");
        }
        let count = |lock| (0..3).filter(|by| holds(prefix, lock, *by)).count();
        (0..2).any(|lock| count(lock) > 1).then_some("two holders")
    };
    let acquired = |it: &Item| matches!(it, Holding::Acquired { .. });
    by_prefix(items, wrong, || if items.iter().any(acquired) { "passed" } else { "undecided" })
}

#[test]
fn all_small_histories_of_locks_are_judged_as_defined() {
    let item = |digit: usize| {
        let (lock, by) = (digit % 2, digit / 2 % 2);
        match digit {
            0..4 => Holding::Acquired { lock, by },
            4..8 => Holding::Released { lock, by },
            _ => Holding::Gone { holder: lock },
        }
    };
    for length in 0..=5 {
        each_sequence(length, 10, |digits| {
            let items: Vec<_> = digits.iter().map(|it| item(*it)).collect();
            let (index, verdict) = play(&mut MutualExclusion::new(), items.iter().copied(), true);
            assert_eq!((index, kind(&verdict)), mutual_exclusion(&items), "{items:?}");
        });
    }
}

#[test]
fn random_histories_of_locks_are_judged_as_defined() {
    let mut dice = Dice::new(3);
    for _ in 0..3_000 {
        let mut items: Vec<Item> = Vec::new();
        for _ in 0..dice.index(30) {
            let (lock, by) = (dice.index(2), dice.index(3));
            let taken = (0..3).any(|other| other != by && holds(&items, lock, other));
            // Mostly as it should be: otherwise each history ends at once.
            let next = match dice.index(20) {
                0 => Holding::Acquired { lock, by },
                1 => Holding::Released { lock, by },
                2 => Holding::Gone { holder: by },
                _ if holds(&items, lock, by) => Holding::Released { lock, by },
                _ if taken => continue,
                _ => Holding::Acquired { lock, by },
            };
            items.push(next);
        }
        let (index, verdict) = play(&mut MutualExclusion::new(), items.iter().copied(), true);
        assert_eq!((index, kind(&verdict)), mutual_exclusion(&items), "{items:?}");
    }
}

fn fencing(items: &[Item]) -> (usize, &'static str) {
    let wrong = |prefix: &[Item]| {
        let (last, earlier) = prefix.split_last()?;
        let granted = |lock: usize| {
            earlier.iter().filter_map(move |it| match *it {
                Holding::Granted { lock: l, to, token } => (l == lock).then_some((token, to)),
                Holding::Acquired { .. }
                | Holding::Released { .. }
                | Holding::Gone { .. }
                | Holding::Accepted { .. } => None,
            })
        };
        match *last {
            Holding::Granted { lock, to, token } => {
                let renewed = granted(lock).all(|(other, _)| other <= token)
                    && granted(lock).any(|it| it == (token, to));
                let greater = granted(lock).all(|(other, _)| other < token);
                (!greater && !renewed).then_some("token not greater")
            }
            Holding::Accepted { lock, by, token } => {
                let stale = earlier.iter().any(|it| {
                    matches!(*it, Holding::Accepted { lock: l, by: b, token: t }
                        if (l, b) == (lock, by) && t > token)
                });
                if granted(lock).any(|(other, _)| other == token) {
                    return stale.then_some("stale token accepted");
                }
                Some("token from nowhere")
            }
            Holding::Acquired { .. } | Holding::Released { .. } | Holding::Gone { .. } => None,
        }
    };
    by_prefix(items, wrong, || if items.is_empty() { "undecided" } else { "passed" })
}

fn token_item(digit: usize, locks: usize) -> Item {
    let (token, by, lock) = (digit % 3, digit / 3 % 2, digit / 6 % locks);
    if digit / 6 / locks == 0 {
        Holding::Granted { lock, to: by, token }
    } else {
        Holding::Accepted { lock, by, token }
    }
}

fn fencing_agrees(items: &[Item]) {
    let (index, verdict) = play(&mut Fencing::new(), items.iter().copied(), true);
    assert_eq!((index, kind(&verdict)), fencing(items), "{items:?}");
}

#[test]
fn all_small_histories_of_tokens_are_judged_as_defined() {
    for (length, locks) in [(0, 1), (1, 2), (2, 2), (3, 2), (4, 1)] {
        each_sequence(length, 12 * locks, |digits| {
            let items: Vec<_> = digits.iter().map(|it| token_item(*it, locks)).collect();
            fencing_agrees(&items);
        });
    }
}

#[test]
fn random_histories_of_tokens_are_judged_as_defined() {
    let mut dice = Dice::new(4);
    for _ in 0..3_000 {
        let mut next = [0, 0];
        let mut items = Vec::new();
        for _ in 0..dice.index(30) {
            let (lock, by) = (dice.index(2), dice.index(2));
            if next[lock] == 0 || dice.index(3) == 0 {
                next[lock] += usize::from(dice.index(12) > 0);
                items.push(Holding::Granted { lock, to: by, token: next[lock] });
            } else {
                // Mostly the newest token.
                let token =
                    next[lock] - dice.index(next[lock].min(2)) * usize::from(dice.index(6) == 0);
                items.push(Holding::Accepted { lock, by, token });
            }
        }
        fencing_agrees(&items);
    }
}
