//! The set: values that are added, removed and looked for.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::hash::Hash;
use std::marker::PhantomData;

use super::shortcut::{CallSpan, Shortcut};
use super::specification::Specification;

/// Values, none at first, that are added, removed and looked for.
///
/// Where nobody reads all of them, the calls about each value are judged on their own, which takes a search that is linear
/// in their number unless many calls about one value are open at once.
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

    // A call that is about one value knows nothing of others.
    fn shortcut(&self, calls: &[CallSpan<'_, SetInput<V>, SetOutput<V>>]) -> Shortcut {
        let mut apart: BTreeMap<&V, Vec<usize>> = BTreeMap::new();
        for (place, call) in calls.iter().enumerate() {
            match call.input {
                SetInput::Add(value) | SetInput::Remove(value) | SetInput::Contains(value) => {
                    apart.entry(value).or_default().push(place);
                }
                // Of a read of unknown end nobody knows anything.
                SetInput::Read if call.output.is_none() => {}
                SetInput::Read => return Shortcut::Search,
            }
        }
        Shortcut::Apart(apart.into_values().collect())
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
