//! What may go wrong on a disk, as data.

use core::error::Error;
use core::fmt;

use crate::duration::Duration;
use crate::ratio::Ratio;

/// What may go wrong on one disk; by default nothing.
///
/// ```
/// use sim_core::disk::DiskFaults;
/// use sim_core::Ratio;
///
/// let lying = DiskFaults { sync_lost: Ratio::percent(1), ..DiskFaults::CALM };
/// assert!(!lying.is_calm());
/// assert_eq!(lying.check(), Ok(()));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DiskFaults {
    /// Chance that a write, append, deletion or sync fails and changes nothing.
    pub write_error: Ratio,
    /// Chance that a read fails.
    pub read_error: Ratio,
    /// Chance that a sync reports success although nothing became durable.
    pub sync_lost: Ratio,
    /// Chance that a crash lets unsynced data survive in part.
    pub torn: Ratio,
    /// How many bytes the files may hold in all; `None` for no limit.
    pub capacity: Option<u64>,
    /// How long each operation takes.
    pub latency: Duration,
}

impl DiskFaults {
    /// A disk on which nothing goes wrong.
    pub const CALM: DiskFaults = DiskFaults {
        write_error: Ratio::ZERO,
        read_error: Ratio::ZERO,
        sync_lost: Ratio::ZERO,
        torn: Ratio::ZERO,
        capacity: None,
        latency: Duration::ZERO,
    };

    /// Whether nothing can go wrong, so that nothing has to be drawn.
    pub fn is_calm(&self) -> bool {
        self.chances().iter().all(|(_, chance)| chance.is_zero())
            && self.capacity.is_none()
            && self.latency == Duration::ZERO
    }

    /// Checks that the chances are chances.
    ///
    /// # Errors
    ///
    /// [`DiskFaultsError::AboveOne`] for the first chance that is above one.
    pub fn check(&self) -> Result<(), DiskFaultsError> {
        match self.chances().into_iter().find(|(_, c)| *c > Ratio::ONE) {
            Some((field, chance)) => Err(DiskFaultsError::AboveOne { field, chance }),
            None => Ok(()),
        }
    }

    fn chances(&self) -> [(&'static str, Ratio); 4] {
        // Taken apart whole: a new fault does not compile until it is either listed or left out.
        let DiskFaults { write_error, read_error, sync_lost, torn, capacity: _, latency: _ } =
            *self;
        [
            ("write_error", write_error),
            ("read_error", read_error),
            ("sync_lost", sync_lost),
            ("torn", torn),
        ]
    }
}

impl Default for DiskFaults {
    fn default() -> DiskFaults {
        DiskFaults::CALM
    }
}

/// Why disk faults were refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiskFaultsError {
    /// A chance is above one. The faults were not put to use.
    AboveOne {
        /// The field that holds it.
        field: &'static str,
        /// The chance as it was given.
        chance: Ratio,
    },
}

impl fmt::Display for DiskFaultsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DiskFaultsError::AboveOne { field, chance } => {
                write!(f, "{field} {chance} is above one")
            }
        }
    }
}

impl Error for DiskFaultsError {}
