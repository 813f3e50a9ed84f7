//! Many objects of a kind, told apart by a key.

use std::fmt::Debug;
use std::hash::Hash;
use std::marker::PhantomData;

use super::shortcut::{CallSpan, Shortcut};
use super::specification::Specification;

/// Many objects of a kind, told apart by a key: each input is a key and an input of that object.
///
/// ```
/// use sim_check::linear::{PerKey, Specification};
/// use sim_check::linear::register::{Register, RegisterInput, RegisterOutput};
///
/// let registers = PerKey::<&str, _>::new(Register::new(0));
/// let write = ("x", RegisterInput::Write(7));
/// assert_eq!(registers.describe(&write, Some(&RegisterOutput::Written)), "write 7 at \"x\"");
/// ```
#[derive(Clone, Debug)]
pub struct PerKey<K, S> {
    each: S,
    key: PhantomData<fn(&K)>,
}

impl<K, S> PerKey<K, S> {
    /// Objects that all are specified so.
    pub const fn new(each: S) -> Self {
        Self { each, key: PhantomData }
    }
}

impl<K: Clone + Ord + Hash + Debug, S: Specification> Specification for PerKey<K, S> {
    type State = S::State;
    type Input = (K, S::Input);
    type Output = S::Output;
    type Key = (K, S::Key);

    fn key(&self, (key, input): &Self::Input) -> Self::Key {
        (key.clone(), self.each.key(input))
    }

    fn initial(&self) -> S::State {
        self.each.initial()
    }

    fn step(
        &self,
        state: &S::State,
        (_, input): &Self::Input,
        output: Option<&S::Output>,
    ) -> impl IntoIterator<Item = S::State> {
        self.each.step(state, input, output)
    }

    fn observes(&self, (_, input): &Self::Input, output: Option<&S::Output>) -> bool {
        self.each.observes(input, output)
    }

    fn shortcut(&self, calls: &[CallSpan<'_, Self::Input, Self::Output>]) -> Shortcut {
        let calls: Vec<_> = calls
            .iter()
            .map(|&CallSpan { input: (_, input), output, begin, end }| CallSpan {
                input,
                output,
                begin,
                end,
            })
            .collect();
        self.each.shortcut(&calls)
    }

    fn describe(&self, (key, input): &Self::Input, output: Option<&S::Output>) -> String {
        format!("{} at {key:?}", self.each.describe(input, output))
    }
}
