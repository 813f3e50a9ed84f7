//! The same verdicts from the definitions.

use sim_check::{Broadcast, Broadcasting};

use crate::stage::{Dice, by_prefix, each_sequence, kind, play};

type Item = Broadcast<usize, usize>;

const NODES: usize = 3;

#[derive(Clone, Copy, PartialEq, Debug)]
enum Kind {
    BestEffort,
    Reliable,
    Uniform,
}

fn correct(items: &[Item], node: usize, recovering: bool) -> bool {
    let mut words =
        items.iter().filter(|it| matches!(it, Broadcast::Down(n) | Broadcast::Up(n) if *n == node));
    let down = Broadcast::Down(node);
    if recovering { words.next_back() != Some(&down) } else { !words.any(|it| *it == down) }
}

fn delivered(items: &[Item], by: usize, message: usize) -> bool {
    items.contains(&Broadcast::Delivered { by, message })
}

fn judge(items: &[Item], form: Kind, recovering: bool, idle: bool) -> (usize, &'static str) {
    let wrong = |prefix: &[Item]| {
        let (last, earlier) = prefix.split_last()?;
        let Broadcast::Delivered { by, message } = *last else { return None };
        let sent = |it: &Item| matches!(*it, Broadcast::Sent { message: m, .. } if m == message);
        if !earlier.iter().any(sent) {
            return Some("delivered from nowhere");
        }
        let crash = earlier.iter().rposition(|it| *it == Broadcast::Down(by));
        let life = &earlier[crash.filter(|_| recovering).map_or(0, |crash| crash + 1)..];
        delivered(life, by, message).then_some("delivered twice")
    };
    let correct = |node: usize| correct(items, node, recovering);
    // Of the messages of which somebody lacks something, the first that was sent.
    let missing = || {
        items.iter().enumerate().find_map(|(index, it)| {
            let Broadcast::Sent { by, message } = *it else { return None };
            let again =
                |it: &Item| matches!(*it, Broadcast::Sent { message: m, .. } if m == message);
            if items[..index].iter().any(again) {
                return None;
            }
            let has = |node: usize| delivered(items, node, message);
            let must = correct(by)
                || form == Kind::Reliable && (0..NODES).any(|node| correct(node) && has(node))
                || form == Kind::Uniform && (0..NODES).any(has);
            let lacks = |node: usize| must && correct(node) && !has(node);
            match (lacks(by), (0..NODES).any(lacks)) {
                (true, _) => Some("not delivered by its sender"),
                (false, true) => Some("not delivered by all"),
                (false, false) => None,
            }
        })
    };
    let end = || {
        let words = |it: &&Item| matches!(it, Broadcast::Disturbed | Broadcast::Healed);
        let calm = items.iter().rev().find(words) != Some(&Broadcast::Disturbed);
        match missing() {
            Some(anomaly) if calm && idle => anomaly,
            None if items.iter().any(|it| matches!(it, Broadcast::Delivered { .. })) => "passed",
            Some(_) | None => "undecided",
        }
    };
    by_prefix(items, wrong, end)
}

fn agree(items: &[Item], idle: bool) {
    let nodes = || 0..NODES;
    for (form, checker) in [
        (Kind::BestEffort, Broadcasting::best_effort(nodes())),
        (Kind::Reliable, Broadcasting::reliable(nodes())),
        (Kind::Uniform, Broadcasting::uniform(nodes())),
    ] {
        for (recovering, mut checker) in [(false, checker.clone()), (true, checker.recovering())] {
            let (index, verdict) = play(&mut checker, items.iter().copied(), idle);
            let expected = judge(items, form, recovering, idle);
            assert_eq!((index, kind(&verdict)), expected, "{items:?} {form:?} {recovering} {idle}");
        }
    }
}

fn item(digit: usize) -> Item {
    match digit {
        0..3 => Broadcast::Delivered { by: digit, message: 0 },
        3 | 4 => Broadcast::Down(digit - 3),
        5 | 6 => Broadcast::Up(digit - 5),
        7 => Broadcast::Disturbed,
        8 => Broadcast::Healed,
        9 | 10 => Broadcast::Sent { by: digit - 9, message: 0 },
        _ => Broadcast::Delivered { by: 2, message: 1 },
    }
}

#[test]
fn all_small_histories_of_broadcasts_are_judged_as_defined() {
    (0..=3).for_each(|length| {
        each_sequence(length, 12, |digits| {
            let items: Vec<_> = digits.iter().map(|it| item(*it)).collect();
            agree(&items, length % 2 == 0);
        });
    });
    // What follows when somebody has sent something.
    each_sequence(5, 9, |digits| {
        let mut items = vec![Broadcast::Sent { by: 0, message: 0 }];
        items.extend(digits.iter().map(|it| item(*it)));
        agree(&items, true);
    });
}

#[test]
fn random_histories_of_broadcasts_are_judged_as_defined() {
    let mut dice = Dice::new(9);
    for _ in 0..3_000 {
        let mut items: Vec<Item> = Vec::new();
        for _ in 0..dice.index(30) {
            let (by, message) = (dice.index(NODES), dice.index(4));
            let sent =
                |it: &Item| matches!(*it, Broadcast::Sent { message: m, .. } if m == message);
            let known = items.iter().any(sent);
            let next = match dice.index(20) {
                0 => item(dice.index(12)),
                1 => Broadcast::Down(by),
                2 | 3 => Broadcast::Up(by),
                4 => Broadcast::Healed,
                _ if !known => Broadcast::Sent { by, message },
                _ if delivered(&items, by, message) => continue,
                _ => Broadcast::Delivered { by, message },
            };
            items.push(next);
        }
        agree(&items, dice.index(4) > 0);
    }
}
