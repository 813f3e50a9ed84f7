//! The timetable: when bytes get onto the wire.

use alloc::collections::VecDeque;

use sim_core::{Duration, Time, nanos};

use crate::link::Bandwidth;
use crate::link::backlog::Backlog;

/// When one direction of a link is busy.
///
/// A message reserves all links of its way when it departs. So reservations don't come in the order in which messages
/// reach the link, and each takes the first gap that is long enough. What was promised stays promised: who reserves
/// later but reaches the link earlier may find its place taken, and room that it didn't need gone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Timetable {
    // Invariant: in order, none empty, and between any two is a gap. While all come in order there is one that still
    // matters, however many messages wait.
    busy: VecDeque<Span>,
    backlog: Backlog,
}

#[derive(Clone, Copy, Debug)]
struct Span {
    begin: Time,
    end: Time,
}

impl Timetable {
    /// How many bytes have reached the link by this time and are not yet fully on the wire.
    ///
    /// Nothing is known any more of times before the last `now`.
    pub(crate) fn waiting(&self, at: Time) -> u64 {
        self.backlog.bytes(at)
    }

    /// A message that departs `now` and reaches the link `at` a later time; says when it is fully on the wire.
    ///
    /// `None`: it finds no room in the queue and is dropped. One without bytes takes no time and no room, but waits
    /// until the wire is free, as the shortest would.
    pub(crate) fn enter(
        &mut self,
        bandwidth: &Bandwidth,
        now: Time,
        at: Time,
        bytes: u64,
    ) -> Option<Time> {
        assert!(now <= at, "a message reaches no link before it departs: {at} is before {now}");
        self.forget(now);
        if let Some(queue) = bandwidth.queue {
            let room = queue.checked_sub(self.waiting(at))?;
            if bytes > room {
                return None;
            }
        }
        let end = self.reserve(at, bandwidth.takes(bytes));
        if bytes > 0 {
            self.backlog.add(at, end, bytes);
        }
        Some(end)
    }

    /// Forgets a run, keeping allocations.
    pub(crate) fn clear(&mut self) {
        self.busy.clear();
        self.backlog.clear();
    }

    fn forget(&mut self, now: Time) {
        while self.busy.front().is_some_and(|span| span.end <= now) {
            self.busy.pop_front();
        }
        self.backlog.forget(now);
    }

    // Finds the first gap from `at` on that is long enough, takes its beginning, and says when that ends.
    fn reserve(&mut self, at: Time, takes: Duration) -> Time {
        let mut begin = at;
        let mut index = self.busy.partition_point(|span| span.end <= at);
        // Where one span ends and the next begins is no gap, not even for no bytes.
        let gap_min = takes.max(nanos(1));
        while let Some(next) = self.busy.get(index) {
            if next.begin.since(begin) >= gap_min {
                break;
            }
            begin = next.end;
            index += 1;
        }
        let end = begin.saturating_add(takes);
        // Not so for no bytes, nor at the end of time.
        if begin < end {
            self.occupy(index, Span { begin, end });
        }
        end
    }

    // Spans that touch become one.
    fn occupy(&mut self, index: usize, span: Span) {
        let before = index.checked_sub(1).filter(|&before| self.busy[before].end == span.begin);
        let touches_next = self.busy.get(index).is_some_and(|next| next.begin == span.end);
        match (before, touches_next) {
            (Some(before), true) => {
                self.busy[before].end = self.busy[index].end;
                self.busy.remove(index);
            }
            (Some(before), false) => self.busy[before].end = span.end,
            (None, true) => self.busy[index].begin = span.begin,
            (None, false) => self.busy.insert(index, span),
        }
    }
}

#[cfg(test)]
#[expect(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "the formulas to compare with are in floats; nothing is decided by them"
)]
mod tests;
