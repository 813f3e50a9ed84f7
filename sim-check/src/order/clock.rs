//! The vector clock: how many messages of each process are in somebody's past.

/// How many messages of each process, by its number, are in the past of something.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(super) struct Clock(Vec<u64>);

impl Clock {
    pub(super) fn tick(&mut self, process: usize) -> u64 {
        if self.0.len() <= process {
            self.0.resize(process + 1, 0);
        }
        self.0[process] += 1;
        self.0[process]
    }

    pub(super) fn join(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (count, other) in self.0.iter_mut().zip(&other.0) {
            *count = (*count).max(*other);
        }
    }

    pub(super) fn counts(&self) -> impl Iterator<Item = (usize, u64)> {
        self.0.iter().copied().enumerate().filter(|(_, count)| *count > 0)
    }
}
