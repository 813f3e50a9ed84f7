//! The case: the calls of one key, searched as they are or with less known about some of them.

use sim_core::EventId;

use crate::history::{Operation, Outcome};

use super::moves::Moves;
use super::search::{Found, search};
use super::shortcut::CallSpan;
use super::specification::Specification;
use super::timeline::{Entry, Timeline};

/// How much of a call is held against the object.
///
/// Each variant allows whatever the one before allows, and more: if there is no order even so, there was none before.
/// To leave a call out instead would be wrong: what one read may have been written by it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Hold {
    /// All.
    Whole,
    /// What it was told, if it took effect; not when it ended.
    Told,
    /// When it was made, and nothing else.
    Made,
    /// Nothing: it may have taken effect at any time, before its call, or never.
    Nothing,
    /// It was made after the last moment that counts.
    Gone,
}

/// A call with input and output of a specification.
pub(super) type CallOf<S> = Operation<<S as Specification>::Input, <S as Specification>::Output>;

/// The calls of one key.
pub(super) struct Case<'h, S: Specification> {
    pub(super) specification: &'h S,
    /// In the order in which they were made; those that failed are left out.
    pub(super) calls: Vec<&'h CallOf<S>>,
    moves: Moves<'h, S>,
}

impl<'h, S: Specification> Case<'h, S> {
    pub(super) fn new(specification: &'h S, calls: Vec<&'h CallOf<S>>) -> Self {
        Self { specification, calls, moves: Moves::new(specification) }
    }

    /// Searches for an order of the calls of which that much is held.
    pub(super) fn search(&mut self, holds: &[Hold], most: u64, steps: &mut u64) -> Found {
        let entries: Vec<Entry> = (0..self.calls.len())
            .map(|index| {
                let call = self.calls[index];
                let hold = holds[index];
                let output = answer(call).filter(|_| hold <= Hold::Told);
                let kind = self.moves.kind(&call.input, output);
                let begin = match hold {
                    Hold::Whole | Hold::Told | Hold::Made => Some(call.invoked.index()),
                    Hold::Nothing => None,
                    // As if it had been made after everything.
                    Hold::Gone => Some(u64::MAX),
                };
                let end = end(call).filter(|_| hold == Hold::Whole);
                Entry { kind, observes: self.moves.observes(kind), begin, end }
            })
            .collect();
        search(&mut self.moves, &Timeline::new(&entries), most, steps)
    }

    /// The calls that returned, in the order in which they did.
    pub(super) fn returns(&self) -> Vec<usize> {
        let mut returns: Vec<usize> = (0..self.calls.len()).collect();
        returns.retain(|&index| end(self.calls[index]).is_some());
        returns.sort_by_key(|&index| (end(self.calls[index]), index));
        returns
    }
}

/// A call as a shortcut sees it.
pub(super) const fn span<I, O>(call: &Operation<I, O>) -> CallSpan<'_, I, O> {
    let output = answer(call);
    let end = if output.is_some() { call.returned } else { None };
    CallSpan { input: &call.input, output, begin: call.invoked, end }
}

/// What a call was told.
pub(super) const fn answer<I, O>(call: &Operation<I, O>) -> Option<&O> {
    match &call.outcome {
        Outcome::Ok(output) => Some(output),
        Outcome::Failed | Outcome::Unknown => None,
    }
}

/// When a call ended, if it is known how.
pub(super) fn end<I, O>(call: &Operation<I, O>) -> Option<u64> {
    answer(call).and(call.returned).map(EventId::index)
}
