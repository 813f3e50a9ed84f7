//! Steps in a small notation: `-` a step, `o1` 1 is owed, `n1` 1 is owed by a node, `m1` it comes, `w1` it is waived, `!`
//! something goes wrong, `ok` all is healed, `down` and `up` the node.

use std::collections::BTreeMap;

use sim_check::{Activity, Checker, Conclusion, NoLivelock, Progress, Property, in_weather};
use sim_core::prelude::*;

use super::{judge, run};
use crate::stage::{Dice, brief, each_sequence, kind, play, play_anew};

type Item = Activity<usize>;

// The first node of any world; a judge can't make a name for one.
fn some_node() -> NodeId {
    let world = duel(0, u64::MAX);
    world.directory().nodes().next().expect("it has two nodes")
}

fn parse(history: &str) -> Vec<Item> {
    let node = some_node();
    let item = |word: &str| {
        let key = word.as_bytes().get(1).map_or(0, |digit| usize::from(digit.saturating_sub(b'0')));
        Activity::Progress(match word {
            "-" => return Activity::Step,
            "!" => Progress::Disturbed,
            "ok" => Progress::Healed,
            "down" => Progress::Down(node),
            "up" => Progress::Up(node),
            _ if word.starts_with('o') => Progress::owed(key),
            _ if word.starts_with('n') => Progress::owed_by(key, node),
            _ if word.starts_with('m') => Progress::Met(key),
            _ if word.starts_with('w') => Progress::Waived(key),
            other => panic!("no word is {other}"),
        })
    };
    history.split_whitespace().map(item).collect()
}

#[track_caller]
fn check(history: &str, expected: &str) {
    let verdict = play_anew(NoLivelock::after(2), &parse(history), true);
    assert_eq!(brief(&verdict), expected, "{history}");
}

#[test]
fn steps_that_lead_nowhere_are_caught() {
    check("o1 - - -", "livelock #0 #3");
    check("o1 m1 o2 - - m1 -", "livelock #1 #2 #6");
    check("o1 o2 - m2 - - -", "livelock #0 #3 #6");
}

#[test]
fn steps_that_lead_somewhere_are_none() {
    check("o1 - - m1", "passed");
    check("o1 o2 - - m1 - - m2", "passed");
    // Nobody waits for anything.
    check("- - - o1 m1 - - -", "passed");
    check("o1 - - w1 - o2 m2", "passed");
    check("o1 - -", "undecided");
}

#[test]
fn steps_that_faults_cost_are_none() {
    check("o1 - ! - - - ok - - m1", "passed");
    check("o1 - ! - - - ok - - -", "livelock #0 #6 #9");
    check("n1 down - - - up - - m1", "passed");
    check("n1 down - - - up - - -", "livelock #0 #8");
    // Others wait as well.
    check("n1 o2 down - - -", "livelock #1 #5");
}

// How many steps have led nowhere by now, as it is defined: those since the last word after which nothing was as it has to
// be for a step to count.
fn steps(items: &[Item]) -> u64 {
    let owed = |before: &[Item]| {
        let mut owed: BTreeMap<usize, bool> = BTreeMap::new();
        for item in before {
            if let Activity::Progress(Progress::Owed { key, node }) = item {
                owed.entry(*key).or_insert(node.is_some());
            } else if let Activity::Progress(Progress::Met(key) | Progress::Waived(key)) = item {
                owed.remove(key);
            }
        }
        owed
    };
    let last = |before: &[Item], of: fn(&Progress<usize>) -> bool| {
        before.iter().rposition(|it| matches!(it, Activity::Progress(it) if of(it)))
    };
    let is_calm = |before: &[Item]| {
        last(before, |it| matches!(it, Progress::Disturbed))
            <= last(before, |it| matches!(it, Progress::Healed))
    };
    let is_down = |before: &[Item]| {
        last(before, |it| matches!(it, Progress::Down(_)))
            > last(before, |it| matches!(it, Progress::Up(_)))
    };
    let counts = |before: &[Item]| {
        let down = is_down(before);
        is_calm(before) && owed(before).values().any(|by_node| !(down && *by_node))
    };
    let leads = |index: usize| matches!(&items[index], Activity::Progress(Progress::Met(key)) if owed(&items[..index]).contains_key(key));
    let begin = (0..items.len()).rev().find(|index| leads(*index) || !counts(&items[..=*index]));
    let since = begin.map_or(0, |index| index + 1);
    items[since..].iter().filter(|item| **item == Activity::Step).count() as u64
}

fn defined(items: &[Item], most: u64) -> (usize, &'static str) {
    let met = |index: usize| {
        let before = &items[..=index];
        let is_owed = |key: usize| {
            let touches = |it: &&Item| {
                let Activity::Progress(
                    Progress::Owed { key: other, .. }
                    | Progress::Met(other)
                    | Progress::Waived(other),
                ) = it
                else {
                    return false;
                };
                *other == key
            };
            let last = before[..index].iter().rev().find(touches);
            matches!(last, Some(Activity::Progress(Progress::Owed { .. })))
        };
        matches!(before[index], Activity::Progress(Progress::Met(key)) if is_owed(key))
    };
    for index in 0..items.len() {
        if steps(&items[..=index]) > most {
            return (index, "livelock");
        }
    }
    let passed = (0..items.len()).any(met);
    (items.len(), if passed { "passed" } else { "undecided" })
}

#[test]
fn all_short_histories_are_judged_as_defined() {
    let words = parse("- o0 n1 m0 m1 w1 ! ok down up");
    for length in 0..=5 {
        each_sequence(length, words.len(), |digits| {
            let items: Vec<Item> = digits.iter().map(|digit| words[*digit]).collect();
            let (index, verdict) = play(&mut NoLivelock::after(1), items.clone(), true);
            assert_eq!((index, kind(&verdict)), defined(&items, 1), "{items:?}");
        });
    }
}

#[test]
fn random_longer_histories_are_judged_as_defined() {
    let words = parse("- - - - o0 n1 m0 m1 w1 ! ok ok down up up");
    let mut dice = Dice::new(9);
    let mut caught = 0;
    for _ in 0..20_000 {
        let most = dice.below(4);
        let items: Vec<Item> =
            (0..dice.below(25)).map(|_| words[dice.index(words.len())]).collect();
        let (index, verdict) = play(&mut NoLivelock::after(most), items.clone(), true);
        assert_eq!((index, kind(&verdict)), defined(&items, most), "{items:?}");
        caught += u32::from(kind(&verdict) == "livelock");
    }
    assert!((3_000..17_000).contains(&caught), "{caught}");
}

struct Duel;

#[derive(Debug)]
enum Fact {
    Begun,
    Won,
}

impl Protocol for Duel {
    type Message = u64;
    type Fact = Fact;
    type Timer = ();
    type Operation = ();
    type Outcome = ();
    type View = ();
}

/// Outbids whoever bids, until a bid is high enough.
struct Bidder {
    begins: u64,
    enough: u64,
}

impl Actor<Duel> for Bidder {
    fn on_start(&mut self, ctx: &mut Context<'_, Duel>) {
        if self.begins > 0 && ctx.me() == ctx.directory()["ann"] {
            ctx.emit(Fact::Begun);
            ctx.send(ctx.directory()["bob"], 1);
        }
    }

    fn on_message(&mut self, from: ActorId, bid: u64, ctx: &mut Context<'_, Duel>) {
        if bid >= self.enough {
            ctx.emit(Fact::Won);
        } else {
            ctx.send(from, bid + 1);
        }
    }
}

fn duel(begins: u64, enough: u64) -> World<Duel> {
    Setup::<Duel, _>::new(Wire::perfect(millis(1)))
        .node("ann", move |_| Bidder { begins, enough })
        .node("bob", move |_| Bidder { begins, enough })
        .build()
        .expect("the names differ")
}

#[test]
fn two_who_outbid_each_other_for_ever_are_caught_in_a_world() {
    let property = |most| {
        NoLivelock::after(most).of_events(in_weather(|event: &Event<'_, Duel>| {
            match event.fact() {
                Some(Fact::Begun) => Some(Activity::Progress(Progress::owed(()))),
                Some(Fact::Won) => Some(Activity::Progress(Progress::happens())),
                None => Activity::step_of(event),
            }
        }))
    };
    let judged = |enough, most| {
        let mut world = duel(1, enough);
        let end = run(&mut world, Stop::after(seconds(1)));
        judge(property(most), &world, end)
    };
    assert_eq!(kind(&judged(u64::MAX, 100)), "livelock");
    let said = judged(u64::MAX, 100).to_string();
    assert!(said.contains("101 steps lead nowhere while something is owed"), "{said}");
    assert_eq!(kind(&judged(100, 100)), "passed");
    assert_eq!(kind(&judged(100, 99)), "livelock");
    let end = Conclusion { time: Time::ZERO, idle: true };
    assert_eq!(kind(&Property::<Duel>::conclude(&mut property(1), &end)), "undecided");
}
