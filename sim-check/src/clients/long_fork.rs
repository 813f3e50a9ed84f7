//! Long fork: two reads see two writes in opposite orders.

use std::collections::BTreeMap;
use std::fmt::Debug;

use sim_core::EventId;

use crate::checker::{Checker, Conclusion, Seen};
use crate::verdict::{Evidence, Verdict, Violation};

/// Of two reads of the same keys, each written at most once, one has seen all that the other has.
///
/// An item is a read: for each key its value, or none if it isn't written yet. Keys are read in groups; reads of different
/// groups aren't compared. In which order a read names the keys is no matter.
///
/// Costs O(keys of the group · log reads) per read. Keeps of each group at most one read for each number of values.
///
/// ```
/// use sim_check::{Checker, LongFork, Seen};
/// use sim_core::{EventId, Time};
///
/// let mut checker = LongFork::new();
/// let at = |index| Seen { event: EventId::nth(index), time: Time::from_nanos(index) };
/// checker.see(at(0), vec![("x", Some(1)), ("y", None)]).unwrap();
/// assert_eq!(
///     checker.see(at(1), vec![("y", Some(1)), ("x", None)]).unwrap_err().to_string(),
///     "long fork: one read sees \"x\" and not \"y\", another \"y\" and not \"x\" (#0 one, #1 another)",
/// );
/// ```
#[derive(Clone, Debug)]
pub struct LongFork<K, V> {
    groups: BTreeMap<Vec<K>, Group<V>>,
    forks: u64,
}

#[derive(Clone, Debug)]
struct Group<V> {
    // The value of each key, and who saw it first.
    values: Vec<Option<(V, EventId)>>,
    // Which keys a read has seen, by their number. Invariant: each contains the one before it.
    chain: BTreeMap<usize, (Vec<bool>, EventId)>,
}

impl<K: Ord, V> Default for LongFork<K, V> {
    fn default() -> Self {
        Self { groups: BTreeMap::new(), forks: 0 }
    }
}

impl<K: Ord, V> LongFork<K, V> {
    /// Nothing is read yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many reads so far see a fork with one before.
    pub const fn forks(&self) -> u64 {
        self.forks
    }

    /// How many reads it keeps.
    pub fn kept(&self) -> usize {
        self.groups.values().map(|group| group.chain.len()).sum()
    }
}

impl<V: Eq + Debug> Group<V> {
    fn read<K: Debug>(
        &mut self,
        event: EventId,
        keys: &[K],
        read: Vec<Option<V>>,
    ) -> Result<(), Box<Violation>> {
        let seen: Vec<bool> = read.iter().map(Option::is_some).collect();
        for ((known, value), key) in self.values.iter_mut().zip(read).zip(keys) {
            let Some(value) = value else { continue };
            match known {
                None => *known = Some((value, event)),
                Some((first, _)) if *first == value => {}
                Some((first, told)) => {
                    let said = format!("{key:?} is {first:?} and {value:?}, but is written once");
                    return Err(Violation::new("two values", said)
                        .shown_by([Evidence::new(*told, "one"), Evidence::new(event, "another")])
                        .into());
                }
            }
        }
        let count = seen.iter().filter(|it| **it).count();
        let near = [self.chain.range(..=count).next_back(), self.chain.range(count + 1..).next()];
        for (_, (other, one)) in near.into_iter().flatten() {
            let only = |a: &[bool], b: &[bool]| a.iter().zip(b).position(|(a, b)| *a && !*b);
            if let (Some(there), Some(here)) = (only(other, &seen), only(&seen, other)) {
                let (x, y) = (&keys[there], &keys[here]);
                let said =
                    format!("one read sees {x:?} and not {y:?}, another {y:?} and not {x:?}");
                return Err(Violation::new("long fork", said)
                    .shown_by([Evidence::new(*one, "one"), Evidence::new(event, "another")])
                    .into());
            }
        }
        self.chain.entry(count).or_insert((seen, event));
        Ok(())
    }
}

impl<K: Ord + Clone + Debug, V: Eq + Clone + Debug> Checker for LongFork<K, V> {
    type Item = Vec<(K, Option<V>)>;

    fn see(&mut self, seen: Seen, mut item: Self::Item) -> Result<(), Box<Violation>> {
        item.sort_by(|a, b| a.0.cmp(&b.0));
        let (keys, read): (Vec<K>, Vec<Option<V>>) = item.into_iter().unzip();
        let group = self
            .groups
            .entry(keys.clone())
            .or_insert_with(|| Group { values: vec![None; keys.len()], chain: BTreeMap::new() });
        let result = group.read(seen.event, &keys, read);
        self.forks += u64::from(matches!(&result, Err(it) if it.anomaly == "long fork"));
        result
    }

    fn conclude(&mut self, _: &Conclusion) -> Verdict {
        if self.groups.is_empty() {
            return Verdict::nothing_to_judge("nothing was read");
        }
        Verdict::Passed
    }

    fn reset(&mut self) {
        self.groups.clear();
        self.forks = 0;
    }
}
