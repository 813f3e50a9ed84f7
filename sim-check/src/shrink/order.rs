//! Bringing entries into the order that the subject prefers, and smaller values to the front.

use super::FEW;
use super::shrinking::Shrinking;
use super::subject::Subject;

/// Moves entries of a lower rank before those of a higher, and exchanges values so that the smaller come first.
///
/// Everything at once first. Then each entry goes as far as it should, half as far, and so on; values are exchanged between
/// any two entries where few have some, otherwise between neighbours.
pub fn order<S: Subject>(shrinking: &mut Shrinking<'_, S>) {
    ranks(shrinking);
    all_values(shrinking);
    two_values(shrinking);
}

fn ranks<S: Subject>(shrinking: &mut Shrinking<'_, S>) {
    let rank = |shrinking: &Shrinking<'_, S>, index: usize| {
        shrinking.best().get(index).map(|entry| shrinking.subject().rank(entry))
    };
    let mut sorted = shrinking.best().to_vec();
    sorted.sort_by_key(|entry| shrinking.subject().rank(entry));
    let is_sorted = shrinking.best().is_sorted_by_key(|entry| shrinking.subject().rank(entry));
    if is_sorted || shrinking.try_candidate(&sorted) {
        return;
    }
    let mut index = 1;
    while index < shrinking.best().len() && !shrinking.is_spent() {
        let own = rank(shrinking, index);
        let target = (0..index).find(|place| rank(shrinking, *place) > own).unwrap_or(index);
        let mut distance = index - target;
        while distance > 0 {
            let mut candidate = shrinking.best().to_vec();
            candidate[index - distance..=index].rotate_right(1);
            if shrinking.try_candidate(&candidate) {
                break;
            }
            distance /= 2;
        }
        index += 1;
    }
}

fn all_values<S: Subject>(shrinking: &mut Shrinking<'_, S>) {
    let subject = shrinking.subject();
    let mut values: Vec<_> = shrinking.best().iter().filter_map(|it| subject.value(it)).collect();
    if values.is_sorted() {
        return;
    }
    values.sort_unstable();
    let mut values = values.into_iter();
    let candidate: Option<Vec<_>> = shrinking
        .best()
        .iter()
        .map(|entry| match subject.value(entry).and_then(|_| values.next()) {
            Some(value) => subject.with_value(entry, value),
            None => Some(entry.clone()),
        })
        .collect();
    if let Some(candidate) = candidate {
        shrinking.try_candidate(&candidate);
    }
}

fn two_values<S: Subject>(shrinking: &mut Shrinking<'_, S>) {
    let has_value = |entry: &&S::Entry| shrinking.subject().value(entry).is_some();
    let count = shrinking.best().iter().filter(has_value).count();
    let near = if count <= FEW { count } else { 1 };
    for earlier in 0..shrinking.best().len() {
        for later in earlier + 1..shrinking.best().len().min(earlier + 1 + near) {
            if shrinking.is_spent() {
                return;
            }
            if let Some(candidate) = exchanged(shrinking, earlier, later) {
                shrinking.try_candidate(&candidate);
            }
        }
    }
}

/// The best list with two values exchanged, if the smaller one comes later.
fn exchanged<S: Subject>(
    shrinking: &Shrinking<'_, S>,
    earlier: usize,
    later: usize,
) -> Option<Vec<S::Entry>> {
    let subject = shrinking.subject();
    let (one, other) = (shrinking.best().get(earlier)?, shrinking.best().get(later)?);
    let (larger, smaller) = (subject.value(one)?, subject.value(other)?);
    if larger <= smaller {
        return None;
    }
    let mut candidate = shrinking.best().to_vec();
    candidate[earlier] = subject.with_value(one, smaller)?;
    candidate[later] = subject.with_value(other, larger)?;
    Some(candidate)
}

#[cfg(test)]
mod tests {
    use super::order;
    use crate::shrink::tests::numbers::{Numbers, pass};

    #[test]
    fn an_order_that_does_not_matter_is_put_right_at_once() {
        let subject = Numbers::ranked(|list| list.len() == 6);
        assert_eq!(pass(order, subject, [4, 2, 6, 1, 3, 5]), ((1..=6).collect(), 1));
    }

    #[test]
    fn entries_go_where_they_should_as_far_as_what_matters_allows() {
        let place = |list: &[u64], entry| list.iter().position(|it| *it == entry);
        let subject = Numbers::ranked(|list| list.len() == 6 && place(list, 6) < place(list, 2));
        assert_eq!(pass(order, subject, [4, 6, 5, 2, 1, 3]).0, [1, 3, 4, 5, 6, 2]);
    }

    #[test]
    fn smaller_values_come_first() {
        let subject = Numbers::valued(9, |list| list.iter().sum::<u64>() == 15);
        assert_eq!(pass(order, subject, [7, 1, 5, 2]), (vec![1, 2, 5, 7], 1));
        let subject =
            Numbers::valued(9, |list| list.iter().sum::<u64>() == 15 && list[0] > list[3]);
        assert_eq!(pass(order, subject, [7, 1, 5, 2]).0, [5, 1, 7, 2]);
    }
}
