//! Lateness that is known for certain.

use sim_core::{Duration, EventId};

use super::{Happening, Trace};

impl Trace {
    /// Says of each delivery by how much it is late, as somebody knows who is asked with the event of its sending.
    pub fn set_late(&mut self, late: impl Fn(EventId) -> Option<Duration>) {
        for event in &mut self.events {
            if matches!(event.what, Happening::Delivered { .. }) {
                event.late = event.cause.and_then(&late);
            }
        }
    }
}
