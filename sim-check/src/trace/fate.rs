//! What became of events.

use std::collections::BTreeSet;

use sim_core::EventId;

use super::{Happening, Trace, TraceEvent};

impl Trace {
    /// These events, all that led to them, and so many lines of what might say why nothing more came of them: what went
    /// wrong, and what they and the handlers that told them led to.
    ///
    /// Something that never happens has no past. What can be told is how far it got, and what stood in its way.
    pub fn fate_of(&self, events: &[EventId], lines: usize) -> Self {
        let future = self.future_of(events);
        let past = self.past_positions(events);
        let is_shown = |position: &usize| self.events()[*position].what.is_readable();
        let mut room = lines.saturating_sub(past.iter().filter(|it| is_shown(it)).count());
        let mut chosen: Vec<EventId> = events.to_vec();
        let mut choose = |wanted: &dyn Fn(usize, &TraceEvent) -> bool| {
            for (position, event) in self.events().iter().enumerate() {
                if room > 0
                    && event.what.is_readable()
                    && !past.contains(&position)
                    && !chosen.contains(&event.id)
                    && wanted(position, event)
                {
                    chosen.push(event.id);
                    room -= 1;
                }
            }
        };
        choose(&|_, event| event.what.is_fault());
        choose(&|position, event| future.contains(&position) && went_wrong(event));
        choose(&|position, _| future.contains(&position));
        self.past_of(&chosen)
    }

    // What these events led to, and whatever handlers did that told them.
    fn future_of(&self, events: &[EventId]) -> BTreeSet<usize> {
        let mut led: BTreeSet<EventId> = events.iter().copied().collect();
        for event in events.iter().filter_map(|event| self.event(*event)) {
            if matches!(event.what, Happening::Told | Happening::Marked) {
                led.extend(event.cause);
            }
        }
        let mut future = BTreeSet::new();
        for (position, event) in self.events().iter().enumerate() {
            if event.cause.is_some_and(|cause| led.contains(&cause)) {
                led.insert(event.id);
                future.insert(position);
            }
        }
        future
    }
}

const fn went_wrong(event: &TraceEvent) -> bool {
    matches!(event.what, Happening::Dropped { .. } | Happening::Delivered { copy: 1.., .. })
        || event.late.is_some()
}
