//! The set: values that are added, removed and looked for.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::hash::Hash;
use std::marker::PhantomData;

use super::specification::Specification;

/// Values, none at first, that are added, removed and looked for.
#[derive(Clone, Copy, Debug)]
pub struct Set<V>(PhantomData<fn(&V)>);

/// What a set is asked for.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum SetInput<V> {
    /// To have this value.
    Add(V),
    /// Not to have this value.
    Remove(V),
    /// Whether it has this value.
    Contains(V),
    /// All values.
    Read,
}

/// What a set answers.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum SetOutput<V> {
    /// To an addition or removal: done, and maybe nothing had to be.
    Done,
    /// To an addition or removal: whether something had to be done. To a look: whether the value is there.
    Was(bool),
    /// To a read: all values.
    Values(BTreeSet<V>),
}

impl<V> Set<V> {
    /// An empty set.
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<V> Default for Set<V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<V: Clone + Ord + Hash + Debug> Specification for Set<V> {
    type State = BTreeSet<V>;
    type Input = SetInput<V>;
    type Output = SetOutput<V>;
    type Key = ();

    fn key(&self, _: &SetInput<V>) {}

    fn initial(&self) -> BTreeSet<V> {
        BTreeSet::new()
    }

    fn step(
        &self,
        state: &BTreeSet<V>,
        input: &SetInput<V>,
        output: Option<&SetOutput<V>>,
    ) -> impl IntoIterator<Item = BTreeSet<V>> {
        let mut after = state.clone();
        let was = match input {
            SetInput::Add(value) => after.insert(value.clone()),
            SetInput::Remove(value) => after.remove(value),
            SetInput::Contains(value) => state.contains(value),
            SetInput::Read => false,
        };
        let possible = match (input, output) {
            (_, None) | (SetInput::Add(_) | SetInput::Remove(_), Some(SetOutput::Done)) => true,
            (SetInput::Read, Some(SetOutput::Values(values))) => values == state,
            (
                SetInput::Add(_) | SetInput::Remove(_) | SetInput::Contains(_),
                Some(SetOutput::Was(told)),
            ) => *told == was,
            (SetInput::Read, Some(SetOutput::Was(_)))
            | (SetInput::Read | SetInput::Contains(_), Some(SetOutput::Done))
            | (
                SetInput::Add(_) | SetInput::Remove(_) | SetInput::Contains(_),
                Some(SetOutput::Values(_)),
            ) => false,
        };
        possible.then_some(after)
    }

    fn observes(&self, input: &SetInput<V>, output: Option<&SetOutput<V>>) -> bool {
        matches!(input, SetInput::Contains(_) | SetInput::Read)
            || output == Some(&SetOutput::Was(false))
    }

    fn describe(&self, input: &SetInput<V>, output: Option<&SetOutput<V>>) -> String {
        let asked = match input {
            SetInput::Add(value) => format!("add {value:?}"),
            SetInput::Remove(value) => format!("remove {value:?}"),
            SetInput::Contains(value) => format!("look for {value:?}"),
            SetInput::Read => String::from("read"),
        };
        match (input, output) {
            (_, None | Some(SetOutput::Done)) => asked,
            (SetInput::Contains(_), Some(SetOutput::Was(true))) => format!("{asked}, found"),
            (SetInput::Contains(_), Some(SetOutput::Was(false))) => format!("{asked}, not found"),
            (_, Some(SetOutput::Was(true))) => format!("{asked}, changed"),
            (_, Some(SetOutput::Was(false))) => format!("{asked}, unchanged"),
            (_, Some(SetOutput::Values(values))) => format!("{asked} {values:?}"),
        }
    }
}
