//! What was sent in the run of a list, and never arrived: it could have.

use sim_core::{Class, EventId, Key, Listed, Protocol, Time, WaitEnd, World};
use sim_net::Network;

use super::listed::{Entry, digest};

// Of longer lists nothing is kept: each of these is tried in the place of something.
const LONGEST: usize = 20;

/// What was in flight at the end of a list.
#[derive(Debug, Default)]
pub(super) struct InFlight {
    list: Vec<u64>,
    // Each with the place of the entry that led to it.
    messages: Vec<(Option<usize>, Listed)>,
}

impl InFlight {
    /// What is in flight in the world that has just run these.
    pub(super) fn of<P: Protocol>(world: &World<P, Network<P>>, entries: &[Entry]) -> Self {
        if entries.len() > LONGEST {
            return Self::default();
        }
        let first = entries.iter().position(|it| matches!(it, Entry::Step(..))).unwrap_or(0);
        let waits = world.recorded_waits();
        let pending = waits.iter().filter(|wait| wait.end == WaitEnd::Pending);
        let sent: Vec<(EventId, Key, Option<usize>)> = pending
            .filter_map(|wait| {
                let (event, key) = wait.message?;
                Some((event, key, wait.since.map(|step| first + step)))
            })
            .collect();
        let mut messages = Vec::new();
        for enabled in world.enabled() {
            let step = enabled.step;
            let of_its_key = sent.iter().find(|(_, key, _)| *key == step.key);
            if let (Class::Arrive, Some((_, _, since))) = (step.class, of_its_key) {
                let time = match since.map(|since| &entries[since]) {
                    Some(Entry::Step(listed, _)) => listed.time,
                    Some(Entry::Choice(_)) | None => Time::ZERO,
                };
                messages.push((*since, Listed { time, step, label: enabled.label }));
            }
        }
        Self { list: entries.iter().map(digest).collect(), messages }
    }

    /// The same as entries, with what leads to each, if it is of this list.
    pub(super) fn beside(&self, list: &[Entry]) -> Vec<(Option<usize>, Entry)> {
        if !self.list.iter().copied().eq(list.iter().map(digest)) {
            return Vec::new();
        }
        let messages = self.messages.iter().cloned();
        messages.map(|(since, listed)| (since, Entry::Step(listed, since))).collect()
    }
}
