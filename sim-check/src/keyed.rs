//! The keyed values: what a judge knows of each of many keys, found by a hash.
//!
//! They lie in the order in which they came, except that the last one takes the place of one that is removed. So whoever
//! goes through them sees an order that follows from what was done, and from no hash.

use std::fmt::{self, Debug};
use std::hash::Hash;

use crate::table::{Place, Table, hash_of};

/// A value for each key.
#[derive(Clone)]
pub(crate) struct Keyed<K, V> {
    entries: Vec<(K, V)>,
    // Invariant: holds the index of each entry, by the hash of its key.
    table: Table,
}

impl<K, V> Keyed<K, V> {
    pub(crate) const fn new() -> Self {
        Self { entries: Vec::new(), table: Table::new() }
    }

    pub(crate) const fn len(&self) -> usize {
        self.entries.len()
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.entries.iter().map(|(key, value)| (key, value))
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = &V> {
        self.entries.iter().map(|(_, value)| value)
    }

    /// Forgets everything, keeping allocations.
    pub(crate) fn clear(&mut self) {
        self.entries.clear();
        self.table.clear();
    }
}

impl<K, V> Default for Keyed<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: Eq + Hash, V> Keyed<K, V> {
    #[inline]
    fn find(&self, hash: u64, key: &K) -> Result<(Place, usize), Place> {
        let same = |index: u32| self.entries[index as usize].0 == *key;
        let place = self.table.find(hash, same)?;
        Ok((place, self.table.number(place) as usize))
    }

    #[inline]
    fn index(&self, key: &K) -> Option<usize> {
        self.find(hash_of(key), key).ok().map(|(_, index)| index)
    }

    #[inline]
    pub(crate) fn contains(&self, key: &K) -> bool {
        self.index(key).is_some()
    }

    #[inline]
    pub(crate) fn get(&self, key: &K) -> Option<&V> {
        self.index(key).map(|index| &self.entries[index].1)
    }

    #[inline]
    pub(crate) fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        self.index(key).map(|index| &mut self.entries[index].1)
    }

    /// The value of a key, which is there from now on.
    #[inline]
    pub(crate) fn of(&mut self, key: &K) -> &mut V
    where
        K: Clone,
        V: Default,
    {
        self.of_or_with(key, V::default)
    }

    /// The value of a key, which is there from now on; if it wasn't, it is this one.
    #[inline]
    pub(crate) fn of_or_with(&mut self, key: &K, make: impl FnOnce() -> V) -> &mut V
    where
        K: Clone,
    {
        let hash = hash_of(key);
        let index = match self.find(hash, key) {
            Ok((_, index)) => index,
            Err(place) => self.add(place, hash, key.clone(), make()),
        };
        &mut self.entries[index].1
    }

    /// Gives a new key a value; the error is the value of one that isn't new.
    #[inline]
    pub(crate) fn add_new(&mut self, key: &K, make: impl FnOnce() -> V) -> Result<(), &V>
    where
        K: Clone,
    {
        let hash = hash_of(key);
        match self.find(hash, key) {
            Ok((_, index)) => Err(&self.entries[index].1),
            Err(place) => {
                self.add(place, hash, key.clone(), make());
                Ok(())
            }
        }
    }

    #[inline]
    fn add(&mut self, place: Place, hash: u64, key: K, value: V) -> usize {
        let index = self.entries.len();
        let number = u32::try_from(index).expect("less than four thousand million keys");
        self.table.add(place, hash, number);
        self.entries.push((key, value));
        index
    }

    #[inline]
    pub(crate) fn remove(&mut self, key: &K) -> Option<V> {
        let (place, index) = self.find(hash_of(key), key).ok()?;
        let last = self.entries.len() - 1;
        if index != last {
            let hash = hash_of(&self.entries[last].0);
            let of_last = self.table.find(hash, |number| number as usize == last);
            let of_last = of_last.expect("each entry has its place");
            self.table.replace(of_last, self.table.number(place));
        }
        self.table.remove(place);
        Some(self.entries.swap_remove(index).1)
    }
}

impl<K: Debug, V: Debug> Debug for Keyed<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use sim_core::mix;

    use super::Keyed;

    #[test]
    fn a_value_is_there_as_in_a_map_that_is_sorted() {
        for keys in [1, 3, 40, 1_000] {
            let mut keyed = Keyed::new();
            let mut sorted = BTreeMap::new();
            for step in 0..4_000 {
                let drawn = mix(keys, step);
                let key = drawn % keys;
                match drawn >> 32 & 7 {
                    0..=2 => assert_eq!(keyed.remove(&key), sorted.remove(&key)),
                    3 => {
                        keyed.of_or_with(&key, || step);
                        sorted.entry(key).or_insert(step);
                    }
                    4 => assert_eq!(keyed.get(&key), sorted.get(&key)),
                    5 => assert_eq!(keyed.contains(&key), sorted.contains_key(&key)),
                    _ => {
                        *keyed.of(&key) += step;
                        *sorted.entry(key).or_default() += step;
                    }
                }
                if (drawn >> 40).is_multiple_of(1_000) {
                    keyed.clear();
                    sorted.clear();
                }
                assert_eq!(keyed.len(), sorted.len());
            }
            let mut entries: Vec<_> = keyed.iter().collect();
            entries.sort();
            assert_eq!(entries, sorted.iter().collect::<Vec<_>>());
        }
    }

    #[test]
    fn values_lie_in_the_order_in_which_their_keys_came() {
        let mut keyed: Keyed<&str, u32> = Keyed::new();
        for key in ["c", "a", "d", "b", "a"] {
            *keyed.of(&key) += 1;
        }
        assert_eq!(format!("{keyed:?}"), r#"{"c": 1, "a": 2, "d": 1, "b": 1}"#);
        keyed.remove(&"c");
        assert_eq!(format!("{keyed:?}"), r#"{"b": 1, "a": 2, "d": 1}"#);
    }
}
