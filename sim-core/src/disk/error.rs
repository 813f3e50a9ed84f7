//! What a storage operation can come back with.

use core::error::Error;
use core::fmt;

/// Why a storage operation failed.
///
/// The disk itself only finds that it is full; the kernel injects the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiskError {
    /// A write or append would have grown its file by more than the capacity leaves. Nothing was
    /// changed.
    Full {
        /// How many bytes more the files would have held.
        needed: u64,
        /// How many bytes more they may hold.
        free: u64,
    },
    /// A fault made a read fail. Nothing was changed; the next read may succeed.
    Unreadable,
    /// A fault made a write, append, deletion or sync fail. Nothing was changed, and what was
    /// unsynced still is.
    Unwritable,
    /// The bytes read are not the encoding of a value of the type asked for: torn, rotten, or of
    /// another type. The file was left as it is.
    Damaged,
}

impl fmt::Display for DiskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DiskError::Full { needed, free } => {
                write!(f, "disk full: {needed} more bytes needed, {free} free")
            }
            DiskError::Unreadable => f.write_str("the disk failed to read"),
            DiskError::Unwritable => f.write_str("the disk failed to write"),
            DiskError::Damaged => f.write_str("stored bytes are damaged"),
        }
    }
}

impl Error for DiskError {}
