//! What had no effect in a run that didn't fail: without it the run is the same, and needn't be made.

use super::instead::Instead;

// Of longer lists nothing is kept: it is for those that are small already, of which any two entries are left out.
const LONGEST: usize = 30;

/// Lists that didn't fail, with the entries that had no effect in them.
#[derive(Debug, Default)]
pub(super) struct IdleEntries {
    lists: Vec<IdleList>,
}

#[derive(Debug)]
struct IdleList {
    // Each by its digest, and whether it had no effect.
    entries: Vec<(u64, bool)>,
    instead: Instead,
}

impl IdleEntries {
    /// Remembers what happened instead of a failure.
    pub(super) fn remember(&mut self, entries: Vec<(u64, bool)>, instead: Instead) {
        if entries.len() <= LONGEST && entries.iter().any(|(_, idle)| *idle) {
            self.lists.push(IdleList { entries, instead });
        }
    }

    /// What happens instead of a failure in this list, if it differs from a known one only in what has no effect.
    pub(super) fn foresee(&self, candidate: &[u64]) -> Option<Instead> {
        let known = self.lists.iter().find(|list| {
            let mut rest = candidate.iter().copied().peekable();
            list.entries.iter().all(|(entry, idle)| rest.next_if_eq(entry).is_some() || *idle)
                && rest.peek().is_none()
        });
        known.map(|list| list.instead.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_without_idle_entries_is_foreseen_and_no_other() {
        let mut idle = IdleEntries::default();
        idle.remember(vec![(1, false), (2, true), (3, false), (4, true)], Instead::Passes);
        assert_eq!(idle.foresee(&[1, 3, 4]), Some(Instead::Passes));
        assert_eq!(idle.foresee(&[1, 3]), Some(Instead::Passes));
        assert_eq!(idle.foresee(&[1, 2]), None);
        assert_eq!(idle.foresee(&[1, 3, 5]), None);
        assert_eq!(idle.foresee(&[3, 1]), None);
    }
}
