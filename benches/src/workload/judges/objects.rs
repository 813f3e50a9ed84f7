//! Objects: what clients ask of them at random, and what they answer.

use std::collections::{BTreeSet, VecDeque};

use sim_check::linear::cas_register::{CasInput, CasOutput};
use sim_check::linear::counter::{CounterInput, CounterOutput};
use sim_check::linear::lock::{LockInput, LockOutput};
use sim_check::linear::queue::{QueueInput, QueueOutput};
use sim_check::linear::register::{RegisterInput, RegisterOutput};
use sim_check::linear::set::{SetInput, SetOutput};
use sim_check::linear::stack::{StackInput, StackOutput};
use sim_check::linear::text::{TextInput, TextOutput};

use super::Dice;
use super::clients::{Words, words};

pub(super) fn register(calls: u64, clients: u64) -> Words<RegisterInput<u64>, RegisterOutput<u64>> {
    let mut value = 0;
    let mut count = 0;
    words(
        calls,
        clients,
        |_, dice| {
            count += 1;
            if dice.below(2) == 0 { RegisterInput::Read } else { RegisterInput::Write(count) }
        },
        |asked| match asked {
            RegisterInput::Read => RegisterOutput::Value(value),
            RegisterInput::Write(new) => {
                value = *new;
                RegisterOutput::Written
            }
        },
    )
}

pub(super) fn cas(calls: u64, clients: u64) -> Words<CasInput<u64>, CasOutput<u64>> {
    let mut value = 0;
    words(
        calls,
        clients,
        |_, dice| match dice.below(3) {
            0 => CasInput::Read,
            1 => CasInput::Write(dice.below(5)),
            _ => CasInput::CompareAndSet { old: dice.below(5), new: dice.below(5) },
        },
        |asked| match asked {
            CasInput::Read => CasOutput::Value(value),
            CasInput::Write(new) => {
                value = *new;
                CasOutput::Done
            }
            CasInput::CompareAndSet { old, new } if *old == value => {
                value = *new;
                CasOutput::Done
            }
            CasInput::CompareAndSet { .. } => CasOutput::Unequal,
        },
    )
}

pub(super) fn counter(calls: u64, clients: u64) -> Words<CounterInput, CounterOutput> {
    let mut sum = 0;
    words(
        calls,
        clients,
        |_, dice| match dice.below(2) {
            0 => CounterInput::Read,
            _ => CounterInput::Add(1 + i64::try_from(dice.below(3)).expect("it is small")),
        },
        |asked| match asked {
            CounterInput::Read => CounterOutput::Value(sum),
            CounterInput::Add(more) => {
                sum += more;
                CounterOutput::Added
            }
        },
    )
}

pub(super) fn set(calls: u64, clients: u64) -> Words<SetInput<u64>, SetOutput<u64>> {
    let mut set = BTreeSet::new();
    words(
        calls,
        clients,
        |_, dice| {
            let value = dice.below(10);
            match dice.below(3) {
                0 => SetInput::Add(value),
                1 => SetInput::Remove(value),
                _ => SetInput::Contains(value),
            }
        },
        |asked| match asked {
            SetInput::Add(value) => SetOutput::Was(set.insert(*value)),
            SetInput::Remove(value) => SetOutput::Was(set.remove(value)),
            SetInput::Contains(value) => SetOutput::Was(set.contains(value)),
            SetInput::Read => SetOutput::Values(set.clone()),
        },
    )
}

pub(super) fn queue(calls: u64, clients: u64) -> Words<QueueInput<u64>, QueueOutput<u64>> {
    let mut queue = VecDeque::new();
    words(calls, clients, some(QueueInput::Enqueue, || QueueInput::Dequeue), |asked| match asked {
        QueueInput::Enqueue(value) => {
            queue.push_back(*value);
            QueueOutput::Enqueued
        }
        QueueInput::Dequeue => QueueOutput::Dequeued(queue.pop_front()),
    })
}

pub(super) fn stack(calls: u64, clients: u64) -> Words<StackInput<u64>, StackOutput<u64>> {
    let mut stack = Vec::new();
    words(calls, clients, some(StackInput::Push, || StackInput::Pop), |asked| match asked {
        StackInput::Push(value) => {
            stack.push(*value);
            StackOutput::Pushed
        }
        StackInput::Pop => StackOutput::Popped(stack.pop()),
    })
}

/// Asks to put something in, or twice as often to take something out: what is put in at once can be told apart only when it
/// comes out, and until then both orders are tried.
fn some<I>(put: fn(u64) -> I, take: fn() -> I) -> impl FnMut(u64, &mut Dice) -> I {
    let mut count = 0;
    move |_, dice| {
        count += 1;
        if dice.below(3) > 0 { take() } else { put(count) }
    }
}

pub(super) fn lock(calls: u64, clients: u64) -> Words<LockInput, LockOutput> {
    let mut holder = None;
    let mut token = 0;
    words(
        calls,
        clients,
        |client, dice| match dice.below(2) {
            0 => LockInput::Acquire(client),
            _ => LockInput::Release(client),
        },
        |asked| match asked {
            LockInput::Acquire(client) if holder.is_none() => {
                token += 1;
                holder = Some(*client);
                LockOutput::Granted(token)
            }
            LockInput::Acquire(_) => LockOutput::Busy,
            LockInput::Release(client) if holder == Some(*client) => {
                holder = None;
                LockOutput::Released
            }
            LockInput::Release(_) => LockOutput::NotHeld,
        },
    )
}

/// Texts under so many keys are read, put and added to. If one read is to be wrong, it is the first one after so many
/// calls that can tell what was there twenty changes before.
pub(super) fn texts(
    calls: u64,
    clients: u64,
    keys: u64,
    wrong: Option<u64>,
) -> Words<(String, TextInput), TextOutput> {
    let mut all = vec![vec![String::new()]; usize::try_from(keys).expect("there are few keys")];
    let (mut asked, mut served) = (0, 0);
    let mut wrong = wrong;
    words(
        calls,
        clients,
        |_, dice: &mut Dice| {
            asked += 1;
            let input = match dice.below(3) {
                0 => TextInput::Get,
                1 => TextInput::Put(format!("x {asked}")),
                _ => TextInput::Append(format!(" y {asked}")),
            };
            (dice.below(keys).to_string(), input)
        },
        |(key, input)| {
            served += 1;
            let index: usize = key.parse().expect("keys are numbers");
            let texts = &mut all[index];
            let text = texts.last().cloned().unwrap_or_default();
            match input {
                TextInput::Get => {
                    let stale = texts.len().checked_sub(21).map(|index| &texts[index]);
                    match stale.filter(|_| wrong.is_some_and(|wrong| served >= wrong)) {
                        Some(stale) => {
                            wrong = None;
                            TextOutput::Value(stale.clone())
                        }
                        None => TextOutput::Value(text),
                    }
                }
                TextInput::Put(new) => {
                    texts.push(new.clone());
                    TextOutput::Done
                }
                TextInput::Append(more) => {
                    texts.push(text + more);
                    TextOutput::Done
                }
            }
        },
    )
}
