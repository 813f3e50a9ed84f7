//! Sequential consistency: as if the calls had been made one after the other, each process in its own order.

use std::collections::BTreeMap;

use super::case::{CallOf, answer};
use super::interleaving::{Found, Interleaving, Loose, Turn};
use super::moves::{Moves, count};
use super::specification::Specification;
use crate::checker::{Checker, Conclusion, Seen};
use crate::history::{Call, History, Outcome};
use crate::verdict::{Doubt, Evidence, Verdict, Violation};

/// Judges whether a history is sequentially consistent: whether there is one order of the calls to all objects, in which each
/// process made its calls in its own order, and the objects answer so. It need not be the order of time.
///
/// So it asks for less than [`Linear`](super::Linear), and has to be told who calls: a process is one that knows what it did
/// before. A call whose end is unknown may take effect at any later time, or never; one that failed never does.
///
/// The problem is hard, and histories can't be split by key. The search is exponential in the number of processes; it gives up
/// after a number of steps, and then the verdict is undecided. The evidence is a smallest set of calls that have no order, if it is
/// found within as many steps again. Keeps the history.
///
/// ```
/// use sim_check::linear::Sequential;
/// use sim_check::linear::register::{Register, RegisterInput::{Read, Write}, RegisterOutput::{Value, Written}};
/// use sim_check::{Call, Checker, Conclusion, Seen};
/// use sim_core::{EventId, Time};
///
/// let mut checker = Sequential::new(Register::new(0));
/// let told = [(1, Write(1), Written), (1, Write(2), Written), (2, Read, Value(2)), (2, Read, Value(1))];
/// for (index, (process, asked, told)) in (0..).zip(told) {
///     let at = |index| Seen { event: EventId::nth(index), time: Time::ZERO };
///     checker.see(at(2 * index), (process, Call::Invoked(asked)))?;
///     checker.see(at(2 * index + 1), (process, Call::Ok(told)))?;
/// }
/// assert_eq!(
///     checker.conclude(&Conclusion { time: Time::ZERO, idle: true }).to_string(),
///     "violated: not sequentially consistent: no order agrees with process 1: write 1 (#0), write 2 (#2); \
///      and process 2: read 2 (#4), read 1 (#6) (#0 write 1, #2 write 2, #4 read 2, #6 read 1)",
/// );
/// # Ok::<(), Box<sim_check::Violation>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Sequential<S: Specification> {
    specification: S,
    history: History<S::Input, S::Output>,
    steps_max: u64,
}

impl<S: Specification> Sequential<S> {
    /// Judges by this specification, in about a million steps.
    pub fn new(specification: S) -> Self {
        Self { specification, history: History::new(), steps_max: 1_000_000 }
    }

    /// Gives up after so many steps. A step takes about a microsecond, and keeps as many words as there are processes.
    pub const fn steps_max(mut self, steps: u64) -> Self {
        self.steps_max = steps;
        self
    }

    /// The verdict on a history.
    pub fn judge(&self, history: &History<S::Input, S::Output>) -> Verdict {
        let calls: Vec<&CallOf<S>> =
            history.operations().iter().filter(|call| call.outcome != Outcome::Failed).collect();
        if !calls.iter().any(|call| answer(call).is_some()) {
            return Verdict::nothing_to_judge("no call was answered");
        }
        let mut case = Case::new(&self.specification, calls);
        let mut held = vec![true; case.calls.len()];
        let mut steps = 0;
        match case.search(&held, self.steps_max, &mut steps) {
            Found::Order => Verdict::Passed,
            Found::Spent => Verdict::Undecided(Doubt::BudgetSpent { steps }),
            Found::NoOrder => {
                case.reduce(&mut held, self.steps_max);
                case.tell(&held).into()
            }
        }
    }
}

impl<S: Specification> Checker for Sequential<S> {
    type Item = (u64, Call<S::Input, S::Output>);

    fn see(&mut self, seen: Seen, (process, call): Self::Item) -> Result<(), Box<Violation>> {
        self.history.add(seen.event, process, call).map_err(Violation::from)?;
        Ok(())
    }

    fn conclude(&mut self, _: &Conclusion) -> Verdict {
        self.judge(&self.history)
    }

    fn reset(&mut self) {
        self.history.clear();
    }
}

/// The calls of a history that may have taken effect.
pub(super) struct Case<'h, S: Specification> {
    specification: &'h S,
    pub(super) calls: Vec<&'h CallOf<S>>,
    objects: BTreeMap<S::Key, usize>,
    moves: Moves<'h, S>,
}

impl<'h, S: Specification> Case<'h, S> {
    pub(super) fn new(specification: &'h S, calls: Vec<&'h CallOf<S>>) -> Self {
        let mut objects = BTreeMap::new();
        for call in &calls {
            let next = objects.len();
            objects.entry(specification.key(&call.input)).or_insert(next);
        }
        Self { specification, calls, objects, moves: Moves::new(specification) }
    }

    /// Searches for an order of the calls. One that isn't held may have taken effect at any time, or never, whatever it was told: to
    /// leave it out instead would be wrong, because what another read may have been written by it.
    pub(super) fn search(&mut self, held: &[bool], most: u64, steps: &mut u64) -> Found {
        let mut interleaving = Interleaving { objects: self.objects.len(), ..Default::default() };
        let mut numbers: BTreeMap<u64, usize> = BTreeMap::new();
        for (call, held) in self.calls.iter().copied().zip(held) {
            let output = answer(call).filter(|_| *held);
            let kind = self.moves.kind(&call.input, output);
            let object = self.objects[&self.specification.key(&call.input)];
            let turn = Turn { kind, object, observes: self.moves.observes(kind) };
            let next = numbers.len();
            let process = *numbers.entry(call.process).or_insert(next);
            if process == interleaving.processes.len() {
                interleaving.processes.push(Vec::new());
            }
            if output.is_some() {
                interleaving.processes[process].push(turn);
            } else if !turn.observes {
                let far = count(interleaving.processes[process].len());
                interleaving.loose.push(Loose { turn, after: held.then_some((process, far)) });
            }
        }
        interleaving.search(&mut self.moves, most, steps)
    }

    /// Holds fewer calls, as long as these have no order: at last all that are held are needed, if the steps suffice.
    pub(super) fn reduce(&mut self, held: &mut [bool], most: u64) {
        let mut steps = 0;
        let mut size = held.len().div_ceil(2);
        loop {
            for start in (0..held.len()).step_by(size) {
                let before = held[start..].to_vec();
                let end = held.len().min(start + size);
                if !held[start..end].contains(&true) {
                    continue;
                }
                held[start..end].fill(false);
                let left = most.saturating_sub(steps);
                if self.search(held, left, &mut steps) != Found::NoOrder {
                    held[start..].copy_from_slice(&before);
                }
            }
            if size == 1 {
                return;
            }
            size = size.div_ceil(2);
        }
    }

    fn words(&self, call: &CallOf<S>) -> String {
        self.specification.describe(&call.input, answer(call))
    }

    fn tell(&self, held: &[bool]) -> Violation {
        const MANY: usize = 16;
        let calls: Vec<&CallOf<S>> =
            self.calls.iter().zip(held).filter(|(_, held)| **held).map(|(call, _)| *call).collect();
        let mut processes: BTreeMap<u64, Vec<String>> = BTreeMap::new();
        for call in &calls {
            let name = format!("{} ({})", self.words(call), call.invoked);
            processes.entry(call.process).or_default().push(name);
        }
        let told: Vec<_> = processes
            .iter()
            .map(|(process, calls)| format!("process {process}: {}", calls.join(", ")))
            .collect();
        let said = if calls.len() > MANY {
            format!("{} calls of {} processes have no order", calls.len(), processes.len())
        } else {
            format!("no order agrees with {}", told.join("; and "))
        };
        let evidence = calls.iter().map(|call| Evidence::new(call.invoked, self.words(call)));
        Violation::new("not sequentially consistent", said).shown_by(evidence)
    }
}
