//! Calls: what clients have asked for and not been told yet.

use std::collections::BTreeMap;

use sim_core::EventId;

use crate::checker::Seen;
use crate::history::{Call, HistoryError, Outcome};
use crate::verdict::Violation;

/// What clients have asked for and not been told yet.
#[derive(Clone, Debug)]
pub(super) struct Calls<I> {
    open: BTreeMap<u64, (I, EventId)>,
    // Whether anybody has asked for anything.
    any: bool,
}

/// What a word of a client means.
pub(super) enum Told<I, O> {
    /// This is asked for.
    Asked(I),
    /// This was asked for then, and ends so.
    Ended(I, EventId, Outcome<O>),
}

impl<I> Default for Calls<I> {
    fn default() -> Self {
        Self { open: BTreeMap::new(), any: false }
    }
}

impl<I: Clone> Calls<I> {
    pub(super) fn add<O>(
        &mut self,
        seen: Seen,
        process: u64,
        call: Call<I, O>,
    ) -> Result<Told<I, O>, Box<Violation>> {
        let event = seen.event;
        let outcome = match call {
            Call::Invoked(input) => {
                self.any = true;
                if self.open.contains_key(&process) {
                    return Err(Violation::from(HistoryError::StillOpen { event, process }).into());
                }
                self.open.insert(process, (input.clone(), event));
                return Ok(Told::Asked(input));
            }
            Call::Ok(output) => Outcome::Ok(output),
            Call::Failed => Outcome::Failed,
            Call::Unknown => Outcome::Unknown,
        };
        match self.open.remove(&process) {
            Some((input, asked)) => Ok(Told::Ended(input, asked, outcome)),
            None => Err(Violation::from(HistoryError::NotOpen { event, process }).into()),
        }
    }

    pub(super) const fn any(&self) -> bool {
        self.any
    }

    pub(super) fn clear(&mut self) {
        self.open.clear();
        self.any = false;
    }
}
