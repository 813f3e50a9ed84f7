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
pub fn values<S: Subject>(shrinking: &mut Shrinking<'_, S>) {
    all_at_once(shrinking);
    let mut index = 0;
    while index < shrinking.best().len() && !shrinking.is_spent() {
        lower(shrinking, index);
        index += 1;
    }
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
        value_at(shrinking, index)
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
    let value = |shrinking: &Shrinking<'_, S>| value_at(shrinking, index).unwrap_or(0);
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

fn value_at<S: Subject>(shrinking: &Shrinking<'_, S>, index: usize) -> Option<u64> {
    shrinking.subject().value(shrinking.best().get(index)?)
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
