//! Replicas in a small notation: `ax` a applies x, `a=7` a shows 7, `a0` a forgets, `a-` and `a+` a goes down or comes back, `!`
//! something goes wrong, `ok` all is healed; `...` at the end: cut off.

mod brute_force;

use sim_check::{Checker, Convergence, Replica, StrongConvergence, Verdict, merge_laws};

use sim_core::nanos;

use crate::stage::{brief, play, play_anew};

type Item = Replica<char, char, char>;

fn parse(word: &str) -> Item {
    let letters: Vec<char> = word.chars().collect();
    match letters[..] {
        ['!'] => Replica::Disturbed,
        ['o', 'k'] => Replica::Healed,
        [by, '=', state] => Replica::Shows { by, state },
        [by, '0'] => Replica::Forgets(by),
        [by, '-'] => Replica::Down(by),
        [by, '+'] => Replica::Up(by),
        [by, update] => Replica::Applies { by, update },
        _ => panic!("no word is {word}"),
    }
}

#[track_caller]
fn check(checker: impl Checker<Item = Item>, history: &str, expected: &str) {
    let items: Vec<_> = history.trim_end_matches("...").split_whitespace().map(parse).collect();
    let idle = !history.ends_with("...");
    assert_eq!(brief(&play_anew(checker, &items, idle)), expected, "{history}");
}

#[test]
fn equal_updates_with_different_states_are_caught() {
    let check = |history, expected| check(StrongConvergence::new(), history, expected);
    check("ax ay a=1 by bx b=2", "equal updates, different states #2 #5");
    check("ax a=1 ax a=2", "equal updates, different states #1 #3");
    check("a=1 b=2", "equal updates, different states #0 #1");
    check("ax a=1 a0 ax a=2", "equal updates, different states #1 #4");
    check("ax a=1 ay by b=2 bx b=3 a=3", "passed");
    check("ax a=1 a0 a=0 b=0", "passed");
    check("ax a=1 by b=2", "undecided");
    check("ax a=1 ! a- b=0 bx b=1 ...", "passed");
}

#[test]
fn what_one_run_shows_doesnt_bind_the_next() {
    let mut checker = Convergence::new();
    let mut verdict = |history: &str| {
        let items = history.split_whitespace().map(parse);
        brief(&play(&mut checker, items, true).1)
    };
    assert_eq!(verdict("a=1 b=1"), "passed");
    assert_eq!(verdict("b=1"), "undecided");
    assert_eq!(verdict("a=1 b=2 b-"), "undecided");
    assert_eq!(verdict("a=1 b=2"), "replicas differ #0 #1");
    assert_eq!(verdict("a=1 !"), "undecided");
    assert_eq!(verdict("a=1 b=2"), "replicas differ #0 #1");
}

#[test]
fn replicas_that_differ_in_the_end_are_caught() {
    let check = |history, expected| check(Convergence::new(), history, expected);
    check("a=1 b=1 a=2", "replicas differ #1 #2");
    check("a=1 b=1 c=2", "replicas differ #0 #2");
    check("! a=1 b=2 ok", "replicas differ #1 #2");
    check("a=1 b=2 b- b+", "replicas differ #0 #1");
    check("a=1 b=2 a=2", "passed");
    check("a=1 b=2 c=1 b-", "passed");
    check("! a=1 b=1 ...", "passed");
    check("a=1 b=2 ...", "undecided");
    check("a=1 b=2 !", "undecided");
    check("a=1 b=2 b-", "undecided");
    check("ax", "undecided");
}

#[test]
fn replicas_that_never_fall_silent_become_equal_within_a_time_after_all_is_healed() {
    let check = |history, expected| check(Convergence::new().within(nanos(3)), history, expected);
    check("a=1 b=1 a=2 ...", "replicas differ #1 #2");
    check("a=1 b=2 ...", "undecided");
    check("! a=1 b=2 ok a=3 a=4 ...", "replicas differ #2 #5");
    check("! a=1 b=2 ok a=3 ...", "undecided");
    check("a=1 b=2 b- b+ a=3 ...", "undecided");
    check("a=1 b=2 b- b+ a=3 a=4 ...", "replicas differ #1 #5");
    check("a=1 b=2 a=3 a=4 ! ...", "undecided");
    check("a=1 b=2 a=3 a=2 ...", "passed");
    check("a=1 b=2", "replicas differ #0 #1");
}

#[test]
fn a_function_that_does_not_merge_is_caught_by_the_law_that_it_breaks() {
    let laws =
        |samples: &[i32], merge: fn(&i32, &i32) -> i32| merge_laws(samples, merge).to_string();
    assert_eq!(laws(&[1, 5, 3], |one, other| *one.max(other)), "passed");
    assert_eq!(
        laws(&[0, 2], |one, other| one + other),
        "violated: not idempotent: 2 merged with itself is 4"
    );
    assert_eq!(
        laws(&[1, 2], |one, _| *one),
        "violated: not commutative: 1 merged with 2 is 1, but 2 with 1 is 2"
    );
    // The mean of two numbers.
    assert_eq!(
        laws(&[0, 4, 8], |one, other| i32::midpoint(*one, *other)),
        "violated: not associative: of 0, 0 and 4, the first two merged first give 2, the last two 1"
    );
    assert!(matches!(merge_laws(&[], |(): &(), (): &()| ()), Verdict::Undecided(_)));
    assert_eq!(laws(&[0], |one, other| one + other), "passed");
}
