//! Consensus: one value is decided, and it is one that somebody proposed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use sim_core::EventId;

use super::within;
use crate::checker::{Checker, Conclusion, Seen};
use crate::verdict::{Evidence, Verdict, Violation};

/// Something that happens when nodes agree on a value. An instance is what they agree on: a slot, an election, or `()`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Decision<I, N, V> {
    /// Somebody wants this value to be decided.
    Proposed {
        /// On what they agree.
        instance: I,
        /// The value.
        value: V,
    },
    /// A node decides on this value. It may tell so again, after a crash for example.
    Decided {
        /// On what they agree.
        instance: I,
        /// Who decides.
        by: N,
        /// The value.
        value: V,
    },
}

/// In each instance all nodes decide on the same value (agreement), nobody decides otherwise later (integrity), and the
/// value was proposed before (validity).
///
/// Whoever doesn't tell what is proposed asks for [any value](Self::of_any_value). That everybody decides in the end is for
/// [`LeadsTo`](crate::LeadsTo).
///
/// Costs O(log instances + log values + log nodes) per item. Keeps each instance, with what was proposed and who decided.
///
/// ```
/// use sim_check::{Checker, Consensus, Decision::{Decided, Proposed}, Seen};
/// use sim_core::{EventId, Time};
///
/// let mut checker = Consensus::new();
/// let at = |index| Seen { event: EventId::nth(index), time: Time::from_nanos(index) };
/// checker.see(at(0), Proposed { instance: (), value: "A" }).unwrap();
/// checker.see(at(1), Proposed { instance: (), value: "B" }).unwrap();
/// checker.see(at(2), Decided { instance: (), by: "n1", value: "A" }).unwrap();
/// assert_eq!(
///     checker.see(at(3), Decided { instance: (), by: "n3", value: "B" }).unwrap_err().to_string(),
///     "two decisions: \"n3\" decides \"B\", but \"n1\" has decided \"A\" (#2 decided, #3 decided otherwise)",
/// );
/// ```
#[derive(Clone, Debug)]
pub struct Consensus<I, N, V> {
    any_value: bool,
    instances: BTreeMap<I, Instance<N, V>>,
    decided: bool,
}

#[derive(Clone, Debug)]
struct Instance<N, V> {
    proposed: BTreeSet<V>,
    // What was decided, and by whom first.
    decided: Option<(V, N, EventId)>,
    // Who has decided so, and when first.
    by: BTreeMap<N, EventId>,
}

impl<I: Ord, N: Ord, V: Ord> Default for Consensus<I, N, V> {
    fn default() -> Self {
        Self { any_value: false, instances: BTreeMap::new(), decided: false }
    }
}

impl<I: Ord, N: Ord, V: Ord> Consensus<I, N, V> {
    /// What is decided was proposed.
    pub fn new() -> Self {
        Self::default()
    }

    /// What is decided may come from anywhere.
    pub fn of_any_value(self) -> Self {
        Self { any_value: true, ..self }
    }
}

impl<N: Ord + Clone + Debug, V: Ord + Clone + Debug> Instance<N, V> {
    const fn new() -> Self {
        Self { proposed: BTreeSet::new(), decided: None, by: BTreeMap::new() }
    }

    fn decide(&mut self, place: &str, by: &N, value: V, event: EventId) -> Result<(), Violation> {
        let Some((decided, first, first_event)) = &self.decided else {
            self.decided = Some((value, by.clone(), event));
            self.by.insert(by.clone(), event);
            return Ok(());
        };
        if *decided == value {
            self.by.entry(by.clone()).or_insert(event);
            return Ok(());
        }
        if let Some(own) = self.by.get(by) {
            let said = format!("{by:?} decides {value:?}{place}, but has decided {decided:?}");
            return Err(Violation::new("changed its mind", said).shown_by([
                Evidence::new(*own, "decided"),
                Evidence::new(event, "decided otherwise"),
            ]));
        }
        let said =
            format!("{by:?} decides {value:?}{place}, but {first:?} has decided {decided:?}");
        Err(Violation::new("two decisions", said).shown_by([
            Evidence::new(*first_event, "decided"),
            Evidence::new(event, "decided otherwise"),
        ]))
    }
}

impl<I, N, V> Checker for Consensus<I, N, V>
where
    I: Ord + Clone + Debug,
    N: Ord + Clone + Debug,
    V: Ord + Clone + Debug,
{
    type Item = Decision<I, N, V>;

    fn see(&mut self, seen: Seen, item: Decision<I, N, V>) -> Result<(), Box<Violation>> {
        match item {
            Decision::Proposed { instance, value } => {
                let instance = self.instances.entry(instance).or_insert_with(Instance::new);
                instance.proposed.insert(value);
                Ok(())
            }
            Decision::Decided { instance: name, by, value } => {
                self.decided = true;
                let instance = self.instances.entry(name.clone()).or_insert_with(Instance::new);
                if !self.any_value && !instance.proposed.contains(&value) {
                    let place = within(&name);
                    let said =
                        format!("{by:?} decides {value:?}{place}, which nobody has proposed");
                    return Err(Violation::new("decided from nowhere", said)
                        .shown_by([Evidence::new(seen.event, "decided")])
                        .into());
                }
                Ok(instance.decide(&within(&name), &by, value, seen.event)?)
            }
        }
    }

    fn conclude(&mut self, _: &Conclusion) -> Verdict {
        if self.decided { Verdict::Passed } else { Verdict::nothing_to_judge("nobody decided") }
    }

    fn reset(&mut self) {
        self.instances.clear();
        self.decided = false;
    }
}
