//! Leaving out a few neighbours, wherever they stand.

use super::shrinking::Shrinking;
use super::subject::Subject;

// Longer lists have chunks enough, and more places than are worth their runs.
const SHORT: usize = 40;
const LONGEST: usize = 8;

/// Leaves out any three to eight neighbours, if the list is short enough for that; the longest first.
///
/// A round of a conversation, which can only go as a whole, stands together, but rarely where a chunk of
/// [`deletion`](super::deletion) begins and ends.
pub fn windows<S: Subject>(shrinking: &mut Shrinking<'_, S>) {
    let mut length = LONGEST.min(shrinking.best().len());
    while length > 2 && shrinking.best().len() <= SHORT {
        let mut end = shrinking.best().len();
        while end >= length {
            if shrinking.is_spent() {
                return;
            }
            shrinking.try_without(end - length..end);
            end = (end - 1).min(shrinking.best().len());
        }
        length -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::super::deletion::deletion;
    use super::windows;
    use crate::shrink::tests::numbers::{Numbers, pass};

    #[test]
    fn neighbours_that_only_make_sense_together_go_together() {
        // Rounds of three, the last of which is needed.
        let fails = |list: &[u64]| list.len() % 3 == 1 && list.last() == Some(&0);
        let rounds = || [9, 8, 7, 6, 5, 4, 3, 2, 1, 0];
        assert_eq!(pass(deletion, Numbers::plain(fails), rounds()).0.len(), 10);
        assert_eq!(pass(windows, Numbers::plain(fails), rounds()).0, [0]);
    }
}
