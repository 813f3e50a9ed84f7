//! Leaving out an entry with all that it led to, or with what came of it first.

use super::shrinking::Shrinking;
use super::subject::Subject;
use super::units::begins;

// A question, its answer, and what is done with it; farther off is another matter.
const FAR: usize = 4;

/// Leaves out each entry together with all that it led to, from the end; and of what nothing listed led to, with what came
/// of it in one step, two or three.
///
/// Without the entry alone, what it led to would not happen either, but its place might be taken by something else of the
/// same name: without a client's first call, the messages of its second one. Where one call waits for another, all that
/// comes later has come of the first one; then what came of it first goes alone.
pub fn lineages<S: Subject>(shrinking: &mut Shrinking<'_, S>) {
    let mut index = shrinking.best().len();
    while index > 0 && !shrinking.is_spent() {
        index -= 1;
        let distances = distances(shrinking, index);
        let farthest = distances.iter().flatten().max().copied().unwrap_or(0);
        let far = if begins(shrinking, index) { FAR.min(farthest) } else { 0 };
        for most in std::iter::once(farthest).chain(1..far) {
            let stays = shrinking.best().iter().zip(&distances);
            let stays = stays.filter(|(_, far)| far.is_none_or(|far| far > most));
            let candidate: Vec<S::Entry> = stays.map(|(entry, _)| entry.clone()).collect();
            if shrinking.try_candidate(&candidate) {
                index = index.min(shrinking.best().len());
                break;
            }
        }
    }
}

// In how many steps each entry of the best list came of this one.
fn distances<S: Subject>(shrinking: &Shrinking<'_, S>, index: usize) -> Vec<Option<usize>> {
    let best = shrinking.best();
    let mut distances: Vec<Option<usize>> = vec![None; best.len()];
    distances[index] = Some(0);
    for later in index + 1..best.len() {
        let cause = shrinking.subject().led_to(&best[later]).filter(|cause| *cause < later);
        distances[later] = cause.and_then(|cause| distances[cause]).map(|far| far + 1);
    }
    distances
}

#[cfg(test)]
mod tests {
    use super::lineages;
    use crate::shrink::{Answer, Failing, Shrinking, Subject};

    /// Calls, each with a question and an answer, after which the next one's turn has come.
    struct Calls;

    impl Subject for Calls {
        type Entry = (char, Option<usize>);
        type Note = ();

        fn attempt(&mut self, candidate: &[Self::Entry]) -> Answer<Self::Entry, ()> {
            let count = |kind| candidate.iter().filter(|it| it.0 == kind).count();
            let are_answered = count('c') == count('?') && count('?') == count('!');
            if !are_answered || candidate.is_empty() {
                return Answer::Otherwise(());
            }
            let mut last = None;
            let entries = candidate.iter().enumerate().map(|(place, (kind, _))| {
                let cause = last.filter(|_| *kind != 'c');
                if *kind != 'c' || last.is_none() {
                    last = Some(place);
                }
                (*kind, cause)
            });
            Answer::Fails(Failing { entries: entries.collect(), size: 0 })
        }

        fn digest(&self, entry: &Self::Entry) -> u64 {
            u64::from(entry.0)
        }

        fn led_to(&self, entry: &Self::Entry) -> Option<usize> {
            entry.1
        }
    }

    #[test]
    fn a_call_goes_with_its_answer_though_others_waited_for_that() {
        let all = [
            ('c', None),
            ('c', None),
            ('?', Some(0)),
            ('!', Some(2)),
            ('?', Some(3)),
            ('!', Some(4)),
        ];
        let mut subject = Calls;
        let failing = Failing { entries: all.to_vec(), size: 0 };
        let mut shrinking = Shrinking::new(&mut subject, failing, 100);
        lineages(&mut shrinking);
        assert_eq!(shrinking.best().len(), 3);
    }
}
