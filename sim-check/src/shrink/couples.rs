//! Changing several values by the same amount.

use std::collections::BTreeSet;

use super::FEW;
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
    let has_value = |index: &usize| shrinking.subject().value(&shrinking.best()[*index]).is_some();
    let count = shrinking.best().len();
    let all = (0..count).filter(has_value).count();
    let near = if all <= FEW { all } else { NEAR };
    (earlier + 1..count).filter(has_value).take(near).collect()
}

fn equal_ones<S: Subject>(shrinking: &mut Shrinking<'_, S>) {
    let value = |shrinking: &Shrinking<'_, S>, index: usize| {
        shrinking.best().get(index).and_then(|entry| shrinking.subject().value(entry))
    };
    let all = 0..shrinking.best().len();
    let values: BTreeSet<u64> = all.clone().filter_map(|index| value(shrinking, index)).collect();
    for common in values {
        let equal: Vec<_> =
            all.clone().filter(|index| value(shrinking, *index) == Some(common)).collect();
        // Two of them are a couple like any other.
        if equal.len() > 2 && common > 0 {
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

/// By how much these values can be shifted as far as what is legal goes.
fn most<S: Subject>(shrinking: &Shrinking<'_, S>, places: &Shift<'_>) -> u64 {
    let subject = shrinking.subject();
    let values = places.lowered.iter().map(|index| subject.value(&shrinking.best()[*index]));
    let Some(lowest) = values.min().flatten() else { return 0 };
    let Some(raised) = places.raised else { return lowest };
    let entry = &shrinking.best()[raised];
    let Some(value) = subject.value(entry) else { return 0 };
    let is_legal = |amount: u64| {
        value.checked_add(amount).is_some_and(|value| subject.with_value(entry, value).is_some())
    };
    // The highest bit first: whatever lies between two legal values is legal.
    let mut most = 0;
    for bit in (0..u64::BITS).rev().map(|bit| 1 << bit) {
        if most + bit <= lowest && is_legal(most + bit) {
            most += bit;
        }
    }
    most
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
