//! Transactions over several participants.

use sim_check::CommitDecision::{self, Abort, Commit};
use sim_check::Vote::{self, No, Yes};
use sim_check::{AtomicCommit, Commitment};

use crate::stage::{Dice, by_prefix, each_sequence, kind, play};

type Item = Commitment<usize, usize>;

// Participants are 0 and 1; 2 only coordinates.
fn begins(transaction: usize) -> Item {
    Commitment::Begins { transaction, participants: vec![0, 1] }
}

fn votes(transaction: usize, by: usize, vote: Vote) -> Item {
    Commitment::Votes { transaction, by, vote }
}

fn decides(transaction: usize, by: usize, decision: CommitDecision) -> Item {
    Commitment::Decides { transaction, by, decision }
}

fn is_calm(items: &[Item]) -> bool {
    let last =
        items.iter().rev().find(|it| matches!(it, Commitment::Disturbed | Commitment::Healed));
    last != Some(&Commitment::Disturbed)
}

fn is_down(items: &[Item], who: usize) -> bool {
    let word = |it: &Item| matches!(it, Commitment::Down(it) | Commitment::Up(it) if *it == who);
    items.iter().rev().find(|it| word(it)) == Some(&Commitment::Down(who))
}

// What is wrong with one transaction; nothing was before the last item.
fn wrong_with(prefix: &[Item], transaction: usize) -> Option<&'static str> {
    let has = |item: Item| prefix.contains(&item);
    let decided = |decision| (0..3).any(|by| has(decides(transaction, by, decision)));
    let all_yes = |items: &[Item]| (0..2).all(|by| items.contains(&votes(transaction, by, Yes)));
    if (0..2).any(|by| has(votes(transaction, by, Yes)) && has(votes(transaction, by, No))) {
        return Some("two votes");
    }
    if (0..3)
        .any(|by| has(decides(transaction, by, Commit)) && has(decides(transaction, by, Abort)))
    {
        return Some("decision reversed");
    }
    if decided(Commit) && decided(Abort) {
        return Some("decisions differ");
    }
    let commit = |it: &Item| (0..3).any(|by| *it == decides(transaction, by, Commit));
    if let Some(place) = prefix.iter().position(commit) {
        let before = &prefix[..place];
        if (0..2).any(|by| before.contains(&votes(transaction, by, No))) {
            return Some("committed against a vote");
        }
        if !all_yes(before) {
            return Some("committed without a vote");
        }
    }
    let begun = prefix.iter().position(|it| *it == begins(transaction))?;
    let goes_wrong = |it: &Item| matches!(it, Commitment::Disturbed | Commitment::Down(_));
    let before = &prefix[..begun];
    let excused = !is_calm(before) || is_down(before, 0) || prefix[begun..].iter().any(goes_wrong);
    (all_yes(prefix) && decided(Abort) && !excused).then_some("aborted for no reason")
}

fn is_broken(prefix: &[Item]) -> bool {
    let Some((last, earlier)) = prefix.split_last() else { return false };
    let begun = |transaction: usize| earlier.contains(&begins(transaction));
    match *last {
        Commitment::Votes { transaction, by, .. } => !begun(transaction) || by > 1,
        Commitment::Decides { transaction, .. } => !begun(transaction),
        // The participants are the same each time, so a begin may be told again.
        Commitment::Begins { .. }
        | Commitment::Down(_)
        | Commitment::Up(_)
        | Commitment::Disturbed
        | Commitment::Healed => false,
    }
}

fn judge(items: &[Item], idle: bool) -> (usize, &'static str) {
    let wrong = |prefix: &[Item]| {
        if is_broken(prefix) {
            return Some("broken history");
        }
        (0..2).find_map(|transaction| wrong_with(prefix, transaction))
    };
    let stalls = |transaction: usize, by: usize| {
        let decided = [Commit, Abort].map(|it| items.contains(&decides(transaction, by, it)));
        items.contains(&begins(transaction)) && decided == [false, false] && !is_down(items, by)
    };
    let decides = items.iter().any(|it| matches!(it, Commitment::Decides { .. }));
    let stalls = (0..2).any(|it| stalls(it, 0) || stalls(it, 1)) && is_calm(items);
    let end = || match (stalls, idle, decides) {
        (true, true, _) => "never decided",
        (false, _, true) => "passed",
        (true, false, _) | (false, _, false) => "undecided",
    };
    by_prefix(items, wrong, end)
}

fn agrees(items: &[Item], idle: bool) {
    let (index, verdict) = play(&mut AtomicCommit::new(), items.iter().cloned(), idle);
    assert_eq!((index, kind(&verdict)), judge(items, idle), "{items:?} {idle}");
}

fn item(digit: usize, transaction: usize) -> Item {
    match digit {
        0..4 => votes(transaction, digit % 2, if digit / 2 == 0 { Yes } else { No }),
        4..10 => decides(transaction, (digit - 4) % 3, if digit < 7 { Commit } else { Abort }),
        10 => Commitment::Down(0),
        11 => Commitment::Up(0),
        12 => Commitment::Disturbed,
        13 => Commitment::Healed,
        14 => votes(transaction, 2, Yes),
        _ => begins(transaction),
    }
}

#[test]
fn all_small_histories_of_a_transaction_are_judged_as_defined() {
    for length in 0..=3 {
        each_sequence(length, 16, |digits| {
            let items: Vec<_> = digits.iter().map(|it| item(*it, 0)).collect();
            agrees(&items, length % 2 == 0);
        });
    }
    // What follows the begin; with both votes for it, in either order.
    for (length, given) in [(4, 0), (3, 2)] {
        each_sequence(length, 14, |digits| {
            let mut items = vec![begins(0), votes(0, 1, Yes), votes(0, 0, Yes)];
            items.truncate(1 + given);
            items.extend(digits.iter().map(|it| item(*it, 0)));
            agrees(&items, true);
        });
    }
}

#[test]
fn random_histories_of_two_transactions_are_judged_as_defined() {
    let mut dice = Dice::new(5);
    for _ in 0..5_000 {
        let mut items = vec![begins(0)];
        if dice.index(2) == 0 {
            items.insert(0, item(12 + dice.index(2), 0));
        }
        // Mostly what each transaction wants.
        let wants = [dice.index(2), dice.index(2)];
        for _ in 0..dice.index(25) {
            let transaction = dice.index(2);
            let next = match (dice.index(12), wants[transaction]) {
                (0, _) => item(dice.index(16), transaction),
                (1, _) => begins(1),
                (2..6, 0) => item(dice.index(2), transaction),
                (2..6, _) => item(2 * dice.index(2) + 1, transaction),
                (_, 0) => item(4 + dice.index(3), transaction),
                (_, _) => item(7 + dice.index(3), transaction),
            };
            // Most of what would be broken isn't told.
            let begun = items.contains(&begins(transaction));
            if begun != matches!(next, Commitment::Begins { .. }) || dice.index(30) == 0 {
                items.push(next);
            }
        }
        agrees(&items, dice.index(2) == 0);
    }
}
