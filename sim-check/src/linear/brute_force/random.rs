//! Random histories, some of them of objects that lie.

use sim_core::{EventId, mix};

use crate::history::{Call, History};

use super::super::cas_register::{CasInput, CasOutput, CasRegister};
use super::super::counter::{Counter, CounterInput, CounterOutput};
use super::super::lock::{Lock, LockInput, LockOutput};
use super::super::queue::{Queue, QueueInput, QueueOutput};
use super::super::register::{Register, RegisterInput, RegisterOutput};
use super::super::set::{Set, SetInput, SetOutput};
use super::super::specification::Specification;
use super::super::stack::{Stack, StackInput, StackOutput};
use super::super::text::{Text, TextInput, TextOutput};
use super::{check_reduction, has_order_both_ways};

/// Numbers that look random, the same in every run.
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: u8) -> u8 {
        self.0 += 1;
        let drawn = mix(self.0, 0x11ea) % u64::from(bound);
        u8::try_from(drawn).expect("what is below such a number is such a number")
    }

    fn one_in(&mut self, bound: u8) -> bool {
        self.below(bound) == 0
    }
}

/// What a process is doing.
enum Doing<I, O> {
    Nothing,
    Asking(I),
    Told(O),
}

/// Three clients with so many calls of an object that works; some ends are unknown, some answers are made up.
fn random<S: Specification>(
    specification: &S,
    calls: usize,
    draw: &mut Draw,
    input: fn(&mut Draw) -> S::Input,
    output: fn(&mut Draw) -> S::Output,
) -> History<S::Input, S::Output>
where
    S::Input: Clone,
{
    const CLIENTS: u8 = 3;
    let lies = draw.one_in(2);
    let mut history = History::new();
    let mut state = specification.initial();
    let mut doing: Vec<Doing<S::Input, S::Output>> = Vec::new();
    doing.resize_with(usize::from(CLIENTS), || Doing::Nothing);
    for number in 0.. {
        let process = draw.below(CLIENTS);
        let now = &mut doing[usize::from(process)];
        let call = match std::mem::replace(now, Doing::Nothing) {
            Doing::Nothing if history.operations().len() == calls => break,
            Doing::Nothing => {
                let input = input(draw);
                *now = Doing::Asking(input.clone());
                Call::Invoked(input)
            }
            Doing::Asking(_) if draw.one_in(16) => Call::Failed,
            Doing::Asking(_) if draw.one_in(16) => Call::Unknown,
            Doing::Asking(input) => {
                let possible = (0..100).map(|_| output(draw)).find_map(|output| {
                    let next = specification.step(&state, &input, Some(&output)).into_iter().next();
                    next.map(|next| (output, next))
                });
                // What has no answer among those that are drawn takes no effect.
                if let Some((output, next)) = possible {
                    state = next;
                    *now = Doing::Told(output);
                    continue;
                }
                Call::Failed
            }
            Doing::Told(_) if draw.one_in(12) => Call::Unknown,
            Doing::Told(_) if lies && draw.one_in(6) => Call::Ok(output(draw)),
            Doing::Told(output) => Call::Ok(output),
        };
        history.add(EventId::nth(number), u64::from(process), call).expect("one call at a time");
    }
    history
}

#[track_caller]
fn check<S: Specification>(
    specification: &S,
    input: fn(&mut Draw) -> S::Input,
    output: fn(&mut Draw) -> S::Output,
) where
    S::Input: Clone,
{
    const FEW: usize = 6;
    const MANY: usize = 12;
    const HISTORIES: usize = 600;
    let mut draw = Draw(0);
    let mut ordered = 0;
    for _ in 0..HISTORIES {
        // A call of which nothing is held can stand anywhere: to try that for many calls takes for ever.
        let calls = if draw.one_in(2) { FEW } else { MANY };
        let history = random(specification, calls, &mut draw, input, output);
        ordered += usize::from(has_order_both_ways(specification, &history));
        if calls == FEW {
            check_reduction(specification, &history);
        }
    }
    let some = HISTORIES / 8..HISTORIES * 7 / 8;
    assert!(some.contains(&ordered), "{ordered} have an order: too few of one kind");
}

#[test]
fn random_histories_of_registers_are_judged_as_by_trying_every_order() {
    check(
        &Register::new(0),
        |draw| match draw.below(2) {
            0 => RegisterInput::Read,
            _ => RegisterInput::Write(draw.below(3)),
        },
        |draw| match draw.below(2) {
            0 => RegisterOutput::Value(draw.below(3)),
            _ => RegisterOutput::Written,
        },
    );
}

#[test]
fn random_histories_of_compare_and_set_registers_are_judged_as_by_trying_every_order() {
    check(
        &CasRegister::new(0),
        |draw| match draw.below(4) {
            0 => CasInput::Read,
            1 => CasInput::Write(draw.below(3)),
            _ => CasInput::CompareAndSet { old: draw.below(3), new: draw.below(3) },
        },
        |draw| match draw.below(3) {
            0 => CasOutput::Value(draw.below(3)),
            1 => CasOutput::Done,
            _ => CasOutput::Unequal,
        },
    );
}

#[test]
fn random_histories_of_counters_are_judged_as_by_trying_every_order() {
    check(
        &Counter,
        |draw| match draw.below(3) {
            0 => CounterInput::Read,
            1 => CounterInput::Add(1),
            _ => CounterInput::Add(-1),
        },
        |draw| match draw.below(4) {
            0 => CounterOutput::Added,
            _ => CounterOutput::Value(i64::from(draw.below(9)) - 4),
        },
    );
}

#[test]
fn random_histories_of_sets_are_judged_as_by_trying_every_order() {
    check(
        &Set::new(),
        |draw| match draw.below(4) {
            0 => SetInput::Add(draw.below(2)),
            1 => SetInput::Remove(draw.below(2)),
            2 => SetInput::Contains(draw.below(2)),
            _ => SetInput::Read,
        },
        |draw| match draw.below(3) {
            0 => SetOutput::Done,
            1 => SetOutput::Was(draw.one_in(2)),
            _ => SetOutput::Values((0..2).filter(|_| draw.one_in(2)).collect()),
        },
    );
}

#[test]
fn random_histories_of_queues_are_judged_as_by_trying_every_order() {
    check(
        &Queue::new(),
        |draw| match draw.below(2) {
            0 => QueueInput::Enqueue(draw.below(3)),
            _ => QueueInput::Dequeue,
        },
        |draw| match draw.below(5) {
            0 => QueueOutput::Enqueued,
            1 => QueueOutput::Dequeued(None),
            _ => QueueOutput::Dequeued(Some(draw.below(3))),
        },
    );
}

#[test]
fn random_histories_of_stacks_are_judged_as_by_trying_every_order() {
    check(
        &Stack::new(),
        |draw| match draw.below(2) {
            0 => StackInput::Push(draw.below(3)),
            _ => StackInput::Pop,
        },
        |draw| match draw.below(5) {
            0 => StackOutput::Pushed,
            1 => StackOutput::Popped(None),
            _ => StackOutput::Popped(Some(draw.below(3))),
        },
    );
}

fn check_locks(lock: Lock) {
    check(
        &lock,
        |draw| match draw.below(2) {
            0 => LockInput::Acquire(draw.below(2).into()),
            _ => LockInput::Release(draw.below(2).into()),
        },
        |draw| match draw.below(6) {
            0 => LockOutput::Busy,
            1 => LockOutput::Released,
            2 => LockOutput::NotHeld,
            // Tokens with gaps.
            _ => LockOutput::Granted(draw.below(20).into()),
        },
    );
}

#[test]
fn random_histories_of_locks_are_judged_as_by_trying_every_order() {
    check_locks(Lock::Lasting);
}

#[test]
fn random_histories_of_expiring_locks_are_judged_as_by_trying_every_order() {
    check_locks(Lock::Expiring);
}

#[test]
fn random_histories_of_texts_are_judged_as_by_trying_every_order() {
    check(
        &Text,
        |draw| match draw.below(5) {
            0..3 => TextInput::Get,
            3 => TextInput::Put(String::from("a")),
            _ => TextInput::Append(String::from("b")),
        },
        |draw| {
            if draw.one_in(4) {
                return TextOutput::Done;
            }
            let a = "a".repeat(draw.below(2).into());
            TextOutput::Value(a + &"b".repeat(draw.below(6).into()))
        },
    );
}
