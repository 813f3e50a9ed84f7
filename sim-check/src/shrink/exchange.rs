//! Leaving out a unit for something else that could have happened.

use super::FEW;
use super::shrinking::Shrinking;
use super::subject::Subject;
use super::units::{count, units_of};

/// Leaves out each unit of two entries or more, with one entry in its place that wasn't listed, if there are few entries.
///
/// What was left out early, because something else did as well, may be what takes less in the end: that a call is over is
/// seen by its answer, or by all that another call does.
pub fn exchange<S: Subject>(shrinking: &mut Shrinking<'_, S>) {
    if shrinking.best().len() > FEW {
        return;
    }
    let mut unit = count(&units_of(shrinking));
    while unit > 0 && !shrinking.is_spent() {
        unit -= 1;
        if exchange_one(shrinking, unit) {
            unit = unit.min(count(&units_of(shrinking)));
        }
    }
}

fn exchange_one<S: Subject>(shrinking: &mut Shrinking<'_, S>, unit: usize) -> bool {
    let units = units_of(shrinking);
    if units.iter().filter(|it| **it == unit).count() < 2 {
        return false;
    }
    let changes = shrinking.changes();
    for (after, entry) in shrinking.subject().others(shrinking.best()) {
        // What it led to doesn't happen without it.
        if after.is_some_and(|after| units[after] == unit) {
            continue;
        }
        let mut candidate = Vec::with_capacity(units.len());
        candidate.extend(after.is_none().then(|| entry.clone()));
        for (place, listed) in shrinking.best().iter().enumerate() {
            candidate.extend((units[place] != unit).then(|| listed.clone()));
            candidate.extend((after == Some(place)).then(|| entry.clone()));
        }
        if shrinking.is_spent() || shrinking.try_candidate(&candidate) {
            break;
        }
    }
    shrinking.changes() > changes
}

#[cfg(test)]
mod tests {
    use super::exchange;
    use crate::shrink::{Answer, Failing, Shrinking, Subject};

    /// Fails with two ones, or a nine that led to two others; a one could always have been there.
    struct Either;

    impl Subject for Either {
        type Entry = (u64, Option<usize>);
        type Note = ();

        fn attempt(&mut self, candidate: &[Self::Entry]) -> Answer<Self::Entry, ()> {
            let count = |number| candidate.iter().filter(|it| it.0 == number).count();
            if count(1) < 2 && (count(9), count(8), count(1)) != (1, 2, 1) {
                return Answer::Otherwise(());
            }
            Answer::Fails(Failing { entries: candidate.to_vec(), size: 0 })
        }

        fn digest(&self, entry: &Self::Entry) -> u64 {
            entry.0
        }

        fn led_to(&self, entry: &Self::Entry) -> Option<usize> {
            entry.1
        }

        fn others(&self, list: &[Self::Entry]) -> Vec<(Option<usize>, Self::Entry)> {
            (0..list.len()).map(|place| (Some(place), (1, Some(place)))).collect()
        }
    }

    #[test]
    fn one_entry_takes_the_place_of_many() {
        let entries = vec![(9, None), (1, None), (8, Some(0)), (8, Some(0))];
        let mut subject = Either;
        let mut shrinking = Shrinking::new(&mut subject, Failing { entries, size: 0 }, 100);
        exchange(&mut shrinking);
        assert_eq!(shrinking.best(), [(1, None), (1, Some(1))]);
    }
}
