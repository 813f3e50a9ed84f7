//! Whether each entry that is left is needed.

use super::FEW;
use super::pairs::without_two;
use super::shrinking::{Known, Shrinking};
use super::subject::Subject;

/// What is known about the entries that are left.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Certificate<N> {
    /// Without any one of them the run doesn't fail in the same way.
    Minimal {
        /// For each entry, what happens without it instead.
        without: Vec<N>,
        /// Whether the same is known of any two of them; it isn't asked where many are left.
        pairs: bool,
    },
    /// Without the entry at this place a run fails in the same way, but what it then consists of is not better.
    Replaceable {
        /// Its place in the list.
        index: usize,
    },
    /// The runs were used up before it was known.
    Spent,
}

/// Leaves out each entry alone once more, and any two if few are left.
///
/// After other passes most answers are known, and cost no run. If a list without one still fails, that list is the best
/// one now, and is asked about instead.
pub fn certificate<S: Subject>(shrinking: &mut Shrinking<'_, S>) -> Certificate<S::Note> {
    loop {
        let changes = shrinking.changes();
        let certificate = certify(shrinking);
        // What was found out before a better list was found is about another list.
        if shrinking.changes() == changes {
            return certificate;
        }
    }
}

fn certify<S: Subject>(shrinking: &mut Shrinking<'_, S>) -> Certificate<S::Note> {
    let count = shrinking.best().len();
    let mut without = Vec::with_capacity(count);
    for index in 0..count {
        let candidate = shrinking.without(index..index + 1);
        match shrinking.learn(&candidate) {
            Some(Known::Otherwise(note)) => without.push(note),
            Some(Known::Fails) => return Certificate::Replaceable { index },
            None => return Certificate::Spent,
        }
    }
    let pairs = count <= FEW && are_pairs_needed(shrinking);
    Certificate::Minimal { without, pairs }
}

fn are_pairs_needed<S: Subject>(shrinking: &mut Shrinking<'_, S>) -> bool {
    let count = shrinking.best().len();
    for later in 1..count {
        for earlier in 0..later {
            let candidate = without_two(shrinking.best(), earlier, later);
            match shrinking.learn(&candidate) {
                Some(Known::Otherwise(_)) => {}
                Some(Known::Fails) | None => return false,
            }
        }
    }
    true
}
