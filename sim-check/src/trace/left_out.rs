//! What was left out of a trace.

use std::fmt;

use super::happening::Happening;

/// How many events were left out of a trace, by kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct LeftOut {
    /// Messages that were handled.
    pub deliveries: u64,
    /// Messages that went no further.
    pub losses: u64,
    /// Timers that fired.
    pub timers: u64,
    /// Calls, and their ends.
    pub calls: u64,
    /// Faults and repairs.
    pub faults: u64,
    /// Facts and marks.
    pub facts: u64,
    /// All others.
    pub others: u64,
}

impl LeftOut {
    /// All of them.
    pub const fn total(&self) -> u64 {
        self.deliveries
            .saturating_add(self.losses)
            .saturating_add(self.timers)
            .saturating_add(self.calls)
            .saturating_add(self.faults)
            .saturating_add(self.facts)
            .saturating_add(self.others)
    }

    // One more.
    pub(super) fn count(&mut self, what: &Happening) {
        let column = if what.is_fault() {
            &mut self.faults
        } else if matches!(what, Happening::Delivered { .. } | Happening::DeadLetter { .. }) {
            &mut self.deliveries
        } else if matches!(what, Happening::Dropped { .. }) {
            &mut self.losses
        } else if matches!(what, Happening::TimerFired) {
            &mut self.timers
        } else if matches!(what, Happening::Told | Happening::Marked) {
            &mut self.facts
        } else if what.is_call() {
            &mut self.calls
        } else {
            &mut self.others
        };
        *column = column.saturating_add(1);
    }
}

/// In one line: `34 deliveries, 2 losses, 51 others`, or `nothing`.
impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let columns = [
            (self.deliveries, "delivery", "deliveries"),
            (self.losses, "loss", "losses"),
            (self.timers, "timer", "timers"),
            (self.calls, "call", "calls"),
            (self.faults, "fault", "faults"),
            (self.facts, "fact", "facts"),
            (self.others, "other", "others"),
        ];
        let mut separator = "";
        for (count, one, many) in columns.into_iter().filter(|(count, _, _)| *count > 0) {
            write!(f, "{separator}{count} {}", if count == 1 { one } else { many })?;
            separator = ", ";
        }
        if separator.is_empty() { f.write_str("nothing") } else { Ok(()) }
    }
}
