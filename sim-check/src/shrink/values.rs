//! Making values smaller, one by one.

use super::shrinking::Shrinking;
use super::subject::Subject;

// Up to here every value is tried.
const SMALL: u64 = 4;

/// Lowers each value alone.
///
/// Zero and one are tried, then one and two less than it is. Only if something there helps is the rest searched: the
/// smallest power of two that will do, and from the one below it upwards by halves. Even values are sought for an even
/// one and odd ones for an odd one: positive and negative numbers are often told apart that way. Where what holds for a
/// value holds for all larger ones, the smallest is found.
///
/// There is another sweep as long as one at least halves a value: a later value may have been what an earlier one had to
/// exceed. Two that must differ by little would get smaller by little, sweep after sweep.
pub fn values<S: Subject>(shrinking: &mut Shrinking<'_, S>) {
    all_at_once(shrinking);
    let mut before = all(shrinking);
    loop {
        for index in 0..before.len() {
            lower(shrinking, index);
        }
        let after = all(shrinking);
        let is_halved = |(old, new): (&u64, &u64)| *new < *old && *new <= *old / 2;
        if shrinking.is_spent() || !before.iter().zip(&after).any(is_halved) {
            return;
        }
        before = after;
    }
}

fn all<S: Subject>(shrinking: &Shrinking<'_, S>) -> Vec<u64> {
    (0..shrinking.best().len()).map(|index| shrinking.value_at(index).unwrap_or(0)).collect()
}

// Most values don't matter at all.
fn all_at_once<S: Subject>(shrinking: &mut Shrinking<'_, S>) {
    let subject = shrinking.subject();
    let candidate: Vec<_> = shrinking
        .best()
        .iter()
        .map(|entry| subject.with_value(entry, 0).unwrap_or_else(|| entry.clone()))
        .collect();
    if candidate
        .iter()
        .zip(shrinking.best())
        .any(|(new, old)| subject.value(new) != subject.value(old))
    {
        shrinking.try_candidate(&candidate);
    }
}

fn lower<S: Subject>(shrinking: &mut Shrinking<'_, S>, index: usize) {
    if (0..2).any(|value| set(shrinking, index, value)) {
        return;
    }
    let helps = [1, 2].into_iter().any(|less| {
        shrinking
            .value_at(index)
            .and_then(|value| value.checked_sub(less))
            .is_some_and(|value| set(shrinking, index, value))
    });
    if (2..=SMALL).any(|value| set(shrinking, index, value)) || !helps {
        return;
    }
    search(shrinking, index);
}

/// Lowers a value that is known to be lowered by one or two, and not to anything small.
fn search<S: Subject>(shrinking: &mut Shrinking<'_, S>, index: usize) {
    let value = |shrinking: &Shrinking<'_, S>| shrinking.value_at(index).unwrap_or(0);
    let odd = value(shrinking) % 2;
    let mut too_small = SMALL - odd;
    let mut power = Some(2 * SMALL);
    while let Some(probe) = power.map(|power| power - odd)
        && probe < value(shrinking)
        && !set(shrinking, index, probe)
    {
        too_small = probe;
        power = power.and_then(|power| power.checked_mul(2));
    }
    let gap = value(shrinking).saturating_sub(too_small);
    let mut step = gap.checked_ilog2().map_or(0, |bit| 1 << bit);
    while step > 0 {
        let probe = too_small.saturating_add(step);
        if probe < value(shrinking) && !set(shrinking, index, probe) {
            too_small = probe;
        }
        step /= 2;
    }
}

/// Tries the best list with a smaller value at this place; what isn't smaller or legal is no candidate.
fn set<S: Subject>(shrinking: &mut Shrinking<'_, S>, index: usize, value: u64) -> bool {
    let Some(entry) = shrinking.best().get(index) else { return false };
    if shrinking.subject().value(entry).is_none_or(|old| old <= value) {
        return false;
    }
    let Some(lowered) = shrinking.subject().with_value(entry, value) else { return false };
    let mut candidate = shrinking.best().to_vec();
    candidate[index] = lowered;
    shrinking.try_candidate(&candidate)
}

#[cfg(test)]
mod tests {
    use super::values;
    use crate::shrink::tests::numbers::{Numbers, pass};

    fn lowered(value: u64, fails: impl Fn(u64) -> bool) -> (u64, u64) {
        let subject = Numbers::valued(u64::MAX, |list| list.iter().any(|value| fails(*value)));
        let (left, runs) = pass(values, subject, [value]);
        (left[0], runs)
    }

    #[test]
    fn the_smallest_value_is_found_where_all_larger_ones_fail() {
        for value in (0..200).chain([1 << 20, u64::MAX - 1, u64::MAX]) {
            for least in (0..=value.min(80)).chain([value / 2, value - value / 9, value]) {
                let (left, runs) = lowered(value, |value| value >= least);
                assert_eq!(left, least, "from {value}");
                let bits = value.checked_ilog2().map_or(0, |bit| u64::from(bit) + 1);
                assert!(runs <= 2 * bits + 9, "{runs} runs from {value} to {least}");
            }
        }
    }

    #[test]
    fn the_smallest_value_is_found_where_all_larger_ones_of_its_kind_fail() {
        for value in 0..300 {
            for least in (0..=value).filter(|least| value % 2 == least % 2) {
                let fails = |it: u64| it >= least && it % 2 == least % 2;
                assert_eq!(lowered(value, fails).0, least, "from {value}");
            }
        }
    }

    #[test]
    fn a_value_that_is_just_so_takes_seven_runs() {
        let just_so = 1_000_000;
        assert_eq!(lowered(just_so, |value| value == just_so), (just_so, 7));
    }

    #[test]
    fn a_gap_of_one_is_overcome() {
        assert_eq!(lowered(11, |value| value == 11 || (6..=9).contains(&value)).0, 6);
    }

    #[test]
    fn values_that_do_not_matter_become_zero_at_once() {
        let subject = Numbers::valued(9, |list| list.len() == 5);
        assert_eq!(pass(values, subject, [7, 0, 3, 9, 1]), (vec![0; 5], 1));
    }

    #[test]
    fn a_value_that_is_not_legal_is_not_tried() {
        let subject = Numbers::plain(|list| list == [5, 6]);
        assert_eq!(pass(values, subject, [5, 6]), (vec![5, 6], 0));
    }
}
