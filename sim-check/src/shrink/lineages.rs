//! Leaving out an entry with all that it led to.

use super::shrinking::Shrinking;
use super::subject::Subject;

/// Leaves out each entry together with all that it led to, from the end.
///
/// Without the entry alone, what it led to would not happen either, but its place might be taken by something else of the
/// same name: without a client's first call, the messages of its second one.
pub fn lineages<S: Subject>(shrinking: &mut Shrinking<'_, S>) {
    let mut index = shrinking.best().len();
    while index > 0 && !shrinking.is_spent() {
        index -= 1;
        let best = shrinking.best();
        let mut goes = vec![false; best.len()];
        goes[index] = true;
        for later in index + 1..best.len() {
            let cause = shrinking.subject().led_to(&best[later]);
            goes[later] = cause.is_some_and(|cause| cause < later && goes[cause]);
        }
        let stays = best.iter().zip(&goes).filter(|(_, goes)| !**goes);
        let candidate: Vec<S::Entry> = stays.map(|(entry, _)| entry.clone()).collect();
        if shrinking.try_candidate(&candidate) {
            index = index.min(shrinking.best().len());
        }
    }
}
