//! The order of a queue: what has come before goes before.
//!
//! It is enough to look at pairs. Two values have to leave in an order if the calls that give them, or those that take
//! them, are one after the other, or if one is taken before the other is given. Calls that are one after the other are an interval order:
//! of two such pairs the first of one comes before the second of the other. So each circle of such orders, however long,
//! has two values in it that each have to leave before the other.

use super::Life;

/// Two values of which one was there before the other came, and went after that was gone; or none.
///
/// Costs O(values · log values).
pub(super) fn out_of_order(lives: &[Life]) -> Vec<Life> {
    let mut by_coming: Vec<&Life> = lives.iter().collect();
    by_coming.sort_unstable_by_key(|life| (life.comes.begin, life.comes.call));
    let mut by_being_there: Vec<&Life> = lives.iter().collect();
    by_being_there.sort_unstable_by_key(|life| (life.comes.end, life.comes.call));
    // Of those that were there before the next one came, the one that went last.
    let mut last: Option<&Life> = None;
    let mut next = 0;
    for life in by_coming {
        while let Some(before) = by_being_there.get(next) {
            if before.comes.end >= life.comes.begin {
                break;
            }
            if last.is_none_or(|last| last.goes.begin < before.goes.begin) {
                last = Some(before);
            }
            next += 1;
        }
        if let Some(before) = last.filter(|before| life.goes.end < before.goes.begin) {
            return vec![*before, *life];
        }
    }
    Vec::new()
}
