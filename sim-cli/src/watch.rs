//! The watch: how long something takes on this machine, which no run may know.
#![expect(clippy::disallowed_types, reason = "people want to know how long they have waited")]

use std::time::{Duration, Instant};

/// How long something takes, and when it has taken long enough.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Watch {
    started: Instant,
    most: Option<Duration>,
}

impl Watch {
    /// From now on, for so long.
    pub(crate) fn start(most: Option<sim_core::Duration>) -> Self {
        let most = most.map(|most| Duration::from_nanos(most.as_nanos()));
        Self { started: Instant::now(), most }
    }

    /// Whether the time is over.
    pub(crate) fn is_over(&self) -> bool {
        self.most.is_some_and(|most| self.started.elapsed() >= most)
    }

    /// How long so many runs took.
    pub(crate) fn told(&self, runs: u64) -> String {
        let millis = self.started.elapsed().as_millis();
        let runs_told = if runs == 1 { "1 run".to_owned() } else { format!("{runs} runs") };
        format!("{runs_told} in {}.{:03} s", millis / 1000, millis % 1000)
    }
}
