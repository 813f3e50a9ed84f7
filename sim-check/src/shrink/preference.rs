//! Which of two failing runs is the better one to show.

use super::subject::{Failing, Subject};

/// Whether one is strictly better than the other.
///
/// An order without infinite descent, as each of its parts is one for lists of the same length.
pub(super) fn is_better<S: Subject>(
    subject: &S,
    one: &Failing<S::Entry>,
    other: &Failing<S::Entry>,
) -> bool {
    (one.entries.len(), one.size)
        .cmp(&(other.entries.len(), other.size))
        .then_with(|| {
            let rank = |entry| subject.rank(entry);
            one.entries.iter().map(rank).cmp(other.entries.iter().map(rank))
        })
        .then_with(|| {
            let value = |entry| subject.value(entry);
            one.entries.iter().map(value).cmp(other.entries.iter().map(value))
        })
        .is_lt()
}
