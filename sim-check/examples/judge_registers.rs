//! How long public histories and a long one of our own take to judge, and how many steps.
//!
//! `cargo run --release -p sim-check --example judge_registers [-- --say]`; with `--say` it says what is wrong.

#![expect(clippy::print_stdout, reason = "it is there to print")]
#![expect(clippy::disallowed_types, reason = "it takes the time that a judgement takes outside")]

use std::time::Instant;

use sim_check::linear::cas_register::CasRegister;
use sim_check::linear::register::{Register, RegisterInput, RegisterOutput};
use sim_check::linear::text::{Text, TextInput, TextOutput, TextStore};
use sim_check::linear::{Linear, PerKey, Specification};
use sim_check::{Call, History, Verdict};
use sim_core::{EventId, mix};

#[path = "../tests/histories_linear/reading.rs"]
mod reading;

fn main() {
    let say = std::env::args().any(|argument| argument == "--say");
    match reading::folder() {
        Ok(folder) => {
            let registers = Linear::new(CasRegister::new(None));
            for known in reading::registers(&folder) {
                assert_eq!(registers.judge(&known.history) == Verdict::Passed, known.linearizable);
                if say {
                    println!("{}: {}", known.name, registers.judge(&known.history));
                }
            }
            let all = reading::registers(&folder);
            measure("register", &registers, all.iter().map(|known| &known.history));
            let brief = registers.reduction_steps_max(0);
            measure("register, not reduced", &brief, all.iter().map(|known| &known.history));
            let texts = Linear::new(TextStore::new(Text));
            let all = reading::texts(&folder);
            if say {
                for known in &all {
                    println!("{}: {}", known.name, texts.judge(&known.history));
                }
            }
            measure("kv", &texts, all.iter().map(|known| &known.history));
        }
        Err(absent) => println!("SKIPPED: {} is not there", absent.display()),
    }
    let registers = Linear::new(PerKey::new(Register::new(0)));
    measure("50 clients, reads and writes", &registers, [&written(2_000, 50, 10, None)]);
    let broken = written(2_000, 50, 10, Some(1_900));
    if say {
        println!("{}", registers.judge(&broken));
    }
    measure("50 clients, a stale read", &registers, [&broken]);
    measure("50 clients on one key", &registers, [&written(2_000, 50, 1, None)]);
    measure("5 clients, 100 000 calls, one key", &registers, [&written(100_000, 5, 1, None)]);
    let texts = Linear::new(TextStore::new(Text));
    let queued = appended(2_000, 50, 10, Service::Queue);
    measure("50 clients, gets and appends", &texts, [&queued]);
    let anytime = appended(2_000, 50, 10, Service::Anytime);
    measure("50 clients, gets and appends at any time", &texts, [&anytime]);
}

fn measure<'h, S: Specification>(
    name: &str,
    linear: &Linear<S>,
    histories: impl IntoIterator<Item = &'h History<S::Input, S::Output>>,
) where
    S::Input: 'h,
    S::Output: 'h,
{
    let (mut count, mut calls, mut steps, mut reduction_steps, mut wrong) = (0, 0, 0, 0, 0);
    let mut slowest = std::time::Duration::ZERO;
    let began = Instant::now();
    for history in histories {
        let began = Instant::now();
        let judgement = linear.judge_counting(history);
        slowest = slowest.max(began.elapsed());
        count += 1;
        calls += history.operations().len();
        steps += judgement.steps;
        reduction_steps += judgement.reduction_steps;
        match judgement.verdict {
            Verdict::Passed => {}
            Verdict::Violated(_) => wrong += 1,
            Verdict::Undecided(doubt) => println!("{name}: {doubt}"),
        }
    }
    println!(
        "{name}: {count} histories, {calls} calls, {wrong} not linearizable, {:?} (slowest {slowest:?}), \
         {steps} steps, {reduction_steps} to reduce",
        began.elapsed(),
    );
}

/// When calls take effect.
#[derive(Clone, Copy)]
enum Service {
    /// About in the order in which they were made, as in a replicated log.
    Queue,
    /// At any time between their start and their end.
    Anytime,
}

type Store = History<(u64, RegisterInput<u64>), RegisterOutput<u64>>;

/// Clients that call all the time, each of them again as soon as it was answered.
fn written(calls: u64, clients: u64, keys: u64, stale: Option<u64>) -> Store {
    let mut values = vec![0; usize::try_from(keys).expect("few keys")];
    record(calls, clients, Service::Anytime, |number| {
        let key = mix(number, 1) % keys;
        let value = &mut values[usize::try_from(key).expect("few keys")];
        if stale == Some(number) {
            ((key, RegisterInput::Read), RegisterOutput::Value(*value + 1_000_000))
        } else if mix(number, 2).is_multiple_of(2) {
            *value = mix(number, 3) % 100;
            ((key, RegisterInput::Write(*value)), RegisterOutput::Written)
        } else {
            ((key, RegisterInput::Read), RegisterOutput::Value(*value))
        }
    })
}

fn appended(
    calls: u64,
    clients: u64,
    keys: u64,
    service: Service,
) -> History<(String, TextInput), TextOutput> {
    let mut texts = vec![String::new(); usize::try_from(keys).expect("few keys")];
    record(calls, clients, service, |number| {
        let key = mix(number, 1) % keys;
        let text = &mut texts[usize::try_from(key).expect("few keys")];
        if mix(number, 2).is_multiple_of(2) {
            let word = format!("x {number} y");
            *text += &word;
            ((key.to_string(), TextInput::Append(word)), TextOutput::Done)
        } else {
            ((key.to_string(), TextInput::Get), TextOutput::Value(text.clone()))
        }
    })
}

/// Each call takes effect somewhere between its start and its end.
fn record<I, O>(
    calls: u64,
    clients: u64,
    service: Service,
    mut effect: impl FnMut(u64) -> (I, O),
) -> History<I, O> {
    // Calls take effect one after the other, so often as clients there are until each has called once.
    const STEP: u64 = 1_000;
    let round = STEP * clients;
    let mut events = Vec::new();
    for number in 0..calls {
        let (input, output) = effect(number);
        let process = number % clients;
        let at = number * STEP + round;
        let (before, after) = match service {
            Service::Queue => (round / 10 * 8 + mix(number, 4) % (round / 10), round / 10),
            Service::Anytime => (mix(number, 4) % (round / 2), mix(number, 5) % (round / 2 - STEP)),
        };
        events.push((at - before, process, Call::Invoked(input)));
        events.push((at + after, process, Call::Ok(output)));
    }
    events.sort_by_key(|&(at, ..)| at);
    let mut history = History::new();
    for (number, (_, process, call)) in (0..).zip(events) {
        history.add(EventId::nth(number), process, call).expect("calls of a client don't overlap");
    }
    history
}
