//! The vector clock: how many messages of each process are in somebody's past.

/// How many messages of each process, by its number, are in the past of something.
//
// In 32 bits: to join and to compare clocks is most of what many processes cost.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(super) struct Clock(Vec<u32>);

impl Clock {
    pub(super) fn tick(&mut self, process: usize) -> u32 {
        if self.0.len() <= process {
            self.0.resize(process + 1, 0);
        }
        let count = self.0[process].checked_add(1);
        self.0[process] = count.expect("less than four thousand million messages of one process");
        self.0[process]
    }

    /// Makes it equal to another.
    pub(super) fn copy(&mut self, other: &Self) {
        self.0.clone_from(&other.0);
    }

    pub(super) fn join(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (count, other) in self.0.iter_mut().zip(&other.0) {
            *count = (*count).max(*other);
        }
    }

    /// How many of each process, by its number; none of those that are not listed.
    pub(super) fn counts(&self) -> &[u32] {
        &self.0
    }
}
