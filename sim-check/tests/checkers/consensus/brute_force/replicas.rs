//! Replicated logs.

use sim_check::{Checker, LeaderCompleteness, LogMatching, Replication, StateMachineSafety};

use crate::stage::{Dice, by_prefix, each_sequence, kind, play};

type Item = Replication<usize, u64, u64>;

const NODES: usize = 3;

// A log written out: what a snapshot stands for has the term of its last entry only.
#[derive(Clone, Default, Debug)]
struct Log(Vec<Place>);

#[derive(Clone, Copy, PartialEq, Debug)]
enum Place {
    Hidden,
    Base(u64),
    Entry(u64, u64),
}

impl Place {
    const fn term(self) -> Option<u64> {
        match self {
            Self::Hidden => None,
            Self::Base(term) | Self::Entry(term, _) => Some(term),
        }
    }
}

fn place_of(index: u64) -> usize {
    usize::try_from(index - 1).expect("logs are short here")
}

impl Log {
    fn at(&self, index: u64) -> Option<Place> {
        self.0.get(place_of(index)).copied()
    }

    fn base(&self) -> usize {
        self.0.iter().filter(|it| !matches!(it, Place::Entry(..))).count()
    }
}

fn log_of(items: &[Item], node: usize) -> Log {
    let mut log = Log::default();
    for item in items {
        let places = &mut log.0;
        match *item {
            Replication::Stores { node: n, index, term, entry } if n == node => {
                let place = place_of(index);
                match places.get(place) {
                    Some(Place::Hidden | Place::Base(_)) => {}
                    Some(Place::Entry(t, _)) if *t == term => {
                        places[place] = Place::Entry(term, entry);
                    }
                    None if place > places.len() => {}
                    Some(Place::Entry(..)) | None => {
                        places.truncate(place);
                        places.push(Place::Entry(term, entry));
                    }
                }
            }
            Replication::Truncates { node: n, from } if n == node => {
                let base = log.base();
                log.0.truncate(base.max(place_of(from)));
            }
            Replication::Compacts { node: n, through, term } if n == node => {
                let base = log.base();
                let through = place_of(through + 1);
                if through <= base {
                    continue;
                }
                let mut rest = Vec::new();
                if log.0.get(through - 1).and_then(|it| it.term()) == Some(term) {
                    rest = log.0.split_off(through);
                }
                log.0 = vec![Place::Hidden; through - 1];
                log.0.push(Place::Base(term));
                log.0.extend(rest);
            }
            Replication::Leads { .. }
            | Replication::Stores { .. }
            | Replication::Truncates { .. }
            | Replication::Compacts { .. }
            | Replication::Commits { .. }
            | Replication::Applies { .. } => {}
        }
    }
    log
}

fn common(one: &Log, other: &Log) -> impl Iterator<Item = (usize, Place, Place)> {
    let pairs = one.0.iter().copied().zip(other.0.iter().copied()).enumerate();
    pairs.map(|(index, (one, other))| (index, one, other)).filter(|(_, one, other)| {
        matches!((one, other), (Place::Entry(t, _), Place::Entry(u, _)) if t == u)
    })
}

fn log_matching(items: &[Item]) -> (usize, &'static str) {
    let each_pair = |prefix: &[Item], wrong: &dyn Fn(&Log, &Log) -> bool| {
        let logs: Vec<Log> = (0..NODES).map(|node| log_of(prefix, node)).collect();
        (0..NODES).any(|one| (0..one).any(|other| wrong(&logs[one], &logs[other])))
    };
    let wrong = |prefix: &[Item]| {
        let (last, earlier) = prefix.split_last()?;
        if let Replication::Stores { node, index, .. } = *last
            && index > log_of(earlier, node).0.len() as u64 + 1
        {
            return Some("gap in a log");
        }
        let entries =
            |one: &Log, other: &Log| common(one, other).any(|(_, one, other)| one != other);
        let before = |one: &Log, other: &Log| {
            common(one, other).any(|(index, ..)| {
                one.0[..index].iter().zip(&other.0[..index]).any(|places| match places {
                    (Place::Hidden, _) | (_, Place::Hidden) => false,
                    (Place::Entry(..), Place::Entry(..)) => places.0 != places.1,
                    (one, other) => one.term() != other.term(),
                })
            })
        };
        match () {
            () if each_pair(prefix, &entries) => Some("entries differ"),
            () if each_pair(prefix, &before) => Some("logs differ before"),
            () => None,
        }
    };
    let met =
        |end: usize| each_pair(&items[..end], &|one, other| common(one, other).next().is_some());
    by_prefix(items, wrong, || if (0..=items.len()).any(met) { "passed" } else { "undecided" })
}

// What is committed by an item: each index with its entry's term, where that is known.
fn commits(items: &[Item], place: usize) -> Vec<(u64, u64, u64)> {
    let Replication::Commits { node, term: within, index: end } = items[place] else {
        return Vec::new();
    };
    let log = log_of(&items[..place], node);
    let known = |index| Some((index, log.at(index)?.term()?, within));
    (1..=end).filter_map(known).collect()
}

fn leader_completeness(items: &[Item]) -> (usize, &'static str) {
    let leaders = |prefix: &[Item]| -> Vec<(u64, Log)> {
        let elected = prefix.iter().enumerate().filter_map(|(place, it)| match *it {
            Replication::Leads { node, term } => Some((term, log_of(&prefix[..place], node))),
            Replication::Stores { .. }
            | Replication::Truncates { .. }
            | Replication::Compacts { .. }
            | Replication::Commits { .. }
            | Replication::Applies { .. } => None,
        });
        elected.collect()
    };
    let all = |prefix: &[Item]| -> Vec<(u64, u64, u64)> {
        (0..prefix.len()).flat_map(|place| commits(prefix, place)).collect()
    };
    let lacks = |(index, term, within): (u64, u64, u64), (led, log): &(u64, Log)| {
        let place = log.at(index);
        *led > within && place != Some(Place::Hidden) && place.and_then(Place::term) != Some(term)
    };
    let wrong = |prefix: &[Item]| {
        let (last, earlier) = prefix.split_last()?;
        if let Replication::Commits { node, index, .. } = *last
            && index > log_of(earlier, node).0.len() as u64
        {
            return Some("commit past the end of the log");
        }
        let before = all(earlier);
        // By index, as the checker goes: the lowest one is told.
        for commit in commits(prefix, prefix.len() - 1) {
            if before.iter().any(|it| it.0 == commit.0 && it.1 != commit.1) {
                return Some("two entries committed");
            }
            if leaders(prefix).iter().any(|leader| lacks(commit, leader)) {
                return Some("leader without a committed entry");
            }
        }
        let lacking = |leader| before.iter().any(|commit| lacks(*commit, leader));
        leaders(prefix).iter().any(lacking).then_some("leader without a committed entry")
    };
    let end = || {
        let (leaders, commits) = (leaders(items), all(items));
        let met = leaders.iter().any(|(led, _)| commits.iter().any(|it| it.2 < *led));
        if met { "passed" } else { "undecided" }
    };
    by_prefix(items, wrong, end)
}

fn state_machine_safety(items: &[Item]) -> (usize, &'static str) {
    let applied = |items: &[Item]| -> Vec<(u64, u64)> {
        let applied = items.iter().filter_map(|it| match *it {
            Replication::Applies { index, entry, .. } => Some((index, entry)),
            Replication::Leads { .. }
            | Replication::Stores { .. }
            | Replication::Truncates { .. }
            | Replication::Compacts { .. }
            | Replication::Commits { .. } => None,
        });
        applied.collect()
    };
    let wrong = |prefix: &[Item]| {
        let applied = applied(prefix);
        let other = |one: &(u64, u64)| applied.iter().any(|it| it.0 == one.0 && it.1 != one.1);
        applied.iter().any(other).then_some("two entries applied")
    };
    let end = || {
        let applied = applied(items);
        let twice = |one: &(u64, u64)| applied.iter().filter(|it| it.0 == one.0).count() > 1;
        if applied.iter().any(twice) { "passed" } else { "undecided" }
    };
    by_prefix(items, wrong, end)
}

fn agrees(items: &[Item]) {
    fn same(
        mut checker: impl Checker<Item = Item>,
        items: &[Item],
        expected: (usize, &'static str),
    ) {
        let (index, verdict) = play(&mut checker, items.iter().copied(), true);
        assert_eq!((index, kind(&verdict)), expected, "{items:?}");
    }
    same(LogMatching::new(), items, log_matching(items));
    same(LeaderCompleteness::new(), items, leader_completeness(items));
    same(StateMachineSafety::new(), items, state_machine_safety(items));
}

fn all_agree(length: usize, alphabet: &[Item]) {
    each_sequence(length, alphabet.len(), |digits| {
        let items: Vec<_> = digits.iter().map(|it| alphabet[*it]).collect();
        agrees(&items);
    });
}

fn stores(nodes: usize, indices: u64, terms: u64, entries: u64) -> Vec<Item> {
    let mut items = Vec::new();
    for node in 0..nodes {
        for index in 1..=indices {
            for term in 1..=terms {
                items.extend((0..entries).map(|entry| Replication::Stores {
                    node,
                    index,
                    term,
                    entry,
                }));
            }
        }
    }
    items
}

#[test]
fn all_small_histories_of_stored_entries_are_judged_as_defined() {
    (0..=3).for_each(|length| all_agree(length, &stores(2, 2, 2, 2)));
    (4..=5).for_each(|length| all_agree(length, &stores(2, 2, 2, 1)));
}

#[test]
fn all_small_histories_with_cuts_and_snapshots_are_judged_as_defined() {
    let mut alphabet = stores(2, 2, 2, 1);
    for node in 0..2 {
        alphabet.push(Replication::Truncates { node, from: 1 });
        alphabet.push(Replication::Compacts { node, through: 1, term: 1 });
        alphabet.push(Replication::Compacts { node, through: 1, term: 2 });
    }
    alphabet.push(Replication::Truncates { node: 0, from: 2 });
    alphabet.push(Replication::Compacts { node: 0, through: 2, term: 1 });
    (0..=4).for_each(|length| all_agree(length, &alphabet));
}

#[test]
fn all_small_histories_of_commits_and_elections_are_judged_as_defined() {
    let mut alphabet = stores(2, 2, 2, 1);
    for node in 0..2 {
        for term in 1..=2 {
            alphabet.push(Replication::Leads { node, term });
            alphabet.push(Replication::Commits { node, term, index: 1 });
        }
    }
    (0..=4).for_each(|length| all_agree(length, &alphabet));
}

#[test]
fn all_small_histories_of_applied_entries_are_judged_as_defined() {
    let mut alphabet = Vec::new();
    for node in 0..2 {
        for index in 1..=2 {
            alphabet.extend((0..2).map(|entry| Replication::Applies { node, index, entry }));
        }
    }
    (0..=4).for_each(|length| all_agree(length, &alphabet));
}

#[test]
fn random_histories_of_logs_are_judged_as_defined() {
    let mut dice = Dice::new(6);
    for round in 0..4_000 {
        let mut items: Vec<Item> = Vec::new();
        for _ in 0..dice.index(24) {
            let node = dice.index(NODES);
            let log = log_of(&items, node).0;
            let end = log.len() as u64;
            let index = 1 + dice.below(end.max(1));
            let term = 1 + dice.below(3);
            let next = match dice.index(16) {
                0 => Replication::Leads { node, term },
                1..=3 => Replication::Commits { node, term, index: index.min(end) },
                4 => Replication::Truncates { node, from: index },
                5 => Replication::Compacts { node, through: index + dice.below(2), term },
                6 => Replication::Stores { node, index, term, entry: dice.below(2) },
                7 => Replication::Stores { node, index: end + 1 + dice.below(2), term, entry: 0 },
                8 => Replication::Applies { node, index, entry: u64::from(dice.index(30) == 0) },
                9..=12 => {
                    // As a leader would do it: what another log has there.
                    let other = log_of(&items, dice.index(NODES));
                    match other.at(end + 1) {
                        Some(Place::Entry(term, entry)) => {
                            Replication::Stores { node, index: end + 1, term, entry }
                        }
                        Some(Place::Hidden | Place::Base(_)) | None => continue,
                    }
                }
                _ => {
                    // Terms of new entries grow in most histories.
                    let term = if round % 3 == 0 { term } else { items.len() as u64 };
                    Replication::Stores { node, index: end + 1, term, entry: 0 }
                }
            };
            items.push(next);
        }
        agrees(&items);
    }
}
