//! The loop that all passes share.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use sim_core::mix;

use super::preference::is_better;
use super::subject::{Answer, Failing, Subject};

/// Something to try: candidates made of the best list so far.
///
/// A pass looks at the best list anew after each candidate that was accepted, as any list may have come back.
pub type Pass<S> = fn(&mut Shrinking<'_, S>);

/// The best list so far, and what is known about others.
pub struct Shrinking<'s, S: Subject> {
    subject: &'s mut S,
    best: Failing<S::Entry>,
    known: BTreeMap<[u64; 2], Known<S::Note>>,
    runs: u64,
    runs_max: u64,
    changes: u64,
    spent: bool,
}

/// What is known about a list that isn't better than the best one.
#[derive(Clone, Debug)]
pub(super) enum Known<N> {
    /// It fails in the same way. It was the best once, or what came back for it wasn't better.
    Fails,
    /// It doesn't.
    Otherwise(N),
}

impl<'s, S: Subject> Shrinking<'s, S> {
    /// Begins with a list that is known to fail; there will be at most so many runs.
    pub const fn new(subject: &'s mut S, failing: Failing<S::Entry>, runs_max: u64) -> Self {
        Self {
            subject,
            best: failing,
            known: BTreeMap::new(),
            runs: 0,
            runs_max,
            changes: 0,
            spent: false,
        }
    }

    /// The best list so far.
    pub fn best(&self) -> &[S::Entry] {
        &self.best.entries
    }

    /// Ends with the best list.
    pub fn into_best(self) -> Failing<S::Entry> {
        self.best
    }

    /// What is shrunk.
    pub const fn subject(&self) -> &S {
        self.subject
    }

    /// How many runs there have been.
    pub const fn runs(&self) -> u64 {
        self.runs
    }

    /// How many times a better list has been found.
    pub const fn changes(&self) -> u64 {
        self.changes
    }

    /// Whether a run would have been needed that was not allowed any more.
    pub const fn is_spent(&self) -> bool {
        self.spent
    }

    /// Runs a candidate, unless the answer is known, and says whether it is the best list now.
    pub fn try_candidate(&mut self, candidate: &[S::Entry]) -> bool {
        let changes = self.changes;
        self.learn(candidate);
        self.changes > changes
    }

    /// Tries the best list without some of its entries.
    ///
    /// # Panics
    ///
    /// If there are no such places.
    pub fn try_without(&mut self, range: Range<usize>) -> bool {
        let candidate = self.without(range);
        self.try_candidate(&candidate)
    }

    /// Applies passes until none of them improves anything.
    ///
    /// One that improved the list isn't applied again before all others have been, unless entries went: two values can
    /// get smaller by turns, a little each time, where a later pass would lower both at once.
    pub fn settle(&mut self, passes: &[Pass<S>]) {
        loop {
            let changes = self.changes;
            let mut next = passes.iter();
            while let Some(pass) = next.next() {
                let count = self.best.entries.len();
                pass(self);
                if self.spent {
                    return;
                }
                if self.best.entries.len() < count {
                    next = passes.iter();
                }
            }
            if self.changes == changes {
                return;
            }
        }
    }

    pub(super) fn without(&self, range: Range<usize>) -> Vec<S::Entry> {
        [&self.best.entries[..range.start], &self.best.entries[range.end..]].concat()
    }

    /// The value of the entry at this place of the best list, if there is one and it has one.
    pub(super) fn value_at(&self, index: usize) -> Option<u64> {
        self.subject.value(self.best.entries.get(index)?)
    }

    /// What is known about a candidate, after a run if need be; `None` if it is the best list now, or no run is left.
    pub(super) fn learn(&mut self, candidate: &[S::Entry]) -> Option<Known<S::Note>> {
        let digest = self.digest(candidate);
        if let Some(known) = self.known.get(&digest) {
            return Some(known.clone());
        }
        if let Some(note) = self.subject.foresee(candidate) {
            self.known.insert(digest, Known::Otherwise(note.clone()));
            return Some(Known::Otherwise(note));
        }
        if self.runs == self.runs_max {
            self.spent = true;
            return None;
        }
        self.runs += 1;
        match self.subject.attempt(candidate) {
            Answer::Fails(failing) => {
                self.known.insert(digest, Known::Fails);
                if !is_better(self.subject, &failing, &self.best) {
                    return Some(Known::Fails);
                }
                let digest = self.digest(&failing.entries);
                self.known.insert(digest, Known::Fails);
                self.best = failing;
                self.changes += 1;
                None
            }
            Answer::Otherwise(note) => {
                self.known.insert(digest, Known::Otherwise(note.clone()));
                Some(Known::Otherwise(note))
            }
        }
    }

    // Twice 64 bits: with one half, one list in some millions of runs would be taken for another.
    fn digest(&self, entries: &[S::Entry]) -> [u64; 2] {
        entries.iter().fold([1, 2], |digest, entry| {
            let of_entry = self.subject.digest(entry);
            digest.map(|half| mix(half, of_entry))
        })
    }
}

impl<S: Subject> fmt::Debug for Shrinking<'_, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shrinking")
            .field("entries", &self.best.entries.len())
            .field("size", &self.best.size)
            .field("runs", &self.runs)
            .field("runs_max", &self.runs_max)
            .field("changes", &self.changes)
            .finish_non_exhaustive()
    }
}
