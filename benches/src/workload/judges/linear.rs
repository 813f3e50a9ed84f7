//! Linear: calls to one object, of which some order is searched; by length, and by how many clients call at a time.

use sim_check::linear::cas_register::CasRegister;
use sim_check::linear::counter::Counter;
use sim_check::linear::lock::Lock;
use sim_check::linear::queue::Queue;
use sim_check::linear::register::{Register, RegisterInput, RegisterOutput};
use sim_check::linear::set::Set;
use sim_check::linear::stack::Stack;
use sim_check::linear::text::{Text, TextStore};
use sim_check::linear::{Linear, Sequential, Specification};
use sim_check::{History, Verdict};
use sim_core::EventId;

use super::clients::Words;
use super::objects::{cas, counter, lock, queue, register, set, stack, texts};
use super::{Judged, Judging, Row, growth};

const CALLS: u64 = 250;
const CLIENTS: u64 = 5;

pub(super) fn rows() -> Vec<Row> {
    vec![
        longer("judge_linear_register", || Register::new(0), register),
        longer("judge_linear_cas", || CasRegister::new(0), cas),
        longer("judge_linear_counter", || Counter, counter),
        longer("judge_linear_set", Set::new, set),
        longer("judge_linear_queue", Queue::new, |calls, _| queue(calls, 3)),
        longer("judge_linear_stack", Stack::new, |calls, _| stack(calls, 3)),
        longer("judge_linear_lock", || Lock::Lasting, lock),
        longer("judge_linear_text", store, |calls, clients| texts(calls, clients, 10, None)),
        busier("judge_linear_register_clients", || Register::new(0), register),
        busier("judge_linear_cas_clients", || CasRegister::new(0), cas),
        growth("judge_linear_queue_clients", "clients", vec![2, 3, 4], |clients| {
            Ok(searching(Queue::new(), queue(1_000, clients), true))
        }),
        busier("judge_linear_text_clients", store, |calls, clients| {
            texts(calls, clients, 10, None)
        }),
        growth("judge_sequential_register", "calls", vec![50, 200, 800], |calls| {
            Ok(sequential(register(calls, 3)))
        }),
        growth("judge_sequential_clients", "clients", vec![2, 3, 4], |clients| {
            Ok(sequential(register(100, clients)))
        }),
        growth("judge_c50_ok", "calls", vec![2_000], |calls| {
            Ok(searching(store(), texts(calls, 50, 10, None), true))
        }),
        growth("judge_c50_bad", "calls", vec![2_000], |calls| {
            Ok(searching(store(), texts(calls, 50, 10, Some(calls / 2)), false))
        }),
    ]
}

/// So many calls, and four and sixteen times as many.
fn longer<S: Specification + 'static>(
    name: &'static str,
    specification: impl Fn() -> S + 'static,
    told: impl Fn(u64, u64) -> Words<S::Input, S::Output> + 'static,
) -> Row {
    growth(name, "calls", vec![CALLS, 4 * CALLS, 16 * CALLS], move |calls| {
        Ok(searching(specification(), told(calls, CLIENTS), true))
    })
}

/// A thousand calls of more and more clients.
fn busier<S: Specification + 'static>(
    name: &'static str,
    specification: impl Fn() -> S + 'static,
    told: impl Fn(u64, u64) -> Words<S::Input, S::Output> + 'static,
) -> Row {
    growth(name, "clients", vec![4, 8, 16], move |clients| {
        Ok(searching(specification(), told(1_000, clients), true))
    })
}

fn history<I, O>(words: Words<I, O>) -> History<I, O> {
    let mut history = History::new();
    for (index, (process, call)) in (0..).zip(words) {
        history.add(EventId::nth(index), process, call).expect("a client calls once at a time");
    }
    history
}

fn searching<S: Specification + 'static>(
    specification: S,
    words: Words<S::Input, S::Output>,
    passes: bool,
) -> Judging {
    let (linear, history) = (Linear::new(specification), history(words));
    let items = history.operations().len() as u64;
    Box::new(move || {
        let judgement = linear.judge_counting(&history);
        match judgement.verdict {
            Verdict::Passed => assert!(passes, "a violation was missed"),
            Verdict::Violated(violation) => assert!(!passes, "{violation}"),
            Verdict::Undecided(doubt) => panic!("{doubt}"),
        }
        Judged { items, steps: Some((judgement.steps, judgement.reduction_steps)) }
    })
}

fn sequential(words: Words<RegisterInput<u64>, RegisterOutput<u64>>) -> Judging {
    let (sequential, history) = (Sequential::new(Register::new(0)), history(words));
    let items = history.operations().len() as u64;
    Box::new(move || {
        assert_eq!(sequential.judge(&history), Verdict::Passed);
        Judged { items, steps: None }
    })
}

fn store() -> TextStore {
    TextStore::new(Text)
}
