//! The stack: last in, first out.

use std::fmt::Debug;
use std::hash::Hash;
use std::marker::PhantomData;

use super::lives::{self, Deed};
use super::shortcut::{CallSpan, Shortcut};
use super::specification::Specification;

/// Values, none at first, of which the newest leaves first.
///
/// Where no two values are equal, whether there is an order takes no search: it costs O(calls · log calls), however many are
/// open at once. Only where nobody knows what some call has taken, and that matters, there is one.
#[derive(Clone, Copy, Debug)]
pub struct Stack<V>(PhantomData<fn(&V)>);

/// What a stack is asked for.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum StackInput<V> {
    /// To take this value in.
    Push(V),
    /// To give the newest value away.
    Pop,
}

/// What a stack answers.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum StackOutput<V> {
    /// It took the value in.
    Pushed,
    /// It gave this value away, or had none.
    Popped(Option<V>),
}

impl<V> Stack<V> {
    /// An empty stack.
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<V> Default for Stack<V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<V: Clone + Eq + Hash + Debug> Specification for Stack<V> {
    type State = Vec<V>;
    type Input = StackInput<V>;
    type Output = StackOutput<V>;
    type Key = ();

    fn key(&self, _: &StackInput<V>) {}

    fn initial(&self) -> Vec<V> {
        Vec::new()
    }

    fn step(
        &self,
        state: &Vec<V>,
        input: &StackInput<V>,
        output: Option<&StackOutput<V>>,
    ) -> impl IntoIterator<Item = Vec<V>> {
        let mut after = state.clone();
        let possible = match (input, output) {
            (StackInput::Push(value), None | Some(StackOutput::Pushed)) => {
                after.push(value.clone());
                true
            }
            (StackInput::Pop, None) => {
                after.pop();
                true
            }
            (StackInput::Pop, Some(StackOutput::Popped(value))) => after.pop() == *value,
            (StackInput::Push(_), Some(StackOutput::Popped(_)))
            | (StackInput::Pop, Some(StackOutput::Pushed)) => false,
        };
        possible.then_some(after)
    }

    fn observes(&self, _: &StackInput<V>, output: Option<&StackOutput<V>>) -> bool {
        output == Some(&StackOutput::Popped(None))
    }

    // Where each value comes once.
    fn shortcut(&self, calls: &[CallSpan<'_, StackInput<V>, StackOutput<V>>]) -> Shortcut {
        lives::of_stack(calls, |call| match (call.input, call.output) {
            (StackInput::Push(value), None | Some(StackOutput::Pushed)) => Deed::Gives(value),
            (StackInput::Pop, Some(StackOutput::Popped(Some(value)))) => Deed::Takes(value),
            (StackInput::Pop, Some(StackOutput::Popped(None))) => Deed::FindsNothing,
            (StackInput::Pop, None) => Deed::MayTake,
            (StackInput::Push(_), Some(StackOutput::Popped(_)))
            | (StackInput::Pop, Some(StackOutput::Pushed)) => Deed::Impossible,
        })
    }

    fn describe(&self, input: &StackInput<V>, output: Option<&StackOutput<V>>) -> String {
        match (input, output) {
            (StackInput::Push(value), None | Some(StackOutput::Pushed)) => {
                format!("push {value:?}")
            }
            (StackInput::Pop, None) => String::from("pop"),
            (StackInput::Pop, Some(StackOutput::Popped(Some(value)))) => {
                format!("pop {value:?}")
            }
            (StackInput::Pop, Some(StackOutput::Popped(None))) => String::from("pop nothing"),
            (StackInput::Push(_), Some(StackOutput::Popped(_)))
            | (StackInput::Pop, Some(StackOutput::Pushed)) => {
                format!("{input:?} -> {output:?}")
            }
        }
    }
}
