//! Emptiness: a call that found nothing had a moment at which nothing was there.

use super::{Life, Lives};

/// A call that found nothing although at each of its moments some value was there for certain, with the calls of as few values as
/// cover it; or none.
pub(super) fn covered(lives: &Lives) -> Vec<usize> {
    if lives.empty.is_empty() {
        return Vec::new();
    }
    let mut certain: Vec<(u64, u64, &Life)> = Vec::new();
    for life in &lives.all {
        certain.extend(life.certain().map(|(begin, end)| (begin, end, life)));
    }
    certain.sort_unstable_by_key(|(begin, end, life)| (*begin, *end, life.comes.call));
    // Times that are covered without a gap. Borders are not covered: there one value may have gone before the next comes.
    let mut covered: Vec<(u64, u64)> = Vec::new();
    for (begin, end, _) in &certain {
        match covered.last_mut().filter(|(_, last)| begin < last) {
            Some((_, last)) => *last = (*last).max(*end),
            None => covered.push((*begin, *end)),
        }
    }
    let is_covered = |begin: u64, end: u64| {
        let place = covered.partition_point(|(from, _)| *from < begin);
        place.checked_sub(1).is_some_and(|place| end < covered[place].1)
    };
    let found = lives.empty.iter().find(|span| is_covered(span.begin, span.end));
    let Some(span) = found else { return Vec::new() };
    // From each moment on the value that is there for longest.
    let mut wrong = vec![span.call];
    let (mut moment, mut next) = (span.begin, 0);
    let mut longest: Option<(u64, &Life)> = None;
    while moment <= span.end {
        while let Some((_, end, life)) = certain.get(next).filter(|(begin, ..)| *begin < moment) {
            if longest.is_none_or(|(last, _)| last < *end) {
                longest = Some((*end, life));
            }
            next += 1;
        }
        let (end, life) = longest.expect("some value is there at each moment");
        wrong.extend(life.calls());
        moment = end;
    }
    wrong
}
