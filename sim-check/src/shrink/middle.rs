//! Leaving out all that lies between the beginning and the last entry.

use super::FEW;
use super::shrinking::Shrinking;
use super::subject::Subject;

// In longer lists only some beginnings are tried.
const SHORT: usize = 40;

/// Keeps the first few entries and the last one: none of the first, one of them, and so on; in a long list one, two, four.
///
/// What happens again and again can't be left out in parts, as each time leads to the next; but the last thing may as
/// well happen after the first few times. Few entries are left to others.
pub fn middle<S: Subject>(shrinking: &mut Shrinking<'_, S>) {
    let mut kept = 0;
    loop {
        let last = shrinking.best().len().saturating_sub(1);
        if last < FEW || kept + 1 >= last || shrinking.is_spent() {
            return;
        }
        if shrinking.try_without(kept..last) {
            kept = 0;
        } else {
            kept = if last < SHORT { kept + 1 } else { (2 * kept).max(1) };
        }
    }
}
