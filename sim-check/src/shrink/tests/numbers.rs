//! Lists of numbers that fail where a predicate says so.

use std::collections::BTreeSet;

use crate::shrink::{Answer, Certificate, Failing, Subject};

pub(in crate::shrink) struct Numbers<F> {
    fails: F,
    // The largest value, if numbers are values.
    largest: Option<u64>,
    // Whether numbers are ranks.
    ranked: bool,
    asked: BTreeSet<Vec<u64>>,
}

impl<F: Fn(&[u64]) -> bool> Numbers<F> {
    /// Numbers that can only be left out.
    pub(in crate::shrink) fn plain(fails: F) -> Self {
        Self { fails, largest: None, ranked: false, asked: BTreeSet::new() }
    }

    /// Numbers that are values.
    pub(in crate::shrink) fn valued(largest: u64, fails: F) -> Self {
        Self { largest: Some(largest), ..Self::plain(fails) }
    }

    /// Numbers that should be in order.
    pub(in crate::shrink) fn ranked(fails: F) -> Self {
        Self { ranked: true, ..Self::plain(fails) }
    }

    pub(in crate::shrink) fn fails(&self, list: &[u64]) -> bool {
        (self.fails)(list)
    }

    pub(in crate::shrink) fn attempts(&self) -> u64 {
        self.asked.len() as u64
    }

    pub(in crate::shrink) fn into_asked(self) -> BTreeSet<Vec<u64>> {
        self.asked
    }
}

impl<F: Fn(&[u64]) -> bool> Subject for Numbers<F> {
    type Entry = u64;
    type Note = ();

    fn attempt(&mut self, candidate: &[u64]) -> Answer<u64, ()> {
        assert!(self.asked.insert(candidate.to_vec()), "{candidate:?} was asked twice");
        if !self.fails(candidate) {
            return Answer::Otherwise(());
        }
        Answer::Fails(failing(candidate.iter().copied()))
    }

    fn digest(&self, entry: &u64) -> u64 {
        *entry
    }

    fn value(&self, entry: &u64) -> Option<u64> {
        self.largest.map(|_| *entry)
    }

    fn with_value(&self, _: &u64, value: u64) -> Option<u64> {
        self.largest.filter(|largest| value <= *largest).map(|_| value)
    }

    fn rank(&self, entry: &u64) -> u64 {
        if self.ranked { *entry } else { 0 }
    }
}

pub(in crate::shrink) fn failing(entries: impl IntoIterator<Item = u64>) -> Failing<u64> {
    Failing { entries: entries.into_iter().collect(), size: 0 }
}

/// The certificate of so few entries that all are needed.
pub(in crate::shrink) fn minimal(count: usize) -> Certificate<()> {
    Certificate::Minimal { without: vec![(); count], pairs: true }
}

/// What one pass makes of a list, and in how many runs.
#[track_caller]
pub(in crate::shrink) fn pass<F: Fn(&[u64]) -> bool>(
    pass: crate::shrink::Pass<Numbers<F>>,
    mut subject: Numbers<F>,
    entries: impl IntoIterator<Item = u64>,
) -> (Vec<u64>, u64) {
    let failing = failing(entries);
    assert!(subject.fails(&failing.entries), "the list must fail");
    let mut shrinking = crate::shrink::Shrinking::new(&mut subject, failing, 10_000);
    pass(&mut shrinking);
    let runs = shrinking.runs();
    (shrinking.into_best().entries, runs)
}
