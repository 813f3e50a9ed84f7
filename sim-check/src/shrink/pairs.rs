//! Leaving out any two entries.

use super::FEW;
use super::shrinking::Shrinking;
use super::subject::Subject;

/// Leaves out any two entries, if there are few enough for that.
///
/// Entries that only make sense together, like a message and its answer, can't go one by one.
pub fn pairs<S: Subject>(shrinking: &mut Shrinking<'_, S>) {
    let mut later = shrinking.best().len();
    if later > FEW {
        return;
    }
    while later > 0 {
        later -= 1;
        for earlier in (0..later).rev() {
            if shrinking.is_spent() {
                return;
            }
            let candidate = without_two(shrinking.best(), earlier, later);
            if shrinking.try_candidate(&candidate) {
                // From the end again: what is known costs nothing.
                later = shrinking.best().len();
                break;
            }
        }
    }
}

pub(super) fn without_two<E: Clone>(entries: &[E], earlier: usize, later: usize) -> Vec<E> {
    [&entries[..earlier], &entries[earlier + 1..later], &entries[later + 1..]].concat()
}

#[cfg(test)]
mod tests {
    use super::super::deletion::deletion;
    use super::pairs;
    use crate::shrink::tests::numbers::{Numbers, pass};

    /// Every question (1 to 9) has its answer (11 to 19), and the third is there.
    fn is_answered(list: &[u64]) -> bool {
        let is_answered = |it: u64| list.contains(&it) == list.contains(&(it + 10));
        list.contains(&3) && (1..=9).all(is_answered)
    }

    #[test]
    fn entries_that_only_make_sense_together_go_together() {
        let all = [1, 2, 11, 3, 13, 4, 5, 12, 14, 15];
        assert_eq!(pass(deletion, Numbers::plain(is_answered), all).0, all);
        assert_eq!(pass(pairs, Numbers::plain(is_answered), all).0, [3, 13]);
    }

    #[test]
    fn many_entries_are_not_tried_in_pairs() {
        let all = (1..=9).chain(11..=19);
        assert_eq!(pass(pairs, Numbers::plain(is_answered), all).1, 0);
    }
}
