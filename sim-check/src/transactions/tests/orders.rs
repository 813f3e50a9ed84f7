//! Whether a history is possible, by trying all orders: nothing here knows of dependencies.

use std::collections::BTreeMap;

use crate::history::Outcome;
use crate::transactions::{Step, Ties, Transaction, Transactions};

type One = Transaction<u8, u8>;
type Lists = BTreeMap<u8, Vec<u8>>;

/// A moment of a transaction.
#[derive(Clone, Copy, PartialEq)]
enum Moment {
    Begin(usize),
    Commit(usize),
}

/// Whether transactions can have run one after the other.
pub(super) fn is_serializable(history: &Transactions<u8, u8>, ties: Ties) -> bool {
    any_choice(history, |chosen| {
        any_order(chosen, ties, false, &mut Vec::new(), &|order| {
            let mut lists = Lists::new();
            order.iter().all(|moment| match moment {
                Moment::Begin(_) => true,
                Moment::Commit(index) => run(chosen[*index], &mut lists),
            })
        })
    })
}

/// Whether each transaction can have read from the moment at which it began, with nobody else appending to its lists until
/// its commit.
pub(super) fn is_snapshot_isolated(history: &Transactions<u8, u8>, ties: Ties) -> bool {
    any_choice(history, |chosen| {
        any_order(chosen, ties, true, &mut Vec::new(), &|order| {
            let mut lists = Lists::new();
            let mut snapshots = BTreeMap::new();
            order.iter().all(|moment| match moment {
                Moment::Begin(index) => snapshots.insert(*index, lists.clone()).is_none(),
                Moment::Commit(index) => {
                    let mut seen = snapshots[index].clone();
                    let before = seen.clone();
                    let fits = run(chosen[*index], &mut seen);
                    for (key, list) in seen {
                        let old = before.get(&key).cloned().unwrap_or_default();
                        if list != old {
                            if lists.get(&key).cloned().unwrap_or_default() != old {
                                return false;
                            }
                            lists.insert(key, list);
                        }
                    }
                    fits
                }
            })
        })
    })
}

/// Tries each set of the transactions that may have happened.
fn any_choice(history: &Transactions<u8, u8>, fits: impl Fn(&[&One]) -> bool) -> bool {
    let all = history.operations();
    (0_u32..1 << all.len()).any(|set| {
        let allowed = all.iter().enumerate().all(|(index, one)| match one.outcome {
            Outcome::Ok(_) => set >> index & 1 == 1,
            Outcome::Failed => set >> index & 1 == 0,
            Outcome::Unknown => true,
        });
        let chosen = || all.iter().enumerate().filter(|(index, _)| set >> index & 1 == 1);
        allowed && fits(&chosen().map(|(_, one)| one).collect::<Vec<_>>())
    })
}

/// Tries each order of begins and commits; with `split` unset a transaction begins and commits at once.
fn any_order(
    chosen: &[&One],
    ties: Ties,
    split: bool,
    order: &mut Vec<Moment>,
    fits: &impl Fn(&[Moment]) -> bool,
) -> bool {
    // What doesn't fit so far won't fit later.
    if !fits(order) {
        return false;
    }
    if order.len() == 2 * chosen.len() {
        return true;
    }
    let done = |order: &[Moment], moment| order.contains(&moment);
    (0..chosen.len()).any(|index| {
        let (begin, commit) = (Moment::Begin(index), Moment::Commit(index));
        let length = order.len();
        if !done(order, begin) {
            let before = |other: &usize| comes_before(chosen[*other], chosen[index], ties);
            let ready = (0..chosen.len()).filter(before).all(|it| done(order, Moment::Commit(it)));
            if !ready {
                return false;
            }
            order.push(begin);
            if !split {
                order.push(commit);
            }
        } else if !done(order, commit) {
            order.push(commit);
        } else {
            return false;
        }
        let found = any_order(chosen, ties, split, order, fits);
        order.truncate(length);
        found
    })
}

fn comes_before(first: &One, second: &One, ties: Ties) -> bool {
    let ended = first.returned.is_some_and(|end| end < second.invoked);
    match ties {
        Ties::Data => false,
        Ties::Process => ended && first.process == second.process,
        Ties::Realtime => ended,
    }
}

/// Runs a transaction on lists: whether it reads what it was told.
fn run(one: &One, lists: &mut Lists) -> bool {
    let steps = match &one.outcome {
        Outcome::Ok(told) => told,
        Outcome::Failed | Outcome::Unknown => &one.input,
    };
    let told = matches!(one.outcome, Outcome::Ok(_));
    steps.iter().all(|step| match step {
        Step::Append(key, element) => {
            lists.entry(*key).or_default().push(*element);
            true
        }
        Step::Read(key, elements) => !told || lists.get(key).map_or(&[][..], |it| it) == elements,
    })
}
