//! The specification: what an object would do if calls came one after the other.

use std::fmt::Debug;
use std::hash::Hash;

use super::shortcut::{CallSpan, Shortcut};

/// What an object would do if its calls came one after the other.
///
/// ```
/// use sim_check::linear::Specification;
///
/// /// A switch: pressing it says whether the light is on now.
/// struct Switch;
///
/// impl Specification for Switch {
///     type State = bool;
///     type Input = ();
///     type Output = bool;
///     type Key = ();
///
///     fn key(&self, (): &()) {}
///
///     fn initial(&self) -> bool {
///         false
///     }
///
///     fn step(&self, lit: &bool, (): &(), told: Option<&bool>) -> impl IntoIterator<Item = bool> {
///         let after = !lit;
///         told.is_none_or(|&told| told == after).then_some(after)
///     }
/// }
///
/// assert_eq!(Switch.step(&false, &(), Some(&true)).into_iter().collect::<Vec<_>>(), [true]);
/// assert_eq!(Switch.step(&false, &(), Some(&false)).into_iter().count(), 0, "it can't say so");
/// ```
pub trait Specification {
    /// What the object is in between two calls.
    type State: Clone + Eq + Hash;
    /// What is asked for.
    type Input: Eq + Hash + Debug;
    /// What is answered.
    type Output: Eq + Hash + Debug;
    /// Which of several independent objects is asked; `()` if there is one.
    type Key: Ord;

    /// The object that is asked. The calls of each key are judged on their own, which is much faster than all at once.
    fn key(&self, input: &Self::Input) -> Self::Key;

    /// The state of each object before any call.
    fn initial(&self) -> Self::State;

    /// The states that may follow upon this one when the object is asked this and answers that.
    ///
    /// None if it can't answer so: an `Option` will do unless the specification leaves a choice. Without an output
    /// nobody knows the answer: whatever may follow upon any answer, follows.
    fn step(
        &self,
        state: &Self::State,
        input: &Self::Input,
        output: Option<&Self::Output>,
    ) -> impl IntoIterator<Item = Self::State>;

    /// Whether such a call never changes anything, in whatever state: like a read.
    ///
    /// A call of which this is said is put as early as it fits, which saves most of the search. Said wrongly, it costs a
    /// panic as soon as such a call does change something; not said, though it could be, it costs time.
    fn observes(&self, input: &Self::Input, output: Option<&Self::Output>) -> bool {
        let _ = (input, output);
        false
    }

    /// What can be said of the calls to one object faster than by a search, if anything can.
    ///
    /// Asked with all calls to an object that didn't fail, in the order in which they were made. It has to be what the search
    /// would find: whatever has no order in a part must have none in the whole.
    fn shortcut(&self, calls: &[CallSpan<'_, Self::Input, Self::Output>]) -> Shortcut {
        let _ = calls;
        Shortcut::Search
    }

    /// The call in words, for reports: what was asked, and what was told if that is known.
    fn describe(&self, input: &Self::Input, output: Option<&Self::Output>) -> String {
        match output {
            Some(output) => format!("{input:?} -> {output:?}"),
            None => format!("{input:?} -> ?"),
        }
    }
}
