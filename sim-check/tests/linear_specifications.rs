//! What each specification catches, and what comes near to it and is right.

use sim_check::linear::cas_register::{CasInput, CasOutput, CasRegister};
use sim_check::linear::counter::{Counter, CounterInput, CounterOutput};
use sim_check::linear::lock::{Lock, LockInput, LockOutput};
use sim_check::linear::queue::{Queue, QueueInput, QueueOutput};
use sim_check::linear::register::{Register, RegisterInput, RegisterOutput};
use sim_check::linear::set::{Set, SetInput, SetOutput};
use sim_check::linear::stack::{Stack, StackInput, StackOutput};
use sim_check::linear::text::{Text, TextInput, TextOutput};
use sim_check::linear::{Linear, Specification};
use sim_check::{Call, History, Verdict};
use sim_core::EventId;

/// A call from its start to its end, and how it ended.
type Told<S> = (
    std::ops::Range<u64>,
    <S as Specification>::Input,
    Call<<S as Specification>::Input, <S as Specification>::Output>,
);

/// Judges calls, and compares what is wrong with them: `None` if nothing is.
#[track_caller]
fn check<S: Specification>(
    specification: S,
    calls: impl IntoIterator<Item = Told<S>>,
    expected: Option<&str>,
) {
    let mut events = Vec::new();
    for (process, (time, input, end)) in (0..).zip(calls) {
        events.push((time.start, process, Call::Invoked(input)));
        events.push((time.end, process, end));
    }
    events.sort_by_key(|&(at, ..)| at);
    let mut history = History::new();
    for (at, process, call) in events {
        history.add(EventId::nth(at), process, call).expect("each call is a process of its own");
    }
    let said = match Linear::new(specification).judge(&history) {
        Verdict::Passed => None,
        Verdict::Violated(violation) => Some(violation.said),
        Verdict::Undecided(doubt) => panic!("{doubt}"),
    };
    assert_eq!(said.as_deref(), expected);
}

mod registers {
    use super::*;

    const WRITTEN: Call<RegisterInput<u8>, RegisterOutput<u8>> = Call::Ok(RegisterOutput::Written);

    fn write(time: std::ops::Range<u64>, value: u8) -> Told<Register<u8>> {
        (time, RegisterInput::Write(value), WRITTEN)
    }

    fn read(time: std::ops::Range<u64>, value: u8) -> Told<Register<u8>> {
        (time, RegisterInput::Read, Call::Ok(RegisterOutput::Value(value)))
    }

    #[test]
    fn a_read_returns_what_was_written_last() {
        let stale = [write(0..1, 1), write(2..3, 2), read(4..5, 1)];
        let said = "read 1 (#4) can't be: write 1 (#0) was over before write 2 (#2), which was over before read 1 (#4); \
                    the 2 calls that were over before have an order";
        check(Register::new(0), stale, Some(said));
        check(Register::new(0), [write(0..2, 1), write(1..3, 2), read(4..5, 1)], None);
    }

    #[test]
    fn a_read_returns_nothing_that_nobody_wrote() {
        let said = "read 7 (#2) can't be: no order of the calls made by then explains it; \
                    the call that was over before has its place";
        check(Register::new(0), [write(0..1, 1), read(2..3, 7)], Some(said));
    }

    #[test]
    fn two_reads_agree_about_the_order_of_two_writes() {
        let both_ways =
            [write(0..9, 1), write(1..10, 2), read(2..3, 1), read(4..5, 2), read(6..7, 1)];
        let once = both_ways[..4].to_vec();
        check(Register::new(0), once, None);
        let said = "read 1 (#6) can't be: read 1 (#2) was over before read 2 (#4), \
                    which was over before read 1 (#6); the 2 calls that were over before have an order";
        check(Register::new(0), both_ways, Some(said));
    }

    #[test]
    fn a_write_of_unknown_end_may_take_effect_very_late_but_only_once() {
        let lost = || (0..1, RegisterInput::Write(1), Call::Unknown);
        let late =
            vec![lost(), write(2..3, 2), read(4..5, 2), read(100..101, 1), read(102..103, 1)];
        check(Register::new(0), late.clone(), None);
        check(Register::new(0), [lost(), write(2..3, 2), read(4..5, 2)], None);
        let twice = [late, vec![write(104..105, 2), read(106..107, 1)]].concat();
        let said = "read 1 (#106) can't be: read 1 (#102) was over before write 2 (#104), which was over before \
                    read 1 (#106); the 5 calls that were over before have an order";
        check(Register::new(0), twice, Some(said));
    }

    #[test]
    fn a_write_of_unknown_end_takes_no_effect_before_it_was_made() {
        let lost = (2..3, RegisterInput::Write(1), Call::Unknown);
        let said = "read 1 (#0) can't be: no order of the calls made by then explains it";
        check(Register::new(0), [read(0..1, 1), lost.clone()], Some(said));
        check(Register::new(0), [read(0..3, 1), lost], None);
    }

    #[test]
    fn a_failed_write_never_takes_effect() {
        let failed = (0..9, RegisterInput::Write(1), Call::Failed);
        let said = "read 1 (#3) can't be: no order of the calls made by then explains it";
        check(Register::new(0), [failed.clone(), read(3..4, 1)], Some(said));
        check(Register::new(0), [failed, read(3..4, 0)], None);
    }
}

mod compare_and_set_registers {
    use super::*;

    fn set(
        time: std::ops::Range<u64>,
        old: u8,
        new: u8,
        told: CasOutput<u8>,
    ) -> Told<CasRegister<u8>> {
        (time, CasInput::CompareAndSet { old, new }, Call::Ok(told))
    }

    #[test]
    fn of_two_that_expect_the_same_one_finds_it_gone() {
        let said = "compare-and-set 0 to 2 (#1) can't be beside compare-and-set 0 to 1 (#0); \
                    the call that was over before has its place";
        let both = [set(0..2, 0, 1, CasOutput::Done), set(1..3, 0, 2, CasOutput::Done)];
        check(CasRegister::new(0), both, Some(said));
        let one = [set(0..2, 0, 1, CasOutput::Done), set(1..3, 0, 2, CasOutput::Unequal)];
        check(CasRegister::new(0), one, None);
    }

    #[test]
    fn one_that_found_another_value_is_held_against_the_register() {
        let said = "compare-and-set that found no 0 (#0) can't be: \
                    no order of the calls made by then explains it";
        check(CasRegister::new(0), [set(0..1, 0, 1, CasOutput::Unequal)], Some(said));
        let failed = (0..1, CasInput::CompareAndSet { old: 0, new: 1 }, Call::Failed);
        let read = (2..3, CasInput::Read, Call::Ok(CasOutput::Value(0)));
        check(CasRegister::new(0), [failed, read], None);
    }
}

#[test]
fn a_counter_loses_no_addition_and_counts_none_twice() {
    let add = |time| (time, CounterInput::Add(1), Call::Ok(CounterOutput::Added));
    let read = |time, value| (time, CounterInput::Read, Call::Ok(CounterOutput::Value(value)));
    check(Counter, [add(0..1), add(2..3), read(4..5, 2)], None);
    check(Counter, [add(0..1), add(2..6), read(4..5, 1)], None);
    let said = "read 1 (#4) can't be: add 1 (#0) was over before add 1 (#2), which was over before read 1 (#4); \
                the 2 calls that were over before have an order";
    check(Counter, [add(0..1), add(2..3), read(4..5, 1)], Some(said));
    let said = "read 2 (#2) can't be: no order of the calls made by then explains it; \
                the call that was over before has its place";
    check(Counter, [add(0..1), read(2..3, 2)], Some(said));
}

#[test]
fn additions_that_tell_the_sum_tell_different_ones() {
    let add = |time, sum| (time, CounterInput::Add(1), Call::Ok(CounterOutput::Value(sum)));
    check(Counter, [add(0..2, 2), add(1..3, 1)], None);
    let said = "add 1 and get 1 (#1) can't be beside add 1 and get 1 (#0); \
                the call that was over before has its place";
    check(Counter, [add(0..2, 1), add(1..3, 1)], Some(said));
}

#[test]
fn a_set_finds_what_was_added_until_it_is_removed() {
    let told = |time, input, output| (time, input, Call::Ok(output));
    let add = |time| told(time, SetInput::Add(7), SetOutput::Done);
    let remove = |time| told(time, SetInput::Remove(7), SetOutput::Was(true));
    let find = |time, found| told(time, SetInput::Contains(7), SetOutput::Was(found));
    check(Set::new(), [add(0..1), find(2..3, true), remove(4..5), find(6..7, false)], None);
    check(Set::new(), [add(0..1), remove(2..5), find(3..4, false), find(6..7, false)], None);
    let said = "look for 7, not found (#2) can't be: add 7 (#0) was over before look for 7, not found (#2); \
                the call that was over before has its place";
    check(Set::new(), [add(0..1), find(2..3, false), remove(4..5)], Some(said));
    let values = told(2..3, SetInput::Read, SetOutput::Values([7].into()));
    check(Set::new(), [add(0..1), values], None);
}

mod queues {
    use super::*;

    fn enqueue(time: std::ops::Range<u64>, value: u8) -> Told<Queue<u8>> {
        (time, QueueInput::Enqueue(value), Call::Ok(QueueOutput::Enqueued))
    }

    fn dequeue(time: std::ops::Range<u64>, value: Option<u8>) -> Told<Queue<u8>> {
        (time, QueueInput::Dequeue, Call::Ok(QueueOutput::Dequeued(value)))
    }

    #[test]
    fn what_came_first_leaves_first() {
        let turned =
            [enqueue(0..1, 1), enqueue(2..3, 2), dequeue(4..5, Some(2)), dequeue(6..7, Some(1))];
        let said = "dequeue 2 (#4) can't be: enqueue 1 (#0) was over before enqueue 2 (#2), and \
                    enqueue 1 (#0) was over before dequeue 2 (#4); other values don't matter";
        check(Queue::new(), turned, Some(said));
        let either =
            [enqueue(0..2, 1), enqueue(1..3, 2), dequeue(4..5, Some(2)), dequeue(6..7, Some(1))];
        check(Queue::new(), either, None);
    }

    #[test]
    fn nothing_leaves_twice() {
        let said = "dequeue 1 (#3) can't be beside dequeue 1 (#2); other values don't matter";
        let twice = [enqueue(0..1, 1), dequeue(2..4, Some(1)), dequeue(3..5, Some(1))];
        check(Queue::new(), twice, Some(said));
        let once = [enqueue(0..1, 1), dequeue(2..4, Some(1)), dequeue(3..5, None)];
        check(Queue::new(), once, None);
    }

    #[test]
    fn a_queue_with_something_in_it_is_not_empty() {
        let said = "dequeue nothing (#2) can't be: enqueue 1 (#0) was over before dequeue nothing (#2); \
                    other values don't matter";
        check(Queue::new(), [enqueue(0..1, 1), dequeue(2..3, None)], Some(said));
        let taken_by_a_lost_call = (0..1, QueueInput::Dequeue, Call::Unknown);
        check(Queue::new(), [enqueue(0..1, 1), dequeue(2..3, None), taken_by_a_lost_call], None);
    }
}

#[test]
fn a_stack_gives_the_newest_first() {
    let push = |time, value| (time, StackInput::Push(value), Call::Ok(StackOutput::Pushed));
    let pop = |time, value| (time, StackInput::Pop, Call::Ok(StackOutput::Popped(Some(value))));
    let right = [push(0..1, 1), push(2..3, 2), pop(4..5, 2), pop(6..7, 1)];
    check(Stack::new(), right, None);
    let between = [push(0..1, 1), push(2..5, 2), pop(3..4, 1), pop(6..7, 2)];
    check(Stack::new(), between, None);
    let said = "pop 1 (#4) can't be: push 1 (#0) was over before push 2 (#2), \
                which was over before pop 1 (#4); other values don't matter";
    let turned = [push(0..1, 1), push(2..3, 2), pop(4..5, 1), pop(6..7, 2)];
    check(Stack::new(), turned, Some(said));
}

mod locks {
    use super::*;

    fn acquire(time: std::ops::Range<u64>, client: u64, told: LockOutput) -> Told<Lock> {
        (time, LockInput::Acquire(client), Call::Ok(told))
    }

    fn release(time: std::ops::Range<u64>, client: u64, told: LockOutput) -> Told<Lock> {
        (time, LockInput::Release(client), Call::Ok(told))
    }

    #[test]
    fn only_one_client_holds_it_unless_it_expires() {
        let both =
            [acquire(0..1, 1, LockOutput::Granted(1)), acquire(2..3, 2, LockOutput::Granted(2))];
        let said = "client 2 acquires with token 2 (#2) can't be: client 1 acquires with token 1 (#0) was over \
                    before client 2 acquires with token 2 (#2); the call that was over before has its place";
        check(Lock::Lasting, both.clone(), Some(said));
        check(Lock::Expiring, both.clone(), None);
        let between = [both.to_vec(), vec![release(1..2, 1, LockOutput::Released)]].concat();
        check(Lock::Lasting, between, None);
    }

    #[test]
    fn each_token_is_above_all_before() {
        let granted = |second| {
            [
                acquire(0..1, 1, LockOutput::Granted(5)),
                release(2..3, 1, LockOutput::Released),
                acquire(4..5, 2, LockOutput::Granted(second)),
            ]
        };
        check(Lock::Lasting, granted(6), None);
        let said = "client 2 acquires with token 5 (#4) can't be: client 1 acquires with token 5 (#0) was over \
                    before client 2 acquires with token 5 (#4); the 2 calls that were over before have an order";
        check(Lock::Expiring, granted(5), Some(said));
        check(Lock::Lasting, granted(5), Some(said));
    }

    #[test]
    fn a_holder_is_told_that_it_doesnt_hold_it_only_after_it_expired() {
        let taken = acquire(0..1, 1, LockOutput::Granted(1));
        let holder = [taken.clone(), release(2..3, 1, LockOutput::NotHeld)];
        let said = "client 1 releases, but doesn't hold it (#2) can't be: \
                    client 1 acquires with token 1 (#0) was over \
                    before client 1 releases, but doesn't hold it (#2); \
                    the call that was over before has its place";
        check(Lock::Lasting, holder.clone(), Some(said));
        check(Lock::Expiring, holder.clone(), None);
        // Then nobody holds it.
        let busy = [holder.to_vec(), vec![acquire(4..5, 2, LockOutput::Busy)]].concat();
        let said = "client 2 acquires, but it is busy (#4) can't be: \
                    client 1 acquires with token 1 (#0) was over \
                    before client 1 releases, but doesn't hold it (#2), which was over \
                    before client 2 acquires, but it is busy (#4); \
                    the 2 calls that were over before have an order";
        check(Lock::Expiring, busy, Some(said));
        // Somebody else is told so at any time, and changes nothing by it.
        let other = [taken.clone(), release(2..3, 2, LockOutput::NotHeld)];
        check(Lock::Lasting, other.clone(), None);
        let busy = [other.to_vec(), vec![acquire(4..5, 2, LockOutput::Busy)]].concat();
        check(Lock::Lasting, busy.clone(), None);
        check(Lock::Expiring, busy, None);
    }

    #[test]
    fn a_client_that_doesnt_know_may_hold_it() {
        let lost = (0..1, LockInput::Acquire(1), Call::Unknown);
        let busy = acquire(2..3, 2, LockOutput::Busy);
        check(Lock::Lasting, [lost.clone(), busy.clone()], None);
        check(Lock::Lasting, [lost, acquire(2..3, 2, LockOutput::Granted(0))], None);
        let said = "client 2 acquires, but it is busy (#2) can't be: \
                    no order of the calls made by then explains it";
        check(Lock::Lasting, [busy], Some(said));
    }
}

#[test]
fn a_text_shows_everything_in_its_order() {
    let append =
        |time, word| (time, TextInput::Append(String::from(word)), Call::Ok(TextOutput::Done));
    let put = |time, word| (time, TextInput::Put(String::from(word)), Call::Ok(TextOutput::Done));
    let get = |time, text| (time, TextInput::Get, Call::Ok(TextOutput::Value(String::from(text))));
    check(Text, [append(0..2, "x"), append(1..3, "y"), get(4..5, "yx")], None);
    check(Text, [append(0..1, "x"), put(2..3, "z"), get(4..5, "z")], None);
    let said = "get \"yx\" (#4) can't be: append \"x\" (#0) was over before append \"y\" (#2), and \
                append \"x\" (#0) was over before get \"yx\" (#4); the 2 calls that were over before have an order";
    check(Text, [append(0..1, "x"), append(2..3, "y"), get(4..5, "yx")], Some(said));
    let said = "get \"y\" (#4) can't be: append \"x\" (#0) was over before get \"y\" (#4); \
                the 2 calls that were over before have an order";
    check(Text, [append(0..1, "x"), append(2..3, "y"), get(4..5, "y")], Some(said));
    let said = "get \"xx\" (#2) can't be: no order of the calls made by then explains it; \
                the call that was over before has its place";
    check(Text, [append(0..1, "x"), get(2..3, "xx")], Some(said));
}
