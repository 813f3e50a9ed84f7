//! Sequential consistency beside a check that tries every order.

use std::collections::BTreeMap;

use sim_core::EventId;

use crate::history::{Call, History, Operation, Outcome};
use crate::verdict::Verdict;

use super::super::Specification;
use super::super::interleaving::Found;
use super::super::per_key::PerKey;
use super::super::queue::{Queue, QueueInput, QueueOutput};
use super::super::register::{Register, RegisterInput, RegisterOutput};
use super::super::sequential::{Case, Sequential};

/// Calls, and how they end.
type Kinds<S> = [(
    <S as Specification>::Input,
    Call<<S as Specification>::Input, <S as Specification>::Output>,
)];

/// Calls, and whether they are held.
type Calls<'h, S> =
    Vec<(&'h Operation<<S as Specification>::Input, <S as Specification>::Output>, bool)>;

/// Whether there is an order: every one is tried. Calls that aren't held come at any time, or never.
fn has_order<S: Specification>(
    specification: &S,
    states: &BTreeMap<S::Key, S::State>,
    left: &mut Calls<'_, S>,
) -> bool
where
    S::Key: Clone,
{
    let told = |call: &Operation<S::Input, S::Output>, held: bool| {
        held && matches!(call.outcome, Outcome::Ok(_))
    };
    if !left.iter().any(|(call, held)| told(call, *held)) {
        return true;
    }
    for index in 0..left.len() {
        let (call, held) = left[index];
        let earlier = |other: &Operation<S::Input, S::Output>| {
            other.process == call.process && other.invoked < call.invoked
        };
        // What a process was told before comes first.
        if held && left.iter().any(|(other, held)| told(other, *held) && earlier(other)) {
            continue;
        }
        let key = specification.key(&call.input);
        let state = states.get(&key).cloned().unwrap_or_else(|| specification.initial());
        let output = match &call.outcome {
            Outcome::Ok(output) if held => Some(output),
            Outcome::Ok(_) | Outcome::Failed | Outcome::Unknown => None,
        };
        let next: Vec<S::State> =
            specification.step(&state, &call.input, output).into_iter().collect();
        let call = left.remove(index);
        let ordered = next.into_iter().any(|next| {
            let mut states = states.clone();
            states.insert(key.clone(), next);
            has_order(specification, &states, left)
        });
        left.insert(index, call);
        if ordered {
            return true;
        }
    }
    false
}

/// Judges all histories of so many calls by these processes, one after the other: how many there are, and how many have an order.
fn judge_all<S>(
    specification: &S,
    kinds: &Kinds<S>,
    (processes, length): (u64, u32),
) -> (usize, usize)
where
    S: Specification + Clone,
    S::Key: Clone,
    S::Input: Clone,
    S::Output: Clone,
{
    let (mut count, mut ordered) = (0, 0);
    let choices = kinds.len() as u64 * processes;
    for mut digits in 0..choices.pow(length) {
        let mut history = History::new();
        for number in 0..u64::from(length) {
            let (process, kind) = (digits % processes, digits / processes % kinds.len() as u64);
            digits /= choices;
            let (asked, told) = kinds[usize::try_from(kind).expect("there are few")].clone();
            let event = |number| EventId::nth(number);
            history.add(event(2 * number), process, Call::Invoked(asked)).expect("it may call");
            history.add(event(2 * number + 1), process, told).expect("it has called");
        }
        let calls = history.operations().iter();
        let calls: Vec<_> = calls.filter(|call| call.outcome != Outcome::Failed).collect();
        if !calls.iter().any(|call| matches!(call.outcome, Outcome::Ok(_))) {
            continue;
        }
        let naive = |held: &[bool]| {
            let mut left: Calls<'_, S> = calls.iter().copied().zip(held.iter().copied()).collect();
            has_order(specification, &BTreeMap::new(), &mut left)
        };
        let mut held = vec![true; calls.len()];
        let expected = naive(&held);
        let verdict = Sequential::new(specification.clone()).judge(&history);
        assert_eq!(verdict == Verdict::Passed, expected, "{:#?}", history.operations());
        count += 1;
        ordered += usize::from(expected);
        if expected {
            continue;
        }
        // What is held has no order, and all of it is needed.
        let mut case = Case::new(specification, calls.clone());
        case.reduce(&mut held, u64::MAX / 2);
        assert!(!naive(&held), "{held:?}: {:#?}", history.operations());
        for index in (0..held.len()).filter(|index| held[*index]) {
            let mut less = held.clone();
            less[index] = false;
            assert!(naive(&less), "{index} of {held:?}: {:#?}", history.operations());
            assert_eq!(case.search(&less, u64::MAX / 2, &mut 0), Found::Order);
        }
    }
    (count, ordered)
}

fn read(value: u8) -> (RegisterInput<u8>, Call<RegisterInput<u8>, RegisterOutput<u8>>) {
    (RegisterInput::Read, Call::Ok(RegisterOutput::Value(value)))
}

fn write(value: u8) -> (RegisterInput<u8>, Call<RegisterInput<u8>, RegisterOutput<u8>>) {
    (RegisterInput::Write(value), Call::Ok(RegisterOutput::Written))
}

#[test]
fn all_histories_of_a_register_are_judged_as_by_trying_every_order() {
    let kinds = [read(0), read(1), write(0), write(1), (RegisterInput::Write(1), Call::Unknown)];
    let (count, ordered) = judge_all(&Register::new(0), &kinds, (2, 4));
    assert!(ordered > count / 4 && ordered < count * 9 / 10, "{ordered} of {count}");
    judge_all(&Register::new(0), &[read(1), read(2), write(1), write(2)], (3, 4));
}

#[test]
fn all_histories_of_two_registers_are_judged_as_by_trying_every_order() {
    let at = |key: u8, (asked, told): (RegisterInput<u8>, Call<RegisterInput<u8>, _>)| {
        let told = match told {
            Call::Ok(told) => Call::Ok(told),
            Call::Invoked(_) | Call::Failed | Call::Unknown => Call::Unknown,
        };
        ((key, asked), told)
    };
    let kinds = [0, 1].map(|key| [at(key, read(0)), at(key, read(1)), at(key, write(1))]).concat();
    let (count, ordered) = judge_all(&PerKey::new(Register::new(0)), &kinds, (2, 4));
    assert!(ordered > count / 4 && ordered < count * 9 / 10, "{ordered} of {count}");
}

#[test]
fn all_histories_of_a_queue_are_judged_as_by_trying_every_order() {
    let dequeue = |value| (QueueInput::Dequeue, Call::Ok(QueueOutput::Dequeued(value)));
    let kinds = [
        (QueueInput::Enqueue(1), Call::Ok(QueueOutput::Enqueued)),
        (QueueInput::Enqueue(2), Call::Unknown),
        (QueueInput::Enqueue(2), Call::Failed),
        dequeue(Some(1)),
        dequeue(Some(2)),
        dequeue(None),
    ];
    let (count, ordered) = judge_all(&Queue::new(), &kinds, (2, 4));
    assert!(ordered > count / 8 && ordered < count * 9 / 10, "{ordered} of {count}");
}

#[test]
fn two_that_write_and_miss_each_other_are_caught_although_each_register_is_right() {
    // Each is linear by itself; together no order explains it.
    let told = [(1, (0, write(1))), (2, (1, write(1))), (1, (1, read(0))), (2, (0, read(0)))];
    let mut history = History::new();
    for (number, (process, (key, (asked, told)))) in (0..).zip(told) {
        let Call::Ok(told) = told else { panic!("all are answered") };
        history.add(EventId::nth(2 * number), process, Call::Invoked((key, asked))).unwrap();
        history.add(EventId::nth(2 * number + 1), process, Call::Ok(told)).unwrap();
    }
    let sequential = Sequential::new(PerKey::<u8, _>::new(Register::new(0)));
    let Verdict::Violated(violation) = sequential.judge(&history) else { panic!() };
    assert_eq!(violation.evidence.len(), 4);
    assert_eq!(
        violation.said,
        "no order agrees with process 1: write 1 at 0 (#0), read 0 at 1 (#4); \
         and process 2: write 1 at 1 (#2), read 0 at 0 (#6)"
    );
    assert!(matches!(sequential.clone().steps_max(3).judge(&history), Verdict::Undecided(_)));
}
