//! A node's disk: named files whose writes reach the platter only when they are synced.
//!
//! Readers see every operation at once; a crash takes back those that were not synced. Which of
//! them survive, whether the next one is torn, and whether a sync lies is decided by the caller:
//! the disk states the finite domain of each decision and carries it out.
//!
//! Deliberately absent: randomness, time, directories, and operations that survive out of order.

mod error;
mod faults;
mod layers;
#[cfg(test)]
mod tests;

pub use error::DiskError;
pub use faults::{DiskFaults, DiskFaultsError};

use alloc::boxed::Box;

use layers::{Change, Layers, Operation};

/// Named files holding bytes, with a cache in front of the platter.
///
/// ```
/// use sim_core::disk::Disk;
///
/// let mut disk = Disk::new();
/// disk.write("vote", b"n1")?;
/// disk.sync();
/// disk.write("vote", b"n2")?;
/// assert_eq!(disk.read("vote"), Some(&b"n2"[..]));
///
/// // Nothing unsynced survives this crash: the vote for n2 was never cast.
/// disk.crash(0, 0);
/// assert_eq!(disk.read("vote"), Some(&b"n1"[..]));
/// # Ok::<(), sim_core::disk::DiskError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Disk {
    // None: nothing was ever stored. A node without storage pays one pointer, also on reset.
    layers: Option<Box<Layers>>,
}

impl Disk {
    /// An empty disk of unlimited capacity.
    pub fn new() -> Disk {
        Disk::default()
    }

    /// Replaces the content of a file, or makes the file. Not durable until synced.
    ///
    /// # Errors
    ///
    /// [`DiskError::Full`] if the file would grow by more bytes than are free.
    pub fn write(&mut self, name: &str, bytes: &[u8]) -> Result<(), DiskError> {
        self.layers_mut().perform(name, Change::Write(bytes.into()))
    }

    /// Adds bytes to the end of a file, or makes the file. Not durable until synced.
    ///
    /// # Errors
    ///
    /// [`DiskError::Full`] if more bytes are added than are free.
    pub fn append(&mut self, name: &str, bytes: &[u8]) -> Result<(), DiskError> {
        self.layers_mut().perform(name, Change::Append(bytes.into()))
    }

    /// Removes a file and says whether there was one. Not durable until synced.
    pub fn delete(&mut self, name: &str) -> bool {
        self.layers.as_mut().is_some_and(|layers| layers.delete(name))
    }

    /// The content of a file as the node sees it, synced or not.
    pub fn read(&self, name: &str) -> Option<&[u8]> {
        self.layers.as_ref()?.read(name)
    }

    /// The names that begin with `prefix`, in order, as the node sees them.
    pub fn list(&self, prefix: &str) -> impl Iterator<Item = &str> {
        self.layers.iter().flat_map(move |layers| layers.list(prefix))
    }

    /// Makes every unsynced operation durable, in order.
    pub fn sync(&mut self) {
        if let Some(layers) = &mut self.layers {
            layers.sync();
        }
    }

    /// A sync that begins now: what [`sync_to`](Disk::sync_to) will make durable when it is done.
    pub fn mark(&self) -> u64 {
        self.layers.as_ref().map_or(0, |layers| layers.mark())
    }

    /// Makes durable what was unsynced at a mark and still is. A crash in between leaves nothing of it to do.
    pub fn sync_to(&mut self, mark: u64) {
        if let Some(layers) = &mut self.layers {
            layers.sync_to(mark);
        }
    }

    /// How many operations are unsynced: `crash` takes between none and all of them as survivors.
    pub fn unsynced_count(&self) -> usize {
        self.layers.as_ref().map_or(0, |layers| layers.unsynced().len())
    }

    /// How many bytes of the unsynced operation at `index` a crash may tear off and keep.
    ///
    /// Zero for a deletion and past the last operation: there is nothing to tear.
    pub fn unsynced_len(&self, index: usize) -> usize {
        let unsynced = self.layers.as_ref().map_or(&[][..], |layers| layers.unsynced());
        unsynced.get(index).map_or(0, Operation::len)
    }

    /// Takes the disk through a crash of its node.
    ///
    /// The first `survivors` unsynced operations reach the platter. Of the next one, if it writes
    /// or appends, the first `torn_bytes` bytes do (at most [`unsynced_len`](Disk::unsynced_len) of
    /// them; none leaves the file alone, not even made): a torn write lies over the old content,
    /// whose tail stays if it was longer. The rest is lost, and readers see what is durable.
    /// Counts beyond what there is mean all of it.
    pub fn crash(&mut self, survivors: usize, torn_bytes: usize) {
        if let Some(layers) = &mut self.layers {
            layers.crash(survivors, torn_bytes);
        }
    }

    /// The files on the platter in order of name: what bit rot can reach.
    pub fn durable(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.layers.iter().flat_map(|layers| layers.durable())
    }

    /// Bit rot: turns one bit of a file on the platter and says whether there was such a bit.
    ///
    /// Bit 0 is the lowest of the first byte. Unsynced bytes don't rot, so readers notice only
    /// where no unsynced write or deletion hides the platter.
    pub fn flip(&mut self, name: &str, bit: usize) -> bool {
        self.layers.as_mut().is_some_and(|layers| layers.flip(name, bit))
    }

    /// Limits the bytes that files may hold in all, names not counted; `None` lifts the limit.
    ///
    /// A disk that already holds more keeps it, and refuses only to grow.
    pub fn set_capacity(&mut self, capacity: Option<u64>) {
        if capacity.is_some() || self.layers.is_some() {
            self.layers_mut().set_capacity(capacity);
        }
    }

    /// Loses every file, durable or not: the disk was replaced by an empty one of its size.
    pub fn wipe(&mut self) {
        if let Some(layers) = &mut self.layers {
            layers.wipe();
        }
    }

    /// Makes the disk as good as new, for the next run.
    pub fn reset(&mut self) {
        if let Some(layers) = &mut self.layers {
            layers.wipe();
            layers.set_capacity(None);
        }
    }

    fn layers_mut(&mut self) -> &mut Layers {
        self.layers.get_or_insert_default()
    }
}
