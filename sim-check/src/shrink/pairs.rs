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
