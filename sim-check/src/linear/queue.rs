//! The queue: first in, first out.

use std::collections::VecDeque;
use std::fmt::Debug;
use std::hash::Hash;
use std::marker::PhantomData;

use super::lives::{self, Deed};
use super::shortcut::{CallSpan, Shortcut};
use super::specification::Specification;

/// Values, none at first, of which the oldest leaves first.
///
/// Where no two values are equal, whether there is an order takes no search: it costs O(calls · log calls), however many are
/// open at once. Only where nobody knows what some call has taken, and that matters, there is one.
#[derive(Clone, Copy, Debug)]
pub struct Queue<V>(PhantomData<fn(&V)>);

/// What a queue is asked for.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum QueueInput<V> {
    /// To take this value in.
    Enqueue(V),
    /// To give the oldest value away.
    Dequeue,
}

/// What a queue answers.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum QueueOutput<V> {
    /// It took the value in.
    Enqueued,
    /// It gave this value away, or had none.
    Dequeued(Option<V>),
}

impl<V> Queue<V> {
    /// An empty queue.
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<V> Default for Queue<V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<V: Clone + Eq + Hash + Debug> Specification for Queue<V> {
    type State = VecDeque<V>;
    type Input = QueueInput<V>;
    type Output = QueueOutput<V>;
    type Key = ();

    fn key(&self, _: &QueueInput<V>) {}

    fn initial(&self) -> VecDeque<V> {
        VecDeque::new()
    }

    fn step(
        &self,
        state: &VecDeque<V>,
        input: &QueueInput<V>,
        output: Option<&QueueOutput<V>>,
    ) -> impl IntoIterator<Item = VecDeque<V>> {
        let mut after = state.clone();
        let possible = match (input, output) {
            (QueueInput::Enqueue(value), None | Some(QueueOutput::Enqueued)) => {
                after.push_back(value.clone());
                true
            }
            (QueueInput::Dequeue, None) => {
                after.pop_front();
                true
            }
            (QueueInput::Dequeue, Some(QueueOutput::Dequeued(value))) => {
                after.pop_front() == *value
            }
            (QueueInput::Enqueue(_), Some(QueueOutput::Dequeued(_)))
            | (QueueInput::Dequeue, Some(QueueOutput::Enqueued)) => false,
        };
        possible.then_some(after)
    }

    fn observes(&self, _: &QueueInput<V>, output: Option<&QueueOutput<V>>) -> bool {
        output == Some(&QueueOutput::Dequeued(None))
    }

    // Where each value comes once.
    fn shortcut(&self, calls: &[CallSpan<'_, QueueInput<V>, QueueOutput<V>>]) -> Shortcut {
        lives::of_queue(calls, |call| match (call.input, call.output) {
            (QueueInput::Enqueue(value), None | Some(QueueOutput::Enqueued)) => Deed::Gives(value),
            (QueueInput::Dequeue, Some(QueueOutput::Dequeued(Some(value)))) => Deed::Takes(value),
            (QueueInput::Dequeue, Some(QueueOutput::Dequeued(None))) => Deed::FindsNothing,
            (QueueInput::Dequeue, None) => Deed::MayTake,
            (QueueInput::Enqueue(_), Some(QueueOutput::Dequeued(_)))
            | (QueueInput::Dequeue, Some(QueueOutput::Enqueued)) => Deed::Impossible,
        })
    }

    fn describe(&self, input: &QueueInput<V>, output: Option<&QueueOutput<V>>) -> String {
        match (input, output) {
            (QueueInput::Enqueue(value), None | Some(QueueOutput::Enqueued)) => {
                format!("enqueue {value:?}")
            }
            (QueueInput::Dequeue, None) => String::from("dequeue"),
            (QueueInput::Dequeue, Some(QueueOutput::Dequeued(Some(value)))) => {
                format!("dequeue {value:?}")
            }
            (QueueInput::Dequeue, Some(QueueOutput::Dequeued(None))) => {
                String::from("dequeue nothing")
            }
            (QueueInput::Enqueue(_), Some(QueueOutput::Dequeued(_)))
            | (QueueInput::Dequeue, Some(QueueOutput::Enqueued)) => {
                format!("{input:?} -> {output:?}")
            }
        }
    }
}
