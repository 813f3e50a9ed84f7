//! What the checker says of histories that are not simply right or wrong, and how it is used.

use sim_check::linear::counter::{Counter, CounterInput, CounterOutput};
use sim_check::linear::register::{Register, RegisterInput, RegisterOutput};
use sim_check::linear::{Linear, PerKey, Sequential};
use sim_check::{Call, Checker, Conclusion, Doubt, History, Seen, Verdict, Violation};
use sim_core::{EventId, Time};

type Input = RegisterInput<u8>;
type Output = RegisterOutput<u8>;

const WRITE: Call<Input, Output> = Call::Invoked(RegisterInput::Write(1));
const WRITTEN: Call<Input, Output> = Call::Ok(RegisterOutput::Written);
const READ: Call<Input, Output> = Call::Invoked(RegisterInput::Read);

const fn value(value: u8) -> Call<Input, Output> {
    Call::Ok(RegisterOutput::Value(value))
}

fn seen(event: u64) -> Seen {
    Seen { event: EventId::nth(event), time: Time::ZERO }
}

fn see_all(
    checker: &mut impl Checker<Item = (u64, Call<Input, Output>)>,
    calls: impl IntoIterator<Item = (u64, Call<Input, Output>)>,
) -> Result<(), Box<Violation>> {
    (0..).zip(calls).try_for_each(|(event, call)| checker.see(seen(event), call))
}

fn conclude(calls: impl IntoIterator<Item = (u64, Call<Input, Output>)>) -> Verdict {
    let mut linear = Linear::new(Register::new(0));
    see_all(&mut linear, calls).expect("it is a history");
    linear.conclude(&Conclusion { time: Time::ZERO, idle: true })
}

#[track_caller]
fn check_nothing_to_judge(calls: impl IntoIterator<Item = (u64, Call<Input, Output>)>) {
    assert_eq!(conclude(calls), Verdict::nothing_to_judge("no call was answered"));
}

#[test]
fn without_an_answer_there_is_nothing_to_judge() {
    check_nothing_to_judge([]);
    check_nothing_to_judge([(1, READ)]);
    check_nothing_to_judge([(1, WRITE), (1, Call::Unknown), (1, READ), (1, Call::Failed)]);
}

#[test]
fn a_process_may_call_again_after_a_call_of_unknown_end() {
    let calls =
        [(1, WRITE), (1, Call::Unknown), (1, READ), (1, value(0)), (1, READ), (1, value(1))];
    assert_eq!(conclude(calls), Verdict::Passed);
}

#[test]
fn two_calls_of_a_process_at_once_are_a_broken_history() {
    let mut linear = Linear::new(Register::new(0));
    let violation = see_all(&mut linear, [(1, WRITE), (1, READ)]).expect_err("they overlap");
    let said = "broken history: process 1 calls, but its last call is still open (#1 here)";
    assert_eq!(violation.to_string(), said);
}

#[test]
fn after_a_reset_nothing_is_left_of_a_run() {
    let mut linear = Linear::new(Register::new(0));
    let conclusion = Conclusion { time: Time::ZERO, idle: true };
    see_all(&mut linear, [(1, READ), (1, value(7)), (2, WRITE)]).expect("it is a history");
    assert!(matches!(linear.conclude(&conclusion), Verdict::Violated(_)));
    linear.reset();
    see_all(&mut linear, [(2, READ), (2, value(0))]).expect("it is a history");
    assert_eq!(linear.conclude(&conclusion), Verdict::Passed);
}

#[test]
fn a_stale_read_is_sequential_but_not_that_of_a_process_that_wrote() {
    let end = Conclusion { time: Time::ZERO, idle: true };
    let mut sequential = Sequential::new(Register::new(0));
    let mut judge = |calls: &[(u64, Call<Input, Output>)]| {
        sequential.reset();
        see_all(&mut sequential, calls.iter().cloned()).map(|()| sequential.conclude(&end))
    };
    let stale = [(1, WRITE), (1, WRITTEN), (2, READ), (2, value(0))];
    assert_eq!(judge(&stale), Ok(Verdict::Passed));
    let own = [(1, WRITE), (1, WRITTEN), (1, READ), (1, value(0))];
    let Ok(Verdict::Violated(violation)) = judge(&own) else { panic!("nothing was wrong") };
    assert_eq!(violation.anomaly, "not sequentially consistent");
    // Nothing is left of it.
    assert_eq!(judge(&stale), Ok(Verdict::Passed));
    assert!(matches!(judge(&[]), Ok(Verdict::Undecided(_))));
    let broken = judge(&[(1, WRITE), (1, READ)]).expect_err("they overlap");
    assert_eq!(broken.anomaly, "broken history");
}

#[test]
fn the_evidence_is_where_the_needed_calls_began_and_ended() {
    let calls = [(1, WRITE), (2, READ), (1, WRITTEN), (2, value(0)), (1, READ), (1, value(0))];
    let verdict = conclude(calls).to_string();
    assert_eq!(
        verdict,
        "violated: not linearizable: read 0 (#4) can't be: write 1 (#0) was over before read 0 (#4); \
         the 2 calls that were over before have an order \
         (#0 write 1 called, #2 write 1 over, #4 read 0 called, #5 read 0 over)"
    );
}

/// Registers of which each is written by so many clients at once and read twice: a value, then another one.
fn torn(keys: u8, writes: u8, wrong: impl Fn(u8) -> bool) -> History<(u8, Input), Output> {
    let mut history = History::new();
    let mut told = 0;
    let mut add = |process: u64, call| {
        told += 1;
        history.add(EventId::nth(told), process, call).expect("each call is a process of its own");
    };
    for key in 0..keys {
        let process = |call: u8| u64::from(key) * 256 + u64::from(call);
        for write in 1..=writes {
            add(process(write), Call::Invoked((key, RegisterInput::Write(write))));
        }
        for write in 1..=writes {
            add(process(write), Call::Ok(RegisterOutput::Written));
        }
        let read = if wrong(key) { 0 } else { writes };
        add(process(0), Call::Invoked((key, RegisterInput::Read)));
        add(process(0), Call::Ok(RegisterOutput::Value(read)));
    }
    history
}

// What is known of calls that are open at once fills a word, or a bit more, beside a write of which nobody knows the end.
#[test]
fn many_calls_may_be_open_at_once() {
    for count in 60..=70 {
        let write = |value| Call::Invoked(RegisterInput::Write(value));
        let mut calls = vec![(0, write(99)), (0, Call::Unknown), (0, READ), (0, value(99))];
        calls.extend((1..=count).map(|by| (u64::from(by), write(by))));
        calls.extend((1..=count).map(|by| (u64::from(by), WRITTEN)));
        calls.extend([(0, READ), (0, value(count))]);
        assert_eq!(conclude(calls), Verdict::Passed, "{count} calls");
    }
}

#[test]
fn keys_are_judged_apart() {
    let linear = Linear::new(PerKey::new(Register::new(0)));
    assert_eq!(linear.judge(&torn(30, 10, |_| false)), Verdict::Passed);
    let Verdict::Violated(violation) = linear.judge(&torn(30, 10, |key| key == 17)) else {
        panic!("one key is wrong");
    };
    assert!(violation.said.starts_with("read 0 at 17 (#"), "{}", violation.said);
}

#[test]
fn a_search_that_takes_too_long_is_given_up() {
    let linear = Linear::new(PerKey::new(Register::new(0))).steps_max(1_000);
    let verdict = linear.judge(&torn(1, 40, |_| true));
    assert!(
        matches!(verdict, Verdict::Undecided(Doubt::BudgetSpent { steps: 1_000.. })),
        "{verdict}"
    );
}

#[test]
fn a_search_that_compares_too_much_is_given_up() {
    let mut history = History::new();
    // Many of these additions, in many ways, come to the same sum.
    for number in 1..=40 {
        let add = CounterInput::Add(i64::try_from(number).expect("it is small"));
        history.add(EventId::nth(number), number, Call::Invoked(add)).expect("it is the first");
    }
    history.add(EventId::nth(41), 0, Call::Invoked(CounterInput::Read)).expect("it is the first");
    let much = Call::Ok(CounterOutput::Value(10_000));
    history.add(EventId::nth(42), 0, much).expect("it was called");
    let judgement = Linear::new(Counter).steps_max(100_000).judge_counting(&history);
    assert!(matches!(judgement.verdict, Verdict::Undecided(Doubt::BudgetSpent { .. })));
    assert!((100_000..200_000).contains(&judgement.steps), "{}", judgement.steps);
}

#[test]
fn without_steps_for_a_reduction_the_violation_is_found_all_the_same() {
    let linear = Linear::new(PerKey::new(Register::new(0)));
    let history = torn(1, 6, |_| true);
    let full = linear.judge_counting(&history);
    let brief = linear.reduction_steps_max(0).judge_counting(&history);
    assert_eq!((brief.reduction_steps, brief.steps), (0, full.steps));
    let evidence = [full, brief].map(|judgement| match judgement.verdict {
        Verdict::Violated(violation) => violation.evidence.len(),
        verdict @ (Verdict::Passed | Verdict::Undecided(_)) => panic!("{verdict}"),
    });
    assert_eq!(evidence, [4, 14], "one write and the read; all writes and the read");
}

#[test]
fn equal_histories_are_judged_equally_step_by_step() {
    let linear = Linear::new(PerKey::new(Register::new(0)));
    let judge = || linear.judge_counting(&torn(5, 8, |key| key > 2));
    assert_eq!(judge(), judge());
}
