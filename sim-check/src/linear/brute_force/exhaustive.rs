//! All histories of up to four calls.

use sim_core::EventId;

use crate::history::{Call, History};

use super::super::cas_register::{CasInput, CasOutput, CasRegister};
use super::super::queue::{Queue, QueueInput, QueueOutput};
use super::super::register::{Register, RegisterInput, RegisterOutput};
use super::super::specification::Specification;
use super::has_order_both_ways;

/// Calls, and how they end.
type Kinds<S> = [(
    <S as Specification>::Input,
    Call<<S as Specification>::Input, <S as Specification>::Output>,
)];

/// All orders of starts and ends of so many calls, of which the starts are in order: a call is named when it starts and
/// when it ends.
pub(super) fn interleavings(calls: usize) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for _ in 0..calls * 2 {
        let longer = all.iter().flat_map(|events: &Vec<usize>| {
            let started = events.iter().max().map_or(0, |last| last + 1);
            let open =
                (0..started).filter(|&it| events.iter().filter(|&&at| at == it).count() == 1);
            let start = (started < calls).then_some(started);
            open.chain(start).map(|next| [events.as_slice(), &[next]].concat()).collect::<Vec<_>>()
        });
        all = longer.collect();
    }
    all
}

/// All ways to choose so often among so many.
pub(super) fn choices(among: usize, often: usize) -> Vec<Vec<usize>> {
    (0..often).fold(vec![Vec::new()], |all, _| {
        let longer = all.iter().flat_map(|choice: &Vec<usize>| {
            (0..among).map(|next| [choice.as_slice(), &[next]].concat()).collect::<Vec<_>>()
        });
        longer.collect()
    })
}

/// Judges all histories of so many calls of these kinds: how many there are, and how many of them have an order.
fn judge_all<S: Specification>(specification: &S, kinds: &Kinds<S>, calls: usize) -> (usize, usize)
where
    S::Input: Clone,
    S::Output: Clone,
{
    let (mut count, mut ordered) = (0, 0);
    for events in interleavings(calls) {
        for choice in choices(kinds.len(), calls) {
            let mut history = History::new();
            let mut started = 0;
            for (number, &call) in (0..).zip(&events) {
                let (input, end) = kinds[choice[call]].clone();
                let told = if call == started { Call::Invoked(input) } else { end };
                started = started.max(call + 1);
                history
                    .add(EventId::nth(number), call as u64, told)
                    .expect("each call is a process");
            }
            count += 1;
            ordered += usize::from(has_order_both_ways(specification, &history));
        }
    }
    (count, ordered)
}

#[test]
fn four_calls_have_105_interleavings() {
    assert_eq!([1, 2, 3, 4].map(|calls| interleavings(calls).len()), [1, 3, 15, 105]);
}

#[test]
fn all_histories_of_four_calls_of_a_register_are_judged_as_by_trying_every_order() {
    let read = |value| (RegisterInput::Read, Call::Ok(RegisterOutput::Value(value)));
    let kinds = [
        read(0),
        read(1),
        (RegisterInput::Write(0), Call::Ok(RegisterOutput::Written)),
        (RegisterInput::Write(1), Call::Ok(RegisterOutput::Written)),
        (RegisterInput::Write(1), Call::Unknown),
    ];
    assert_eq!(judge_all(&Register::new(0), &kinds, 4), (65_625, 50_356));
}

#[test]
fn all_histories_of_three_calls_of_a_compare_and_set_register_are_judged_as_by_trying_every_order()
{
    let compare_and_set = |old, new| CasInput::CompareAndSet { old, new };
    let kinds = [
        (CasInput::Read, Call::Ok(CasOutput::Value(0))),
        (CasInput::Read, Call::Ok(CasOutput::Value(1))),
        (CasInput::Read, Call::Unknown),
        (CasInput::Write(1), Call::Ok(CasOutput::Done)),
        (CasInput::Write(1), Call::Failed),
        (compare_and_set(0, 1), Call::Ok(CasOutput::Done)),
        (compare_and_set(0, 1), Call::Ok(CasOutput::Unequal)),
        (compare_and_set(1, 0), Call::Ok(CasOutput::Done)),
        (compare_and_set(1, 0), Call::Ok(CasOutput::Unequal)),
        (compare_and_set(0, 1), Call::Unknown),
        (compare_and_set(1, 0), Call::Failed),
    ];
    assert_eq!(judge_all(&CasRegister::new(0), &kinds, 3), (19_965, 11_773));
}

#[test]
fn all_histories_of_four_calls_of_a_queue_are_judged_as_by_trying_every_order() {
    let dequeue = |value| (QueueInput::Dequeue, Call::Ok(QueueOutput::Dequeued(value)));
    let kinds = [
        (QueueInput::Enqueue(1), Call::Ok(QueueOutput::Enqueued)),
        (QueueInput::Enqueue(2), Call::Unknown),
        dequeue(Some(1)),
        dequeue(Some(2)),
        dequeue(None),
    ];
    assert_eq!(judge_all(&Queue::new(), &kinds, 4), (65_625, 22_805));
}
