//! The layers of a disk: what readers see, what is on the platter, and what lies between.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Bound;

use super::DiskError;

type Files = BTreeMap<String, Vec<u8>>;

#[derive(Clone, Debug, Default)]
pub(super) struct Layers {
    // Invariant: current == durable with the unsynced operations applied to it in order.
    current: Files,
    durable: Files,
    unsynced: Vec<Operation>,
    // How many operations came before those: made durable, or lost.
    settled: u64,
    // Invariant: the sum of the lengths of the files in `current`.
    used: u64,
    capacity: Option<u64>,
}

#[derive(Clone, Debug)]
pub(super) struct Operation {
    name: String,
    change: Change,
}

#[derive(Clone, Debug)]
pub(super) enum Change {
    Write(Vec<u8>),
    Append(Vec<u8>),
    Delete,
}

impl Layers {
    pub(super) fn perform(&mut self, name: &str, change: Change) -> Result<(), DiskError> {
        let before = self.current_len(name);
        let after = change.len_after(before);
        if let Some(capacity) = self.capacity {
            let needed = after.saturating_sub(before);
            let free = capacity.saturating_sub(self.used);
            if needed > free {
                return Err(DiskError::Full { needed, free });
            }
        }
        change.apply(name, &mut self.current);
        self.used = self.used - before + after;
        self.unsynced.push(Operation { name: name.into(), change });
        Ok(())
    }

    pub(super) fn delete(&mut self, name: &str) -> bool {
        // Deleting nothing is no operation: it would only widen the domain of a crash.
        let exists = self.current.contains_key(name);
        if exists {
            self.perform(name, Change::Delete).expect("a deletion needs no space");
        }
        exists
    }

    pub(super) fn read(&self, name: &str) -> Option<&[u8]> {
        self.current.get(name).map(Vec::as_slice)
    }

    pub(super) fn list(&self, prefix: &str) -> impl Iterator<Item = &str> {
        let from_prefix = (Bound::Included(prefix), Bound::Unbounded);
        let names = self.current.range::<str, _>(from_prefix).map(|(name, _)| name.as_str());
        names.take_while(move |name| name.starts_with(prefix))
    }

    pub(super) fn durable(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.durable.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
    }

    pub(super) fn unsynced(&self) -> &[Operation] {
        &self.unsynced
    }

    pub(super) fn mark(&self) -> u64 {
        self.settled + self.unsynced.len() as u64
    }

    pub(super) fn sync(&mut self) {
        self.sync_to(self.mark());
    }

    pub(super) fn sync_to(&mut self, mark: u64) {
        let count = mark.saturating_sub(self.settled);
        let count =
            usize::try_from(count).map_or(self.unsynced.len(), |n| n.min(self.unsynced.len()));
        self.settled += count as u64;
        for Operation { name, change } in self.unsynced.drain(..count) {
            change.apply(&name, &mut self.durable);
        }
    }

    pub(super) fn crash(&mut self, survivors: usize, torn_bytes: usize) {
        if self.unsynced.is_empty() {
            return;
        }
        self.settled = self.mark();
        let mut operations = self.unsynced.drain(..);
        for Operation { name, change } in operations.by_ref().take(survivors) {
            change.apply(&name, &mut self.durable);
        }
        if let Some(Operation { name, change }) = operations.next() {
            change.tear(&name, torn_bytes, &mut self.durable);
        }
        drop(operations);
        self.current.clone_from(&self.durable);
        self.used = self.current.values().map(|bytes| bytes.len() as u64).sum();
    }

    pub(super) fn flip(&mut self, name: &str, bit: usize) -> bool {
        let Some(bytes) = self.durable.get_mut(name) else { return false };
        let Some(byte) = bytes.get_mut(bit / 8) else { return false };
        *byte ^= 1 << (bit % 8);
        // Seen through the operations that lie above it; the length stays, so `used` does.
        self.current.insert(name.into(), bytes.clone());
        for operation in self.unsynced.iter().filter(|operation| operation.name == name) {
            operation.change.apply(name, &mut self.current);
        }
        true
    }

    pub(super) fn set_capacity(&mut self, capacity: Option<u64>) {
        self.capacity = capacity;
    }

    pub(super) fn wipe(&mut self) {
        self.settled = self.mark();
        self.current.clear();
        self.durable.clear();
        self.unsynced.clear();
        self.used = 0;
    }

    fn current_len(&self, name: &str) -> u64 {
        self.current.get(name).map_or(0, |bytes| bytes.len() as u64)
    }
}

impl Operation {
    pub(super) fn len(&self) -> usize {
        match &self.change {
            Change::Write(bytes) | Change::Append(bytes) => bytes.len(),
            Change::Delete => 0,
        }
    }
}

impl Change {
    fn len_after(&self, before: u64) -> u64 {
        match self {
            Change::Write(bytes) => bytes.len() as u64,
            Change::Append(bytes) => before + bytes.len() as u64,
            Change::Delete => 0,
        }
    }

    fn apply(&self, name: &str, files: &mut Files) {
        match self {
            Change::Write(bytes) => {
                let file = file_mut(name, files);
                file.clear();
                file.extend_from_slice(bytes);
            }
            Change::Append(bytes) => file_mut(name, files).extend_from_slice(bytes),
            Change::Delete => {
                files.remove(name);
            }
        }
    }

    // What a crash in the middle of the change leaves on the platter.
    fn tear(&self, name: &str, torn_bytes: usize, files: &mut Files) {
        if torn_bytes == 0 {
            return;
        }
        match self {
            Change::Write(bytes) => {
                let torn = &bytes[..torn_bytes.min(bytes.len())];
                let file = file_mut(name, files);
                let kept = file.len().max(torn.len());
                file.resize(kept, 0);
                file[..torn.len()].copy_from_slice(torn);
            }
            Change::Append(bytes) => {
                let torn = &bytes[..torn_bytes.min(bytes.len())];
                file_mut(name, files).extend_from_slice(torn);
            }
            // A name goes whole or not at all.
            Change::Delete => {}
        }
    }
}

// The file, made empty if there is none. The name is copied only then.
fn file_mut<'files>(name: &str, files: &'files mut Files) -> &'files mut Vec<u8> {
    if !files.contains_key(name) {
        files.insert(name.into(), Vec::new());
    }
    files.get_mut(name).expect("the file exists: it was just looked for and made")
}
