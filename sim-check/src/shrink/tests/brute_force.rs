//! Certificates beside the truth, on small lists with random predicates.

use sim_core::{Source, Stream, mix};

use super::numbers::Numbers;
use crate::shrink::{Answer, Certificate, Failing, Shrunk, Subject, shrink};

fn digest(seed: u64, list: &[u64]) -> u64 {
    list.iter().fold(seed, |digest, number| mix(digest, *number))
}

/// Fails at random, in one of so many lists.
fn at_random(seed: u64, one_of: u64) -> impl Fn(&[u64]) -> bool {
    move |list| digest(seed, list).is_multiple_of(one_of)
}

/// Fails with all of some numbers, or all of others, and then with any more.
fn monotone(seed: u64) -> impl Fn(&[u64]) -> bool {
    let mut stream = Stream::new(seed, 1);
    let sets = [(); 3].map(|()| stream.next_u64() & stream.next_u64());
    move |list| {
        let there = list.iter().fold(0_u64, |there, number| there | 1 << number);
        sets.iter().any(|set| set & 0xff & !there == 0)
    }
}

/// Checks what a certificate says against what the predicate says of each list without one or two entries.
#[track_caller]
fn check(fails: &impl Fn(&[u64]) -> bool, shrunk: &Shrunk<u64, ()>, runs_max: u64) {
    let best = &shrunk.failing.entries;
    assert!(fails(best), "{best:?} doesn't fail");
    assert!(shrunk.runs <= runs_max);
    let without = |gone: &[usize]| -> Vec<u64> {
        let left = best.iter().enumerate().filter(|(index, _)| !gone.contains(index));
        left.map(|(_, number)| *number).collect()
    };
    let all = || 0..best.len();
    let is_one_minimal = !all().any(|one| fails(&without(&[one])));
    match &shrunk.certificate {
        Certificate::Minimal { without: notes, pairs } => {
            assert!(is_one_minimal, "{best:?} is not minimal");
            assert_eq!(notes.len(), best.len());
            let is_two_minimal =
                !all().any(|one| (0..one).any(|other| fails(&without(&[one, other]))));
            assert!(is_two_minimal || !pairs, "{best:?} is not minimal in pairs");
        }
        Certificate::Replaceable { index } => assert!(fails(&without(&[*index]))),
        Certificate::Spent => assert_eq!(shrunk.runs, runs_max),
    }
}

/// Shrinks a list of which the predicate is true, with much and with little to spend.
fn shrink_some<F: Fn(&[u64]) -> bool + Copy>(
    seed: u64,
    fails: F,
    subject: impl Fn(F) -> Numbers<F>,
) -> bool {
    let mut stream = Stream::new(seed, 2);
    let length = stream.between(0, 8);
    let entries: Vec<u64> = (0..length).map(|_| stream.between(0, 7)).collect();
    if !fails(&entries) {
        return false;
    }
    for runs_max in [u64::MAX, stream.between(0, 60)] {
        let failing = Failing { entries: entries.clone(), size: 0 };
        let shrunk = shrink(&mut subject(fails), failing, runs_max);
        check(&fails, &shrunk, runs_max);
        let is_known = matches!(shrunk.certificate, Certificate::Minimal { pairs: true, .. });
        assert!(is_known || !shrunk.finished);
    }
    true
}

#[test]
fn what_is_certified_of_lists_that_fail_at_random_is_true() {
    let mut some = 0;
    for seed in 0..3_000 {
        let fails = at_random(seed, 2 + seed % 9);
        some += u32::from(shrink_some(seed, &fails, Numbers::plain));
        some += u32::from(shrink_some(seed, &fails, |fails| Numbers::valued(7, fails)));
        some += u32::from(shrink_some(seed, &fails, Numbers::ranked));
    }
    assert!(some > 1_000, "{some}");
}

#[test]
fn what_is_certified_of_lists_that_fail_with_any_more_is_true() {
    let mut some = 0;
    for seed in 0..3_000 {
        let fails = monotone(seed);
        some += u32::from(shrink_some(seed, &fails, Numbers::plain));
        some += u32::from(shrink_some(seed, &fails, |fails| Numbers::valued(7, fails)));
    }
    assert!(some > 1_000, "{some}");
}

/// Lists that come back with other numbers, and not always shorter ones.
struct SaidAnew<F>(F, u64);

impl<F: Fn(&[u64]) -> bool> Subject for SaidAnew<F> {
    type Entry = u64;
    type Note = ();

    fn attempt(&mut self, candidate: &[u64]) -> Answer<u64, ()> {
        if !(self.0)(candidate) {
            return Answer::Otherwise(());
        }
        let mut stream = Stream::new(digest(self.1, candidate), 3);
        let others = (0..9).map(|_| {
            let length = stream.between(0, candidate.len() as u64 + 1);
            (0..length).map(|_| stream.between(0, 7)).collect()
        });
        let entries = others.chain([candidate.to_vec()]).find(|list| (self.0)(list));
        Answer::Fails(Failing { entries: entries.unwrap(), size: 0 })
    }

    fn digest(&self, entry: &u64) -> u64 {
        *entry
    }

    fn value(&self, entry: &u64) -> Option<u64> {
        Some(*entry)
    }

    fn with_value(&self, _: &u64, value: u64) -> Option<u64> {
        (value <= 7).then_some(value)
    }
}

#[test]
fn what_is_certified_of_lists_that_come_back_otherwise_is_true() {
    let mut replaceable = 0;
    let mut minimal = 0;
    for seed in 0..3_000 {
        // Short lists pass, so that there is something left.
        let fails = |list: &[u64]| list.len() > 2 && at_random(seed, 4)(list);
        let mut stream = Stream::new(seed, 4);
        let entries: Vec<u64> = (0..8).map(|_| stream.between(0, 7)).collect();
        if !fails(&entries) {
            continue;
        }
        for runs_max in [u64::MAX, stream.between(0, 60)] {
            let failing = Failing { entries: entries.clone(), size: 0 };
            let shrunk = shrink(&mut SaidAnew(fails, seed), failing, runs_max);
            check(&fails, &shrunk, runs_max);
            match shrunk.certificate {
                Certificate::Minimal { .. } => minimal += 1,
                Certificate::Replaceable { .. } => replaceable += 1,
                Certificate::Spent => {}
            }
        }
    }
    assert!(minimal > 1_000 && replaceable > 0, "{minimal} {replaceable}");
}
