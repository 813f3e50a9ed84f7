//! The laws of merging: order and repetition don't matter.

use std::fmt::Debug;

use crate::verdict::{Verdict, Violation};

/// Whether a function merges states in any order and any number of times: it is idempotent, commutative and associative over
/// these samples, each of them with each other.
///
/// The verdict has the first samples that show otherwise; a property test that makes the samples also makes them small. Without
/// samples it is undecided. Costs O(samples³) merges.
///
/// ```
/// use sim_check::{Verdict, merge_laws};
/// use std::collections::BTreeSet;
///
/// let sets = [vec![], vec![1], vec![1, 2], vec![3]].map(BTreeSet::from_iter);
/// assert_eq!(merge_laws(&sets, |one, other| one | other), Verdict::Passed);
/// assert_eq!(
///     merge_laws(&[1, 2], |one, other| one - other).to_string(),
///     "violated: not idempotent: 1 merged with itself is 0",
/// );
/// ```
pub fn merge_laws<S: Eq + Debug>(samples: &[S], merge: impl Fn(&S, &S) -> S) -> Verdict {
    if samples.is_empty() {
        return Verdict::nothing_to_judge("there are no samples");
    }
    for one in samples {
        let twice = merge(one, one);
        if twice != *one {
            let said = format!("{one:?} merged with itself is {twice:?}");
            return Violation::new("not idempotent", said).into();
        }
    }
    for (index, one) in samples.iter().enumerate() {
        for other in &samples[..index] {
            let (there, back) = (merge(other, one), merge(one, other));
            if there != back {
                let said = format!(
                    "{other:?} merged with {one:?} is {there:?}, but {one:?} with {other:?} is {back:?}"
                );
                return Violation::new("not commutative", said).into();
            }
        }
    }
    for one in samples {
        for other in samples {
            let pair = merge(one, other);
            for third in samples {
                let (left, right) = (merge(&pair, third), merge(one, &merge(other, third)));
                if left != right {
                    let said = format!(
                        "of {one:?}, {other:?} and {third:?}, the first two merged first give {left:?}, \
                         the last two {right:?}"
                    );
                    return Violation::new("not associative", said).into();
                }
            }
        }
    }
    Verdict::Passed
}
