//! Properties said by a closure, over worlds whose facts are letters.

use std::collections::BTreeSet;

use sim_check::{Conclusion, Property, Verdict, always, always_of_events, never, refines};
use sim_core::{Event, EventId, Payload, Place, Protocol, Time, What};

use crate::stage::{brief, each_sequence, kind};

struct Letters;

impl Protocol for Letters {
    type Message = ();
    type Fact = char;
    type Timer = ();
    type Operation = ();
    type Outcome = ();
    type View = ();
}

// Where something is wrong, and what; a space is an event without a fact.
fn tell(property: &mut impl Property<Letters>, facts: &str) -> (usize, Verdict) {
    property.reset();
    for (index, fact) in facts.chars().enumerate() {
        let id = EventId::nth(index as u64);
        let time = Time::from_nanos(index as u64);
        let (what, payload) = match fact {
            ' ' => (What::TimerFired, Payload::None),
            _ => (What::Told, Payload::Fact(&fact)),
        };
        let event = Event { id, time, place: Place::World, cause: None, what, payload };
        if let Err(violation) = property.see(&event) {
            return (index, Verdict::Violated(violation));
        }
    }
    let end = Conclusion { time: Time::from_nanos(facts.len() as u64), idle: true };
    (facts.len(), property.conclude(&end))
}

#[track_caller]
fn check(mut property: impl Property<Letters>, facts: &str, expected: &str) {
    // Twice: nothing is left of the first time, or of another run.
    for _ in 0..2 {
        assert_eq!(brief(&tell(&mut property, facts).1), expected, "{facts}");
        tell(&mut property, "o a");
    }
}

#[test]
fn a_rule_over_facts_sees_its_state() {
    let sorted = || {
        always('a', |last, fact: &char| {
            let before = std::mem::replace(last, *fact);
            if before <= *fact { Ok(()) } else { Err(format!("{fact} after {before}")) }
        })
    };
    check(sorted(), "abca", "rule broken #3");
    check(sorted(), "ab ba", "rule broken #4");
    check(sorted(), "ab bc", "passed");
    check(sorted(), "  ", "undecided");
    let Verdict::Violated(violation) = tell(&mut sorted(), "ba").1 else { panic!() };
    assert_eq!(violation.to_string(), "rule broken: a after b (#1 here)");
}

#[test]
fn a_rule_over_events_sees_those_without_facts() {
    let few_timers = || {
        always_of_events(0, |timers, event: &Event<'_, Letters>| {
            *timers += usize::from(event.what == What::TimerFired);
            if *timers < 3 { Ok(()) } else { Err("a third timer".into()) }
        })
    };
    check(few_timers(), "a  b ", "rule broken #4");
    check(few_timers(), "a  b", "passed");
    check(few_timers(), "", "undecided");
}

#[test]
fn what_should_never_be_is_caught() {
    let no_digit = || never(|fact: &char| fact.is_ascii_digit());
    check(no_digit(), "ab7", "happened #2");
    check(no_digit(), "ab", "passed");
    check(no_digit(), " ", "undecided");
    let Verdict::Violated(violation) = tell(&mut no_digit(), "7").1 else { panic!() };
    assert_eq!(violation.to_string(), "happened: '7' is told, which should never be (#0 here)");
}

// A door that may be locked without that being told: `o` opens it, `c` closes it, `k` knocks at it.
fn door(state: u8, fact: char) -> Vec<u8> {
    const OPEN: u8 = 0;
    const CLOSED: u8 = 1;
    const LOCKED: u8 = 2;
    match (state, fact) {
        (CLOSED, 'o') => vec![OPEN],
        (OPEN, 'c') | (CLOSED | LOCKED, 'k') => vec![CLOSED, LOCKED],
        (LOCKED, 'x') => vec![LOCKED],
        _ => vec![],
    }
}

fn behind(state: u8) -> impl Property<Letters> {
    refines([state], |state: &u8, fact: &char| door(*state, *fact))
}

#[test]
fn what_no_state_of_the_model_allows_is_caught() {
    check(behind(0), "cocc", "not in the model #2 #3");
    check(behind(0), "cxo", "not in the model #1 #2");
    check(behind(0), "cxko", "passed");
    check(behind(0), "ckko", "passed");
    check(behind(1), "c", "not in the model #0");
    check(refines([0, 1], |state: &u8, fact: &char| door(*state, *fact)), "c", "passed");
    check(behind(0), " ", "undecided");
    let Verdict::Violated(violation) = tell(&mut behind(0), "cc").1 else { panic!() };
    let said = "not in the model: 'c' can't be told by a model that is in state 1 or 2 (#0 last step, #1 no step)";
    assert_eq!(violation.to_string(), said);
}

#[test]
fn a_model_in_too_many_states_is_given_up() {
    let grows = |state: &u32, fact: &char| match fact {
        'g' => vec![2 * state, 2 * state + 1],
        _ => vec![],
    };
    check(refines([0], grows).states_max(4), "gg", "passed");
    check(refines([0], grows).states_max(4), "ggg", "undecided");
    check(refines([0], grows).states_max(4), "gggx", "undecided");
    check(refines([0], grows).states_max(4), "ggx", "not in the model #1 #2");
}

// Whether some walk of the door tells these facts.
fn can_tell(state: u8, facts: &[char]) -> bool {
    let Some((fact, rest)) = facts.split_first() else { return true };
    door(state, *fact).into_iter().any(|next| can_tell(next, rest))
}

#[test]
fn all_short_walks_are_judged_as_if_each_were_tried() {
    let mut judged = BTreeSet::new();
    for length in 1..=6 {
        each_sequence(length, 4, |digits| {
            let facts: Vec<char> =
                digits.iter().map(|digit| ['o', 'c', 'k', 'x'][*digit]).collect();
            let longest = (0..=length).rev().find(|end| can_tell(0, &facts[..*end]));
            let told: String = facts.iter().collect();
            let (index, verdict) = tell(&mut behind(0), &told);
            assert_eq!(Some(index), longest, "{told}");
            let expected = if index == length { "passed" } else { "not in the model" };
            assert_eq!(kind(&verdict), expected, "{told}");
            judged.insert(kind(&verdict));
        });
    }
    assert_eq!(judged.len(), 2);
}
