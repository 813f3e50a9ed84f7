//! All cycles of a small history, by walking all ways from each pair of transactions to the next.

use std::collections::{BTreeMap, BTreeSet};

use crate::history::Outcome;
use crate::transactions::{Shape, Step, Ties, Transactions};

/// Why one comes before another: the letters of their steps, or a tie.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Why {
    Append,
    Read,
    Missed,
    Tied,
}

/// The shapes of all cycles, with the length of the shortest of each. Lists must agree with each other.
pub(super) fn shapes(history: &Transactions<u8, u8>, ties: Ties) -> BTreeMap<Shape, usize> {
    let edges = edges(history, ties);
    let mut found = BTreeMap::new();
    for first in 0..history.operations().len() {
        walk(&edges, first, &mut vec![first], &mut Vec::new(), &mut found);
    }
    found
}

/// Goes on from the last transaction to each that isn't on the way yet, and back to the first.
fn walk(
    edges: &BTreeSet<(usize, usize, Why)>,
    first: usize,
    way: &mut Vec<usize>,
    whys: &mut Vec<Why>,
    found: &mut BTreeMap<Shape, usize>,
) {
    let last = *way.last().unwrap();
    for (_, target, why) in edges.iter().filter(|(source, ..)| *source == last) {
        whys.push(*why);
        if *target == first {
            let shortest = found.entry(shape(whys)).or_insert(whys.len());
            *shortest = whys.len().min(*shortest);
        } else if *target > first && !way.contains(target) {
            way.push(*target);
            walk(edges, first, way, whys, found);
            way.pop();
        }
        whys.pop();
    }
}

fn shape(whys: &[Why]) -> Shape {
    let missed = whys.iter().filter(|why| **why == Why::Missed).count();
    let next = whys.iter().cycle().skip(1);
    let beside = whys.iter().zip(next).any(|pair| pair == (&Why::Missed, &Why::Missed));
    match missed {
        0 if whys.contains(&Why::Read) => Shape::G1c,
        0 => Shape::G0,
        1 => Shape::GSingle,
        _ if beside => Shape::G2,
        _ => Shape::GNonadjacent,
    }
}

fn edges(history: &Transactions<u8, u8>, ties: Ties) -> BTreeSet<(usize, usize, Why)> {
    let all = history.operations();
    let ok = |index: usize| matches!(all[index].outcome, Outcome::Ok(_));
    let failed = |index: usize| matches!(all[index].outcome, Outcome::Failed);
    let steps = |index: usize| match &all[index].outcome {
        Outcome::Ok(told) => told,
        Outcome::Failed | Outcome::Unknown => &all[index].input,
    };
    let indices = || 0..all.len();
    let mut reads = Vec::new();
    let mut appends = Vec::new();
    for index in indices() {
        for step in steps(index) {
            match step {
                Step::Read(key, list) if ok(index) => reads.push((index, *key, list)),
                Step::Append(key, element) if !failed(index) => {
                    appends.push((index, *key, *element));
                }
                Step::Read(..) | Step::Append(..) => {}
            }
        }
    }
    let seen =
        |key, element| reads.iter().any(|(_, read, list)| *read == key && list.contains(&element));
    let counts =
        |index: usize| ok(index) || appends.iter().any(|it| it.0 == index && seen(it.1, it.2));
    let certain: Vec<_> = appends.iter().copied().filter(|it| counts(it.0)).collect();
    let mut edges = BTreeSet::new();
    for key in 0..2 {
        let by = |element| certain.iter().find(|it| it.1 == key && it.2 == element).map(|it| it.0);
        let lists = || reads.iter().filter(|read| read.1 == key);
        let longest: Vec<_> =
            lists().max_by_key(|it| it.2.len()).map_or(Vec::new(), |it| it.2.clone());
        let order: Vec<usize> = longest.iter().filter_map(|it| by(*it)).collect();
        let unseen = certain.iter().filter(|it| it.1 == key && !longest.contains(&it.2));
        let unseen: Vec<usize> = unseen.map(|it| it.0).collect();
        // Who may come after so many elements.
        let next = |count: usize| match order.get(count) {
            Some(next) => vec![*next],
            None => unseen.clone(),
        };
        for (count, writer) in order.iter().enumerate() {
            edges.extend(next(count + 1).into_iter().map(|it| (*writer, it, Why::Append)));
        }
        for (reader, _, list) in lists() {
            let count = list.iter().filter(|it| by(**it).is_some()).count();
            let last = count.checked_sub(1).map(|it| order[it]);
            if last != Some(*reader) {
                edges.extend(last.map(|writer| (writer, *reader, Why::Read)));
                edges.extend(next(count).into_iter().map(|it| (*reader, it, Why::Missed)));
            }
        }
    }
    for first in indices().filter(|it| counts(*it)) {
        for second in indices().filter(|it| counts(*it)) {
            let ended = all[first].returned.is_some_and(|end| end < all[second].invoked);
            let one_process = all[first].process == all[second].process;
            if ended && (ties == Ties::Realtime || ties == Ties::Process && one_process) {
                edges.insert((first, second, Why::Tied));
            }
        }
    }
    edges.retain(|(source, target, _)| source != target);
    edges
}
