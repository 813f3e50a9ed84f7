//! Leaving out entries that another can stand in for.

use super::FEW;
use super::largest::largest;
use super::shrinking::Shrinking;
use super::subject::Subject;

/// Gives one entry the largest value there is and leaves out others, if few are left.
///
/// One long delay may do what several short ones do. What is raised here is lowered by passes that come later.
pub fn replacement<S: Subject>(shrinking: &mut Shrinking<'_, S>) {
    let mut raised = shrinking.best().len();
    while raised > 0 {
        raised -= 1;
        if shrinking.best().len() > FEW || shrinking.is_spent() {
            return;
        }
        if stands_in(shrinking, raised) {
            // From the end again: what is known costs nothing.
            raised = shrinking.best().len();
        }
    }
}

/// Whether this entry, raised, makes a chunk of others needless; large chunks first.
fn stands_in<S: Subject>(shrinking: &mut Shrinking<'_, S>, raised: usize) -> bool {
    let subject = shrinking.subject();
    let Some(entry) = shrinking.best().get(raised) else { return false };
    let Some(value) = subject.value(entry) else { return false };
    let Some(entry) = subject.with_value(entry, largest(subject, entry, value)) else {
        return false;
    };
    let mut others = shrinking.best().to_vec();
    others.remove(raised);
    let mut chunk = others.len().next_power_of_two();
    while chunk > 0 {
        let mut end = others.len();
        while end > 0 {
            let start = end.saturating_sub(chunk);
            let mut candidate = others.clone();
            candidate.drain(start..end);
            let gone_before = raised.saturating_sub(start).min(end - start);
            candidate.insert(raised - gone_before, entry.clone());
            if shrinking.try_candidate(&candidate) {
                return true;
            }
            end = start;
        }
        chunk /= 2;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::super::deletion::deletion;
    use super::replacement;
    use crate::shrink::tests::numbers::{Numbers, pass};

    #[test]
    fn one_long_delay_does_what_several_short_ones_do() {
        let is_late = |list: &[u64]| list.iter().sum::<u64>() >= 10;
        assert_eq!(pass(deletion, Numbers::valued(12, is_late), [3, 2, 3, 2]).0, [3, 2, 3, 2]);
        assert_eq!(pass(replacement, Numbers::valued(12, is_late), [3, 2, 3, 2]).0, [12]);
        assert_eq!(pass(replacement, Numbers::valued(7, is_late), [3, 2, 3, 2]).0, [3, 7]);
    }

    #[test]
    fn among_many_entries_none_stands_in() {
        let subject = Numbers::valued(99, |list| list.iter().sum::<u64>() >= 16);
        assert_eq!(pass(replacement, subject, [1; 16]), (vec![1; 16], 0));
    }
}
