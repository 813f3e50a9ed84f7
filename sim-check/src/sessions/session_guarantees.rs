//! `SessionGuarantees`: the checker of what each session sees of what it did.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use super::access::{Access, Sessions, Transaction, Word};
use super::guarantee::Guarantee;
use super::versions::{Deed, Does, Versions, Why};
use crate::checker::{Checker, Conclusion, Seen};
use crate::graph::{Components, Edge, Graph, Search};
use crate::history::Outcome;
use crate::verdict::{Evidence, Verdict, Violation};

/// Each register has an order of versions with which all sessions see what the [guarantees](Guarantee) promise: an order that is
/// the same for all, but need not be that of time.
///
/// Each item is a process, which is a session, and what it says: that it begins some accesses, or how they ended. Each value is
/// written once to a register. What a session did to one register says nothing about another: guarantees across registers are
/// [`Isolation::Causal`](super::Isolation::Causal).
///
/// A write whose end is unknown may happen at any later time, or never; so nothing need be after it. A value that nobody wrote is an
/// `unwritten read`, one of a write that failed an `aborted read`. Where a value was written twice, or nothing was read, the
/// verdict is undecided.
///
/// It judges at the end, in O(accesses · log accesses) for each guarantee; where a session reads values that it had overwritten
/// itself, also in the number of writes in between for each. Keeps the history.
///
/// ```
/// use sim_check::sessions::{Access::{Read, Write}, SessionGuarantees};
/// use sim_check::{Call, Checker, Conclusion, Seen};
/// use sim_core::{EventId, Time};
///
/// let mut checker = SessionGuarantees::new();
/// let sessions = [(1, Write("x", 1)), (1, Write("x", 2)), (2, Read("x", Some(2))), (2, Read("x", Some(1)))];
/// for (index, (process, access)) in (0..).zip(sessions) {
///     let at = |index| Seen { event: EventId::nth(index), time: Time::ZERO };
///     checker.see(at(2 * index), (process, Call::Invoked(vec![access.clone()])))?;
///     checker.see(at(2 * index + 1), (process, Call::Ok(vec![access])))?;
/// }
/// assert_eq!(
///     checker.conclude(&Conclusion { time: Time::ZERO, idle: true }).to_string(),
///     "violated: writes out of order: of x, process 1 wrote 1 (#1) and then wrote 2 (#3); \
///      process 2 read 2 (#5) and then read 1 (#7); so none of them comes first \
///      (#1 wrote 1, #3 wrote 2, #5 read 2, #7 read 1)",
/// );
/// # Ok::<(), Box<sim_check::Violation>>(())
/// ```
#[derive(Clone, Debug)]
pub struct SessionGuarantees<K, V> {
    guarantees: BTreeSet<Guarantee>,
    history: Sessions<K, V>,
}

impl<K, V> Default for SessionGuarantees<K, V> {
    fn default() -> Self {
        Self { guarantees: Guarantee::ALL.into(), history: Sessions::new() }
    }
}

impl<K, V> SessionGuarantees<K, V> {
    /// All four are promised.
    pub fn new() -> Self {
        Self::default()
    }

    /// These are promised.
    pub fn of(guarantees: impl IntoIterator<Item = Guarantee>) -> Self {
        Self { guarantees: guarantees.into_iter().collect(), ..Self::default() }
    }
}

/// What was done to one register.
struct Register<'h, V> {
    // The first is what was there at first.
    values: Vec<Option<&'h V>>,
    deeds: Vec<Deed>,
}

// The place of a written value, and who wrote it.
type Written<'h, K, V> = BTreeMap<(&'h K, &'h V), (usize, &'h Transaction<K, V>)>;

// What was done to each register.
type Registers<'h, K, V> = BTreeMap<&'h K, Register<'h, V>>;

impl<K: Ord + Display, V: Ord + Display> SessionGuarantees<K, V> {
    // Or the verdict, where they can't be told.
    fn registers(&self) -> Result<Registers<'_, K, V>, Verdict> {
        let mut places: Written<'_, K, V> = BTreeMap::new();
        let mut registers: Registers<'_, K, V> = BTreeMap::new();
        let new = || Register { values: vec![None], deeds: Vec::new() };
        for transaction in self.history.operations() {
            for access in accesses(transaction) {
                let Access::Write(key, value) = access else { continue };
                let register = registers.entry(key).or_insert_with(new);
                if places.insert((key, value), (register.values.len(), transaction)).is_some() {
                    let why = format!("{value} is written twice to {key}");
                    return Err(Verdict::nothing_to_judge(why));
                }
                register.values.push(Some(value));
            }
        }
        let mut silent = true;
        for transaction in self.history.operations() {
            let event = transaction.returned.unwrap_or(transaction.invoked);
            let process = transaction.process;
            for access in accesses(transaction) {
                let (key, value, does) = match (access, &transaction.outcome) {
                    (Access::Write(key, value), Outcome::Ok(_)) => {
                        (key, places[&(key, value)].0, Does::Writes)
                    }
                    (Access::Write(key, value), Outcome::Unknown) => {
                        (key, places[&(key, value)].0, Does::MayWrite)
                    }
                    (Access::Read(key, value), Outcome::Ok(_)) => {
                        silent = false;
                        let place = match value {
                            None => 0,
                            Some(value) => source(transaction, key, value, &places)?,
                        };
                        (key, place, Does::Reads)
                    }
                    (Access::Write(..), Outcome::Failed)
                    | (Access::Read(..), Outcome::Failed | Outcome::Unknown) => continue,
                };
                let register = registers.entry(key).or_insert_with(new);
                register.deeds.push(Deed { process, value, does, event });
            }
        }
        if silent {
            return Err(Verdict::nothing_to_judge("nothing was read"));
        }
        Ok(registers)
    }

    fn judge(&self) -> Verdict {
        let registers = match self.registers() {
            Ok(registers) => registers,
            Err(verdict) => return verdict,
        };
        let asked: Vec<Guarantee> = self.guarantees.iter().copied().collect();
        for count in 1..=asked.len() {
            for (key, register) in &registers {
                let versions =
                    Versions::new(register.values.len(), &register.deeds, &asked[..count]);
                if let Some(violation) = broken(asked[count - 1], *key, register, versions) {
                    return violation.into();
                }
            }
        }
        Verdict::Passed
    }
}

/// The accesses of a transaction: as told if it ended well, else as asked for.
fn accesses<K, V>(transaction: &Transaction<K, V>) -> &[Access<K, V>] {
    match &transaction.outcome {
        Outcome::Ok(told) => told,
        Outcome::Failed | Outcome::Unknown => &transaction.input,
    }
}

/// The place of a value that was read.
fn source<K: Ord + Display, V: Ord + Display>(
    reader: &Transaction<K, V>,
    key: &K,
    value: &V,
    places: &Written<'_, K, V>,
) -> Result<usize, Verdict> {
    let event = reader.returned.unwrap_or(reader.invoked);
    let process = reader.process;
    let wrong = |anomaly, why| {
        let said = format!("process {process} read {value} from {key}, which {why}");
        Violation::new(anomaly, said).shown_by([Evidence::new(event, "read")])
    };
    match places.get(&(key, value)) {
        None => Err(wrong("unwritten read", "nobody wrote").into()),
        Some((_, writer)) if writer.outcome == Outcome::Failed => {
            let failed = writer.returned.unwrap_or(writer.invoked);
            let violation = wrong("aborted read", "was written by what had failed");
            Err(violation.shown_by([Evidence::new(failed, "failed")]).into())
        }
        Some((place, _)) => Ok(*place),
    }
}

/// A circle of values that must be before each other, in words.
fn broken<K: Display, V: Display>(
    guarantee: Guarantee,
    key: &K,
    register: &Register<'_, V>,
    versions: Versions,
) -> Option<Violation> {
    let values = versions.values;
    let graph = Graph::new(versions.nodes, versions.edges);
    let parts = Components::of(&graph, |_| true);
    let edges = graph.edges().iter().enumerate();
    let starts: Vec<usize> = edges
        .filter(|(_, edge)| parts.hold(edge) && edge.source < values)
        .map(|(name, _)| name)
        .collect();
    let found = Search::new(&graph).shortest(&graph, &starts, |edge| parts.hold(edge), |_| true)?;
    let circle: Vec<&Edge<Why>> = found.into_iter().map(|name| &graph.edges()[name]).collect();
    // A session's step may lead through nodes that stand for all it had done; what it did last begins with a value.
    let mut steps: Vec<(Guarantee, Deed, Deed)> = Vec::new();
    let mut begun = None;
    for edge in circle {
        let Why::Rule { guarantee, earlier, later } = edge.label else { continue };
        begun = earlier.or(begun);
        if let (Some(earlier), Some(later)) = (begun, later) {
            steps.push((guarantee, earlier, later));
        }
    }
    let first = (0..steps.len()).min_by_key(|place| steps[*place].1.event);
    steps.rotate_left(first.unwrap_or(0));
    let name = |deed: &Deed| {
        register.values[deed.value].map_or_else(|| "nothing".to_owned(), ToString::to_string)
    };
    let mut said = Vec::new();
    let mut evidence = Vec::new();
    for (guarantee, earlier, later) in &steps {
        let (did, then) = guarantee.verbs();
        let (one, other) = (name(earlier), name(later));
        let process = earlier.process;
        said.push(format!(
            "process {process} {did} {one} ({}) and then {then} {other} ({})",
            earlier.event, later.event
        ));
        evidence.push(Evidence::new(earlier.event, format!("{did} {one}")));
        evidence.push(Evidence::new(later.event, format!("{then} {other}")));
    }
    let end = if steps.len() > 1 { "; so none of them comes first" } else { "" };
    let said = format!("of {key}, {}{end}", said.join("; "));
    Some(Violation::new(guarantee.anomaly(), said).shown_by(evidence))
}

impl<K: Ord + Display, V: Ord + Display> Checker for SessionGuarantees<K, V> {
    type Item = Word<K, V>;

    fn see(&mut self, seen: Seen, (process, call): Word<K, V>) -> Result<(), Box<Violation>> {
        self.history.add(seen.event, process, call).map_err(Violation::from)?;
        Ok(())
    }

    fn conclude(&mut self, _: &Conclusion) -> Verdict {
        self.judge()
    }

    fn reset(&mut self) {
        self.history.clear();
    }
}
