//! Leaving out an entry that others count.

use super::shrinking::Shrinking;
use super::subject::Subject;

/// Leaves out one entry and lowers all other values by one.
///
/// Where values are places or counts (the third of these, after two others), one that goes changes all that come after it.
pub fn renumbering<S: Subject>(shrinking: &mut Shrinking<'_, S>) {
    let mut index = 0;
    while index < shrinking.best().len() && !shrinking.is_spent() {
        let subject = shrinking.subject();
        let lowered = |entry: &S::Entry| {
            let value = subject.value(entry)?.checked_sub(1)?;
            subject.with_value(entry, value)
        };
        let rest = shrinking.without(index..index + 1);
        let candidate: Vec<_> =
            rest.iter().map(|entry| lowered(entry).unwrap_or_else(|| entry.clone())).collect();
        if !shrinking.try_candidate(&candidate) {
            index += 1;
        }
    }
}
