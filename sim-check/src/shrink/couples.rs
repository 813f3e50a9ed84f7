//! Changing several values by the same amount.

use std::collections::BTreeSet;

use super::FEW;
use super::largest::largest;
use super::shrinking::Shrinking;
use super::subject::Subject;

/// Lowers two values together, or one at the expense of a later one; and all that are equal.
///
/// What a difference or a sum must be can't be kept by changing one value. Each two are tried where few entries have
/// values, otherwise each and the next few.
pub fn couples<S: Subject>(shrinking: &mut Shrinking<'_, S>) {
    equal_ones(shrinking);
    let mut earlier = 0;
    while earlier < shrinking.best().len() {
        for later in partners(shrinking, earlier) {
            if shrinking.is_spent() {
                return;
            }
            shift(shrinking, &Shift { lowered: &[earlier, later], raised: None });
            shift(shrinking, &Shift { lowered: &[earlier], raised: Some(later) });
        }
        earlier += 1;
    }
}

/// Values that change by the same amount, by their places.
struct Shift<'a> {
    lowered: &'a [usize],
    raised: Option<usize>,
}

// With many values, the partners of one are this near.
const NEAR: usize = 3;

fn partners<S: Subject>(shrinking: &Shrinking<'_, S>, earlier: usize) -> Vec<usize> {
    let has_value = |index: &usize| shrinking.value_at(*index).is_some();
    let count = shrinking.best().len();
    let all = (0..count).filter(has_value).count();
    let near = if all <= FEW { all } else { NEAR };
    (earlier + 1..count).filter(has_value).take(near).collect()
}

fn equal_ones<S: Subject>(shrinking: &mut Shrinking<'_, S>) {
    let all = 0..shrinking.best().len();
    let values: BTreeSet<_> = all.clone().filter_map(|index| shrinking.value_at(index)).collect();
    for common in values {
        let is_equal = |index: &usize| shrinking.value_at(*index) == Some(common);
        let equal: Vec<_> = all.clone().filter(is_equal).collect();
        // Two of them are a couple like any other.
        if equal.len() > 2 {
            shift(shrinking, &Shift { lowered: &equal, raised: None });
        }
    }
}

/// Shifts as far as it helps: by all there is, otherwise by one or two, then by twice as much as long as that helps, then
/// by half as much again and again.
fn shift<S: Subject>(shrinking: &mut Shrinking<'_, S>, places: &Shift<'_>) {
    let most = most(shrinking, places);
    if most == 0 || shift_by(shrinking, places, most) {
        return;
    }
    let Some(unit) = [1, 2].into_iter().find(|unit| shift_by(shrinking, places, *unit)) else {
        return;
    };
    let mut amount = unit;
    while let Some(twice) = amount.checked_mul(2) {
        amount = twice;
        if !shift_by(shrinking, places, amount) {
            break;
        }
    }
    while amount > unit {
        amount /= 2;
        shift_by(shrinking, places, amount);
    }
}

/// By how much these values can be shifted as far as what is legal goes; zero if some aren't there.
fn most<S: Subject>(shrinking: &Shrinking<'_, S>, places: &Shift<'_>) -> u64 {
    let lowest = places.lowered.iter().map(|index| shrinking.value_at(*index)).min().flatten();
    let room = places.raised.map(|index| {
        let entry = shrinking.best().get(index)?;
        let value = shrinking.value_at(index)?;
        Some(largest(shrinking.subject(), entry, value) - value)
    });
    lowest.min(room.unwrap_or(lowest)).unwrap_or(0)
}

/// Tries the best list with these values shifted; what isn't legal is no candidate.
fn shift_by<S: Subject>(shrinking: &mut Shrinking<'_, S>, places: &Shift<'_>, amount: u64) -> bool {
    match shifted(shrinking, places, amount) {
        Some(candidate) => shrinking.try_candidate(&candidate),
        None => false,
    }
}

fn shifted<S: Subject>(
    shrinking: &Shrinking<'_, S>,
    places: &Shift<'_>,
    amount: u64,
) -> Option<Vec<S::Entry>> {
    let subject = shrinking.subject();
    let mut candidate = shrinking.best().to_vec();
    for &index in places.lowered {
        let entry = candidate.get_mut(index)?;
        *entry = subject.with_value(entry, subject.value(entry)?.checked_sub(amount)?)?;
    }
    if let Some(index) = places.raised {
        let entry = candidate.get_mut(index)?;
        *entry = subject.with_value(entry, subject.value(entry)?.checked_add(amount)?)?;
    }
    Some(candidate)
}

#[cfg(test)]
mod tests {
    use super::super::values::values;
    use super::couples;
    use crate::shrink::tests::numbers::{Numbers, pass};

    #[test]
    fn two_values_of_a_fixed_difference_are_lowered_together() {
        let check = |from: [u64; 2], to: [u64; 2]| {
            let fails = |list: &[u64]| {
                let is_far = list.iter().all(|value| *value >= 10);
                is_far && list.len() == 2 && list[0].abs_diff(list[1]) == from[0].abs_diff(from[1])
            };
            let (left, runs) = pass(couples, Numbers::valued(u64::MAX, fails), from);
            assert_eq!(left, to);
            assert!(runs <= 50, "{runs}");
        };
        check([1_003, 1_000], [13, 10]);
        check([77, 1_000_000], [10, 999_933]);
        check([13, 10], [13, 10]);
    }

    #[test]
    fn of_two_values_of_a_fixed_sum_the_first_is_lowered() {
        let fails = |list: &[u64]| list.len() == 2 && list[0] + list[1] == 1_000;
        // Three runs say that they can't be lowered together.
        assert_eq!(
            pass(couples, Numbers::valued(u64::MAX, fails), [800, 200]),
            (vec![0, 1_000], 4)
        );
        // The second can't have more than 900.
        assert_eq!(pass(couples, Numbers::valued(900, fails), [800, 200]).0, [100, 900]);
        // Every second amount only.
        let odd = |list: &[u64]| fails(list) && list[0] % 2 == 1;
        assert_eq!(pass(couples, Numbers::valued(997, odd), [801, 199]).0, [3, 997]);
    }

    #[test]
    fn equal_values_are_lowered_together() {
        let fails =
            |list: &[u64]| list.len() == 4 && list.iter().all(|it| *it == list[0] && *it > 6);
        assert_eq!(pass(values, Numbers::valued(99, fails), [90; 4]).0, [90; 4]);
        assert_eq!(pass(couples, Numbers::valued(99, fails), [90; 4]).0, [7; 4]);
    }

    #[test]
    fn of_many_values_each_is_tried_with_the_next_few() {
        let subject =
            Numbers::valued(u64::MAX, |list| list.len() == 100 && list[98] + 7 == list[99]);
        let (left, runs) = pass(couples, subject, (0..98).chain([50, 57]));
        assert_eq!(left[98..], [0, 7]);
        assert!(runs < 100 * 3 * 4, "{runs}");
    }
}
