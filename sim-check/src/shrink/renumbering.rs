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

#[cfg(test)]
mod tests {
    use super::renumbering;
    use crate::shrink::tests::numbers::{Numbers, pass};

    #[test]
    fn an_entry_goes_that_others_count() {
        // The last names the place of the nine.
        let subject = Numbers::valued(9, |list| {
            let place = list.last().and_then(|place| usize::try_from(*place).ok());
            place.is_some_and(|place| place + 1 < list.len() && list[place] >= 4)
        });
        assert_eq!(pass(renumbering, subject, [0, 0, 0, 9, 0, 3]).0, [5, 0]);
    }
}
