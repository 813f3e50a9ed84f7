//! A counter that is read in the end.

use sim_core::EventId;

use super::calls::{Calls, Told};
use super::counter::{CounterAsk, impossible};
use super::sums::Sums;
use crate::checker::{Checker, Conclusion, Seen};
use crate::history::{Call, Outcome};
use crate::verdict::{Evidence, Verdict, Violation};

/// In the end a counter, or each replica of it, tells all that was certainly added, and some of what may have been.
///
/// It should hear only of those reads that are made when all additions are over and have spread. Replicas needn't agree on
/// what is unknown.
///
/// It judges at the end, in O(ranges of possible sums) for each unknown addition. Keeps the unknown additions and the reads.
///
/// ```
/// use sim_check::{Call, Checker, Conclusion, CounterAsk, FinalCounter, Seen};
/// use sim_core::{EventId, Time};
///
/// let mut checker = FinalCounter::new();
/// let at = |index| Seen { event: EventId::nth(index), time: Time::from_nanos(index) };
/// checker.see(at(0), (1, Call::Invoked(CounterAsk::Add(5)))).unwrap();
/// checker.see(at(1), (1, Call::Unknown)).unwrap();
/// checker.see(at(2), (2, Call::Invoked(CounterAsk::Read))).unwrap();
/// checker.see(at(3), (2, Call::Ok(Some(4)))).unwrap();
/// assert_eq!(checker.acceptable(), [(0, 0), (5, 5)]);
/// let verdict = checker.conclude(&Conclusion { time: at(4).time, idle: true });
/// assert_eq!(
///     verdict.to_string(),
///     "violated: impossible read: 4 is read, but only 0, 5 are possible (#3 read)",
/// );
/// ```
#[derive(Clone, Default, Debug)]
pub struct FinalCounter {
    calls: Calls<CounterAsk>,
    certain: i128,
    uncertain: std::collections::BTreeMap<EventId, i64>,
    reads: Vec<(EventId, i64)>,
}

impl FinalCounter {
    /// A counter that stands at zero.
    pub fn new() -> Self {
        Self::default()
    }

    /// What may be read in the end: ranges in order, from the first to the second of each.
    pub fn acceptable(&self) -> Vec<(i128, i128)> {
        self.sums().ranges().to_vec()
    }

    /// What was read and may not be.
    pub fn bad_reads(&self) -> Vec<i64> {
        let sums = self.sums();
        self.reads.iter().map(|it| it.1).filter(|value| !sums.contain(*value)).collect()
    }

    fn sums(&self) -> Sums {
        let mut sums = Sums::only(self.certain);
        self.uncertain.values().for_each(|amount| sums.maybe(*amount));
        sums
    }
}

impl Checker for FinalCounter {
    type Item = (u64, Call<CounterAsk, Option<i64>>);

    fn see(&mut self, seen: Seen, (process, call): Self::Item) -> Result<(), Box<Violation>> {
        match self.calls.add(seen, process, call)? {
            Told::Asked(CounterAsk::Add(amount)) => {
                self.uncertain.insert(seen.event, amount);
            }
            Told::Ended(CounterAsk::Add(amount), asked, Outcome::Ok(_)) => {
                self.uncertain.remove(&asked);
                self.certain += i128::from(amount);
            }
            Told::Ended(CounterAsk::Add(_), asked, Outcome::Failed) => {
                self.uncertain.remove(&asked);
            }
            Told::Ended(CounterAsk::Read, _, Outcome::Ok(Some(value))) => {
                self.reads.push((seen.event, value));
            }
            Told::Asked(CounterAsk::Read) | Told::Ended(..) => {}
        }
        Ok(())
    }

    fn conclude(&mut self, _: &Conclusion) -> Verdict {
        if self.reads.is_empty() {
            return Verdict::nothing_to_judge("the counter was never read");
        }
        let sums = self.sums();
        match self.reads.iter().find(|(_, value)| !sums.contain(*value)) {
            Some((event, value)) => {
                impossible(&sums, *value).shown_by([Evidence::new(*event, "read")]).into()
            }
            None => Verdict::Passed,
        }
    }

    fn reset(&mut self) {
        *self = Self::default();
    }
}
