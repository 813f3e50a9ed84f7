//! The compare-and-set register: a value that is replaced if it is the expected one.

use std::fmt::Debug;
use std::hash::Hash;

use super::specification::Specification;

/// A value that is read, written, and replaced if it is the expected one.
///
/// A compare-and-set that found another value is an answer, [`CasOutput::Unequal`], and is held against the register:
/// at that moment the value was another one. A call that *failed* is one of which nothing is known but that it took no
/// effect.
#[derive(Clone, Debug)]
pub struct CasRegister<V> {
    initial: V,
}

/// What a compare-and-set register is asked for.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum CasInput<V> {
    /// The value.
    Read,
    /// To have this value.
    Write(V),
    /// To have another value if it has this one.
    CompareAndSet {
        /// The value that is expected.
        old: V,
        /// The value that replaces it.
        new: V,
    },
}

/// What a compare-and-set register answers.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum CasOutput<V> {
    /// To a read: the value.
    Value(V),
    /// To a write and to a compare-and-set: done.
    Done,
    /// To a compare-and-set: the value is another one.
    Unequal,
}

impl<V> CasRegister<V> {
    /// A register that has this value at first.
    pub const fn new(initial: V) -> Self {
        Self { initial }
    }
}

impl<V: Clone + Eq + Hash + Debug> Specification for CasRegister<V> {
    type State = V;
    type Input = CasInput<V>;
    type Output = CasOutput<V>;
    type Key = ();

    fn key(&self, _: &CasInput<V>) {}

    fn initial(&self) -> V {
        self.initial.clone()
    }

    fn step(
        &self,
        state: &V,
        input: &CasInput<V>,
        output: Option<&CasOutput<V>>,
    ) -> impl IntoIterator<Item = V> {
        let unchanged = || Some(state.clone());
        match (input, output) {
            (CasInput::Read, None) => unchanged(),
            (CasInput::Read, Some(CasOutput::Value(value))) if value == state => unchanged(),
            (CasInput::Write(value), None | Some(CasOutput::Done)) => Some(value.clone()),
            (CasInput::CompareAndSet { old, new }, None | Some(CasOutput::Done))
                if old == state =>
            {
                Some(new.clone())
            }
            (CasInput::CompareAndSet { old, .. }, None | Some(CasOutput::Unequal))
                if old != state =>
            {
                unchanged()
            }
            (CasInput::Read | CasInput::Write(_) | CasInput::CompareAndSet { .. }, _) => None,
        }
    }

    fn observes(&self, input: &CasInput<V>, output: Option<&CasOutput<V>>) -> bool {
        *input == CasInput::Read || output == Some(&CasOutput::Unequal)
    }

    fn describe(&self, input: &CasInput<V>, output: Option<&CasOutput<V>>) -> String {
        match (input, output) {
            (CasInput::Read, Some(CasOutput::Value(value))) => format!("read {value:?}"),
            (CasInput::Read, None) => String::from("read"),
            (CasInput::Write(value), None | Some(CasOutput::Done)) => format!("write {value:?}"),
            (CasInput::CompareAndSet { old, new }, None | Some(CasOutput::Done)) => {
                format!("compare-and-set {old:?} to {new:?}")
            }
            (CasInput::CompareAndSet { old, .. }, Some(CasOutput::Unequal)) => {
                format!("compare-and-set that found no {old:?}")
            }
            (CasInput::Read | CasInput::Write(_) | CasInput::CompareAndSet { .. }, _) => {
                format!("{input:?} -> {output:?}")
            }
        }
    }
}
