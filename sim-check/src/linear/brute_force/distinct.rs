//! Shortcuts beside the search, and beside a check that tries every order.

use std::collections::BTreeMap;
use std::fmt::Debug;

use sim_core::{EventId, mix};

use crate::history::{Call, History};
use crate::verdict::Verdict;

use super::super::case::Hold;
use super::super::per_key::PerKey;
use super::super::queue::{Queue, QueueInput, QueueOutput};
use super::super::search::Found;
use super::super::set::{Set, SetInput, SetOutput};
use super::super::specification::Specification;
use super::super::stack::{Stack, StackInput, StackOutput};
use super::super::{Linear, Shortcut};
use super::exhaustive::{choices, interleavings};
use super::{case, has_order, naive};

/// What a call does with an object from which values are taken.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Does {
    Gives(usize),
    GivesMaybe(usize),
    Takes(usize),
    FindsNothing,
    TakesMaybe,
}

/// How an object is asked for something, and what it answers.
type Told<S> =
    (<S as Specification>::Input, Call<<S as Specification>::Input, <S as Specification>::Output>);

fn of_queue(does: Does) -> Told<Queue<usize>> {
    match does {
        Does::Gives(value) => (QueueInput::Enqueue(value), Call::Ok(QueueOutput::Enqueued)),
        Does::GivesMaybe(value) => (QueueInput::Enqueue(value), Call::Unknown),
        Does::Takes(value) => (QueueInput::Dequeue, Call::Ok(QueueOutput::Dequeued(Some(value)))),
        Does::FindsNothing => (QueueInput::Dequeue, Call::Ok(QueueOutput::Dequeued(None))),
        Does::TakesMaybe => (QueueInput::Dequeue, Call::Unknown),
    }
}

fn of_stack(does: Does) -> Told<Stack<usize>> {
    match does {
        Does::Gives(value) => (StackInput::Push(value), Call::Ok(StackOutput::Pushed)),
        Does::GivesMaybe(value) => (StackInput::Push(value), Call::Unknown),
        Does::Takes(value) => (StackInput::Pop, Call::Ok(StackOutput::Popped(Some(value)))),
        Does::FindsNothing => (StackInput::Pop, Call::Ok(StackOutput::Popped(None))),
        Does::TakesMaybe => (StackInput::Pop, Call::Unknown),
    }
}

/// A history: a call is named when it starts and when it ends.
fn history<I, O>(
    events: &[usize],
    does: &[Does],
    of: fn(Does) -> (I, Call<I, O>),
) -> History<I, O> {
    history_told(events, does, of, 1)
}

/// As `history`, but so many words are told at once: what ends then isn't over before what starts then.
fn history_told<I, O>(
    events: &[usize],
    does: &[Does],
    of: fn(Does) -> (I, Call<I, O>),
    at_once: u64,
) -> History<I, O> {
    let mut history = History::new();
    let mut started = vec![false; does.len()];
    for (number, &call) in (0..).zip(events) {
        let (input, end) = of(does[call]);
        let told = if started[call] { end } else { Call::Invoked(input) };
        started[call] = true;
        let event = EventId::nth(number / at_once);
        history.add(event, call as u64, told).expect("each call is one of its own");
    }
    history
}

/// The verdict is that of the search, unless that gives up. Whether a shortcut was taken, and whether there is an order.
#[track_caller]
fn compare<S: Specification + Clone>(
    specification: &S,
    history: &History<S::Input, S::Output>,
) -> Option<(bool, bool)> {
    const PATIENCE: u64 = 100_000;
    let mut case = case(specification, history);
    let whole = vec![Hold::Whole; case.calls.len()];
    let expected = match case.search(&whole, PATIENCE, &mut 0) {
        Found::Order => true,
        Found::NoOrder { .. } => false,
        Found::Spent => return None,
    };
    let verdict = Linear::new(specification.clone()).judge(history);
    let violated = matches!(verdict, Verdict::Violated(_));
    assert_eq!(!violated, expected, "{verdict}: {:#?}", history.operations());
    let spans: Vec<_> = case.calls.iter().map(|call| super::super::case::span(call)).collect();
    let shortcut = specification.shortcut(&spans);
    if let Shortcut::NoOrder(places) = &shortcut {
        // The part has no order, and each of its values is needed: without one of them there is one.
        let calls = |places: &[usize]| places.iter().map(|it| case.calls[*it]).collect::<Vec<_>>();
        let mut part = super::super::case::Case::new(specification, calls(places));
        let whole = vec![Hold::Whole; part.calls.len()];
        let found = part.search(&whole, u64::MAX, &mut 0);
        assert!(matches!(found, Found::NoOrder { .. }), "{places:?}: {:#?}", history.operations());
    }
    Some((shortcut != Shortcut::Search, expected))
}

/// Each call gives a value of its own, or takes one of these.
fn all_deeds(call: usize, calls: usize, with_doubts: bool) -> Vec<Does> {
    let mut deeds = vec![Does::Gives(call), Does::FindsNothing];
    deeds.extend((0..calls).map(Does::Takes));
    if with_doubts {
        deeds.extend([Does::GivesMaybe(call), Does::TakesMaybe]);
    }
    deeds
}

/// All histories of so many calls, and how many of them were judged by a shortcut, with an order and without.
fn judge_all<S: Specification + Clone>(
    specification: &S,
    calls: usize,
    with_doubts: bool,
    of: fn(Does) -> Told<S>,
) -> BTreeMap<(bool, bool), u32> {
    let mut counts = BTreeMap::new();
    let deeds: Vec<Vec<Does>> = (0..calls).map(|it| all_deeds(it, calls, with_doubts)).collect();
    for events in interleavings(calls) {
        for choice in choices(deeds[0].len(), calls) {
            let does: Vec<Does> = (0..calls).map(|call| deeds[call][choice[call]]).collect();
            let history = history(&events, &does, of);
            let found = compare(specification, &history).expect("it is short");
            if calls <= 3 {
                let case = case(specification, &history);
                let whole = vec![Hold::Whole; case.calls.len()];
                let mut left = naive(&case, &whole);
                assert_eq!(has_order(specification, &specification.initial(), &mut left), found.1);
            }
            *counts.entry(found).or_insert(0) += 1;
        }
    }
    counts
}

#[test]
fn all_short_histories_of_queues_are_judged_as_by_the_search() {
    let counts = judge_all(&Queue::new(), 3, true, of_queue);
    // Those with doubts that take a search, and those that don't, with an order and without.
    assert!(counts.len() == 4, "{counts:?}");
    let counts = judge_all(&Queue::new(), 4, false, of_queue);
    assert_eq!(counts.keys().collect::<Vec<_>>(), [&(true, false), &(true, true)]);
}

#[test]
fn all_short_histories_of_stacks_are_judged_as_by_the_search() {
    let counts = judge_all(&Stack::new(), 3, true, of_stack);
    // Those with doubts that take a search, and those that don't, with an order and without.
    assert!(counts.len() == 4, "{counts:?}");
    let counts = judge_all(&Stack::new(), 4, false, of_stack);
    assert_eq!(counts.keys().collect::<Vec<_>>(), [&(true, false), &(true, true)]);
}

/// Numbers that look random, the same in every run.
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: usize) -> usize {
        self.0 += 1;
        usize::try_from(mix(self.0, 0xd1f) % bound as u64).expect("it is below a usize")
    }

    fn one_in(&mut self, bound: usize) -> bool {
        self.below(bound) == 0
    }
}

/// What so many clients do with an object that works, from which values are taken at one end, and lies at times.
fn random(
    draw: &mut Draw,
    clients: usize,
    calls: usize,
    takes: fn(&mut Vec<usize>) -> Option<usize>,
) -> (Vec<usize>, Vec<Does>) {
    let (lies, doubts) = (draw.one_in(2), draw.one_in(2));
    let mut does: Vec<Does> = Vec::new();
    let mut events = Vec::new();
    let mut object: Vec<usize> = Vec::new();
    // Which call a client makes, and whether it has taken effect.
    let mut open: Vec<Option<(usize, bool)>> = vec![None; clients];
    let favours_giving = draw.one_in(2);
    loop {
        let client = draw.below(clients);
        match open[client] {
            None if does.len() == calls => {
                if open.iter().all(Option::is_none) {
                    return (events, does);
                }
            }
            None => {
                let call = does.len();
                let gives = draw.below(5) < if favours_giving { 3 } else { 2 };
                does.push(if gives { Does::Gives(call) } else { Does::TakesMaybe });
                open[client] = Some((call, false));
                events.push(call);
            }
            Some((call, false)) => {
                open[client] = Some((call, true));
                match does[call] {
                    Does::Gives(_) if doubts && draw.one_in(8) => {
                        does[call] = Does::GivesMaybe(call);
                        if draw.one_in(2) {
                            object.push(call);
                        }
                    }
                    Does::Gives(_) => object.push(call),
                    Does::TakesMaybe => {
                        let value = takes(&mut object);
                        if !(doubts && draw.one_in(24)) {
                            does[call] = value.map_or(Does::FindsNothing, Does::Takes);
                        }
                    }
                    Does::GivesMaybe(_) | Does::Takes(_) | Does::FindsNothing => {}
                }
            }
            Some((call, true)) => {
                open[client] = None;
                events.push(call);
                // Two who have taken something swap it.
                let other = draw.below(does.len());
                if lies && draw.one_in(3) && is_answer(does[call]) && is_answer(does[other]) {
                    does.swap(call, other);
                }
            }
        }
    }
}

const fn is_answer(does: Does) -> bool {
    matches!(does, Does::Takes(_) | Does::FindsNothing)
}

fn judge_random<S: Specification + Clone>(
    specification: &S,
    of: fn(Does) -> Told<S>,
    takes: fn(&mut Vec<usize>) -> Option<usize>,
) {
    let mut draw = Draw(0);
    let mut counts: BTreeMap<(bool, bool), u32> = BTreeMap::new();
    for round in 0..6_000 {
        let (clients, calls) = (2 + draw.below(4), 4 + draw.below(12 + round % 12));
        let (events, does) = random(&mut draw, clients, calls, takes);
        let at_once = 1 + u64::from(draw.one_in(3));
        if let Some(found) = compare(specification, &history_told(&events, &does, of, at_once)) {
            *counts.entry(found).or_insert(0) += 1;
        }
    }
    assert!(counts[&(true, true)] > 1_000 && counts[&(true, false)] > 600, "{counts:?}");
}

fn first(object: &mut Vec<usize>) -> Option<usize> {
    if object.is_empty() { None } else { Some(object.remove(0)) }
}

#[test]
fn random_histories_of_queues_with_distinct_values_are_judged_as_by_the_search() {
    judge_random(&Queue::new(), of_queue, first);
}

#[test]
fn random_histories_of_stacks_with_distinct_values_are_judged_as_by_the_search() {
    judge_random(&Stack::new(), of_stack, Vec::pop);
}

#[test]
fn random_histories_of_sets_are_judged_as_by_the_search() {
    let of = |does: &(usize, usize, Option<bool>)| -> (SetInput<usize>, Call<SetInput<usize>, SetOutput<usize>>) {
        let &(kind, value, told) = does;
        let end = told.map_or(Call::Unknown, |was| Call::Ok(SetOutput::Was(was)));
        match kind {
            0 => (SetInput::Add(value), end),
            1 => (SetInput::Remove(value), end),
            2 => (SetInput::Contains(value), end),
            _ => (SetInput::Read, Call::Unknown),
        }
    };
    let mut draw = Draw(0);
    let mut ordered = 0;
    for _ in 0..3_000 {
        let calls = 2 + draw.below(6);
        let does: Vec<_> = (0..calls)
            .map(|_| {
                let told = (!draw.one_in(9)).then(|| draw.one_in(2));
                let kinds = if draw.one_in(9) { 4 } else { 3 };
                (draw.below(kinds), draw.below(3), told)
            })
            .collect();
        let all = interleavings(3);
        let mut history = History::new();
        let mut number = 0;
        // Three calls at a time overlap.
        for (group, does) in does.chunks(3).enumerate() {
            let events = &all[draw.below(all.len())];
            let mut started = [false; 3];
            for &call in events.iter().filter(|call| **call < does.len()) {
                let (input, end) = of(&does[call]);
                let told = if started[call] { end } else { Call::Invoked(input) };
                started[call] = true;
                let process = (group * 3 + call) as u64;
                history.add(EventId::nth(number), process, told).expect("one call each");
                number += 1;
            }
        }
        let (short, is_ordered) = compare(&Set::new(), &history).expect("it is short");
        assert!(short);
        ordered += u32::from(is_ordered);
    }
    assert!((400..2_600).contains(&ordered), "{ordered}");
}

#[test]
fn objects_told_apart_by_a_key_take_the_same_shortcuts() {
    let told = [
        ((1, QueueInput::Enqueue(7)), Call::Ok(QueueOutput::Enqueued)),
        ((2, QueueInput::Dequeue), Call::Ok(QueueOutput::Dequeued(None))),
        ((1, QueueInput::Dequeue), Call::Ok(QueueOutput::Dequeued(None))),
    ];
    let mut history = History::new();
    for (number, (input, end)) in (0..).zip(told) {
        history.add(EventId::nth(2 * number), 1, Call::Invoked(input)).expect("none is open");
        history.add(EventId::nth(2 * number + 1), 1, end).expect("it is open");
    }
    let queues = PerKey::<u32, _>::new(Queue::<u32>::new());
    let Verdict::Violated(violation) = Linear::new(queues).judge(&history) else { panic!() };
    assert_eq!(
        violation.said,
        "dequeue nothing at 1 (#4) can't be: enqueue 7 at 1 (#0) was over before dequeue nothing at 1 (#4); \
         other values don't matter"
    );
}

#[test]
fn a_call_may_find_nothing_just_when_one_value_goes_and_the_next_comes() {
    // The first is asked for, and the second has come, with the fourth word; the third call is open then.
    let events = [0, 0, 1, 2, 1, 3, 3, 2, 4, 4];
    let does = [Does::Gives(0), Does::Gives(1), Does::FindsNothing, Does::Takes(0), Does::Takes(1)];
    let at = |moments: [u64; 10]| {
        let mut history = History::new();
        let mut started = [false; 5];
        for (moment, call) in moments.into_iter().zip(events) {
            let (input, end) = of_queue(does[call]);
            let told = if started[call] { end } else { Call::Invoked(input) };
            started[call] = true;
            history.add(EventId::nth(moment), call as u64, told).expect("one call each");
        }
        compare(&Queue::new(), &history)
    };
    assert_eq!(at([0, 1, 2, 3, 4, 4, 5, 6, 7, 8]), Some((true, true)));
    assert_eq!(at([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]), Some((true, false)));
}

/// So many values are given at once, and taken one after the other in the order of their numbers; all but two, which change places.
fn given_at_once(count: usize, swapped: bool) -> (Vec<usize>, Vec<Does>) {
    let mut events: Vec<usize> = (0..count).collect();
    let mut does: Vec<Does> = (0..count).map(Does::Gives).collect();
    // The first one is over before the last one is given.
    events.remove(count - 1);
    events.extend([0, count - 1]);
    events.extend(1..count);
    let mut order: Vec<usize> = (0..count).collect();
    if swapped {
        order.swap(0, count - 1);
    }
    for value in order {
        let call = does.len();
        does.push(Does::Takes(value));
        events.extend([call, call]);
    }
    (events, does)
}

#[test]
fn where_a_search_gives_up_a_shortcut_tells() {
    let (events, does) = given_at_once(60, true);
    let history = history(&events, &does, of_queue);
    let queue = Queue::new();
    let mut all = case(&queue, &history);
    let whole = vec![Hold::Whole; all.calls.len()];
    assert_eq!(all.search(&whole, 200_000, &mut 0), Found::Spent);
    let judgement = Linear::new(Queue::new()).steps_max(200_000).judge_counting(&history);
    let Verdict::Violated(violation) = judgement.verdict else { panic!() };
    assert_eq!(
        violation.said,
        "dequeue 59 (#120) can't be: enqueue 0 (#0) was over before enqueue 59 (#60), \
         and enqueue 0 (#0) was over before dequeue 59 (#120); other values don't matter"
    );
    assert!(judgement.steps < 500, "{}", judgement.steps);
}

#[test]
fn long_histories_take_as_many_steps_as_they_have_calls() {
    let (events, does) = given_at_once(5_000, false);
    let judgement = Linear::new(Queue::new()).judge_counting(&history(&events, &does, of_queue));
    assert_eq!((judgement.verdict, judgement.steps), (Verdict::Passed, 10_000));
    let mut draw = Draw(7);
    // Of an object that neither lies nor leaves anybody in doubt.
    let (events, does) = loop {
        let (events, does) = random(&mut draw, 40, 10_000, Vec::pop);
        let stack = Linear::new(Stack::new());
        let history = history(&events, &does, of_stack);
        let judgement = stack.judge_counting(&history);
        if judgement.verdict == Verdict::Passed && judgement.steps == 10_000 {
            break (events, does);
        }
    };
    // One of them pops what is lower.
    let mut wrong = does.clone();
    let pops: Vec<usize> =
        (0..does.len()).filter(|it| matches!(does[*it], Does::Takes(_))).collect();
    wrong.swap(pops[1_000], pops[2_000]);
    let verdict = Linear::new(Stack::new()).judge(&history(&events, &wrong, of_stack));
    let Verdict::Violated(violation) = verdict else { panic!("{verdict}") };
    assert!(violation.evidence.len() <= 16, "{violation}");
}
