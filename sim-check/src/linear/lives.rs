//! Lives: what comes into an object once and leaves it once, as the distinct values of a queue or a stack do.
//!
//! Whether such a history has an order takes no search. Each value is in the object for certain from the end of the call
//! that gives it to the begin of the call that takes it. Three things decide:
//!
//! * Nothing is taken that wasn't given, or twice, or before ([`Lives::new`]).
//! * A call that found nothing had a moment at which no value was there for certain ([`emptiness`]). Such a moment cuts the history
//!   in two: whatever isn't there for certain can be put to one side of it as a whole, because values of one side alone
//!   have an order if all have. So these calls can be looked at one by one, and left out then.
//! * Those that are left have an order of the object: [`queue`], [`stack`].
//!
//! A value that is never taken is taken at the end of time, together with all others that are. A call that gives a value and
//! of which nobody knows whether it did has no end: if its value is never taken, it is never there for certain, and in
//! nobody's way. Where nobody knows what a call has taken, it is as if it had taken nothing: if there is an order then, there
//! is one. If there is none it may take a search.

mod cover;
mod emptiness;
mod queue;
mod stack;

use std::hash::Hash;

use sim_core::EventId;

use super::moves::count;
use super::shortcut::{CallSpan, Shortcut};
use crate::table::{Table, hash_of};

/// What a call does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Deed<'a, V> {
    /// It gives this value, or nobody knows whether it did.
    Gives(&'a V),
    /// It takes this value.
    Takes(&'a V),
    /// It finds nothing to take.
    FindsNothing,
    /// It takes something or finds nothing, or neither: nobody knows.
    MayTake,
    /// It did what no such object does.
    Impossible,
}

/// A time at which something may take effect: not before the first, and not after the last.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Span {
    call: usize,
    begin: u64,
    end: u64,
}

/// When a value comes, and when it goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Life {
    comes: Span,
    goes: Span,
    // Whether a call has taken it.
    taken: bool,
}

impl Life {
    // The time in which it is there for certain, without its borders.
    fn certain(&self) -> Option<(u64, u64)> {
        let (begin, end) = (self.comes.end, self.goes.begin);
        (begin < end).then_some((begin, end))
    }

    fn calls(&self) -> impl Iterator<Item = usize> + use<> {
        [self.comes.call].into_iter().chain(self.taken.then_some(self.goes.call))
    }
}

/// The lives of a history in which each value comes once.
#[derive(Debug)]
struct Lives {
    all: Vec<Life>,
    // The calls that found nothing.
    empty: Vec<Span>,
    // Whether there is a call of which nobody knows what it has taken.
    doubtful: bool,
}

/// Where a value leaves a queue first that came first.
pub(super) fn of_queue<V: Eq + Hash, I, O>(
    calls: &[CallSpan<'_, I, O>],
    deed: impl for<'a> Fn(&CallSpan<'a, I, O>) -> Deed<'a, V>,
) -> Shortcut {
    judge(calls, deed, queue::out_of_order)
}

/// Where a value leaves a stack first that came last.
pub(super) fn of_stack<V: Eq + Hash, I, O>(
    calls: &[CallSpan<'_, I, O>],
    deed: impl for<'a> Fn(&CallSpan<'a, I, O>) -> Deed<'a, V>,
) -> Shortcut {
    judge(calls, deed, stack::out_of_order)
}

fn judge<V: Eq + Hash, I, O>(
    calls: &[CallSpan<'_, I, O>],
    deed: impl for<'a> Fn(&CallSpan<'a, I, O>) -> Deed<'a, V>,
    out_of_order: fn(&[Life]) -> Vec<Life>,
) -> Shortcut {
    let mut lives = match Lives::new(calls, deed) {
        Ok(lives) => lives,
        Err(shortcut) => return shortcut,
    };
    let wrong_in = |lives: &Lives| {
        let mut wrong = emptiness::covered(lives);
        if wrong.is_empty() {
            wrong = out_of_order(&lives.all).iter().flat_map(Life::calls).collect();
        }
        wrong.sort_unstable();
        wrong
    };
    let mut wrong = wrong_in(&lives);
    if !wrong.is_empty() && lives.doubtful {
        // What seems to be there still may have been taken. But if something is wrong with the others alone, it is so
        // whatever became of that.
        lives.all.retain(|life| life.taken);
        wrong = wrong_in(&lives);
        if wrong.is_empty() {
            return Shortcut::Search;
        }
    }
    if wrong.is_empty() { Shortcut::Order } else { Shortcut::NoOrder(wrong) }
}

impl Lives {
    // Says what is wrong with the lives themselves, or that they need a search.
    fn new<'a, V: Eq + Hash + 'a, I, O>(
        calls: &[CallSpan<'a, I, O>],
        deed: impl Fn(&CallSpan<'a, I, O>) -> Deed<'a, V>,
    ) -> Result<Self, Shortcut> {
        let deeds: Vec<Deed<'a, V>> = calls.iter().map(deed).collect();
        let span = |call: usize| {
            let end = calls[call].end.map_or(u64::MAX, EventId::index);
            Span { call, begin: calls[call].begin.index(), end }
        };
        let never = Span { call: usize::MAX, begin: u64::MAX, end: u64::MAX };
        let mut values: Vec<&V> = Vec::new();
        let mut lives: Vec<Life> = Vec::new();
        let mut table = Table::new();
        for (call, deed) in deeds.iter().enumerate() {
            let Deed::Gives(value) = deed else { continue };
            let hash = hash_of(value);
            // With two equal values nobody knows which one is taken.
            let Err(place) = table.find(hash, |it| values[it as usize] == *value) else {
                return Err(Shortcut::Search);
            };
            table.add(place, hash, count(values.len()));
            values.push(value);
            lives.push(Life { comes: span(call), goes: never, taken: false });
        }
        let (mut empty, mut doubtful) = (Vec::new(), false);
        for (call, deed) in deeds.iter().enumerate() {
            let value = match deed {
                Deed::Gives(_) => continue,
                Deed::Takes(value) => *value,
                Deed::FindsNothing => {
                    empty.push(span(call));
                    continue;
                }
                Deed::MayTake => {
                    doubtful = true;
                    continue;
                }
                Deed::Impossible => return Err(Shortcut::Search),
            };
            let Ok(place) = table.find(hash_of(&value), |it| values[it as usize] == value) else {
                return Err(Shortcut::NoOrder(vec![call]));
            };
            let life = &mut lives[table.number(place) as usize];
            let before = life.taken.then_some(life.goes.call);
            (life.goes, life.taken) = (span(call), true);
            if before.is_some() || life.goes.end < life.comes.begin {
                let mut wrong: Vec<usize> = life.calls().chain(before).collect();
                wrong.sort_unstable();
                return Err(Shortcut::NoOrder(wrong));
            }
        }
        Ok(Self { all: lives, empty, doubtful })
    }
}
