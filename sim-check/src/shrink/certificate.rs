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

#[cfg(test)]
mod tests {
    use super::{Certificate, certificate};
    use crate::shrink::tests::numbers::{Numbers, failing, minimal};
    use crate::shrink::{Answer, Failing, Shrinking, Subject};

    fn certify(
        fails: impl Fn(&[u64]) -> bool,
        list: &[u64],
        runs_max: u64,
    ) -> (Vec<u64>, Certificate<()>) {
        let mut subject = Numbers::plain(fails);
        let mut shrinking = Shrinking::new(&mut subject, failing(list.iter().copied()), runs_max);
        let certificate = certificate(&mut shrinking);
        (shrinking.into_best().entries, certificate)
    }

    #[test]
    fn what_can_go_is_left_out_before_anything_is_certified() {
        let fails = |list: &[u64]| list.contains(&2) && list.contains(&5);
        assert_eq!(certify(fails, &[1, 2, 3, 4, 5, 6], 100), (vec![2, 5], minimal(2)));
    }

    #[test]
    fn single_entries_are_certified_though_there_are_no_runs_for_pairs() {
        let fails = |list: &[u64]| list.len() == 3;
        let singles_only = Certificate::Minimal { without: vec![(); 3], pairs: false };
        assert_eq!(certify(fails, &[1, 2, 3], 2).1, Certificate::Spent);
        assert_eq!(certify(fails, &[1, 2, 3], 5).1, singles_only);
        assert_eq!(certify(fails, &[1, 2, 3], 6).1, minimal(3));
    }

    /// Without its second entry a list fails with another in its place.
    struct Regrowing;

    impl Subject for Regrowing {
        type Entry = u64;
        type Note = &'static str;

        fn attempt(&mut self, candidate: &[u64]) -> Answer<u64, &'static str> {
            match candidate {
                [1] => Answer::Fails(Failing { entries: vec![1, 3], size: 0 }),
                _ => Answer::Otherwise("passes"),
            }
        }

        fn digest(&self, entry: &u64) -> u64 {
            *entry
        }
    }

    #[test]
    fn an_entry_that_comes_back_as_another_is_not_needed() {
        let mut subject = Regrowing;
        let mut shrinking = Shrinking::new(&mut subject, failing([1, 2]), 100);
        assert_eq!(certificate(&mut shrinking), Certificate::Replaceable { index: 1 });
    }
}
