//! The story: what a reader needs of a trace to understand why something is wrong.

use std::collections::{BTreeMap, BTreeSet};

use sim_core::EventId;

use super::{Happening, Trace, TraceEvent};

impl Trace {
    /// What a reader needs to understand these events: what happened, without what led nowhere.
    ///
    /// Of facts and marks there are these events alone where others would be more than all else that happened; a strike
    /// that hits nodes is told by what becomes of them.
    pub fn story(&self, evidence: &[EventId]) -> Self {
        let is_fact = |what: &Happening| matches!(what, Happening::Told | Happening::Marked);
        let readable = |what: &Happening| what.is_readable();
        let facts = self.events.iter().filter(|event| is_fact(&event.what)).count();
        let others =
            self.events.iter().filter(|event| readable(&event.what) && !is_fact(&event.what));
        let all_facts = facts <= others.count();
        let hitting: BTreeSet<EventId> = self
            .events
            .iter()
            .filter(|event| event.what.is_fault())
            .filter_map(|event| event.cause)
            .collect();
        let mut left_out = self.left_out;
        let mut events = Vec::new();
        let mut nearest: BTreeMap<EventId, EventId> = BTreeMap::new();
        for event in &self.events {
            let leads_on = if is_fact(&event.what) {
                all_facts
            } else {
                readable(&event.what) && !hitting.contains(&event.id)
            };
            let told = leads_on || evidence.contains(&event.id);
            if told {
                // What led to it is the nearest event that is told.
                let cause = event.cause.and_then(|cause| nearest.get(&cause).copied());
                nearest.insert(event.id, event.id);
                events.push(TraceEvent { cause, ..event.clone() });
                continue;
            }
            if let Some(before) = event.cause.and_then(|cause| nearest.get(&cause).copied()) {
                nearest.insert(event.id, before);
            }
            if is_fact(&event.what) {
                left_out.count(&event.what);
            }
        }
        Self { nodes: self.nodes.clone(), actors: self.actors.clone(), events, left_out }
    }
}
