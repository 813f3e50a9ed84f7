//! The same findings from the definitions, by going through everything again for each.

use std::collections::BTreeSet;

use sim_check::LogAnomaly::{self, *};
use sim_check::LogStep::{Assign, Poll, Rebalance, Send};
use sim_check::{LogItem, LogWord};

use super::{Item, findings, items};
use crate::stage::{Dice, each_sequence};

type Said = (LogAnomaly, Option<char>, Vec<char>, i64);

struct All(Vec<Item>);

impl All {
    fn ended(&self) -> impl Iterator<Item = (usize, &Item)> {
        self.0.iter().enumerate().filter(|(_, it)| it.word != LogWord::Asked)
    }

    // (transaction, key, value, offset) of everything that was sent, or polled.
    fn sent(&self) -> Vec<(usize, char, char, Option<u64>)> {
        let mut all = Vec::new();
        for (index, item) in self.ended() {
            for step in &item.steps {
                if let Send { key, value, offset } = step {
                    all.push((index, *key, *value, *offset));
                }
            }
        }
        all
    }

    fn polled(&self) -> Vec<(usize, char, char, u64)> {
        let mut all = Vec::new();
        for (index, item) in self.ended() {
            for step in &item.steps {
                let Poll { records } = step else { continue };
                for (key, records) in records {
                    all.extend(records.iter().map(|(at, value)| (index, *key, *value, *at)));
                }
            }
        }
        all
    }

    // (key, value, offset) of all that was told to be somewhere.
    fn placed(&self) -> BTreeSet<(char, char, u64)> {
        let sent = self.sent().into_iter().filter(|it| self.0[it.0].word != LogWord::Failed);
        let sent = sent.filter_map(|(_, key, value, offset)| Some((key, value, offset?)));
        let polled = self.polled().into_iter().map(|(_, key, value, offset)| (key, value, offset));
        sent.chain(polled).collect()
    }

    fn writer(&self, key: char, value: char) -> Option<usize> {
        self.sent().into_iter().find(|it| (it.1, it.2) == (key, value)).map(|it| it.0)
    }

    fn committed(&self, index: usize) -> bool {
        let seen = |it: &(usize, char, char, Option<u64>)| {
            let read = |other: &(usize, char, char, u64)| {
                (other.1, other.2) == (it.1, it.2) && other.0 != index
            };
            it.0 == index && self.polled().iter().any(read)
        };
        match self.0[index].word {
            LogWord::Ok => true,
            LogWord::Failed => false,
            LogWord::Asked | LogWord::Unknown => self.sent().iter().any(seen),
        }
    }

    fn there(&self, key: char, value: char) -> bool {
        self.writer(key, value).is_none_or(|writer| self.committed(writer))
    }

    fn rank(&self, key: char, offset: u64) -> i64 {
        let before = self.placed().into_iter().filter(|it| it.0 == key && it.2 < offset);
        let before: BTreeSet<u64> = before.map(|it| it.2).collect();
        i64::try_from(before.len()).expect("it is small")
    }

    fn at(&self, key: char, offset: u64) -> char {
        self.placed().into_iter().find(|it| (it.0, it.2) == (key, offset)).expect("it was placed").1
    }

    fn skips(&self, key: char, from: u64, to: u64) -> bool {
        let between = |it: &(char, char, u64)| it.0 == key && from < it.2 && it.2 < to;
        self.placed().into_iter().filter(between).any(|it| self.there(key, it.1))
    }
}

fn writes(all: &All, said: &mut BTreeSet<Said>) {
    let placed = all.placed();
    for (key, value, offset) in &placed {
        let same = |it: &&(char, char, u64)| (it.0, it.2) == (*key, *offset);
        let values: Vec<char> = placed.iter().filter(same).map(|it| it.1).collect();
        if values.len() > 1 {
            said.insert((InconsistentOffsets, Some(*key), values, 0));
        }
        if placed.iter().any(|it| (it.0, it.1) == (*key, *value) && it.2 != *offset) {
            said.insert((Duplicate, Some(*key), vec![*value], 0));
        }
    }
    let polled = all.polled();
    for (_, key, value, _) in all.sent() {
        let read: Vec<_> = polled.iter().filter(|it| (it.1, it.2) == (key, value)).collect();
        let writer = all.writer(key, value).expect("it was sent");
        let certain = |it: &&&(usize, char, char, u64)| all.0[it.0].word == LogWord::Ok;
        let failed = all.0[writer].word == LogWord::Failed;
        if failed && read.iter().any(|it| certain(&it)) {
            said.insert((AbortedRead, Some(key), vec![value], 0));
        }
        if !failed && read.iter().any(|it| it.0 == writer) {
            said.insert((PrecommittedRead, Some(key), vec![value], 0));
        }
        if read.is_empty() && all.committed(writer) {
            let first = placed.iter().find(|it| (it.0, it.1) == (key, value));
            let passed = first.is_some_and(|it| polled.iter().any(|p| p.1 == key && p.3 >= it.2));
            said.insert((if passed { LostWrite } else { Unseen }, Some(key), vec![value], 0));
        }
    }
}

fn sends(all: &All, said: &mut BTreeSet<Said>) {
    let sent: Vec<_> = all
        .sent()
        .into_iter()
        .filter(|it| all.0[it.0].word != LogWord::Failed)
        .filter_map(|(index, key, value, offset)| {
            let first = all.placed().into_iter().find(|it| (it.0, it.1) == (key, value));
            Some((index, key, value, offset.or(first.map(|it| it.2))?))
        })
        .collect();
    for (place, &(index, key, value, offset)) in sent.iter().enumerate() {
        let process = all.0[index].process;
        let same = |it: &&(usize, char, char, u64)| it.1 == key && all.0[it.0].process == process;
        let bound =
            |it: &&(usize, char, char, u64)| it.0 == index || all.0[it.0].word == LogWord::Ok;
        let Some(last) = sent[..place].iter().rev().filter(same).find(bound) else { continue };
        let delta = all.rank(key, offset) - all.rank(key, last.3);
        let values = vec![last.2, value];
        match (delta <= 0, last.0 == index) {
            (true, true) => said.insert((InternalNonmonotonicSend, Some(key), values, delta)),
            (true, false) => said.insert((NonmonotonicSend, Some(key), values, delta)),
            (false, true) if all.skips(key, last.3, offset) => {
                said.insert((InternalSendSkip, Some(key), values, delta))
            }
            _ => false,
        };
    }
}

// All positions that a process may have in a partition before a step, by going through each way in which unknown
// transactions may have ended; `None` is anywhere.
fn positions(all: &All, index: usize, step: usize, key: char) -> BTreeSet<Option<(u64, bool)>> {
    let process = all.0[index].process;
    let before: Vec<_> = all
        .ended()
        .filter(|(it, item)| *it <= index && item.process == process)
        .filter(|(_, item)| item.word != LogWord::Failed)
        .collect();
    let unknown: Vec<_> = before
        .iter()
        .filter(|(it, item)| item.word == LogWord::Unknown && *it != index)
        .map(|(it, _)| *it)
        .collect();
    let mut ends = BTreeSet::new();
    for ways in 0..1_u32 << unknown.len() {
        let mut position = None;
        for (it, item) in &before {
            let way = unknown.iter().position(|other| other == it);
            let forgotten = way.is_some_and(|way| ways >> way & 1 == 0);
            let steps = if *it == index { &item.steps[..step] } else { &item.steps[..] };
            for step in steps {
                match step {
                    Send { .. } => {}
                    // That a partition may have been given up is enough to begin anywhere.
                    Assign { keys } if keys.contains(&key) => {}
                    Assign { .. } | Rebalance => position = None,
                    Poll { records } => {
                        let mut records =
                            records.iter().filter(|(k, records)| *k == key && !records.is_empty());
                        if let Some((_, records)) = records.next_back()
                            && !forgotten
                        {
                            position = records.last().map(|last| (last.0, *it == index));
                        }
                    }
                }
            }
        }
        ends.insert(position);
    }
    ends
}

fn polls(all: &All, said: &mut BTreeSet<(LogAnomaly, Option<char>, char)>) {
    for (index, item) in all.ended().filter(|(_, it)| it.word != LogWord::Failed) {
        for (place, step) in item.steps.iter().enumerate() {
            let Poll { records } = step else { continue };
            for (key, records) in records {
                let Some((first, _)) = records.first() else { continue };
                let inside =
                    records.windows(2).map(|it| (BTreeSet::from([Some((it[0].0, true))]), it[1].0));
                let all_steps = [(positions(all, index, place, *key), *first)];
                for (from, to) in all_steps.into_iter().chain(inside) {
                    let wrong = |from: &Option<(u64, bool)>| match from {
                        None => None,
                        Some((from, internal)) if to <= *from => Some(if *internal {
                            InternalNonmonotonicPoll
                        } else {
                            NonmonotonicPoll
                        }),
                        Some((from, internal)) => all
                            .skips(*key, *from, to)
                            .then_some(if *internal { InternalPollSkip } else { PollSkip }),
                    };
                    let wrong: Vec<_> = from.iter().map(wrong).collect();
                    // Of several positions that are all wrong, the last one is told.
                    if let Some(anomaly) =
                        wrong.iter().all(Option::is_some).then(|| wrong.last()).flatten()
                    {
                        said.insert((
                            anomaly.expect("all are wrong"),
                            Some(*key),
                            all.at(*key, to),
                        ));
                    }
                }
            }
        }
    }
}

fn circles(all: &All) -> usize {
    let certain = |index: usize| all.0[index].word == LogWord::Ok;
    let count = all.0.len();
    let mut reach = vec![vec![false; count]; count];
    for (reader, key, value, _) in all.polled() {
        let writer = all.writer(key, value).filter(|writer| *writer != reader);
        if let Some(writer) = writer.filter(|writer| certain(*writer) && certain(reader)) {
            reach[writer][reader] = true;
        }
    }
    for middle in 0..count {
        for from in 0..count {
            for to in 0..count {
                reach[from][to] |= reach[from][middle] && reach[middle][to];
            }
        }
    }
    let circle =
        |index: usize| (0..count).filter(|it| reach[index][*it] && reach[*it][index]).min();
    (0..count).filter_map(circle).collect::<BTreeSet<_>>().len()
}

fn agree(history: &str) {
    let items = items(history);
    let all = All(items.clone());
    let mut expected = BTreeSet::new();
    writes(&all, &mut expected);
    sends(&all, &mut expected);
    let mut expected_polls = BTreeSet::new();
    polls(&all, &mut expected_polls);
    let (mut found, mut found_polls, mut found_circles) = (BTreeSet::new(), BTreeSet::new(), 0);
    for finding in findings(items) {
        match finding.anomaly {
            PollSkip | InternalPollSkip | NonmonotonicPoll | InternalNonmonotonicPoll => {
                found_polls.insert((finding.anomaly, finding.key, finding.values[1]));
            }
            CircularReads => found_circles += 1,
            InconsistentOffsets
            | LostWrite
            | AbortedRead
            | PrecommittedRead
            | Duplicate
            | NonmonotonicSend
            | InternalNonmonotonicSend
            | InternalSendSkip
            | Unseen => {
                found.insert((finding.anomaly, finding.key, finding.values, finding.delta));
            }
        }
    }
    assert_eq!(found, expected, "{history}");
    assert_eq!(found_polls, expected_polls, "{history}");
    assert_eq!(found_circles, circles(&all), "{history}");
}

#[test]
fn all_histories_of_up_to_three_transactions_from_a_menu_are_judged_as_defined() {
    let menu = [
        "0 ok sx:a@0",
        "0 ok sx:b@1",
        "0 ok sx:b@0",
        "0 ok sx:b sx:a@0",
        "0 no sx:b@1",
        "0 ?? sx:a sx:b@1",
        "0 ?? sx:c",
        "1 ok px:a@0",
        "1 ok px:b@1",
        "1 ok px:a@0,b@1",
        "1 ok px:b@1,a@0",
        "1 ok px:a@0,c@2",
        "1 no px:b@1",
        "1 ?? px:b@1",
        "1 ?? px:a@0,b@1",
        "1 ok =y",
        "1 ?? =y",
        "1 no =y",
        "1 ok =x",
        "1 ok ~",
        "1 ok px:c@2",
        "1 ok px:b@2",
        "0 ok sx:c@2 px:a@0",
        "1 ok sx:a@0 px:c@2",
        "1 ok px:a@0 ~ px:c@2",
        "0 ok sx:a@0 px:a@0",
        "0 ?? sx:a@0 sx:b@1 px:a@0",
    ];
    for length in 0..=3 {
        each_sequence(length, menu.len(), |digits| {
            let words: Vec<_> = digits.iter().map(|digit| menu[*digit]).collect();
            agree(&words.join("|"));
        });
    }
}

// A log in which something goes wrong now and then.
fn random(dice: &mut Dice) -> String {
    let mut logs = [Vec::new(), Vec::new()];
    let mut values = 'a'..='z';
    let mut positions = [[0; 2]; 2];
    let mut transactions = Vec::new();
    for _ in 0..3 + dice.index(9) {
        let process = dice.index(3);
        let mut steps = Vec::new();
        let end = ["ok", "ok", "ok", "ok", "??", "no"][dice.index(6)];
        let before = positions;
        for _ in 0..=dice.index(2) {
            let log = dice.index(2);
            let key = ['x', 'y'][log];
            if process < 2 && !logs[log].is_empty() && dice.index(3) > 0 {
                let position = &mut positions[process][log];
                if dice.index(12) == 0 {
                    *position = dice.index(logs[log].len());
                }
                let to = (*position + 1 + dice.index(2)).min(logs[log].len());
                let records: Vec<_> =
                    (*position..to).map(|at| format!("{}@{at}", logs[log][at])).collect();
                if !records.is_empty() {
                    steps.push(format!("p{key}:{}", records.join(",")));
                }
                *position = to;
            } else if dice.index(15) == 0 {
                steps.push(["~", "=x", "=y", "=x,y"][dice.index(4)].to_string());
            } else if let Some(value) = values.next() {
                if end == "ok" || dice.index(2) == 0 {
                    logs[log].push(value);
                }
                let mut offset = logs[log].len().saturating_sub(1);
                if dice.index(12) == 0 {
                    offset = dice.index(logs[log].len() + 1);
                }
                let told = if dice.index(3) == 0 { String::new() } else { format!("@{offset}") };
                steps.push(format!("s{key}:{value}{told}"));
            }
        }
        if end == "no" {
            positions = before;
        }
        if !steps.is_empty() {
            transactions.push(format!("{process} {end} {}", steps.join(" ")));
        }
    }
    transactions.join("|")
}

#[test]
fn random_histories_of_two_partitions_are_judged_as_defined() {
    let mut dice = Dice::new(5);
    for _ in 0..3_000 {
        agree(&random(&mut dice));
    }
}

#[test]
fn no_item_of_the_notation_is_forgotten() {
    let all: Vec<LogItem<char, char>> = items("0 ok sx:a@0 px:a@0 =x ~");
    assert_eq!(all[1].steps.len(), 4);
}
