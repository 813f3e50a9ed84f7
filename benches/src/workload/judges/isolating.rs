//! Isolating: transactions of ten clients, done one after the other.

use std::collections::BTreeMap;

use sim_check::sessions::{Access, Isolation, SessionGuarantees, WeakIsolation};
use sim_check::transactions::{Level, ListAppend, Step};
use sim_core::mix;

use super::clients::{Words, words};
use super::{Row, longer};

const LEAST: u64 = 500;
const CLIENTS: u64 = 10;
const STEPS: u64 = 4;
/// How many keys are used at a time, and how many steps on each before others are.
const KEYS: u64 = 5;
const USES: u64 = 64;

pub(super) fn rows() -> Vec<Row> {
    let lists = |level| move || ListAppend::new(level);
    let registers = |level| move || WeakIsolation::new(level);
    vec![
        longer("judge_list_append", LEAST, lists(Level::StrictSerializable), on_lists),
        longer("judge_list_append_snapshot", LEAST, lists(Level::SnapshotIsolation), on_lists),
        longer("judge_read_committed", LEAST, registers(Isolation::ReadCommitted), on_registers),
        longer("judge_read_atomic", LEAST, registers(Isolation::ReadAtomic), on_registers),
        longer("judge_causal_isolation", LEAST, registers(Isolation::Causal), on_registers),
        longer("judge_session_guarantees", LEAST, SessionGuarantees::new, on_registers),
    ]
}

/// Which key a step is about, and whether it reads; what it writes is never written again.
fn steps(count: &mut u64, mut dice: impl FnMut(u64) -> u64) -> Vec<(u64, Option<u64>)> {
    let step = |_| {
        *count += 1;
        let key = KEYS * (*count / (KEYS * USES)) + dice(KEYS);
        (key, (dice(2) == 0).then(|| mix(18, *count)))
    };
    (0..STEPS).map(step).collect()
}

type Lists = Vec<Step<u64, u64>>;

fn on_lists(size: u64) -> Words<Lists, Lists> {
    let mut lists: BTreeMap<u64, Vec<u64>> = BTreeMap::new();
    let mut count = 0;
    words(
        size / 2,
        CLIENTS,
        |_, dice| {
            let steps = steps(&mut count, |limit| dice.below(limit));
            let step = |(key, value): (u64, Option<u64>)| match value {
                Some(value) => Step::Append(key, value),
                None => Step::Read(key, vec![]),
            };
            steps.into_iter().map(step).collect()
        },
        |asked: &Lists| {
            let told = asked.iter().map(|step| match step {
                Step::Append(key, value) => {
                    lists.entry(*key).or_default().push(*value);
                    step.clone()
                }
                Step::Read(key, _) => Step::Read(*key, lists.get(key).cloned().unwrap_or_default()),
            });
            told.collect()
        },
    )
}

type Registers = Vec<Access<u64, u64>>;

fn on_registers(size: u64) -> Words<Registers, Registers> {
    let mut registers: BTreeMap<u64, u64> = BTreeMap::new();
    let mut count = 0;
    words(
        size / 2,
        CLIENTS,
        |_, dice| {
            let steps = steps(&mut count, |limit| dice.below(limit));
            let step = |(key, value): (u64, Option<u64>)| match value {
                Some(value) => Access::Write(key, value),
                None => Access::Read(key, None),
            };
            steps.into_iter().map(step).collect()
        },
        |asked: &Registers| {
            let told = asked.iter().map(|step| match step {
                Access::Write(key, value) => {
                    registers.insert(*key, *value);
                    step.clone()
                }
                Access::Read(key, _) => Access::Read(*key, registers.get(key).copied()),
            });
            told.collect()
        },
    )
}
