//! The stack: last in, first out.

use std::fmt::Debug;
use std::hash::Hash;
use std::marker::PhantomData;

use super::specification::Specification;

/// Values, none at first, of which the newest leaves first.
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
