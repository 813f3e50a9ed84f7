//! The largest legal value of an entry.

use super::subject::Subject;

/// The largest value that an entry of this value can have.
///
/// Found bit by bit, without a run: whatever lies between two legal values is legal.
pub(super) fn largest<S: Subject>(subject: &S, entry: &S::Entry, value: u64) -> u64 {
    let is_legal = |value| subject.with_value(entry, value).is_some();
    (0..u64::BITS).rev().map(|bit| 1 << bit).fold(value, |largest, more| {
        largest.checked_add(more).filter(|it| is_legal(*it)).unwrap_or(largest)
    })
}
