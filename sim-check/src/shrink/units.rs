//! Leaving out what came from outside, with all that it led to.

use super::shrinking::Shrinking;
use super::subject::Subject;

/// Leaves out chunks of units, half of them, a quarter and so on, down to single ones: a unit is an entry that nothing
/// listed led to, or that would have come by itself, with what it led to.
///
/// A list from which single entries have gone is full of gaps, and no call can go any more whose answer another one has
/// taken the place of. So what is whole goes as a whole, as long as it is whole.
pub fn units<S: Subject>(shrinking: &mut Shrinking<'_, S>) {
    let mut chunk = count(&units_of(shrinking)).next_power_of_two();
    while chunk > 0 && !shrinking.is_spent() {
        sweep(shrinking, chunk);
        chunk /= 2;
    }
}

fn sweep<S: Subject>(shrinking: &mut Shrinking<'_, S>, chunk: usize) {
    let mut units = units_of(shrinking);
    let mut end = count(&units);
    while end > 0 && !shrinking.is_spent() {
        let start = end.saturating_sub(chunk);
        let stays = shrinking.best().iter().zip(&units);
        let stays = stays.filter(|(_, unit)| !(start..end).contains(*unit));
        let candidate: Vec<S::Entry> = stays.map(|(entry, _)| entry.clone()).collect();
        if shrinking.try_candidate(&candidate) {
            units = units_of(shrinking);
        }
        end = start.min(count(&units));
    }
}

/// How many units there are.
pub(super) fn count(units: &[usize]) -> usize {
    units.iter().max().map_or(0, |last| last + 1)
}

/// Of each entry of the best list the number of its unit, in the order in which they begin.
pub(super) fn units_of<S: Subject>(shrinking: &Shrinking<'_, S>) -> Vec<usize> {
    let mut units: Vec<usize> = Vec::with_capacity(shrinking.best().len());
    let mut next = 0;
    for (place, entry) in shrinking.best().iter().enumerate() {
        let cause = shrinking.subject().led_to(entry).filter(|_| !begins(shrinking, place));
        let unit = cause.map_or(next, |cause| units[cause]);
        next = next.max(unit + 1);
        units.push(unit);
    }
    units
}

/// Whether a unit begins with the entry at this place of the best list.
pub(super) fn begins<S: Subject>(shrinking: &Shrinking<'_, S>, place: usize) -> bool {
    let (subject, entry) = (shrinking.subject(), &shrinking.best()[place]);
    subject.comes_by_itself(entry) || subject.led_to(entry).is_none_or(|cause| cause >= place)
}

#[cfg(test)]
mod tests {
    use super::units;
    use crate::shrink::deletion;
    use crate::shrink::{Answer, Failing, Shrinking, Subject};

    /// Questions with their answers, of which there must be as many, the last of them among them.
    struct Questions;

    impl Subject for Questions {
        type Entry = (char, Option<usize>);
        type Note = ();

        fn attempt(&mut self, candidate: &[Self::Entry]) -> Answer<Self::Entry, ()> {
            let count = |kind| candidate.iter().filter(|it| it.0 == kind).count();
            if count('?') != count('!') || candidate.last().is_none_or(|it| it.0 != '.') {
                return Answer::Otherwise(());
            }
            Answer::Fails(Failing { entries: candidate.to_vec(), size: 0 })
        }

        fn digest(&self, entry: &Self::Entry) -> u64 {
            u64::from(entry.0)
        }

        fn led_to(&self, entry: &Self::Entry) -> Option<usize> {
            entry.1
        }
    }

    #[test]
    fn what_only_makes_sense_as_a_whole_goes_as_a_whole() {
        let left = |pass: fn(&mut Shrinking<'_, Questions>)| {
            let entries = vec![('?', None), ('x', None), ('!', Some(0)), ('.', None)];
            let mut subject = Questions;
            let mut shrinking = Shrinking::new(&mut subject, Failing { entries, size: 0 }, 100);
            pass(&mut shrinking);
            shrinking.best().len()
        };
        assert_eq!(left(deletion), 3);
        assert_eq!(left(units), 1);
    }
}
