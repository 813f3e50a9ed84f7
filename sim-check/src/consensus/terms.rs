//! The terms of a log: for which term each of its entries was made.

use std::ops::RangeInclusive;

/// The terms of the entries of one node's log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Terms<T> {
    // How many entries a snapshot stands for; of these only the term of the last is known.
    base: u64,
    // How many entries there are.
    end: u64,
    // Entries in a row are mostly of one term. Invariant: the first entry of each run, in their order; the first run begins at
    // the base, if there is one, otherwise at 1.
    runs: Vec<(u64, T)>,
}

impl<T> Default for Terms<T> {
    fn default() -> Self {
        Self { base: 0, end: 0, runs: Vec::new() }
    }
}

/// What a log loses: places, with their terms.
pub(super) type Lost<T> = Vec<(u64, T)>;

impl<T: Eq + Clone> Terms<T> {
    /// How many entries there are.
    pub(super) const fn end(&self) -> u64 {
        self.end
    }

    /// The entries that aren't in a snapshot.
    pub(super) const fn stored(&self) -> RangeInclusive<u64> {
        self.base + 1..=self.end
    }

    /// The term of an entry, if it is there and known.
    pub(super) fn of(&self, index: u64) -> Option<&T> {
        if index > self.end {
            return None;
        }
        // Before the first run nothing is known.
        let after = self.runs.partition_point(|(first, _)| *first <= index);
        self.runs.get(after.checked_sub(1)?).map(|(_, term)| term)
    }

    fn part(&self, indices: RangeInclusive<u64>) -> Lost<T> {
        indices.filter_map(|index| Some((index, self.of(index)?.clone()))).collect()
    }

    /// Whether this entry may be there: what a snapshot stands for is taken on trust.
    pub(super) fn may_hold(&self, index: u64, term: &T) -> bool {
        index < self.base || self.of(index) == Some(term)
    }

    /// Puts an entry where it belongs. Answers what is gone for it, or nothing if that would leave a gap.
    pub(super) fn store(&mut self, index: u64, term: &T) -> Option<Lost<T>> {
        if index == 0 || index > self.end + 1 {
            return None;
        }
        if index <= self.base || self.of(index) == Some(term) {
            return Some(Vec::new());
        }
        let lost = self.truncate(index);
        if self.runs.last().is_none_or(|(_, last)| last != term) {
            self.runs.push((index, term.clone()));
        }
        self.end = index;
        Some(lost)
    }

    /// Takes away an entry and all that follows. A snapshot stays.
    pub(super) fn truncate(&mut self, from: u64) -> Lost<T> {
        let from = from.max(self.base + 1);
        if from > self.end {
            return Vec::new();
        }
        let lost = self.part(from..=self.end);
        self.end = from - 1;
        let kept = self.runs.partition_point(|(first, _)| *first < from);
        self.runs.truncate(kept);
        lost
    }

    /// Puts a snapshot in the place of the first entries. Answers what is gone.
    pub(super) fn compact(&mut self, through: u64, term: &T) -> Lost<T> {
        if through <= self.base {
            return Vec::new();
        }
        let lost;
        if self.of(through) == Some(term) {
            lost = self.part(self.base + 1..=through);
            self.runs.retain(|(first, _)| *first > through);
            self.runs.insert(0, (through, term.clone()));
        } else {
            lost = self.part(self.stored());
            self.end = through;
            self.runs = vec![(through, term.clone())];
        }
        self.base = through;
        lost
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(terms: &Terms<u8>, expected: &[Option<u8>]) {
        let found: Vec<_> = (1..=terms.end()).map(|index| terms.of(index).copied()).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_another_term_overwrites_is_gone_with_what_follows() {
        let mut terms = Terms::default();
        for (index, term) in [(1, 1), (2, 1), (3, 2)] {
            assert!(terms.store(index, &term).is_some_and(|lost| lost.is_empty()));
        }
        assert_eq!(terms.store(2, &1), Some(Vec::new()));
        check(&terms, &[Some(1), Some(1), Some(2)]);
        assert_eq!(terms.store(2, &3), Some(vec![(2, 1), (3, 2)]));
        check(&terms, &[Some(1), Some(3)]);
        assert_eq!(terms.store(4, &3), None);
        assert_eq!(terms.truncate(1), [(1, 1), (2, 3)]);
        check(&terms, &[]);
    }

    #[test]
    fn a_snapshot_keeps_what_follows_its_last_entry() {
        let mut terms = Terms::default();
        for (index, term) in [(1, 1), (2, 1), (3, 1), (4, 2)] {
            terms.store(index, &term);
        }
        assert_eq!(terms.compact(2, &1), [(1, 1), (2, 1)]);
        check(&terms, &[None, Some(1), Some(1), Some(2)]);
        assert_eq!((terms.of(0), terms.of(5)), (None, None));
        let mut longer = terms.clone();
        assert_eq!(longer.compact(3, &1), [(3, 1)]);
        check(&longer, &[None, None, Some(1), Some(2)]);
        assert_eq!(terms.truncate(1), [(3, 1), (4, 2)]);
        check(&terms, &[None, Some(1)]);
        assert_eq!(terms.store(3, &1), Some(Vec::new()));
        check(&terms, &[None, Some(1), Some(1)]);
        assert_eq!(terms.compact(3, &9), [(3, 1)]);
        check(&terms, &[None, None, Some(9)]);
        assert!(terms.may_hold(2, &7) && terms.may_hold(3, &9) && !terms.may_hold(3, &1));
    }
}
