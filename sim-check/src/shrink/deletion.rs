//! Leaving out chunks, large ones first.

use super::shrinking::Shrinking;
use super::subject::Subject;

/// Leaves out chunks of half of the entries, a quarter and so on, down to single ones, until no single one can go.
///
/// From the end, as what happens late is less likely to be what the rest depends on. Where two halves of a chunk can't
/// both go and the second went, the first needn't be tried: that list is known.
pub fn deletion<S: Subject>(shrinking: &mut Shrinking<'_, S>) {
    // Powers of two, so that the chunks of one sweep are halves of those of the sweep before.
    let mut chunk = shrinking.best().len().next_power_of_two();
    loop {
        let improved = sweep(shrinking, chunk);
        if chunk > 1 {
            chunk /= 2;
        } else if !improved {
            return;
        }
    }
}

/// Leaves out single entries, until none can go: where chunks have been tried before, and little has changed.
pub fn singles<S: Subject>(shrinking: &mut Shrinking<'_, S>) {
    while sweep(shrinking, 1) {}
}

fn sweep<S: Subject>(shrinking: &mut Shrinking<'_, S>, chunk: usize) -> bool {
    let changes = shrinking.changes();
    let mut end = shrinking.best().len();
    while end > 0 && !shrinking.is_spent() {
        let start = end.saturating_sub(chunk);
        shrinking.try_without(start..end);
        // A list that came back may be shorter than that.
        end = start.min(shrinking.best().len());
    }
    shrinking.changes() > changes
}

#[cfg(test)]
mod tests {
    use super::deletion;
    use crate::shrink::tests::numbers::{Numbers, pass};

    #[test]
    fn one_entry_of_many_is_found_by_halving() {
        for needed in [0, 1, 511, 512, 777, 1_023] {
            let subject = Numbers::plain(|list| list.contains(&needed));
            // Nothing, then one half each time (the other is known where it is the first), then nothing again.
            let (left, runs) = pass(deletion, subject, 0..1_024);
            assert_eq!(left, [needed]);
            assert!(runs <= 21, "{runs}");
        }
    }

    #[test]
    fn entries_that_only_can_go_after_others_go_by_and_by() {
        // Each needs the one before.
        let subject = Numbers::plain(|list| list.iter().zip(0..).all(|(one, place)| *one == place));
        assert!(pass(deletion, subject, 0..20).0.is_empty());
        let subject = Numbers::plain(|list| {
            list.contains(&7)
                && list.iter().rev().zip((0..20).rev()).all(|(one, place)| *one == place)
        });
        assert_eq!(pass(deletion, subject, 0..20).0, (7..20).collect::<Vec<_>>());
    }
}
