//! All passes together.

use sim_core::{Source, Stream};

use super::*;

mod brute_force;
pub(super) mod numbers;

use numbers::Numbers;

/// What is needed of a thousand entries, at random places.
fn needed(seed: u64) -> [u64; 3] {
    let mut stream = Stream::new(seed, 0);
    loop {
        let mut needed = [(); 3].map(|()| stream.between(0, 999));
        needed.sort_unstable();
        if needed[0] < needed[1] && needed[1] < needed[2] {
            return needed;
        }
    }
}

#[test]
fn three_needed_entries_of_a_thousand_are_found_in_few_runs() {
    let mut runs = Vec::new();
    for seed in 0..20 {
        let needed = needed(seed);
        let mut subject = Numbers::plain(|list| needed.iter().all(|it| list.contains(it)));
        let shrunk = shrink(&mut subject, numbers::failing(0..1_000), 1_000);
        assert_eq!(shrunk.failing.entries, needed);
        assert_eq!(shrunk.certificate, numbers::minimal(3));
        assert_eq!(shrunk.runs, subject.attempts());
        runs.push(shrunk.runs);
    }
    let worst = runs.iter().max().copied().unwrap_or(0);
    assert!(worst <= 150, "{runs:?}");
}

#[test]
fn entries_that_are_all_needed_take_two_runs_each() {
    let mut subject = Numbers::plain(|list| list.len() == 64);
    let shrunk = shrink(&mut subject, numbers::failing(0..64), 1_000);
    assert_eq!(shrunk.failing.entries.len(), 64);
    // Chunks of all 64, of 32, ..., of one.
    assert_eq!(shrunk.runs, 127);
    assert!(matches!(shrunk.certificate, Certificate::Minimal { pairs: false, .. }));
}

#[test]
fn a_list_that_is_not_needed_at_all_becomes_empty_in_one_run() {
    let shrunk = shrink(&mut Numbers::plain(|_| true), numbers::failing(0..1_000), 1_000);
    assert!(shrunk.failing.entries.is_empty());
    assert_eq!(shrunk.certificate, numbers::minimal(0));
    assert_eq!(shrunk.runs, 1);
}

#[test]
fn equal_subjects_are_shrunk_alike() {
    let once = || {
        let mut subject = Numbers::valued(50, |list| list.iter().sum::<u64>() % 7 == 3);
        let shrunk = shrink(&mut subject, numbers::failing([40, 3, 17, 25, 40, 9]), 300);
        (shrunk, subject.into_asked())
    };
    assert_eq!(once(), once());
}

#[test]
fn a_spent_budget_leaves_the_best_list_so_far_without_a_certificate() {
    let subject =
        || Numbers::valued(1_000, |list| list.iter().filter(|it| **it >= 100).count() > 4);
    let failing = || numbers::failing(0..1_000);
    let all = shrink(&mut subject(), failing(), u64::MAX);
    assert_eq!(all.failing.entries, [100; 5]);
    let mut last = failing().entries;
    for runs_max in 0..all.runs {
        let mut subject = subject();
        let shrunk = shrink(&mut subject, failing(), runs_max);
        let best = shrunk.failing.entries;
        assert!(subject.fails(&best));
        assert!((best.len(), &best) <= (last.len(), &last), "{best:?} is worse than {last:?}");
        assert_eq!(shrunk.runs, runs_max);
        assert!(!shrunk.finished);
        // That each entry is needed may be known before the values are found that it needs.
        assert!(best.len() == 5 || shrunk.certificate == Certificate::Spent);
        last = best;
    }
    assert_eq!(shrink(&mut subject(), failing(), all.runs), all);
}

#[test]
fn two_values_that_get_smaller_by_turns_do_so_together() {
    let mut subject = Numbers::valued(
        u64::MAX,
        |list| matches!(list, [one, other] if *one >= 10 && one.abs_diff(*other) == 1),
    );
    let shrunk = shrink(&mut subject, numbers::failing([1_000_000_000, 1_000_000_001]), 500);
    assert_eq!(shrunk.failing.entries, [10, 9]);
    assert_eq!(shrunk.certificate, numbers::minimal(2));
}

/// Steps whose keys follow from the steps before them: after each run all have new ones.
struct Rekeyed;

impl Subject for Rekeyed {
    type Entry = (u64, char);
    type Note = ();

    fn attempt(&mut self, candidate: &[(u64, char)]) -> Answer<(u64, char), ()> {
        let word = candidate.iter().map(|step| step.1);
        let mut key = 0;
        let mut needed = "abc".chars().peekable();
        let entries: Vec<_> = word
            // Cut at the violation, and without what has no effect.
            .take_while(|letter| {
                needed.next_if_eq(letter);
                needed.peek().is_some()
            })
            .chain(['c'])
            .filter(|letter| *letter != '-')
            .map(|letter| {
                key = sim_core::mix(key, u64::from(letter));
                (key, letter)
            })
            .collect();
        if needed.peek().is_some() {
            return Answer::Otherwise(());
        }
        Answer::Fails(Failing { entries, size: 0 })
    }

    fn digest(&self, step: &(u64, char)) -> u64 {
        sim_core::mix(step.0, u64::from(step.1))
    }
}

#[test]
fn a_list_may_come_back_shorter_and_with_other_entries() {
    let entries = "x--ya-zzbx-x-yzc-a--b-c".chars().map(|letter| (0, letter)).collect();
    let shrunk = shrink(&mut Rekeyed, Failing { entries, size: 0 }, 100);
    let word: String = shrunk.failing.entries.iter().map(|step| step.1).collect();
    assert_eq!(word, "abc");
    assert_eq!(shrunk.certificate, Certificate::Minimal { without: vec![(); 3], pairs: true });
}

/// Lists of a length have a size that the first entry says.
struct Sized;

impl Subject for Sized {
    type Entry = u64;
    type Note = ();

    fn attempt(&mut self, candidate: &[u64]) -> Answer<u64, ()> {
        match candidate {
            [first] => Answer::Fails(Failing { entries: candidate.to_vec(), size: 10 - *first }),
            _ => Answer::Otherwise(()),
        }
    }

    fn digest(&self, entry: &u64) -> u64 {
        *entry
    }

    fn value(&self, entry: &u64) -> Option<u64> {
        Some(*entry)
    }

    fn with_value(&self, _: &u64, value: u64) -> Option<u64> {
        (value <= 10).then_some(value)
    }
}

#[test]
fn a_smaller_value_that_makes_more_happen_is_not_better() {
    let shrunk = shrink(&mut Sized, Failing { entries: vec![4], size: 6 }, 100);
    assert_eq!(shrunk.failing, Failing { entries: vec![4], size: 6 });
}
