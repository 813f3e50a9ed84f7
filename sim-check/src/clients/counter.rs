//! A counter that is read all the time.

use std::collections::{BTreeMap, BTreeSet};

use sim_core::EventId;

use super::calls::{Calls, Told};
use super::sums::Sums;
use crate::checker::{Checker, Conclusion, Seen};
use crate::history::{Call, Outcome};
use crate::verdict::{Evidence, Verdict, Violation};

/// What a client asks of a counter. It is told the value, if it reads.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum CounterAsk {
    /// That this is added; it may be negative.
    Add(i64),
    /// Its value.
    Read,
}

/// What a read has told, and what it could have told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CounterRead {
    /// The least that was possible.
    pub lowest: i128,
    /// What was told.
    pub value: i64,
    /// The most that was possible.
    pub highest: i128,
    /// Whether it was possible. Something between the least and the most may be impossible.
    pub possible: bool,
}

/// Each read of a counter tells a sum that is possible at that time.
///
/// What was acknowledged before the read began must be in the sum. What was asked for before the read ended, and hasn't
/// failed for sure, may be in it; any selection of these, exactly, as long as there are at most 1024 ranges of possible sums, and
/// a little more beyond that. Reads are judged one by one: it isn't asked whether a later one may be lower.
///
/// A read is judged when it ends, and again when an addition fails that it may have seen. Costs O(ranges) for each addition that
/// a read may or may not have seen. Keeps the reads with these additions, and all additions that were acknowledged.
///
/// ```
/// use sim_check::{Call, Checker, Counter, CounterAsk, Seen};
/// use sim_core::{EventId, Time};
///
/// let mut checker = Counter::new();
/// let at = |index| Seen { event: EventId::nth(index), time: Time::from_nanos(index) };
/// checker.see(at(0), (1, Call::Invoked(CounterAsk::Add(5)))).unwrap();
/// checker.see(at(1), (2, Call::Invoked(CounterAsk::Read))).unwrap();
/// assert_eq!(
///     checker.see(at(2), (2, Call::Ok(Some(4)))).unwrap_err().to_string(),
///     "impossible read: 4 is read, but only 0, 5 are possible (#1 read begins, #2 read)",
/// );
/// ```
#[derive(Clone, Default, Debug)]
pub struct Counter {
    calls: Calls<CounterAsk>,
    // Additions that are open or unknown, by the event that asked for them.
    uncertain: BTreeMap<EventId, i64>,
    // What was acknowledged: when, how much, and the sum with it.
    acknowledged: Vec<(EventId, i64, i128)>,
    reads: Vec<Read>,
    // By the event that asked for them.
    failed: BTreeSet<EventId>,
}

#[derive(Clone, Debug)]
struct Read {
    asked: EventId,
    told: EventId,
    value: i64,
    certain: i128,
    // What it may or may not have seen, by the event that asked for it.
    possible: Vec<(Option<EventId>, i64)>,
}

impl Counter {
    /// A counter that stands at zero.
    pub fn new() -> Self {
        Self::default()
    }

    /// What all reads have told so far, in the order in which they ended.
    pub fn reads(&self) -> Vec<CounterRead> {
        let judged = |read: &Read| {
            let sums = self.sums(read);
            let (lowest, highest) = (sums.lowest(), sums.highest());
            CounterRead { lowest, value: read.value, highest, possible: sums.contain(read.value) }
        };
        self.reads.iter().map(judged).collect()
    }

    fn sums(&self, read: &Read) -> Sums {
        let mut sums = Sums::only(read.certain);
        let failed = |asked: &Option<EventId>| asked.is_some_and(|it| self.failed.contains(&it));
        for (_, amount) in read.possible.iter().filter(|(asked, _)| !failed(asked)) {
            sums.maybe(*amount);
        }
        sums
    }

    fn judge(&self, read: &Read) -> Result<(), Box<Violation>> {
        let sums = self.sums(read);
        if sums.contain(read.value) {
            return Ok(());
        }
        let violation = impossible(&sums, read.value);
        Err(violation
            .shown_by([Evidence::new(read.asked, "read begins"), Evidence::new(read.told, "read")])
            .into())
    }

    fn read(&mut self, asked: EventId, told: EventId, value: i64) -> Result<(), Box<Violation>> {
        let before = self.acknowledged.partition_point(|(event, ..)| *event < asked);
        let certain = before.checked_sub(1).map_or(0, |last| self.acknowledged[last].2);
        let meanwhile = self.acknowledged[before..].iter().map(|(_, amount, _)| (None, *amount));
        let uncertain = self.uncertain.iter().map(|(asked, amount)| (Some(*asked), *amount));
        let possible = meanwhile.chain(uncertain).collect();
        let read = Read { asked, told, value, certain, possible };
        let wrong = self.judge(&read);
        self.reads.push(read);
        wrong
    }
}

pub(super) fn impossible(sums: &Sums, value: i64) -> Violation {
    let few =
        sums.ranges().iter().take(8).map(|(low, high)| {
            if low == high { low.to_string() } else { format!("{low} to {high}") }
        });
    let few: Vec<_> = few.collect();
    let more = if sums.ranges().len() > few.len() { ", ..." } else { "" };
    let verb = if sums.lowest() == sums.highest() { "is" } else { "are" };
    let said = format!("{value} is read, but only {}{more} {verb} possible", few.join(", "));
    Violation::new("impossible read", said)
}

impl Checker for Counter {
    type Item = (u64, Call<CounterAsk, Option<i64>>);

    fn see(&mut self, seen: Seen, (process, call): Self::Item) -> Result<(), Box<Violation>> {
        match self.calls.add(seen, process, call)? {
            Told::Asked(CounterAsk::Add(amount)) => {
                self.uncertain.insert(seen.event, amount);
            }
            Told::Ended(CounterAsk::Add(amount), asked, outcome) => match outcome {
                Outcome::Ok(_) => {
                    let sum = self.acknowledged.last().map_or(0, |it| it.2) + i128::from(amount);
                    self.acknowledged.push((seen.event, amount, sum));
                    self.uncertain.remove(&asked);
                }
                Outcome::Failed => {
                    self.uncertain.remove(&asked);
                    self.failed.insert(asked);
                    // Reads that may have seen it have not.
                    let since = self.reads.partition_point(|read| read.told < asked);
                    return self.reads[since..].iter().try_for_each(|read| self.judge(read));
                }
                Outcome::Unknown => {}
            },
            Told::Ended(CounterAsk::Read, asked, Outcome::Ok(Some(value))) => {
                return self.read(asked, seen.event, value);
            }
            Told::Asked(CounterAsk::Read)
            | Told::Ended(
                CounterAsk::Read,
                _,
                Outcome::Ok(None) | Outcome::Failed | Outcome::Unknown,
            ) => {}
        }
        Ok(())
    }

    fn conclude(&mut self, _: &Conclusion) -> Verdict {
        if self.reads.is_empty() {
            return Verdict::nothing_to_judge("the counter was never read");
        }
        Verdict::Passed
    }

    fn reset(&mut self) {
        *self = Self::default();
    }
}
