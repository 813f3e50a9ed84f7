//! All small histories, and many that are a little larger, judged in two ways.

use std::collections::BTreeSet;

use sim_core::EventId;

use super::naive;
use super::orders::{is_serializable, is_snapshot_isolated};
use crate::history::Call;
use crate::transactions::cycle::cycles;
use crate::transactions::ledger::Ledger;
use crate::transactions::{
    Anomaly, Level, Shape, Step, Ties, Transactions, anomalies, dependency, direct, judge,
};
use crate::verdict::Verdict;

/// A transaction with its end.
type Told = (Vec<Step<u8, u8>>, Call<(), ()>);

/// Numbers that are the same in each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    /// Transactions begin and end in any order, in two or three processes.
    fn history(&mut self, told: &[Told]) -> Transactions<u8, u8> {
        let mut history = Transactions::new();
        let (mut waiting, mut open) = (told.to_vec(), Vec::<(u64, Told)>::new());
        for event in (0..).map(EventId::nth) {
            let free: Vec<u64> =
                (0..3).filter(|it| open.iter().all(|(open, _)| open != it)).collect();
            if waiting.is_empty() && open.is_empty() {
                break;
            }
            if !waiting.is_empty() && !free.is_empty() && (open.is_empty() || self.below(2) == 0) {
                let next = waiting.remove(0);
                let process = free[self.below(free.len())];
                history.add(event, process, Call::Invoked(next.0.clone())).unwrap();
                open.push((process, next));
            } else {
                let (process, (steps, end)) = open.remove(self.below(open.len()));
                let end = match end {
                    Call::Failed => Call::Failed,
                    Call::Unknown => Call::Unknown,
                    Call::Invoked(()) | Call::Ok(()) => Call::Ok(steps),
                };
                history.add(event, process, end).unwrap();
            }
        }
        history
    }
}

/// What was compared how often, so that no test passes because it compared nothing.
#[derive(Default, Debug)]
struct Tally {
    histories: usize,
    serializable: usize,
    snapshot_isolated: usize,
    exact: usize,
    cyclic: usize,
}

impl Tally {
    #[track_caller]
    fn check(&mut self, history: &Transactions<u8, u8>) {
        let ledger = Ledger::new(history.operations()).unwrap();
        if ledger.is_silent() {
            return;
        }
        self.histories += 1;
        let direct = direct::find(&ledger);
        let verdicts = Level::ALL.map(|level| match judge(history, level) {
            Verdict::Passed => false,
            Verdict::Violated(_) => true,
            Verdict::Undecided(doubt) => panic!("{doubt}: {history:?}"),
        });
        let fails = |level: Level| verdicts[level as usize];
        let levels = [
            (Ties::Data, Level::Serializable, Level::SnapshotIsolation),
            (
                Ties::Process,
                Level::StrongSessionSerializable,
                Level::StrongSessionSnapshotIsolation,
            ),
            (Ties::Realtime, Level::StrictSerializable, Level::StrongSnapshotIsolation),
        ];
        let all_seen = ledger.lists.iter().all(|list| list.unseen.is_empty());
        for (ties, serializable, snapshot) in levels {
            let possible = is_serializable(history, ties);
            self.serializable += usize::from(possible);
            assert_eq!(fails(serializable), !possible, "{serializable:?}: {history:?}");
            let possible = is_snapshot_isolated(history, ties);
            self.snapshot_isolated += usize::from(possible);
            assert!(!(possible && fails(snapshot)), "{snapshot:?}: {history:?}");
            if all_seen {
                self.exact += 1;
                assert_eq!(fails(snapshot), !possible, "{snapshot:?}: {history:?}");
            }
        }
        let agree = |anomaly| !direct.contains_key(&anomaly);
        if agree(Anomaly::IncompatibleOrder) && agree(Anomaly::DuplicateElements) {
            self.cycles(history, direct.keys().copied().collect(), fails);
        }
    }

    #[track_caller]
    fn cycles(
        &mut self,
        history: &Transactions<u8, u8>,
        direct: BTreeSet<Anomaly>,
        fails: impl Fn(Level) -> bool,
    ) {
        let mut all = direct;
        for ties in Ties::ALL {
            let shapes = naive::shapes(history, ties);
            all.extend(shapes.into_keys().map(|shape| Anomaly::Cycle(ties, shape)));
        }
        for level in Level::ALL {
            let expected = all.iter().any(|anomaly| level.forbids(*anomaly));
            assert_eq!(fails(level), expected, "{level:?}, {all:?}: {history:?}");
        }
        let shapes = naive::shapes(history, Ties::Data);
        let ledger = Ledger::new(history.operations()).unwrap();
        let graph = dependency::graph(&ledger, Ties::Data);
        let mut explained = vec![false; graph.node_count()];
        for (shape, cycle) in cycles(&graph, Ties::Data, Shape::G2, &mut explained) {
            assert_eq!(shapes.get(&shape), Some(&cycle.len()), "{shape:?}: {history:?}");
        }
        let told: BTreeSet<_> = anomalies(history).unwrap().into_keys().collect();
        assert!(told.is_subset(&all), "{told:?} of {all:?}: {history:?}");
        for shape in [Shape::G0, Shape::G1c, Shape::GSingle] {
            let anomaly = Anomaly::Cycle(Ties::Data, shape);
            assert_eq!(told.contains(&anomaly), all.contains(&anomaly), "{anomaly}: {history:?}");
        }
        let cyclic =
            |set: &BTreeSet<Anomaly>| set.iter().any(|it| matches!(it, Anomaly::Cycle(..)));
        assert_eq!(cyclic(&told), cyclic(&all), "{told:?} of {all:?}: {history:?}");
        self.cyclic += usize::from(cyclic(&all));
    }
}

/// A step without what it reads.
type Plan = (bool, u8);

const PLANS: [Plan; 4] = [(false, 0), (false, 1), (true, 0), (true, 1)];

/// All ways to choose one of each.
fn product<T: Clone>(choices: &[Vec<T>]) -> Vec<Vec<T>> {
    choices.iter().fold(vec![Vec::new()], |all, more| {
        let with = |before: &Vec<T>| {
            let before = before.clone();
            more.iter()
                .map(move |it| before.iter().chain([it]).cloned().collect())
                .collect::<Vec<_>>()
        };
        all.iter().flat_map(with).collect()
    })
}

/// All lists of some of these elements, in any order.
fn lists(elements: &[u8]) -> Vec<Vec<u8>> {
    let mut all: Vec<Vec<u8>> = vec![Vec::new()];
    let mut start = 0;
    while start < all.len() {
        let longer = elements.iter().filter(|it| !all[start].contains(it));
        let longer: Vec<Vec<u8>> =
            longer.map(|it| all[start].iter().chain([it]).copied().collect()).collect();
        all.extend(longer);
        start += 1;
    }
    all
}

/// All histories of transactions that plan these steps, where reads of a list are as `readable` says for its elements.
fn tell(plans: &[Vec<Plan>], readable: impl Fn(u8, &[u8]) -> Vec<Vec<u8>>) -> Vec<Vec<Told>> {
    let flat = || plans.iter().flatten();
    let count = |key| (1..).take(flat().filter(|plan| **plan == (true, key)).count()).collect();
    let elements: [Vec<u8>; 2] = [count(0), count(1)];
    let mut next = [0, 0];
    let mut choices = Vec::new();
    for (append, key) in flat() {
        let place = usize::from(*key);
        choices.push(if *append {
            next[place] += 1;
            vec![Step::Append(*key, next[place])]
        } else {
            let lists = readable(*key, &elements[place]);
            lists.into_iter().map(|list| Step::Read(*key, list)).collect()
        });
    }
    let cut = |steps: Vec<Step<u8, u8>>| {
        let mut rest = steps.into_iter();
        plans.iter().map(|it| (rest.by_ref().take(it.len()).collect(), Call::Ok(()))).collect()
    };
    product(&choices).into_iter().map(cut).collect()
}

fn beginnings(list: &[u8]) -> Vec<Vec<u8>> {
    (0..=list.len()).map(|end| list[..end].to_vec()).collect()
}

#[test]
fn two_transactions_of_two_steps_that_read_whatever_there_is() {
    let (mut tally, mut dice) = (Tally::default(), Dice(1));
    for plans in product(&vec![PLANS.to_vec(); 4]) {
        let plans: Vec<_> = plans.chunks(2).map(<[Plan]>::to_vec).collect();
        for told in tell(&plans, |_, elements| lists(elements)) {
            for _ in 0..4 {
                tally.check(&dice.history(&told));
            }
        }
    }
    println!("{tally:?}");
    assert!(tally.histories > 3_000 && tally.cyclic > 300, "{tally:?}");
}

#[test]
fn three_transactions_of_two_steps_that_read_beginnings_of_one_order() {
    let (mut tally, mut dice) = (Tally::default(), Dice(2));
    let pairs = product(&vec![PLANS.to_vec(); 2]);
    for first in 0..pairs.len() {
        for second in first..pairs.len() {
            for third in second..pairs.len() {
                let plans = [&pairs[first], &pairs[second], &pairs[third]].map(Clone::clone);
                // One of the orders of the elements of each list, another one for each plan.
                let orders = [0, 1].map(|key| {
                    let count = plans.iter().flatten().filter(|it| **it == (true, key)).count();
                    let elements: Vec<u8> = (1..).take(count).collect();
                    let whole = lists(&elements).into_iter().filter(|it| it.len() == count);
                    let whole: Vec<_> = whole.collect();
                    whole[dice.below(whole.len())].clone()
                });
                for told in tell(&plans, |key, _| beginnings(&orders[usize::from(key)])) {
                    tally.check(&dice.history(&told));
                }
            }
        }
    }
    println!("{tally:?}");
    assert!(tally.histories > 9_000 && tally.cyclic > 5_000, "{tally:?}");
    assert!(tally.exact > 5_000 && tally.snapshot_isolated > tally.serializable, "{tally:?}");
}

#[test]
fn drawn_histories_of_up_to_four_transactions_some_of_which_fail() {
    let (mut tally, mut dice) = (Tally::default(), Dice(3));
    for _ in 0..6_000 {
        let count = 2 + dice.below(3);
        let plan = |dice: &mut Dice| -> Vec<Plan> {
            (0..=dice.below(3)).map(|_| PLANS[dice.below(4)]).collect()
        };
        let plans: Vec<_> = (0..count).map(|_| plan(&mut dice)).collect();
        // Mostly in the order in which they were appended, so that not all goes wrong.
        let cuts: Vec<usize> = (0..16).map(|_| dice.below(8)).collect();
        let cut = std::cell::Cell::new(0);
        let mut told = tell(&plans, |_, elements| {
            cut.set(cut.get() + 1);
            let list = beginnings(elements);
            vec![list[cuts[cut.get()].min(list.len() - 1)].clone()]
        });
        let mut told = told.remove(0);
        for (_, end) in &mut told {
            *end = match dice.below(8) {
                0 => Call::Failed,
                1 => Call::Unknown,
                _ => Call::Ok(()),
            };
        }
        tally.check(&dice.history(&told));
    }
    println!("{tally:?}");
    assert!(tally.histories > 4_000 && tally.cyclic > 1_000, "{tally:?}");
    assert!(tally.serializable > 1_000, "{tally:?}");
}
