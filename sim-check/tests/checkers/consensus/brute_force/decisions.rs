//! Decisions and leaders.

use sim_check::{Consensus, Decision, OneLeader, Replication};

use crate::stage::{by_prefix, each_sequence, kind, play};

type Items = [Decision<usize, usize, usize>];

fn consensus(items: &Items, any_value: bool) -> (usize, &'static str) {
    let decided = |prefix: &Items| -> Vec<(usize, usize, usize)> {
        let decided = prefix.iter().filter_map(|it| match *it {
            Decision::Decided { instance, by, value } => Some((instance, by, value)),
            Decision::Proposed { .. } => None,
        });
        decided.collect()
    };
    let wrong = |prefix: &Items| {
        let decided = decided(prefix);
        let (earlier, last) = (&prefix[..prefix.len() - 1], prefix.last()?);
        if let Decision::Decided { instance, value, .. } = *last
            && !any_value
            && !earlier.contains(&Decision::Proposed { instance, value })
        {
            return Some("decided from nowhere");
        }
        let pairs = || decided.iter().flat_map(|one| decided.iter().map(move |other| (one, other)));
        let differ = |(one, other): (&(usize, usize, usize), &(usize, usize, usize))| {
            one.0 == other.0 && one.2 != other.2
        };
        match () {
            () if pairs().any(|(one, other)| differ((one, other)) && one.1 == other.1) => {
                Some("changed its mind")
            }
            () if pairs().any(differ) => Some("two decisions"),
            () => None,
        }
    };
    by_prefix(items, wrong, || if decided(items).is_empty() { "undecided" } else { "passed" })
}

fn agrees(items: &Items) {
    for (mut checker, any) in [(Consensus::new(), false), (Consensus::new().of_any_value(), true)] {
        let (index, verdict) = play(&mut checker, items.iter().copied(), true);
        assert_eq!((index, kind(&verdict)), consensus(items, any), "{items:?} {any}");
    }
}

#[test]
fn all_small_histories_of_decisions_are_judged_as_defined() {
    let item = |digit: usize, instances: usize, nodes: usize| {
        let (value, instance, by) =
            (digit % 2, digit / 2 % instances, digit / 2 / instances % (nodes + 1));
        match by {
            0 => Decision::Proposed { instance, value },
            by => Decision::Decided { instance, by, value },
        }
    };
    // Two instances and two nodes; one instance and three nodes.
    for (length, instances, nodes) in [(1, 2, 2), (2, 2, 2), (3, 2, 2), (4, 2, 2), (5, 1, 3)] {
        each_sequence(length, 2 * instances * (nodes + 1), |digits| {
            let items: Vec<_> = digits.iter().map(|it| item(*it, instances, nodes)).collect();
            agrees(&items);
        });
    }
    agrees(&[]);
}

#[test]
fn all_small_histories_of_elections_are_judged_as_defined() {
    for length in 0..=5 {
        each_sequence(length, 6, |digits| {
            let leads: Vec<_> = digits.iter().map(|it| (it % 3, it / 3)).collect();
            let wrong = |prefix: &[(usize, usize)]| {
                let rivals = |one: &(usize, usize)| {
                    prefix.iter().any(|other| one.1 == other.1 && one.0 != other.0)
                };
                prefix.iter().any(rivals).then_some("two leaders")
            };
            let end = || if leads.is_empty() { "undecided" } else { "passed" };
            let items =
                leads.iter().map(|(node, term)| Replication::Leads { node: *node, term: *term });
            let (index, verdict) = play(&mut OneLeader::<_, _, ()>::new(), items, true);
            assert_eq!((index, kind(&verdict)), by_prefix(&leads, wrong, end), "{leads:?}");
        });
    }
}
