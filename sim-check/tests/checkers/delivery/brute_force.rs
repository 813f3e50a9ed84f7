//! The same verdicts from the definitions, prefix by prefix.

use sim_check::Delivery::{
    self, Acknowledged, Arrived, Attempt, DeadLettered, Effect, GivenUp, Unknown,
};
use sim_check::{
    AtLeastOnce, AtMostOnce, Checker, DeadLetters, EffectivelyOnce, ExactlyOnce, NoCreation,
    RedeliveryBound,
};
use sim_core::nanos;

use crate::stage::{Dice, by_prefix, each_sequence, kind, play};

type Items = [Delivery<usize>];
type Said = (usize, &'static str);

const WITHIN: usize = 2;

fn item(index: usize) -> Delivery<usize> {
    let words = [Attempt, Arrived, Effect, Acknowledged, GivenUp, Unknown, DeadLettered];
    words[index % 7](index / 7)
}

const fn key_of(item: Delivery<usize>) -> usize {
    match item {
        Attempt(key) | Arrived(key) | Effect(key) | Acknowledged(key) | GivenUp(key)
        | Unknown(key) | DeadLettered(key) => key,
    }
}

fn keys(items: &Items) -> Vec<usize> {
    let mut keys: Vec<_> = items.iter().map(|it| key_of(*it)).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn count(items: &Items, what: Delivery<usize>) -> usize {
    items.iter().filter(|it| **it == what).count()
}

// The attempts of a key: where each began, and the word on it.
fn attempts(items: &Items, key: usize) -> Vec<(usize, Option<Delivery<usize>>)> {
    let mut attempts: Vec<(usize, Option<Delivery<usize>>)> = Vec::new();
    for (index, item) in items.iter().enumerate().filter(|(_, it)| key_of(**it) == key) {
        let open = attempts.last_mut().filter(|(_, word)| word.is_none());
        match (item, open) {
            (Attempt(_), None) => attempts.push((index, None)),
            (Acknowledged(_) | GivenUp(_) | Unknown(_), Some(open)) => open.1 = Some(*item),
            (Acknowledged(_) | GivenUp(_) | Unknown(_), None) => {
                attempts.push((index, Some(*item)));
            }
            (Attempt(_), Some(_)) | (Arrived(_) | Effect(_) | DeadLettered(_), _) => {}
        }
    }
    attempts
}

fn owing(items: &Items, key: usize) -> Vec<(usize, Option<Delivery<usize>>)> {
    let mut attempts = attempts(items, key);
    attempts.retain(|(_, word)| matches!(word, None | Some(Acknowledged(_))));
    attempts
}

fn anything(items: &Items, also_arrivals: bool) -> &'static str {
    let delivered =
        items.iter().any(|it| matches!(it, Effect(_)) || also_arrivals && matches!(it, Arrived(_)));
    if delivered { "passed" } else { "undecided" }
}

fn at_most_once(items: &Items, arrivals: bool) -> Said {
    let wrong = |prefix: &Items| {
        keys(prefix).into_iter().find_map(|key| {
            let failed = attempts(prefix, key);
            let failed = !failed.is_empty()
                && failed.iter().all(|(_, word)| matches!(word, Some(GivenUp(_))));
            match (count(prefix, Effect(key)), count(prefix, Arrived(key))) {
                (2.., _) => Some("delivered twice"),
                (_, 2..) if arrivals => Some("arrived twice"),
                (1, _) if failed => Some("failed but delivered"),
                _ => None,
            }
        })
    };
    by_prefix(items, wrong, || anything(items, true))
}

fn at_least_once(items: &Items, within: Option<usize>, idle: bool) -> Said {
    let missing = |prefix: &Items| -> Vec<usize> {
        let mut keys = keys(prefix);
        keys.retain(|key| count(prefix, Effect(*key)) == 0 && !owing(prefix, *key).is_empty());
        keys
    };
    // Lateness is seen by the time of the next item, whatever it is: what counts is the prefix before it.
    let late = |before: &Items| {
        let within = within?;
        let now = before.len();
        let late = |key: &usize| owing(before, *key).iter().any(|(from, _)| from + within < now);
        missing(before).iter().any(late).then_some("not delivered in time")
    };
    let met = |prefix: &Items| {
        keys(prefix)
            .into_iter()
            .any(|key| count(prefix, Effect(key)) > 0 && !owing(prefix, key).is_empty())
    };
    let end = || {
        let missing = missing(items);
        let acknowledged = |key: &usize| owing(items, *key).iter().any(|(_, word)| word.is_some());
        match (late(items), missing.is_empty()) {
            (Some(late), _) => late,
            (None, true) if (0..=items.len()).any(|end| met(&items[..end])) => "passed",
            (None, true) => "undecided",
            (None, false) if !idle => "undecided",
            (None, false) if missing.iter().any(acknowledged) => "acknowledged but not delivered",
            (None, false) => "not delivered",
        }
    };
    by_prefix(items, |prefix| late(&prefix[..prefix.len() - 1]), end)
}

fn no_creation(items: &Items) -> Said {
    let wrong = |prefix: &Items| {
        let last = prefix[prefix.len() - 1];
        let unheard = count(prefix, Attempt(key_of(last))) == 0;
        let nowhere = unheard && matches!(last, Effect(_) | Arrived(_));
        nowhere.then_some("delivered from nowhere")
    };
    by_prefix(items, wrong, || anything(items, true))
}

fn once(items: &Items, within: Option<usize>, idle: bool, arrivals: bool) -> Said {
    let parts =
        [no_creation(items), at_most_once(items, arrivals), at_least_once(items, within, idle)];
    // The earliest; of what is said at the same item the first.
    let earliest =
        parts.into_iter().filter(|(index, _)| *index < items.len()).min_by_key(|it| it.0);
    earliest.unwrap_or(parts[2])
}

fn redelivery(items: &Items) -> Said {
    let wrong = |prefix: &Items| {
        let often = |key: usize| count(prefix, Effect(key)).max(count(prefix, Arrived(key))) > 2;
        keys(prefix).into_iter().any(often).then_some("redelivered too often")
    };
    by_prefix(items, wrong, || anything(items, true))
}

fn dead_letters(items: &Items, idle: bool) -> Said {
    // The ends of a key that count: a failure doesn't, once it is attempted again.
    let ends = |prefix: &Items, key: usize| {
        let mut ends = Vec::new();
        for item in prefix.iter().filter(|it| key_of(**it) == key) {
            match item {
                Attempt(_) => ends.retain(|end| !matches!(end, GivenUp(_))),
                Effect(_) | DeadLettered(_) | GivenUp(_) => ends.push(*item),
                Arrived(_) | Acknowledged(_) | Unknown(_) => {}
            }
        }
        ends.sort_unstable();
        ends.dedup();
        ends
    };
    let wrong = |prefix: &Items| {
        keys(prefix).into_iter().find_map(|key| {
            match (ends(prefix, key).len(), count(prefix, Attempt(key))) {
                (1.., 0) => Some("accounted from nowhere"),
                (2.., _) => Some("accounted twice"),
                _ => None,
            }
        })
    };
    let end = || {
        let attempted = |key: &usize| count(items, Attempt(*key)) > 0;
        let attempted: Vec<_> = keys(items).into_iter().filter(attempted).collect();
        match attempted.iter().any(|key| ends(items, *key).is_empty()) {
            _ if attempted.is_empty() => "undecided",
            false => "passed",
            true if idle => "unaccounted",
            true => "undecided",
        }
    };
    by_prefix(items, wrong, end)
}

fn agree(items: &Items, idle: bool) {
    fn same(
        checker: &mut impl Checker<Item = Delivery<usize>>,
        items: &Items,
        idle: bool,
        expected: Said,
    ) {
        let (index, verdict) = play(checker, items.iter().copied(), idle);
        assert_eq!((index, kind(&verdict)), expected, "{items:?} idle {idle}");
    }
    let within = Some(WITHIN);
    let time = nanos(WITHIN as u64);
    same(&mut AtMostOnce::new(), items, idle, at_most_once(items, true));
    same(&mut AtLeastOnce::new(), items, idle, at_least_once(items, None, idle));
    same(&mut AtLeastOnce::new().within(time), items, idle, at_least_once(items, within, idle));
    same(&mut NoCreation::new(), items, idle, no_creation(items));
    same(&mut ExactlyOnce::new().within(time), items, idle, once(items, within, idle, true));
    same(&mut EffectivelyOnce::new(), items, idle, once(items, None, idle, false));
    same(&mut EffectivelyOnce::new().within(time), items, idle, once(items, within, idle, false));
    same(&mut RedeliveryBound::at_most(1), items, idle, redelivery(items));
    same(&mut DeadLetters::new(), items, idle, dead_letters(items, idle));
}

fn all_agree(length: usize, keys: usize) {
    each_sequence(length, 7 * keys, |digits| {
        let items: Vec<_> = digits.iter().map(|digit| item(*digit)).collect();
        agree(&items, true);
        agree(&items, false);
    });
}

#[test]
fn all_histories_of_one_key_up_to_five_items_are_judged_as_defined() {
    (0..=5).for_each(|length| all_agree(length, 1));
}

#[test]
fn all_histories_of_two_keys_up_to_four_items_are_judged_as_defined() {
    (0..=4).for_each(|length| all_agree(length, 2));
}

#[test]
fn random_histories_are_judged_as_defined() {
    let mut dice = Dice::new(1);
    for _ in 0..2_000 {
        let (length, keys) = (dice.index(30), 1 + dice.index(12));
        // Attempts and effects come more often: otherwise each history ends at once.
        let mut word = || match dice.index(3) {
            0 => 7 * dice.index(keys),
            1 => 7 * dice.index(keys) + 2,
            _ => dice.index(7 * keys),
        };
        let mut items: Vec<_> = (0..length).map(|_| item(word())).collect();
        if length % 2 == 0 {
            // In half of them nothing comes from nowhere or twice.
            let mut seen = Vec::new();
            items.retain(|it| match it {
                Effect(key) | Arrived(key) => {
                    let fresh = !seen.contains(it) && seen.contains(&Attempt(*key));
                    seen.push(*it);
                    fresh
                }
                Attempt(_) | Acknowledged(_) | GivenUp(_) | Unknown(_) | DeadLettered(_) => {
                    seen.push(*it);
                    true
                }
            });
        }
        agree(&items, length % 3 != 0);
    }
}
