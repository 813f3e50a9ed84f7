//! Always eventually: something happens again and again.

use sim_core::{Duration, NodeId, Time};

use super::Progress;
use super::promises::{Promise, Promises};
use crate::checker::{Checker, Conclusion, Seen};
use crate::verdict::{Verdict, Violation};

/// Something happens again and again: from the start and after each time, it happens within a time.
///
/// That time runs only in a calm world, as for [`LeadsTo`](super::LeadsTo). It ends for good, until it happens or is owed again,
/// when it is [waived](Progress::Waived): a workload that is done may say so. Otherwise a world in which nothing is left to happen
/// is one in which it never happens again.
///
/// Costs O(1) per item.
///
/// ```
/// use sim_check::{AlwaysEventually, Checker, Progress, Seen};
/// use sim_core::{EventId, Time, nanos};
///
/// let mut checker = AlwaysEventually::within(nanos(5));
/// let at = |index| Seen { event: EventId::nth(index), time: Time::from_nanos(index) };
/// checker.see(at(5), Progress::happens()).unwrap();
/// checker.see(at(9), Progress::happens()).unwrap();
/// assert_eq!(
///     checker.see(at(15), Progress::happens()).unwrap_err().to_string(),
///     "not in time: what is owed doesn't come within 5ns (#9 owed, #15 late)",
/// );
/// ```
#[derive(Clone, Debug)]
pub struct AlwaysEventually {
    promises: Promises<()>,
    begun: bool,
}

impl AlwaysEventually {
    /// It happens at most so long after the start, and so long after each time, in global time, while the world is calm.
    pub const fn within(within: Duration) -> Self {
        let mut promises = Promises::new();
        promises.within = Some(within);
        Self { promises, begun: false }
    }

    fn begin(&mut self) {
        if !self.begun {
            self.begun = true;
            self.promises.owe((), Promise { since: Time::ZERO, event: None, node: None });
        }
    }
}

impl Checker for AlwaysEventually {
    type Item = Progress<()>;

    fn see(&mut self, seen: Seen, item: Progress<()>) -> Result<(), Box<Violation>> {
        self.begin();
        self.promises.see(seen, item)?;
        if item == Progress::happens() {
            let node: Option<NodeId> = None;
            let again = Promise { since: seen.time, event: Some(seen.event), node };
            self.promises.owe((), again);
        }
        Ok(())
    }

    fn conclude(&mut self, conclusion: &Conclusion) -> Verdict {
        self.begin();
        self.promises.conclude(conclusion)
    }

    fn reset(&mut self) {
        self.promises.reset();
        self.begun = false;
    }
}
