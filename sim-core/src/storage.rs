//! Storage: an actor's access to the disk of its node.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::choice::Site;
use crate::context::Context;
use crate::disk::{Disk, DiskError, DiskFaults};
use crate::duration::Duration;
use crate::effect::{DiskNote, Effect};
use crate::key::Role;
use crate::protocol::Protocol;
use crate::stored::{Stored, from_bytes, to_bytes};

/// The disk of the node, for the running handler.
///
/// Reads see every write at once; a crash takes back what was not [synced](Storage::sync). Each operation has a
/// fault point before and after it.
#[derive(Debug)]
pub struct Storage<'c, 'a, P: Protocol> {
    context: &'c mut Context<'a, P>,
}

impl<'c, 'a, P: Protocol> Storage<'c, 'a, P> {
    pub(crate) const fn new(context: &'c mut Context<'a, P>) -> Self {
        Self { context }
    }

    /// Replaces the content of a file, or makes the file.
    ///
    /// # Errors
    /// The disk is full, or fails; nothing is changed.
    pub fn write(&mut self, file: &str, bytes: &[u8]) -> Result<(), DiskError> {
        let wrote = DiskNote::Wrote(bytes.len() as u64);
        self.change("write", file, wrote, |disk| disk.write(file, bytes))
    }

    /// Adds to the end of a file, or makes the file.
    ///
    /// # Errors
    /// The disk is full, or fails; nothing is changed.
    pub fn append(&mut self, file: &str, bytes: &[u8]) -> Result<(), DiskError> {
        let wrote = DiskNote::Wrote(bytes.len() as u64);
        self.change("append", file, wrote, |disk| disk.append(file, bytes))
    }

    /// Removes a file, if it is there.
    ///
    /// # Errors
    /// The disk fails; nothing is changed.
    pub fn delete(&mut self, file: &str) -> Result<(), DiskError> {
        self.change("delete", file, DiskNote::Deleted, |disk| {
            disk.delete(file);
            Ok(())
        })
    }

    /// Makes all that was written or deleted survive a crash, as soon as what the handler did before has taken
    /// effect: a crash while it still works, or waits for room, comes before the sync.
    ///
    /// # Errors
    /// The disk fails; nothing is changed.
    pub fn sync(&mut self) -> Result<(), DiskError> {
        let chance = self.faults().sync_lost;
        let lost = !self.context.scene.ghost
            && self.context.scene.happens(Site::SyncLost, Role::Disk, "sync", chance);
        // What a lying sync covers: nothing.
        let mark = if lost { 0 } else { self.disk().mark() };
        self.change("sync", "", DiskNote::Synced { mark }, |_| Ok(()))
    }

    /// The content of a file, if it is there.
    ///
    /// # Errors
    /// The disk fails.
    pub fn read(&mut self, file: &str) -> Result<Option<Vec<u8>>, DiskError> {
        self.context.fault_point(&label("before", "read", file));
        self.spend();
        let chance = self.faults().read_error;
        let fails = !self.context.scene.ghost
            && self.context.scene.happens(Site::ReadError, Role::Disk, file, chance);
        if fails {
            let error = DiskError::Unreadable;
            self.note(DiskNote::Failed, &format!("{file}: {error}"));
            return Err(error);
        }
        let content = self.disk().read(file).map(Vec::from);
        self.context.fault_point(&label("after", "read", file));
        Ok(content)
    }

    /// The names of the files that begin so, in order.
    pub fn list(&mut self, prefix: &str) -> Vec<String> {
        self.context.fault_point(&label("before", "list", prefix));
        self.spend();
        let names = self.disk().list(prefix).map(String::from).collect();
        self.context.fault_point(&label("after", "list", prefix));
        names
    }

    /// Replaces the content of a file by a value.
    ///
    /// # Errors
    /// As for [`write`](Storage::write).
    pub fn store<T: Stored>(&mut self, file: &str, value: &T) -> Result<(), DiskError> {
        self.write(file, &to_bytes(value))
    }

    /// The value that a file holds, if it is there.
    ///
    /// # Errors
    /// The disk fails, or the content is no such value: torn, rotten, or of another type.
    pub fn load<T: Stored>(&mut self, file: &str) -> Result<Option<T>, DiskError> {
        match self.read(file)? {
            Some(bytes) => from_bytes(&bytes).map(Some).ok_or(DiskError::Damaged),
            None => Ok(None),
        }
    }

    fn change(
        &mut self,
        verb: &str,
        file: &str,
        note: DiskNote,
        act: impl FnOnce(&mut Disk) -> Result<(), DiskError>,
    ) -> Result<(), DiskError> {
        self.context.fault_point(&label("before", verb, file));
        self.spend();
        if self.context.scene.ghost {
            return Ok(());
        }
        let chance = self.faults().write_error;
        let result = if self.context.scene.happens(Site::WriteError, Role::Disk, file, chance) {
            Err(DiskError::Unwritable)
        } else {
            act(self.disk())
        };
        match result {
            Ok(()) => self.note(note, file),
            Err(error) => {
                let name = if file.is_empty() { verb } else { file };
                self.note(DiskNote::Failed, &format!("{name}: {error}"));
            }
        }
        self.context.fault_point(&label("after", verb, file));
        result
    }

    fn note(&mut self, note: DiskNote, file: &str) {
        self.context.effects.push(Effect::Disk { note, file: Box::from(file) });
    }

    // A slow disk makes its actor work.
    fn spend(&mut self) {
        let latency = self.faults().latency;
        if latency != Duration::ZERO {
            self.context.work(latency);
        }
    }

    fn faults(&self) -> DiskFaults {
        self.context.scene.nodes[self.context.scene.node.index()].disk_faults
    }

    fn disk(&mut self) -> &mut Disk {
        &mut self.context.scene.nodes[self.context.scene.node.index()].disk
    }
}

fn label(when: &str, verb: &str, file: &str) -> String {
    if file.is_empty() { format!("{when} {verb}") } else { format!("{when} {verb} {file}") }
}
