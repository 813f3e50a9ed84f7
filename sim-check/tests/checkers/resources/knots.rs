//! Waits in a small notation: `a>bc` a waits for both b and c, `a?bc` for any of them, `a.` a goes on.

use std::collections::BTreeMap;

use sim_check::{NoKnot, Verdict, Waiting};

use crate::stage::{Dice, brief, by_prefix, each_sequence, kind, play, play_anew};

fn parse(history: &str) -> Vec<Waiting<char>> {
    let item = |word: &str| {
        let mut letters = word.chars();
        let who = letters.next().expect("a word has letters");
        match (letters.next(), letters.collect()) {
            (Some('>'), of) => Waiting::ForAll { who, of },
            (Some('?'), of) => Waiting::ForAny { who, of },
            (Some('.'), _) => Waiting::Over(who),
            (other, _) => panic!("no word has {other:?}"),
        }
    };
    history.split_whitespace().map(item).collect()
}

#[track_caller]
fn check(history: &str, expected: &str) {
    assert_eq!(brief(&play_anew(NoKnot::new(), &parse(history), true)), expected, "{history}");
}

#[test]
fn a_circle_is_caught_although_others_go_on() {
    check("a>b d>e b>c d. c>a", "circle of waiting #0 #2 #4");
    check("a>a", "circle of waiting #0");
    check("a>bc b>d c>a", "circle of waiting #0 #2");
    // Of two circles at once one is told.
    check("b>a c>a a>bc", "circle of waiting #1 #2");
}

#[test]
fn a_chain_is_none_nor_is_a_circle_that_one_has_left() {
    check("a>b b>c", "passed");
    check("a>b b. b>c c>a a.", "circle of waiting #0 #2 #3");
    check("a>b a. b>a", "passed");
    // Who waits for somebody else now doesn't wait for the first.
    check("a>b a>c b>a", "passed");
    check("a>b c>d", "passed");
    check("a. b.", "undecided");
}

#[test]
fn a_knot_is_caught_where_any_of_some_would_be_enough() {
    check("a?bc b>a c>a", "knot of waiting #0 #1 #2");
    check("a?bc b>a", "passed");
    check("a?bc b?ac c?ab", "knot of waiting #0 #1 #2");
    check("a?bc b>a c?ad", "passed");
    check("a?bc b>a c?ad d>c", "knot of waiting #0 #1 #2 #3");
    check("a?", "knot of waiting #0");
    check("a>", "passed");
}

#[test]
fn who_only_waits_for_a_knot_is_not_in_it() {
    check("d>a e?a a>b b>a", "circle of waiting #2 #3");
}

#[test]
fn a_circle_is_told_in_words() {
    let verdict = play_anew(NoKnot::new(), &parse("a>b b>c c>a"), true);
    let Verdict::Violated(violation) = verdict else { panic!() };
    assert_eq!(violation.said, "'a', 'b' and 'c' wait for what only they can do");
    assert_eq!(violation.evidence[0].note, "'a' waits for 'b'");
}

// Who waits for whom after these words, the last word of each counting.
fn waits(items: &[Waiting<usize>]) -> BTreeMap<usize, (bool, Vec<usize>)> {
    let mut waits = BTreeMap::new();
    for item in items {
        match item {
            Waiting::ForAll { who, of } => waits.insert(*who, (false, of.clone())),
            Waiting::ForAny { who, of } => waits.insert(*who, (true, of.clone())),
            Waiting::Over(who) => waits.remove(who),
        };
    }
    waits
}

// Whether each of a set, given by its bits, waits for what only the set could do. An empty one holds nobody.
fn is_closed(waits: &BTreeMap<usize, (bool, Vec<usize>)>, set: u32) -> bool {
    (0..32).filter(|who| set >> who & 1 == 1).all(|who| {
        let in_set = |whom: &usize| set >> whom & 1 == 1;
        waits.get(&who).is_some_and(|(any, of)| {
            if *any { of.iter().all(in_set) } else { of.iter().any(in_set) }
        })
    })
}

fn defined(items: &[Waiting<usize>], people: usize) -> (usize, &'static str) {
    let knot = |before: &[Waiting<usize>]| {
        let waits = waits(before);
        (1..1 << people).any(|set| is_closed(&waits, set)).then_some("of waiting")
    };
    let waits = items.iter().any(|item| !matches!(item, Waiting::Over(_)));
    by_prefix(items, knot, || if waits { "passed" } else { "undecided" })
}

// Also that nobody who is told could be left out.
#[track_caller]
fn compare(items: &[Waiting<usize>], people: usize) -> &'static str {
    let (index, verdict) = play(&mut NoKnot::new(), items.iter().cloned(), true);
    let said = kind(&verdict);
    let said_so = said.trim_start_matches("circle ").trim_start_matches("knot ");
    assert_eq!((index, said_so), defined(items, people), "{items:?}");
    let Verdict::Violated(violation) = verdict else { return said };
    let told = violation.evidence.iter().map(|it| {
        match &items[usize::try_from(it.event.index()).expect("it is small")] {
            Waiting::ForAll { who, .. } | Waiting::ForAny { who, .. } | Waiting::Over(who) => {
                1_u32 << who
            }
        }
    });
    let set = told.fold(0, |set, who| set | who);
    let waits = waits(&items[..=index]);
    let least =
        |set: u32| (1..set).filter(|less| less & !set == 0).all(|it| !is_closed(&waits, it));
    assert!(is_closed(&waits, set) && least(set), "{items:?}: {violation}");
    assert_eq!(
        said == "circle of waiting",
        (0..people).filter(|who| set >> who & 1 == 1).all(|who| !waits[&who].0)
    );
    said
}

// Any word about three people.
fn words() -> Vec<Waiting<usize>> {
    let of = |set: usize| (0..3).filter(|who| set >> who & 1 == 1).collect::<Vec<_>>();
    let mut words = Vec::new();
    for who in 0..3 {
        words.push(Waiting::Over(who));
        for set in 0..8 {
            words.push(Waiting::ForAll { who, of: of(set) });
            words.push(Waiting::ForAny { who, of: of(set) });
        }
    }
    words
}

#[test]
fn all_short_histories_are_judged_as_defined() {
    let words = words();
    for length in 0..=3 {
        each_sequence(length, words.len(), |digits| {
            let items: Vec<_> = digits.iter().map(|digit| words[*digit].clone()).collect();
            compare(&items, 3);
        });
    }
}

#[test]
fn random_longer_histories_are_judged_as_defined() {
    let mut dice = Dice::new(5);
    let mut seen = BTreeMap::new();
    for _ in 0..4_000 {
        let people = 3 + dice.index(4);
        let items: Vec<_> = (0..=dice.below(13))
            .map(|_| {
                let who = dice.index(people);
                let of = (0..=dice.below(2)).map(|_| dice.index(people)).collect();
                match dice.below(5) {
                    0 => Waiting::Over(who),
                    1 | 2 => Waiting::ForAll { who, of },
                    _ => Waiting::ForAny { who, of },
                }
            })
            .collect();
        *seen.entry(compare(&items, people)).or_insert(0) += 1;
    }
    assert!(seen["circle of waiting"] > 300 && seen["knot of waiting"] > 300, "{seen:?}");
}
