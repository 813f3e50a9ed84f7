//! All small histories, and many that are a little larger, judged in two ways.

use std::collections::BTreeMap;

use sim_core::EventId;

use super::naive;
use crate::history::Call;
use crate::sessions::{Access, Isolation, Sessions, judge, strongest};
use crate::verdict::Verdict;

/// A step without its value: whether it writes, and which register.
type Plan = (bool, u8);

const PLANS: [Plan; 4] = [(false, 0), (false, 1), (true, 0), (true, 1)];

/// Numbers that are the same in each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }
}

/// How many histories had which strongest level.
type Tally = BTreeMap<Option<Isolation>, usize>;

#[track_caller]
fn check(tally: &mut Tally, history: &Sessions<u8, u8>) {
    let Ok(found) = strongest(history) else { return };
    for level in Isolation::ALL {
        let expected = naive::holds(history, level);
        assert_eq!(Some(level) <= found, expected, "{level:?}: {history:?}");
    }
    let causal = judge(history, Isolation::Causal) == Verdict::Passed;
    assert_eq!(causal, found == Some(Isolation::Causal), "{history:?}");
    *tally.entry(found).or_default() += 1;
}

/// The history of transactions that plan these steps, each in a process and with an end; a read is of one of the values of
/// its register, or of nothing, as `choose` says for their number.
fn tell(
    plans: &[(u64, Call<(), ()>, Vec<Plan>)],
    mut choose: impl FnMut(usize) -> usize,
) -> Sessions<u8, u8> {
    let count = |key| plans.iter().flat_map(|it| &it.2).filter(|it| **it == (true, key)).count();
    let counts = [count(0), count(1)];
    let mut next = [0, 0];
    let mut history = Sessions::new();
    let mut event = (0..).map(EventId::nth);
    for (process, end, steps) in plans {
        let access = |&(write, key): &Plan| {
            let place = usize::from(key);
            if write {
                next[place] += 1;
                Access::Write(key, next[place])
            } else {
                let value = u8::try_from(choose(counts[place] + 1)).unwrap();
                Access::Read(key, (value > 0).then_some(value))
            }
        };
        let accesses: Vec<_> = steps.iter().map(access).collect();
        let end = match end {
            Call::Failed => Call::Failed,
            Call::Unknown => Call::Unknown,
            Call::Invoked(()) | Call::Ok(()) => Call::Ok(accesses.clone()),
        };
        for call in [Call::Invoked(accesses), end] {
            history.add(event.next().unwrap(), *process, call).unwrap();
        }
    }
    history
}

/// Counts through all choices: the digits of the last ones, each below its bound.
#[derive(Default)]
struct Digits {
    digits: Vec<(usize, usize)>,
    place: usize,
}

impl Digits {
    fn choose(&mut self, bound: usize) -> usize {
        if self.place == self.digits.len() {
            self.digits.push((0, bound));
        }
        self.place += 1;
        self.digits[self.place - 1].0
    }

    /// The next choices, if there are any.
    fn advance(&mut self) -> bool {
        self.place = 0;
        while let Some((digit, bound)) = self.digits.pop() {
            if digit + 1 < bound {
                self.digits.push((digit + 1, bound));
                return true;
            }
        }
        false
    }
}

#[test]
fn two_transactions_of_two_accesses_in_one_or_two_sessions() {
    let mut tally = Tally::new();
    let mut digits = Digits::default();
    loop {
        let mut plans: Vec<_> = (0..2).map(|_| (0, Call::Ok(()), Vec::new())).collect();
        plans[1].0 = digits.choose(2) as u64;
        for plan in &mut plans {
            plan.2 = (0..2).map(|_| PLANS[digits.choose(4)]).collect();
        }
        let history = tell(&plans, |bound| digits.choose(bound));
        check(&mut tally, &history);
        if !digits.advance() {
            break;
        }
    }
    println!("{tally:?}");
    // Two transactions are too few for somebody to miss what another one had seen.
    assert_eq!(tally.len(), 3, "{tally:?}");
    assert!(tally.values().sum::<usize>() > 1_500, "{tally:?}");
}

#[test]
fn three_transactions_of_two_accesses_in_up_to_three_sessions() {
    let (mut tally, mut dice) = (Tally::new(), Dice(1));
    let mut digits = Digits::default();
    loop {
        let mut plans: Vec<_> = (0..3).map(|_| (0, Call::Ok(()), Vec::new())).collect();
        for plan in &mut plans {
            plan.2 = (0..2).map(|_| PLANS[digits.choose(4)]).collect();
        }
        plans[1].0 = dice.below(2) as u64;
        plans[2].0 = dice.below(3) as u64;
        let history = tell(&plans, |bound| digits.choose(bound));
        check(&mut tally, &history);
        if !digits.advance() {
            break;
        }
    }
    println!("{tally:?}");
    assert!(tally.len() == 4 && tally.values().all(|count| *count > 100), "{tally:?}");
    assert!(tally.values().sum::<usize>() > 30_000, "{tally:?}");
}

#[test]
fn drawn_histories_of_up_to_five_transactions_some_of_which_fail() {
    let (mut tally, mut dice) = (Tally::new(), Dice(2));
    for _ in 0..20_000 {
        let count = 2 + dice.below(4);
        let plan = |dice: &mut Dice| {
            let end = match dice.below(16) {
                0 => Call::Failed,
                1 | 2 => Call::Unknown,
                _ => Call::Ok(()),
            };
            let steps = (0..=dice.below(4)).map(|_| PLANS[dice.below(4)]).collect();
            (dice.below(3) as u64, end, steps)
        };
        let plans: Vec<_> = (0..count).map(|_| plan(&mut dice)).collect();
        check(&mut tally, &tell(&plans, |bound| dice.below(bound)));
    }
    println!("{tally:?}");
    assert!(tally.len() == 4 && tally.values().all(|count| *count > 40), "{tally:?}");
}
