//! The register: a value that is read and written.

use std::fmt::Debug;
use std::hash::Hash;

use super::specification::Specification;

/// A value that is read and written.
#[derive(Clone, Debug)]
pub struct Register<V> {
    initial: V,
}

/// What a register is asked for.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum RegisterInput<V> {
    /// The value.
    Read,
    /// To have this value.
    Write(V),
}

/// What a register answers.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum RegisterOutput<V> {
    /// To a read: the value.
    Value(V),
    /// To a write: done.
    Written,
}

impl<V> Register<V> {
    /// A register that has this value at first.
    pub const fn new(initial: V) -> Self {
        Self { initial }
    }
}

impl<V: Clone + Eq + Hash + Debug> Specification for Register<V> {
    type State = V;
    type Input = RegisterInput<V>;
    type Output = RegisterOutput<V>;
    type Key = ();

    fn key(&self, _: &RegisterInput<V>) {}

    fn initial(&self) -> V {
        self.initial.clone()
    }

    fn step(
        &self,
        state: &V,
        input: &RegisterInput<V>,
        output: Option<&RegisterOutput<V>>,
    ) -> impl IntoIterator<Item = V> {
        match (input, output) {
            (RegisterInput::Read, None) => Some(state.clone()),
            (RegisterInput::Read, Some(RegisterOutput::Value(value))) => {
                (value == state).then(|| state.clone())
            }
            (RegisterInput::Write(value), None | Some(RegisterOutput::Written)) => {
                Some(value.clone())
            }
            (RegisterInput::Read, Some(RegisterOutput::Written))
            | (RegisterInput::Write(_), Some(RegisterOutput::Value(_))) => None,
        }
    }

    fn observes(&self, input: &RegisterInput<V>, _: Option<&RegisterOutput<V>>) -> bool {
        *input == RegisterInput::Read
    }

    fn describe(&self, input: &RegisterInput<V>, output: Option<&RegisterOutput<V>>) -> String {
        match (input, output) {
            (RegisterInput::Read, Some(RegisterOutput::Value(value))) => format!("read {value:?}"),
            (RegisterInput::Write(value), None | Some(RegisterOutput::Written)) => {
                format!("write {value:?}")
            }
            (RegisterInput::Read, None) => String::from("read"),
            (RegisterInput::Read, Some(RegisterOutput::Written))
            | (RegisterInput::Write(_), Some(RegisterOutput::Value(_))) => {
                format!("{input:?} -> {output:?}")
            }
        }
    }
}
